"""Whom to speak first: the tie with which most of a bridge would go."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from dwarsverband.analysis.networks.silos import fragile_pairs
from dwarsverband.analysis.networks.upkeep import (
    Ties,
    Upkeep,
    lapse_chance,
    oldest_first,
    pairs_alive,
    ties_between,
    upkeep,
    weakest_first,
    year_of_contacts,
)
from dwarsverband.analysis.tests.examples import Example, networks, real_network

SEEDS = 5


def _with_silence(case: Example, silence: list[float]) -> Ties:
    sources, targets = case.graph.edges()
    nodes = case.graph.nodes
    return ties_between(nodes, sources, targets, silence, case.group_of, case.groups)


@some.composite
def silent_networks(draw: some.DrawFn) -> tuple[Example, Ties]:
    """A small network in which each tie has been silent for a while."""
    case = draw(networks(nodes=7, directed=False))
    ties = case.graph.ties
    days = draw(some.lists(some.integers(0, 500), min_size=ties, max_size=ties))
    return case, _with_silence(case, [float(day) for day in days])


def _pair(ties: Ties, tie: int) -> tuple[int, int]:
    ends = (ties.group_of[ties.sources[tie]], ties.group_of[ties.targets[tie]])
    return int(min(ends)), int(max(ends))


@given(silent_networks())
@settings(max_examples=40, deadline=None)
def test_the_strength_of_a_bridge_is_that_of_the_silo_report(made: tuple[Example, Ties]) -> None:
    case, ties = made
    pairs = fragile_pairs(case.graph, case.group_of, case.groups)
    strength = {(pair.first, pair.second): pair.people for pair in pairs}
    kept = upkeep(ties)
    for tie, people in enumerate(kept.people.tolist()):
        assert people == strength.get(_pair(ties, tie), 0)


@given(silent_networks())
@settings(max_examples=40, deadline=None)
def test_the_ties_that_carry_a_bridge_are_the_safest_that_can(made: tuple[Example, Ties]) -> None:
    _case, ties = made
    kept = upkeep(ties)
    carrying = np.flatnonzero(kept.weakness > 0)
    for pair in {_pair(ties, int(tie)) for tie in np.flatnonzero(ties.is_across)}:
        own = [int(tie) for tie in carrying if _pair(ties, int(tie)) == pair]
        all_of_pair = [tie for tie in range(len(ties.silence)) if _pair(ties, tie) == pair]
        sets = [
            chosen
            for chosen in combinations(all_of_pair, len(own))
            if len({end for tie in chosen for end in _ends(ties, tie)}) == 2 * len(own)
        ]
        assert tuple(own) in sets
        assert kept.weakness[own] == pytest.approx(1 / len(own))
        best = min(kept.chance[list(chosen)].sum() for chosen in sets)
        assert kept.chance[own].sum() == pytest.approx(best, abs=0.01)


def _ends(ties: Ties, tie: int) -> tuple[int, int]:
    return int(ties.sources[tie]), int(ties.targets[tie])


@given(silent_networks())
@settings(max_examples=40, deadline=None)
def test_the_order_holds_every_tie_once_most_to_lose_first(made: tuple[Example, Ties]) -> None:
    _case, ties = made
    kept = upkeep(ties)
    assert sorted(kept.order.tolist()) == list(range(len(ties.silence)))
    assert (np.diff(kept.loss[kept.order]) <= 1e-12).all()


@given(some.integers(0, 2000), some.integers(0, 400), some.booleans())
def test_a_longer_silence_is_never_safer_and_ties_across_lapse_sooner(
    days: int, more: int, is_across: bool
) -> None:
    chance, later = lapse_chance([days, days + more], [is_across] * 2)
    assert 0 <= chance <= later < 1
    assert lapse_chance(days, True) >= lapse_chance(days, False)


def test_after_a_year_of_silence_one_in_ten_is_left_across_and_half_inside() -> None:
    assert lapse_chance([0, 0], [True, False], ahead=365) == pytest.approx([0.9, 0.5])
    assert lapse_chance(0, True, ahead=60) == 0


def _star() -> Upkeep:
    """Groups 0 and 1 by one tie, 0 and 2 by two people; all silent for as long but one."""
    ties = ties_between(
        7, [0, 1, 2, 0], [3, 4, 5, 1], [200, 200, 30, 400], [0, 0, 0, 1, 2, 2, 0], 3
    )
    return upkeep(ties)


def test_the_only_tie_goes_first_and_one_that_cannot_lapse_yet_last() -> None:
    kept = _star()
    assert kept.order.tolist() == [0, 1, 3, 2]
    assert kept.people.tolist() == [1, 2, 2, 0]
    assert kept.weakness.tolist() == [1, 0.5, 0.5, 0]


def test_whoever_is_in_no_group_carries_no_bridge() -> None:
    ties = ties_between(3, [0, 0], [1, 2], [200, 200], [0, 1, 2], 2)
    assert upkeep(ties).people.tolist() == [1, 0]


def test_a_network_without_ties_has_nobody_to_speak() -> None:
    nothing = ties_between(3, [], [], [], [0, 1, 1], 2)
    assert not len(upkeep(nothing).order)
    assert pairs_alive(nothing) == 0


@pytest.mark.parametrize(
    ("sources", "targets", "silence"),
    [
        ([0], [3], [1]),
        ([0], [1], [-1]),
        ([0], [1], [float("inf")]),
        ([0], [1], []),
        ([1], [1], [1]),
    ],
)
def test_ties_that_cannot_be_are_refused(
    sources: list[int], targets: list[int], silence: list[float]
) -> None:
    with pytest.raises(ValueError, match=r"must|nobody"):
        ties_between(3, sources, targets, silence, [0, 0, 1], 2)


def test_ten_contacts_a_week_keep_a_real_network_together() -> None:
    case = real_network("dhhs", "agency", None, directed=False)
    start = _with_silence(case, [0.0] * case.graph.ties)
    kept = {
        rule: [
            pairs_alive(year_of_contacts(start, rule, per_week=10, seed=seed))
            for seed in range(SEEDS)
        ]
        for rule in (weakest_first, oldest_first)
    }
    assert min(kept[weakest_first]) >= 35
    assert max(kept[oldest_first]) <= 25
