"""Tables and their seats, for machines."""

from datetime import date
from typing import Annotated
from uuid import UUID

from django.http import HttpResponse
from ninja import Status
from pydantic import Field

from dwarsverband.foundation.access import Request
from dwarsverband.foundation.accounts.queries import get_domain, visible_themes
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
from dwarsverband.modules.network.queries.people import get_person
from dwarsverband.modules.tables.actions import tables as actions
from dwarsverband.modules.tables.models import Table, TableSeat
from dwarsverband.modules.tables.queries import chairs, tables
from dwarsverband.modules.tables.queries.chairs import Around

router = area_router("tables")


class TableIn(Input):
    """A table; its themes by their numbers."""

    name: str = Field(max_length=120)
    purpose: str = Field(default="", max_length=300)
    rhythm: Table.Rhythm
    themes: Annotated[list[UUID], Field(min_length=1, max_length=50)]


class TableSeatIn(Input):
    """Whom a table needs; a seat without words is for anybody of the domain."""

    name: str = Field(max_length=120)
    domain_id: UUID
    words: list[Annotated[str, Field(max_length=80)]] = []


class EmptyIn(Input):
    """Which empty seat, by the number under which the table shows it."""

    seat: UUID


class SitIn(Input):
    """Who sits there, and since when."""

    person: UUID
    on: date | None = None


class TableSeatOut(Schema):
    """A seat of a table; the person by their number, when there is one."""

    id: UUID
    name: str
    domain_id: UUID
    words: list[str]
    person_id: UUID | None
    filled_on: date | None
    is_needed: bool


class SittingOut(Schema):
    """Somebody at a table; without a person when you do not see them."""

    seat_id: UUID
    seat: str
    domain_id: UUID
    person_id: UUID | None
    name: str
    work: str
    is_chair: bool


class EmptySeatOut(Schema):
    """A seat that nobody fills: one of the table, or one that a theme of it asks for."""

    seat: UUID
    name: str
    domain_id: UUID
    is_own: bool


class TableOut(Schema):
    """A table by its name and themes, and which domains sit there or do not."""

    id: UUID
    name: str
    rhythm: str
    themes: list[str]
    present: list[str]
    missing: list[str]
    ended_on: date | None
    version: int


class TablesOut(Schema):
    """A page of tables."""

    items: list[TableOut]
    page: int
    pages: int
    count: int


class TableDetailOut(TableOut):
    """A table, and who sits there for whoever may know it; others read no names."""

    purpose: str
    sitting: list[SittingOut]
    empty: list[EmptySeatOut]
    left_out: list[TableSeatOut]


@router.get("/tables", response=TablesOut, by_alias=True)
def table_list(request: Request, search: Search = "", page: PageNumber = 1) -> dict[str, object]:
    """The tables that meet, with the domains that are missing at each."""
    found = tables.table_list(request.actor, plain(search))
    return page_of([_table(one) for one in chairs.all_around(request.actor, found)], page)


@router.post("/tables", response={201: TableOut}, by_alias=True)
def add_table(request: Request, body: TableIn) -> Status[dict[str, object]]:
    """Begin a table."""
    themes = list(visible_themes(request.actor).filter(pk__in=body.themes))
    table = actions.add_table(request.actor, **body.dict() | {"themes": themes})
    return Status(201, _shown(request, table.pk))


@router.get("/tables/{pk}", response=TableDetailOut, by_alias=True)
def table_detail(request: Request, pk: UUID) -> dict[str, object]:
    """Who sits at a table, and which seats nobody fills."""
    around = chairs.around(request.actor, tables.get_table(request.actor, pk))
    return _table(around) | {
        "purpose": around.table.purpose if around.sees_names else "",
        "sitting": [_sitting(one) for one in around.sitting],
        "empty": [_empty(one) for one in around.empty],
        "left_out": around.left_out,
    }


@router.put("/tables/{pk}", response=TableOut, by_alias=True)
def change_table(
    request: Request, pk: UUID, body: TableIn, version: Version, response: HttpResponse
) -> dict[str, object]:
    """Say otherwise how a table is called, what it is for, and how often it meets."""
    themes = list(visible_themes(request.actor).filter(pk__in=body.themes))
    table = tables.get_table(request.actor, pk)
    told = body.dict() | {"themes": themes, "version": version}
    changed = actions.change_table(request.actor, table, **told)
    response["ETag"] = f'"{changed.version}"'
    return _shown(request, pk)


@router.post("/tables/{pk}/end", response=TableOut, by_alias=True)
def end_table(request: Request, pk: UUID) -> dict[str, object]:
    """Let a table meet no more."""
    actions.end_table(request.actor, tables.get_table(request.actor, pk))
    return _shown(request, pk)


@router.post("/tables/{pk}/seats", response={201: TableSeatOut}, by_alias=True)
def add_table_seat(request: Request, pk: UUID, body: TableSeatIn) -> Status[TableSeat]:
    """Put a chair at a table."""
    table, domain = tables.get_table(request.actor, pk), get_domain(request.actor, body.domain_id)
    seat = actions.add_table_seat(
        request.actor, table, name=body.name, domain=domain, words=body.words
    )
    return Status(201, seat)


@router.post("/tables/{pk}/leave-seat-out", response={201: TableSeatOut}, by_alias=True)
def leave_seat_out(request: Request, pk: UUID, body: EmptyIn) -> Status[TableSeat]:
    """Say that a table can do without somebody whom its theme asks for."""
    table = tables.get_table(request.actor, pk)
    empty = chairs.get_empty(request.actor, table, str(body.seat))
    return Status(201, actions.leave_seat_out(request.actor, empty))


@router.post("/table-seats/{pk}/fill", response=TableSeatOut, by_alias=True)
def fill_table_seat(request: Request, pk: UUID, body: SitIn) -> TableSeat:
    """Write down who sits on a seat."""
    seat, person = tables.get_seat(request.actor, pk), get_person(request.actor, body.person)
    return actions.fill_table_seat(request.actor, seat, person=person, on=body.on)


@router.post("/table-seats/{pk}/empty", response=TableSeatOut, by_alias=True)
def empty_table_seat(request: Request, pk: UUID) -> TableSeat:
    """Write down that somebody sits there no longer."""
    return actions.empty_table_seat(request.actor, tables.get_seat(request.actor, pk))


@router.post("/table-seats/{pk}/hand-over-chair", response=TableOut, by_alias=True)
def hand_over_chair(request: Request, pk: UUID) -> dict[str, object]:
    """Let whoever sits on this seat lead the table."""
    table = actions.hand_over_chair(request.actor, tables.get_seat(request.actor, pk))
    return _shown(request, table.pk)


@router.delete("/table-seats/{pk}", response={204: None})
def remove_table_seat(request: Request, pk: UUID) -> None:
    """Take an empty chair away."""
    actions.remove_table_seat(request.actor, tables.get_seat(request.actor, pk))


def _shown(request: Request, pk: UUID) -> dict[str, object]:
    return _table(chairs.around(request.actor, tables.get_table(request.actor, pk)))


def _table(around: Around) -> dict[str, object]:
    table = around.table
    return {
        "id": table.pk,
        "name": table.name,
        "rhythm": table.rhythm,
        "themes": [theme.code for theme in around.themes],
        "present": [domain.code for domain in around.present],
        "missing": [domain.code for domain in around.missing],
        "ended_on": table.ended_on,
        "version": table.version,
    }


def _sitting(one: chairs.Sitting) -> dict[str, object]:
    return {
        "seat_id": one.seat.pk,
        "seat": one.seat.name,
        "domain_id": one.seat.domain_id,
        "person_id": one.person.pk if one.person else None,
        "name": one.person.name if one.person else "",
        "work": one.work,
        "is_chair": one.is_chair,
    }


def _empty(one: chairs.Empty) -> dict[str, object]:
    return {
        "seat": one.key,
        "name": one.name,
        "domain_id": one.domain.pk,
        "is_own": one.seat is not None,
    }
