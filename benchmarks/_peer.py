"""The same measures with networkx, and in plain Python where it has none."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import combinations

import networkx as nx

from benchmarks._timing import Answer, timed
from benchmarks._town import DOMAINS, Town


@dataclass
class Peer:
    """The answers of the peer, and the seconds that each took."""

    seconds: dict[str, float] = field(default_factory=dict)
    answers: dict[str, object] = field(default_factory=dict)

    def ask(self, name: str, work: Callable[[], Answer]) -> Answer:
        """Do the work, and keep its answer and its time."""
        self.seconds[name], answer = timed(work)
        self.answers[name] = answer
        return answer


def network(town: Town) -> nx.Graph:
    """The town as a networkx graph with the domain of each person."""
    graph = nx.Graph()
    graph.add_nodes_from((node, {"domain": int(at)}) for node, at in enumerate(town.domain_of))
    graph.add_edges_from(zip(town.sources.tolist(), town.targets.tolist(), strict=True))
    return graph


def report(town: Town, *, sources: int, seed: int, runs: int) -> Peer:
    """The silo report of a town."""
    peer = Peer()
    domain = town.domain_of.tolist()
    members = [{node for node, at in enumerate(domain) if at == one} for one in range(DOMAINS)]
    graph = peer.ask("graph", lambda: network(town))
    order = {one: one for one in range(DOMAINS)}
    peer.ask(
        "mixing",
        lambda: nx.attribute_mixing_matrix(graph, "domain", mapping=order, normalized=False),
    )
    peer.ask("assortativity", lambda: nx.attribute_assortativity_coefficient(graph, "domain"))
    peer.ask("modularity", lambda: modularity(graph, members))
    peer.ask("ei_index", lambda: ei_index(graph, domain))
    peer.ask("coleman", lambda: coleman(graph, domain))
    peer.ask("constraint", lambda: nx.constraint(graph))
    peer.ask("effective_size", lambda: nx.effective_size(graph))
    peer.ask("roles", lambda: roles(graph.to_directed(as_view=True), domain))
    peer.ask("components", lambda: nx.number_connected_components(graph))
    peer.ask("bridges", lambda: sorted(tuple(sorted(bridge)) for bridge in nx.bridges(graph)))
    peer.ask("cut_people", lambda: sorted(nx.articulation_points(graph)))
    peer.ask("pairs", lambda: fragile_pairs(graph, domain))
    peer.ask(
        "betweenness",
        lambda: nx.betweenness_centrality(graph, k=sources, normalized=False, seed=seed),
    )
    peer.ask(
        "communities",
        lambda: [nx.community.louvain_communities(graph, seed=run) for run in range(runs)],
    )
    return peer


def modularity(graph: nx.Graph, communities: list[set[int]]) -> float:
    """The modularity of a division into communities."""
    return float(nx.community.modularity(graph, communities))


def ei_index(graph: nx.Graph, domain: Sequence[int]) -> float:
    """External less internal ties, as a part of all."""
    external = sum(domain[one] != domain[other] for one, other in graph.edges)
    return float(2 * external / graph.number_of_edges() - 1)


def coleman(graph: nx.Graph, domain: Sequence[int]) -> list[float]:
    """How much each domain keeps to itself."""
    size, sent, kept = Counter(domain), Counter[int](), Counter[int]()
    for node in graph:
        sent[domain[node]] += graph.degree[node]
        kept[domain[node]] += sum(domain[other] == domain[node] for other in graph[node])
    found = []
    for one in range(DOMAINS):
        chance = sent[one] * (size[one] - 1) / (len(domain) - 1)
        most = sent[one] - chance if kept[one] > chance else chance
        found.append((kept[one] - chance) / most)
    return found


def roles(graph: nx.DiGraph, group: Sequence[int]) -> list[list[int]]:
    """The five roles of each person, as the definition says: a→b→c and not a→c."""
    after = {node: set(graph.succ[node]) for node in graph}
    before = {node: list(graph.pred[node]) for node in graph}
    found = []
    for b in range(len(group)):
        counts = [0, 0, 0, 0, 0]
        for a in before[b]:
            known = after[a]
            for c in after[b]:
                if c != a and c not in known:
                    counts[_role(group[a], group[b], group[c])] += 1
        found.append(counts)
    return found


def _role(a: int, b: int, c: int) -> int:
    if a == c:
        return 0 if a == b else 1
    if a == b:
        return 2
    return 3 if b == c else 4


def fragile_pairs(graph: nx.Graph, domain: Sequence[int]) -> list[int]:
    """Per pair of domains the fewest people whose absence cuts it."""
    ties: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for one, other in graph.edges:
        low, high = (one, other) if domain[one] < domain[other] else (other, one)
        ties.setdefault((domain[low], domain[high]), []).append((low, high))
    found = []
    for pair in combinations(range(DOMAINS), 2):
        both = nx.Graph(ties.get(pair, []))
        left = [node for node in both if domain[node] == pair[0]]
        found.append(len(nx.bipartite.hopcroft_karp_matching(both, left)) // 2)
    return found
