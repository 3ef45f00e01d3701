"""Who stands between others: roles, constraint and effective size."""

from itertools import permutations, product

import numpy as np
import pytest
from hypothesis import given, settings

from dwarsverband.analysis.networks.brokerage import (
    ROLES,
    brokerage_roles,
    constraint,
    effective_size,
)
from dwarsverband.analysis.networks.graph import Graph, Reals
from dwarsverband.analysis.networks.triangles import find_triangles
from dwarsverband.analysis.tests.examples import (
    Example,
    contacts,
    example,
    florentine_families,
    karate_club,
    networks,
    structural_holes,
    tie_set,
)


def _role(a: int, b: int, c: int) -> int:
    if a == b == c:
        return 0
    if a == c:
        return 1
    if a == b:
        return 2
    return 3 if b == c else 4


def _slow_roles(ties: set[tuple[int, int]], group_of: list[int]) -> list[list[int]]:
    counts = [[0] * 5 for _ in group_of]
    for (a, b), (also_b, c) in product(ties, ties):
        if b == also_b and a != c and (a, c) not in ties:
            counts[b][_role(group_of[a], group_of[b], group_of[c])] += 1
    return counts


Weights = dict[tuple[int, int], float]


def _both(weights: Weights, one: int, other: int) -> float:
    return weights.get((one, other), 0) + weights.get((other, one), 0)


def _known(weights: Weights, node: int) -> set[int]:
    return {end for ends in weights if node in ends for end in ends} - {node}


def _share(weights: Weights, one: int, other: int) -> float:
    return _both(weights, one, other) / sum(
        _both(weights, one, end) for end in _known(weights, one)
    )


def _slow_constraint(weights: Weights, node: int) -> float:
    total = 0.0
    for one in _known(weights, node):
        through = _known(weights, node) - {one}
        indirect = sum(_share(weights, node, via) * _share(weights, via, one) for via in through)
        total += (_share(weights, node, one) + indirect) ** 2
    return total


def _slow_effective_size(weights: Weights, node: int) -> float:
    size = 0.0
    for one in _known(weights, node):
        strongest = max(_both(weights, one, end) for end in _known(weights, one))
        size += 1 - sum(
            _share(weights, node, via) * _both(weights, one, via) / strongest
            for via in _known(weights, node) - {one}
        )
    return size


def _weighted(case: Example) -> tuple[Graph, Weights]:
    """The graph of a case with weights, and these by their ends."""
    sources, targets = case.graph.edges()
    weights = 1.0 + (sources * 3 + targets) % 4
    ends = zip(sources.tolist(), targets.tolist(), strict=True)
    graph = Graph.from_edges(
        case.graph.nodes, sources, targets, weights, directed=case.graph.is_directed
    )
    return graph, dict(zip(ends, weights.tolist(), strict=True))


def test_zacharys_roles() -> None:
    case = karate_club()
    roles = brokerage_roles(case.graph, case.group_of, case.groups)
    assert roles.totals.tolist() == [510, 20, 128, 128, 0]
    assert roles.counts[case.node(1)].tolist() == [174, 0, 15, 15, 0]
    assert roles.counts[case.node(34)].tolist() == [156, 6, 40, 40, 0]
    assert roles.counts[case.node(3)].tolist() == [10, 12, 23, 23, 0]


@pytest.mark.parametrize(
    ("groups", "role"),
    [
        ("111", "coordinator"),
        ("121", "consultant"),
        ("112", "representative"),
        ("122", "gatekeeper"),
        ("123", "liaison"),
    ],
)
def test_an_open_triad_has_one_role(groups: str, role: str) -> None:
    ties = [("a", "b"), ("b", "c")]
    opened = example("abc", ties, groups, directed=True)
    closed = example("abc", [*ties, ("a", "c")], groups, directed=True)
    found = brokerage_roles(opened.graph, opened.group_of, opened.groups).counts
    assert dict(zip(ROLES, found[1].tolist(), strict=True)) == dict.fromkeys(ROLES, 0) | {role: 1}
    assert found.sum() == 1
    assert brokerage_roles(closed.graph, closed.group_of, closed.groups).counts.sum() == 0


@settings(max_examples=200, deadline=None)
@given(networks())
def test_roles_are_as_the_definition_says(case: Example) -> None:
    found = brokerage_roles(case.graph, case.group_of, case.groups).counts
    assert found.tolist() == _slow_roles(tie_set(case.graph), case.group_of)


@pytest.mark.parametrize(
    ("groups", "count"), [("0012", 6), ("0111", 3), ("0000", 4), ("0112", 5), ("0001", 7)]
)
def test_roles_are_expected_as_in_all_networks_of_that_density(groups: str, count: int) -> None:
    group_of = [int(group) for group in groups]
    mean, deviation = _moments(group_of, count / 12)
    sources, targets = zip(*list(permutations(range(4), 2))[:count], strict=True)
    graph = Graph.from_edges(4, sources, targets, directed=True)
    roles = brokerage_roles(graph, group_of, 3)
    assert roles.expected[0] == pytest.approx(mean)
    away = roles.counts[0] - mean
    assert roles.z[0] * deviation == pytest.approx(
        np.where(deviation > 0, away, np.nan), nan_ok=True
    )


def _moments(group_of: list[int], density: float) -> tuple[Reals, Reals]:
    """The mean and deviation of the roles of node 0 over all networks of four nodes."""
    possible = list(permutations(range(4), 2))
    counts, chances = [], []
    for there in product([False, True], repeat=len(possible)):
        ties = {tie for tie, is_there in zip(possible, there, strict=True) if is_there}
        counts.append(_broker_roles(ties, group_of))
        chances.append(density ** len(ties) * (1 - density) ** (len(possible) - len(ties)))
    mean = np.average(counts, axis=0, weights=chances)
    return mean, np.sqrt(np.average((counts - mean) ** 2, axis=0, weights=chances))


def _broker_roles(ties: set[tuple[int, int]], group_of: list[int]) -> list[int]:
    """The roles of node 0."""
    counts = [0] * 5
    for a, c in permutations(range(1, 4), 2):
        if (a, 0) in ties and (0, c) in ties and (a, c) not in ties:
            counts[_role(group_of[a], group_of[0], group_of[c])] += 1
    return counts


def test_constraint_of_florentine_families() -> None:
    case = florentine_families()
    values = case.named(constraint(case.graph))
    expected = {
        "Medici": 0.2099, "Guadagni": 0.25, "Albizzi": 0.3333, "Strozzi": 0.4583,
        "Ridolfi": 0.4599, "Tornabuoni": 0.4599, "Bischeri": 0.4823, "Castellani": 0.4823,
        "Barbadori": 0.5, "Salviati": 0.5, "Peruzzi": 0.6559, "Acciaiuoli": 1, "Ginori": 1,
        "Lamberteschi": 1, "Pazzi": 1,
    }  # fmt: skip
    assert values == pytest.approx(expected, abs=5e-5)


def test_constraint_of_zacharys_club() -> None:
    case = karate_club()
    values = case.named(constraint(case.graph))
    shown = [values[str(person)] for person in (1, 34, 3, 33, 9, 12)]
    assert shown == pytest.approx([0.1554, 0.1564, 0.1852, 0.2492, 0.3036, 1], abs=5e-5)


def test_borgattis_figure_of_structural_holes() -> None:
    case = structural_holes()
    burdened, sizes = case.named(constraint(case.graph)), case.named(effective_size(case.graph))
    assert [round(burdened[name], 3) for name in "GAC"] == [0.4, 0.595, 1]
    assert [round(sizes[name], 2) for name in "GAC"] == [4.67, 2.5, 1]


@settings(max_examples=100, deadline=None)
@given(networks(nodes=7))
def test_constraint_and_effective_size_are_as_the_definitions_say(case: Example) -> None:
    graph, weights = _weighted(case)
    for node, (burden, size) in enumerate(
        zip(constraint(graph), effective_size(graph), strict=True)
    ):
        if _known(weights, node):
            assert burden == pytest.approx(_slow_constraint(weights, node))
            assert size == pytest.approx(_slow_effective_size(weights, node))
        else:
            assert np.isnan([burden, size]).all()


@settings(deadline=None)
@given(networks())
def test_every_triangle_is_found_once(case: Example) -> None:
    known = contacts(case.graph)
    slow = {frozenset((a, b, c)) for a in known for b in known[a] for c in known[a] & known[b]}
    triangles = find_triangles(case.graph)
    found = [frozenset(corners) for corners in triangles.corners.T.tolist()]
    assert sorted(map(sorted, found)) == sorted(map(sorted, slow))
    for one, other in permutations(range(3), 2):
        places = triangles.sides[one, other]
        assert (triangles.pairs.tails()[places] == triangles.corners[one]).all()
        assert (triangles.pairs.ends[places] == triangles.corners[other]).all()


def test_pairs_that_only_look_like_a_tie_are_no_triangle(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = find_triangles(karate_club().graph).corners
    monkeypatch.setattr(
        "dwarsverband.analysis.networks.triangles._Lookup.hashed",
        lambda _lookup, low, _high: np.zeros(len(low), dtype=np.uint32),
    )
    assert find_triangles(karate_club().graph).corners.tolist() == whole.tolist()


def test_portions_of_candidates_give_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = find_triangles(karate_club().graph).sides
    monkeypatch.setattr("dwarsverband.analysis.networks.triangles._WEDGES_AT_ONCE", 7)
    portions = find_triangles(karate_club().graph).sides
    assert portions.shape == (3, 3, 45)
    assert portions.tolist() == whole.tolist()
