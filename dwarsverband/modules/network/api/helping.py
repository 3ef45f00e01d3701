"""Asking for help and offering it, for machines."""

from datetime import date
from typing import Literal
from uuid import UUID

from ninja import Status
from pydantic import Field

from dwarsverband.foundation.access import Actor, Request
from dwarsverband.foundation.accounts.models import Theme
from dwarsverband.foundation.accounts.queries import get_theme
from dwarsverband.foundation.api.areas import area_router
from dwarsverband.foundation.api.schema import Input, PageNumber, Schema, Search, page_of, plain
from dwarsverband.modules.network.actions import helping as actions
from dwarsverband.modules.network.actions import offers as offer_actions
from dwarsverband.modules.network.models import HelpAsk, HelpQuestion, Offer
from dwarsverband.modules.network.queries import help_pages as pages
from dwarsverband.modules.network.queries import help_words as words
from dwarsverband.modules.network.queries import helping as queries
from dwarsverband.modules.network.queries import offers
from dwarsverband.modules.network.rules.helping import MOST_MINUTES

router = area_router("help")


class OfferOut(Schema):
    """What somebody offers to help with, until a day."""

    id: UUID
    person_id: UUID
    name: str
    text: str
    offered_on: date
    ends_on: date

    @staticmethod
    def resolve_name(offer: Offer) -> str:
        """Whose offer it is."""
        return offer.person.name


class OffersOut(Schema):
    """One page of offers."""

    items: list[OfferOut]
    page: int
    pages: int
    count: int


class OfferIn(Input):
    """A short line, and until when."""

    text: str = Field(min_length=1, max_length=120)
    ends_on: date


class HelpAnswerOut(Schema):
    """What somebody answered to a question of the caller."""

    id: UUID
    name: str
    answer: str
    answered_on: date | None
    reach: str
    elsewhere: str
    thanked_on: date | None


class HelpQuestionOut(Schema):
    """A question of the caller, and what was answered."""

    id: UUID
    text: str
    theme: str | None
    neighbourhood: str
    asked_on: date
    next_on: date | None
    ends_on: date
    asked: int
    answers: list[HelpAnswerOut]

    @staticmethod
    def resolve_theme(question: HelpQuestion) -> str | None:
        """The code of its theme."""
        return question.theme.code if question.theme else None

    @staticmethod
    def resolve_asked(question: HelpQuestion) -> int:
        """How many people were asked."""
        return len(question.asks.all())

    @staticmethod
    def resolve_answers(question: HelpQuestion) -> list[HelpAsk]:
        """Who answered; whoever did not is not named."""
        return [one for one in question.asks.all() if one.answer in words.TOLD]


class HelpAskOut(Schema):
    """A question that the caller was asked, and what they answered."""

    id: UUID
    asked_by: str
    question: str
    asked_on: date
    answer: str
    minutes: int
    ends_on: date

    @staticmethod
    def resolve_asked_by(ask: HelpAsk) -> str:
        """Who asks, and where they work."""
        return words.asker_line(ask.question)

    @staticmethod
    def resolve_question(ask: HelpAsk) -> str:
        """The question itself."""
        return ask.question.text

    @staticmethod
    def resolve_ends_on(ask: HelpAsk) -> date:
        """The last day of the question."""
        return ask.question.ends_on


class ThemeTotalOut(Schema):
    """How many questions about a theme there were in a year."""

    name: str
    asked: int
    answered: int
    thanked: int


class HelpTotalsOut(Schema):
    """How many questions there were in a year, and the minutes that answers took."""

    asked: int
    answered: int
    thanked: int
    minutes: int
    themes: list[ThemeTotalOut]


class HelpPageOut(Schema):
    """What the caller asked and was asked; totals for the coordinator."""

    questions: list[HelpQuestionOut]
    asks: list[HelpAskOut]
    totals: HelpTotalsOut | None


class HelpPreviewOut(Schema):
    """What would happen with a question: how many people get it, from which domains, for which words.

    What is missing carries the question and was offered by nobody. No domain is named when one of
    them has few people. Whoever asks often gets no count for an hour.
    """

    count: int | None
    domains: list[str]
    words: list[str]
    missing: list[str]
    is_for_coordinator: bool | None
    desks: list[str]
    warning: str


class HelpQuestionIn(Input):
    """A question; it is about no person, or its writer says so."""

    text: str = Field(min_length=1, max_length=600)
    theme_id: UUID | None = None
    neighbourhood: str = Field(default="", max_length=80)
    is_about_nobody: bool = False


class HelpAnswerIn(Input):
    """That you can help and how to reach you, who knows instead, or: not now."""

    answer: Literal["yes", "other", "not_now"]
    reach: str = Field(default="", max_length=200)
    elsewhere: str = Field(default="", max_length=160)


class MinutesIn(Input):
    """How long it took."""

    minutes: int = Field(ge=1, le=MOST_MINUTES)


@router.get("/help", response=HelpPageOut, by_alias=True)
def help_page(request: Request) -> dict[str, object]:
    """What the caller asked and was asked."""
    told = pages.help_page(request.actor)
    return {
        "questions": [one.question for one in told.questions],
        "asks": [one.ask for one in told.asks],
        "totals": told.totals,
    }


@router.post("/help/preview", response=HelpPreviewOut, by_alias=True)
def preview_question(request: Request, body: HelpQuestionIn) -> dict[str, object]:
    """Who would get a question, without names; nothing of it is kept."""
    given = {**body.dict(), "theme": _theme(request.actor, body)}
    told = pages.preview(request.actor, given)
    often = told.preview.is_often
    return {
        "count": None if often else told.preview.count,
        "domains": [domain.code for domain in told.preview.domains],
        "words": list(told.preview.words),
        "missing": list(told.preview.missing),
        "is_for_coordinator": None if often else told.preview.is_for_coordinator,
        "desks": [desk.name for desk in told.preview.desks],
        "warning": told.words.warning,
    }


@router.post("/questions", response={201: HelpQuestionOut}, by_alias=True)
def ask_for_help(request: Request, body: HelpQuestionIn) -> Status[HelpQuestion]:
    """Ask in a sentence; three people get it at most."""
    question = actions.ask_for_help(
        request.actor,
        text=body.text,
        theme=_theme(request.actor, body),
        neighbourhood=body.neighbourhood,
        is_about_nobody=body.is_about_nobody,
    )
    return Status(201, queries.get_question(request.actor, question.pk))


@router.get("/questions/{pk}", response=HelpQuestionOut, by_alias=True)
def question_detail(request: Request, pk: UUID) -> HelpQuestion:
    """One of the caller's own questions, and what was answered."""
    return queries.get_question(request.actor, pk)


@router.delete("/questions/{pk}", response={204: None})
def end_question(request: Request, pk: UUID) -> None:
    """Destroy a question with its answers."""
    actions.end_question(request.actor, queries.get_question(request.actor, pk))


@router.get("/asks", response=list[HelpAskOut], by_alias=True)
def ask_list(request: Request) -> list[HelpAsk]:
    """The questions that the caller was asked, what waits first."""
    return list(queries.own_asks(request.actor))


@router.post("/asks/{pk}/answer", response=HelpAskOut, by_alias=True)
def answer_ask(request: Request, pk: UUID, body: HelpAnswerIn) -> HelpAsk:
    """Answer a question that the caller was asked."""
    ask = queries.get_ask(request.actor, pk)
    actions.answer_ask(request.actor, ask, **body.dict())
    return queries.get_ask(request.actor, pk)


@router.post("/asks/{pk}/tell-minutes", response=HelpAskOut, by_alias=True)
def tell_minutes(request: Request, pk: UUID, body: MinutesIn) -> HelpAsk:
    """Say how long it took to help."""
    ask = queries.get_ask(request.actor, pk)
    actions.tell_minutes(request.actor, ask, minutes=body.minutes)
    return queries.get_ask(request.actor, pk)


@router.post("/asks/{pk}/thank", response=HelpAnswerOut, by_alias=True)
def thank(request: Request, pk: UUID) -> HelpAsk:
    """Thank for an answer, once."""
    return actions.thank(request.actor, queries.get_answer(request.actor, pk))


@router.get("/offers", response=OffersOut, by_alias=True)
def offer_list(request: Request, search: Search = "", page: PageNumber = 1) -> dict[str, object]:
    """What the people whom the caller sees offer, fifty at a time."""
    return page_of(offers.offer_list(request.actor, plain(search)), page)


@router.post("/offers", response={201: OfferOut}, by_alias=True)
def add_offer(request: Request, body: OfferIn) -> Status[Offer]:
    """Offer to help with something, as the caller."""
    person = offers.get_own_person(request.actor)
    return Status(201, offer_actions.add_offer(request.actor, person, **body.dict()))


@router.delete("/offers/{pk}", response={204: None})
def end_offer(request: Request, pk: UUID) -> None:
    """Offer something no longer."""
    offer_actions.end_offer(request.actor, offers.get_offer(request.actor, pk))


def _theme(actor: Actor, body: HelpQuestionIn) -> Theme | None:
    """The theme that a body names, if it does."""
    return get_theme(actor, body.theme_id) if body.theme_id else None
