"""A graph holds every tie once, and refuses what is not a tie."""

import numpy as np
import pytest
from hypothesis import given, settings

from dwarsverband.analysis.networks.graph import Graph, checked_groups
from dwarsverband.analysis.tests.examples import Example, networks, tie_set


def test_an_undirected_tie_counts_once_in_whichever_direction_it_stands() -> None:
    graph = Graph.from_edges(3, [0, 1, 0], [1, 0, 1])
    assert graph.ties == 1
    assert tie_set(graph) == {(0, 1), (1, 0)}
    assert [end.tolist() for end in graph.edges()] == [[0], [1]]


def test_a_directed_tie_and_its_return_are_two() -> None:
    graph = Graph.from_edges(3, [0, 1, 0], [1, 0, 1], directed=True)
    assert graph.ties == 2
    assert graph.degree.tolist() == [1, 1, 0]


def test_a_tie_to_oneself_is_left_out() -> None:
    graph = Graph.from_edges(2, [0, 0, 1], [0, 1, 1])
    assert tie_set(graph) == {(0, 1), (1, 0)}


def test_weights_of_doubles_add_up_and_absent_weights_are_one() -> None:
    weighted = Graph.from_edges(2, [0, 1], [1, 0], [2.0, 3.0])
    assert weighted.weights.tolist() == [5.0, 5.0]
    assert Graph.from_edges(2, [0, 1], [1, 0]).strength.tolist() == [1.0, 1.0]


def test_both_directions_add_up_when_direction_is_dropped() -> None:
    graph = Graph.from_edges(3, [0, 1, 1], [1, 0, 2], [1.0, 4.0, 2.0], directed=True)
    assert graph.undirected().matrix().toarray().tolist() == [[0, 5, 0], [5, 0, 2], [0, 2, 0]]


@settings(deadline=None)
@given(networks())
def test_neighbours_stand_in_rising_order(case: Example) -> None:
    graph = case.graph
    for node in range(graph.nodes):
        row = graph.ends[graph.starts[node] : graph.starts[node + 1]].tolist()
        assert row == sorted({head for tail, head in tie_set(graph) if tail == node})


@pytest.mark.parametrize(
    ("sources", "targets", "weights"),
    [
        ([0], [3], None),
        ([-1], [1], None),
        ([0, 1], [1], None),
        ([0.5], [1], None),
        ([[0]], [[1]], None),
        ([0], [1], [0.0]),
        ([0], [1], [float("nan")]),
        ([0], [1], [1.0, 2.0]),
    ],
)
def test_what_is_not_a_tie_is_refused(
    sources: list[int], targets: list[int], weights: list[float] | None
) -> None:
    with pytest.raises(ValueError, match="must"):
        Graph.from_edges(3, sources, targets, weights)


@pytest.mark.parametrize("group_of", [[0, 1], [0, 1, 2], [0, -1, 1], [0.0, 1.0, 1.0]])
def test_a_group_that_is_not_there_is_refused(group_of: list[int]) -> None:
    with pytest.raises(ValueError, match="must"):
        checked_groups(Graph.from_edges(3, [], []), group_of, 2)


def test_a_graph_may_be_empty() -> None:
    graph = Graph.from_edges(0, [], [])
    assert (graph.ties, graph.tails().tolist()) == (0, [])
    assert checked_groups(graph, np.empty(0), 0).tolist() == []
