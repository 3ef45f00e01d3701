"""When tables meet, who was there, and what was decided, as far as an actor sees it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Prefetch, Q, QuerySet
from django.db.models.functions import JSONObject
from django.shortcuts import get_object_or_404
from django.utils import timezone

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.accounts.models import Domain
from dwarsverband.foundation.accounts.queries import member_list
from dwarsverband.modules.network.models import Agreement, Person
from dwarsverband.modules.network.queries.people import own_people
from dwarsverband.modules.tables.models import (
    Decision,
    Meeting,
    Presence,
    Speaking,
    Table,
    TableSeat,
    Visitor,
)
from dwarsverband.modules.tables.queries.minutes import Point, minutes_points, visitor_lines
from dwarsverband.modules.tables.queries.tables import SEES_TABLES, open_tables

State = Decision.State
MOST_OPEN, MOST_CLOSED = 40, 5
_DOMAIN = ("id", "code", "name_nl", "name_en", "shape", "letter_nl", "letter_en", "order")


@dataclass(frozen=True, slots=True)
class MeetingDetail:
    """One meeting: who was expected, who came, what was said and how long, and what stands open."""

    meeting: Meeting
    presences: tuple[Presence, ...]
    visitors: tuple[Visitor, ...]
    points: tuple[Point, ...]
    speakings: tuple[Speaking, ...]
    decisions: tuple[Decision, ...]
    open_decisions: tuple[Decision, ...]

    @property
    def came(self) -> list[Presence]:
        """Whoever was there."""
        return [one for one in self.presences if one.was_there]

    @property
    def excused(self) -> list[Presence]:
        """Whoever sent word that they would not come."""
        return [one for one in self.presences if one.sent_word]

    @property
    def absent(self) -> list[Presence]:
        """Whoever was expected, sent no word and did not come."""
        return [one for one in self.presences if not (one.was_there or one.sent_word)]


@dataclass(frozen=True, slots=True)
class Together:
    """Who sat together, on which day, at which table."""

    people: frozenset[UUID]
    on: date
    table: str


def visible_meetings(actor: Actor) -> QuerySet[Meeting]:
    """The meetings of the tables of which the actor sees everything, the newest first."""
    meetings = Meeting.objects.filter(
        partnership_id=actor.partnership_id, table__in=open_tables(actor).values("pk")
    )
    return meetings.select_related("table__chair")


def get_meeting(actor: Actor, pk: UUID) -> Meeting:
    """One of them."""
    return get_object_or_404(visible_meetings(actor), pk=pk)


def meetings_of(actor: Actor, table: Table) -> list[Meeting]:
    """The meetings of one table, with who was there and how long domains spoke read along."""
    people = Presence.objects.select_related("person", "domain").order_by("person__sort_name", "id")
    spoken = Speaking.objects.filter(meeting=OuterRef("pk")).order_by("domain__order")
    row = JSONObject(minutes="minutes", **{name: f"domain__{name}" for name in _DOMAIN})
    found = visible_meetings(actor).filter(table=table)
    found = found.annotate(spoken_rows=ArraySubquery(spoken.values(row=row)))
    return list(found.prefetch_related(Prefetch("presences", people)))


def spoken_at(meeting: Meeting) -> Iterator[tuple[Domain, int]]:
    """Which domain spoke how many minutes, of a meeting of `meetings_of`."""
    for row in meeting.__dict__["spoken_rows"]:
        told = {name: row[name] for name in _DOMAIN} | {"id": UUID(row["id"])}
        yield Domain(**told), row["minutes"]


def next_of(meetings: Sequence[Meeting]) -> Meeting | None:
    """The first meeting that is still to come, or is today and not written down yet."""
    today = timezone.localdate()
    coming = [one for one in meetings if one.on >= today and one.recorded_on is None]
    return coming[-1] if coming else None


def meeting_detail(actor: Actor, meeting: Meeting) -> MeetingDetail:
    """A meeting with everything that was written down of it."""
    people = meeting.presences.select_related("person", "domain")
    found = list(visible_decisions(actor).filter(table=meeting.table_id))
    return MeetingDetail(
        meeting=meeting,
        presences=tuple(_named(one) for one in people.order_by("person__sort_name", "id")),
        visitors=tuple(meeting.visitors.all()),
        points=tuple(minutes_points(meeting)),
        speakings=tuple(meeting.speakings.select_related("domain").order_by("domain__order")),
        decisions=tuple(one for one in found if one.meeting_id == meeting.pk),
        open_decisions=tuple(
            one for one in found if one.state == State.DOING and one.meeting_id != meeting.pk
        ),
    )


def _named(presence: Presence) -> Presence:
    """The same without a name for whoever objects: they are told to nobody until that is decided."""
    if presence.person is not None and presence.person.objected_on is not None:
        presence.person = None
    return presence


def visible_decisions(actor: Actor) -> QuerySet[Decision]:
    """What was decided at the tables that the actor sees whole, and what is theirs to do."""
    decisions = Decision.objects.filter(partnership_id=actor.partnership_id)
    if not (actor.kind == "system" or actor.role in SEES_TABLES):
        return decisions.none()
    is_own = Q(owner__in=own_people(actor))
    seen = decisions.filter(Q(table__in=open_tables(actor).values("pk")) | is_own)
    return seen.select_related("table__chair", "owner", "owner_domain")


def get_decision(actor: Actor, pk: UUID) -> Decision:
    """One of them."""
    return get_object_or_404(visible_decisions(actor), pk=pk)


def shown_decisions(decisions: Sequence[Decision]) -> list[Decision]:
    """What stands open at a table, what is due first on top, and the last things that were closed."""
    waiting = sorted(
        (one for one in decisions if one.state == State.DOING),
        key=lambda one: (one.due_on is None, one.due_on or one.decided_on),
    )
    closed = [one for one in decisions if one.state != State.DOING]
    return [*waiting[:MOST_OPEN], *closed[:MOST_CLOSED]]


def promises_of(actor: Actor) -> QuerySet[Decision]:
    """What the actor promised at tables and is not done."""
    return visible_decisions(actor).filter(state=State.DOING, owner__in=own_people(actor))


def own_promises(actor: Actor) -> list[Decision]:
    """The same, the first that is due first."""
    if actor.role not in SEES_TABLES:
        return []
    return list(promises_of(actor).order_by("due_on", "decided_on", "id"))


def sat_together(actor: Actor, pk: UUID) -> Together | None:
    """The people who were at a meeting; nothing when fewer than two were."""
    there = Presence.objects.filter(
        partnership_id=actor.partnership_id, meeting=pk, was_there=True, person__isnull=False
    ).select_related("meeting__table")
    rows = list(there)
    if len(rows) < 2:
        return None
    meeting = rows[0].meeting
    people = frozenset(row.person_id for row in rows if row.person_id)
    return Together(people, meeting.on, meeting.table.name)


def has_no_account(actor: Actor, decision: Decision) -> bool:
    """Whether somebody does it who reads nothing here."""
    owner = decision.owner
    if owner is None or owner.objected_on is not None:
        return False
    return not (owner.email and member_list(actor).filter(user__email=owner.email).exists())


def address_of_owner(actor: Actor, decision: Decision) -> str:
    """Where to mail whoever does it and has no account, for a coordinator; a key person is reached by those who keep them."""
    owner = decision.owner
    if owner is None or not actor.is_coordinator or not has_no_account(actor, decision):
        return ""
    agreed = Agreement.objects.filter(partnership_id=actor.partnership_id, person=owner)
    return "" if agreed.exists() else str(owner.email)


def is_own_decision(actor: Actor, decision: Decision) -> bool:
    """Whether a decision is the actor's to do."""
    return decision.owner_id is not None and own_people(actor).filter(pk=decision.owner_id).exists()


def expected(actor: Actor, table: Table) -> list[TableSeat]:
    """The seats on which somebody sits whom the actor sees, by family name."""
    seats = TableSeat.objects.filter(table=table, person__isnull=False, person__objected_on=None)
    return list(seats.select_related("person", "domain").order_by("person__sort_name", "id"))


def people_at(actor: Actor, table: Table) -> QuerySet[Person]:
    """The people who sit at a table."""
    seats = TableSeat.objects.filter(table=table, person__isnull=False)
    people = Person.objects.filter(partnership_id=actor.partnership_id, objected_on=None)
    return people.filter(pk__in=seats.values("person"))


def domains_at(actor: Actor, meeting: Meeting) -> list[Domain]:
    """The domains of whoever came to a meeting, or sits at the table while nobody wrote that down."""
    came = [one.domain for one in meeting.presences.select_related("domain") if one.was_there]
    seats = expected(actor, meeting.table)
    known = {one.pk: one for one in came if one} or {seat.domain_id: seat.domain for seat in seats}
    return sorted(known.values(), key=lambda domain: domain.order)


def meeting_form(meeting: Meeting) -> dict[str, object]:
    """What the form about a meeting shows first."""
    own = {name: getattr(meeting, name) for name in ("on", "starts_at", "place", "version")}
    return own | {"agenda": "\n".join(meeting.agenda)}


def presence_form(meeting: Meeting) -> dict[str, object]:
    """Whoever was written down before is ticked; visitors stand in their lines."""
    known = list(meeting.presences.all())
    return {
        "people": [one.person_id for one in known if one.was_there],
        "excused": [one.person_id for one in known if one.sent_word],
        "visitors": visitor_lines(meeting.visitors.all()),
    }


def decision_form(decision: Decision) -> dict[str, object]:
    """What the form about a decision shows first."""
    return {name: getattr(decision, name) for name in ("what", "why", "owner", "due_on", "version")}


def presences_past_term(actor: Actor) -> QuerySet[Presence]:
    """Who was at meetings so long ago that it should be gone by now."""
    own = {"partnership_id": actor.partnership_id}
    return Presence.objects.filter(**own, ends_on__lt=timezone.localdate())


def decisions_past_term(actor: Actor) -> QuerySet[Decision]:
    """What was decided so long ago that it should be gone by now."""
    own = {"partnership_id": actor.partnership_id}
    return Decision.objects.filter(**own, ends_on__lt=timezone.localdate())
