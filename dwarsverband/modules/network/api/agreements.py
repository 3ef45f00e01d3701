"""Key persons and what was agreed with them, for machines."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from django.http import HttpResponse
from pydantic import Field

from dwarsverband.foundation.access import Actor, Request
from dwarsverband.foundation.accounts.queries import get_member
from dwarsverband.foundation.api.areas import area_router
from dwarsverband.foundation.api.schema import (
    Input,
    PageNumber,
    Schema,
    Search,
    Version,
    page_of,
    plain,
)
from dwarsverband.modules.network.actions import agreements as actions
from dwarsverband.modules.network.models import Agreement
from dwarsverband.modules.network.queries import agreements as queries
from dwarsverband.modules.network.queries import people

router = area_router("agreements")


class AgreementOut(Schema):
    """What a key person agreed to; how to reach them is another question."""

    id: UUID
    person_id: UUID
    name: str
    keeper_id: UUID | None
    vice_id: UUID | None
    may_ask: str
    wont_ask: str
    languages: list[str]
    agreed_on: date
    agreed_how: str
    ends_on: date
    version: int

    @staticmethod
    def resolve_name(agreement: Agreement) -> str:
        """The name of the person."""
        return agreement.person.name


class KeyPersonsOut(Schema):
    """One page of key persons."""

    items: list[AgreementOut]
    page: int
    pages: int
    count: int


class HowToReachOut(Schema):
    """How to reach one key person."""

    name: str
    email: str
    phone: str
    reach: str
    reach_when: str


class AgreementIn(Input):
    """What was agreed; the two keepers by the numbers of their memberships."""

    keeper_id: UUID
    vice_id: UUID
    may_ask: str = Field(min_length=1, max_length=1000)
    wont_ask: str = Field(default="", max_length=1000)
    reach: str = Field(default="", max_length=200)
    reach_when: str = Field(default="", max_length=200)
    languages: list[Annotated[str, Field(max_length=40)]] = []
    agreed_on: date
    agreed_how: Literal["talk", "phone", "writing"] = "talk"
    ends_on: date


@router.get("/key-persons", response=KeyPersonsOut, by_alias=True)
def key_person_list(
    request: Request, search: Search = "", page: PageNumber = 1
) -> dict[str, object]:
    """The key persons whom the caller sees, by family name or as they are found; fifty at a time."""
    return page_of(queries.key_person_list(request.actor, plain(search)), page)


@router.post("/people/{pk}/agreement", response=AgreementOut, by_alias=True)
def record_agreement(request: Request, pk: UUID, body: AgreementIn) -> Agreement:
    """Write down what somebody agreed to be asked."""
    person = people.get_person(request.actor, pk)
    return actions.record_agreement(request.actor, person, agreed=_agreed(request.actor, body))


@router.put("/agreements/{pk}", response=AgreementOut, by_alias=True)
def change_agreement(
    request: Request, pk: UUID, body: AgreementIn, version: Version, response: HttpResponse
) -> Agreement:
    """Write down what was agreed anew."""
    agreement, agreed = queries.get_agreement(request.actor, pk), _agreed(request.actor, body)
    changed = actions.change_agreement(request.actor, agreement, agreed=agreed, version=version)
    response["ETag"] = f'"{changed.version}"'
    return changed


@router.delete("/agreements/{pk}", response={204: None})
def end_agreement(request: Request, pk: UUID) -> None:
    """Ask somebody no longer."""
    actions.end_agreement(request.actor, queries.get_agreement(request.actor, pk))


@router.post("/agreements/{pk}/show-reach", response=HowToReachOut, by_alias=True)
def show_reach(request: Request, pk: UUID) -> actions.Reach:
    """Look up how to reach one key person; that you did is written down."""
    return actions.show_reach(request.actor, queries.get_agreement(request.actor, pk))


def _agreed(actor: Actor, body: AgreementIn) -> actions.Agreed:
    """What a body says, with the members themselves."""
    given = body.dict()
    keeper, vice = (get_member(actor, given.pop(name)) for name in ("keeper_id", "vice_id"))
    return actions.Agreed(keeper=keeper, vice=vice, **given)
