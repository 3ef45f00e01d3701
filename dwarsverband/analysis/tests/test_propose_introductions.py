"""Whom to introduce to whom: the weakest pair first, and never the one who carries it."""

from collections import Counter
from collections.abc import Collection
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from dwarsverband.analysis.networks.graph import Graph
from dwarsverband.analysis.networks.introductions import Introduction, introductions
from dwarsverband.analysis.networks.silos import fragile_pairs
from dwarsverband.analysis.tests.examples import (
    Example,
    contacts,
    example,
    networks,
    real_network,
    tie_set,
)


def _proposed(case: Example, count: int, burdened: Collection[int] = ()) -> list[Introduction]:
    return introductions(
        case.graph, case.group_of, case.groups, count=count, burdened=sorted(burdened)
    )


def _strength(case: Example, made: list[Introduction]) -> dict[tuple[int, int], int]:
    sources, targets = case.graph.edges()
    grown = Graph.from_edges(
        case.graph.nodes,
        [*sources.tolist(), *(one.first for one in made)],
        [*targets.tolist(), *(one.second for one in made)],
    )
    pairs = fragile_pairs(grown, case.group_of, case.groups)
    return {(pair.first, pair.second): pair.people for pair in pairs}


Rank = tuple[float, int, int]


def _rank(case: Example, burdened: Collection[int], a: int, b: int) -> Rank:
    """Most shared contacts first, then fewest ties; nobody with ties has more than who has none.

    Who is burdened counts for half, and comes last among equals.
    """
    known = contacts(case.graph)
    most = max(len(ends) for ends in known.values())
    shared = sum(0.5 if node in burdened else 1.0 for node in known[a] & known[b])
    spent = (a in burdened) + (b in burdened)
    load = sum(len(known[end]) or most + 1 for end in (a, b))
    return -shared * (0.5 if spent else 1.0), spent, load


def _could_meet(
    case: Example, burdened: Collection[int], made: list[Introduction], pair: tuple[int, int]
) -> list[Rank]:
    """The ranks of everybody in a pair whose meeting would make it stronger."""
    known, strength = contacts(case.graph), _strength(case, made)[pair]
    asked = Counter(end for one in made for end in (one.first, one.second))
    first, second = (
        [node for node, group in enumerate(case.group_of) if group == wanted and asked[node] < 2]
        for wanted in pair
    )
    return [
        _rank(case, burdened, a, b)
        for a, b in product(first, second)
        if b not in known[a]
        and _strength(case, [*made, Introduction(a, b, pair, (), 0, 0)])[pair] > strength
    ]


def test_the_one_who_carries_the_pair_is_spared() -> None:
    ties = [
        ("carrier", "far"),
        ("mate", "carrier"),
        ("far", "other"),
        ("mate", "friend"),
        ("friend", "other"),
    ]
    case = example(["carrier", "mate", "far", "other", "friend"], ties, "11223")
    made = [one for one in _proposed(case, 9) if one.groups == (0, 1)]
    assert [case.names[node] for node in (made[0].first, made[0].second)] == ["mate", "other"]
    assert [case.names[node] for node in made[0].via] == ["friend"]
    assert (made[0].people_before, made[0].people_after) == (1, 2)


def test_without_a_shared_contact_there_is_nobody_in_between() -> None:
    case = example("abcd", [("a", "b"), ("c", "d")], "1122")
    assert _proposed(case, 1) == [Introduction(0, 2, (0, 1), (), 0, 1)]


def test_somebody_with_ties_goes_before_somebody_without() -> None:
    case = example("abcde", [("b", "e")], "11223")
    (made,) = _proposed(case, 1)
    assert [case.names[node] for node in (made.first, made.second)] == ["b", "c"]


def test_among_equals_those_with_the_fewest_ties_are_asked() -> None:
    names = ["busy", "calm", "calmer", "far", "further", "via", "one", "two"]
    ties = [("via", name) for name in names[:5]] + [("busy", "one"), ("busy", "two")]
    case = example(names, ties, "11122345")
    made = [one for one in _proposed(case, 20) if one.groups == (0, 1)]
    asked = [(names[one.first], names[one.second]) for one in made]
    assert asked == [("calm", "far"), ("calmer", "further")]


@pytest.mark.parametrize("leaf", ["x", "y"])
def test_who_hangs_on_the_carrier_may_be_introduced_to_another(leaf: str) -> None:
    ties = [("carrier", "x"), ("carrier", "y"), ("mate", "friend"), ("friend", leaf)]
    case = example(["carrier", "mate", "x", "y", "friend"], ties, "11223")
    (made,) = [one for one in _proposed(case, 9) if one.groups == (0, 1)]
    assert [case.names[node] for node in (made.first, made.second)] == ["mate", leaf]


@pytest.mark.parametrize(
    ("burdened", "met", "via"),
    [
        ([], ["friend", "far"], ["ann", "bea", "cor"]),
        (["ann"], ["friend", "far"], ["bea", "cor", "ann"]),
        (["friend"], ["mate", "far"], ["ann", "bea"]),
        (["friend", "mate"], ["friend", "far"], ["ann", "bea", "cor"]),
    ],
)
def test_who_carries_enough_is_spared_when_another_is_nearly_as_good(
    burdened: list[str], met: list[str], via: list[str]
) -> None:
    names = ["friend", "mate", "far", "ann", "bea", "cor", "one"]
    ties = [(name, "far") for name in names[3:6]] + [("friend", name) for name in names[3:6]]
    ties += [("mate", "ann"), ("mate", "bea")]
    case = example(names, ties, "1123334")
    made = _proposed(case, 9, [names.index(name) for name in burdened])
    one = next(one for one in made if one.groups == (0, 1))
    assert [names[node] for node in (one.first, one.second)] == met
    assert [names[node] for node in one.via] == via


def test_nobody_is_asked_more_than_twice() -> None:
    case = example("abcdefgh", [], "12222222")
    assert len(_proposed(case, 5)) == 1
    case = example("abcdefgh", [], "12345678")
    asked = Counter(end for one in _proposed(case, 99) for end in (one.first, one.second))
    assert max(asked.values()) == 2


@settings(max_examples=150, deadline=None)
@given(networks(nodes=8), some.integers(1, 5), some.sets(some.integers(0, 7)))
def test_every_introduction_is_as_the_rules_say(
    case: Example, count: int, wanted: set[int]
) -> None:
    known, today = contacts(case.graph), _strength(case, [])
    burdened = {node for node in wanted if node < len(case.names)}
    made: list[Introduction] = []
    for one in _proposed(case, count, burdened):
        strength = _strength(case, made)
        weakest = {pair: _could_meet(case, burdened, made, pair) for pair in strength}
        possible = [pair for pair, ranks in weakest.items() if ranks]
        assert strength[one.groups] == min(strength[pair] for pair in possible)
        equal = [pair for pair in possible if strength[pair] == strength[one.groups]]
        best = min(min(weakest[pair]) for pair in equal)
        assert _rank(case, burdened, one.first, one.second) == best
        via = known[one.first] & known[one.second]
        assert list(one.via) == sorted(via, key=lambda node: (node in burdened, node))
        assert (case.group_of[one.first], case.group_of[one.second]) == one.groups
        made.append(one)
        assert _strength(case, made)[one.groups] == strength[one.groups] + 1
        assert one.people_before == today[one.groups]
        assert one.people_after == _strength(case, [one])[one.groups] == today[one.groups] + 1
    if len(made) < count:
        pairs = _strength(case, made)
        assert not any(_could_meet(case, burdened, made, pair) for pair in pairs)


def test_ten_introductions_repair_ten_weaknesses_of_a_real_network() -> None:
    case = real_network("dhhs", "agency", None, directed=False)
    made = _proposed(case, 10)
    deficit = [
        sum(2 - min(2, people) for people in _strength(case, some).values()) for some in ([], made)
    ]
    assert deficit == [55, 45]
    assert all(one.via for one in made)
    assert not {(one.first, one.second) for one in made} & tie_set(case.graph)


def test_many_small_groups_are_no_trouble() -> None:
    random = np.random.default_rng(1)
    graph = Graph.from_edges(600, *random.integers(0, 600, (2, 1_500)))
    made = introductions(graph, np.arange(600) // 3, 200, count=20)
    assert len(made) == 20
    assert all(one.people_before == 0 and one.via for one in made)


def test_portions_of_people_give_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    random = np.random.default_rng(2)
    graph = Graph.from_edges(90, *random.integers(0, 90, (2, 250)))
    whole = introductions(graph, np.arange(90) % 7, 7, count=30)
    monkeypatch.setattr("dwarsverband.analysis.networks.introductions._PATHS_AT_ONCE", 50)
    assert introductions(graph, np.arange(90) % 7, 7, count=30) == whole


@pytest.mark.parametrize(("count", "most"), [(-1, 2), (1, 0)])
def test_numbers_that_make_no_sense_are_refused(count: int, most: int) -> None:
    graph = Graph.from_edges(2, [], [])
    with pytest.raises(ValueError, match="must"):
        introductions(graph, [0, 1], 2, count=count, most_per_person=most)
