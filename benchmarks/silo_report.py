"""The first silo report of a town of 10,000 people with 47,000 ties, against networkx.

The report: mixing, E-I and its expectation, assortativity, modularity, Coleman, constraint,
effective size, the five roles, components, bridges, cut people, what each pair of domains hangs
on, betweenness from the same 64 people, and communities from five runs. Both begin with arrays of
ties. The process is warm: it has made the report of another town before. `changed_seconds` is the
same report after one new tie, graph included, without betweenness and communities. networkx has
no roles, E-I and Coleman: plain Python takes their place. `equal` compares everything that both
have; communities are compared by their modularity, because the methods differ.
"""

import random
import sys
from typing import Any

import numpy as np

from benchmarks import _peer
from benchmarks._timing import best_of, tell
from benchmarks._town import DOMAINS, Town, town
from dwarsverband.analysis.networks.centrality import betweenness
from dwarsverband.analysis.networks.communities import Communities, communities
from dwarsverband.analysis.networks.graph import Graph, Reals
from dwarsverband.analysis.networks.report import SiloReport, silo_report

PEOPLE, TIES, SOURCES, RUNS, SEED = 10_000, 47_000, 64, 5, 1
TIMES = 5

Whole = tuple[SiloReport, Reals, Communities]


def main() -> int:
    """Measure, compare and tell; 1 when the two do not agree."""
    towns = [town(PEOPLE, TIES, seed=seed) for seed in range(TIMES)]
    drawn = random.Random(SEED).sample(range(PEOPLE), SOURCES)  # noqa: S311 as networkx draws
    _ours(town(500, 2_000, seed=99), drawn[:0] or [0])
    seconds, ours = best_of(TIMES, lambda run: _ours(towns[run], drawn))
    changed, _report = best_of(TIMES * 3, lambda run: _changed(towns[0], run))
    peer = _peer.report(towns[0], sources=SOURCES, seed=SEED, runs=RUNS)
    for name, took in peer.seconds.items():
        print(f"networkx {name}: {took:.3f} s")
    equal = _differences(ours, peer.answers)
    for name in equal:
        print(f"not equal: {name}")
    peer_seconds = sum(peer.seconds.values())
    best = max(_peer_modularity(towns[0], peer.answers))
    tell(
        seconds=seconds,
        peer_seconds=peer_seconds,
        ratio=peer_seconds / seconds,
        ratio_without_effective_size=(peer_seconds - peer.seconds["effective_size"]) / seconds,
        changed_seconds=changed,
        equal=not equal,
        community_modularity=ours[2].modularity,
        peer_community_modularity=best,
    )
    return int(bool(equal))


def _ours(place: Town, sources: list[int]) -> Whole:
    graph = Graph.from_edges(place.people, place.sources, place.targets)
    return (
        silo_report(graph, place.domain_of, DOMAINS),
        betweenness(graph, sources=sources),
        communities(graph, seed=SEED, runs=RUNS),
    )


def _changed(place: Town, run: int) -> SiloReport:
    """The report after one new tie."""
    sources = np.append(place.sources, run)
    targets = np.append(place.targets, PEOPLE - 1 - run)
    graph = Graph.from_edges(place.people, sources, targets)
    return silo_report(graph, place.domain_of, DOMAINS)


def _differences(ours: Whole, peer: dict[str, Any]) -> list[str]:
    report, between, _communities = ours
    pairs: dict[str, tuple[Any, Any]] = {
        "mixing": (report.mixing, peer["mixing"]),
        "assortativity": (report.assortativity, peer["assortativity"]),
        "modularity": (report.modularity, peer["modularity"]),
        "ei_index": (report.ei_index, peer["ei_index"]),
        "coleman": (report.coleman, peer["coleman"]),
        "constraint": (report.constraint, _per_person(peer["constraint"])),
        "effective_size": (report.effective_size, _per_person(peer["effective_size"])),
        "roles": (report.roles.counts, peer["roles"]),
        "components": (report.components.count, peer["components"]),
        "bridges": (report.cuts.bridges, np.reshape(peer["bridges"], (-1, 2))),
        "cut_people": (report.cuts.people, peer["cut_people"]),
        "pairs": ([pair.people for pair in report.pairs], peer["pairs"]),
        "betweenness": (between, _per_person(peer["betweenness"])),
    }
    return [name for name, (one, other) in pairs.items() if not _is_equal(one, other)]


def _per_person(values: dict[int, float]) -> list[float]:
    return [values[node] for node in range(PEOPLE)]


def _is_equal(one: Any, other: Any) -> bool:
    mine, theirs = np.asarray(one, dtype=float), np.asarray(other, dtype=float)
    return mine.shape == theirs.shape and np.allclose(mine, theirs, rtol=1e-9, equal_nan=True)


def _peer_modularity(place: Town, peer: dict[str, Any]) -> list[float]:
    graph = _peer.network(place)
    return [_peer.modularity(graph, found) for found in peer["communities"]]


if __name__ == "__main__":
    sys.exit(main())
