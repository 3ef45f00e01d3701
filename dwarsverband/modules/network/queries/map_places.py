"""Where everybody stands on the map."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

import numpy as np
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from dwarsverband.analysis.networks.graph import Graph, Reals
from dwarsverband.analysis.networks.ring import HEIGHT, WIDTH, Ring, ring, ring_layout
from dwarsverband.analysis.networks.silos import fragile_pairs
from dwarsverband.foundation.access import Actor
from dwarsverband.modules.network.models import Place
from dwarsverband.modules.network.queries.network_map import Asked, NetworkMap, network_map
from dwarsverband.modules.network.queries.people import sees_everybody, visible_people

SEED = 1
PARTS = 10_000
FEW = 40


class Circle(NamedTuple):
    """A domain on the map, and how many people of it are on the picture."""

    code: str
    name: str
    shape: str
    x: float
    y: float
    radius: float
    people: int


class Spot(NamedTuple):
    """A person on the map."""

    id: UUID
    name: str
    organisation: str
    domain: str
    x: float
    y: float
    is_named: bool
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything that is drawn; a tie names two people by their number in the list."""

    width: float
    height: float
    domains: tuple[Circle, ...]
    people: tuple[Spot, ...]
    ties: tuple[tuple[int, int], ...]
    bridges: tuple[tuple[int, int], ...]


def visible_places(actor: Actor) -> QuerySet[Place]:
    """Where people stand, for whoever sees everybody; a part of a network is placed by itself.

    A place tells in which domains somebody knows people: others may not know that.
    """
    places = Place.objects.filter(partnership_id=actor.partnership_id)
    return places if sees_everybody(actor) and not actor.regions else places.none()


def has_newcomers(actor: Actor) -> bool:
    """Whether somebody has no place on the map yet."""
    own = visible_places(actor).filter(person=OuterRef("pk"))
    return visible_people(actor).filter(~Exists(own)).exists()


def new_places(actor: Actor) -> list[Place]:
    """Where everybody stands from now on: near to where they stood."""
    view = network_map(actor, Asked())
    places = np.rint(PARTS * _placed(view, _earlier(actor, view))).astype(np.int64).tolist()
    domains = (*view.domains, None)
    return [
        Place(
            partnership_id=actor.partnership_id,
            person_id=person.id,
            domain=domains[domain],
            x=x,
            y=y,
        )
        for person, domain, (x, y) in zip(view.people, view.domain_of, places, strict=True)
    ]


def map_picture(actor: Actor, view: NetworkMap) -> Picture:
    """The picture of a view; who has no place yet gets one for this answer."""
    if not view.can_be_drawn:
        return Picture(WIDTH, HEIGHT, (), (), (), ())
    places = _earlier(actor, view)
    if np.isnan(places).any():
        places = _placed(view, places, only_newcomers=True)
    domain_of = np.array(view.domain_of, dtype=np.int64)
    circles = ring(np.bincount(domain_of, minlength=len(view.domains) + 1))
    spots = circles.centres[domain_of] + circles.radii[domain_of][:, None] * places
    ties = list(_ties(view))
    bridges, carriers = _bridges(view)
    return Picture(
        width=WIDTH,
        height=HEIGHT,
        domains=tuple(_circles(view, circles)),
        people=tuple(_spots(view, np.round(spots, 1), carriers)),
        ties=tuple(tie for tie, pair in ties if pair not in bridges),
        bridges=tuple(tie for tie, pair in ties if pair in bridges),
    )


def _earlier(actor: Actor, view: NetworkMap) -> Reals:
    """Everybody's place of before, as parts of a circle; NaN for newcomers and who changed domain."""
    number: dict[UUID | None, int] = {domain.pk: at for at, domain in enumerate(view.domains)}
    stored = {
        person: (number.get(domain, len(number)), x / PARTS, y / PARTS)
        for person, domain, x, y in visible_places(actor).values_list(
            "person_id", "domain_id", "x", "y"
        )
    }
    places = np.full((len(view.people), 2), np.nan)
    for at, (person, domain) in enumerate(zip(view.people, view.domain_of, strict=True)):
        place = stored.get(person.id)
        if place is not None and place[0] == domain:
            places[at] = place[1:]
    return places


def _graph(view: NetworkMap) -> Graph:
    pairs = [(one, other) for one, others in enumerate(view.contacts) for other in others]
    ends = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    return Graph.from_edges(len(view.people), ends[:, 0], ends[:, 1])


def _placed(view: NetworkMap, earlier: Reals, *, only_newcomers: bool = False) -> Reals:
    return ring_layout(
        _graph(view),
        view.domain_of,
        len(view.domains),
        seed=SEED,
        positions=earlier,
        only_newcomers=only_newcomers,
    )


def _bridges(view: NetworkMap) -> tuple[set[frozenset[int]], set[int]]:
    """The pairs of domains that hang on one person, and on whom, as far as the actor may know."""
    count = len(view.domains)
    if not view.is_whole:
        number = {domain.pk: at for at, domain in enumerate(view.domains)}
        told = view.report.bridges
        return {frozenset((number[one.first.pk], number[one.second.pk])) for one in told}, set()
    found = fragile_pairs(_graph(view), view.domain_of, count + 1)
    fragile = [pair for pair in found if pair.people == 1 and pair.second < count]
    carriers = {one for pair in fragile for one in pair.carriers}
    return {frozenset((pair.first, pair.second)) for pair in fragile}, carriers


def _spots(view: NetworkMap, spots: Reals, carriers: set[int]) -> Iterator[Spot]:
    codes = [*(domain.code for domain in view.domains), ""]
    is_near = view.is_about_me or bool(view.person or view.asked.wanted)
    names_chosen = is_near and len(view.chosen) <= FEW
    places = spots.tolist()
    for one in view.shown:
        person = view.people[one]
        is_chosen = one in view.chosen
        yield Spot(
            id=person.id,
            name=person.name,
            organisation=person.organisation,
            domain=codes[view.domain_of[one]],
            x=places[one][0],
            y=places[one][1],
            is_named=is_chosen if names_chosen else one in carriers,
            is_chosen=is_chosen,
        )


def _ties(view: NetworkMap) -> Iterator[tuple[tuple[int, int], frozenset[int]]]:
    """Each tie of those who were asked for, once, and the domains between which it runs."""
    spot = {one: at for at, one in enumerate(view.shown)}
    for one, at in spot.items():
        for other in sorted(view.contacts[one]):
            if other > one and other in spot and (one in view.chosen or other in view.chosen):
                yield (at, spot[other]), frozenset((view.domain_of[one], view.domain_of[other]))


def _circles(view: NetworkMap, circles: Ring) -> Iterator[Circle]:
    """The domains, and who is in none when there is anybody."""
    drawn = Counter(view.domain_of[one] for one in view.shown)
    for number, domain in enumerate((*view.domains, None)):
        if domain is None and not drawn[number]:
            continue
        x, y = circles.centres[number].round(1).tolist()
        yield Circle(
            code=domain.code if domain else "",
            name=domain.name if domain else _("Without a domain"),
            shape=domain.shape if domain else "plain",
            x=x,
            y=y,
            radius=round(float(circles.radii[number]), 1),
            people=drawn[number],
        )
