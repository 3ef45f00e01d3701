"""The silo report for machines."""

from datetime import date
from uuid import UUID

from django.http import HttpResponse

from dwarsverband.foundation.access import Request
from dwarsverband.foundation.api.areas import area_router
from dwarsverband.foundation.api.schema import Schema
from dwarsverband.foundation.ui.downloads import download
from dwarsverband.modules.network.actions import reports as actions
from dwarsverband.modules.network.queries import pairs, silos

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
def silo_report(request: Request, per: str = "domain") -> silos.Silos:
    """Which groups do not know each other, and which ties hang on one person."""
    return silos.silo_report(request.actor, "organisation" if per == "organisation" else "domain")


@router.get("/pairs/{first}/{second}", response=PairOut, by_alias=True)
def pair_detail(request: Request, first: UUID, second: UUID) -> silos.Pair:
    """Two groups and what is between them."""
    return pairs.get_pair(request.actor, first, second).pair


class KindIn(Schema):
    """Which kind of file: xlsx, people.csv, ties.csv, graphml or json."""

    kind: str


@router.post("/network-export", response={200: bytes})
def export_network(request: Request, body: KindIn) -> HttpResponse:
    """The whole network as a file."""
    made = actions.export_network(request.actor, kind=body.kind)
    return download(made.name, made.media_type, made.content)
