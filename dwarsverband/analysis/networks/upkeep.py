"""Whom to speak first, so that fewest bridges between groups are lost."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

from dwarsverband.analysis.networks.graph import Graph, Numbers, Reals, checked_groups

Counts = NDArray[np.int64]
Marks = NDArray[np.bool_]
Chooser = Callable[["Ties", int], Counts]

QUIET_DAYS = 60
AHEAD_DAYS = 28
LEFT_AFTER_A_YEAR_ACROSS = 0.1
LEFT_AFTER_A_YEAR_INSIDE = 0.5

_YEAR_DAYS, _WEEK_DAYS, _WEEKS = 365, 7, 52


@dataclass(frozen=True, eq=False, slots=True)
class Ties:
    """Ties between nodes in groups, and for how many days each has been silent, shape (ties,).

    A node in none of the groups has the number `groups`.
    """

    sources: Numbers
    targets: Numbers
    silence: Reals
    group_of: Counts
    groups: int

    @property
    def is_across(self) -> Marks:
        """Which ties run between different groups, shape (ties,)."""
        one, other = self.group_of[self.sources], self.group_of[self.targets]
        across: Marks = (one != other) & (np.maximum(one, other) < self.groups)
        return across


@dataclass(frozen=True, eq=False, slots=True)
class Upkeep:
    """What would be lost without a contact, tie by tie, all of shape (ties,).

    `chance` is the chance that the tie lapses before it can be looked at again; `people` is the
    fewest people whose absence cuts its two groups apart (0 inside a group); `weakness` is the
    part of that bridge that goes with the tie: 1 / `people` when it is one of those that carry
    it, 0 when it is to spare. `order` has the tie to start with first.
    """

    chance: Reals
    people: Counts
    weakness: Reals
    order: Counts

    @property
    def loss(self) -> Reals:
        """The chance that the tie lapses × the weakness of the bridge."""
        return self.chance * self.weakness


def ties_between(
    nodes: int,
    sources: ArrayLike,
    targets: ArrayLike,
    silence: ArrayLike,
    group_of: ArrayLike,
    groups: int,
) -> Ties:
    """Ties in the order given, with the days that each has been silent, checked.

    Whoever is in none of the groups has the number `groups`; their ties run between none. Raises `ValueError` when an end or a group is out of range, when somebody has a tie with
    themselves, or when a silence is below zero or endless.
    """
    tails, heads = np.asarray(sources), np.asarray(targets)
    graph = Graph.from_edges(nodes, tails, heads)
    days = np.asarray(silence, dtype=np.float64)
    if days.shape != tails.shape or not (np.isfinite(days) & (days >= 0)).all():
        raise ValueError("silence must hold one number of days, not below zero, for each tie")
    if (tails == heads).any():
        raise ValueError("nobody has a tie with themselves")
    group = checked_groups(graph, group_of, groups + 1)
    return Ties(tails.astype(np.int32), heads.astype(np.int32), days, group, groups)


def lapse_chance(
    silence: ArrayLike, is_across: ArrayLike, *, ahead: float = AHEAD_DAYS
) -> NDArray[np.float64]:
    """The chance that a living tie lapses within `ahead` days when nobody speaks.

    The first 60 days of silence cost nothing; after that a tie lapses at an even rate, so that
    after a year of silence 1 in 10 of the ties between groups are left, and half of those inside.
    Takes the days of silence and which ties run between groups; all of one shape.

    Burt, R. S. (2002). Bridge decay. Social Networks 24(4), 333-363: nine in ten bridges are gone
    a year later. The quiet days and the half are assumptions.
    """
    days = np.asarray(silence, dtype=np.float64)
    left = np.where(is_across, LEFT_AFTER_A_YEAR_ACROSS, LEFT_AFTER_A_YEAR_INSIDE)
    exposed = np.maximum(days + ahead - QUIET_DAYS, 0) - np.maximum(days - QUIET_DAYS, 0)
    chance: Reals = 1 - left ** (exposed / (_YEAR_DAYS - QUIET_DAYS))
    return chance


def upkeep(ties: Ties, *, ahead: float = AHEAD_DAYS) -> Upkeep:
    """What would be lost with each tie, and where to start.

    The bridge between two groups is as strong as the fewest people who touch all of its ties,
    which is the size of the largest matching (König 1931, see `fragile_pairs`). Of the largest
    matchings we take the one whose ties are least likely to lapse: those ties carry the bridge,
    and each is worth 1 / strength of it. Start where the chance to lapse × this weakness is
    largest; what is equal, and what is to spare, goes by its chance, then by its silence, then by
    the order given. A matching of sparse rows by shortest augmenting paths: O(ties · log) in
    practice, at worst O(people · ties) for a pair of groups; memory O(ties).

    Jonker, R. and Volgenant, A. (1987). A shortest augmenting path algorithm for dense and sparse
    linear assignment problems. Computing 38, 325-340.
    """
    chance = lapse_chance(ties.silence, ties.is_across, ahead=ahead)
    carries, people = _carrying(ties, chance)
    weakness = np.divide(carries, people, out=np.zeros(len(chance)), where=people > 0)
    numbers = np.arange(len(chance))
    order = np.lexsort((numbers, -ties.silence, -chance, -chance * weakness))
    return Upkeep(chance, people, weakness, order)


def _carrying(ties: Ties, chance: Reals) -> tuple[Marks, Counts]:
    """Which ties carry the bridge between their groups, and how strong it is."""
    carries = np.zeros(len(chance), dtype=bool)
    people = np.zeros(len(chance), dtype=np.int64)
    across = np.flatnonzero(ties.is_across)
    if not len(across):
        return carries, people
    pair, lower, upper = _ends(ties, across)
    nodes = len(ties.group_of)
    rows = np.unique(pair * nodes + lower, return_inverse=True)[1]
    columns = np.unique(pair * nodes + upper, return_inverse=True)[1]
    chosen = across[_matched(rows, columns, chance[across], ties.silence[across])]
    carries[chosen] = True
    strength = np.bincount(pair[np.isin(across, chosen)], minlength=ties.groups**2)
    people[across] = strength[pair]
    return carries, people


def _ends(ties: Ties, across: Counts) -> tuple[Counts, Counts, Counts]:
    """The pair of groups of some ties, and their end in the first and in the second group."""
    tails = ties.sources[across].astype(np.int64)
    heads = ties.targets[across].astype(np.int64)
    is_rising = ties.group_of[tails] < ties.group_of[heads]
    lower, upper = np.where(is_rising, tails, heads), np.where(is_rising, heads, tails)
    return ties.group_of[lower] * ties.groups + ties.group_of[upper], lower, upper


def _matched(rows: Counts, columns: Counts, chance: Reals, silence: Reals) -> Counts:
    """The places of the ties in a largest matching that is least likely to lapse.

    Everybody in a row may also stay alone, at a price above that of all ties together.
    """
    price = 1 + chance + silence / (1 + silence.max()) * 1e-3
    order = np.lexsort((price, columns, rows))
    is_first = np.ones(len(order), dtype=bool)
    is_first[1:] = (np.diff(rows[order]) != 0) | (np.diff(columns[order]) != 0)
    kept = order[is_first]
    people, others = int(rows.max()) + 1, int(columns.max()) + 1
    alone = np.arange(people)
    prices = np.concatenate([price[kept], np.full(people, 3.0 * people)])
    ends = (np.concatenate([rows[kept], alone]), np.concatenate([columns[kept], others + alone]))
    table = coo_array((prices, ends), shape=(people, others + people)).tocsr()
    _people, mates = min_weight_full_bipartite_matching(table)
    is_chosen = np.asarray(mates)[rows[kept]] == columns[kept]
    chosen: Counts = kept[is_chosen]
    return chosen


def weakest_first(ties: Ties, count: int) -> Counts:
    """The ties to keep up this week: most to lose first."""
    return upkeep(ties).order[:count]


def oldest_first(ties: Ties, count: int) -> Counts:
    """The ties that have been silent longest: the list of every address book."""
    return np.argsort(-ties.silence, kind="stable")[:count]


def year_of_contacts(ties: Ties, choose: Chooser, *, per_week: int, seed: int) -> Ties:
    """The ties that are left after a year in which so many contacts a week are made.

    Each week the rule chooses among the living ties, whose silence ends; then each tie lapses by
    chance, and who has lapsed does not come back. The same seed draws the same fate for the same
    tie, whatever the rule, as far as their silences are equal. O(weeks · the rule).
    """
    random = np.random.default_rng(seed)
    silence, alive = ties.silence.copy(), np.arange(len(ties.silence))
    for _week in range(_WEEKS):
        fate = random.random(len(silence))
        chosen = choose(_some(ties, alive, silence), per_week)
        silence[alive[chosen]] = 0
        left = _some(ties, alive, silence)
        lapsed = fate[alive] < lapse_chance(left.silence, left.is_across, ahead=_WEEK_DAYS)
        alive = alive[~lapsed]
        silence += _WEEK_DAYS
    return _some(ties, alive, silence)


def _some(ties: Ties, places: Counts, silence: Reals) -> Ties:
    return Ties(
        ties.sources[places], ties.targets[places], silence[places], ties.group_of, ties.groups
    )


def pairs_alive(ties: Ties) -> int:
    """How many pairs of groups still have a tie."""
    return len(np.unique(_ends(ties, np.flatnonzero(ties.is_across))[0]))
