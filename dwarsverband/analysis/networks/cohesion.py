"""What holds a network together, and what falls apart when people leave."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import (
    connected_components,
    depth_first_order,
    minimum_spanning_tree,
)

from dwarsverband.analysis.networks.graph import Graph, Numbers

Counts = NDArray[np.int64]


@dataclass(frozen=True, eq=False, slots=True)
class Components:
    """Which nodes reach each other: a number per node, shape (nodes,), and how many there are."""

    count: int
    component_of: Numbers


@dataclass(frozen=True, eq=False, slots=True)
class Cuts:
    """The ties and the people whose absence takes a component apart.

    `bridges` has shape (bridges, 2), the lower node first, in order; `people` holds the nodes in
    order.
    """

    bridges: Counts
    people: Counts


@dataclass(frozen=True, eq=False, slots=True)
class Robustness:
    """The largest group that still reaches each other, after each leaver in turn.

    `leavers` are the nodes in the order of leaving; `largest[i]` is the number of nodes in the
    largest component once the first `i` have left, shape (leavers + 1,).
    """

    leavers: Counts
    largest: Counts


def components(graph: Graph) -> Components:
    """The components of a graph, whatever the direction of its ties. O(nodes + ties)."""
    count, component_of = connected_components(graph.matrix(), directed=graph.is_directed)
    return Components(int(count), component_of)


def cuts(graph: Graph) -> Cuts:
    """The bridges and the cut people (articulation points), whatever the direction of ties.

    O(nodes + ties) time and memory.

    Tarjan, R. E. (1972). Depth-first search and linear graph algorithms. SIAM Journal on
    Computing 1(2), 146-160.
    """
    pairs = graph.undirected()
    top = pairs.nodes
    order, parent = _walk(pairs)
    moment = np.empty(top + 1, dtype=np.int64)
    moment[order] = np.arange(top + 1)
    lowest = _lowest(pairs, order, parent, moment)
    children = order[1:]
    above = parent[children]
    is_kept = above != top
    hangs = lowest[children] >= moment[above]
    starts = children[~is_kept]
    is_start = np.zeros(top + 1, dtype=bool)
    is_start[starts] = True
    branches = np.bincount(above, minlength=top + 1)
    people = np.unique(above[is_kept & hangs & ~is_start[above]])
    people = np.sort(np.concatenate([people, starts[branches[starts] > 1]]))
    is_bridge = is_kept & (lowest[children] == moment[children])
    bridges = np.sort(np.stack([children[is_bridge], above[is_bridge]], axis=1), axis=1)
    return Cuts(bridges[np.lexsort((bridges[:, 1], bridges[:, 0]))], people)


def _walk(pairs: Graph) -> tuple[Counts, Counts]:
    """A walk in depth through all components, from an extra node that knows one of each."""
    top = pairs.nodes
    _labels, roots = np.unique(components(pairs).component_of, return_index=True)
    ends = np.concatenate([pairs.ends, roots.astype(np.int32)])
    starts = np.append(pairs.starts, len(ends)).astype(np.int32)
    ties = csr_array((np.ones(len(ends)), ends, starts), shape=(top + 1, top + 1))
    order, parent = depth_first_order(ties, top, directed=True, return_predecessors=True)
    return order.astype(np.int64), parent.astype(np.int64)


def _lowest(pairs: Graph, order: Counts, parent: Counts, moment: Counts) -> Counts:
    """The earliest moment that each node, or anybody below it, reaches without the tie up."""
    tails = pairs.tails()
    reached = np.where(pairs.ends == parent[tails], pairs.nodes, moment[pairs.ends])
    lowest = moment.copy()
    has_ties = np.flatnonzero(pairs.degree)
    if len(has_ties):
        least = np.minimum.reduceat(reached, pairs.starts[has_ties])
        lowest[has_ties] = np.minimum(lowest[has_ties], least)
    known, above = lowest.tolist(), parent.tolist()
    for node in order[:0:-1].tolist():
        if known[node] < known[above[node]]:
            known[above[node]] = known[node]
    return np.array(known, dtype=np.int64)


def robustness_curve(graph: Graph, leavers: ArrayLike | None = None) -> Robustness:
    """What is left when people leave one after another, whatever the direction of ties.

    Without `leavers` everybody leaves, those with most ties first, the lower number first among
    equals. Raises `ValueError` when a leaver is not a node or leaves twice. One pass from the last
    to the first: O(ties · log ties) time, O(nodes + ties) memory.

    Newman, M. E. J. and Ziff, R. M. (2001). Fast Monte Carlo algorithm for site or bond
    percolation. Physical Review E 64, 016706.
    """
    order = _most_ties_first(graph) if leavers is None else _checked_leavers(graph, leavers)
    steps = len(order)
    leaves_at = np.full(graph.nodes, steps, dtype=np.int64)
    leaves_at[order] = np.arange(steps)
    tails, heads, ends_at = _forest(graph, leaves_at)
    present = graph.nodes - np.arange(steps + 1)
    largest = np.minimum(present, 1)
    parent, size = list(range(graph.nodes)), [1] * graph.nodes
    for tail, head, step in zip(tails.tolist(), heads.tolist(), ends_at.tolist(), strict=True):
        root = _join(parent, size, tail, head)
        largest[step] = max(largest[step], size[root])
    return Robustness(order, np.maximum.accumulate(largest[::-1])[::-1])


def _most_ties_first(graph: Graph) -> Counts:
    return np.argsort(-graph.undirected().degree, kind="stable").astype(np.int64)


def _checked_leavers(graph: Graph, leavers: ArrayLike) -> Counts:
    given = np.asarray(leavers, dtype=np.int64)
    is_known = given.ndim == 1 and ((given >= 0) & (given < graph.nodes)).all()
    if not is_known or len(np.unique(given)) != len(given):
        raise ValueError("leavers must be different nodes of the graph")
    return given


def _forest(graph: Graph, leaves_at: Counts) -> tuple[Counts, Counts, Counts]:
    """The ties that matter, those that last longest first, with the step at which each ends."""
    sources, targets = graph.edges()
    ends_at = np.minimum(leaves_at[sources], leaves_at[targets])
    latest = float(leaves_at.max(initial=0)) + 1.0
    cost = coo_array((latest - ends_at, (sources, targets)), shape=graph.shape)
    forest = minimum_spanning_tree(cost.tocsr()).tocoo()
    order = np.argsort(forest.data, kind="stable")
    until = np.rint(latest - forest.data[order]).astype(np.int64)
    return forest.row[order].astype(np.int64), forest.col[order].astype(np.int64), until


def _join(parent: list[int], size: list[int], first: int, second: int) -> int:
    first, second = _root(parent, first), _root(parent, second)
    if size[first] < size[second]:
        first, second = second, first
    parent[second] = first
    size[first] += size[second]
    return first


def _root(parent: list[int], node: int) -> int:
    while parent[node] != node:
        parent[node] = parent[parent[node]]
        node = parent[node]
    return node
