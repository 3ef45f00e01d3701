"""Riding along with a table of another theme, for machines."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from ninja import Query, Status
from pydantic import Field

from dwarsverband.foundation.access import Request
from dwarsverband.foundation.api.areas import area_router
from dwarsverband.foundation.api.schema import Input, Schema
from dwarsverband.modules.tables.actions import rides as actions
from dwarsverband.modules.tables.models import Ride
from dwarsverband.modules.tables.queries import rides

router = area_router("tables")


class AskRideIn(Input):
    """About which theme (its code), and the sentence for the agenda."""

    theme: str = Field(max_length=40)
    topic: str = Field(max_length=160, min_length=1)


class RideAnswerIn(Input):
    """What the chair said."""

    answer: Literal["accepted", "declined"]


class LiftOut(Schema):
    """A table of another theme: which needed domains sit there, and when it meets next, if you may know."""

    table_id: UUID
    name: str
    present: list[str]
    missing: list[str]
    next_on: date | None


class RideOut(Schema):
    """What was asked of the chair of a table, and the answer."""

    id: UUID
    table_id: UUID
    theme_id: UUID | None
    topic: str
    answer: str
    asked_on: date
    answered_on: date | None
    meeting_id: UUID | None


class RidesOut(Schema):
    """Where a subject could ride along, and what you asked before."""

    lifts: list[LiftOut]
    asked: list[RideOut]


@router.get("/rides", response=RidesOut, by_alias=True)
def ride_list(
    request: Request,
    theme: Annotated[str, Query(max_length=40)] = "",
    domain: Annotated[str, Query(max_length=400)] = "",
) -> dict[str, object]:
    """Which tables of another theme already seat the people for a theme; domains with commas."""
    known = rides.choices(request.actor)
    wish = rides.get_wish(request.actor, known, theme, domain.split(","))
    found = rides.lifts(request.actor, wish) if wish else []
    return {"lifts": [_lift(one) for one in found], "asked": rides.own_rides(request.actor)}


@router.post("/tables/{pk}/rides", response={201: RideOut}, by_alias=True)
def ask_ride(request: Request, pk: UUID, body: AskRideIn) -> Status[Ride]:
    """Ask the chair of a table to put a subject of another theme on its agenda."""
    wanted = rides.get_request(request.actor, pk, body.theme)
    return Status(201, actions.ask_ride(request.actor, wanted, topic=body.topic))


@router.post("/rides/{pk}/answer", response=RideOut, by_alias=True)
def answer_ride(request: Request, pk: UUID, body: RideAnswerIn) -> Ride:
    """Say whether it goes on the agenda."""
    return actions.answer_ride(request.actor, rides.get_ride(request.actor, pk), answer=body.answer)


def _lift(one: rides.Lift) -> dict[str, object]:
    return {
        "table_id": one.around.table.pk,
        "name": one.around.table.name,
        "present": [domain.code for domain in one.there],
        "missing": [domain.code for domain in one.absent],
        "next_on": one.meeting.on if one.meeting else None,
    }
