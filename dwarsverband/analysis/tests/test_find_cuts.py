"""What holds a network together, and what is left when people leave."""

from random import Random

import networkx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from dwarsverband.analysis.networks.cohesion import components, cuts, robustness_curve
from dwarsverband.analysis.tests.examples import (
    Example,
    as_networkx,
    example,
    florentine_families,
    karate_club,
    kite,
    networks,
)


def _bridges(case: Example) -> list[set[str]]:
    return [{case.names[one], case.names[other]} for one, other in cuts(case.graph).bridges]


def _people(case: Example) -> set[str]:
    return {case.names[node] for node in cuts(case.graph).people}


def test_what_florentine_families_hang_on() -> None:
    case = florentine_families()
    expected = [
        {"Acciaiuoli", "Medici"}, {"Medici", "Salviati"}, {"Salviati", "Pazzi"},
        {"Albizzi", "Ginori"}, {"Guadagni", "Lamberteschi"},
    ]  # fmt: skip
    found = _bridges(case)
    assert len(found) == 5
    assert all(bridge in found for bridge in expected)
    assert _people(case) == {"Albizzi", "Guadagni", "Medici", "Salviati"}


def test_the_tail_of_the_kite_hangs_on_two() -> None:
    assert _bridges(kite()) == [{"7", "8"}, {"8", "9"}]
    assert _people(kite()) == {"7", "8"}


def test_person_12_of_zacharys_club_hangs_on_person_1() -> None:
    assert _bridges(karate_club()) == [{"1", "12"}]
    assert _people(karate_club()) == {"1"}


@settings(max_examples=200, deadline=None)
@given(networks(nodes=12))
def test_cuts_are_those_of_the_peer(case: Example) -> None:
    peer = as_networkx(case.graph).to_undirected()
    found = cuts(case.graph)
    assert [tuple(bridge) for bridge in found.bridges.tolist()] == sorted(
        tuple(sorted(bridge)) for bridge in networkx.bridges(peer)
    )
    assert found.people.tolist() == sorted(networkx.articulation_points(peer))
    parts = components(case.graph)
    assert parts.count == networkx.number_connected_components(peer)
    for part in networkx.connected_components(peer):
        assert len({int(parts.component_of[node]) for node in part}) == 1


@settings(max_examples=100, deadline=None)
@given(networks(nodes=12), some.randoms(use_true_random=False), some.integers(0, 12))
def test_the_curve_shows_the_largest_part_that_is_left(
    case: Example, random: Random, count: int
) -> None:
    peer = as_networkx(case.graph).to_undirected()
    order = list(range(case.graph.nodes))
    random.shuffle(order)
    leavers = order[:count]
    curve = robustness_curve(case.graph, np.array(leavers, dtype=int))
    for step, largest in enumerate(curve.largest.tolist()):
        left = peer.subgraph(set(order) - set(leavers[:step]))
        assert largest == max(map(len, networkx.connected_components(left)), default=0)


def test_those_with_most_ties_leave_first_when_nobody_is_named() -> None:
    case = example("abcd", [("b", "a"), ("b", "c"), ("b", "d")])
    curve = robustness_curve(case.graph)
    assert curve.leavers.tolist() == [1, 0, 2, 3]
    assert curve.largest.tolist() == [4, 1, 1, 1, 0]


@pytest.mark.parametrize("leavers", [[0, 0], [10], [-1], [[0]]])
def test_nobody_leaves_twice_or_from_elsewhere(leavers: list[int]) -> None:
    with pytest.raises(ValueError, match="leavers"):
        robustness_curve(kite().graph, leavers)
