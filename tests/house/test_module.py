"""`make module` adds a module with the doors that every module has, and makes it known."""

import ast
import re
import shutil
from pathlib import Path

import pytest

from tests.house.source import DOORS, ROOT
from tools.module import __main__ as module


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """As much of the project as a new module touches."""
    for place in module.PLACES:
        (tmp_path / place).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / place, tmp_path / place)
    return tmp_path


def test_a_new_module_has_every_door_but_the_rare_one(project: Path) -> None:
    module.make("lending", project)
    home = project / "dwarsverband" / "modules" / "lending"
    assert {path.stem for path in home.iterdir()} == DOORS - {"management"} | {
        "__init__",
        "tests",
        "migrations",
    }
    for path in home.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        assert "$" not in path.read_text(encoding="utf-8")
        assert not tree.body or "lending" in (ast.get_docstring(tree) or "")


def test_a_new_module_is_known_and_home_stays_last(project: Path) -> None:
    module.make("lending", project)
    listed = (project / module.LIST).read_text(encoding="utf-8")
    assert listed.index("modules.lending") < listed.index("modules.home")
    assert "\n    lending\n" in (project / module.CONTRACTS).read_text(encoding="utf-8")
    assert "| `lending` |" in (project / module.TERMS).read_text(encoding="utf-8")


def test_a_module_that_was_awaited_takes_its_place(project: Path) -> None:
    before = (project / module.CONTRACTS).read_text(encoding="utf-8")
    awaited = re.findall(r"\((\w+)\)", before.partition("contract:modules")[2].partition("[")[0])
    module.make(awaited[0], project)
    after = (project / module.CONTRACTS).read_text(encoding="utf-8")
    assert after == before.replace(f"({awaited[0]})", awaited[0])


@pytest.mark.parametrize("name", ["", "Lending", "leen-uit", "class", "../lending", "network2"])
def test_what_is_no_name_is_refused(project: Path, name: str) -> None:
    with pytest.raises(module.RefusedError, match="small letters"):
        module.make(name, project)
    assert not (project / "dwarsverband" / "modules").exists()


def test_a_module_that_exists_is_left_alone(project: Path) -> None:
    module.make("lending", project)
    (project / "dwarsverband/modules/lending/models.py").write_text("KEPT = 1\n")
    with pytest.raises(module.RefusedError, match="already"):
        module.make("lending", project)
    assert (project / "dwarsverband/modules/lending/models.py").read_text() == "KEPT = 1\n"
