"""Who sits at a table, and who does not: the seats that its themes need and nobody there fills.

Somebody at the table fills a seat of a theme when they mainly work in its domain and its words are
recognised in their work, or when they were given a seat of that name. Of two seats of which whoever fills
one fills the other, the narrower is told: a mayor is asked for, not a mayor and a mayor or alderman.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.http import Http404

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.access.remembered import remembered
from dwarsverband.foundation.accounts.models import Domain, Theme
from dwarsverband.modules.network.models import Person, Seat
from dwarsverband.modules.network.queries import seats as network_seats
from dwarsverband.modules.network.queries.names import folded
from dwarsverband.modules.network.queries.reading import Network, read_network
from dwarsverband.modules.network.queries.silos import FEWEST_SHOWN
from dwarsverband.modules.tables.models import Table, TableSeat
from dwarsverband.modules.tables.queries.tables import sees_names, themes_of


@dataclass(frozen=True, slots=True)
class Sitting:
    """Somebody at a table; without a person for whoever does not see them, or while they object."""

    seat: TableSeat
    person: Person | None
    work: str
    is_chair: bool


@dataclass(frozen=True, slots=True)
class Empty:
    """A chair on which nobody sits: one of this table, or one that a theme of it asks for."""

    table: Table
    domain: Domain
    name: str
    words: tuple[str, ...]
    seat: TableSeat | None = None
    reference: Seat | None = None

    @property
    def domain_id(self) -> UUID:
        """The number of its domain, as other chairs have it."""
        return self.domain.pk

    @property
    def key(self) -> str:
        """The number by which an address names it."""
        found = self.seat or self.reference
        return str(found.pk) if found else ""


Chair = Seat | TableSeat | Empty


@dataclass(frozen=True, slots=True)
class Offer:
    """Somebody who is to be asked to take an empty chair."""

    person: Person
    empty: Empty


@dataclass(frozen=True, slots=True)
class DomainAtTable:
    """How many people of a domain sit at a table, and how many seats of it are empty."""

    domain: Domain
    filled: int
    empty: int


@dataclass(frozen=True, slots=True)
class Asking:
    """What the themes ask for, by whose work that is recognised (by number), and everybody."""

    seats: tuple[tuple[Seat, frozenset[int]], ...]
    network: Network

    def numbers(self, people: Iterable[UUID | None]) -> set[int | None]:
        """The numbers of some people; None stands for whoever is not counted."""
        return {self.network.number.get(person) if person else None for person in people}

    def of(self, themes: Iterable[Theme]) -> Iterator[tuple[Seat, frozenset[int]]]:
        """The seats of some themes, and who fits each."""
        wanted = {theme.pk for theme in themes}
        return (one for one in self.seats if one[0].theme_id in wanted)


@dataclass(frozen=True, slots=True)
class Around:
    """A table, who sits there and who is missing, as far as the actor may know it."""

    table: Table
    asked: Asking
    themes: tuple[Theme, ...]
    sees_names: bool
    sitting: tuple[Sitting, ...]
    empty: tuple[Empty, ...]
    left_out: tuple[TableSeat, ...]
    domains: tuple[DomainAtTable, ...]

    @property
    def present(self) -> list[Domain]:
        """The domains of which somebody sits at this table."""
        return [one.domain for one in self.domains if one.filled]

    @property
    def missing(self) -> list[Domain]:
        """The domains that should sit here and of which nobody does."""
        return [one.domain for one in self.domains if not one.filled]

    @property
    def shown_count(self) -> int:
        """How many people sit here; nothing when they are few and their names are hidden."""
        count = sum(one.filled for one in self.domains)
        return count if self.sees_names or count >= FEWEST_SHOWN else 0


def asking(actor: Actor) -> Asking:
    """The seats that themes ask for, with everybody who fits them; worked out once for all."""
    return remembered(actor, "what tables ask", lambda: _asking(actor))


def around(actor: Actor, table: Table) -> Around:
    """Who sits at a table, and which seats nobody fills."""
    return _around(actor, table, asking(actor))


def all_around(actor: Actor, tables: Iterable[Table]) -> list[Around]:
    """The same of some tables, in their order."""
    asked = asking(actor)
    return [_around(actor, table, asked) for table in tables]


def filled_by(found: Around, chair: Chair, person: UUID) -> list[str]:
    """The names of the chairs that somebody fills who sits on one: that one, and those of its themes that fit."""
    own = {_name_of(seat) for seat in found.table.seats.all()} | {_name_of(chair)}
    at = found.asked.network.number.get(person)
    fitting = [
        reference
        for reference, people in found.asked.of(found.themes)
        if at in people and _name_of(reference) not in own
    ]
    return [chair.name, *(one.name for one in _told_once(fitting, [chair]))]


def get_empty(actor: Actor, table: Table, key: str) -> Empty:
    """One of the empty chairs of a table, by the number that an address names."""
    for one in around(actor, table).empty:
        if one.key == key:
            return one
    raise Http404


def _around(actor: Actor, table: Table, asked: Asking) -> Around:
    own = list(table.seats.all())
    taken = [seat for seat in own if seat.person_id is not None]
    empty = tuple(_empty(asked, table, own))
    knows = sees_names(actor, table)
    return Around(
        table=table,
        asked=asked,
        themes=tuple(themes_of(table)),
        sees_names=knows,
        sitting=tuple(_sitting(table, taken, asked.network)) if knows else (),
        empty=empty if knows else (),
        left_out=tuple(seat for seat in own if not seat.is_needed) if knows else (),
        domains=tuple(_domains(taken, empty)),
    )


def _asking(actor: Actor) -> Asking:
    network = read_network(actor)
    texts = network_seats.work_texts(network)
    references = network_seats.visible_seats(actor)
    return Asking(
        seats=tuple(
            (seat, frozenset(network_seats.who_fits(network, texts, seat.domain_id, seat.words)))
            for seat in references
        ),
        network=network,
    )


def _sitting(table: Table, taken: Sequence[TableSeat], network: Network) -> Iterator[Sitting]:
    """By the order of domains, the chair first."""
    for seat in sorted(taken, key=lambda one: (one.person_id != table.chair_id, one.domain.order)):
        at = network.number.get(seat.person_id) if seat.person_id else None
        person = seat.person if at is not None else None
        yield Sitting(seat, person, _work(network, at), seat.person_id == table.chair_id)


def _work(network: Network, at: int | None) -> str:
    if at is None:
        return ""
    return ", ".join(filter(None, (network.where[at].function, network.people[at].organisation)))


def _empty(asked: Asking, table: Table, own: Sequence[TableSeat]) -> Iterator[Empty]:
    """The own empty seats first, then those that a theme asks for; each name of a domain once."""
    people = asked.numbers(seat.person_id for seat in own)
    known = {_name_of(seat) for seat in own}
    for seat in own:
        if seat.person_id is None and seat.is_needed:
            yield Empty(table, seat.domain, seat.name, tuple(seat.words), seat=seat)
    wanted = [
        reference
        for reference, fitting in asked.of(themes_of(table))
        if _name_of(reference) not in known and not fitting & people
    ]
    for reference in _told_once(wanted, [seat for seat in own if seat.is_needed]):
        words = tuple(reference.words)
        yield Empty(table, reference.domain, reference.name, words, reference=reference)


def _told_once(references: Sequence[Seat], chairs: Sequence[Chair]) -> list[Seat]:
    """Each name of a domain once, without those that a narrower one or a chair fills as well."""
    once = dict[tuple[UUID, str], Seat]()
    for one in references:
        if not any(_is_wider(one, chair) for chair in chairs):
            once.setdefault(_name_of(one), one)
    told = list(once.values())
    return [
        one
        for at, one in enumerate(told)
        if not any(
            _is_wider(one, other) and (before < at or not _is_wider(other, one))
            for before, other in enumerate(told)
            if before != at
        )
    ]


def _is_wider(one: Seat, other: Chair) -> bool:
    """Whether whoever fills the other fills this one too."""
    if one.domain_id != other.domain_id:
        return False
    return network_seats.fits_wider(other.name, tuple(other.words), tuple(one.words))


def _name_of(seat: Chair) -> tuple[UUID, str]:
    return seat.domain_id, folded(seat.name)


def _domains(taken: Sequence[TableSeat], empty: Sequence[Empty]) -> Iterator[DomainAtTable]:
    """The domains that sit here or should, those with most people first."""
    filled = [seat.domain for seat in taken]
    wanted = [one.domain for one in empty]
    both = {domain.pk: domain for domain in (*filled, *wanted)}.values()
    counted = [DomainAtTable(domain, filled.count(domain), wanted.count(domain)) for domain in both]
    return iter(sorted(counted, key=lambda one: (-one.filled, one.domain.order)))
