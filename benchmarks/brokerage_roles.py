"""The five roles of 100,000 people with 470,000 ties over seven domains, against plain Python.

No Python library has these roles. Plain Python walks the definition: for each person b, everybody
a before and everybody c after, and whether a and c have a tie. Both begin with a graph of their
own that is ready. `sparse_seconds` is ours with the groups being 6,000 organisations.
"""

import sys

import numpy as np

from benchmarks import _peer
from benchmarks._timing import best_of, tell, timed
from benchmarks._town import DOMAINS, town
from dwarsverband.analysis.networks.brokerage import brokerage_roles
from dwarsverband.analysis.networks.graph import Graph

PEOPLE, TIES = 100_000, 470_000
TIMES = 5


def main() -> int:
    """Measure, compare and tell; 1 when the two do not agree."""
    place = town(PEOPLE, TIES, seed=1)
    graph = Graph.from_edges(PEOPLE, place.sources, place.targets)
    organisations = int(place.organisation_of.max()) + 1
    seconds, ours = best_of(TIMES, lambda _run: brokerage_roles(graph, place.domain_of, DOMAINS))
    sparse_seconds, _roles = best_of(
        TIMES, lambda _run: brokerage_roles(graph, place.organisation_of, organisations)
    )
    both_ways = _peer.network(place).to_directed()
    domain = place.domain_of.tolist()
    peer_seconds, theirs = timed(lambda: _peer.roles(both_ways, domain))
    equal = bool((ours.counts == np.array(theirs)).all())
    tell(
        seconds=seconds,
        peer_seconds=peer_seconds,
        ratio=peer_seconds / seconds,
        equal=equal,
        sparse_seconds=sparse_seconds,
    )
    return int(not equal)


if __name__ == "__main__":
    sys.exit(main())
