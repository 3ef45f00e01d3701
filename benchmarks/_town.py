"""A network as large as is asked, made like a town: most ties inside organisations."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

DOMAINS = 7
_KINDS = (0.62, 0.20, 0.12, 0.06)
_PEOPLE_PER_MUNICIPALITY = 500

Numbers = NDArray[np.int64]
Reals = NDArray[np.float64]


@dataclass(frozen=True)
class Town:
    """People in organisations, these in a domain and a municipality; and who knows whom."""

    people: int
    domain_of: Numbers
    organisation_of: Numbers
    sources: Numbers
    targets: Numbers


def town(people: int, ties: int, *, seed: int) -> Town:
    """Exactly so many people and different ties.

    Organisations have 4 to 400 people. Of the ties 62 % lie inside the organisation, 20 % inside
    the municipality, 12 % inside the domain, and 6 % anywhere; some people have many more than
    others (a power law).
    """
    random = np.random.default_rng(seed)
    organisation_of = _organisations(people, random)
    count = int(organisation_of[-1]) + 1
    domain_of = random.integers(0, DOMAINS, count)[organisation_of]
    municipalities = max(1, people // _PEOPLE_PER_MUNICIPALITY)
    municipality_of = random.integers(0, municipalities, count)[organisation_of]
    circles = (organisation_of, municipality_of, domain_of, np.zeros(people, dtype=np.int64))
    weights = (1 - random.random(people)) ** -0.4
    known = np.empty(0, dtype=np.int64)
    while len(known) < ties:
        missing = int(1.2 * (ties - len(known))) + 10
        known = np.unique(np.concatenate([known, _drawn(circles, weights, missing, random)]))
    chosen = np.sort(random.permutation(known)[:ties])
    return Town(people, domain_of, organisation_of, chosen // people, chosen % people)


def _organisations(people: int, random: np.random.Generator) -> Numbers:
    sizes = np.minimum(400, 4 * (1 - random.random(people // 4 + 1)) ** (-1 / 1.2)).astype(np.int64)
    chosen: Numbers = np.repeat(np.arange(len(sizes)), sizes)[:people]
    return chosen


def _drawn(
    circles: tuple[Numbers, ...], weights: Reals, count: int, random: np.random.Generator
) -> Numbers:
    """Ties as lower · people + higher, between two different people."""
    people = len(weights)
    source = _weighted(np.cumsum(weights), random.random(count) * weights.sum())
    target = np.empty(count, dtype=np.int64)
    kind = random.choice(len(_KINDS), size=count, p=_KINDS)
    for which, circle in enumerate(circles):
        is_here = kind == which
        target[is_here] = _somebody_in(circle, circle[source[is_here]], weights, random)
    low, high = np.minimum(source, target), np.maximum(source, target)
    drawn: Numbers = (low * people + high)[low != high]
    return drawn


def _somebody_in(
    circle: Numbers, wanted: Numbers, weights: Reals, random: np.random.Generator
) -> Numbers:
    order = np.argsort(circle, kind="stable")
    total = np.concatenate([[0.0], np.cumsum(weights[order])])
    begin = np.searchsorted(circle[order], np.arange(int(circle.max()) + 2))
    low, high = total[begin[wanted]], total[begin[wanted + 1]]
    chosen: Numbers = order[_weighted(total[1:], low + random.random(len(wanted)) * (high - low))]
    return chosen


def _weighted(total: Reals, wanted: Reals) -> Numbers:
    return np.minimum(np.searchsorted(total, wanted, side="right"), len(total) - 1)
