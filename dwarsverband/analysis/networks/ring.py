"""Where groups stand on a ring, and everybody within the own group."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.spatial import cKDTree

from dwarsverband.analysis.networks.graph import Graph, Reals, checked_groups
from dwarsverband.analysis.networks.layout import layout

WIDTH, HEIGHT = 960.0, 640.0
_RING = (0.37 * WIDTH, 0.367 * HEIGHT)
_FIRST_ANGLE = -np.pi / 2
_WIDEST = 0.18 * HEIGHT
_SHARE = 0.46
_WORDS = 34.0
_SMALLEST = 0.5
_REACH = 0.7
_MOVE = 0.2
_EVEN = 1.905  # the distance between neighbours in a full disc of radius 1, times √n
_APART_STEPS = 40


@dataclass(frozen=True, eq=False, slots=True)
class Ring:
    """The circles of a map of 960 by 640: one for each group, and the last for who is in none."""

    centres: Reals
    radii: Reals


def ring(sizes: ArrayLike) -> Ring:
    """A circle for each group on a fixed ring, larger where more people are, and one in the middle.

    The last size is that of the people who are in no group. A centre depends on the number of
    groups alone, so that a group always stands in the same place. Raises `ValueError` when there
    is no size, or one below 0. O(groups) time and memory.

    Six, J. M. and Tollis, I. G. (1999). A framework for circular drawings of networks. Graph
    Drawing, 107-116.
    """
    counts = np.asarray(sizes, dtype=np.float64)
    if counts.ndim != 1 or not len(counts) or (counts < 0).any():
        raise ValueError("sizes must hold a count for each group, and one for who is in none")
    groups = len(counts) - 1
    angles = _FIRST_ANGLE + (np.arange(groups) + 0.5) * (2 * np.pi / max(groups, 1))
    middle = np.array([WIDTH / 2, HEIGHT / 2])
    around = middle + np.stack([np.cos(angles), np.sin(angles)], axis=1) * _RING
    widest = _widest(around)
    share = _SMALLEST + (1 - _SMALLEST) * np.sqrt(counts / max(counts.max(), 1.0))
    radii = widest * share
    if groups:
        radii[-1] = min(radii[-1], _RING[1] - widest - _WORDS)
    return Ring(np.vstack([around, middle]), radii)


def ring_layout(
    graph: Graph,
    group_of: ArrayLike,
    groups: int,
    *,
    seed: int,
    positions: ArrayLike | None = None,
    only_newcomers: bool = False,
) -> Reals:
    """A place for each node within the disc of its group, of radius 1 around 0; shape (nodes, 2).

    Within a group ties pull and everybody pushes everybody, as in `layout`; who knows people of
    other groups leans towards these; and a disc is filled evenly. A node in no group has the
    number `groups`. `positions`, of the same shape, are the places on an earlier map: nodes keep
    near to them, and those whose place is NaN get one; with `only_newcomers` a group without these
    stays as it is. The same seed, graph and positions give the same map. Raises `ValueError` when
    a shape is wrong. Time and memory as of `layout`, once for each group.

    Rodrigues, E. M. et al. (2011). Group-in-a-box layout for multi-faceted analysis of
    communities. IEEE International Conference on Social Computing, 354-361.
    """
    pairs = graph.undirected()
    group = checked_groups(pairs, group_of, groups + 1)
    earlier = _checked_positions(pairs, positions)
    begin = np.where(np.isnan(earlier), _lean(pairs, group, groups), earlier)
    places = np.zeros_like(begin)
    for number in range(groups + 1):
        members = np.flatnonzero(group == number)
        if only_newcomers and not np.isnan(earlier[members]).any():
            places[members] = earlier[members]
        elif len(members) > 1:
            inside = _subgraph(pairs, members)
            places[members] = _within(inside, begin[members], earlier[members], seed)
    return places


def _checked_positions(pairs: Graph, positions: ArrayLike | None) -> Reals:
    if positions is None:
        return np.full((pairs.nodes, 2), np.nan)
    given = np.asarray(positions, dtype=np.float64)
    if given.shape != (pairs.nodes, 2) or np.isinf(given).any():
        raise ValueError("positions must hold two numbers for each node")
    return given


def _widest(around: Reals) -> float:
    """How wide a circle may be without touching the next one, with room for words at its edge."""
    if not len(around):
        return 2 * _WIDEST
    room = HEIGHT / 2 - np.abs(around[:, 1] - HEIGHT / 2).max() - _WORDS
    steps = np.linalg.norm(around - np.roll(around, 1, axis=0), axis=1)
    next_one = _SHARE * steps.min() if len(around) > 1 else _WIDEST
    return float(min(_WIDEST, room, next_one))


def _lean(pairs: Graph, group: NDArray[np.int64], groups: int) -> Reals:
    """Towards whom somebody looks in other groups; NaN for who knows nobody there."""
    centres = ring(np.ones(groups + 1)).centres
    tails, heads = pairs.tails(), pairs.ends
    is_across = group[tails] != group[heads]
    ways = centres[group[heads]] - centres[group[tails]]
    length = np.linalg.norm(ways, axis=1)
    ways = ways / np.maximum(length, 1.0)[:, None] * is_across[:, None]
    sums = [np.bincount(tails, weights=way, minlength=pairs.nodes) for way in ways.T]
    lean = np.stack(sums, axis=1) / np.maximum(pairs.degree, 1)[:, None]
    across = np.bincount(tails, weights=is_across, minlength=pairs.nodes)
    lean[across == 0] = np.nan
    return _REACH * lean


def _subgraph(pairs: Graph, members: NDArray[np.int64]) -> Graph:
    number = np.full(pairs.nodes, -1, dtype=np.int64)
    number[members] = np.arange(len(members))
    tails, heads = pairs.edges()
    is_inside = (number[tails] >= 0) & (number[heads] >= 0)
    return Graph.from_edges(len(members), number[tails[is_inside]], number[heads[is_inside]])


def _within(inside: Graph, begin: Reals, earlier: Reals, seed: int) -> Reals:
    """The places of one group, evenly over its disc; who had a place moves a little."""
    places = _even((layout(inside, seed=seed, positions=0.5 + begin / 2) - 0.5) * 2)
    moved = earlier + _MOVE * (places - earlier)
    return _apart(np.where(np.isnan(earlier), places, moved))


def _even(places: Reals) -> Reals:
    """As many people in the middle of the disc as at its edge, each in the same direction."""
    count = len(places)
    places = places - places.mean(axis=0)
    length = np.linalg.norm(places, axis=1)
    rank = np.empty(count)
    rank[np.argsort(length, kind="stable")] = np.arange(count)
    wanted = np.sqrt((rank + 0.5) / count)
    evened: Reals = places * (wanted / np.maximum(length, 1e-9))[:, None]
    return evened


def _apart(places: Reals) -> Reals:
    """Whoever stands too near is pushed away, a little at a time, and stays within the disc."""
    count = len(places)
    room = min(0.8, 0.85 * _EVEN / np.sqrt(count))
    edge = 1 - room / 3
    for _step in range(_APART_STEPS):
        near: NDArray[np.int64] = cKDTree(places).query_pairs(room, output_type="ndarray")
        between = places[near[:, 0]] - places[near[:, 1]]
        length = np.linalg.norm(between, axis=1, keepdims=True)
        moves = between / np.maximum(length, 1e-9) * (room - length) / 4
        for end, sign in ((0, 1.0), (1, -1.0)):
            sums = [np.bincount(near[:, end], weights=way, minlength=count) for way in moves.T]
            places = places + sign * np.stack(sums, axis=1)
        far = np.linalg.norm(places, axis=1, keepdims=True)
        places = np.where(far > edge, places / np.maximum(far, 1e-9) * edge, places)
    return places
