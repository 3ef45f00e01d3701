"""The source as the house tests read it."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGE = ROOT / "dwarsverband"
DOORS = {
    "models",
    "queries",
    "rules",
    "actions",
    "forms",
    "views",
    "api",
    "urls",
    "jobs",
    "management",
}


def files() -> list[Path]:
    """Every Python file of the product, without tests and migrations."""
    return [
        path
        for path in sorted(PACKAGE.rglob("*.py"))
        if not {"tests", "migrations"} & set(path.relative_to(PACKAGE).parts)
    ]


def functions(path: Path) -> Iterator[ast.FunctionDef]:
    """Every function of a file."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef):
            yield node


def door(name: str) -> Iterator[tuple[str, Path]]:
    """The files of one door, with the name of the module (or of accounts) they belong to."""
    for home in [*sorted((PACKAGE / "modules").iterdir()), PACKAGE / "foundation" / "accounts"]:
        for path in [home / f"{name}.py", *sorted((home / name).rglob("*.py"))]:
            if path.exists() and "commands" not in path.parts:
                yield home.name, path


def public(path: Path) -> list[ast.FunctionDef]:
    """The functions that others may call."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [
        node
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    ]


def is_action(node: ast.FunctionDef) -> bool:
    """Whether a function carries a rule."""
    return any(
        isinstance(mark, ast.Call) and isinstance(mark.func, ast.Name) and mark.func.id == "action"
        for mark in node.decorator_list
    )
