"""Contacts of others, for machines: handing them over, somebody new, who is silent for too long."""

from datetime import date
from uuid import UUID

from pydantic import Field

from dwarsverband.foundation.access import Request
from dwarsverband.foundation.api.areas import area_router
from dwarsverband.foundation.api.schema import Input, PageNumber, Schema, Search
from dwarsverband.modules.network.actions import handing as actions
from dwarsverband.modules.network.api.people import ContactIn
from dwarsverband.modules.network.queries import handover, people, silent

router = area_router("upkeep")


class SilentTieOut(Schema):
    """Two people who did not speak for too long, and in words for how long and what went before."""

    tie_id: UUID
    first: str
    second: str
    sentence: str
    last_contact_on: date | None
    is_estimate: bool

    @staticmethod
    def resolve_tie_id(one: silent.Silence) -> UUID:
        """The number of the tie."""
        return one.talk.tie.pk

    @staticmethod
    def resolve_first(one: silent.Silence) -> str:
        """The name of one of them."""
        return one.talk.first.name

    @staticmethod
    def resolve_second(one: silent.Silence) -> str:
        """The name of the other."""
        return one.talk.second.name

    @staticmethod
    def resolve_is_estimate(one: silent.Silence) -> bool:
        """Whether that is an average of a contact round, and no day."""
        return one.talk.is_estimate

    @staticmethod
    def resolve_last_contact_on(one: silent.Silence) -> date | None:
        """When they last spoke."""
        return one.talk.last_on


class SilentTiesOut(Schema):
    """One page of them, by name."""

    items: list[SilentTieOut]
    page: int
    pages: int
    count: int


class HandOverContactsIn(Input):
    """To whom, and which contacts, or all of them."""

    to: UUID
    contacts: list[UUID] = Field(default=[], max_length=500)
    everybody: bool = False


class HandingOut(Schema):
    """How many contacts went over, and how many were known there already."""

    handed: int
    known: int


class FirstContactOut(Schema):
    """The tie that began."""

    id: UUID
    since_on: date | None
    last_contact_on: date | None


@router.get("/silent-ties", response=SilentTiesOut, by_alias=True)
def silent_list(
    request: Request, domain: UUID | None = None, theme: Search = "", page: PageNumber = 1
) -> dict[str, object]:
    """The ties that are silent for longer than the latest that was chosen, by name, twelve at a time.

    A domain goes by its number and a theme by its code.
    """
    found = silent.silent_ties(request.actor, str(domain or ""), theme, page)
    pages = found.page.paginator
    return {
        "items": found.ties,
        "page": found.page.number,
        "pages": pages.num_pages,
        "count": pages.count,
    }


@router.post("/members/{pk}/hand-over-contacts", response=HandingOut, by_alias=True)
def hand_over_contacts(request: Request, pk: UUID, body: HandOverContactsIn) -> object:
    """Put these contacts of a member, or all, on the list of somebody else."""
    member = handover.handover(request.actor, pk).member
    to = people.get_person(request.actor, body.to)
    contacts = [people.get_person(request.actor, pk) for pk in body.contacts]
    return actions.hand_over_contacts(
        request.actor, member, to=to, contacts=contacts, everybody=body.everybody
    )


@router.post("/people/{pk}/record-first-contact", response=FirstContactOut, by_alias=True)
def record_first_contact(request: Request, pk: UUID, body: ContactIn) -> object:
    """Write down that you spoke somebody whom you did not know yet; that makes a tie."""
    person = people.get_person(request.actor, pk)
    return actions.record_first_contact(request.actor, person, **body.dict())
