"""Who lies on the shortest ways between others."""

from itertools import combinations

import networkx
import numpy as np
import pytest
from hypothesis import assume, given, settings

from dwarsverband.analysis.networks.centrality import betweenness, betweenness_sources
from dwarsverband.analysis.tests.examples import (
    Example,
    as_networkx,
    florentine_families,
    karate_club,
    kite,
    networks,
)


def test_the_medici_lie_between_others() -> None:
    case = florentine_families()
    raw = case.named(betweenness(case.graph))
    expected = {
        "Medici": 0.522, "Guadagni": 0.255, "Albizzi": 0.212, "Salviati": 0.143,
        "Ridolfi": 0.114, "Bischeri": 0.104, "Strozzi": 0.103, "Barbadori": 0.093,
        "Tornabuoni": 0.092, "Castellani": 0.055, "Peruzzi": 0.022,
    }  # fmt: skip
    pairs = 14 * 13 / 2
    normalised = {name: round(value / pairs, 3) for name, value in raw.items()}
    assert normalised == dict.fromkeys(case.names, 0) | expected
    assert raw["Medici"] == pytest.approx(47.5)


def test_the_middle_of_the_kite() -> None:
    values = [0.833, 0.833, 0, 3.667, 0, 8.333, 8.333, 14, 8, 0]
    assert betweenness(kite().graph) == pytest.approx(values, abs=5e-4)


def test_the_leaders_of_zacharys_club() -> None:
    case = karate_club()
    values = case.named(betweenness(case.graph))
    shown = [values[str(person)] for person in (1, 34, 33, 3, 32)]
    assert shown == pytest.approx([231.0714, 160.5516, 76.6905, 75.8508, 73.0095], abs=5e-5)


@settings(max_examples=100, deadline=None)
@given(networks(nodes=12))
def test_every_pair_counts_for_those_on_its_paths(case: Example) -> None:
    slow = np.zeros(case.graph.nodes)
    peer = as_networkx(case.graph)
    for source in peer:
        for target in networkx.descendants(peer, source):
            paths = list(networkx.all_shortest_paths(peer, source, target))
            for path in paths:
                slow[path[1:-1]] += 1 / len(paths)
    assert betweenness(case.graph) == pytest.approx(slow if case.graph.is_directed else slow / 2)


@settings(max_examples=30, deadline=None)
@given(networks(nodes=8))
def test_the_estimate_is_right_on_average(case: Example) -> None:
    pairs = list(combinations(range(case.graph.nodes), 2))
    assume(pairs)
    estimates = [betweenness(case.graph, sources=list(pair)) for pair in pairs]
    assert np.mean(estimates, axis=0) == pytest.approx(betweenness(case.graph))


def test_portions_of_sources_give_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = betweenness(karate_club().graph)
    monkeypatch.setattr("dwarsverband.analysis.networks.centrality._CELLS_AT_ONCE", 100)
    assert betweenness(karate_club().graph) == pytest.approx(whole)


def test_sources_are_all_of_a_town_and_a_sample_of_a_city() -> None:
    assert betweenness_sources(3_000, seed=1).tolist() == list(range(3_000))
    drawn = betweenness_sources(3_001, seed=1)
    assert len(set(drawn.tolist())) == 256
    assert drawn.tolist() == betweenness_sources(3_001, seed=1).tolist()
    assert drawn.tolist() != betweenness_sources(3_001, seed=2).tolist()


@pytest.mark.parametrize("sources", [[0, 0], [10], [-1], [[0]]])
def test_a_source_is_a_node_and_stands_there_once(sources: list[int]) -> None:
    with pytest.raises(ValueError, match="sources"):
        betweenness(kite().graph, sources=sources)
