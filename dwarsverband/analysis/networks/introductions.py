"""Whom to introduce to whom, so that fewer groups hang on one person."""

import heapq
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import csr_array

from dwarsverband.analysis.networks.graph import Graph, checked_groups
from dwarsverband.analysis.networks.matching import Crossings, crossings, essential_keys, match

Counts = NDArray[np.int64]
Marks = NDArray[np.bool_]

_PATHS_AT_ONCE = 2_000_000


@dataclass(frozen=True, slots=True)
class Introduction:
    """A tie that is not there yet, between two people of different groups.

    `via` are the nodes that know both, the burdened last; nobody does when it is empty.
    `people_before` and `people_after` are the fewest people whose absence cuts the two groups apart
    now, and when this introduction alone has been made.
    """

    first: int
    second: int
    groups: tuple[int, int]
    via: tuple[int, ...]
    people_before: int
    people_after: int


@dataclass(frozen=True, order=True, slots=True)
class _Candidate:
    """Two people who could meet; in this order, the first is the best of its pair."""

    unshared: int
    burdened: int
    load: int
    first: int
    second: int


_NOT_SEEN = _Candidate(unshared=0, burdened=0, load=0, first=-1, second=-1)


@dataclass(frozen=True, eq=False, slots=True)
class _Town:
    """The network, and what has been proposed so far.

    `counted` holds the contacts of a node, each twice and one who is burdened once.
    """

    contacts: csr_array
    counted: csr_array
    is_burdened: Marks
    load: Counts
    group: Counts
    groups: int
    most: int
    across: Crossings
    asked: Counts
    added: dict[int, list[tuple[int, int]]] = field(default_factory=dict)

    @property
    def nodes(self) -> int:
        return len(self.group)


def introductions(
    graph: Graph,
    group_of: ArrayLike,
    groups: int,
    *,
    count: int,
    most_per_person: int = 2,
    resting: ArrayLike = (),
    burdened: ArrayLike = (),
) -> list[Introduction]:
    """At most `count` new ties between groups, the weakest pair of groups first.

    Weakest is the pair with the fewest people whose absence cuts it; among equals, the pair in
    which two people share most contacts. Inside the pair these two are introduced, among equals
    those with the fewest ties; never somebody without whom the pair already cannot do, so that each
    tie makes the pair one person stronger; never anybody with `most_per_person` new ties, and never
    the nodes in `resting`, who may still know both. The nodes in `burdened` carry enough: a shared
    contact who is one counts for half, and so do two people of whom one is; among equals, and
    among those who know both, they come last. Direction and weights play no part. Fewer come back
    when no more are possible. Raises `ValueError` when a group is out of range or a number is too
    low. O(paths of two ties · log) time; memory for the ties, the pairs of groups, and two million
    paths at a time.

    The aim is to raise the matching of the weakest pair (König 1931, see `fragile_pairs`); shared
    contacts are the rule of Liben-Nowell, D. and Kleinberg, J. (2007). The link-prediction problem
    for social networks. JASIST 58(7), 1019-1031.
    """
    if count < 0 or most_per_person < 1:
        raise ValueError("count must not be negative, and a person must be allowed one tie")
    group = checked_groups(graph, group_of, groups)
    town = _town(graph, group, groups, most_per_person, _marked(graph, burdened))
    town.asked[_marked(graph, resting)] = most_per_person
    return list(islice(_proposals(town), count))


def _proposals(town: _Town) -> Iterator[Introduction]:
    """One after the other, each the best when those before it have been made."""
    waiting, today = _waiting(town)
    while waiting:
        _people, candidate, pair = heapq.heappop(waiting)
        if _is_free(town, candidate):
            _add(town, pair, candidate)
            yield _introduction(town, pair, candidate, int(today[pair]))
        now, following = _look(town, pair)
        if following is not None:
            heapq.heappush(waiting, (now, following, pair))


def _marked(graph: Graph, nodes: ArrayLike) -> Marks:
    is_marked = np.zeros(graph.nodes, dtype=bool)
    is_marked[np.asarray(nodes, dtype=np.int64)] = True
    return is_marked


def _town(graph: Graph, group: Counts, groups: int, most: int, is_burdened: Marks) -> _Town:
    pairs = graph.undirected()
    contacts = csr_array((np.ones(len(pairs.ends)), pairs.ends, pairs.starts), shape=pairs.shape)
    weights = np.where(is_burdened, 1.0, 2.0)[pairs.ends]
    counted = csr_array((weights, pairs.ends, pairs.starts), shape=pairs.shape)
    degree = pairs.degree.astype(np.int64)
    load = np.where(degree > 0, degree, degree.max(initial=0) + 1)
    across = crossings(graph, group, groups)
    order = np.argsort(across.pair, kind="stable")
    across = Crossings(pairs.nodes, across.pair[order], across.lower[order], across.upper[order])
    asked = np.zeros_like(degree)
    return _Town(contacts, counted, is_burdened, load, group, groups, most, across, asked)


def _waiting(town: _Town) -> tuple[list[tuple[int, _Candidate, int]], Counts]:
    """Every pair of groups with its strength and its best two people, as a heap; and the strengths."""
    matching = match(town.across)
    strength = matching.sizes(town.groups**2)
    best = _best_of_all(town, essential_keys(matching))
    waiting = [
        (int(strength[pair]), best.get(pair, _NOT_SEEN), pair)
        for first in range(town.groups)
        for pair in range(first * town.groups + first + 1, (first + 1) * town.groups)
    ]
    heapq.heapify(waiting)
    return waiting, strength


def _is_free(town: _Town, candidate: _Candidate) -> bool:
    asked = max(town.asked[candidate.first], town.asked[candidate.second])
    return candidate.first >= 0 and bool(asked < town.most)


def _add(town: _Town, pair: int, candidate: _Candidate) -> None:
    town.asked[[candidate.first, candidate.second]] += 1
    town.added.setdefault(pair, []).append((candidate.first, candidate.second))


def _introduction(town: _Town, pair: int, candidate: _Candidate, people: int) -> Introduction:
    """A proposal, which makes its pair one person stronger alone too.

    Whom a largest matching can spare after other ties were added, one can spare without them.
    """
    first, second = divmod(pair, town.groups)
    via = np.intersect1d(_row(town, candidate.first), _row(town, candidate.second))
    via = via[np.argsort(town.is_burdened[via], kind="stable")]
    ends = candidate.first, candidate.second
    return Introduction(*ends, (first, second), tuple(via.tolist()), people, people + 1)


def _row(town: _Town, node: int) -> NDArray[np.int32]:
    return town.contacts.indices[town.contacts.indptr[node] : town.contacts.indptr[node + 1]]


def _look(town: _Town, pair: int) -> tuple[int, _Candidate | None]:
    """The strength of a pair as it stands now, and the best two people who could meet.

    Who has a tie across, or is to get one, is never asked for the same again: of the two ends of a
    tie one at least is essential.
    """
    matching = match(_crossings_of(town, pair))
    people = int(matching.sizes(town.groups**2)[pair]) if matching.ties.nnz else 0
    is_free = town.asked < town.most
    is_free[essential_keys(matching) % max(town.nodes, 1)] = False
    first, second = divmod(pair, town.groups)
    lower = np.flatnonzero(is_free & (town.group == first))
    upper = np.flatnonzero(is_free & (town.group == second))
    return people, _with_shared(town, lower, upper) or _without_shared(town, lower, upper)


def _crossings_of(town: _Town, pair: int) -> Crossings:
    across = town.across
    begin, end = np.searchsorted(across.pair, [pair, pair + 1])
    more = np.array(town.added.get(pair, []), dtype=np.int64).reshape(-1, 2)
    return Crossings(
        across.nodes,
        np.full(end - begin + len(more), pair, dtype=np.int64),
        np.concatenate([across.lower[begin:end], more[:, 0]]),
        np.concatenate([across.upper[begin:end], more[:, 1]]),
    )


def _with_shared(town: _Town, lower: Counts, upper: Counts) -> _Candidate | None:
    shared = (town.counted[lower] @ town.contacts[upper].T).tocoo()
    if not shared.nnz:
        return None
    rows = _in_five(town, lower[shared.row], upper[shared.col], shared.data)
    return _Candidate(*rows[:, np.lexsort(rows[::-1])[0]].tolist())


def _in_five(town: _Town, first: Counts, second: Counts, shared: NDArray[np.float64]) -> Counts:
    """What ranks two people who could meet, in five rows, as in a candidate."""
    burdened = town.is_burdened[first].astype(np.int64) + town.is_burdened[second]
    worth = np.rint(shared).astype(np.int64) * np.where(burdened, 1, 2)
    load = town.load[first] + town.load[second]
    return np.stack([-worth, burdened, load, first, second])


def _without_shared(town: _Town, lower: Counts, upper: Counts) -> _Candidate | None:
    """Two people who share nobody: not burdened, with the fewest ties, but some if it can be."""
    if not len(lower) or not len(upper):
        return None
    first, second = (
        nodes[np.lexsort((town.load[nodes], town.is_burdened[nodes]))[:1]]
        for nodes in (lower, upper)
    )
    return _Candidate(*_in_five(town, first, second, np.zeros(1))[:, 0].tolist())


def _best_of_all(town: _Town, essential: Counts) -> dict[int, _Candidate]:
    """Per pair of groups the best two people who share a contact, found in portions of rows."""
    best = np.empty((6, 0), dtype=np.int64)
    for begin, end in _portions(town):
        shared = (town.counted[begin:end] @ town.contacts).tocoo()
        first, second = shared.row + np.int64(begin), shared.col.astype(np.int64)
        rows = _ranked(town, first, second, shared.data, essential)
        best = _first_per_pair(np.concatenate([best, rows], axis=1))
    return {pair: _Candidate(*ranked) for pair, *ranked in best.T.tolist()}


def _portions(town: _Town) -> Iterator[tuple[int, int]]:
    degree = np.diff(town.contacts.indptr)
    paths = np.cumsum(town.contacts @ degree.astype(np.float64))
    begin = 0
    while begin < town.nodes:
        before = paths[begin - 1] if begin else 0.0
        end = int(np.searchsorted(paths, before + _PATHS_AT_ONCE, side="right"))
        yield begin, max(end, begin + 1)
        begin = max(end, begin + 1)


def _ranked(
    town: _Town, first: Counts, second: Counts, shared: NDArray[np.float64], essential: Counts
) -> Counts:
    """The pairs of people who may meet, in six rows: pair of groups and what ranks them."""
    is_rising = town.group[first] < town.group[second]
    first, second, shared = first[is_rising], second[is_rising], shared[is_rising]
    pair = town.group[first] * town.groups + town.group[second]
    is_spared = [~np.isin(pair * town.nodes + node, essential) for node in (first, second)]
    may_meet = is_spared[0] & is_spared[1]
    return np.vstack([pair, _in_five(town, first, second, shared)])[:, may_meet]


def _first_per_pair(rows: Counts) -> Counts:
    ordered = rows[:, np.lexsort(rows[::-1])]
    _pairs, places = np.unique(ordered[0], return_index=True)
    return ordered[:, places]
