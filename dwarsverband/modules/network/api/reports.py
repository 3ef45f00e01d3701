"""The silo report for machines."""

from datetime import date
from typing import Literal
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from ninja import Query, Status
from pydantic import Field

from dwarsverband.foundation.access import Request, replies
from dwarsverband.foundation.api.areas import area_router
from dwarsverband.foundation.api.schema import Input, Schema, file_answer
from dwarsverband.foundation.ui.downloads import download
from dwarsverband.modules.network.actions import reports as actions
from dwarsverband.modules.network.models import Publication
from dwarsverband.modules.network.queries import filters, overview, pairs, publications, silos
from dwarsverband.modules.network.queries.export import KINDS, WRITERS

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
    is_estimate: bool
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
def silo_report(
    request: Request, part: Query[FilterIn], per: Literal["domain", "organisation"] = "domain"
) -> silos.Silos:
    """Which groups do not know each other, and which ties hang on one person.

    Only the coordinator sees a part of the network: others get all of it, whatever they ask.
    """
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


class KindIn(Input):
    """Which kind of file."""

    kind: str = Field(json_schema_extra={"enum": list(WRITERS)})


@router.post("/network-export", response=None, openapi_extra=file_answer(*KINDS))
def export_network(request: Request, body: KindIn) -> HttpResponse:
    """The whole network as a file."""
    made = actions.export_network(request.actor, kind=body.kind)
    return download(made.name, made.media_type, made.content)


class PublicationOut(Schema):
    """A report that whoever has the link may read, until a day; `null` stands for a count below ten."""

    id: UUID
    published_on: date
    ends_on: date
    withdrawn_on: date | None


class PublishedOut(PublicationOut):
    """One that was just made, with its link, which is told once."""

    address: str


class PublicationIn(Input):
    """Until when the world may see it; three months when you leave it out."""

    ends_on: date = Field(default_factory=publications.usual_end)


@router.get("/publications", response=list[PublicationOut], by_alias=True)
def publication_list(request: Request) -> list[Publication]:
    """What was shown to the world, the newest first."""
    return list(publications.visible_publications(request.actor))


@router.post("/publications", response={201: PublishedOut}, by_alias=True)
def publish_report(request: Request, body: PublicationIn) -> Status[dict[str, object]]:
    """Show the figures of today to whoever has the link: no names, no count below ten."""
    made, secret = actions.publish_report(request.actor, ends_on=body.ends_on)
    replies.tell_once(request)
    shown = {name: getattr(made, name) for name in PublicationOut.model_fields}
    link = settings.PUBLIC_ADDRESS + reverse("publication_detail", args=[secret])
    return Status(201, {**shown, "address": link})


@router.post("/publications/{pk}/withdraw", response=PublicationOut, by_alias=True)
def withdraw_publication(request: Request, pk: UUID) -> Publication:
    """Let a link show nothing from now on."""
    publication = publications.get_publication(request.actor, pk)
    return actions.withdraw_publication(request.actor, publication)
