"""One domain and one organisation, for machines."""

from uuid import UUID

from dwarsverband.foundation.access import Request
from dwarsverband.foundation.accounts.queries import get_domain, get_organisation
from dwarsverband.foundation.api.areas import area_router
from dwarsverband.foundation.api.schema import Schema
from dwarsverband.modules.network.api.reports import GroupOut, NamedOut, PairOut
from dwarsverband.modules.network.queries import places_of_work

router = area_router("network")


class WorkerOut(Schema):
    """Somebody who works there, and what they do."""

    person: NamedOut
    function: str


class ReachOut(Schema):
    """A domain in which people of an organisation know somebody."""

    domain: GroupOut
    ties: int


class PlaceOfWorkOut(Schema):
    """Who works there as far as the caller sees them; a size of -1 is not shown."""

    people: list[WorkerOut]
    size: int
    pairs: list[PairOut]
    reach: list[ReachOut]
    bridges: list[PairOut]


@router.get("/domains/{pk}/people", response=PlaceOfWorkOut, by_alias=True)
def domain_detail(request: Request, pk: UUID) -> places_of_work.PlaceOfWork:
    """Who works in a domain, and how firmly it knows each other one."""
    return places_of_work.domain_detail(request.actor, get_domain(request.actor, pk))


@router.get("/organisations/{pk}/people", response=PlaceOfWorkOut, by_alias=True)
def organisation_detail(request: Request, pk: UUID) -> places_of_work.PlaceOfWork:
    """Who works at an organisation, whom they know, and which bridges they carry."""
    organisation = get_organisation(request.actor, pk)
    return places_of_work.organisation_detail(request.actor, organisation)
