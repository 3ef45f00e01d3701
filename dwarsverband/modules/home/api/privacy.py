"""The first page, the privacy page and the log for machines."""

from datetime import date, datetime
from uuid import UUID

from django.http import HttpResponse
from pydantic import Field

from dwarsverband.foundation.access import Request
from dwarsverband.foundation.accounts.actions import partnerships
from dwarsverband.foundation.accounts.models import Processing
from dwarsverband.foundation.accounts.queries import get_processing, visible_log
from dwarsverband.foundation.api.areas import area_router
from dwarsverband.foundation.api.schema import (
    Input,
    PageNumber,
    Schema,
    Search,
    file_answer,
    page_of,
    plain,
)
from dwarsverband.foundation.ui.downloads import download
from dwarsverband.modules.home.queries import privacy as queries
from dwarsverband.modules.home.queries.today import Today
from dwarsverband.modules.home.queries.today import today as today_of
from dwarsverband.modules.tables.queries.meeting_words import DecisionTold

router = area_router("privacy")
# The first page tells of people and ties.
first = area_router("network")


class StepOut(Schema):
    """Something that is still to be set up: what, why, and the page where that is done."""

    title: str
    reason: str
    verb: str
    href: str


class TalkOut(Schema):
    """Somebody to speak this week, where they work, and why."""

    title: str
    organisation: str
    reason: str


class KeptOut(Schema):
    """What the network kept alive in a year; fewer than five is not counted."""

    name: str
    count: str


class AgreementEndsOut(Schema):
    """An agreement that the caller keeps and that ends soon."""

    name: str
    ends_on: date


class AdministratorOut(Schema):
    """What a mayor or a director reads: what is missing, what was kept alive, what it asks."""

    ending: list[AgreementEndsOut]
    spots: list[str]
    kept: list[KeptOut]
    stands: str
    asks: list[str]


class PromiseOut(Schema):
    """Something that you promised at a table."""

    decision_id: UUID
    what: str
    table: str
    due_on: date | None

    @staticmethod
    def resolve_decision_id(told: DecisionTold) -> UUID:
        """The number of the decision."""
        return told.decision.pk

    @staticmethod
    def resolve_what(told: DecisionTold) -> str:
        """What it is."""
        return told.decision.what

    @staticmethod
    def resolve_table(told: DecisionTold) -> str:
        """The name of the table."""
        return told.decision.table.name

    @staticmethod
    def resolve_due_on(told: DecisionTold) -> date | None:
        """By which day."""
        return told.decision.due_on


class TodayOut(Schema):
    """What to do next."""

    question: str
    answer: str
    day: date
    steps: list[StepOut]
    rounds: list[StepOut]
    talks: list[TalkOut]
    administrator: AdministratorOut | None
    promises: list[PromiseOut]


class ProcessingOut(Schema):
    """Who is responsible for people's names, why they are kept, and for how long."""

    controller: str
    contact: str
    purpose: str
    legal_basis: str
    months_kept: int
    recorded_on: date
    version: int


class ConsentOut(Schema):
    """How many people know that they are recorded, how many do not, and how many object."""

    told: int
    to_mail: int
    on_paper: int
    objecting: int


class WithdrawnOut(Schema):
    """That somebody left, when, and why; never who."""

    withdrawn_on: date
    reason: str


class GivenUpOut(Schema):
    """Work that was tried five times and given up: which, how often this month, and when last."""

    name: str
    work: str
    count: int
    last_on: date


class PrivacyOut(Schema):
    """Reasons, terms and traces; never content."""

    processing: ProcessingOut | None
    people_count: int
    next_end_on: date | None
    consent: ConsentOut
    withdrawals: list[WithdrawnOut]
    given_up: list[GivenUpOut]
    unknown_mails: int


class LineOut(Schema):
    """One line of the log: numbers and a verb, never a name or a text."""

    sequence: int
    at: datetime
    actor: str
    means: str
    verb: str
    subject: list[str]
    verdict: str
    record: str
    hash: str


class LinesOut(Schema):
    """One page of the log."""

    items: list[LineOut]
    page: int
    pages: int
    count: int


class ProcessingIn(Input):
    """The same, with the version that you read; nothing was recorded yet at 0."""

    controller: str = Field(min_length=1, max_length=200)
    contact: str = Field(min_length=3, max_length=254)
    purpose: str = Field(min_length=1, max_length=2000)
    legal_basis: str = Field(min_length=1, max_length=200)
    months_kept: int = Field(ge=1, le=60)
    version: int = Field(ge=0)


@first.get("/today", response=TodayOut, by_alias=True)
def today(request: Request) -> Today:
    """What to do next, and whom to speak."""
    return today_of(request.actor)


@router.get("/privacy", response=PrivacyOut, by_alias=True)
def privacy(request: Request) -> queries.Privacy:
    """Why names are kept, until when, how many know it, and who left."""
    return queries.privacy(request.actor)


@router.get("/log-lines", response=LinesOut, by_alias=True)
def log_list(
    request: Request, verb: Search = "", number: UUID | None = None, page: PageNumber = 1
) -> dict[str, object]:
    """The log, the newest line first: all of it, of one verb, or about one number."""
    verbs = (plain(verb),) if verb else ()
    return page_of(visible_log(request.actor, verbs, str(number or "")), page)


@router.put("/processing", response=ProcessingOut, by_alias=True)
def record_processing(request: Request, body: ProcessingIn) -> Processing:
    """Write down why names are kept."""
    processing = get_processing(request.actor)
    return partnerships.record_processing(request.actor, processing, **body.dict())


@router.post("/log-export", response=None, openapi_extra=file_answer("application/zip"))
def export_log(request: Request) -> HttpResponse:
    """The whole log as a file, with what an outsider needs to follow its chain."""
    return download("log.zip", "application/zip", partnerships.export_log(request.actor))
