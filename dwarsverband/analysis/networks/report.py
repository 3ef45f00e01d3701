"""All measures of a divided network together, in one pass over its triangles."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from dwarsverband.analysis.networks.brokerage import (
    Roles,
    brokerage_roles,
    constraint,
    effective_size,
)
from dwarsverband.analysis.networks.cohesion import Components, Cuts, components, cuts
from dwarsverband.analysis.networks.graph import Graph, Reals, checked_groups
from dwarsverband.analysis.networks.silos import (
    Expectation,
    FragilePair,
    assortativity,
    coleman,
    ei_expected,
    ei_index,
    fragile_pairs,
    mixing_matrix,
    modularity,
)
from dwarsverband.analysis.networks.triangles import find_triangles

Counts = NDArray[np.int64]


@dataclass(frozen=True, eq=False, slots=True)
class SiloReport:
    """What can be said of a network and its groups at once, fast enough after each change.

    `sizes` and `coleman` have shape (groups,), `mixing` (groups, groups), `constraint` and
    `effective_size` (nodes,). Each field is what the function of its name says it is. Betweenness
    and communities take longer and stand apart.
    """

    sizes: Counts
    mixing: Counts
    ei_index: float
    ei_expected: Expectation
    assortativity: float
    modularity: float
    coleman: Reals
    components: Components
    cuts: Cuts
    roles: Roles
    constraint: Reals
    effective_size: Reals
    pairs: list[FragilePair]


def silo_report(graph: Graph, group_of: ArrayLike, groups: int) -> SiloReport:
    """The silo report of a network over some groups.

    Raises `ValueError` when a group is out of range. O(ties^1.5 + groups²) time at most,
    O(nodes + ties + triangles + groups²) memory.
    """
    group = checked_groups(graph, group_of, groups)
    sizes = np.bincount(group, minlength=groups)
    mixing = mixing_matrix(graph, group, groups)
    triangles = find_triangles(graph)
    return SiloReport(
        sizes=sizes,
        mixing=mixing,
        ei_index=ei_index(mixing),
        ei_expected=ei_expected(graph, group, groups),
        assortativity=assortativity(mixing),
        modularity=modularity(mixing),
        coleman=coleman(mixing, sizes),
        components=components(graph),
        cuts=cuts(graph),
        roles=brokerage_roles(graph, group, groups, triangles=triangles),
        constraint=constraint(graph, triangles=triangles),
        effective_size=effective_size(graph, triangles=triangles),
        pairs=fragile_pairs(graph, group, groups),
    )
