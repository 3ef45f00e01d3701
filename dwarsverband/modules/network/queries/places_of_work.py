"""One domain or one organisation: who works there, whom they know elsewhere, what hangs on one person."""

from dataclasses import dataclass

import numpy as np

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.accounts.models import Domain, Organisation
from dwarsverband.modules.network.queries.overview import counted
from dwarsverband.modules.network.queries.people import own_keys, sees_everybody
from dwarsverband.modules.network.queries.reading import Marks, Named, Network
from dwarsverband.modules.network.queries.silos import Pair, Silos


@dataclass(frozen=True, slots=True)
class Worker:
    """Somebody who works there, and what they do."""

    person: Named
    function: str


@dataclass(frozen=True, slots=True)
class Reach:
    """A domain in which people of an organisation know somebody: through how many ties."""

    domain: Domain
    ties: int


@dataclass(frozen=True, slots=True)
class PlaceOfWork:
    """A domain or an organisation, as far as the actor may know it.

    `people` are those whom the actor sees: everybody for the coordinator, their own contacts for a
    partner. `size` is -1 where it is too small to tell. A domain has `pairs` with the others, the
    weakest first; an organisation has `reach`, told to the coordinator only: from its counts
    and those of its domain somebody could work out who is left.
    """

    people: tuple[Worker, ...]
    size: int
    pairs: tuple[Pair, ...] = ()
    reach: tuple[Reach, ...] = ()
    bridges: tuple[Pair, ...] = ()
    sees_everybody: bool = False


def domain_detail(actor: Actor, domain: Domain) -> PlaceOfWork:
    """Who works in a domain, and how firmly it knows each other one."""
    found = counted(actor)
    report = found.report
    size = next(
        size for group, size in zip(report.groups, report.sizes, strict=True) if group == domain
    )
    pairs = [pair for pair in report.pairs if domain in (pair.first, pair.second)]
    pairs = [pair for pair in pairs if not pair.is_hidden]
    at_work = np.array([own == domain.pk for own in found.network.domains], dtype=bool)
    return PlaceOfWork(
        people=_workers(actor, found.network, at_work),
        size=size,
        pairs=tuple(sorted(pairs, key=lambda pair: pair.needed)),
        bridges=tuple(pair for pair in pairs if pair.hangs_on_one),
        sees_everybody=sees_everybody(actor),
    )


def organisation_detail(actor: Actor, organisation: Organisation) -> PlaceOfWork:
    """Who works at an organisation, in which domains they know people, which bridges they carry."""
    found = counted(actor)
    at_work = np.array([own == organisation.pk for own in found.network.organisations], dtype=bool)
    people = _workers(actor, found.network, at_work)
    if not sees_everybody(actor):
        return PlaceOfWork(people=people, size=-1)
    keys = {worker.person.id for worker in people}
    return PlaceOfWork(
        people=people,
        size=len(people),
        reach=tuple(_reach(found.report, found.network, at_work)),
        bridges=tuple(
            pair for pair in found.report.bridges if any(one.id in keys for one in pair.carriers)
        ),
        sees_everybody=True,
    )


def _workers(actor: Actor, network: Network, at_work: Marks) -> tuple[Worker, ...]:
    """Those of them whom the actor sees, by family name."""
    if not sees_everybody(actor):
        own = [network.number[key] for key in own_keys(actor) if key in network.number]
        seen = np.zeros(len(network.people), dtype=bool)
        for one in own:
            seen[[one, *network.contacts(one)]] = True
        at_work = at_work & seen
    return tuple(
        Worker(network.people[at], network.where[at].function)
        for at in np.flatnonzero(at_work).tolist()
    )


def _reach(report: Silos, network: Network, at_work: Marks) -> list[Reach]:
    """The pairs of people by the domain of the other; only those across the wall count."""
    sources, targets = network.graph.edges()
    leaves = at_work[sources] != at_work[targets]
    others = np.where(at_work[sources], targets, sources)[leaves]
    groups = report.groups
    domain_of = network.groups("domain", {one.pk: at for at, one in enumerate(groups)})
    counts = np.bincount(domain_of[others], minlength=len(groups) + 1).tolist()
    return [
        Reach(group, count)
        for group, count in zip(groups, counts, strict=False)
        if isinstance(group, Domain)
    ]
