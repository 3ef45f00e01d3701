"""Meetings of tables and what was decided there, for machines."""

from datetime import date, time
from typing import Annotated, Any  # the fields of a body
from uuid import UUID

from django.http import HttpResponse
from ninja import Status
from pydantic import Field

from dwarsverband.foundation.access import Request
from dwarsverband.foundation.api.areas import area_router
from dwarsverband.foundation.api.schema import ClockTime, Input, Schema, Version
from dwarsverband.modules.network.models import Person
from dwarsverband.modules.network.queries.people import get_person
from dwarsverband.modules.tables.actions import meetings as actions
from dwarsverband.modules.tables.models import Decision, Meeting, Table
from dwarsverband.modules.tables.queries import meetings, tables

router = area_router("tables")
Point = Annotated[str, Field(max_length=200)]


class PlanIn(Input):
    """When a table meets, where, and about what."""

    on: date
    begins: ClockTime | None = None
    place: str = Field(default="", max_length=120)
    agenda: Annotated[list[Point], Field(max_length=30)] = []
    is_meant: bool = False


class TellMeetingIn(Input):
    """A sentence of one's own in the mail."""

    note: str = Field(default="", max_length=300)


class MailedOut(Schema):
    """How many mails leave."""

    mails: int


class DecisionIn(Input):
    """What was decided, why, who does it, and by which day."""

    what: str = Field(max_length=200)
    why: str = Field(default="", max_length=300)
    owner: UUID | None = None
    due_on: date | None = None
    is_meant: bool = False


class ReportIn(Input):
    """How it stands."""

    state: Decision.State


class MeetingOut(Schema):
    """A meeting of a table."""

    id: UUID
    table_id: UUID
    on: date
    begins: time | None
    place: str
    agenda: list[str]
    recorded_on: date | None
    minutes_told_on: date | None
    version: int

    @staticmethod
    def resolve_begins(meeting: object) -> time | None:
        """The time of the clock in the Netherlands at which it begins."""
        found: time | None = getattr(meeting, "starts_at", None)
        return found


class PresenceOut(Schema):
    """Somebody who was expected, and whether they came or sent word; without a person when they left."""

    person_id: UUID | None
    domain_id: UUID | None
    was_there: bool
    sent_word: bool


class VisitorOut(Schema):
    """Somebody from outside the network who was there."""

    name: str
    organisation: str


class PointOut(Schema):
    """A point of the agenda and what was said about it; without words, what else was said."""

    point: str
    said: str


class SpokenByOut(Schema):
    """How many minutes a domain spoke."""

    domain_id: UUID
    minutes: int


class DecisionOut(Schema):
    """What was decided, who does it, and how it stands."""

    id: UUID
    table_id: UUID
    meeting_id: UUID | None
    what: str
    why: str
    owner_id: UUID | None
    decided_on: date
    due_on: date | None
    state: str
    told_on: date | None
    version: int


class MeetingDetailOut(MeetingOut):
    """A meeting with who was there, what was said, how long domains spoke, and what was decided."""

    presences: list[PresenceOut]
    visitors: list[VisitorOut]
    points: list[PointOut]
    speakings: list[SpokenByOut]
    decisions: list[DecisionOut]


@router.post("/tables/{pk}/meetings", response={201: MeetingOut}, by_alias=True)
def plan_meeting(request: Request, pk: UUID, body: PlanIn) -> Status[Meeting]:
    """Say when a table meets, where, and about what."""
    table = tables.get_table(request.actor, pk)
    return Status(201, actions.plan_meeting(request.actor, table, **_plan(body)))


@router.get("/meetings/{pk}", response=MeetingDetailOut, by_alias=True)
def meeting_detail(request: Request, pk: UUID) -> dict[str, object]:
    """Who was at a meeting, what was said, and what was decided."""
    meeting = meetings.get_meeting(request.actor, pk)
    detail = meetings.meeting_detail(request.actor, meeting)
    fields = ("table_id", "on", "place", "agenda", "recorded_on", "minutes_told_on", "version")
    return {
        "id": meeting.pk,
        "starts_at": meeting.starts_at,
        **{name: getattr(meeting, name) for name in fields},
        "presences": detail.presences,
        "visitors": detail.visitors,
        "points": detail.points,
        "speakings": detail.speakings,
        "decisions": detail.decisions,
    }


@router.put("/meetings/{pk}", response=MeetingOut, by_alias=True)
def change_meeting(
    request: Request, pk: UUID, body: PlanIn, version: Version, response: HttpResponse
) -> Meeting:
    """Say otherwise when a table meets, where, or about what."""
    meeting = meetings.get_meeting(request.actor, pk)
    changed = actions.change_meeting(request.actor, meeting, **_plan(body), version=version)
    response["ETag"] = f'"{changed.version}"'
    return changed


@router.post("/meetings/{pk}/tell", response=MailedOut, by_alias=True)
def tell_meeting(request: Request, pk: UUID, body: TellMeetingIn) -> dict[str, int]:
    """Mail everybody at the table when it meets."""
    meeting = meetings.get_meeting(request.actor, pk)
    return {"mails": actions.tell_meeting(request.actor, meeting, note=body.note)}


@router.delete("/meetings/{pk}", response=MailedOut, by_alias=True)
def cancel_meeting(request: Request, pk: UUID) -> dict[str, int]:
    """Let a meeting not take place, and mail that to whoever was mailed."""
    meeting = meetings.get_meeting(request.actor, pk)
    return {"mails": actions.cancel_meeting(request.actor, meeting)}


@router.post("/tables/{pk}/decisions", response={201: DecisionOut}, by_alias=True)
def record_decision(request: Request, pk: UUID, body: DecisionIn) -> Status[Decision]:
    """Write down what was decided at a table."""
    table = tables.get_table(request.actor, pk)
    told = body.dict() | {"owner": _owner(request, table, body.owner)}
    return Status(201, actions.record_decision(request.actor, table, **told))


@router.put("/decisions/{pk}", response=DecisionOut, by_alias=True)
def change_decision(
    request: Request, pk: UUID, body: DecisionIn, version: Version, response: HttpResponse
) -> Decision:
    """Say otherwise what was decided, who does it, or by when."""
    decision = meetings.get_decision(request.actor, pk)
    told = body.dict() | {"owner": _owner(request, decision.table, body.owner)}
    changed = actions.change_decision(request.actor, decision, **told, version=version)
    response["ETag"] = f'"{changed.version}"'
    return changed


@router.post("/decisions/{pk}/report", response=DecisionOut, by_alias=True)
def report_decision(request: Request, pk: UUID, body: ReportIn) -> Decision:
    """Say how a decision stands."""
    decision = meetings.get_decision(request.actor, pk)
    return actions.report_decision(request.actor, decision, state=body.state)


def _plan(body: PlanIn) -> dict[str, Any]:
    told = body.dict()
    return told | {"starts_at": told.pop("begins")}


def people_named(request: Request, table: Table, keys: list[UUID]) -> list[Person]:
    """Whoever of these sits at the table; somebody else is not found."""
    there = {person.pk: person for person in meetings.people_at(request.actor, table)}
    return [there.get(key) or get_person(request.actor, key) for key in dict.fromkeys(keys)]


def _owner(request: Request, table: Table, key: UUID | None) -> Person | None:
    return None if key is None else people_named(request, table, [key])[0]
