"""How many steps everybody is away from one node."""

from dwarsverband.analysis.networks.distance import UNREACHED, hops
from dwarsverband.analysis.networks.graph import Graph


def test_distance_is_the_shortest_way_and_nothing_where_there_is_none() -> None:
    graph = Graph.from_edges(6, [0, 1, 2, 0], [1, 2, 3, 3])
    assert hops(graph, 0).tolist() == [0, 1, 2, 1, UNREACHED, UNREACHED]
    assert hops(graph, 4).tolist() == [UNREACHED] * 4 + [0, UNREACHED]
