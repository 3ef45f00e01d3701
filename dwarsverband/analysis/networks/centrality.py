"""How often people lie on the shortest way between others."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from dwarsverband.analysis.networks.graph import Graph, Reals

LARGEST_EXACT = 3_000
SAMPLED_SOURCES = 256
_CELLS_AT_ONCE = 12_000

Places = NDArray[np.int64]


def betweenness_sources(nodes: int, *, seed: int, count: int = SAMPLED_SOURCES) -> Places:
    """The nodes to start from: all up to 3,000 nodes, above that `count` drawn at random."""
    if nodes <= max(LARGEST_EXACT, count):
        return np.arange(nodes)
    return np.sort(np.random.default_rng(seed).choice(nodes, count, replace=False))


def betweenness(graph: Graph, *, sources: ArrayLike | None = None) -> Reals:
    """The number of pairs of others whose shortest paths pass through each node, shape (nodes,).

    Where a pair has several shortest paths, each counts for its part. An unordered pair counts
    once in an undirected graph; weights play no part. Exact without `sources`; with them only
    paths that start there are followed, and the result is scaled up: an estimate without bias.
    Raises `ValueError` when a source is not a node or stands there twice. O(sources · ties) time,
    O(nodes + ties) memory.

    Brandes, U. (2001). A faster algorithm for betweenness centrality. Journal of Mathematical
    Sociology 25(2), 163-177. Brandes, U. and Pich, C. (2007). Centrality estimation in large
    networks. International Journal of Bifurcation and Chaos 17(7), 2303-2318.
    """
    chosen = np.arange(graph.nodes) if sources is None else _checked_sources(graph, sources)
    passed = np.zeros(graph.nodes)
    portion = max(1, _CELLS_AT_ONCE // max(graph.nodes, 1))
    for begin in range(0, len(chosen), portion):
        passed += _dependencies(graph, chosen[begin : begin + portion])
    return _scaled(graph, passed, chosen)


def _checked_sources(graph: Graph, sources: ArrayLike) -> Places:
    given = np.asarray(sources, dtype=np.int64)
    is_known = given.ndim == 1 and ((given >= 0) & (given < graph.nodes)).all()
    if not is_known or len(np.unique(given)) != len(given):
        raise ValueError("sources must be different nodes of the graph")
    return given


def _dependencies(graph: Graph, sources: Places) -> Reals:
    """What paths from these sources pass through each node; each source has its own copy."""
    size = len(sources) * graph.nodes
    front = np.arange(len(sources)) * graph.nodes + sources
    paths, is_seen = np.zeros(size), np.zeros(size, dtype=bool)
    paths[front], is_seen[front] = 1.0, True
    layers: list[tuple[Places, Places]] = []
    while len(front):
        tails, heads = _onward(graph, front)
        is_new = np.flatnonzero(~is_seen[heads])
        tails, heads = tails[is_new], heads[is_new]
        arriving = np.bincount(heads, weights=paths[tails], minlength=size)
        front = np.flatnonzero(arriving)
        paths[front], is_seen[front] = arriving[front], True
        layers.append((tails, heads))
    passed = np.zeros(size)
    for tails, heads in reversed(layers):
        per_path = np.divide(1.0 + passed, paths, out=np.zeros(size), where=is_seen)
        passed += paths * np.bincount(tails, weights=per_path[heads], minlength=size)
    per_source = passed.reshape(len(sources), graph.nodes)
    per_source[np.arange(len(sources)), sources] = 0.0
    total: Reals = per_source.sum(axis=0)
    return total


def _onward(graph: Graph, front: Places) -> tuple[Places, Places]:
    """Every tie that leaves the front, as tails and heads."""
    nodes = front % graph.nodes
    counts = graph.degree[nodes]
    begins = graph.starts[nodes] - (np.cumsum(counts) - counts)
    places = np.repeat(begins, counts) + np.arange(counts.sum())
    return np.repeat(front, counts), graph.ends[places] + np.repeat(front - nodes, counts)


def _scaled(graph: Graph, passed: Reals, sources: Places) -> Reals:
    """The estimate over all nodes; a source says nothing about itself."""
    if not graph.is_directed:
        passed = passed / 2
    if len(sources) == graph.nodes:
        return passed
    is_source = np.zeros(graph.nodes, dtype=bool)
    is_source[sources] = True
    starts = len(sources) - is_source
    return passed * np.where(starts > 0, (graph.nodes - 1) / np.maximum(starts, 1), np.nan)
