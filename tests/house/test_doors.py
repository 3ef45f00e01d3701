"""Every module has the same doors, and nothing in it grows without end."""

import ast

from tests.house import source


def test_a_module_has_no_other_doors() -> None:
    strange = [
        path.relative_to(source.PACKAGE)
        for home in (source.PACKAGE / "modules").iterdir()
        if home.is_dir() and home.name != "__pycache__"
        for path in home.iterdir()
        if path.stem
        not in source.DOORS
        | {"__init__", "tests", "migrations", "templates", "static", "__pycache__"}
    ]
    assert not strange, f"Put these in a door: {strange}"


def test_a_file_stays_under_400_lines() -> None:
    long = [path for path in source.files() if path.read_text(encoding="utf-8").count("\n") > 400]
    assert not long, f"Make a folder of the same name: {long}"


def test_a_function_stays_under_40_lines() -> None:
    long = [
        f"{path.name}:{node.name}"
        for path in source.files()
        for node in source.functions(path)
        if (node.end_lineno or 0) - node.lineno >= 40
    ]
    assert not long, f"Give the parts a name: {long}"


def test_a_view_stays_within_twelve_lines() -> None:
    long = [
        f"{module}:{node.name}"
        for module, path in source.door("views")
        for node in source.public(path)
        if (node.end_lineno or 0) - node.body[0].lineno + 1 > 12
    ]
    assert not long, f"Get, act, answer; the rest belongs in a query: {long}"


def test_a_view_writes_nothing_and_asks_no_database() -> None:
    wrong = [
        f"{module}:{node.lineno} .{node.attr}"
        for module, path in source.door("views")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in {"objects", "save", "delete", "create"}
    ]
    assert not wrong, f"Ask a query, call an action: {wrong}"


def test_nothing_outside_actions_writes_to_the_database() -> None:
    """The exceptions: sign-in, the queue, the log, links and letters (called by actions), the index."""
    allowed = {
        "foundation/access", "foundation/database", "foundation/links/links.py", "foundation/mail",
        "foundation/search/index.py",
    }  # fmt: skip
    writes = {
        "save",
        "delete",
        "create",
        "bulk_create",
        "update",
        "bulk_update",
        "get_or_create",
        "update_or_create",
    }
    wrong = []
    for path in source.files():
        place = str(path.relative_to(source.PACKAGE))
        if "actions" in place or any(place.startswith(prefix) for prefix in allowed):
            continue
        wrong += [
            f"{place}:{node.lineno} .{node.func.attr}()"
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in writes
            and "objects" in ast.unparse(node.func)
        ]
    assert not wrong, f"Let an action do this: {wrong}"
