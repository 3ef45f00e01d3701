"""Introductions for machines."""

from datetime import date
from typing import Literal
from uuid import UUID

from ninja import Status
from pydantic import Field

from dwarsverband.foundation.access import Request
from dwarsverband.foundation.api.areas import area_router
from dwarsverband.foundation.api.schema import Input, Schema
from dwarsverband.modules.network.actions import introductions as actions
from dwarsverband.modules.network.api.reports import NamedOut
from dwarsverband.modules.network.models import Introduction, Tie
from dwarsverband.modules.network.queries import introductions

router = area_router("introductions")


class SuggestionOut(Schema):
    """Two people who could meet, who knows both, and what it would change."""

    key: str
    first: NamedOut
    second: NamedOut
    introducers: list[NamedOut]
    people_before: int
    people_after: int


class AskIn(Input):
    """Which suggestion, who is asked, and perhaps a sentence of your own for the mail."""

    pair: str = Field(max_length=80)
    introducer: UUID | None = None
    note: str = Field(default="", max_length=300)


class RestIn(Input):
    """Which suggestion."""

    pair: str = Field(max_length=80)


class AnswerIn(Input):
    """What was answered."""

    answer: Literal["accepted", "declined", "later"]


class MeetingIn(Input):
    """When they met, and the version that you read."""

    on: date
    version: int


class IntroductionOut(Schema):
    """An introduction that was asked for."""

    id: UUID
    first_id: UUID
    second_id: UUID
    introducer_id: UUID | None
    status: str
    asked_on: date
    answered_on: date | None
    met_on: date | None
    version: int


class MetOut(Schema):
    """The tie that came of it."""

    id: UUID
    since_on: date | None


@router.get("/suggestions", response=list[SuggestionOut], by_alias=True)
def suggestion_list(request: Request) -> list[introductions.Suggestion]:
    """Whom to introduce to whom, the weakest bridge first."""
    return introductions.suggested_introductions(request.actor)


@router.get("/introductions", response=list[IntroductionOut], by_alias=True)
def introduction_list(request: Request) -> list[Introduction]:
    """The introductions of which the end is not known yet."""
    return list(introductions.open_introductions(request.actor))


@router.post("/introductions", response={201: IntroductionOut}, by_alias=True)
def ask_introducer(request: Request, body: AskIn) -> Status[Introduction]:
    """Ask somebody to introduce two people."""
    typed = {"pair": body.pair, "introducer": str(body.introducer or "")}
    suggestion, introducer = introductions.asked(request.actor, typed)
    asked = actions.ask_introducer(request.actor, suggestion, introducer=introducer, note=body.note)
    return Status(201, asked)


@router.post("/introductions/let-rest", response={201: IntroductionOut}, by_alias=True)
def let_introduction_rest(request: Request, body: RestIn) -> Status[Introduction]:
    """Put a suggestion away; these two are not suggested again within a year."""
    suggestion, _introducer = introductions.asked(request.actor, {"pair": body.pair})
    return Status(201, actions.let_introduction_rest(request.actor, suggestion))


@router.post("/introductions/{pk}/answer", response=IntroductionOut, by_alias=True)
def answer_introduction(request: Request, pk: UUID, body: AnswerIn) -> Introduction:
    """Write down what was answered."""
    introduction = introductions.get_introduction(request.actor, pk)
    return actions.answer_introduction(request.actor, introduction, answer=body.answer)


@router.post("/introductions/{pk}/record-meeting", response=MetOut, by_alias=True)
def record_meeting(request: Request, pk: UUID, body: MeetingIn) -> Tie:
    """Write down that two people met."""
    introduction = introductions.get_introduction(request.actor, pk)
    return actions.record_meeting(request.actor, introduction, on=body.on, version=body.version)
