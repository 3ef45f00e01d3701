"""A year of ten contacts a week in a real network (DHHS, 54 leaders in 11 agencies).

How many of the 37 pairs of agencies that are tied still are after a year, when each week the ties
are kept up with which most of a bridge would go. Beside it: the ties that were silent longest
(`oldest_pairs_kept`, what an address book offers), chance, and nothing. All are means of 50 years
with the same draws; at the start each tie has been silent for up to 60 days. `seconds` are those of
one list in a town of 10,000 people with 47,000 ties. Reads the tables in DATA_DIR.
"""

import os
import sys
from pathlib import Path
from statistics import fmean

import numpy as np
from numpy.typing import NDArray

from benchmarks._timing import best_of, tell
from benchmarks._town import DOMAINS, town
from dwarsverband.analysis.networks.reading import Network, read_network
from dwarsverband.analysis.networks.upkeep import (
    QUIET_DAYS,
    Chooser,
    Ties,
    oldest_first,
    pairs_alive,
    ties_between,
    upkeep,
    weakest_first,
    year_of_contacts,
)

PER_WEEK, YEARS, ENOUGH, PEOPLE, TIES = 10, 50, 35, 10_000, 47_000
_BESIDE_THE_CHECKOUT = Path(__file__).resolve().parents[2] / "shared" / "data"


def main() -> int:
    """Measure and tell; 1 when fewer pairs are kept than we claim."""
    folder = Path(os.environ.get("DATA_DIR", _BESIDE_THE_CHECKOUT)) / "networks"
    if not folder.is_dir():
        print("not run: the real networks are not here; set DATA_DIR")
        return 0
    people, ties = folder / "dhhs-nodes.csv", folder / "dhhs-edges.csv"
    network = read_network(people, ties, group="agency")
    kept, oldest = _kept(network, weakest_first), _kept(network, oldest_first)
    seconds, _order = best_of(3, _list_of_a_town)
    tell(
        pairs=pairs_alive(_start(network, 0)),
        pairs_kept=kept,
        pairs_kept_at_least=min(_years(network, weakest_first)),
        oldest_pairs_kept=oldest,
        ratio=kept / oldest,
        random_pairs_kept=_kept(network, _at_random),
        nothing_pairs_kept=_kept(network, _nothing),
        seconds=seconds,
    )
    return int(kept < ENOUGH)


def _kept(network: Network, rule: Chooser) -> float:
    return fmean(_years(network, rule))


def _years(network: Network, rule: Chooser) -> list[int]:
    return [
        pairs_alive(year_of_contacts(_start(network, year), rule, per_week=PER_WEEK, seed=year))
        for year in range(YEARS)
    ]


def _start(network: Network, seed: int) -> Ties:
    sources, targets = network.graph.edges()
    silence = np.random.default_rng((seed, 1)).uniform(0, QUIET_DAYS, len(sources))
    groups, nodes = len(network.group_names), network.graph.nodes
    return ties_between(nodes, sources, targets, silence, network.group_of, groups)


def _at_random(ties: Ties, count: int) -> NDArray[np.int64]:
    random = np.random.default_rng(int(ties.silence.sum()))
    return random.permutation(len(ties.silence))[:count]


def _nothing(_ties: Ties, _count: int) -> NDArray[np.int64]:
    return np.empty(0, dtype=np.int64)


def _list_of_a_town(run: int) -> NDArray[np.int64]:
    place = town(PEOPLE, TIES, seed=run)
    silence = np.random.default_rng(run).uniform(0, 365, TIES)
    ends = (place.sources, place.targets)
    return upkeep(ties_between(PEOPLE, *ends, silence, place.domain_of, DOMAINS)).order


if __name__ == "__main__":
    sys.exit(main())
