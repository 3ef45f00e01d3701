"""What hangs on one person between organisations, of 2,500, 5,000 and 10,000 people.

Beside it, on the same town, every pair of organisations, also those without a tie. `growth` is how
much longer the largest town takes than the smallest, which has a quarter of its people, ties and
organisations; `peer_growth` is the same for every pair. `equal` says that the pairs with a tie are
the same.
"""

import sys
from collections.abc import Callable
from functools import partial

from benchmarks._timing import best_of, tell
from benchmarks._town import Town, town
from dwarsverband.analysis.networks.graph import Graph
from dwarsverband.analysis.networks.silos import FragilePair, fragile_pairs, tied_pairs

PEOPLE, TIES_PER_PERSON, SEED, TIMES = (2_500, 5_000, 10_000), 5, 1, 5
MOST_GROWTH = 8.0


def main() -> int:
    """Measure, compare and tell; 1 when it grows faster than the town, or the two differ."""
    seconds, peer_seconds, is_equal = [], [], True
    for people in PEOPLE:
        place = town(people, people * TIES_PER_PERSON, seed=SEED)
        graph = Graph.from_edges(place.people, place.sources, place.targets)
        count = int(place.organisation_of.max()) + 1
        took, ours = best_of(TIMES, partial(_found, tied_pairs, graph, place, count))
        peer_took, every = best_of(2, partial(_found, fragile_pairs, graph, place, count))
        is_equal = is_equal and ours == [pair for pair in every if pair.ties]
        print(f"{people} people, {count} organisations: {took:.3f} s, every pair {peer_took:.3f} s")
        seconds.append(took)
        peer_seconds.append(peer_took)
    growth = seconds[-1] / seconds[0]
    tell(
        seconds=seconds[-1],
        peer_seconds=peer_seconds[-1],
        ratio=peer_seconds[-1] / seconds[-1],
        growth=growth,
        peer_growth=peer_seconds[-1] / peer_seconds[0],
        equal=is_equal,
    )
    return int(growth > MOST_GROWTH or not is_equal)


def _found(
    pairs: Callable[..., list[FragilePair]], graph: Graph, place: Town, count: int, _run: int
) -> list[FragilePair]:
    return pairs(graph, place.organisation_of, count)


if __name__ == "__main__":
    sys.exit(main())
