"""The smallest set of people who fill the empty seats, nearest contacts first."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import Bounds, LinearConstraint, OptimizeResult, linprog, milp
from scipy.sparse import csc_array

Counts = NDArray[np.int64]
Marks = NDArray[np.bool_]
Reals = NDArray[np.float64]

_ROWS_AT_ONCE = 1_000
_PARTS = 1_000
_NEARLY = 1e-6
# So many steps are quicker than to branch: some hundredths of a second.
_MOST_WORK = 20_000_000
# How `milp` tells what it found.
_SOLVED, _IMPOSSIBLE = 0, 2


@dataclass(frozen=True, eq=False, slots=True)
class Seating:
    """Who fills the seats together: `people` in rising order, and what asking them costs.

    `unfillable` are the seats that nobody can take. `is_optimal` says that no other set costs
    less; it is false only when the time was up before that was certain.
    """

    people: Counts
    cost: float
    unfillable: Counts
    is_optimal: bool


def fill_seats(fits: ArrayLike, cost: ArrayLike, *, seconds: float = 10.0) -> Seating:
    """The people who together fill every seat that can be filled, for the least cost.

    `fits` has a row per person and a column per seat: may this person take it. `cost` is what it
    takes to ask somebody, above zero: 1 for an own contact, more for somebody farther away. Of
    people who fit equal seats the cheapest is asked, of these the first. Raises `ValueError` for
    tables that do not match. Weighted set cover, exactly: people who fit no more than another who
    costs no more are left out. Up to some sixteen seats, the cost of every set of seats that is still
    empty is worked out, in O(kinds · 2^seats). For more, those are left out too who by the linear
    relaxation cannot be part of a cheaper set than the greedy one, and what remains is solved as an
    integer program by branch and bound. NP-hard in the seats; O(people · seats + kinds²) for the
    rest, with as many kinds as different sets of seats.

    Fomin, F. V. and Kratsch, D. (2010). Exact Exponential Algorithms. Springer.
    Karp, R. M. (1972). Reducibility among combinatorial problems. Complexity of Computer
    Computations, 85-103. The rules that leave people out: Beasley, J. E. (1987). An algorithm for
    set covering problem. European Journal of Operational Research 31, 85-93.
    """
    table, prices = _checked(fits, cost)
    is_fillable = table.any(axis=0)
    unfillable = np.flatnonzero(~is_fillable)
    if not is_fillable.any():
        return Seating(np.empty(0, dtype=np.int64), 0.0, unfillable, is_optimal=True)
    kept = _worth_asking(table[:, is_fillable], prices)
    people, is_optimal = _cheapest(table[np.ix_(kept, is_fillable)], prices[kept], seconds)
    asked = np.sort(kept[people])
    return Seating(asked, float(prices[asked].sum()), unfillable, is_optimal)


def fill_seats_greedily(fits: ArrayLike, cost: ArrayLike) -> Seating:
    """The people who fill the seats when each time the cheapest per new seat is asked.

    Quick and at most ln(seats) + 1 times as dear as the best set; nothing says how near it is.
    O(people · seats²).

    Chvátal, V. (1979). A greedy heuristic for the set-covering problem. Mathematics of Operations
    Research 4(3), 233-235.
    """
    table, prices = _checked(fits, cost)
    is_empty = table.any(axis=0)
    unfillable = np.flatnonzero(~is_empty)
    asked: list[int] = []
    while is_empty.any():
        gain = table[:, is_empty].sum(axis=1)
        best = int(np.argmax(gain / prices))
        asked.append(best)
        is_empty = is_empty & ~table[best]
    people = np.sort(np.array(asked, dtype=np.int64))
    return Seating(people, float(prices[people].sum()), unfillable, is_optimal=False)


def _checked(fits: ArrayLike, cost: ArrayLike) -> tuple[Marks, Reals]:
    table, prices = np.asarray(fits), np.asarray(cost, dtype=np.float64)
    if table.ndim != 2 or table.dtype != np.bool_:
        raise ValueError("fits must be a table of yes and no, a row for each person")
    if prices.shape != table.shape[:1] or not (np.isfinite(prices) & (prices > 0)).all():
        raise ValueError("cost must hold one number above zero for each person")
    return table, prices


def _worth_asking(table: Marks, prices: Reals) -> Counts:
    """Those who fit some seat, without whoever another beats: the same seats, not dearer."""
    able = np.flatnonzero(table.any(axis=1))
    ordered = able[np.lexsort((able, prices[able]))]
    packed = np.packbits(table[ordered], axis=1)
    firsts = np.sort(np.unique(packed, axis=0, return_index=True)[1])
    kinds = ordered[firsts]
    return kinds[~_beaten(table[kinds].astype(np.float32), prices[kinds])]


def _beaten(seats: NDArray[np.float32], prices: Reals) -> Marks:
    """Whose seats another has as well, for no more; no two have the same seats."""
    size = seats.sum(axis=1)
    beaten = np.zeros(len(seats), dtype=bool)
    for begin in range(0, len(seats), _ROWS_AT_ONCE):
        rows = slice(begin, begin + _ROWS_AT_ONCE)
        has_all = seats[rows] @ seats.T == size[rows, None]
        is_other = size[rows, None] < size
        is_as_cheap = prices <= prices[rows, None]
        beaten[rows] = (has_all & is_other & is_as_cheap).any(axis=1)
    return beaten


def _cheapest(table: Marks, prices: Reals, seconds: float) -> tuple[Counts, bool]:
    """The cheapest rows that fill every column, and whether that is certain."""
    by_rarity = table[:, np.argsort(table.sum(axis=0), kind="stable")]
    counts = by_rarity.sum(axis=0).tolist()
    work = sum(count << (len(counts) - place) for place, count in enumerate(counts, 1))
    if work <= _MOST_WORK:
        return _by_subsets(by_rarity, prices), True
    return _by_branches(table, prices, seconds)


def _by_subsets(table: Marks, prices: Reals) -> Counts:
    """The cheapest rows that fill every column, when the columns are few.

    For each set of filled columns, what the rest costs: somebody must take the first that is empty.
    With the rarest column first few can. A set has a bit for each column, the first the highest; of
    those in which all before a column are filled and it is not, only the bits after it differ.
    """
    columns = table.shape[1]
    bits = 1 << np.arange(columns)[::-1]
    filled = table @ bits
    everything = (1 << columns) - 1
    rest = np.zeros(everything + 1)
    for place in range(columns - 1, -1, -1):
        begin = everything - (int(bits[place]) << 1) + 1
        ways = np.arange(begin, begin + int(bits[place]))
        least = np.full(len(ways), np.inf)
        for row in np.flatnonzero(table[:, place]):
            np.minimum(least, prices[row] + rest[ways | filled[row]], out=least)
        rest[begin : begin + len(ways)] = least
    return _walked(table, prices, filled, rest)


def _walked(table: Marks, prices: Reals, filled: Counts, rest: Reals) -> Counts:
    """The rows along the cheapest way from nothing to everything."""
    chosen: list[int] = []
    now, place = 0, 0
    while now < len(rest) - 1:
        while now >> (table.shape[1] - 1 - place) & 1:
            place += 1
        able = np.flatnonzero(table[:, place])
        chosen.append(int(able[np.argmin(prices[able] + rest[now | filled[able]])]))
        now |= int(filled[chosen[-1]])
    return np.array(chosen, dtype=np.int64)


def _by_branches(table: Marks, prices: Reals, seconds: float) -> tuple[Counts, bool]:
    """The cheapest rows that fill every column, and whether that is certain.

    When people could be asked in part (the linear relaxation) it would cost `relaxed`, so that the
    answer is not below the next whole step; greedy is not below the answer. First that step is
    tried and the one after it, for which few rows matter, then all below greedy.
    """
    greedy = fill_seats_greedily(table, prices)
    columns = csc_array(table.T.astype(np.float64))
    filled = -table.T.astype(np.float64)
    relaxed = linprog(prices, A_ub=filled, b_ub=-np.ones(len(filled)), bounds=(0, 1))
    bound, step = relaxed.fun or 0.0, _step(prices)
    least = step * np.ceil(bound / step - _NEARLY) if step else bound
    known = greedy.cost - step
    for most in (least, least + step, known) if step else (known,):
        if most > known + _NEARLY:
            break
        kept = np.flatnonzero(bound + relaxed.lower.marginals <= most + _NEARLY)
        found = _solved(columns[:, kept], prices[kept], most, step, seconds)
        if found is not None and found.x is not None:
            return kept[found.x > 0.5], bool(found.status == _SOLVED)
        if found is not None and found.status != _IMPOSSIBLE:
            return greedy.people, False
    return greedy.people, True


def _solved(
    columns: csc_array, prices: Reals, most: float, step: float, seconds: float
) -> OptimizeResult | None:
    """The cheapest for no more than `most`; nothing when nobody is left to ask."""
    if not len(prices):
        return None
    fills = LinearConstraint(columns, lb=1.0)
    costs = LinearConstraint(prices[None, :], ub=most + _NEARLY)
    return milp(
        prices,
        constraints=[fills, costs],
        integrality=np.ones(len(prices), dtype=np.int64),
        bounds=Bounds(0, 1),
        # Two sets differ by a whole step: within less than one the best is certain.
        options={"time_limit": seconds, "mip_rel_gap": 0.99 * step / most},
    )


def _step(prices: Reals) -> float:
    """What two sets differ in at least: the largest number of which every price is a multiple.

    Zero when there are prices that are not so many thousandths.
    """
    thousandths = np.rint(prices * _PARTS)
    if not np.allclose(thousandths, prices * _PARTS, rtol=0, atol=_NEARLY):
        return 0.0
    return float(np.gcd.reduce(thousandths.astype(np.int64)) / _PARTS)
