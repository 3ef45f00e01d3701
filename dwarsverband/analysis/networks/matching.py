"""The ties between groups, pair by pair, and the people they cannot do without."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import maximum_bipartite_matching

from dwarsverband.analysis.networks.graph import Graph, Numbers

Counts = NDArray[np.int64]
Marks = NDArray[np.bool_]


@dataclass(frozen=True, eq=False, slots=True)
class Crossings:
    """The ties between different groups, all of shape (ties across,).

    `pair` is the number of the pair of groups: first · groups + second, first below second;
    `lower` and `upper` are the ends of the tie in the first and in the second group.
    """

    nodes: int
    pair: Counts
    lower: Counts
    upper: Counts


@dataclass(frozen=True, eq=False, slots=True)
class Matching:
    """A largest matching of every pair of groups at once.

    A person has a copy in each pair; a key is pair · nodes + person, in rising order. `ties` has a
    row per lower and a column per upper copy; `mate_of_lower` and `mate_of_upper` hold the copy at
    the other side, or -1.
    """

    nodes: int
    lower_keys: Counts
    upper_keys: Counts
    ties: csr_array
    mate_of_lower: Numbers
    mate_of_upper: Numbers

    def sizes(self, pairs: int) -> Counts:
        """The size of the matching of each pair, shape (pairs,)."""
        matched = self.lower_keys[self.mate_of_lower >= 0] // max(self.nodes, 1)
        return np.bincount(matched, minlength=pairs)


def crossings(graph: Graph, group: Counts, groups: int) -> Crossings:
    """The ties of a graph whose ends are in different groups; a directed tie counts each way."""
    sources, targets = graph.edges()
    is_across = group[sources] != group[targets]
    sources, targets = sources[is_across], targets[is_across]
    is_rising = group[sources] < group[targets]
    lower = np.where(is_rising, sources, targets).astype(np.int64)
    upper = np.where(is_rising, targets, sources).astype(np.int64)
    return Crossings(graph.nodes, group[lower] * groups + group[upper], lower, upper)


def match(across: Crossings) -> Matching:
    """A largest matching of each pair. O(ties · √people) time, O(ties) memory.

    Hopcroft, J. E. and Karp, R. M. (1973). An n^5/2 algorithm for maximum matchings in bipartite
    graphs. SIAM Journal on Computing 2(4), 225-231.
    """
    lower_keys, lower = np.unique(across.pair * across.nodes + across.lower, return_inverse=True)
    upper_keys, upper = np.unique(across.pair * across.nodes + across.upper, return_inverse=True)
    shape = (len(lower_keys), len(upper_keys))
    ties = coo_array((np.ones(len(lower)), (lower, upper)), shape=shape).tocsr()
    mate_of_lower: Numbers = np.full(len(lower_keys), -1, dtype=np.int32)
    if ties.nnz:
        mate_of_lower[:] = maximum_bipartite_matching(ties, perm_type="column")
    mate_of_upper = np.full(len(upper_keys), -1, dtype=np.int32)
    is_matched = np.flatnonzero(mate_of_lower >= 0)
    mate_of_upper[mate_of_lower[is_matched]] = is_matched
    return Matching(across.nodes, lower_keys, upper_keys, ties, mate_of_lower, mate_of_upper)


def essential_keys(matching: Matching) -> Counts:
    """The copies that every largest matching uses, as keys in rising order.

    A new tie between two people of a pair raises the fewest people by one exactly when neither is
    among them. O(ties · length of the longest alternating path).

    Dulmage, A. L. and Mendelsohn, N. S. (1958). Coverings of bipartite graphs. Canadian Journal of
    Mathematics 10, 517-534.
    """
    ties, back = matching.ties, matching.ties.T.tocsr()
    lower = _spared(ties, matching.mate_of_lower, matching.mate_of_upper)
    upper = _spared(back, matching.mate_of_upper, matching.mate_of_lower)
    return np.sort(np.concatenate([matching.lower_keys[~lower], matching.upper_keys[~upper]]))


def _spared(ties: csr_array, mate: Numbers, mate_across: Numbers) -> Marks:
    """The copies of one side that some largest matching leaves free."""
    is_spared = mate < 0
    fresh = is_spared
    while fresh.any():
        mates = mate_across[np.unique(ties[np.flatnonzero(fresh)].indices)]
        fresh = np.zeros(len(mate), dtype=bool)
        fresh[mates] = True
        fresh &= ~is_spared
        is_spared = is_spared | fresh
    return is_spared


def carriers(across: Crossings, ties: Counts) -> dict[int, tuple[int, ...]]:
    """Per pair with somebody who has a part in all of its ties: who these are, in order.

    `ties` holds the number of ties of each pair, shape (pairs,).
    """
    if not len(across.pair):
        return {}
    ends = np.concatenate([across.lower, across.upper])
    keys, times = np.unique(np.tile(across.pair, 2) * across.nodes + ends, return_counts=True)
    found: dict[int, tuple[int, ...]] = {}
    for key in keys[times == ties[keys // across.nodes]].tolist():
        pair, node = divmod(key, across.nodes)
        found[pair] = (*found.get(pair, ()), node)
    return found
