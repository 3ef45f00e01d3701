"""`make module name=lending`: copy the empty module, and make it known where modules are listed."""

import keyword
import re
import sys
from pathlib import Path
from string import Template

ROOT = Path(__file__).resolve().parent.parent.parent
EMPTY = Path(__file__).resolve().parent / "empty"
NAME = re.compile(r"[a-z][a-z_]*[a-z]")
LIST = "dwarsverband/config/modules.py"
CONTRACTS = ".importlinter"
TERMS = "docs/reference/terms.md"
NEXT = """{name} has all its doors, and is known. Next:

1. Say in docs/reference/terms.md what it is called in Dutch and what it holds.
2. Give it a first verb: model, query, rule, action, form, view, operation, test.
3. Its layer stands in .importlinter: move it to where it belongs.
4. make check
"""


class RefusedError(RuntimeError):
    """No module was made; the text says why."""


def make(name: str, root: Path = ROOT) -> None:
    """Add a module to the project in a folder."""
    if not NAME.fullmatch(name) or keyword.iskeyword(name):
        raise RefusedError("Choose a name of small letters: make module name=lending")
    home = root / "dwarsverband" / "modules" / name
    if home.exists():
        raise RefusedError(f"There is a module {name} already.")
    changed = {
        place: change((root / place).read_text(encoding="utf-8"), name)
        for place, change in PLACES.items()
    }
    for source in sorted(EMPTY.rglob("*.py")):
        target = home / source.relative_to(EMPTY)
        target.parent.mkdir(parents=True, exist_ok=True)
        text = Template(source.read_text(encoding="utf-8")).substitute(name=name)
        target.write_text(text, encoding="utf-8")
    for place, text in changed.items():
        (root / place).write_text(text, encoding="utf-8")


def _list(text: str, name: str) -> str:
    """Home stays the last, because it knows all others."""
    return _before(text, '    "dwarsverband.modules.home",', f'    "dwarsverband.modules.{name}",')


def _contract(text: str, name: str) -> str:
    """A layer that was awaited takes its place; another one begins just below home."""
    if f"({name})" in text:
        return text.replace(f"({name})", name)
    return _before(
        text, "    (cases) |" if "    (cases) |" in text else "    cases |", f"    {name}"
    )


def _term(text: str, name: str) -> str:
    return _before(text, "| `home` |", f"| `{name}` | {name} | still empty |")


def _before(text: str, line: str, added: str) -> str:
    """A text with one line more, before the line that begins in a certain way."""
    place = text.find(f"\n{line}")
    if place < 0:
        raise RefusedError(f"The line that begins with {line.strip()!r} is not there any more.")
    return f"{text[:place]}\n{added}{text[place:]}"


PLACES = {LIST: _list, CONTRACTS: _contract, TERMS: _term}

if __name__ == "__main__":
    try:
        make("".join(sys.argv[1:]))
    except RefusedError as error:
        sys.exit(str(error))
    print(NEXT.format(name=sys.argv[1]), end="")
