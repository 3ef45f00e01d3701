"""How many steps everybody is away from one node."""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse.csgraph import breadth_first_order

from dwarsverband.analysis.networks.graph import Graph

# What nobody reaches.
UNREACHED = -1


def hops(graph: Graph, start: int) -> NDArray[np.int64]:
    """The number of ties on a shortest way from `start` to each node; -1 where there is no way.

    Breadth-first search (Moore, E. F. 1959. The shortest path through a maze. Proceedings of the
    International Symposium on the Theory of Switching). O(nodes + ties).
    """
    order, before = breadth_first_order(graph.matrix(), start, directed=graph.is_directed)
    away = np.full(graph.nodes, UNREACHED, dtype=np.int64)
    away[start] = 0
    for node in order[1:].tolist():
        away[node] = away[before[node]] + 1
    return away
