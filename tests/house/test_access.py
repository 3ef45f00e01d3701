"""Seeing is a query, doing is a rule; both begin with who asks."""

import ast

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from dwarsverband.foundation.access.reach import REACHES, reach_of
from tests.house import source


@pytest.mark.parametrize("door", ["rules", "queries"])
def test_rules_and_queries_take_the_actor_first(door: str) -> None:
    wrong = [
        f"{module}.{door}.{node.name}"
        for module, path in source.door(door)
        for node in source.public(path)
        if _is_about_rows(node) and (not node.args.args or node.args.args[0].arg != "actor")
    ]
    assert not wrong, f"Say first who asks: {wrong}"


def test_every_action_takes_the_actor_first_and_its_inputs_by_name() -> None:
    wrong = [
        f"{module}.{node.name}"
        for module, path in source.door("actions")
        for node in source.public(path)
        if source.is_action(node) and (node.args.args[0].arg != "actor" or len(node.args.args) > 2)
    ]
    assert not wrong, f"Actor, subject, then keywords: {wrong}"


def test_every_rule_belongs_to_an_action() -> None:
    for module, path in source.door("rules"):
        rules = {node.name for node in source.public(path) if node.name.startswith("may_")}
        verbs = {
            f"may_{node.name.lstrip('_')}"
            for home, door in source.door("actions")
            if home == module
            for node in source.functions(door)
        }
        seeing = {name for name in rules if name.startswith("may_see_")}
        loose = {name for name in rules - verbs - seeing if name != "may_found_partnership"}
        assert not loose, f"{module}: nothing does what these rules are about: {loose}"


def test_every_public_query_rule_and_action_says_what_it_means() -> None:
    wrong = [
        f"{module}.{node.name}"
        for door in ("queries", "rules", "actions")
        for module, path in source.door(door)
        for node in source.public(path)
        if not ast.get_docstring(node)
    ]
    assert not wrong, f"One sentence each: {wrong}"


def test_every_address_says_who_may_reach_it() -> None:
    for route, callback in _addresses(get_resolver().url_patterns):
        has_partnership = "<slug:partnership>" in route
        assert reach_of(callback) in REACHES
        assert has_partnership or hasattr(callback, "reach"), (
            f"Say who reaches /{route}: use open_to"
        )


def _addresses(
    patterns: list[URLPattern | URLResolver], before: str = ""
) -> list[tuple[str, object]]:
    found: list[tuple[str, object]] = []
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            found += _addresses(pattern.url_patterns, route)
        else:
            found.append((route, pattern.callback))
    return found


def _is_about_rows(node: ast.FunctionDef) -> bool:
    """Whether a function answers what somebody sees; those on texts and plans do not."""
    first = node.args.args[0] if node.args.args else None
    kind = ast.unparse(first.annotation) if first and first.annotation else ""
    return node.name.startswith(("visible_", "get_", "may_", "find_")) or kind == "Actor"
