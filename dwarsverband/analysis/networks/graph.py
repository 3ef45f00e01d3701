"""A network as three arrays."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import coo_array, csr_array

Numbers = NDArray[np.int32]
Reals = NDArray[np.float64]

_LARGEST = np.iinfo(np.int32).max


@dataclass(frozen=True, eq=False, slots=True)
class Graph:
    """Nodes 0 to `nodes` - 1 and their ties, in compressed sparse rows.

    The neighbours of node `i` are `ends[starts[i]:starts[i + 1]]`, in rising order; `weights` runs
    alongside. An undirected tie stands in the rows of both its ends, and counts once in `ties`.
    There are no ties of a node to itself and no double ties. Make one with `from_edges`.
    """

    nodes: int
    starts: Numbers
    ends: Numbers
    weights: Reals
    is_directed: bool

    @classmethod
    def from_edges(
        cls,
        nodes: int,
        sources: ArrayLike,
        targets: ArrayLike,
        weights: ArrayLike | None = None,
        *,
        directed: bool = False,
    ) -> Graph:
        """The graph with these ties: `sources[i]` to `targets[i]`, of weight `weights[i]` or 1.

        Ties of a node to itself are left out. Doubles become one tie: their weights add up, and
        without weights they count as 1. Undirected, a tie and its reverse are doubles. Raises
        `ValueError` when the arrays differ in length, or name a node that is not there, or a
        weight is not a positive number. O(nodes + ties) time and memory, but for sorting within
        each row.
        """
        tails, heads = _checked_ends(nodes, sources), _checked_ends(nodes, targets)
        values = np.ones(len(tails)) if weights is None else _checked_weights(weights)
        if not len(tails) == len(heads) == len(values):
            raise ValueError("sources, targets and weights must have the same length")
        is_kept = tails != heads
        tails, heads, values = tails[is_kept], heads[is_kept], values[is_kept]
        if not directed:
            tails, heads = np.concatenate([tails, heads]), np.concatenate([heads, tails])
            values = np.concatenate([values, values])
        rows = coo_array((values, (tails, heads)), shape=(nodes, nodes)).tocsr()
        merged = np.ones(rows.nnz) if weights is None else rows.data
        return cls(
            nodes=nodes,
            starts=rows.indptr.astype(np.int32, copy=False),
            ends=rows.indices.astype(np.int32, copy=False),
            weights=merged,
            is_directed=directed,
        )

    @property
    def ties(self) -> int:
        """How many ties there are; an undirected one counts once."""
        return len(self.ends) if self.is_directed else len(self.ends) // 2

    @property
    def degree(self) -> Numbers:
        """The number of ties that leave each node, shape (nodes,)."""
        return np.diff(self.starts)

    @property
    def strength(self) -> Reals:
        """The weight of the ties that leave each node, shape (nodes,)."""
        sums = np.bincount(self.tails(), weights=self.weights, minlength=self.nodes)
        return sums.astype(np.float64, copy=False)

    @property
    def shape(self) -> tuple[int, int]:
        """The shape of the adjacency matrix."""
        return self.nodes, self.nodes

    def tails(self) -> Numbers:
        """The node at the start of each entry of `ends`, in the same order."""
        return np.repeat(np.arange(self.nodes, dtype=np.int32), self.degree)

    def edges(self) -> tuple[Numbers, Numbers]:
        """Each tie once, as sources and targets; undirected, the lower node comes first."""
        tails = self.tails()
        if self.is_directed:
            return tails, self.ends
        is_first = tails < self.ends
        return tails[is_first], self.ends[is_first]

    def matrix(self) -> csr_array:
        """The adjacency matrix with the weights, sharing memory with the graph."""
        parts = (self.weights, self.ends, self.starts)
        return csr_array(parts, shape=self.shape, copy=False)

    def undirected(self) -> Graph:
        """The same graph with ties both ways; the weights of the two directions add up."""
        if not self.is_directed:
            return self
        tails = self.tails()
        return Graph.from_edges(self.nodes, tails, self.ends, self.weights)


def _checked_ends(nodes: int, ends: ArrayLike) -> Numbers:
    if not 0 <= nodes <= _LARGEST:
        raise ValueError(f"the number of nodes must be between 0 and {_LARGEST}, not {nodes}")
    given = np.asarray(ends)
    if given.ndim != 1 or (given.size and given.dtype.kind not in "iu"):
        raise ValueError("the ends of ties must be a row of whole numbers")
    if given.size and not 0 <= given.min() <= given.max() < nodes:
        raise ValueError(f"the ends of ties must be between 0 and {nodes - 1}")
    return given.astype(np.int32, copy=False)


def _checked_weights(weights: ArrayLike) -> Reals:
    values = np.asarray(weights, dtype=np.float64)
    if values.ndim != 1 or not (np.isfinite(values) & (values > 0)).all():
        raise ValueError("the weights of ties must be a row of positive numbers")
    return values


def checked_groups(graph: Graph, group_of: ArrayLike, groups: int) -> NDArray[np.int64]:
    """The group of each node, shape (nodes,), or `ValueError` when one is not below `groups`."""
    given = np.asarray(group_of)
    if given.shape != (graph.nodes,) or (given.size and given.dtype.kind not in "iu"):
        raise ValueError("group_of must hold one whole number for each node")
    if given.size and not 0 <= given.min() <= given.max() < groups:
        raise ValueError(f"the groups of nodes must be between 0 and {groups - 1}")
    return given.astype(np.int64, copy=False)
