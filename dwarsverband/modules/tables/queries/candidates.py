"""Whom to invite: the fewest people who fill the empty seats of a table, nearest contacts first."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

import numpy as np
from django.http import Http404
from numpy.typing import NDArray

from dwarsverband.analysis.networks.seats import fill_seats
from dwarsverband.foundation.access import Actor
from dwarsverband.modules.network.queries.people import get_person, own_key
from dwarsverband.modules.network.queries.reading import Named
from dwarsverband.modules.network.queries.seats import who_fits, work_texts
from dwarsverband.modules.tables.models import Table
from dwarsverband.modules.tables.queries.chairs import (
    Around,
    Empty,
    Offer,
    around,
    get_empty,
)
from dwarsverband.modules.tables.queries.invitations import Asked, asked_for

# What asking somebody takes: a contact of the table, a contact of a contact, and everybody else.
OWN, NEAR, FAR = 1.0, 1.5, 2.0
MOST_OTHERS = 4
Costs = NDArray[np.float64]
Marks = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody who could sit there: for which seats, and through whom the table knows them.

    `known` are people of the table; when there are none, `via` knows both somebody there (`known`
    of `via`) and the guest.
    """

    person: Named
    function: str
    seats: tuple[Empty, ...]
    known: tuple[Named, ...]
    via: Named | None = None
    via_known: Named | None = None


@dataclass(frozen=True, slots=True)
class Guests:
    """The smallest set of people, who else fits each seat, and the seats that nobody can take."""

    empty: tuple[Empty, ...]
    chosen: tuple[Guest, ...]
    others: tuple[tuple[Empty, tuple[Guest, ...]], ...]
    nobody: tuple[Empty, ...]


def guests(actor: Actor, table: Table) -> Guests:
    """Who together fill the empty seats of a table: as few people as can be, the nearest first.

    A seat to which somebody was invited who has not answered yet waits for that answer.
    """
    found, asked = around(actor, table), asked_for(actor, table)
    empty = tuple(one for one in found.empty if not one.seat or one.seat.pk not in asked.awaited)
    near = _Nearness(actor, found)
    fits = near.fits(empty, asked)
    seating = fill_seats(fits, near.cost)
    taken = set(seating.people.tolist())
    return Guests(
        empty=empty,
        chosen=tuple(near.guest(at, empty, fits) for at in sorted(taken, key=near.order)),
        others=tuple(near.others(empty, fits, taken)),
        nobody=tuple(empty[at] for at in seating.unfillable.tolist()),
    )


def nearest(actor: Actor, found: Around, asked: Asked) -> dict[str, Guest]:
    """For each empty seat who is nearest to the people at the table, by the number of the seat."""
    near = _Nearness(actor, found)
    fits = near.fits(found.empty, asked)
    return {seat.key: people[0] for seat, people in near.others(found.empty, fits, set())}


def offered(actor: Actor, table: Table, typed: Mapping[str, str]) -> Offer:
    """Whom an address or a form names, and for which empty seat."""
    try:
        key = UUID(typed.get("wie", ""))
    except ValueError:
        raise Http404 from None
    return Offer(get_person(actor, key), get_empty(actor, table, typed.get("stoel", "")))


class _Nearness:
    """How near everybody is to the people at a table, or else to the coordinator."""

    def __init__(self, actor: Actor, found: Around) -> None:
        self.network = found.asked.network
        number: Mapping[UUID, int] = self.network.number
        at_table = [one.person.pk for one in found.sitting if one.person is not None]
        self.seated = [number[key] for key in at_table]
        own = None if self.seated else own_key(actor)
        begin = [number[own]] if own is not None and own in number else self.seated
        self.cost, self.through = self._reach(begin)

    def order(self, at: int) -> tuple[float, int]:
        """The nearest first, and people of equal nearness by family name."""
        return float(self.cost[at]), at

    def _reach(self, begin: Sequence[int]) -> tuple[Costs, dict[int, list[int]]]:
        """What asking each person takes, and through whom: people of the table, or one who knows them."""
        cost, through = np.full(len(self.network.people), FAR), dict[int, list[int]]()
        for level, nearer in ((OWN, begin), (NEAR, None)):
            for one in sorted(through) if nearer is None else nearer:
                for other in self.network.contacts(one):
                    if cost[other] >= level:
                        cost[other] = level
                        through.setdefault(other, []).append(one)
        return cost, through

    def fits(self, empty: Sequence[Empty], asked: Asked) -> Marks:
        """Who may take which seat; whoever sits here already, or may not be asked, takes none."""
        texts = work_texts(self.network)
        table = np.zeros((len(self.network.people), len(empty)), dtype=bool)
        for place, one in enumerate(empty):
            table[who_fits(self.network, texts, one.domain.pk, one.words), place] = True
        barred = asked.resting | self.network.key_persons
        out = [self.network.number[key] for key in barred if key in self.network.number]
        table[[*self.seated, *out]] = False
        return table

    def guest(self, at: int, empty: Sequence[Empty], fits: Marks) -> Guest:
        """One person as a page shows them, with the reason."""
        people = self.network.people
        seats = tuple(one for place, one in enumerate(empty) if fits[at, place])
        through = self.through.get(at, [])
        if self.cost[at] == OWN:
            known = tuple(people[one] for one in through)
            return Guest(people[at], self.network.where[at].function, seats, known)
        via = through[0] if through else None
        return Guest(
            person=people[at],
            function=self.network.where[at].function,
            seats=seats,
            known=(),
            via=None if via is None else people[via],
            via_known=None if via is None else people[self.through[via][0]],
        )

    def others(
        self, empty: Sequence[Empty], fits: Marks, taken: set[int]
    ) -> Iterator[tuple[Empty, tuple[Guest, ...]]]:
        """For each seat who else could take it, the nearest first."""
        for place, one in enumerate(empty):
            able = [at for at in np.flatnonzero(fits[:, place]).tolist() if at not in taken]
            if able:
                first = sorted(able, key=self.order)[:MOST_OTHERS]
                yield one, tuple(self.guest(at, empty, fits) for at in first)
