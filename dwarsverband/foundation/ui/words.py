"""The Dutch of the interface: found in code and templates, kept in one file, compiled in Python.

Babel does what GNU gettext does elsewhere, so that no system program is needed.
"""

import ast
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any  # babel types these calls as something else than it yields

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
PACKAGE = Path(settings.BASE) / "dwarsverband"
FILE = Path(settings.BASE) / "locale" / "nl" / "LC_MESSAGES" / "django.po"


def found() -> Catalog:
    """Every message in code and templates, with the places where it stands."""
    catalog = Catalog(locale="nl", project="Dwarsverband", charset="utf-8", fuzzy=False)
    for path in sorted([*PACKAGE.rglob("*.py"), *PACKAGE.rglob("templates/**/*.html")]):
        if "tests" in path.parts or "migrations" in path.parts:
            continue
        for message, context in _messages(path):
            catalog.add(
                message, context=context, locations=[(str(path.relative_to(settings.BASE)), 1)]
            )
    return catalog


def written() -> Catalog:
    """The messages that have been translated."""
    with FILE.open("rb") as file:
        return read_po(file, locale="nl")


def missing() -> list[str]:
    """The messages without Dutch."""
    dutch = written()
    return [
        _name(message.id)
        for message in found()
        if message.id and not _is_done(dutch, message.id, message.context)
    ]


def unused() -> list[str]:
    """The Dutch of which the message is gone."""
    known = found()
    return [
        _name(message.id)
        for message in written()
        if message.id and known.get(message.id, message.context) is None
    ]


def update() -> None:
    """Bring the file in line with code and templates; what is gone leaves it."""
    catalog = found()
    dutch = written() if FILE.exists() else Catalog(locale="nl")
    for message in catalog:
        known = dutch.get(message.id, message.context) if message.id else None
        if known is not None and known.string:
            message.string = known.string
    FILE.parent.mkdir(parents=True, exist_ok=True)
    with FILE.open("wb") as file:
        write_po(file, catalog, sort_output=True, omit_header=False, no_location=True, width=100)


def compile_file() -> None:
    """Write the form that the running product reads."""
    buffer = BytesIO()
    write_mo(buffer, written())
    FILE.with_suffix(".mo").write_bytes(buffer.getvalue())


def _messages(path: Path) -> Iterator[tuple[str | tuple[str, ...], str | None]]:
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        yield from ((sentence, None) for sentence in _docstrings(path, text))
    code = _plain(templatize(text, origin=str(path))) if path.suffix == ".html" else text
    calls: Iterator[Any] = extract_python(
        BytesIO(code.encode()), dict.fromkeys(KEYWORDS), [], {"encoding": "utf-8"}
    )
    for _line, function, found, _comments in calls:
        arguments = [found] if isinstance(found, str) else list(found or ())
        context = arguments.pop(0) if "pgettext" in function else None
        texts = [part for part in arguments if part]
        if len(texts) > 1 and function.startswith("n"):
            yield (texts[0], texts[1]), context
        elif texts:
            yield texts[0], context


def _docstrings(path: Path, text: str) -> Iterator[str]:
    """What the page about the API tells: what each operation does, and who may."""
    parts = path.relative_to(PACKAGE).parts
    is_api, is_rules = {"api", "api.py"} & set(parts[2:]), {"rules", "rules.py"} & set(parts[2:])
    for node in ast.parse(text).body if is_api or is_rules else ():
        if not isinstance(node, ast.FunctionDef):
            continue
        is_operation = any(ast.unparse(mark).startswith("router.") for mark in node.decorator_list)
        if is_operation or (is_rules and node.name.startswith("may_")):
            yield " ".join((ast.get_docstring(node) or "").split())


def _is_done(dutch: Catalog, key: str | tuple[str, ...] | list[str], context: str | None) -> bool:
    message = dutch.get(key if isinstance(key, str) else tuple(key), context)
    if message is None:
        return False
    strings = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
    return all(strings)


def _name(key: str | tuple[str, ...] | list[str]) -> str:
    return key if isinstance(key, str) else key[0]


def _plain(code: str) -> str:
    """What Django makes of a template, without the indentation that Python would stumble over."""
    return "\n".join(line.strip() for line in code.splitlines())
