"""A map that shows who belongs together, and keeps its shape."""

import time

import numpy as np
import pytest
from scipy.spatial import cKDTree

from dwarsverband.analysis.networks.graph import Graph, Reals
from dwarsverband.analysis.networks.layout import layout


def _town(nodes: int, seed: int = 1) -> Graph:
    """People in groups of twenty, with some ties to anybody."""
    random = np.random.default_rng(seed)
    first = random.integers(0, nodes, nodes * 5)
    near = np.minimum(first // 20 * 20 + random.integers(0, 20, len(first)), nodes - 1)
    anybody = random.integers(0, nodes, len(first))
    return Graph.from_edges(nodes, first, np.where(random.random(len(first)) < 0.8, near, anybody))


def _with_new_ties(graph: Graph, part: float) -> Graph:
    random = np.random.default_rng(9)
    more = random.integers(0, graph.nodes, (2, int(graph.ties * part)))
    sources, targets = graph.edges()
    return Graph.from_edges(graph.nodes, np.append(sources, more[0]), np.append(targets, more[1]))


def _shift(one: Reals, other: Reals) -> float:
    return float(np.median(np.linalg.norm(one - other, axis=1)))


def _mean_length(places: Reals, sources: np.ndarray, targets: np.ndarray) -> float:
    return float(np.linalg.norm(places[sources] - places[targets], axis=1).mean())


def test_contacts_stand_nearer_than_strangers() -> None:
    graph = _town(1_000)
    places = layout(graph, seed=1)
    strangers = np.random.default_rng(2).integers(0, 1_000, (2, 5_000))
    assert _mean_length(places, *graph.edges()) < _mean_length(places, *strangers) / 2
    assert ((places >= 0) & (places <= 1)).all()
    assert np.ptp(places, axis=0).min() > 0.7


def test_a_street_plan_is_not_folded() -> None:
    corners = np.arange(400)
    right, down = corners[corners % 40 < 39], corners[corners < 360]
    graph = Graph.from_edges(400, np.append(right, down), np.append(right + 1, down + 40))
    places = layout(graph, seed=1)
    anywhere = np.random.default_rng(2).integers(0, 400, (2, 5_000))
    assert _mean_length(places, *graph.edges()) < 0.17 * _mean_length(places, *anywhere)


def test_nobody_stands_on_top_of_another() -> None:
    places = layout(_town(2_000), seed=1)
    nearest, _who = cKDTree(places).query(places, [2])
    assert np.min(nearest) > 0.25 / np.sqrt(2_000)


def test_the_same_seed_draws_the_same_map() -> None:
    graph = _town(200)
    assert (layout(graph, seed=4) == layout(graph, seed=4)).all()
    assert (layout(graph, seed=4) != layout(graph, seed=5)).any()


def test_the_map_keeps_its_shape_when_one_tie_in_a_hundred_is_new() -> None:
    graph = _town(1_000)
    before = layout(graph, seed=1)
    after = layout(_with_new_ties(graph, 0.01), seed=1, positions=before)
    assert 0 < _shift(before, after) <= 0.02 * np.ptp(before, axis=0).max()


def test_who_is_new_stands_among_contacts() -> None:
    graph = _town(400)
    before = layout(graph, seed=1)
    stored = before.copy()
    stored[::40] = np.nan
    after = layout(graph, seed=1, positions=stored)
    assert _shift(before[::40], after[::40]) < 0.005
    assert _shift(before, after) < 0.005


def test_people_stay_where_a_stored_map_has_them() -> None:
    graph = _town(400)
    stored = np.random.default_rng(3).permutation(layout(graph, seed=1))
    assert _shift(stored, layout(graph, seed=1, positions=stored)) < 0.1


def test_nobody_leaves_the_map() -> None:
    places = layout(_town(400), seed=1, positions=np.zeros((400, 2)))
    assert places.min() == 0
    assert places.max() < 1


def test_a_tie_of_more_weight_is_shorter() -> None:
    graph = Graph.from_edges(4, [0, 1, 2, 3], [1, 2, 3, 0], [20.0, 1.0, 20.0, 1.0])
    places = layout(graph, seed=1)
    short, long = ([0, 2], [1, 3]), ([1, 3], [2, 0])
    assert _mean_length(places, *map(np.array, short)) < _mean_length(places, *map(np.array, long))


@pytest.mark.parametrize("nodes", [0, 1, 2, 3])
def test_few_people_and_no_ties_are_no_trouble(nodes: int) -> None:
    graph = Graph.from_edges(nodes, [], [])
    places = layout(graph, seed=1)
    assert places.shape == (nodes, 2)
    assert np.isfinite(layout(graph, seed=1, positions=np.full((nodes, 2), np.nan))).all()


def test_five_thousand_people_are_drawn_within_a_second() -> None:
    graph = _town(5_000)
    began = time.process_time()
    layout(graph, seed=1)
    assert time.process_time() - began < 1


@pytest.mark.parametrize(
    "positions",
    [[[0.0, 0.0]], [[0.0, 0.0], [float("nan"), 0.0]], [[0.0, 0.0], [float("inf"), 0.0]]],
)
def test_positions_that_make_no_sense_are_refused(positions: list[list[float]]) -> None:
    with pytest.raises(ValueError, match="position"):
        layout(Graph.from_edges(2, [], []), seed=1, positions=positions)
