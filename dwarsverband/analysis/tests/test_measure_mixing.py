"""How far groups keep to themselves: published values, and every permutation."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import assume, given, settings

from dwarsverband.analysis.networks.silos import (
    assortativity,
    coleman,
    ei_expected,
    ei_index,
    freeman,
    mixing_matrix,
    modularity,
)
from dwarsverband.analysis.tests.examples import (
    Example,
    coloured_ring,
    karate_club,
    kinship,
    networks,
    tie_set,
)

COUPLES = np.array([[506, 32, 26, 69], [23, 308, 38, 114], [10, 14, 32, 47], [26, 46, 68, 599]])


def _mixing(case: Example) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
    return mixing_matrix(case.graph, case.group_of, case.groups)


def _sizes(case: Example) -> list[int]:
    return [case.group_of.count(group) for group in range(case.groups)]


def test_couples_in_san_francisco() -> None:
    assert round(assortativity(COUPLES), 3) == 0.621
    assert assortativity(COUPLES + COUPLES.T) == pytest.approx(0.6206118, abs=5e-8)
    assert ei_index(COUPLES) == pytest.approx(-0.4759959, abs=5e-8)


def test_whites_kinship_positions() -> None:
    case = kinship()
    mixing = _mixing(case)
    assert case.graph.ties == 22
    assert assortativity(mixing) == pytest.approx(0.180124, abs=5e-7)
    assert freeman(mixing, _sizes(case)) == pytest.approx(0.263636, abs=5e-7)
    assert ei_index(mixing) == pytest.approx(-0.181818, abs=5e-7)


def test_boys_and_girls_of_coleman() -> None:
    values = coleman([[45, 15], [20, 20]], [60, 40])
    assert values == pytest.approx([0.38125, 0.175], abs=1e-12)


def test_a_group_that_turns_away_from_its_own_is_below_nought() -> None:
    by_chance = 20 * 19 / 39
    values = coleman([[5, 15], [20, 0]], [20, 20])
    assert values == pytest.approx([(5 - by_chance) / by_chance, -1])


def test_a_directed_ring_in_three_colours() -> None:
    case = coloured_ring()
    assert coleman(_mixing(case), _sizes(case)) == pytest.approx([0.375] * 3)


def test_zacharys_two_clubs() -> None:
    case = karate_club()
    mixing = _mixing(case)
    assert (case.graph.ties, mixing[0, 1]) == (78, 11)
    assert ei_index(mixing) == pytest.approx(-0.717949, abs=5e-7)
    assert assortativity(mixing) == pytest.approx(0.717531, abs=5e-7)
    assert modularity(mixing) == pytest.approx(0.358235, abs=5e-7)
    assert coleman(mixing, _sizes(case)) == pytest.approx([0.736383, 0.715294], abs=6e-7)


@settings(deadline=None)
@given(networks())
def test_a_mixing_matrix_counts_each_tie_from_where_it_begins(case: Example) -> None:
    slow = np.zeros((case.groups, case.groups), dtype=int)
    for tail, head in tie_set(case.graph):
        slow[case.group_of[tail], case.group_of[head]] += 1
    assert _mixing(case).tolist() == slow.tolist()


@settings(max_examples=40, deadline=None)
@given(networks(nodes=6))
def test_the_expected_index_is_that_of_all_permutations(case: Example) -> None:
    assume(case.graph.ties)
    dealt = [
        ei_index(mixing_matrix(case.graph, order, case.groups))
        for order in set(permutations(case.group_of))
    ]
    expected = ei_expected(case.graph, case.group_of, case.groups)
    assert expected.mean == pytest.approx(np.mean(dealt), abs=1e-9)
    assert expected.deviation == pytest.approx(np.std(dealt), abs=1e-7)


def test_what_does_not_exist_is_nan() -> None:
    nothing = np.zeros((2, 2))
    assert np.isnan([ei_index(nothing), assortativity(nothing), modularity(nothing)]).all()
    assert np.isnan(freeman(nothing, [2, 2]))
    assert np.isnan(assortativity([[4]]))
    assert np.isnan(coleman([[2, 0], [0, 0]], [2, 1])).tolist() == [False, True]
