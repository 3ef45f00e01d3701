"""What the documents say is true: links, commands, addresses, words and examples."""

import ast
import re
import tomllib
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from textwrap import dedent

import pytest
from django.core.management import get_commands
from django.urls import Resolver404, resolve

from dwarsverband.config.modules import MODULES
from dwarsverband.foundation.accounts.starter import DOMAINS, THEMES
from dwarsverband.foundation.ui import words
from dwarsverband.modules.home.management.commands import load_demo
from tests.house import source
from tools import reference

DOCS = [*sorted(source.ROOT.glob("*.md")), *sorted((source.ROOT / "docs").rglob("*.md"))]
TERMS = source.ROOT / "docs" / "reference" / "terms.md"
DUTCH = sorted((source.ROOT / "docs" / "learn").glob("eerste-les-*.md"))
FENCE = re.compile(r"^( *)```(\w*)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\]\(([^)\s]+)\)")
NUMBER = "6f1c2f0e-5d0e-4a58-9f43-0d6a5c1f7b11"
MOST_WORDS = 15
# The module that a reader makes in the first lesson.
LESSON = "dwarsverband/modules/lending"
# Places on a machine, not on a site.
FOLDERS = "/usr|/var|/etc|/proc|/run|/srv"
PLACE_PLAIN = re.compile(r"%\(\w+\)s")
PLACE = re.compile(r"%\\\(\w+\\\)s")


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _name(path: Path) -> str:
    return str(path.relative_to(source.ROOT))


def _snippets(path: Path) -> Iterator[str]:
    """Everything that a document writes as code: blocks, and words within a sentence."""
    text = _text(path)
    yield from (found[2] for found in FENCE.findall(text))
    yield from CODE.findall(FENCE.sub("", text))


def _found(pattern: str) -> set[tuple[str, str]]:
    """Where a pattern stands in the code of the documents: the document, and what was found."""
    return {
        (_name(path), found)
        for path in DOCS
        for snippet in _snippets(path)
        for found in re.findall(pattern, snippet, re.MULTILINE)
    }


def _links(path: Path) -> list[str]:
    found = LINK.findall(FENCE.sub("", _text(path)))
    return [link for link in found if "://" not in link and not link.startswith("mailto:")]


def _anchors(path: Path) -> set[str]:
    heads = re.findall(r"^#+ (.+)$", FENCE.sub("", _text(path)), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


def test_every_link_leads_somewhere() -> None:
    broken = []
    for path in DOCS:
        for link in _links(path):
            target, _, anchor = link.partition("#")
            there = (path.parent / target).resolve() if target else path
            is_whole = there.exists() and (not anchor or anchor in _anchors(there))
            broken += [] if is_whole else [f"{_name(path)}: {link}"]
    assert not broken, f"Nothing is there: {broken}"


def test_every_document_is_reached_from_the_readme() -> None:
    seen: set[Path] = set()
    waiting = [source.ROOT / "README.md"]
    while waiting:
        path = waiting.pop()
        if path in seen or path.suffix != ".md" or not path.exists():
            continue
        seen.add(path)
        waiting += [(path.parent / link.partition("#")[0]).resolve() for link in _links(path)]
    lost = [_name(path) for path in DOCS if path not in seen]
    assert not lost, f"No link leads here: {lost}"


def test_every_word_of_make_exists_and_is_told() -> None:
    stated = re.findall(r"^\.PHONY: (.+)$", _text(source.ROOT / "Makefile"), re.MULTILINE)
    targets = set(" ".join(stated).split())
    told = _found(r"(?:^|[\s;&(])make ([a-z][a-z-]*)")
    assert {word for _doc, word in told} == targets, sorted(told)


def test_every_command_of_an_operator_exists_and_is_told() -> None:
    told = _found(r"manage\.py ([a-z]\w*)") | _found(r"^\s*manage\.py ([a-z]\w*)")
    unknown = {(doc, name) for doc, name in told if name not in get_commands()}
    assert not unknown, f"manage.py does not know these: {unknown}"
    own = {name for name, app in get_commands().items() if str(app).startswith("dwarsverband")}
    elsewhere = {name for doc, name in told if doc != "docs/reference/commands.md"}
    assert own <= elsewhere, f"Say in a how-to what these are for: {own - elsewhere}"


def test_every_program_and_file_that_is_named_exists() -> None:
    programs = _found(r"python -m ([\w.]+)")
    assert not {(doc, name) for doc, name in programs if find_spec(name) is None}
    folders = "dwarsverband|docs|tests|tools|locale|benchmarks"
    files = _found(rf"(?:^|[\s(])((?:{folders})/[\w./-]*)")
    lost = {(doc, name) for doc, name in files if not (source.ROOT / name).exists()}
    assert not {(doc, name) for doc, name in lost if not name.startswith(LESSON)}


def test_every_address_of_a_page_that_is_named_exists() -> None:
    wrong = []
    for doc, address in _found(rf"^(?:GET |POST |PUT )?((?!{FOLDERS})/[\w<>/-]*)$"):
        known = address.replace("<partnership>", "waterdal").replace("<secret>", "s3cret")
        try:
            resolve(
                re.sub(r"<(uidb36|key)>", "a1", known)
                if "<uidb36>" in known
                else re.sub(r"<\w+>", NUMBER, known)
            )
        except Resolver404:
            wrong.append(f"{doc}: {address}")
    assert not wrong, f"No page has these addresses: {wrong}"


def test_the_readme_says_who_signs_in_and_with_what() -> None:
    readme = _text(source.ROOT / "README.md")
    cast = {**load_demo.CAST, **load_demo.NEIGHBOUR}
    rows = dict(re.findall(r"^\| `(\w+)@waterdal\.example` \| ([^|]+) \|", readme, re.MULTILINE))
    assert rows == {name: what for name, (_person, _role, what) in cast.items()}
    assert f"`{load_demo.PASSWORD}`" in readme


def test_the_changes_begin_with_the_version_that_this_is() -> None:
    project = tomllib.loads(_text(source.ROOT / "pyproject.toml"))["project"]
    versions = re.findall(r"^## (.+)$", _text(source.ROOT / "CHANGELOG.md"), re.MULTILINE)
    assert versions[0] == project["version"]


@pytest.mark.parametrize("name", reference.PAGES)
def test_the_reference_follows_the_source(name: str) -> None:
    stored = _text(reference.FOLDER / name)
    assert stored == reference.PAGES[name](), "Run: .venv/bin/python -m tools.reference"


def test_every_word_of_the_code_stands_in_the_terms() -> None:
    known = set(CODE.findall(_text(TERMS)))
    models = {
        node.name
        for path in [*source.PACKAGE.rglob("models.py"), *source.PACKAGE.rglob("models/*.py")]
        for node in ast.walk(ast.parse(_text(path)))
        if isinstance(node, ast.ClassDef) and node.name not in {"Meta", "Users"}
    }
    modules = {name.rpartition(".")[2] for name in MODULES}
    missing = (models | modules | source.DOORS) - known
    assert not missing, f"A new word starts in docs/reference/terms.md: {sorted(missing)}"


def test_every_word_of_an_address_stands_in_the_terms() -> None:
    known = set(CODE.findall(_text(TERMS).partition("## Words in addresses")[2]))
    addresses = re.findall(
        r"^\| `/(.*?)` \|", reference.addresses().partition("## API")[0], re.MULTILINE
    )
    used = {
        word for address in addresses for word in address.split("/") if word and "<" not in word
    }
    assert used == known, f"Not told: {sorted(used - known)}; gone: {sorted(known - used)}"


def test_domains_and_themes_are_told_in_both_languages() -> None:
    rows = {cells[0]: cells for cells in _rows(TERMS)}
    wrong = [
        one["code"]
        for one in [*DOMAINS, *THEMES]
        if _dutch(rows, f"`{one['code']}`") != str(one["name_nl"]).lower()
    ]
    assert not wrong, f"The terms say something else: {wrong}"


def _rows(path: Path) -> list[list[str]]:
    lines = re.findall(r"^\| (.+) \|$", _text(path), re.MULTILINE)
    return [line.split(" | ") for line in lines]


def _dutch(rows: dict[str, list[str]], key: str) -> str:
    return rows.get(key, ["", ""])[1]


def test_examples_in_the_code_style_are_code_that_stands() -> None:
    paths = [*source.files(), *source.ROOT.glob("dwarsverband/**/tests/*.py")]
    standing = {ast.unparse(node) for path in paths for node in source.functions(path)}
    blocks = [
        found[2]
        for found in FENCE.findall(_text(source.ROOT / "CODE_STYLE.md"))
        if found[1] == "python"
    ]
    shown = [node for block in blocks for node in ast.parse(block).body]
    assert len(shown) >= 8
    old = [ast.unparse(node).split("(")[0] for node in shown if ast.unparse(node) not in standing]
    assert not old, f"These changed; copy them anew: {old}"


def test_every_import_in_an_example_works() -> None:
    blocks = [
        (path, found[2])
        for path in DOCS
        for found in FENCE.findall(_text(path))
        if found[1] == "python"
    ]
    imports = [
        (path, node.module or "", name.name)
        for path, block in blocks
        for node in ast.walk(ast.parse(dedent(block)))
        if isinstance(node, ast.ImportFrom)
        for name in node.names
    ]
    wrong = [
        f"{_name(path)}: from {module} import {name}"
        for path, module, name in imports
        if not module.startswith(LESSON.replace("/", ".")) and not _is_importable(module, name)
    ]
    assert len(imports) > 20
    assert not wrong, f"These are not there: {wrong}"


def _is_importable(module: str, name: str) -> bool:
    try:
        return hasattr(import_module(module), name) or find_spec(f"{module}.{name}") is not None
    except ImportError:
        return False


@pytest.mark.parametrize("path", DUTCH, ids=lambda path: path.name)
def test_a_dutch_lesson_speaks_as_the_pages_do(path: Path) -> None:
    text = CODE.sub("x", LINK.sub("", _text(path)))
    assert not re.findall(r"\b(helaas|ongeldige?|u|uw|dient|middels)\b|!", text, re.IGNORECASE)
    plain = re.sub(r"^\s*(#+|\d+\.|-) ", "\n", text, flags=re.MULTILINE)
    paragraphs = [" ".join(part.split()) for part in re.split(r"\n\s*\n", plain)]
    sentences = [one for part in paragraphs for one in re.split(r"(?<=[.?:])\**\s", part)]
    long = [one for one in sentences if len(one.split()) > MOST_WORDS]
    assert not long, f"At most {MOST_WORDS} words: {long}"


@pytest.mark.parametrize("path", DUTCH, ids=lambda path: path.name)
def test_what_stands_bold_in_a_dutch_lesson_stands_on_a_page(path: Path) -> None:
    said = [text for message in words.written() for text in _strings(message.string)]
    said += [str(one["name_nl"]) for one in DOMAINS]
    shapes = [
        PLACE.sub("[^.]+", re.escape(text)) for text in said if len(PLACE_PLAIN.sub("", text)) > 3
    ]
    strange = [
        text
        for text in re.findall(r"\*\*(.+?)\*\*", _text(path))
        if not any(re.fullmatch(shape, text) for shape in shapes)
    ]
    assert not strange, f"No page says this: {strange}"


def _strings(value: object) -> tuple[str, ...]:
    return tuple(value) if isinstance(value, (tuple, list)) else (str(value),)


def test_documents_speak_of_this_project_alone() -> None:
    outside = re.compile(r"(?<![\w.])/(?:root|home|tmp)/|localhost:(?!8000)\d")
    wrong = [f"{_name(path)}: {found}" for path in DOCS for found in outside.findall(_text(path))]
    assert not wrong, f"A reader has none of these: {wrong}"
