"""Groups that show in the ties themselves, and how certain they are."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import networkit
import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import coo_array

from dwarsverband.analysis.networks.graph import Graph, Reals

Groups = NDArray[np.int64]

# NetworKit has one random generator and one number of threads for the whole process.
_ONE_AT_A_TIME = threading.Lock()


@dataclass(frozen=True, eq=False, slots=True)
class Communities:
    """The best of several divisions of a network, and how much the others agree with it.

    `community_of` numbers the communities from 0, the largest first, shape (nodes,). `stability`
    is, per node, the part of its community that it shares with its community in the other runs,
    between 0 and 1, shape (nodes,). `agreement` is the mean adjusted Rand index between two runs;
    1 when there is one run. `seed` and `runs` tell how to find the same again.
    """

    community_of: Groups
    count: int
    modularity: float
    stability: Reals
    agreement: float
    seed: int
    runs: int


def communities(graph: Graph, *, seed: int, runs: int = 5) -> Communities:
    """The division with the highest modularity out of some runs of the Leiden method.

    Direction plays no part: the weights of both directions add up. The same seed gives the same
    answer. `modularity` is NaN without ties. Raises `ValueError` for fewer than one run.
    About O(runs · ties · log nodes) time, O(nodes + ties) memory.

    Traag, V. A., Waltman, L. and van Eck, N. J. (2019). From Louvain to Leiden: guaranteeing
    well-connected communities. Scientific Reports 9, 5233.
    """
    if runs < 1:
        raise ValueError("communities need at least one run")
    pairs = graph.undirected()
    divisions = _divide(pairs, seed, runs)
    qualities = [division_modularity(pairs, division) for division in divisions]
    best = int(np.nanargmax(qualities)) if pairs.ties else 0
    return Communities(
        community_of=divisions[best],
        count=int(divisions[best].max(initial=-1)) + 1,
        modularity=qualities[best],
        stability=_stability(divisions, best),
        agreement=_agreement(divisions),
        seed=seed,
        runs=runs,
    )


def division_modularity(graph: Graph, group_of: ArrayLike) -> float:
    """How much of the weight of ties lies inside groups, beyond what degrees alone explain.

    NaN without ties. O(nodes + ties).

    Newman, M. E. J. (2004). Analysis of weighted networks. Physical Review E 70, 056131.
    """
    group = np.asarray(group_of, dtype=np.int64)
    total = graph.weights.sum()
    if not total:
        return float("nan")
    own, other = group[graph.tails()], group[graph.ends]
    count = int(group.max()) + 1
    sent = np.bincount(own, weights=graph.weights, minlength=count) / total
    received = np.bincount(other, weights=graph.weights, minlength=count) / total
    return float(graph.weights[own == other].sum() / total - sent @ received)


def adjusted_rand(first: ArrayLike, second: ArrayLike) -> float:
    """How far two divisions agree, corrected for chance; 1 when they are the same.

    Hubert, L. and Arabie, P. (1985). Comparing partitions. Journal of Classification 2, 193-218.
    """
    one, other = np.asarray(first, dtype=np.int64), np.asarray(second, dtype=np.int64)
    both = _pairs_of(_overlap(one, other).data)
    in_one, in_other = _pairs_of(np.bincount(one)), _pairs_of(np.bincount(other))
    every = len(one) * (len(one) - 1) / 2
    by_chance = in_one * in_other / every if every else 0.0
    most = (in_one + in_other) / 2
    return float((both - by_chance) / (most - by_chance)) if most != by_chance else 1.0


def _divide(pairs: Graph, seed: int, runs: int) -> list[Groups]:
    sources, targets = pairs.edges()
    is_first = pairs.tails() < pairs.ends
    weights = pairs.weights[is_first]
    is_weighted = bool((weights != 1).any())
    columns = (weights, (sources, targets)) if is_weighted else (sources, targets)
    with _single_thread():
        whole = networkit.GraphFromCoo(columns, n=pairs.nodes, weighted=is_weighted, directed=False)
        return [_leiden(whole, run_seed) for run_seed in _seeds(seed, runs)]


@contextmanager
def _single_thread() -> Iterator[None]:
    with _ONE_AT_A_TIME:
        before = networkit.getMaxNumberOfThreads()
        networkit.setNumberOfThreads(1)
        try:
            yield
        finally:
            networkit.setNumberOfThreads(before)


def _seeds(seed: int, runs: int) -> list[int]:
    drawn = np.random.SeedSequence(seed).generate_state(runs, dtype=np.uint32)
    return [int(one) for one in drawn]


def _leiden(whole: networkit.Graph, seed: int) -> Groups:
    networkit.setSeed(seed, useThreadId=False)
    method = networkit.community.ParallelLeiden(whole, randomize=True, iterations=3)
    method.run()
    return _largest_first(np.array(method.getPartition().getVector(), dtype=np.int64))


def _largest_first(labels: Groups) -> Groups:
    """The same groups, numbered by size; among equals by their lowest node."""
    _names, first, group, sizes = np.unique(
        labels, return_index=True, return_inverse=True, return_counts=True
    )
    place = np.empty(len(sizes), dtype=np.int64)
    place[np.lexsort((first, -sizes))] = np.arange(len(sizes))
    return place[group]


def _overlap(one: Groups, other: Groups) -> coo_array:
    """How many nodes each two groups share."""
    shape = (int(one.max(initial=-1)) + 1, int(other.max(initial=-1)) + 1)
    return coo_array((np.ones(len(one)), (one, other)), shape=shape).tocsr().tocoo()


def _pairs_of(sizes: NDArray[np.float64] | Groups) -> float:
    return float((sizes * (sizes - 1) / 2).sum())


def _stability(divisions: list[Groups], best: int) -> Reals:
    chosen = divisions[best]
    others = [division for place, division in enumerate(divisions) if place != best]
    if not others or not len(chosen):
        return np.ones(len(chosen))
    shared: Reals = np.mean([_shared(chosen, other) for other in others], axis=0)
    return shared


def _shared(one: Groups, other: Groups) -> Reals:
    """Per node the Jaccard index of its two groups."""
    joint = _overlap(one, other)
    key, wanted = joint.row * np.int64(joint.shape[1]) + joint.col, one * joint.shape[1] + other
    together = joint.data[np.searchsorted(key, wanted)]
    either = np.bincount(one)[one] + np.bincount(other)[other] - together
    shared: Reals = together / either
    return shared


def _agreement(divisions: list[Groups]) -> float:
    scores = [
        adjusted_rand(divisions[first], divisions[second])
        for second in range(len(divisions))
        for first in range(second)
    ]
    return float(np.mean(scores)) if scores else 1.0
