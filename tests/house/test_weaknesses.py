"""Each weakness that was found has a test with a mark, and stands among the threats in the same words."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.house.source import ROOT

THREATS = ROOT / "docs" / "background" / "threats.md"
HEADING = "## What was found, and mended"
MARK = "pytest.mark.regression"


def _tests() -> Iterator[Path]:
    for place in (ROOT / "tests", ROOT / "dwarsverband"):
        yield from sorted(place.rglob("test_*.py"))


def _marked() -> Iterator[tuple[str, str, list[str]]]:
    """Every test with the mark: in which file, its name, and what the mark says."""
    for path in _tests():
        text = path.read_text(encoding="utf-8")
        if MARK not in text:
            continue
        for node in ast.walk(ast.parse(text)):
            for one in getattr(node, "decorator_list", []):
                call = one if isinstance(one, ast.Call) else None
                if ast.unparse(call.func if call else one) == MARK:
                    said = [ast.literal_eval(value) for value in call.args] if call else []
                    yield path.stem, getattr(node, "name", ""), said


def _told() -> list[str]:
    section = THREATS.read_text(encoding="utf-8").partition(HEADING)[2].partition("\n## ")[0]
    return re.findall(r"^\| (.+?) \| `\w+` \|$", section, re.MULTILINE)


def test_a_mark_says_in_one_sentence_what_was_wrong() -> None:
    wrong = [name for _file, name, said in _marked() if len(said) != 1 or said[0][-1] in ".!?"]
    assert not wrong


def test_each_weakness_is_told_once_and_nothing_else() -> None:
    found = [said[0] for _file, _name, said in _marked()]
    assert sorted(found) == sorted(set(found))
    assert sorted(_told()) == sorted(found)


def test_beside_each_stands_the_file_that_looks_for_it() -> None:
    text = THREATS.read_text(encoding="utf-8")
    wrong = [f"| {s[0]} | `{file}` |" for file, _n, s in _marked()]
    assert not [line for line in wrong if line not in text]
