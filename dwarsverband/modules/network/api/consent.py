"""Telling people that they are recorded, and their objections, for machines."""

from datetime import date
from typing import Literal
from uuid import UUID

from ninja import Status
from pydantic import Field

from dwarsverband.foundation.access import Request, replies
from dwarsverband.foundation.api.areas import area_router
from dwarsverband.foundation.api.schema import Input, PageNumber, Schema, page_of
from dwarsverband.modules.network.actions import consent as actions
from dwarsverband.modules.network.models import Person
from dwarsverband.modules.network.queries import consent, consent_words, people

router = area_router("consent")
MOST_PEOPLE = 200


class ToldAtOut(Schema):
    """How far telling people is at one organisation; without a name for those who have none."""

    organisation: str
    told: int
    to_mail: int
    on_paper: int


class ConsentListOut(Schema):
    """How far telling people is."""

    told: int
    to_mail: int
    on_paper: int
    objecting: int
    organisations: list[ToldAtOut]


class WrittenOut(Schema):
    """To how many people a mail was written at once; the rest follows by itself."""

    written: int


class ToldOut(Schema):
    """Of how many people it was written down that they know it."""

    told: int


class PersonToldOut(Schema):
    """That somebody was told, and how."""

    id: UUID
    told_on: date
    told_by: str


class OnPaperOut(Schema):
    """Somebody who gets a letter, because we know no e-mail address."""

    id: UUID
    name: str


class OnPapersOut(Schema):
    """One page of them."""

    items: list[OnPaperOut]
    page: int
    pages: int
    count: int


class LetterOut(Schema):
    """A letter to print: to whom, its paragraphs, and the code with which its reader opens a page."""

    person_id: UUID
    to: str
    parts: list[str]
    code: str
    typed_at: str


class ObjectionOut(Schema):
    """Somebody objects, or did: since when, why, and what was answered."""

    id: UUID
    name: str
    objected_on: date | None
    objection: str
    answer: str
    answered_on: date | None
    version: int


class ObjectionsOut(Schema):
    """One page of objections."""

    items: list[ObjectionOut]
    page: int
    pages: int
    count: int


class PeopleIn(Input):
    """Which people."""

    people: list[UUID] = Field(min_length=1, max_length=MOST_PEOPLE)


class ToldIn(PeopleIn):
    """Which people, and how they heard."""

    how: Literal["letter", "person"]


class ObjectionIn(Input):
    """Why somebody objects; nobody has to say so."""

    reason: str = Field(default="", max_length=1000)


class ObjectionAnswerIn(Input):
    """Why somebody stays on the list, and the version that you read."""

    answer: str = Field(min_length=1, max_length=2000)
    version: int


@router.get("/consent", response=ConsentListOut, by_alias=True)
def consent_list(request: Request) -> dict[str, object]:
    """How many people know that they are recorded, how many do not, and where."""
    found = consent.consent(request.actor)
    return {
        "told": found.told,
        "to_mail": found.to_mail,
        "on_paper": found.on_paper,
        "objecting": found.objecting,
        "organisations": consent.told_per_organisation(request.actor),
    }


@router.post("/consent/tell", response=WrittenOut, by_alias=True)
def tell_people(request: Request) -> dict[str, int]:
    """Write a mail to everybody who does not know yet that they are recorded."""
    return {"written": actions.tell_people(request.actor)}


@router.post("/people/{pk}/tell", response=PersonToldOut, by_alias=True)
def tell_person(request: Request, pk: UUID) -> Person:
    """Write a mail to one person, perhaps again."""
    actions.tell_person(request.actor, people.get_person(request.actor, pk))
    return people.get_person(request.actor, pk)


@router.get("/letters", response=OnPapersOut, by_alias=True)
def letter_list(request: Request, page: PageNumber = 1) -> dict[str, object]:
    """Who does not know it yet and gets a letter on paper."""
    return page_of(consent.people_on_paper(request.actor), page)


@router.post("/letters", response={201: list[LetterOut]}, by_alias=True)
def write_letters(request: Request, body: PeopleIn) -> Status[list[dict[str, object]]]:
    """Make letters to print; each holds a code that is told once."""
    made = actions.write_letters(request.actor, people=body.people)
    replies.tell_once(request)
    typed_at = consent_words.code_address()
    return Status(201, [_letter(one, typed_at) for one in made])


@router.post("/consent/record-told", response=ToldOut, by_alias=True)
def record_told(request: Request, body: ToldIn) -> dict[str, int]:
    """Write down that people know it: by letter or in person."""
    return {"told": actions.record_told(request.actor, people=body.people, how=body.how)}


@router.get("/objections", response=ObjectionsOut, by_alias=True)
def objection_list(request: Request, page: PageNumber = 1) -> dict[str, object]:
    """Who objects, the longest first."""
    return page_of(consent.objecting_people(request.actor), page)


@router.post("/people/{pk}/objection", response=ObjectionOut, by_alias=True)
def record_objection(request: Request, pk: UUID, body: ObjectionIn) -> Person:
    """Write down that somebody objects; from now on they stay out of everything."""
    person = people.get_person(request.actor, pk)
    return actions.record_objection(request.actor, person, reason=body.reason)


@router.delete("/people/{pk}/objection", response=ObjectionOut, by_alias=True)
def take_back_objection(request: Request, pk: UUID) -> Person:
    """Write down that somebody objects no longer."""
    return actions.take_back_objection(request.actor, people.get_person(request.actor, pk))


@router.post("/people/{pk}/objection/answer", response=ObjectionOut, by_alias=True)
def answer_objection(request: Request, pk: UUID, body: ObjectionAnswerIn) -> Person:
    """Explain why somebody stays on the list; they read it on their page, and by mail."""
    person = people.get_person(request.actor, pk)
    return actions.answer_objection(request.actor, person, **body.dict())


def _letter(made: actions.PaperLetter, typed_at: str) -> dict[str, object]:
    return {
        "person_id": made.person.pk,
        "to": made.to,
        "parts": list(made.parts),
        "code": made.code,
        "typed_at": typed_at,
    }
