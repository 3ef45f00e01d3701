"""Write the pages of docs/reference that follow from the source: rules, addresses, commands.

`python -m tools.reference` writes them; a house test compares them with what stands there.
"""

import ast
import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any  # an OpenAPI document is a nest of Any

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "dwarsverband"
FOLDER = ROOT / "docs" / "reference"
REACHES = {
    "anyone": "anybody",
    "signed_in": "whoever is signed in",
    "entering": "members of the partnership, also before their second step",
    "member": "members of the partnership",
    "link": "whoever holds the link",
}
# Nothing is asked of this database; settings only want to know that there is one.
ALONE = {"SECRET_KEY": "unused", "DATABASE_URL": "postgresql://nobody:unused@localhost/none"}


def rules() -> str:
    """Every rule: the verb, who may do it and when, and what it says to the others."""
    parts = [
        "# Rules\n\nWhat somebody may do. A rule allows, or denies with a sentence. "
        "The page shows the sentence under the button; the API answers 403 with the same words.\n\n"
        f"{_origin()}"
    ]
    for home in [PACKAGE / "foundation" / "accounts", *_modules()]:
        rows = list(_rules_of(home))
        if rows:
            parts.append(
                f"\n## {home.name}\n\n{_table(('verb', 'who, and when', 'or else it says'), rows)}"
            )
    return "".join(parts)


def addresses() -> str:
    """Every address of a page and of the API, and who may reach it."""
    from django.urls import get_resolver

    pages = [
        (f"`/{_readable(route)}`", f"`{name}`", REACHES[reach])
        for route, name, reach in _pages(get_resolver().url_patterns)
        if not route.startswith("api/")
    ]
    return (
        "# Addresses\n\nAddresses of pages are Dutch words, their names are English. "
        "A partnership's name stands first, so that a second tab cannot act for the wrong one.\n\n"
        f"{_origin()}\n## Pages\n\n{_table(('address', 'name', 'who reaches it'), pages)}"
        f"\n## API\n\nEach is the sibling of a page, with the same rules. Fields stand in `openapi.json`, "
        f"beside this page.\n\n{_table(('method', 'address', 'meaning'), list(_operations()))}"
    )


def commands() -> str:
    """Every command that we add to Django's."""
    from django.core.management import get_commands, load_command_class

    own = sorted(
        name for name, app in get_commands().items() if str(app).startswith("dwarsverband")
    )
    rows = []
    for name in own:
        command = load_command_class(str(get_commands()[name]), name)
        rows.append((f"`{name}`", _help(command), _options(command, name)))
    return (
        "# Commands\n\nFor whoever runs an installation: `.venv/bin/python manage.py <command>`. "
        "Without `DATABASE_URL` they work on the demo.\n\n"
        f"{_origin()}\n{_table(('command', 'what it does', 'options'), rows)}"
    )


def one_person() -> str:
    """Every name in the file about one person, and what it means."""
    from django.utils.translation import override

    from dwarsverband.modules.network.queries.own_file_words import LABELS, every_part

    with override("en"):
        rows = [(f"`{part}`", str(words.title)) for part, words in every_part().items()]
        rows += [
            (f"`{part}.{name}`", str(label) + _codes(words.values.get(name, {})))
            for part, words in every_part().items()
            for name, label in words.labels.items()
        ]
        common = [(f"`{name}`", str(label)) for name, label in LABELS.items()]
    return (
        "# Everything about one person\n\nWhoever is recorded gets everything in one file: a page to read and print, "
        "or the same for a program (JSON). Each name of the JSON and what it means; days are written as `2026-11-30`, and "
        f"what is not recorded is empty.\n\n{_origin()}\n## Parts\n\n{_table(('name', 'meaning'), rows)}"
        f"\n## In every part\n\n{_table(('name', 'meaning'), common)}"
    )


def _codes(values: Mapping[str, object]) -> str:
    told = ", ".join(f"`{code}` {text}" for code, text in values.items())
    return f": {told}" if told else ""


PAGES: dict[str, Callable[[], str]] = {
    "rules.md": rules,
    "addresses.md": addresses,
    "commands.md": commands,
    "one-person.md": one_person,
}


def main() -> None:
    """Bring the pages in line with the source."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dwarsverband.config.settings")
    for name, value in ALONE.items():
        os.environ.setdefault(name, value)
    django.setup()
    for name, write in PAGES.items():
        (FOLDER / name).write_text(write(), encoding="utf-8")
        print(f"docs/reference/{name}")


def _origin() -> str:
    return "Made by `python -m tools.reference`; change the source, not this page.\n"


def _table(heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    lines = [heads, tuple("---" for _head in heads), *rows]
    return "".join(f"| {' | '.join(cell.replace('|', '/') for cell in line)} |\n" for line in lines)


def _modules() -> list[Path]:
    homes = (PACKAGE / "modules").iterdir()
    return sorted(home for home in homes if (home / "__init__.py").exists())


def _rules_of(home: Path) -> Iterator[tuple[str, ...]]:
    files = [home / "rules.py", *sorted((home / "rules").glob("*.py"))]
    nodes = [
        node
        for path in files
        if path.exists()
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef)
    ]
    known = {node.name: node for node in nodes}
    for node in nodes:
        if node.name.startswith("may_"):
            said = dict.fromkeys(_sentences(node, known))
            yield (
                f"`{node.name.removeprefix('may_')}`",
                " ".join((ast.get_docstring(node) or "").split()),
                "<br>".join(said),
            )


def _sentences(node: ast.FunctionDef, known: dict[str, ast.FunctionDef]) -> Iterator[str]:
    """What a rule says when it denies, in the order in which it looks."""
    calls = [
        part
        for part in ast.walk(node)
        if isinstance(part, ast.Call) and isinstance(part.func, ast.Name)
    ]
    for call in sorted(calls, key=lambda one: (one.lineno, one.col_offset)):
        name = ast.unparse(call.func)
        if name == "denied":
            told = [one.value for one in ast.walk(call) if isinstance(one, ast.Constant)]
            yield from (text for text in told if isinstance(text, str))
        elif name in known and name != node.name:
            yield from _sentences(known[name], known)


def _pages(
    patterns: list[Any], before: str = "", space: str = ""
) -> Iterator[tuple[str, str, str]]:
    from django.urls import URLResolver

    from dwarsverband.foundation.access.reach import reach_of

    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _pages(pattern.url_patterns, route, inner)
        else:
            yield route, f"{space}{pattern.name}", reach_of(pattern.callback)


def _readable(route: str) -> str:
    """`<partnership>` for `<slug:partnership>`, and for `(?P<partnership>…)`."""
    plain = re.sub(r"\(\?P(<\w+>)[^)]*\)", r"\1", route).replace("^", "").removesuffix("$")
    return re.sub(r"<\w+:(\w+)>", r"<\1>", plain)


def _operations() -> Iterator[tuple[str, ...]]:
    from django.conf import settings
    from django.utils.module_loading import import_string

    document = import_string(settings.API).get_openapi_schema()
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            meaning = " ".join(operation.get("description", operation["summary"]).split())
            yield (
                method.upper(),
                f"`/api/v1/<partnership>{path.replace('{', '<').replace('}', '>')}`",
                meaning,
            )


def _help(command: Any) -> str:
    """Our own sentence; a command that changes one of Django's says how."""
    own = vars(type(command)).get("help")
    module = __import__(type(command).__module__, fromlist=["__doc__"])
    return str(own or (module.__doc__ or "").strip().splitlines()[0])


def _options(command: Any, name: str) -> str:
    if "add_arguments" not in vars(type(command)):
        return ""
    from django.core.management.base import BaseCommand

    usual = {action.dest for action in BaseCommand().create_parser("manage.py", name)._actions}
    added = [
        one for one in command.create_parser("manage.py", name)._actions if one.dest not in usual
    ]
    return "<br>".join(
        f"`{(one.option_strings or [one.dest])[-1]}`: {one.help or ''}" for one in added
    )


if __name__ == "__main__":
    main()
