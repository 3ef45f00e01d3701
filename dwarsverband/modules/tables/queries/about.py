"""What tables hold about one person: for the file that they take along, and for their own page."""

from collections.abc import Iterator
from datetime import date
from typing import Any  # rows of four models

from django.db.models import DateField, Exists, F, OuterRef, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.database.models import Personal
from dwarsverband.modules.network.models import Person, Position
from dwarsverband.modules.network.queries.own_file_words import PartWords, codes
from dwarsverband.modules.tables.models import (
    Decision,
    Discussion,
    Presence,
    Ride,
    Table,
    TableInvitation,
    TableSeat,
    Visitor,
)


def person_file(actor: Actor, person: Person) -> dict[str, object]:
    """Everything that stands here about somebody, under the names of the file."""
    own = {"partnership_id": actor.partnership_id}
    seats = TableSeat.objects.filter(**own, person=person).select_related("table")
    invitations = TableInvitation.objects.filter(**own, person=person)
    there = Presence.objects.filter(**own, person=person).select_related("meeting__table")
    decided = Decision.objects.filter(**own, owner=person).select_related("table")
    return {
        "meetings": [
            {
                "table": one.meeting.table.name,
                "on": str(one.meeting.on),
                "wasThere": one.was_there,
                "sentWord": one.sent_word,
                **_why(one),
            }
            for one in there.order_by("meeting__on")
        ],
        "minutes": [
            {"table": one.meeting.table.name, "on": str(one.meeting.on)} | _why(one)
            for one in _naming(Discussion.objects.filter(**own), person)
        ],
        "guestAt": [
            {"table": one.meeting.table.name, "on": str(one.meeting.on)}
            | {"organisation": one.organisation}
            | _why(one)
            for one in _visits(Visitor.objects.filter(**own), person)
        ],
        "decisions": [_decision(one) for one in decided],
        "rides": [
            {"table": one.table.name, "topic": one.topic, "answer": one.answer} | _why(one)
            for one in Ride.objects.filter(**own, chair=person).select_related("table")
        ],
        "seats": [
            {"table": one.table.name, "seat": one.name, "since": str(one.filled_on or "")}
            for one in seats
        ],
        "chairs": list(Table.objects.filter(**own, chair=person).values_list("name", flat=True)),
        "tableInvitations": [_invitation(one) for one in invitations.select_related("seat__table")],
    }


def person_words() -> dict[str, PartWords]:
    """What the names in that part of the file mean."""
    return {
        "seats": PartWords(_("Seats at tables"), labels={"since": _("Since")}),
        "chairs": PartWords(_("Tables that you lead")),
        "tableInvitations": PartWords(
            _("Invitations to tables"),
            labels={"instead": _("Who comes instead")},
            values={"status": codes(TableInvitation.Status.choices)},
        ),
        **_minutes_words(),
        "decisions": PartWords(
            _("What you promised at tables"),
            labels={
                "what": _("What"),
                "why": _("Why"),
                "decidedOn": _("Decided on"),
                "dueOn": _("Due on"),
                "state": _("How it stands"),
            },
            values={"state": codes(Decision.State.choices)},
        ),
        "rides": PartWords(
            _("Subjects that were brought to your table"),
            labels={"topic": _("Subject")},
            values={"answer": codes(Ride.Answer.choices)},
        ),
    }


def _minutes_words() -> dict[str, PartWords]:
    """What the names mean of what was written down at meetings."""
    return {
        "meetings": PartWords(
            _("Meetings of tables"),
            labels={
                "on": _("On"),
                "wasThere": _("Whether you were there"),
                "sentWord": _("Whether you sent word that you would not come"),
            },
        ),
        "minutes": PartWords(
            _("Minutes in which your name stands"),
            _("Ask whoever leads the table, or the coordinator, what it says."),
            labels={"on": _("On")},
        ),
        "guestAt": PartWords(
            _("Meetings where your name stands among the guests"), labels={"on": _("On")}
        ),
    }


def person_told(actor: Actor, person: Person) -> Iterator[str]:
    """The same in sentences, for somebody's own page."""
    ways = {
        "seat": _("You sit at the table %(table)s, on the seat %(text)s."),
        "invitation": _("On %(day)s you were invited to the table %(table)s."),
        "decision": _("At %(table)s you promised: %(text)s"),
        "presence": _("On %(day)s you were expected at the table %(table)s."),
    }
    for kind, table, text, day in _rows(actor, person):
        told = {"table": table, "text": text, "day": date_format(day, "j F Y") if day else ""}
        yield ways[kind] % told


def _rows(actor: Actor, person: Person) -> QuerySet[Any, tuple[str, str, str, date | None]]:
    """Four tables under each other, read in one stroke."""
    own = {"partnership_id": actor.partnership_id}
    seats = TableSeat.objects.filter(**own, person=person)
    invitations = TableInvitation.objects.filter(**own, person=person)
    decisions = Decision.objects.filter(**own, owner=person)
    times = Presence.objects.filter(**own, person=person)
    parts = (
        (seats, "seat", F("table__name"), F("name"), F("filled_on")),
        (decisions, "decision", F("table__name"), F("what"), F("decided_on")),
        (invitations, "invitation", F("seat__table__name"), Value(""), F("asked_on")),
        (times, "presence", F("meeting__table__name"), Value(""), F("meeting__on")),
    )
    first, *others = (
        rows.order_by().values_list(
            Cast(Value(kind), TextField()),
            Cast(table, TextField()),
            Cast(text, TextField()),
            Cast(day, DateField()),
        )
        for rows, kind, table, text, day in parts
    )
    return first.union(*others, all=True)


def _naming(found: QuerySet[Discussion], person: Person) -> QuerySet[Discussion]:
    """The minutes in which somebody's whole name stands; what they say about others stays there."""
    named = Q(point__icontains=person.name) | Q(said__icontains=person.name)
    return found.filter(named).select_related("meeting__table").order_by("meeting__on", "id")


def _visits(found: QuerySet[Visitor], person: Person) -> QuerySet[Visitor]:
    """Where somebody stands as a guest: by the same name, from an organisation where they work."""
    works_at = Position.objects.filter(
        partnership_id=person.partnership_id,
        person=person,
        organisation__name__iexact=OuterRef("organisation"),
    )
    known = found.filter(Exists(works_at) | Q(organisation=""), name__iexact=person.name)
    return known.select_related("meeting__table").order_by("meeting__on", "id")


def _decision(one: Decision) -> dict[str, str]:
    return {
        "table": one.table.name,
        "what": one.what,
        "why": one.why,
        "decidedOn": str(one.decided_on),
        "dueOn": str(one.due_on or ""),
        "state": one.state,
        **_why(one),
    }


def _invitation(one: TableInvitation) -> dict[str, str]:
    return {
        "table": one.seat.table.name,
        "seat": one.seat.name,
        "status": one.status,
        "instead": one.instead,
        "askedOn": str(one.asked_on),
        "answeredOn": str(one.answered_on or ""),
        **_why(one),
    }


def _why(one: Personal) -> dict[str, str]:
    return {
        "keptUntil": str(one.ends_on),
        "source": one.source,
        "legalBasis": one.legal_basis,
    }
