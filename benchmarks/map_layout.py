"""The map of 5,000 people with 24,000 ties; and of 1,000, against the spring layout of networkx.

`later_seconds` is the map after one new tie in a hundred, from the stored places, and `shift` how
far the median person moves, as a part of the width of the map. `tie_length` is the mean length of a
tie as a part of the mean distance between two people: the lower, the more the map shows who belongs
together. `small_seconds`, `peer_seconds` and `ratio` are of the 1,000: the peer makes 50 rounds of
all pairs, and takes nearly a minute for 5,000.
"""

import sys

import networkx as nx
import numpy as np

from benchmarks import _peer
from benchmarks._timing import best_of, tell, timed
from benchmarks._town import Reals, Town, town
from dwarsverband.analysis.networks.graph import Graph
from dwarsverband.analysis.networks.layout import layout

PEOPLE, TIES, SEED = 5_000, 24_000, 1
FEW, FEW_TIES = 1_000, 4_700


def main() -> int:
    """Measure and tell."""
    place = town(PEOPLE, TIES, seed=SEED)
    graph = Graph.from_edges(PEOPLE, place.sources, place.targets)
    more = np.random.default_rng(SEED).integers(0, PEOPLE, (2, TIES // 100))
    ends = np.concatenate([[place.sources, place.targets], more], axis=1)
    grown = Graph.from_edges(PEOPLE, *ends)
    seconds, first = best_of(3, lambda _run: layout(graph, seed=SEED))
    later_seconds, later = best_of(3, lambda _run: layout(grown, seed=SEED, positions=first))
    few = town(FEW, FEW_TIES, seed=SEED)
    small = Graph.from_edges(FEW, few.sources, few.targets)
    small_seconds, ours = best_of(3, lambda _run: layout(small, seed=SEED))
    few_known = _peer.network(few)
    peer_seconds, drawn = timed(lambda: nx.spring_layout(few_known, seed=SEED))
    theirs = np.array([drawn[node] for node in range(FEW)])
    tell(
        seconds=seconds,
        later_seconds=later_seconds,
        shift=float(np.median(np.linalg.norm(later - first, axis=1)) / np.ptp(first, axis=0).max()),
        small_seconds=small_seconds,
        peer_seconds=peer_seconds,
        ratio=peer_seconds / small_seconds,
        tie_length=_tie_length(ours, few),
        peer_tie_length=_tie_length(theirs, few),
    )
    return 0


def _tie_length(places: Reals, of: Town) -> float:
    others = np.random.default_rng(SEED).integers(0, of.people, (2, 50_000))
    lengths = [
        float(np.linalg.norm(places[one] - places[other], axis=1).mean())
        for one, other in ((of.sources, of.targets), others)
    ]
    return lengths[0] / lengths[1]


if __name__ == "__main__":
    sys.exit(main())
