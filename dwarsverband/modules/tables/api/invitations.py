"""Whom to invite to a table, and what they answered, for machines."""

from datetime import date
from typing import Literal
from uuid import UUID

from ninja import Status
from pydantic import Field

from dwarsverband.foundation.access import Request
from dwarsverband.foundation.api.areas import area_router
from dwarsverband.foundation.api.schema import Input, Schema
from dwarsverband.modules.tables.actions import invitations as actions
from dwarsverband.modules.tables.models import TableInvitation
from dwarsverband.modules.tables.queries import candidates, invitation_words, invitations

router = area_router("tables")


class InviteIn(Input):
    """Who, for which empty seat, and perhaps a sentence of your own for the mail."""

    person: UUID
    seat: UUID
    note: str = Field(default="", max_length=300)


class InvitationAnswerIn(Input):
    """What was answered; whoever sends somebody else says by which function."""

    answer: Literal["accepted", "declined", "instead"]
    instead: str = Field(default="", max_length=120)


class GuestOut(Schema):
    """Somebody who could fill empty seats, and why this one: a sentence."""

    person_id: UUID
    name: str
    organisation: str
    seats: list[UUID]
    reason: str


class GuestsOut(Schema):
    """The fewest people who fill the empty seats together, and the seats that nobody can take."""

    chosen: list[GuestOut]
    nobody: list[str]


class TableInvitationOut(Schema):
    """An invitation, and what was answered."""

    id: UUID
    seat_id: UUID
    person_id: UUID
    status: str
    instead: str
    asked_on: date
    answered_on: date | None


@router.get("/tables/{pk}/guests", response=GuestsOut, by_alias=True)
def guest_list(request: Request, pk: UUID) -> dict[str, object]:
    """Whom to invite: as few people as can be, nearest contacts first."""
    found = candidates.guests(request.actor, invitations.get_inviting_table(request.actor, pk))
    words = invitation_words.guests_words(found)
    return {
        "chosen": [_guest(one) for one in words.chosen],
        "nobody": [one.name for one in found.nobody],
    }


@router.post("/tables/{pk}/invite-person", response={201: TableInvitationOut}, by_alias=True)
def invite_person(request: Request, pk: UUID, body: InviteIn) -> Status[TableInvitation]:
    """Ask somebody to take an empty seat."""
    table = invitations.get_inviting_table(request.actor, pk)
    named = {"wie": str(body.person), "stoel": str(body.seat)}
    offer = candidates.offered(request.actor, table, named)
    return Status(201, actions.invite_person(request.actor, offer, note=body.note))


@router.post("/table-invitations/{pk}/answer", response=TableInvitationOut, by_alias=True)
def answer_table_invitation(
    request: Request, pk: UUID, body: InvitationAnswerIn
) -> TableInvitation:
    """Write down what was answered."""
    invitation = invitations.get_invitation(request.actor, pk)
    return actions.answer_table_invitation(request.actor, invitation, **body.dict())


@router.delete("/table-invitations/{pk}", response={204: None})
def take_back_invitation(request: Request, pk: UUID) -> None:
    """Take an invitation back before it is answered."""
    actions.take_back_invitation(request.actor, invitations.get_invitation(request.actor, pk))


def _guest(told: invitation_words.GuestTold) -> dict[str, object]:
    person = told.guest.person
    return {
        "person_id": person.id,
        "name": person.name,
        "organisation": person.organisation,
        "seats": [one.key for one in told.guest.seats],
        "reason": told.reason,
    }
