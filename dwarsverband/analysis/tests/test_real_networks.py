"""Four real networks, measured before with R sna and R igraph."""

import numpy as np
import pytest

from dwarsverband.analysis.networks.report import SiloReport, silo_report
from dwarsverband.analysis.tests.examples import Example, real_network

MEASURED = [
    (
        ("dhhs", "agency", None, False), (54, 447, 11), (0.230425, 0.185622, 0.140226),
        (446, 190, 1945, 1945, 4254), (18, 19, 55),
    ),
    (
        ("tobacco-control-indiana", "agency_cat", "contact", False), (25, 175, 6),
        (0.417143, 0.020780, 0.015037), (126, 228, 297, 297, 672), (0, 6, 15),
    ),
    (
        ("tobacco-control-indiana", "agency_cat", "dissemination", False), (25, 103, 6),
        (0.533981, -0.037287, -0.027571), (82, 234, 98, 98, 522), (1, 8, 15),
    ),
    (
        ("lawfirm", "office", "advice", True), (71, 892, 3), (-0.569507, 0.475582, 0.195202),
        (3446, 175, 1413, 1213, 125), (0, 0, 3),
    ),
    (
        ("lawfirm", "practice", "cowork", True), (71, 1104, 2), (-0.509058, 0.495957, 0.241533),
        (5285, 619, 2709, 2635, 0), (0, 0, 1),
    ),
    (
        ("hightech", "dept", "advice", True), (21, 190, 5), (0.515789, 0.023903, 0.018560),
        (28, 69, 95, 62, 246), (0, 4, 10),
    ),
]  # fmt: skip


def _measure(
    name: str, group: str, layer: str | None, directed: bool
) -> tuple[Example, SiloReport]:
    case = real_network(name, group, layer, directed=directed)
    return case, silo_report(case.graph, case.group_of, case.groups)


@pytest.mark.parametrize(("network", "counts", "values", "roles", "pairs"), MEASURED)
def test_a_real_network_measures_as_before(
    network: tuple[str, str, str | None, bool],
    counts: tuple[int, ...],
    values: tuple[float, ...],
    roles: tuple[int, ...],
    pairs: tuple[int, ...],
) -> None:
    case, report = _measure(*network)
    assert (case.graph.nodes, case.graph.ties, case.groups) == counts
    found = (report.ei_index, report.assortativity, report.modularity)
    assert found == pytest.approx(values, abs=6e-7)
    assert tuple(report.roles.totals.tolist()) == roles
    without, on_one = (
        [pair for pair in report.pairs if pair.people == people] for people in (0, 1)
    )
    assert (len(without), len(on_one), len(report.pairs)) == pairs


def test_a_network_that_looks_open_is_not() -> None:
    _case, report = _measure("dhhs", "agency", None, False)
    assert report.ei_index > 0
    assert report.ei_index < report.ei_expected.mean - 5 * report.ei_expected.deviation
    assert (report.coleman > 0).all()
    assert len(report.cuts.bridges) == 1
    assert not np.isnan(report.constraint).any()
