"""What lies here is ours to give, names no machine, and can be installed again as it was."""

import ast
import re
import tomllib
from collections.abc import Iterator
from fnmatch import fnmatch
from functools import cache
from importlib import metadata
from pathlib import Path

import pytest

from tests.house.source import ROOT

# Written in pieces, so that this file does not find itself.
HOSTS = (
    *("py" + "pi.org", "python" + "hosted.org", "npm" + "js.org", "npm" + "js.com"),
    *("debian" + ".org/debian", "crates" + ".io", "ghcr" + ".io"),
)
MACHINE = re.compile(r"(?<![\w.<>%])/(?:root|work|home|Users|opt|mnt)/[\w.-]+")
STRICT = re.compile(r"\bA?GPL|GNU (?:Affero )?General Public", re.IGNORECASE)
GENTLE = re.compile(
    r"\b(?:LGPL|MIT|BSD|0BSD|Apache|MPL|ISC|PSF|Zlib|CC0)|GNU Lesser|Mozilla|Python Software",
    re.IGNORECASE,
)
LOCKED = re.compile(r"^([a-z0-9._-]+)==(\S+)((?:[^\n]*\\\n)(?:    .*\n?)*)", re.MULTILINE)
ARTICLES = 15
DESCRIBED = (
    *("name", "url", "platforms", "developmentStatus", "softwareType", "description"),
    *("legal", "maintenance", "localisation", "publiccodeYmlVersion"),
)
SETTING = re.compile(r"^\| `([A-Z_]+)` \| ([^|]+) \|", re.MULTILINE)


@cache
def _texts() -> dict[str, str]:
    """Every text that belongs to the project, whether or not git is at hand."""
    ignored = [line.strip() for line in _text(".gitignore").splitlines() if line.strip()]
    found = {}
    for path in _kept(ROOT, [*ignored, ".git"]):
        try:
            found[str(path.relative_to(ROOT))] = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
    return found


def _kept(folder: Path, ignored: list[str]) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        place = f"/{path.relative_to(ROOT)}"
        if any(fnmatch(path.name, one.rstrip("/")) or place == one.rstrip("/") for one in ignored):
            continue
        if path.is_dir():
            yield from _kept(path, ignored)
        else:
            yield path


def _text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def _project() -> dict[str, object]:
    project: dict[str, object] = tomllib.loads(_text("pyproject.toml"))["project"]
    return project


def _name(requirement: str) -> str:
    return re.split(r"[\[<>=!~; ]", requirement)[0].lower().replace("_", "-")


def _dependencies() -> list[str]:
    """The names of what the product needs when it runs, and of what tests need."""
    whole = tomllib.loads(_text("pyproject.toml"))
    return [
        _name(one)
        for one in [*whole["project"]["dependencies"], *whole["dependency-groups"]["dev"]]
    ]


def test_the_whole_project_is_read() -> None:
    assert {"Makefile", "pyproject.toml", "dwarsverband/config/settings.py", ".ci/run"} <= set(
        _texts()
    )
    assert not [name for name in _texts() if name.startswith((".venv", ".demo", ".cache", ".git/"))]


@pytest.mark.parametrize("host", HOSTS)
def test_no_registry_is_named(host: str) -> None:
    wrong = [name for name, text in _texts().items() if host in text]
    assert not wrong, f"Whoever installs chooses where from: {wrong}"


def test_no_place_on_one_machine_is_named() -> None:
    wrong = [
        f"{name}: {found}" for name, text in _texts().items() for found in MACHINE.findall(text)
    ]
    assert not wrong, f"Nobody else has these: {wrong}"


def test_every_package_in_the_lock_has_its_hashes_and_no_address() -> None:
    lock = _text("requirements.lock")
    found = LOCKED.findall(lock)
    assert len(found) == len(re.findall(r"^\S+==", lock, re.MULTILINE)) > 30
    assert not [name for name, _version, rest in found if "--hash=sha256:" not in rest]
    assert "://" not in lock


def test_the_lock_holds_every_dependency() -> None:
    locked = {
        name.replace("_", "-")
        for name, _version, _rest in LOCKED.findall(_text("requirements.lock"))
    }
    assert not set(_dependencies()) - locked, "Run: make lock"


def test_every_dependency_has_its_reason() -> None:
    lines = re.findall(
        r'^    "[^"]+",(.*)$', _text("pyproject.toml").partition("[tool.")[0], re.MULTILINE
    )
    assert len(lines) == len(_dependencies())
    assert all(re.fullmatch(r" +# \w.{10,}", line) for line in lines)


def test_nothing_that_runs_binds_others_to_the_gpl() -> None:
    wrong = {
        name: licence
        for name, licence in _licences()
        if not licence or (STRICT.search(licence) and not GENTLE.search(licence))
    }
    assert not wrong, f"Look for another: {wrong}"


def test_a_licence_of_the_gpl_alone_would_be_seen() -> None:
    for licence in ("GPL-3.0-or-later", "AGPL-3.0-only", "GNU General Public License v2 (GPLv2)"):
        assert STRICT.search(licence)
        assert not GENTLE.search(licence)


def _licences() -> Iterator[tuple[str, str]]:
    """The licence of each package that the product needs, and of those that they need."""
    waiting = [_name(str(one)) for one in _project()["dependencies"]]  # type: ignore[attr-defined]  # a list
    seen: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        try:
            package = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue  # for another system, or for an extra that nobody asked for
        said = package.metadata
        kinds = [kind for kind in said.get_all("Classifier") or [] if kind.startswith("License")]
        yield (
            name,
            " ".join(
                [
                    *(said.get_all("License-Expression") or []),
                    *(said.get_all("License") or []),
                    *kinds,
                ]
            ).strip(),
        )
        waiting += [_name(one) for one in package.requires or [] if "extra ==" not in one]


def test_the_licence_is_whole() -> None:
    licence = _text("LICENSE")
    heads = re.findall(r"^(\d+)\. [A-Z]", licence, re.MULTILINE)
    assert heads == [str(number + 1) for number in range(ARTICLES)]
    assert licence.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2")
    assert "Appendix" in licence
    assert licence.rstrip().endswith("EUPL version.")


def test_the_catalogue_says_what_the_project_says() -> None:
    described = _text("publiccode.yml")
    assert set(DESCRIBED) <= set(re.findall(r"^(\w+):", described, re.MULTILINE))
    assert f'softwareVersion: "{_project()["version"]}"' in described
    assert f"license: {_project()['license']}" in described


def test_every_setting_is_told_with_its_default() -> None:
    told = {
        name: default.strip().strip("`")
        for name, default in SETTING.findall(
            _text("docs/reference/settings.md").partition("## Only")[0]
        )
    }
    read = dict(_settings())
    assert set(told) == set(read)
    assert not {name for name, default in read.items() if default and told[name] != default}


def _settings() -> Iterator[tuple[str, str]]:
    """What `settings.py` reads from the environment, with the default where it is a plain text."""
    for node in ast.walk(ast.parse(_text("dwarsverband/config/settings.py"))):
        is_read = (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in {"_text", "_list", "_is_on"}
        )
        if is_read and isinstance(node, ast.Call) and isinstance(node.args[0], ast.Constant):
            default = node.args[1] if len(node.args) > 1 else None
            yield (
                str(node.args[0].value),
                str(default.value) if isinstance(default, ast.Constant) else "",
            )


def test_every_module_of_the_reference_exists() -> None:
    """What the documents promise: the words, rules, addresses and the description of the API."""
    for name in (
        "terms.md",
        "settings.md",
        "rules.md",
        "addresses.md",
        "commands.md",
        "openapi.json",
    ):
        assert (ROOT / "docs" / "reference" / name).exists(), name
