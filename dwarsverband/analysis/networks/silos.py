"""Which groups know each other, and what hangs on one person."""

from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from dwarsverband.analysis.networks.graph import Graph, checked_groups
from dwarsverband.analysis.networks.matching import carriers, crossings, match

Counts = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class FragilePair:
    """Two groups, and the fewest people whose absence cuts every tie between them.

    `carriers` are the nodes that each alone cut everything: with one tie, both its ends; when
    `people` is not 1, nobody.
    """

    first: int
    second: int
    ties: int
    people: int
    carriers: tuple[int, ...]


def mixing_matrix(graph: Graph, group_of: ArrayLike, groups: int) -> Counts:
    """How many ties run from group to group, shape (groups, groups), senders by row.

    An undirected tie is counted from both its ends, so that inside a group it counts twice.
    Raises `ValueError` when a group is out of range. O(nodes + ties + groups²).
    """
    group = checked_groups(graph, group_of, groups)
    key = group[graph.tails()] * groups + group[graph.ends]
    return np.bincount(key, minlength=groups * groups).reshape(groups, groups).astype(np.int64)


@dataclass(frozen=True, slots=True)
class Expectation:
    """What would be found if the same people were spread over the same groups at random."""

    mean: float
    deviation: float


def ei_index(mixing: ArrayLike) -> float:
    """External less internal ties, as a part of all: -1 only inside groups, 1 only between.

    Read it against `ei_expected`: with many small groups most ties must run between groups. Takes
    a mixing matrix; NaN without ties.

    Krackhardt, D. and Stern, R. N. (1988). Informal networks and organizational crises. Social
    Psychology Quarterly 51(2), 123-140.
    """
    counts = np.asarray(mixing, dtype=np.float64)
    return _ratio(counts.sum() - 2 * counts.trace(), counts.sum())


def ei_expected(graph: Graph, group_of: ArrayLike, groups: int) -> Expectation:
    """The E-I index over all ways to deal the groups out over the nodes: mean and deviation.

    The exact moments of the permutation distribution, without drawing permutations. NaN without
    ties. Raises `ValueError` when a group is out of range. O(nodes + ties + groups).

    Krackhardt and Stern (1988), as for `ei_index`; the moments as in Cliff, A. D. and Ord, J. K.
    (1981). Spatial Processes. Pion.
    """
    group = checked_groups(graph, group_of, groups)
    if not graph.ties:
        return Expectation(float("nan"), float("nan"))
    sizes = np.bincount(group, minlength=groups).astype(np.float64)
    ties, equal, adjacent = _tie_pairs(graph)
    two, three, two_twice = _chances_of_one_group(sizes)
    mean = ties * two
    square = equal * two + adjacent * three + (ties**2 - equal - adjacent) * two_twice
    deviation = np.sqrt(max(square - mean**2, 0.0))
    return Expectation(float(1 - 2 * mean / ties), float(2 * deviation / ties))


def _tie_pairs(graph: Graph) -> tuple[float, float, float]:
    """The ties, the ordered pairs of ties with the same two ends, and those with one in common."""
    ends = np.bincount(graph.ends, minlength=graph.nodes).astype(np.float64)
    if not graph.is_directed:
        return float(graph.ties), float(graph.ties), float((ends**2).sum() - 2 * graph.ties)
    weights = Graph.from_edges(
        graph.nodes, graph.tails(), graph.ends, np.ones(len(graph.ends))
    ).weights
    equal = float((weights**2).sum() / 2)
    return float(graph.ties), equal, float(((ends + graph.degree) ** 2).sum() - 2 * equal)


def _chances_of_one_group(sizes: NDArray[np.float64]) -> tuple[float, float, float]:
    """The chance that two share a group, that three do, and that two separate twos do."""
    nodes = sizes.sum()
    twos = sizes * (sizes - 1)
    threes = twos * (sizes - 2)
    fours = threes * (sizes - 3)
    separate = fours.sum() + twos.sum() ** 2 - (twos**2).sum()
    every = [nodes * (nodes - 1), nodes * (nodes - 1) * (nodes - 2)]
    every.append(every[1] * (nodes - 3))
    chances = [twos.sum(), threes.sum(), separate]
    two, three, two_twice = (
        float(count / of) if of else 0.0 for count, of in zip(chances, every, strict=True)
    )
    return two, three, two_twice


def assortativity(mixing: ArrayLike) -> float:
    """How much likelier ties are inside groups than by chance; 1 when there are no others.

    Takes a mixing matrix; NaN without ties, and when all ties lie inside one group.

    Newman, M. E. J. (2003). Mixing patterns in networks. Physical Review E 67, 026126.
    """
    inside, by_chance = _inside(mixing)
    return _ratio(inside - by_chance, 1 - by_chance)


def modularity(mixing: ArrayLike) -> float:
    """The part of ties inside groups, less what is expected from degrees alone.

    Takes a mixing matrix; NaN without ties.

    Newman, M. E. J. and Girvan, M. (2004). Finding and evaluating community structure in networks.
    Physical Review E 69, 026113.
    """
    inside, by_chance = _inside(mixing)
    return inside - by_chance


def _inside(mixing: ArrayLike) -> tuple[float, float]:
    counts = np.asarray(mixing, dtype=np.float64)
    if not counts.sum():
        return float("nan"), float("nan")
    parts = counts / counts.sum()
    return float(parts.trace()), float(parts.sum(axis=1) @ parts.sum(axis=0))


def coleman(mixing: ArrayLike, sizes: ArrayLike) -> NDArray[np.float64]:
    """How much each group keeps to itself, corrected for its size, shape (groups,).

    1 when all its ties stay inside, 0 when as many as by chance, -1 when none. Takes a mixing
    matrix (undirected ties counted from both ends) and the size of each group; NaN for a group
    without ties, or where nothing else is possible.

    Coleman, J. S. (1958). Relational analysis. Human Organization 17(4), 28-36.
    """
    counts = np.asarray(mixing, dtype=np.float64)
    people = np.asarray(sizes, dtype=np.float64)
    sent, kept = counts.sum(axis=1), counts.diagonal()
    with np.errstate(invalid="ignore", divide="ignore"):
        by_chance = sent * (people - 1) / (people.sum() - 1)
        range_of = np.where(kept > by_chance, sent - by_chance, by_chance)
        return np.where(range_of > 0, (kept - by_chance) / range_of, np.nan)


def freeman(mixing: ArrayLike, sizes: ArrayLike) -> float:
    """How far ties between groups fall short of what is expected when ties fall at random.

    1 when there are none, 0 when as many as by chance, below 0 when more. Takes a mixing matrix
    of an undirected graph and the size of each group; NaN when none can be expected.

    Freeman, L. C. (1978). Segregation in social networks. Sociological Methods and Research 6(4),
    411-429.
    """
    counts = np.asarray(mixing, dtype=np.float64)
    people = np.asarray(sizes, dtype=np.float64)
    possible = people.sum() * (people.sum() - 1)
    apart = people.sum() ** 2 - (people**2).sum()
    expected = _ratio(counts.sum() * apart, possible)
    return _ratio(expected - (counts.sum() - counts.trace()), expected)


def _ratio(part: float, whole: float) -> float:
    return float(part / whole) if whole else float("nan")


def fragile_pairs(graph: Graph, group_of: ArrayLike, groups: int) -> list[FragilePair]:
    """Every pair of different groups, in order, also those without ties: see `tied_pairs`.

    O(ties · √nodes + groups²) time, O(ties + groups²) memory.
    """
    tied = {(pair.first, pair.second): pair for pair in tied_pairs(graph, group_of, groups)}
    return [
        tied.get((first, second)) or FragilePair(first, second, ties=0, people=0, carriers=())
        for first, second in combinations(range(groups), 2)
    ]


def tied_pairs(graph: Graph, group_of: ArrayLike, groups: int) -> list[FragilePair]:
    """Every pair of different groups with a tie between them, in order.

    The ties between two groups form a bipartite graph, in which the fewest people who touch all
    ties are as many as the largest matching has ties. A directed tie counts each way in `ties`;
    who is needed does not depend on direction. Raises `ValueError` when a group is out of range.
    All pairs are matched at once: O(ties · √nodes) time, O(ties) memory, however many groups.

    König, D. (1931). Gráfok és mátrixok. Matematikai és Fizikai Lapok 38, 116-119. Hopcroft, J. E.
    and Karp, R. M. (1973). SIAM Journal on Computing 2(4), 225-231.
    """
    across = crossings(graph, checked_groups(graph, group_of, groups), groups)
    keys, number = np.unique(across.pair, return_inverse=True)
    across = replace(across, pair=number)
    ties = np.bincount(number, minlength=len(keys))
    people = match(across).sizes(len(keys))
    carried = carriers(across, ties)
    first, second = np.divmod(keys, max(groups, 1))
    columns = (first.tolist(), second.tolist(), ties.tolist(), people.tolist())
    return [
        FragilePair(*column, carriers=carried.get(at, ()))
        for at, column in enumerate(zip(*columns, strict=True))
    ]
