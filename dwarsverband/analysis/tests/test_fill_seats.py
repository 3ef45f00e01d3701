"""Who fill the empty seats together, for the least cost."""

from collections.abc import Callable
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from numpy.typing import NDArray

from dwarsverband.analysis.networks import seats
from dwarsverband.analysis.networks.seats import fill_seats, fill_seats_greedily

PRICES = some.sampled_from([1.0, 1.5, 2.0, 1 / 3])
Case = tuple[NDArray[np.bool_], list[float]]


@some.composite
def cases(draw: some.DrawFn) -> Case:
    """Up to seven people and five seats."""
    people, chairs = draw(some.integers(0, 7)), draw(some.integers(0, 5))
    row = some.lists(some.booleans(), min_size=chairs, max_size=chairs)
    rows = draw(some.lists(row, min_size=people, max_size=people))
    cost = draw(some.lists(PRICES, min_size=people, max_size=people))
    return np.array(rows, dtype=bool).reshape(people, chairs), cost


def _least(case: Case) -> float:
    """By trying everybody."""
    table, cost = case
    wanted = table.any(axis=0)
    return min(
        sum(cost[person] for person in asked)
        for size in range(len(cost) + 1)
        for asked in combinations(range(len(cost)), size)
        if (table[list(asked)].any(axis=0) == wanted).all()
    )


@given(cases())
@settings(max_examples=60)
def test_no_other_people_fill_the_seats_for_less(case: Case) -> None:
    table, cost = case
    found = fill_seats(table, cost)
    assert found.is_optimal
    assert found.cost == pytest.approx(_least(case))
    assert (table[found.people].any(axis=0) == table.any(axis=0)).all()
    assert found.unfillable.tolist() == np.flatnonzero(~table.any(axis=0)).tolist()


@given(cases())
@settings(max_examples=60)
def test_branches_find_as_cheap_a_set_as_subsets(case: Case) -> None:
    """Few seats are worked out one way and many another: both are asked about the same few."""
    by_subsets = fill_seats(*case)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(seats, "_MOST_WORK", -1)
        by_branches = fill_seats(*case)
    assert by_branches.is_optimal
    assert by_branches.cost == pytest.approx(by_subsets.cost)


def test_sixteen_seats_are_worked_out_by_subsets_and_twenty_five_by_branches(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ways: list[str] = []
    for way in ("_by_subsets", "_by_branches"):
        monkeypatch.setattr(seats, way, _noted(ways, way, getattr(seats, way)))
    random = np.random.default_rng(1)
    for count in (16, 25):
        fill_seats(random.random((300, count)) < 0.1, np.ones(300))
    assert ways == ["_by_subsets", "_by_branches"]


def _noted(ways: list[str], way: str, found: Callable[..., object]) -> Callable[..., object]:
    def asked(*given: object) -> object:
        ways.append(way)
        return found(*given)

    return asked


@given(cases())
@settings(max_examples=30)
def test_greedy_fills_the_same_seats_and_is_never_cheaper(case: Case) -> None:
    table, cost = case
    exact, greedy = fill_seats(table, cost), fill_seats_greedily(table, cost)
    assert (table[greedy.people].any(axis=0) == table[exact.people].any(axis=0)).all()
    assert greedy.cost >= exact.cost - 1e-9


def test_two_people_who_fill_all_go_before_the_one_who_fills_most() -> None:
    table = np.array([[1, 1, 1, 1, 0, 0], [1, 1, 0, 0, 1, 0], [0, 0, 1, 1, 0, 1]], dtype=bool)
    assert fill_seats(table, [1, 1, 1]).people.tolist() == [1, 2]
    assert fill_seats_greedily(table, [1, 1, 1]).people.tolist() == [0, 1, 2]


def test_the_nearest_of_equals_is_asked() -> None:
    assert fill_seats(np.ones((3, 2), dtype=bool), [2, 1, 1]).people.tolist() == [1]


def test_twenty_five_seats_and_three_hundred_people_are_proved_too() -> None:
    random = np.random.default_rng(1)
    table, cost = random.random((300, 25)) < 0.1, random.choice([1.0, 1.5, 2.0], 300)
    found = fill_seats(table, cost)
    assert found.is_optimal
    assert found.cost <= fill_seats_greedily(table, cost).cost
    assert table[found.people].any(axis=0).all()


def test_when_the_time_is_up_the_seats_are_filled_but_nothing_is_proved() -> None:
    random = np.random.default_rng(1)
    table, cost = random.random((600, 40)) < 0.1, random.choice([1.0, 1.5, 2.0], 600)
    found = fill_seats(table, cost, seconds=0.0)
    assert table[found.people].any(axis=0).all()
    assert not found.is_optimal


@pytest.mark.parametrize(
    ("fits", "cost"),
    [
        (np.ones((2, 2), dtype=bool), [1.0]),
        (np.ones((2, 2), dtype=bool), [1.0, 0.0]),
        (np.ones((2, 2), dtype=bool), [1.0, float("nan")]),
        (np.ones((2, 2)), [1.0, 1.0]),
        (np.ones(2, dtype=bool), [1.0, 1.0]),
    ],
)
def test_tables_that_do_not_match_are_refused(fits: NDArray[np.bool_], cost: list[float]) -> None:
    with pytest.raises(ValueError, match="must"):
        fill_seats(fits, cost)
