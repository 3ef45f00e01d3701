"""The network as a picture: who is on it, who knows whom, and everybody as a row."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

import numpy as np
from django.http import Http404

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.access.remembered import remembered
from dwarsverband.foundation.accounts.models import Domain, Theme
from dwarsverband.foundation.accounts.queries import visible_themes
from dwarsverband.modules.network.queries.filters import (
    EVERYTHING,
    Filter,
    asked_filter,
    filtered,
)
from dwarsverband.modules.network.queries.names import folded
from dwarsverband.modules.network.queries.people import own_keys, sees_everybody
from dwarsverband.modules.network.queries.reading import Named, Network, read_network
from dwarsverband.modules.network.queries.silos import Silos, silo_report

MOST_DRAWN = 5_000
MOST_STEPS = 2
LONGEST_WORD = 160
ORDERS = {"naam": "name", "domein": "domain", "organisatie": "organisation"}


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody wants to see of the map; it stands in the address."""

    wanted: str = ""
    domain: str = ""
    person: str = ""
    steps: int = 1
    part: Filter = EVERYTHING
    order: str = "name"
    is_list: bool = False

    @property
    def is_everything(self) -> bool:
        """Whether nobody of the network, or of a part of it, was left out on purpose."""
        return not (self.wanted or self.domain or self.person)


@dataclass(frozen=True, slots=True)
class Row:
    """Somebody as a row of the table: the domain, and in which domains they know people."""

    person: Named
    domain: Domain | None
    ties: int
    known: tuple[Domain, ...]


@dataclass(frozen=True)
class NetworkMap:
    """What an actor sees of the network; people are named by their number in the list.

    `people` are all whom the actor sees, by family name, with the number of their domain (one too
    high for none) and the numbers of their contacts. `shown` are those on the picture, in the same
    order, and `chosen` those who were asked for: the others only stand by, because these know them.
    `report` is the silo report that belongs to the map, as far as the actor may know it, and `part`
    the part of the network that both are of; `themes` are those that can be chosen.
    """

    report: Silos
    domains: tuple[Domain, ...]
    people: Sequence[Named]
    domain_of: Sequence[int]
    contacts: Sequence[frozenset[int]]
    shown: Sequence[int]
    chosen: frozenset[int]
    asked: Asked
    start: int | None
    is_whole: bool
    part: Filter
    themes: tuple[Theme, ...]

    @property
    def person(self) -> Named | None:
        """Whose surroundings were asked for."""
        return None if self.start is None else self.people[self.start]

    @property
    def domain(self) -> Domain | None:
        """The domain that was asked for."""
        return next((one for one in self.domains if one.code == self.asked.domain), None)

    @property
    def theme(self) -> Theme | None:
        """The theme that was asked for."""
        return next((one for one in self.themes if one.code == self.part.theme), None)

    @property
    def can_be_drawn(self) -> bool:
        """Whether a picture of so many people can still be read."""
        return 0 < len(self.shown) <= MOST_DRAWN

    @property
    def is_about_me(self) -> bool:
        """Whether this is a partner's picture of the own contacts."""
        return bool(self.people) and not self.is_whole

    @property
    def is_read_first(self) -> bool:
        """Whether the table is open: whoever asked for something reads it before the picture."""
        return self.asked.is_list or self.is_about_me or not self.asked.is_everything


def asked(actor: Actor, query: Mapping[str, str]) -> Asked:
    """What an address asks for, by whoever may ask it."""
    steps = query.get("stappen", "1")
    return Asked(
        wanted=query.get("zoek", "").replace("\0", "").strip()[:LONGEST_WORD],
        domain=query.get("domein", ""),
        person=query.get("persoon", ""),
        steps=int(steps) if steps in {"1", "2"} else 1,
        part=asked_filter(actor, query),
        order=ORDERS.get(query.get("sorteer", ""), "name"),
        is_list="sorteer" in query or "pagina" in query,
    )


def network_map(actor: Actor, asked: Asked) -> NetworkMap:
    """The map as far as the actor may see it, and as far as it was asked for.

    Only whoever sees everybody has a part of it, as with the report; a person has all surroundings.
    """
    is_whole = sees_everybody(actor)
    part = asked.part if is_whole and not asked.person else EVERYTHING
    network, report, themes = remembered(actor, ("map", part), lambda: _read(actor, part))
    seen, domains = (
        _seen(actor, network),
        tuple(one for one in report.groups if isinstance(one, Domain)),
    )
    number = seen.number
    people = seen.people
    domain_of = seen.groups("domain", {one.pk: at for at, one in enumerate(domains)}).tolist()
    contacts = [frozenset(seen.contacts(one)) for one in range(len(people))]
    start = _start(asked, number)
    within = _within(asked, domains, domain_of)
    chosen = _named(asked, within, people)
    if start is not None:
        chosen = _around(start, asked.steps, contacts)
    return NetworkMap(
        report=report,
        domains=domains,
        people=people,
        domain_of=domain_of,
        contacts=contacts,
        shown=sorted(chosen) if start is not None else _shown(asked, within, contacts),
        chosen=frozenset(chosen),
        asked=asked,
        start=start,
        is_whole=is_whole,
        part=part,
        themes=themes if is_whole else (),
    )


def ordered_people(view: NetworkMap) -> list[int]:
    """Those who were asked for, in the order of the table; never by how many they know."""
    people = [one for one in view.shown if one in view.chosen]
    if view.asked.order == "organisation":
        return sorted(people, key=lambda one: folded(view.people[one].organisation))
    if view.asked.order == "domain":
        return sorted(people, key=lambda one: view.domain_of[one])
    return people


def map_rows(view: NetworkMap, people: Iterable[int]) -> list[Row]:
    """Some people as rows, each with the domains of those they know."""
    domains = (*view.domains, None)
    rows = []
    for one in people:
        known = {view.domain_of[other] for other in view.contacts[one]}
        rows.append(
            Row(
                person=view.people[one],
                domain=domains[view.domain_of[one]],
                ties=len(view.contacts[one]),
                known=tuple(domain for at, domain in enumerate(view.domains) if at in known),
            )
        )
    return rows


def _read(actor: Actor, part: Filter) -> tuple[Network, Silos, tuple[Theme, ...]]:
    network = filtered(read_network(actor), part)
    return network, silo_report(actor, wanted=part), tuple(visible_themes(actor))


def _seen(actor: Actor, network: Network) -> Network:
    """The part of a network that the actor sees: everybody, or whom they know themselves."""
    if sees_everybody(actor):
        return network
    own = np.zeros(len(network.people), dtype=bool)
    own[[network.number[key] for key in own_keys(actor) if key in network.number]] = True
    ties = own[network.first] | own[network.second]
    people = own.copy()
    people[network.first[ties]] = people[network.second[ties]] = True
    return network.only(people, ties)


def _start(asked: Asked, number: Mapping[UUID, int]) -> int | None:
    """Whose surroundings were asked for; not there and not yours look the same."""
    if not asked.person:
        return None
    try:
        return number[UUID(asked.person)]
    except (ValueError, KeyError):
        raise Http404 from None


def _within(asked: Asked, domains: Iterable[Domain], domain_of: Sequence[int]) -> set[int]:
    """Everybody, or those of a domain."""
    codes = [domain.code for domain in domains]
    if asked.domain not in codes:
        return set(range(len(domain_of)))
    wanted = codes.index(asked.domain)
    return {one for one, domain in enumerate(domain_of) if domain == wanted}


def _named(asked: Asked, within: set[int], people: Sequence[Named]) -> set[int]:
    """Those of them with a word in their name."""
    if not asked.wanted:
        return within
    part = folded(asked.wanted)
    return {one for one in within if part in folded(people[one].name)}


def _around(start: int, steps: int, contacts: Sequence[frozenset[int]]) -> set[int]:
    """Somebody, whom they know, and after two steps whom these know."""
    around = edge = {start}
    for _step in range(min(steps, MOST_STEPS)):
        edge = {other for one in edge for other in contacts[one]} - around
        around = around | edge
    return around


def _shown(asked: Asked, within: set[int], contacts: Sequence[frozenset[int]]) -> list[int]:
    """Who is on the picture: of a domain also whom they know, else everybody."""
    if not asked.domain:
        return list(range(len(contacts)))
    return sorted(within | {other for one in within for other in contacts[one]})
