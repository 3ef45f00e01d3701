"""Ten new ties in a real network (DHHS, 54 leaders in 11 agencies): how many repair a weakness.

A pair of agencies should need two people or more to be cut; a new tie repairs a weakness when a
pair lacks one person less. Beside our rule: the most shared contacts (Adamic-Adar, what networkx
recommends) among people of different agencies, and chance (the mean of 500 draws): any two people
of different agencies, or two people of any two agencies. Reads the tables in DATA_DIR. `seconds` are those of ten introductions, `peer_seconds` those of the rule of shared
contacts.
"""

import os
import random
import sys
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path
from statistics import fmean

import networkx as nx

from benchmarks._timing import best_of, tell
from dwarsverband.analysis.networks.graph import Graph
from dwarsverband.analysis.networks.introductions import introductions
from dwarsverband.analysis.networks.reading import Network, read_network
from dwarsverband.analysis.networks.silos import fragile_pairs

COUNT, DRAWS, ENOUGH = 10, 500, 2
_BESIDE_THE_CHECKOUT = Path(__file__).resolve().parents[2] / "shared" / "data"

Tie = tuple[int, int]


def main() -> int:
    """Measure and tell; 1 when fewer ties repair or share than we claim."""
    folder = Path(os.environ.get("DATA_DIR", _BESIDE_THE_CHECKOUT)) / "networks"
    if not folder.is_dir():
        print("not run: the real networks are not here; set DATA_DIR")
        return 0
    people, ties = folder / "dhhs-nodes.csv", folder / "dhhs-edges.csv"
    network = read_network(people, ties, group="agency")
    graph = nx.Graph(list(zip(*(end.tolist() for end in network.graph.edges()), strict=True)))
    seconds, ours = best_of(5, lambda _run: _introduced(network))
    peer_seconds, theirs = best_of(5, lambda _run: _most_shared(graph, network))
    people_drawn = [_people_drawn(graph, network, seed) for seed in range(DRAWS)]
    pairs_drawn = [_pairs_drawn(graph, network, seed) for seed in range(DRAWS)]
    repaired, shared = _repaired(network, ours), _shared(graph, ours)
    tell(
        seconds=seconds,
        peer_seconds=peer_seconds,
        ratio=peer_seconds / seconds,
        repaired=repaired,
        shared_contact=shared,
        common_neighbours_repaired=_repaired(network, theirs),
        common_neighbours_shared_contact=_shared(graph, theirs),
        random_people_repaired=fmean(_repaired(network, made) for made in people_drawn),
        random_people_shared_contact=fmean(_shared(graph, made) for made in people_drawn),
        random_pairs_repaired=fmean(_repaired(network, made) for made in pairs_drawn),
        random_pairs_shared_contact=fmean(_shared(graph, made) for made in pairs_drawn),
    )
    return int(repaired < 0.95 or shared < 0.9)


def _introduced(network: Network) -> list[Tie]:
    groups = len(network.group_names)
    made = introductions(network.graph, network.group_of, groups, count=COUNT)
    return [(one.first, one.second) for one in made]


def _across(graph: nx.Graph, network: Network) -> list[Tie]:
    """Everybody in different groups without a tie."""
    group = network.group_of.tolist()
    return [
        (one, other)
        for one, other in combinations(range(len(group)), 2)
        if group[one] != group[other] and not graph.has_edge(one, other)
    ]


def _most_shared(graph: nx.Graph, network: Network) -> list[Tie]:
    scores = nx.adamic_adar_index(graph, _across(graph, network))
    best = sorted(scores, key=lambda scored: -scored[2])[:COUNT]
    return [(one, other) for one, other, _score in best]


def _people_drawn(graph: nx.Graph, network: Network, seed: int) -> list[Tie]:
    return random.Random(seed).sample(_across(graph, network), COUNT)  # noqa: S311 chance is meant


def _pairs_drawn(graph: nx.Graph, network: Network, seed: int) -> list[Tie]:
    chance = random.Random(seed)  # noqa: S311 chance is meant
    per_pair: dict[frozenset[int], list[Tie]] = {}
    for one, other in _across(graph, network):
        groups = frozenset((int(network.group_of[one]), int(network.group_of[other])))
        per_pair.setdefault(groups, []).append((one, other))
    drawn: set[Tie] = set()
    while len(drawn) < COUNT:
        drawn.add(chance.choice(chance.choice(list(per_pair.values()))))
    return sorted(drawn)


def _repaired(network: Network, made: Sequence[Tie]) -> float:
    """The part of the new ties by which some pair of groups lacks one person less."""
    return (_lacking(network, []) - _lacking(network, made)) / len(made)


def _lacking(network: Network, made: Sequence[Tie]) -> int:
    sources, targets = (end.tolist() for end in network.graph.edges())
    grown = Graph.from_edges(
        network.graph.nodes,
        [*sources, *(one for one, _other in made)],
        [*targets, *(other for _one, other in made)],
    )
    pairs = fragile_pairs(grown, network.group_of, len(network.group_names))
    return sum(max(0, ENOUGH - pair.people) for pair in pairs)


def _shared(graph: nx.Graph, made: Sequence[Tie]) -> float:
    """The part of the new ties between two people who share a contact."""
    return sum(any(nx.common_neighbors(graph, *tie)) for tie in made) / len(made)


if __name__ == "__main__":
    sys.exit(main())
