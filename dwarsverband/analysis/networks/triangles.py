"""Every three nodes that all know one another: what constraint and brokerage are made of."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from dwarsverband.analysis.networks.graph import Graph, Numbers

_WEDGES_AT_ONCE = 1_000_000
_FIRST_FACTOR = np.uint32(2_654_435_761)
_SECOND_FACTOR = np.uint32(2_246_822_519)


@dataclass(frozen=True, eq=False, slots=True)
class Triangles:
    """The triangles of a graph, whatever the direction of its ties; each stands here once.

    `pairs` is the graph with ties both ways; weights of the two directions added up. `corners`
    holds three nodes per triangle, shape (3, triangles). `sides[i, j]` holds the place in
    `pairs.ends` of the tie from corner i to corner j, shape (3, 3, triangles).
    """

    pairs: Graph
    corners: Numbers
    sides: Numbers


def find_triangles(graph: Graph) -> Triangles:
    """All triangles of a graph.

    Each is found from its corner with the fewest ties. O(ties^1.5) time at most; memory for the
    triangles and a million candidates at a time.

    Latapy, M. (2008). Main-memory triangle computations for very large (sparse (power-law))
    graphs. Theoretical Computer Science 407(1-3), 458-473.
    """
    pairs = graph.undirected()
    tails = pairs.tails()
    rank = np.empty(pairs.nodes, dtype=np.int32)
    rank[np.argsort(pairs.degree, kind="stable")] = np.arange(pairs.nodes, dtype=np.int32)
    rising = np.flatnonzero(rank[tails] < rank[pairs.ends]).astype(np.int32)
    lookup = _Lookup.of(pairs, tails)
    none = np.empty(0, dtype=np.int32)
    found = [
        lookup.closed(rising[first], rising[second], pairs.ends)
        for first, second in _wedges(tails[rising], pairs.nodes)
    ]
    parts = [np.concatenate(part) for part in zip([none] * 3, *found, strict=True)]
    return _assemble(pairs, tails, *parts)


def _wedges(tails: Numbers, nodes: int) -> Iterator[tuple[Numbers, Numbers]]:
    """All places (first, second) with the same tail, first before second, in portions."""
    places = np.arange(len(tails), dtype=np.int64)
    last = np.cumsum(np.bincount(tails, minlength=nodes))
    later = last[tails] - 1 - places
    before = np.concatenate([[0], np.cumsum(later)])
    low = 0
    while low < len(tails):
        enough = np.searchsorted(before, before[low] + _WEDGES_AT_ONCE, side="right")
        high = max(int(enough) - 1, low + 1)
        here, counts = places[low:high], later[low:high]
        shift = (here + 1 - before[low:high] + before[low]).astype(np.int32)
        first = np.repeat(here.astype(np.int32), counts)
        yield first, np.arange(len(first), dtype=np.int32) + np.repeat(shift, counts)
        low = high


@dataclass(frozen=True, eq=False, slots=True)
class _Lookup:
    """Finds the place of a tie; a table of hashes rules out most pairs without one first."""

    keys: NDArray[np.int64]
    seen: NDArray[np.bool_]
    nodes: int

    @classmethod
    def of(cls, pairs: Graph, tails: Numbers) -> "_Lookup":
        keys = tails.astype(np.int64) * pairs.nodes + pairs.ends
        size = min(max(16 * len(keys), 1 << 10), 1 << 26).bit_length()
        lookup = cls(keys, np.zeros(1 << size, dtype=bool), pairs.nodes)
        is_first = tails < pairs.ends
        lookup.seen[lookup.hashed(tails[is_first], pairs.ends[is_first])] = True
        return lookup

    def hashed(self, low: Numbers, high: Numbers) -> NDArray[np.uint32]:
        mixed = low.astype(np.uint32) * _FIRST_FACTOR ^ high.astype(np.uint32) * _SECOND_FACTOR
        return mixed >> np.uint32(33 - len(self.seen).bit_length())

    def closed(
        self, first: Numbers, second: Numbers, ends: Numbers
    ) -> tuple[Numbers, Numbers, Numbers]:
        """The wedges of which the two far ends know each other, with the place of that tie."""
        low, high = ends[first], ends[second]
        maybe = np.flatnonzero(self.seen[self.hashed(low, high)])
        wanted = low[maybe].astype(np.int64) * self.nodes + high[maybe]
        place = np.searchsorted(self.keys, wanted)
        is_tie = self.keys[place] == wanted
        chosen = maybe[is_tie]
        return first[chosen], second[chosen], place[is_tie].astype(np.int32)


def _assemble(
    pairs: Graph, tails: Numbers, first: Numbers, second: Numbers, third: Numbers
) -> Triangles:
    """Corner 0 is where `first` and `second` begin, 1 and 2 are their far ends in rising order."""
    back = _reversed_places(pairs)
    none = np.full_like(first, -1)
    sides = np.stack(
        [
            np.stack([none, first, second]),
            np.stack([back[first], none, third]),
            np.stack([back[second], back[third], none]),
        ]
    )
    corners = np.stack([tails[first], pairs.ends[first], pairs.ends[second]])
    return Triangles(pairs, corners, sides)


def _reversed_places(pairs: Graph) -> Numbers:
    """Of each tie, where it stands in the row of its other end."""
    places = np.arange(len(pairs.ends), dtype=np.int32)
    parts = (places, pairs.ends, pairs.starts)
    return csr_array(parts, shape=pairs.shape).tocsc().data
