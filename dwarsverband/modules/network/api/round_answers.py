"""Answering a contact round as a member, for machines: the same steps as behind the link."""

from typing import Literal
from uuid import UUID

from ninja import Status
from pydantic import Field

from dwarsverband.foundation.access import Request
from dwarsverband.foundation.accounts.queries import get_domain
from dwarsverband.foundation.api.areas import area_router
from dwarsverband.foundation.api.schema import Input, Schema
from dwarsverband.modules.network.actions import round_answers as actions
from dwarsverband.modules.network.actions.round_answers import SaidOften
from dwarsverband.modules.network.models import Participation
from dwarsverband.modules.network.queries import round_answering
from dwarsverband.modules.network.queries import rounds as queries

router = area_router("rounds")


class LikelyOut(Schema):
    """Somebody whom the caller may name: the organisation, and why they stand on the list."""

    id: UUID
    name: str
    organisation: str
    why: str


class SaidContactOut(Schema):
    """Somebody whom the caller named, how often they speak, and on which theme."""

    person_id: UUID
    name: str
    often: str
    theme_id: UUID | None


class PassedOnOut(Schema):
    """A name that the caller passed on."""

    name: str
    organisation: str


class OwnAnswerOut(Schema):
    """What the caller is asked and said so far; `likely` are those who can be ticked."""

    answered: bool
    likely: list[LikelyOut]
    named: list[SaidContactOut]
    missing: list[PassedOnOut]


class NameContactsIn(Input):
    """Everybody whom the caller works with; who is not among them is named no longer."""

    people: list[UUID] = Field(max_length=100)


class SaidContactIn(Input):
    """How often one of them is spoken, and on which theme."""

    person: UUID
    often: Literal["weekly", "monthly", "less"]
    theme: UUID | None = None


class SayHowOftenIn(Input):
    """The same of some of those who were named."""

    said: list[SaidContactIn] = Field(max_length=100)


class NameMissingIn(Input):
    """Somebody who is not in the network, and where they work."""

    name: str = Field(max_length=160)
    organisation: str = Field(default="", max_length=160)
    domain_id: UUID | None = None


class DeclineRoundIn(Input):
    """Whether the caller is never asked again."""

    for_good: bool = False


@router.get("/rounds/{pk}/own-answer", response=OwnAnswerOut, by_alias=True)
def answer_round(request: Request, pk: UUID) -> dict[str, object]:
    """Whom the caller could name in a round that asks them, and what they said so far."""
    return _answer(request, queries.own_participation(request.actor, pk))


@router.put("/rounds/{pk}/own-answer", response=OwnAnswerOut, by_alias=True)
def name_contacts(request: Request, pk: UUID, body: NameContactsIn) -> dict[str, object]:
    """Say with whom the caller works; it counts once the answer is finished."""
    mine = queries.own_participation(request.actor, pk)
    shown = [one.person_id for one in queries.named_by(mine)]
    actions.name_contacts(request.actor, mine, people=body.people, shown=shown)
    return _answer(request, mine)


@router.post("/rounds/{pk}/keep-earlier", response=OwnAnswerOut, by_alias=True)
def keep_earlier(request: Request, pk: UUID) -> dict[str, object]:
    """Say that whom the caller named last time still holds."""
    mine = queries.own_participation(request.actor, pk)
    actions.keep_earlier(request.actor, mine)
    return _answer(request, mine)


@router.post("/rounds/{pk}/say-how-often", response=OwnAnswerOut, by_alias=True)
def say_how_often(request: Request, pk: UUID, body: SayHowOftenIn) -> dict[str, object]:
    """Say how often the caller speaks those who were named."""
    mine = queries.own_participation(request.actor, pk)
    said = {one.person: SaidOften(one.often, one.theme) for one in body.said}
    actions.say_how_often(request.actor, mine, said=said)
    return _answer(request, mine)


@router.post("/rounds/{pk}/name-missing", response=OwnAnswerOut, by_alias=True)
def name_missing(request: Request, pk: UUID, body: NameMissingIn) -> dict[str, object]:
    """Pass on who is not in the network; the coordinator decides."""
    mine = queries.own_participation(request.actor, pk)
    domain = get_domain(request.actor, body.domain_id) if body.domain_id else None
    actions.name_missing(
        request.actor, mine, name=body.name, organisation=body.organisation, domain=domain
    )
    return _answer(request, mine)


@router.post("/rounds/{pk}/finish-answer", response=OwnAnswerOut, by_alias=True)
def finish_answer(request: Request, pk: UUID) -> dict[str, object]:
    """Finish the answer: now it counts."""
    mine = queries.own_participation(request.actor, pk)
    return _answer(request, actions.finish_answer(request.actor, mine))


@router.post("/rounds/{pk}/decline", response={204: None})
def decline_round(request: Request, pk: UUID, body: DeclineRoundIn) -> Status[None]:
    """Say that the caller would rather not answer, this time or ever."""
    mine = queries.own_participation(request.actor, pk)
    actions.decline_round(request.actor, mine, for_good=body.for_good)
    return Status(204, None)


def _answer(request: Request, mine: Participation) -> dict[str, object]:
    page = round_answering.whom(request.actor, mine, {round_answering.CHANGE: ""})
    told = round_answering.last_step(mine)
    return {
        "answered": mine.answered_on is not None,
        "likely": page.likely,
        "named": [
            {
                "person_id": one.person_id,
                "name": one.person.name,
                "often": one.often,
                "theme_id": one.theme_id,
            }
            for one in told.named
        ],
        "missing": told.missing,
    }
