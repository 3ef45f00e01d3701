"""A map on which every group has a fixed place, and everybody a place within the group."""

import numpy as np
import pytest

from dwarsverband.analysis.networks.graph import Graph, Reals
from dwarsverband.analysis.networks.ring import HEIGHT, WIDTH, ring, ring_layout

GROUPS = 8


def _town(nodes: int = 400, seed: int = 1) -> tuple[Graph, np.ndarray]:
    """People in eight groups and some in none; two of three ties stay within the group."""
    random = np.random.default_rng(seed)
    group = random.choice(GROUPS + 1, nodes, p=[0.2, 0.18, 0.16, 0.14, 0.1, 0.08, 0.06, 0.06, 0.02])
    sources, targets = random.integers(0, nodes, (2, nodes * 8))
    is_kept = (group[sources] == group[targets]) | (random.random(len(sources)) < 0.08)
    return Graph.from_edges(nodes, sources[is_kept], targets[is_kept]), group


def _distances(places: Reals) -> Reals:
    apart: Reals = np.linalg.norm(places[:, None] - places[None], axis=2) + 9 * np.eye(len(places))
    return apart


def test_a_group_stands_in_the_same_place_however_many_people_it_has() -> None:
    few, many = ring([3, 4, 5, 0]), ring([300, 4, 50, 2])
    assert (few.centres == many.centres).all()
    assert many.radii[0] > many.radii[2] > many.radii[1]


@pytest.mark.parametrize("groups", [0, 1, 2, 3, 8, 14])
def test_circles_stay_apart_and_on_the_paper(groups: int) -> None:
    circles = ring(np.arange(groups + 1) + 1)
    apart = _distances(circles.centres) - circles.radii[:, None] - circles.radii[None]
    assert groups == 0 or apart[~np.eye(groups + 1, dtype=bool)].min() > 0
    low, high = circles.centres - circles.radii[:, None], circles.centres + circles.radii[:, None]
    assert low.min() >= 20 and (high <= [WIDTH - 20, HEIGHT - 20]).all()


def test_everybody_stands_within_the_circle_and_not_on_top_of_another() -> None:
    graph, group = _town()
    places = ring_layout(graph, group, GROUPS, seed=1)
    assert np.linalg.norm(places, axis=1).max() <= 1
    for number in range(GROUPS + 1):
        own = places[group == number]
        assert _distances(own).min() > 0.6 / np.sqrt(len(own))


def test_a_circle_is_filled_evenly() -> None:
    graph, group = _town(2_000)
    places = ring_layout(graph, group, GROUPS, seed=1)
    own = places[group == 0]
    assert (np.linalg.norm(own, axis=1) < 0.5).mean() == pytest.approx(0.25, abs=0.08)
    quarters = np.histogram(np.arctan2(*own.T), bins=4, range=(-np.pi, np.pi))[0] / len(own)
    assert quarters.min() > 0.15


def test_who_knows_another_group_stands_on_its_side() -> None:
    contacts = [(0, node) for node in range(1, 30)] + [(1, 30), (2, 30), (3, 31), (4, 31)]
    sources, targets = zip(*contacts, strict=True)
    group = np.array([0] * 30 + [2, 5])
    places = ring_layout(Graph.from_edges(32, sources, targets), group, GROUPS, seed=1)
    centres = ring(np.ones(GROUPS + 1)).centres
    to_two, to_five = (centres[number] - centres[0] for number in (2, 5))
    assert places[1:3].mean(axis=0) @ to_two > places[3:5].mean(axis=0) @ to_two
    assert places[3:5].mean(axis=0) @ to_five > places[1:3].mean(axis=0) @ to_five


def test_the_map_keeps_its_shape_when_somebody_comes() -> None:
    graph, group = _town()
    before = ring_layout(graph, group, GROUPS, seed=1)
    before[::40] = np.nan
    after = ring_layout(graph, group, GROUPS, seed=1, positions=before)
    moved = np.linalg.norm(after - before, axis=1)
    assert np.nanmedian(moved) < 0.03 and np.nanmax(moved) < 0.25
    assert not np.isnan(after).any()


def test_a_group_without_newcomers_stays_as_it_is_when_only_these_need_a_place() -> None:
    graph, group = _town()
    before = ring_layout(graph, group, GROUPS, seed=1)
    newcomer = int(np.flatnonzero(group == 3)[0])
    known = np.delete(np.arange(len(before)), newcomer)
    before[newcomer] = np.nan
    after = ring_layout(graph, group, GROUPS, seed=1, positions=before, only_newcomers=True)
    others = known[group[known] != 3]
    assert (after[others] == before[others]).all()
    assert not np.isnan(after).any()


def test_the_same_seed_draws_the_same_map() -> None:
    graph, group = _town(100)
    one, other = (ring_layout(graph, group, GROUPS, seed=4) for _time in range(2))
    assert (one == other).all()


def test_a_group_of_one_stands_in_the_middle_and_an_empty_network_is_empty() -> None:
    alone = ring_layout(Graph.from_edges(1, [], []), [0], GROUPS, seed=1)
    assert alone.tolist() == [[0.0, 0.0]]
    assert ring_layout(Graph.from_edges(0, [], []), [], GROUPS, seed=1).shape == (0, 2)


def test_wrong_input_is_refused() -> None:
    graph = Graph.from_edges(2, [0], [1])
    with pytest.raises(ValueError, match="between 0 and 8"):
        ring_layout(graph, [0, 9], GROUPS, seed=1)
    with pytest.raises(ValueError, match="two numbers"):
        ring_layout(graph, [0, 1], GROUPS, seed=1, positions=[0.1, 0.2])
    with pytest.raises(ValueError, match="a count for each group"):
        ring([3, -1])
