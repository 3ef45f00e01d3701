"""A million people with 4.8 million ties: everything but betweenness and communities.

The graph from arrays, the silo report over seven domains, and the robustness curve for everybody
leaving. `gigabytes` is the most memory that the process ever held, the making of the town included.
The peer is not run: networkx needs 1.65 GB for such a graph alone, and 6.5 GB and more than two
minutes for constraint alone.
"""

import resource
import sys

from benchmarks._timing import tell, timed
from benchmarks._town import DOMAINS, town
from dwarsverband.analysis.networks.cohesion import robustness_curve
from dwarsverband.analysis.networks.graph import Graph
from dwarsverband.analysis.networks.report import silo_report

PEOPLE, TIES = 1_000_000, 4_800_000


def main() -> int:
    """Measure and tell."""
    place = town(PEOPLE, TIES, seed=1)
    built, graph = timed(lambda: Graph.from_edges(PEOPLE, place.sources, place.targets))
    reported, report = timed(lambda: silo_report(graph, place.domain_of, DOMAINS))
    curved, curve = timed(lambda: robustness_curve(graph))
    print(f"graph {built:.2f} s, report {reported:.2f} s, robustness {curved:.2f} s")
    print(f"{graph.ties} ties, {report.components.count} components, largest {curve.largest[0]}")
    tell(
        seconds=built + reported + curved,
        peer_seconds=None,
        ratio=None,
        gigabytes=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2,
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
