"""What the pages of tables show, put together."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.ui.figures import BalanceRow
from dwarsverband.modules.network.queries.people import people_list, sees_everybody
from dwarsverband.modules.network.queries.seats import who_fits, work_texts
from dwarsverband.modules.tables.models import Meeting, Ride, Table, TableInvitation, TableSeat
from dwarsverband.modules.tables.queries import candidates, invitation_words
from dwarsverband.modules.tables.queries.balance import Balance, balance_of
from dwarsverband.modules.tables.queries.chairs import Around, Empty, all_around, around, asking
from dwarsverband.modules.tables.queries.invitation_words import guest_query
from dwarsverband.modules.tables.queries.invitations import Asked, asked_for
from dwarsverband.modules.tables.queries.meeting_words import (
    DecisionTold,
    decisions_told,
    when_words,
)
from dwarsverband.modules.tables.queries.meetings import (
    meetings_of,
    next_of,
    shown_decisions,
    visible_decisions,
)
from dwarsverband.modules.tables.queries.ride_words import ride_stands
from dwarsverband.modules.tables.queries.rides import rides_of
from dwarsverband.modules.tables.queries.table_words import (
    AroundWords,
    SittingTold,
    TableTold,
    around_words,
    sitting_told,
    table_told,
)
from dwarsverband.modules.tables.queries.tables import table_list

MOST_FOUND, MOST_PAST = 20, 30


@dataclass(frozen=True, slots=True)
class EmptyTold:
    """An empty chair, who is nearest or was invited, and where one goes from here."""

    empty: Empty
    note: str
    verb: str = ""
    query: str = ""


@dataclass(frozen=True, slots=True)
class NextTold:
    """The next meeting, and when it is."""

    meeting: Meeting
    when: str


@dataclass(frozen=True, slots=True)
class TablePage:
    """The page of a table."""

    around: Around
    words: AroundWords
    sitting: tuple[SittingTold, ...]
    balance: tuple[BalanceRow, ...]
    next: NextTold | None
    past: tuple[Meeting, ...]
    decisions: tuple[DecisionTold, ...]
    evenness: Balance | None
    rides: tuple[tuple[Ride, str], ...]
    empty: tuple[EmptyTold, ...]
    invitations: tuple[tuple[TableInvitation, str], ...]


@dataclass(frozen=True, slots=True)
class CouldSit:
    """Somebody who could be given a seat."""

    id: UUID
    name: str
    work: str


def told_tables(actor: Actor, wanted: str, *, is_past: bool) -> list[TableTold]:
    """The tables, each with the line that says who is missing."""
    found = table_list(actor, wanted, is_past=is_past)
    return [table_told(one) for one in all_around(actor, found)]


def table_page(actor: Actor, table: Table) -> TablePage:
    """Who sits at a table, who is missing, and who was invited."""
    found = around(actor, table)
    asked = asked_for(actor, table) if sees_everybody(actor) else Asked((), frozenset())
    held = meetings_of(actor, table) if found.sees_names else []
    decided = list(visible_decisions(actor).filter(table=table)) if found.sees_names else []
    coming = next_of(held)
    return TablePage(
        around=found,
        words=around_words(found),
        sitting=tuple(sitting_told(actor, found)),
        balance=tuple(BalanceRow(one.domain, one.filled, one.empty) for one in found.domains),
        next=NextTold(coming, when_words(coming)) if coming else None,
        past=tuple(one for one in held if one.is_past and one != coming)[:MOST_PAST],
        decisions=tuple(decisions_told(shown_decisions(decided))),
        evenness=balance_of(held, decided),
        rides=tuple((one, ride_stands(one)) for one in rides_of(actor, table))
        if found.sees_names
        else (),
        empty=tuple(_empty(actor, found, asked)),
        invitations=tuple((one, invitation_words.stands(one)) for one in asked.invitations),
    )


def who_could_sit(actor: Actor, seat: TableSeat, wanted: str) -> list[CouldSit]:
    """Who fits a seat, or who is found by these words; whoever sits at the table is left out."""
    if not sees_everybody(actor):
        return []
    network = asking(actor).network
    fitting = who_fits(network, work_texts(network), seat.domain_id, seat.words)
    keys = [network.people[at].id for at in fitting]
    if wanted:
        keys = list(people_list(actor, wanted).values_list("pk", flat=True)[: MOST_FOUND * 2])
    seated = set(seat.table.seats.values_list("person_id", flat=True))
    found = [network.number[key] for key in keys if key in network.number and key not in seated]
    return [
        CouldSit(
            network.people[at].id,
            network.people[at].name,
            ", ".join(filter(None, (network.where[at].function, network.people[at].organisation))),
        )
        for at in found[:MOST_FOUND]
    ]


def _empty(actor: Actor, found: Around, asked: Asked) -> Iterable[EmptyTold]:
    if not sees_everybody(actor):
        return [EmptyTold(one, one.domain.name) for one in found.empty]
    near = candidates.nearest(actor, found, asked)
    return [_told(one, near.get(one.key), asked.awaited) for one in found.empty]


def _told(
    one: Empty, guest: candidates.Guest | None, waiting: dict[UUID, TableInvitation]
) -> EmptyTold:
    invitation = waiting.get(one.seat.pk) if one.seat else None
    if invitation is not None:
        note = _("%(name)s was invited.") % {"name": invitation.person.name}
        return EmptyTold(one, note)
    if guest is None:
        return EmptyTold(one, _("The network knows nobody for this."))
    names = {"name": guest.person.name}
    note = (
        _("%(known)s knows %(name)s.") % {**names, "known": guest.known[0].name}
        if guest.known
        else _("%(name)s could sit here.") % names
    )
    return EmptyTold(one, note, _("Invite %(name)s") % names, guest_query(guest, one))
