"""Who stands between others, and how free they are to do so."""

from dataclasses import dataclass
from itertools import permutations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import csr_array

from dwarsverband.analysis.networks.graph import Graph, Reals, checked_groups
from dwarsverband.analysis.networks.triangles import Triangles, find_triangles

ROLES = ("coordinator", "consultant", "representative", "gatekeeper", "liaison")
_COORDINATOR, _CONSULTANT, _REPRESENTATIVE, _GATEKEEPER, _LIAISON = range(5)
_ROLE_OF = np.zeros(8, dtype=np.int64)
_ROLE_OF[[0b111, 0b001, 0b100, 0b010, 0b000]] = range(5)

Counts = NDArray[np.int64]


@dataclass(frozen=True, eq=False, slots=True)
class Roles:
    """How often each node brokers in each of the five roles, in the order of `ROLES`.

    All three have shape (nodes, 5). `expected` and `z` compare with a network of the same size,
    groups and density in which ties fall at random; `z` is NaN where nothing can vary.
    """

    counts: Counts
    expected: Reals
    z: Reals

    @property
    def totals(self) -> Counts:
        """The counts of all nodes together, shape (5,)."""
        totals: Counts = self.counts.sum(axis=0)
        return totals


def constraint(graph: Graph, *, triangles: Triangles | None = None) -> Reals:
    """How much each node's ties lead back to one another, shape (nodes,); NaN without ties.

    Direction does not matter: the weights of both directions add up. Pass the triangles when you
    have them. O(ties + triangles) time and memory, once these are known.

    Burt, R. S. (1992). Structural Holes. Harvard University Press, chapter 2.
    """
    known = triangles or find_triangles(graph)
    pairs = known.pairs
    share = _shares(pairs)
    invested = share.copy()
    for one, other, third in permutations(range(3)):
        through = share[known.sides[one, third]] * share[known.sides[third, other]]
        invested += np.bincount(known.sides[one, other], weights=through, minlength=len(share))
    return _row_sums(pairs, invested**2)


def effective_size(graph: Graph, *, triangles: Triangles | None = None) -> Reals:
    """The number of a node's contacts, less what they repeat of one another; NaN without ties.

    Shape (nodes,). Direction does not matter: the weights of both directions add up. Pass the
    triangles when you have them. O(ties + triangles) time and memory, once these are known.

    Burt, R. S. (1992). Structural Holes. Harvard University Press, chapter 2.
    """
    known = triangles or find_triangles(graph)
    pairs = known.pairs
    share = _shares(pairs)
    strongest = np.zeros(pairs.nodes)
    has_ties = pairs.degree > 0
    if has_ties.any():
        strongest[has_ties] = np.maximum.reduceat(pairs.weights, pairs.starts[:-1][has_ties])
    size = _row_sums(pairs, np.ones(len(share)))
    for one, other, third in permutations(range(3)):
        strength = pairs.weights[known.sides[other, third]] / strongest[known.corners[other]]
        repeated = share[known.sides[one, third]] * strength
        size -= np.bincount(known.corners[one], weights=repeated, minlength=pairs.nodes)
    return size


def _shares(pairs: Graph) -> Reals:
    """The part of a node's strength that each of its ties takes."""
    return pairs.weights / np.repeat(pairs.strength, pairs.degree)


def _row_sums(pairs: Graph, values: Reals) -> Reals:
    sums: Reals = np.bincount(pairs.tails(), weights=values, minlength=pairs.nodes).astype(float)
    sums[pairs.degree == 0] = np.nan
    return sums


def brokerage_roles(
    graph: Graph, group_of: ArrayLike, groups: int, *, triangles: Triangles | None = None
) -> Roles:
    """How often each node stands between two others who have no tie, by their groups.

    Node b brokers for a and c when a→b→c and not a→c. The role: all three of one group,
    coordinator; only b of another group, consultant; only c, representative; only a, gatekeeper;
    all different, liaison. An undirected tie is taken both ways, so that each pair counts twice.
    Weights play no part. Raises `ValueError` when a group is out of range. Pass the triangles when
    you have them. O(ties + triangles) time and memory, once these are known.

    Gould, R. V. and Fernandez, R. M. (1989). Structures of mediation: a formal approach to
    brokerage in transaction networks. Sociological Methodology 19, 89-126.
    """
    group = checked_groups(graph, group_of, groups)
    known = triangles or find_triangles(graph)
    counts = _all_paths(graph, group, groups) - _closed_paths(graph, group, known)
    sizes = np.bincount(group, minlength=groups).astype(np.float64)
    expected, deviation = _expectation(graph, sizes)
    with np.errstate(invalid="ignore", divide="ignore"):
        z = (counts - expected[group]) / np.where(deviation > 0, deviation, np.nan)[group]
    return Roles(counts, expected[group], z)


def _all_paths(graph: Graph, group: Counts, groups: int) -> Counts:
    """The paths a→b→c with a and c different, by node b and role."""
    members = csr_array(
        (np.ones(graph.nodes), group, np.arange(graph.nodes + 1)), shape=(graph.nodes, groups)
    )
    ties = csr_array((np.ones(len(graph.ends)), graph.ends, graph.starts), shape=graph.shape)
    sent = received = returned = csr_array(ties @ members)
    if graph.is_directed:
        back = csr_array(ties.T)
        received, returned = csr_array(back @ members), csr_array((ties * back) @ members)
    own_sent, other_sent = _own_and_other(sent, group)
    own_received, other_received = _own_and_other(received, group)
    own_returned, other_returned = _own_and_other(returned, group)
    same_own, same_other = _own_and_other(csr_array(sent * received), group)
    paths = np.empty((graph.nodes, 5), dtype=np.int64)
    paths[:, _COORDINATOR] = same_own - own_returned
    paths[:, _CONSULTANT] = same_other - other_returned
    paths[:, _REPRESENTATIVE] = own_received * other_sent
    paths[:, _GATEKEEPER] = other_received * own_sent
    paths[:, _LIAISON] = other_received * other_sent - same_other
    return paths


def _own_and_other(per_group: csr_array, group: Counts) -> tuple[Counts, Counts]:
    """The sum of each row over the node's own group, and over the other groups."""
    row = np.repeat(np.arange(len(group)), np.diff(per_group.indptr))
    is_own = per_group.indices == group[row]
    own = np.zeros(len(group))
    own[row[is_own]] = per_group.data[is_own]
    total = np.bincount(row, weights=per_group.data, minlength=len(group))
    return np.rint(own).astype(np.int64), np.rint(total - own).astype(np.int64)


def _closed_paths(graph: Graph, group: Counts, known: Triangles) -> Counts:
    """The paths a→b→c with a→c, by node b and role."""
    counts = np.zeros(graph.nodes * 5, dtype=np.int64)
    kinds = group[known.corners]
    is_tie = _is_tie(graph, known)
    for a, b, c in permutations(range(3)):
        role = _ROLE_OF[
            (kinds[a] == kinds[b]) * 0b100
            + (kinds[b] == kinds[c]) * 0b010
            + (kinds[a] == kinds[c]) * 0b001
        ]
        key = known.corners[b].astype(np.int64) * 5 + role
        if is_tie is not None:
            sides = known.sides
            key = key[is_tie[sides[a, b]] & is_tie[sides[b, c]] & is_tie[sides[a, c]]]
        counts += np.bincount(key, minlength=len(counts))
    return counts.reshape(graph.nodes, 5)


def _is_tie(graph: Graph, known: Triangles) -> NDArray[np.bool_] | None:
    """Which of the pairs both ways are ties of a directed graph; None when all are."""
    if not graph.is_directed:
        return None
    pairs = known.pairs
    wanted = pairs.tails().astype(np.int64) * pairs.nodes + pairs.ends
    given = graph.tails().astype(np.int64) * graph.nodes + graph.ends
    is_tie = np.zeros(len(wanted), dtype=bool)
    is_tie[np.searchsorted(wanted, given)] = True
    return is_tie


def _expectation(graph: Graph, sizes: Reals) -> tuple[Reals, Reals]:
    """The mean and the deviation of the counts, by group of the broker, shape (groups, 5) each.

    Every tie is there with the same probability. Two paths through one broker depend on each
    other only when they begin or end at the same node.
    """
    nodes = sizes.sum()
    density = len(graph.ends) / (nodes * (nodes - 1)) if nodes > 1 else 0.0
    likely = density**2 * (1 - density)
    paths, related = _possible(sizes)
    expected = likely * paths
    variance = expected * (1 - likely) + related * (density * (1 - density)) ** 3
    return expected, np.sqrt(np.maximum(variance, 0.0))


def _possible(sizes: Reals) -> tuple[Reals, Reals]:
    """How many paths there can be, and how many of their pairs share a begin or an end."""
    mates, others = sizes - 1, sizes.sum() - sizes
    twos, threes = sizes * (sizes - 1), sizes * (sizes - 1) * (sizes - 2)
    crossing, crossing_twice = _crossing(sizes)
    paths = [
        mates * (mates - 1),
        twos.sum() - twos,
        mates * others,
        others * mates,
        crossing,
    ]
    related = [
        2 * mates * (mates - 1) * (mates - 2),
        2 * (threes.sum() - threes),
        mates * others * (others - 1 + mates - 1),
        mates * others * (others - 1 + mates - 1),
        2 * crossing_twice,
    ]
    return np.stack(paths, axis=1), np.stack(related, axis=1)


def _crossing(sizes: Reals) -> tuple[Reals, Reals]:
    """For a broker of each group: the pairs of two further groups, and those sharing one end.

    With S, Q and C the sums of size, square and cube over the groups but the broker's own:
    Σ s(S - s) and Σ s(S - s)(S - s - 1).
    """
    total = sizes.sum() - sizes
    squares = (sizes**2).sum() - sizes**2
    cubes = (sizes**3).sum() - sizes**3
    pairs = total**2 - squares
    return pairs, total**3 - 2 * total * squares + cubes - pairs
