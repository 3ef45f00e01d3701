"""National desks, for machines."""

from datetime import date
from typing import Annotated
from uuid import UUID

from django.http import HttpResponse
from ninja import Query
from pydantic import Field

from dwarsverband.foundation.access import Request
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
from dwarsverband.modules.network.actions import desks as actions
from dwarsverband.modules.network.models import Desk
from dwarsverband.modules.network.queries import desks as queries

router = area_router("help")
ThemeCode = Annotated[str, Query(max_length=40)]


class DeskOut(Schema):
    """A desk: what it does, what it does not do, how to reach it, when it was last checked."""

    id: UUID
    name: str
    does: str
    does_not: str
    hours: str
    phone: str
    email: str
    web: str
    themes: list[str]
    checked_on: date | None
    is_old: bool
    version: int

    @staticmethod
    def resolve_themes(desk: Desk) -> list[str]:
        """The codes of its themes."""
        return [one.theme.code for one in desk.themes.all()]


class DesksOut(Schema):
    """One page of desks."""

    items: list[DeskOut]
    page: int
    pages: int
    count: int


class DeskIn(Input):
    """What is written about a desk; themes by their code."""

    name: str = Field(min_length=1, max_length=120)
    does: str = Field(min_length=1, max_length=600)
    does_not: str = Field(default="", max_length=600)
    hours: str = Field(default="", max_length=160)
    phone: str = Field(default="", max_length=40)
    email: str = Field(default="", max_length=254)
    web: str = Field(default="", max_length=200)
    themes: list[Annotated[str, Field(max_length=40)]] = []


@router.get("/desks", response=DesksOut, by_alias=True)
def desk_list(
    request: Request, theme: ThemeCode = "", search: Search = "", page: PageNumber = 1
) -> dict[str, object]:
    """The desks, or those about a theme, or those that are found by words; fifty at a time."""
    return page_of(queries.desk_list(request.actor, plain(theme), plain(search)), page)


@router.post("/desks", response=DeskOut, by_alias=True)
def add_desk(request: Request, body: DeskIn) -> Desk:
    """Write down a desk that helps."""
    return _fresh(request, actions.add_desk(request.actor, **body.dict()))


@router.post("/desks/propose", response=list[DeskOut], by_alias=True)
def propose_desks(request: Request) -> list[Desk]:
    """Put the usual desks on an empty list."""
    actions.propose_desks(request.actor)
    return list(queries.desk_list(request.actor))


@router.get("/desks/{pk}", response=DeskOut, by_alias=True)
def desk_detail(request: Request, pk: UUID) -> Desk:
    """One desk."""
    return queries.get_desk(request.actor, pk)


@router.put("/desks/{pk}", response=DeskOut, by_alias=True)
def change_desk(
    request: Request, pk: UUID, body: DeskIn, version: Version, response: HttpResponse
) -> Desk:
    """Write down what is different about a desk."""
    desk = queries.get_desk(request.actor, pk)
    changed = actions.change_desk(request.actor, desk, version=version, **body.dict())
    response["ETag"] = f'"{changed.version}"'
    return _fresh(request, changed)


@router.post("/desks/{pk}/check", response=DeskOut, by_alias=True)
def check_desk(request: Request, pk: UUID) -> Desk:
    """Say that everything about a desk is right today."""
    return actions.check_desk(request.actor, queries.get_desk(request.actor, pk))


@router.delete("/desks/{pk}", response={204: None})
def remove_desk(request: Request, pk: UUID) -> None:
    """Take a desk off the list."""
    actions.remove_desk(request.actor, queries.get_desk(request.actor, pk))


def _fresh(request: Request, desk: Desk) -> Desk:
    """A desk with the themes that it has now."""
    return queries.get_desk(request.actor, desk.pk)
