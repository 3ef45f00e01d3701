"""Whose every file is, and on what terms: the rules of REUSE, read from `REUSE.toml`."""

import re
import subprocess
import tomllib
from functools import cache
from pathlib import Path
from typing import Any  # tables of a toml file

import pytest

from tests.house.source import ROOT
from tools.vendor import TARGET, packages

TEXTS = ROOT / "LICENSES"
# What the specification leaves out: licences themselves, and what says whose files are.
LEFT_OUT = re.compile(
    r"(?:.*/)?(?:LICEN[CS]E|COPYING)(?:[-.][^/]*)?$|LICENSES/.*|REUSE\.toml$|.*\.license$"
)
WORD = re.compile(r"[A-Za-z0-9.-]+")
OURS = "EUPL-1.2"


@cache
def _annotations() -> list[dict[str, Any]]:
    whole = tomllib.loads((ROOT / "REUSE.toml").read_text(encoding="utf-8"))
    assert whole["version"] == 1
    return [{**one, "paths": _list(one["path"])} for one in whole["annotations"]]


def _list(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value


@cache
def _shape(glob: str) -> re.Pattern[str]:
    """A path of REUSE.toml: `*` stays in its folder, `**` goes into others."""
    parts = {"**": ".*", "*": "[^/]*"}
    return re.compile(
        "".join(parts.get(part, re.escape(part)) for part in re.split(r"(\*\*|\*)", glob))
    )


def _files() -> list[str]:
    said = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if said.returncode:
        pytest.skip("not run: this is no clone of git")
    return [
        name
        for name in said.stdout.splitlines()
        if not LEFT_OUT.fullmatch(name) and (ROOT / name).exists()
    ]


def _said_of(name: str) -> dict[str, Any]:
    """The last annotation that speaks of a file."""
    found = [
        one for one in _annotations() if any(_shape(path).fullmatch(name) for path in one["paths"])
    ]
    return found[-1] if found else {}


def _identifiers(expression: str) -> set[str]:
    return set(WORD.findall(expression)) - {"AND", "OR", "WITH"}


def test_every_file_says_whose_it_is_and_on_what_terms() -> None:
    silent = [
        name
        for name in _files()
        if not _said_of(name).get("SPDX-FileCopyrightText")
        or not _said_of(name).get("SPDX-License-Identifier")
    ]
    assert not silent, f"Say in REUSE.toml whose these are: {silent}"


def test_every_licence_that_is_named_is_here_and_no_other() -> None:
    named = {
        one for said in _annotations() for one in _identifiers(said["SPDX-License-Identifier"])
    }
    assert named == {path.stem for path in TEXTS.glob("*.txt")}
    assert (TEXTS / f"{OURS}.txt").read_bytes() == (ROOT / "LICENSE").read_bytes()
    assert all(path.stat().st_size > 400 for path in TEXTS.iterdir())


def test_every_annotation_speaks_of_a_file() -> None:
    names = _files()
    idle = [
        path
        for one in _annotations()
        for path in one["paths"]
        if not any(_shape(path).fullmatch(name) for name in names)
    ]
    assert not idle, f"Nothing is there: {idle}"


def test_what_we_took_from_others_keeps_its_own_licence() -> None:
    """What `vendor.lock` says of each package is what REUSE.toml says of its files."""
    for package in packages():
        files = [*package["files"].values(), *(["icons.svg"] if "icons" in package else [])]
        for file in files:
            name = str((TARGET / Path(file)).relative_to(ROOT))
            said = _identifiers(_said_of(name)["SPDX-License-Identifier"])
            assert package["licence"] in said, f"{name} is {package['licence']}"
            assert OURS not in said, f"{name} is not ours"
    fonts = [name for name in _files() if name.endswith(".woff2")]
    assert fonts
    assert {_said_of(name)["SPDX-License-Identifier"] for name in fonts} == {"OFL-1.1"}
