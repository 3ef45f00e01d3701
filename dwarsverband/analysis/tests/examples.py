"""Networks from the literature, and the real ones that lie outside the project."""

import csv
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import networkx
import pytest
from hypothesis import strategies

from dwarsverband.analysis.networks.graph import Graph

_BESIDE_THE_CHECKOUT = Path(__file__).resolve().parents[4] / "shared" / "data"


@dataclass(frozen=True)
class Example:
    """A graph, the names of its nodes, and their groups."""

    names: list[str]
    graph: Graph
    group_of: list[int]
    groups: int

    def node(self, name: object) -> int:
        """The number of a node."""
        return self.names.index(str(name))

    def named(self, values: Iterable[float]) -> dict[str, float]:
        """Values per node, by name."""
        return dict(zip(self.names, values, strict=True))


def example(
    names: Iterable[object],
    ties: Iterable[tuple[object, object]],
    group_of: Iterable[object] = (),
    *,
    directed: bool = False,
) -> Example:
    """An example from names, ties between names, and a group per name (or none)."""
    known = [str(name) for name in names]
    ends = [[known.index(str(end)) for end in tie] for tie in ties]
    given = list(group_of) or [0] * len(known)
    labels = sorted(set(given), key=str)
    graph = Graph.from_edges(
        len(known), [one for one, _ in ends], [other for _, other in ends], directed=directed
    )
    return Example(known, graph, [labels.index(label) for label in given], max(len(labels), 1))


def florentine_families() -> Example:
    """Marriages between families in Florence, about 1430 (Padgett and Ansell 1993)."""
    families = networkx.florentine_families_graph()
    return example(families, families.edges)


def kite() -> Example:
    """Krackhardt's kite (1990)."""
    ten = networkx.krackhardt_kite_graph()
    return example(ten, ten.edges)


def structural_holes() -> Example:
    """The figure of Borgatti, S. P. (1997), Connections 20(1), 35-38."""
    ties = ["AB", "AF", "AG", "AE", "EG", "FG", "BG", "BD", "DG", "GC"]
    return example("ABCDEFG", [(tie[0], tie[1]) for tie in ties])


def karate_club() -> Example:
    """Zachary's club (1977); its persons are numbered from 1, its two groups by who they follow."""
    club = networkx.karate_club_graph()
    ties = [(one + 1, other + 1) for one, other in club.edges]
    return example(range(1, 35), ties, [club.nodes[node]["club"] for node in club])


def kinship() -> Example:
    """White's network of ten kinship positions (1975), by gender; from Freeman (1978)."""
    women = ["Mother", "Sister", "Brother's Wife", "Sister's Daughter", "Brother's Daughter"]
    men = ["Father", "Brother", "Sister's Husband", "Brother's Son", "Sister's Son"]
    known = {
        "Mother": [*women[1:2], *women[3:], *men[:2], *men[3:]],
        "Sister": [*women[3:], "Father", "Sister's Son"],
        "Brother's Wife": ["Brother's Daughter"],
        "Sister's Daughter": ["Father"],
        "Brother's Daughter": ["Father", "Brother"],
        "Father": ["Brother", "Brother's Son", "Sister's Son"],
        "Brother": ["Brother's Son", "Sister's Son"],
        "Sister's Husband": ["Brother's Son", "Sister's Son"],
    }
    ties = [(one, other) for one, others in known.items() for other in others]
    return example([*women, *men], ties, ["female"] * 5 + ["male"] * 5)


def coloured_ring() -> Example:
    """A directed ring of six, in three colours, two and two."""
    ties = [(node, (node + 1) % 6) for node in range(6)]
    return example(range(6), ties, "aabbcc", directed=True)


def tables(name: str) -> tuple[Path, Path]:
    """The people and the ties of a real network; without these, the test is not run."""
    folder = Path(os.environ.get("DATA_DIR", _BESIDE_THE_CHECKOUT)) / "networks"
    if not folder.is_dir():
        pytest.skip("not run: the real networks are not here; set DATA_DIR")
    return folder / f"{name}-nodes.csv", folder / f"{name}-edges.csv"


def real_network(name: str, group: str, layer: str | None, *, directed: bool) -> Example:
    """A real network, read without the code that is tested."""
    people, ties = tables(name)
    with people.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    with ties.open(encoding="utf-8") as file:
        known = [row for row in csv.DictReader(file) if layer in (None, row.get("layer"))]
    return example(
        [row["id"] for row in rows],
        [(row["source"], row["target"]) for row in known],
        [row[group] for row in rows],
        directed=directed,
    )


@strategies.composite
def networks(draw: strategies.DrawFn, *, nodes: int = 9, directed: bool | None = None) -> Example:
    """Any small network in one to four groups, some of which may be empty."""
    count = draw(strategies.integers(1, nodes))
    node = strategies.integers(0, count - 1)
    ties = draw(strategies.lists(strategies.tuples(node, node), max_size=count * 3))
    groups = draw(strategies.integers(1, 4))
    group = strategies.integers(0, groups - 1)
    group_of = draw(strategies.lists(group, min_size=count, max_size=count))
    one_way = draw(strategies.booleans()) if directed is None else directed
    made = example(range(count), ties, directed=one_way)
    return Example(made.names, made.graph, group_of, groups)


def tie_set(graph: Graph) -> set[tuple[int, int]]:
    """The ties as they run; undirected ones both ways."""
    return set(zip(graph.tails().tolist(), graph.ends.tolist(), strict=True))


def contacts(graph: Graph) -> dict[int, set[int]]:
    """Who each node has a tie with, whatever its direction."""
    ties = tie_set(graph)
    both = ties | {(head, tail) for tail, head in ties}
    return {node: {head for tail, head in both if tail == node} for node in range(graph.nodes)}


def as_networkx(graph: Graph) -> networkx.Graph:
    """The same graph for the peer."""
    peer = networkx.DiGraph() if graph.is_directed else networkx.Graph()
    peer.add_nodes_from(range(graph.nodes))
    peer.add_edges_from(tie_set(graph))
    return peer
