"""Contact rounds for machines: open, close, see the response, decide about names."""

from datetime import date
from uuid import UUID

from ninja import Status

from dwarsverband.foundation.access import Request
from dwarsverband.foundation.access.replies import tell_once
from dwarsverband.foundation.accounts.queries import get_domain, get_organisation, get_theme
from dwarsverband.foundation.api.areas import area_router
from dwarsverband.foundation.api.schema import Input, NumberOut, PageNumber, Schema, page_of
from dwarsverband.modules.network.actions import round_answers, round_names
from dwarsverband.modules.network.actions import rounds as actions
from dwarsverband.modules.network.models import Participation, Person, Round
from dwarsverband.modules.network.queries import round_page, round_words
from dwarsverband.modules.network.queries import rounds as queries

router = area_router("rounds")


class RoundOut(Schema):
    """A contact round: whom it asked, and until when."""

    id: UUID
    theme_id: UUID | None
    organisation_id: UUID | None
    asks_about_id: UUID | None
    opened_on: date
    answers_until: date
    closed_on: date | None


class TotalsOut(Schema):
    """A round in numbers; what is too small to tell is empty."""

    asked: int | None
    answered: int | None
    ties: int | None
    new: int | None
    confirmed: int | None


class RoundTotalsOut(Schema):
    """A round with its totals."""

    round: RoundOut
    totals: TotalsOut


class ResponseOut(Schema):
    """How many people of one organisation were asked, and how many answered."""

    organisation: str
    asked: int
    answered: int


class FinishedAnswerOut(Schema):
    """That somebody answered, when, and how many people they named."""

    id: UUID
    name: str
    answered_on: date | None
    named_count: int

    @staticmethod
    def resolve_name(answer: Participation) -> str:
        """The name of whoever answered."""
        return answer.person.name


class FinishedAnswersOut(Schema):
    """One page of answers."""

    items: list[FinishedAnswerOut]
    page: int
    pages: int
    count: int


class MissingNameOut(Schema):
    """Somebody who was missed on the list, and where they work as it was passed on."""

    id: UUID
    name: str
    organisation: str
    domain: str


class RoundDetailOut(RoundTotalsOut):
    """The same, with response and names for the coordinator."""

    response: list[ResponseOut]
    missing: list[MissingNameOut]


class RoundIn(Input):
    """For whom, about which domain, and until when."""

    theme_id: UUID | None = None
    organisation_id: UUID | None = None
    asks_about_id: UUID | None = None
    answers_until: date


class OwnListOut(Schema):
    """Where somebody answers; the address is for them alone."""

    href: str


@router.get("/rounds", response=list[RoundTotalsOut], by_alias=True)
def round_list(request: Request) -> list[round_page.RoundTold]:
    """Every contact round, the newest first, with totals that tell of nobody."""
    return round_page.rounds_told(request.actor)


@router.post("/rounds", response={201: RoundOut}, by_alias=True)
def open_round(request: Request, body: RoundIn) -> Status[Round]:
    """Ask professionals with whom they work; the mails go out at once."""
    actor = request.actor
    asked = actions.open_round(
        actor,
        theme=get_theme(actor, body.theme_id) if body.theme_id else None,
        organisation=get_organisation(actor, body.organisation_id)
        if body.organisation_id
        else None,
        asks_about=get_domain(actor, body.asks_about_id) if body.asks_about_id else None,
        answers_until=body.answers_until,
    )
    return Status(201, asked)


@router.get("/rounds/{pk}", response=RoundDetailOut, by_alias=True)
def round_detail(request: Request, pk: UUID) -> round_page.RoundTold:
    """One round; response and names for the coordinator only."""
    return round_page.round_told(request.actor, queries.get_round(request.actor, pk))


@router.get("/rounds/{pk}/answers", response=FinishedAnswersOut, by_alias=True)
def answer_list(request: Request, pk: UUID, page: PageNumber = 1) -> dict[str, object]:
    """Who answered in a round, by family name, fifty at a time; never who did not."""
    asked = queries.get_round(request.actor, pk)
    return page_of(queries.answers_of(request.actor, asked), page)


@router.post("/rounds/{pk}/close", response=RoundOut, by_alias=True)
def close_round(request: Request, pk: UUID) -> Round:
    """Close a round before its end."""
    return actions.close_round(request.actor, queries.get_round(request.actor, pk))


@router.post("/rounds/{pk}/open-answer", response=OwnListOut, by_alias=True)
def open_answer(request: Request, pk: UUID) -> dict[str, str]:
    """The address of the caller's own list, when they are asked."""
    mine = queries.own_participation(request.actor, pk)
    tell_once(request)
    return {"href": round_words.round_address(round_answers.open_answer(request.actor, mine))}


@router.post("/round-answers/{pk}/undo", response={204: None})
def undo_answer(request: Request, pk: UUID) -> Status[None]:
    """Take back everything that one answer changed."""
    round_answers.undo_answer(request.actor, queries.get_answer(request.actor, pk))
    return Status(204, None)


@router.post("/missing-names/{pk}/admit", response={201: NumberOut}, by_alias=True)
def admit_name(request: Request, pk: UUID) -> Status[Person]:
    """Take somebody into the network who was missed; the number is that of the person."""
    missing = queries.get_missing_name(request.actor, pk)
    return Status(201, round_names.admit_name(request.actor, missing))


@router.delete("/missing-names/{pk}", response={204: None})
def drop_name(request: Request, pk: UUID) -> Status[None]:
    """Leave a name out; nothing of it stays."""
    round_names.drop_name(request.actor, queries.get_missing_name(request.actor, pk))
    return Status(204, None)
