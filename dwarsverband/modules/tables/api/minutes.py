"""Who was at a meeting and what was said there, for machines."""

from typing import Annotated
from uuid import UUID

from django.http import HttpResponse
from pydantic import Field

from dwarsverband.foundation.access import Request
from dwarsverband.foundation.api.areas import area_router
from dwarsverband.foundation.api.schema import Input, Version
from dwarsverband.modules.tables.actions import minutes as actions
from dwarsverband.modules.tables.api.meetings import MailedOut, MeetingOut, people_named
from dwarsverband.modules.tables.models import Meeting
from dwarsverband.modules.tables.queries import meetings
from dwarsverband.modules.tables.queries.minutes import Visit

router = area_router("tables")


class VisitIn(Input):
    """Somebody from outside the network: a name and an organisation."""

    name: str = Field(max_length=120)
    organisation: str = Field(default="", max_length=120)


class PresenceIn(Input):
    """Who was there and who sent word, of the people at the table; and who came from outside the network."""

    people: Annotated[list[UUID], Field(max_length=60)]
    excused: Annotated[list[UUID], Field(max_length=60)] = []
    visitors: Annotated[list[VisitIn], Field(max_length=20)] = []


class SpokenIn(Input):
    """How many minutes one domain spoke."""

    domain_id: UUID
    minutes: int = Field(ge=0, le=600)


class SpeakingIn(Input):
    """How many minutes each domain spoke."""

    domains: Annotated[list[SpokenIn], Field(max_length=60)]


class SaidIn(Input):
    """A point of the agenda and what was said about it; without a point, what else was said."""

    point: str = Field(default="", max_length=200)
    said: str = Field(max_length=1_000)


class WriteMinutesIn(Input):
    """What was said; a point that is not named was not spoken of."""

    points: Annotated[list[SaidIn], Field(max_length=60)]


class SendMinutesIn(Input):
    """A sentence of one's own in the mail with the minutes."""

    note: str = Field(default="", max_length=300)


@router.post("/meetings/{pk}/presence", response=MeetingOut, by_alias=True)
def record_presence(request: Request, pk: UUID, body: PresenceIn) -> Meeting:
    """Write down who was at a meeting, who sent word, and who came from outside the network."""
    meeting = meetings.get_meeting(request.actor, pk)
    people, excused = (
        people_named(request, meeting.table, keys) for keys in (body.people, body.excused)
    )
    visitors = [Visit(**one.dict()) for one in body.visitors]
    return actions.record_presence(
        request.actor, meeting, people=people, excused=excused, visitors=visitors
    )


@router.put("/meetings/{pk}/minutes", response=MeetingOut, by_alias=True)
def write_minutes(
    request: Request, pk: UUID, body: WriteMinutesIn, version: Version, response: HttpResponse
) -> Meeting:
    """Write down what was said at a meeting, point by point."""
    meeting = meetings.get_meeting(request.actor, pk)
    said = {one.point: one.said for one in body.points}
    changed = actions.write_minutes(request.actor, meeting, said=said, version=version)
    response["ETag"] = f'"{changed.version}"'
    return changed


@router.post("/meetings/{pk}/minutes/send", response=MailedOut, by_alias=True)
def send_minutes(request: Request, pk: UUID, body: SendMinutesIn) -> dict[str, int]:
    """Mail everybody at the table what was decided, and what they promised."""
    meeting = meetings.get_meeting(request.actor, pk)
    return {"mails": actions.send_minutes(request.actor, meeting, note=body.note)}


@router.post("/meetings/{pk}/speaking", response=MeetingOut, by_alias=True)
def note_speaking(request: Request, pk: UUID, body: SpeakingIn) -> Meeting:
    """Write down how many minutes each domain spoke."""
    meeting = meetings.get_meeting(request.actor, pk)
    minutes = {one.domain_id: one.minutes for one in body.domains}
    return actions.note_speaking(request.actor, meeting, minutes=minutes)
