"""People and ties for machines."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from django.http import HttpResponse
from pydantic import Field

from dwarsverband.foundation.access import Request
from dwarsverband.foundation.api.areas import area_router
from dwarsverband.foundation.api.schema import (
    Input,
    PageNumber,
    Schema,
    Search,
    Version,
    file_answer,
    page_of,
    plain,
)
from dwarsverband.foundation.ui.downloads import download
from dwarsverband.modules.network.actions import moments as moment_actions
from dwarsverband.modules.network.actions import people as people_actions
from dwarsverband.modules.network.models import Person, Tie, Withdrawal
from dwarsverband.modules.network.queries import people

router = area_router("network")


class PositionOut(Schema):
    """What somebody does at an organisation."""

    organisation: str
    domain: str
    function: str

    @staticmethod
    def resolve_organisation(position: object) -> str:
        """The organisation's name, if there is one."""
        return getattr(getattr(position, "organisation", None), "name", "")

    @staticmethod
    def resolve_domain(position: object) -> str:
        """The domain's code, if there is one."""
        return getattr(getattr(position, "domain", None), "code", "")


class PersonOut(Schema):
    """A person and what they do."""

    id: UUID
    name: str
    email: str
    phone: str
    municipality: str
    neighbourhoods: list[str]
    themes: list[str]
    source: str
    legal_basis: str
    ends_on: date
    version: int
    positions: list[PositionOut]

    @staticmethod
    def resolve_email(person: Person) -> str:
        """The address; that of a key person is shown by `show_reach` only."""
        return "" if person.is_key_person else person.email

    @staticmethod
    def resolve_phone(person: Person) -> str:
        """The number; that of a key person is shown by `show_reach` only."""
        return "" if person.is_key_person else person.phone

    @staticmethod
    def resolve_themes(person: Person) -> list[str]:
        """The codes of the themes that were read along."""
        return person.theme_codes

    @staticmethod
    def resolve_positions(person: Person) -> list[object]:
        """The positions that were read along."""
        return list(person.positions.all())


class PeopleOut(Schema):
    """One page of people."""

    items: list[PersonOut]
    page: int
    pages: int
    count: int


class TieOut(Schema):
    """A tie of one person; a last contact that is an estimate is around that day: only a month or a year was told."""

    id: UUID
    other_id: UUID
    other: str
    kind: str
    strength: int
    source: str
    since_on: date | None
    last_contact_on: date | None
    is_estimate: bool
    version: int


class PersonDetailOut(PersonOut):
    """A person with the visible ties."""

    ties: list[TieOut]


class ContactIn(Input):
    """The day on which two people spoke; the rest may be left out."""

    on: date
    initiative: Literal["", "us", "them"] = ""
    reason: Literal["acquaintance", "upkeep", "their_question", "our_question", "incident"] = (
        "upkeep"
    )
    minutes: int | None = Field(default=None, ge=0, le=600)
    promise: str = Field(default="", max_length=160)
    note: str = Field(default="", max_length=300)


class PersonIn(Input):
    """What is written about somebody; what is left out stays as it is."""

    name: str = Field(max_length=160)
    function: str = Field(default="", max_length=160)
    email: str | None = Field(default=None, max_length=254)
    phone: str | None = Field(default=None, max_length=40)
    municipality: str | None = Field(default=None, pattern=r"^(GM\d{4})?$")
    neighbourhoods: list[Annotated[str, Field(max_length=80)]] | None = None
    themes: list[str] | None = None


class WithdrawalOut(Schema):
    """That somebody left, and when."""

    withdrawn_on: date
    reason: str


@router.get("/people", response=PeopleOut, by_alias=True)
def person_list(request: Request, search: Search = "", page: PageNumber = 1) -> dict[str, object]:
    """The people whom the caller may see, by family name, fifty at a time."""
    listed = people.people_list(request.actor, plain(search))
    return page_of(people.with_themes(listed), page)


@router.get("/people/{pk}", response=PersonDetailOut, by_alias=True)
def person_detail(request: Request, pk: UUID, response: HttpResponse) -> Person:
    """One person, with the ties that the caller may see."""
    person = people.get_person(request.actor, pk)
    person.ties = [_tie(known) for known in people.ties_of(request.actor, person)]  # type: ignore[attr-defined]  # read by the schema
    response["ETag"] = f'"{person.version}"'
    return person


@router.put("/people/{pk}", response=PersonOut, by_alias=True)
def change_person(request: Request, pk: UUID, body: PersonIn, version: Version) -> Person:
    """Correct what is written about somebody."""
    person = people.get_person(request.actor, pk)
    people_actions.change_person(request.actor, person, version=version, **body.dict())
    return people.get_person(request.actor, pk)


@router.post("/people/{pk}/export", response=None, openapi_extra=file_answer("application/json"))
def export_person(request: Request, pk: UUID) -> HttpResponse:
    """Everything that is recorded about one person; docs/reference/one-person.md says what each name means."""
    person = people.get_person(request.actor, pk)
    file = people_actions.export_person(request.actor, person, kind="json")
    return download(file.name, file.media_type, file.content)


@router.post("/people/{pk}/contact-card", response=None, openapi_extra=file_answer("text/vcard"))
def make_contact_card(request: Request, pk: UUID) -> HttpResponse:
    """One person as a contact card (vCard 4.0)."""
    person = people.get_person(request.actor, pk)
    card = people_actions.make_contact_card(request.actor, person)
    return download(card.name, card.media_type, card.content)


@router.post("/people/{pk}/withdraw", response=WithdrawalOut, by_alias=True)
def withdraw_person(request: Request, pk: UUID) -> Withdrawal | dict[str, object]:
    """Take somebody out of the network; at once for everybody, and destroyed within a moment."""
    person = people.get_person(request.actor, pk)
    made = people_actions.withdraw_person(request.actor, person)
    return made or {"withdrawn_on": people.today(), "reason": "request"}


@router.post("/ties/{pk}/record-contact", response=TieOut, by_alias=True)
def record_contact(request: Request, pk: UUID, body: ContactIn) -> dict[str, object]:
    """Write down that two people spoke."""
    tie = people.get_tie(request.actor, pk)
    tie = moment_actions.record_contact(request.actor, tie, **body.dict())
    return _tie(people.Known(tie, tie.second, None, None))


def _tie(known: people.Known) -> dict[str, object]:
    tie: Tie = known.tie
    return {
        "id": tie.pk,
        "other_id": known.other.pk,
        "other": known.other.name,
        "kind": tie.kind,
        "strength": tie.strength,
        "source": tie.source,
        "since_on": tie.since_on,
        "last_contact_on": tie.last_contact_on,
        "is_estimate": tie.is_estimate,
        "version": tie.version,
    }
