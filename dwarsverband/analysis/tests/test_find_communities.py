"""Groups that show in the ties, and how certain they are."""

import numpy as np
import pytest
from hypothesis import given, settings

from dwarsverband.analysis.networks.communities import (
    adjusted_rand,
    communities,
    division_modularity,
)
from dwarsverband.analysis.networks.graph import Graph
from dwarsverband.analysis.networks.silos import mixing_matrix, modularity
from dwarsverband.analysis.tests.examples import Example, karate_club, networks


def _loose_town(seed: int) -> Graph:
    """Two hundred people in ten groups that run into each other."""
    random = np.random.default_rng(seed)
    first, second = random.integers(0, 200, (2, 2_000))
    is_kept = (first % 10 == second % 10) | (random.random(2_000) < 0.15)
    return Graph.from_edges(200, first[is_kept], second[is_kept])


def test_the_best_division_of_zacharys_club() -> None:
    found = communities(karate_club().graph, seed=1)
    assert found.modularity == pytest.approx(0.419790, abs=5e-7)
    assert found.count == 4
    assert np.bincount(found.community_of).tolist() == [12, 11, 6, 5]


def test_the_same_seed_finds_the_same() -> None:
    town = _loose_town(1)
    one, again = communities(town, seed=7), communities(town, seed=7)
    assert one.community_of.tolist() == again.community_of.tolist()
    assert one.stability.tolist() == again.stability.tolist()


def test_who_is_between_two_groups_is_uncertain() -> None:
    ring = [
        (group * 5 + one, group * 5 + other)
        for group in (0, 1)
        for one in range(5)
        for other in range(one)
    ]
    between = [(10, person) for person in (0, 1, 5, 6)]
    sources, targets = zip(*ring, *between, strict=True)
    found = communities(Graph.from_edges(11, sources, targets), seed=3, runs=20)
    assert found.stability.argmin() == 10
    assert found.stability[10] < found.stability[:10].min() < 1
    assert found.agreement < 1


def test_two_separate_groups_are_certain() -> None:
    sources, targets = [0, 1, 0, 3, 4, 3], [1, 2, 2, 4, 5, 5]
    found = communities(Graph.from_edges(6, sources, targets), seed=1)
    assert found.community_of.tolist() == [0, 0, 0, 1, 1, 1]
    assert (found.stability == 1).all()
    assert found.agreement == 1


@pytest.mark.parametrize(
    ("weights", "expected"), [([9, 1, 9, 1], [0, 0, 1, 1]), ([1, 9, 1, 9], [0, 1, 1, 0])]
)
def test_weights_decide(weights: list[float], expected: list[int]) -> None:
    ring = Graph.from_edges(4, [0, 1, 2, 3], [1, 2, 3, 0], weights)
    for seed in range(10):
        assert communities(ring, seed=seed, runs=1).community_of.tolist() == expected


def test_the_best_of_more_runs_is_never_worse() -> None:
    town = _loose_town(1)
    qualities = [communities(town, seed=5, runs=runs).modularity for runs in range(1, 9)]
    assert qualities == sorted(qualities)
    assert qualities[0] < qualities[-1]


@settings(max_examples=50, deadline=None)
@given(networks())
def test_modularity_of_a_division_is_that_of_its_mixing(case: Example) -> None:
    mixing = mixing_matrix(case.graph, case.group_of, case.groups)
    assert division_modularity(case.graph, case.group_of) == pytest.approx(
        modularity(mixing), nan_ok=True
    )


def test_agreement_of_divisions_is_corrected_for_chance() -> None:
    assert adjusted_rand([0, 0, 1, 1], [1, 1, 0, 0]) == 1
    assert adjusted_rand([0, 0, 1, 1], [0, 0, 1, 2]) == pytest.approx(4 / 7)
    assert adjusted_rand([0, 0, 1, 1], [0, 1, 0, 1]) == pytest.approx(-0.5)


def test_nobody_and_no_ties_are_no_trouble() -> None:
    assert communities(Graph.from_edges(0, [], []), seed=1).count == 0
    alone = communities(Graph.from_edges(3, [], []), seed=1)
    assert (alone.count, alone.community_of.tolist()) == (3, [0, 1, 2])
    assert np.isnan(alone.modularity)
    with pytest.raises(ValueError, match="one run"):
        communities(Graph.from_edges(3, [], []), seed=1, runs=0)
