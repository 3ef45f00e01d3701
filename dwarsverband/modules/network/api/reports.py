"""The silo report for machines."""

from datetime import date
from uuid import UUID

from django.http import HttpResponse
from ninja import Query
from pydantic import Field

from dwarsverband.foundation.access import Request
from dwarsverband.foundation.api.areas import area_router
from dwarsverband.foundation.api.schema import Schema
from dwarsverband.foundation.ui.downloads import download
from dwarsverband.modules.network.actions import reports as actions
from dwarsverband.modules.network.queries import filters, overview, pairs, silos

router = area_router("network")


class GroupOut(Schema):
    """A domain or an organisation between which ties are counted."""

    id: UUID
    name: str


class NamedOut(Schema):
    """A person as a report names them."""

    id: UUID
    name: str
    organisation: str


class PairOut(Schema):
    """Two groups and what is between them; -1 stands for a count that is not shown."""

    first: GroupOut
    second: GroupOut
    ties: int
    needed: int
    carriers: list[NamedOut]
    last_contact_on: date | None
    is_hidden: bool


class CarriedOut(Schema):
    """A bridge that hangs on the caller: whom they know across, and who could come along."""

    first: GroupOut
    second: GroupOut
    across: list[NamedOut]
    colleagues: list[NamedOut]

    @staticmethod
    def resolve_first(carried: overview.Carried) -> silos.Group:
        """The first of the two groups."""
        return carried.pair.first

    @staticmethod
    def resolve_second(carried: overview.Carried) -> silos.Group:
        """The second."""
        return carried.pair.second


class FilterIn(Schema):
    """A part of the network: of a theme (by its code), a place, or ties since a day."""

    theme: str = Field(default="", max_length=filters.LONGEST)
    neighbourhood: str = Field(default="", max_length=filters.LONGEST)
    municipality: str = Field(default="", max_length=filters.LONGEST)
    spoken_since: date | None = None
    without_meetings: bool = False


class SilosOut(Schema):
    """The silo report."""

    groups: list[GroupOut]
    sizes: list[int]
    inside: list[int]
    missing: list[GroupOut]
    pairs: list[PairOut]
    people_count: int
    tie_count: int
    measured_on: date


@router.get("/silo-report", response=SilosOut, by_alias=True)
def silo_report(request: Request, part: Query[FilterIn], per: str = "domain") -> silos.Silos:
    """Which groups do not know each other, and which ties hang on one person.

    Only the coordinator sees a part of the network: others get all of it, whatever they ask.
    """
    per = "organisation" if per == "organisation" else "domain"
    return overview.overview(request.actor, per, _filter(part)).report


@router.get("/pairs/{first}/{second}", response=PairOut, by_alias=True)
def pair_detail(request: Request, first: UUID, second: UUID, part: Query[FilterIn]) -> silos.Pair:
    """Two groups and what is between them."""
    return pairs.get_pair(request.actor, first, second, _filter(part)).pair


@router.get("/own-load", response=list[CarriedOut], by_alias=True)
def own_load(request: Request) -> list[overview.Carried]:
    """The bridges that hang on the caller, and who of their contacts could come along."""
    return overview.own_load(request.actor)


def _filter(part: FilterIn) -> filters.Filter:
    return filters.Filter(**part.dict())


class KindIn(Schema):
    """Which kind of file: xlsx, people.csv, ties.csv, graphml or json."""

    kind: str


@router.post("/network-export", response={200: bytes})
def export_network(request: Request, body: KindIn) -> HttpResponse:
    """The whole network as a file."""
    made = actions.export_network(request.actor, kind=body.kind)
    return download(made.name, made.media_type, made.content)
