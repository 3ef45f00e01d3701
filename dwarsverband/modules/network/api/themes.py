"""Themes, their seats and who works on them, for machines."""

from typing import Annotated
from uuid import UUID

from django.http import HttpResponse
from pydantic import Field

from dwarsverband.foundation.access import Request
from dwarsverband.foundation.accounts.queries import get_domain, get_theme
from dwarsverband.foundation.api.areas import area_router
from dwarsverband.foundation.api.schema import Input, Schema, Version
from dwarsverband.modules.network.actions import seats as actions
from dwarsverband.modules.network.api.reports import NamedOut
from dwarsverband.modules.network.models import Seat
from dwarsverband.modules.network.queries import people, seats

router = area_router("network")


class NamedThemeOut(Schema):
    """A theme; its code stands in the filters."""

    id: UUID
    code: str
    name: str


class CandidateOut(Schema):
    """Somebody who could fill a seat, and whom they know of those who work on the theme."""

    person: NamedOut
    function: str
    known: list[NamedOut]


class SeatOut(Schema):
    """A seat; the domain by its number, and the words by which people are recognised."""

    id: UUID
    name: str
    domain_id: UUID
    words: list[str]
    is_proposed: bool
    version: int


class FillingOut(SeatOut):
    """A seat, whether somebody fills it, and for the coordinator who does and who could.

    Others are not told (null) when fewer than five people fit the seat.
    """

    is_filled: bool | None
    people: list[NamedOut]
    candidates: list[CandidateOut]


class ThemeDetailOut(NamedThemeOut):
    """A theme with its seats and, for the coordinator, who works on it."""

    seats: list[FillingOut]
    people: list[NamedOut]


class SeatIn(Input):
    """Whom a theme needs."""

    name: str = Field(max_length=120)
    domain_id: UUID
    words: list[Annotated[str, Field(max_length=80)]] = []


class ChooseThemeIn(Input):
    """On which theme somebody works."""

    theme: UUID


@router.get("/themes/{pk}/seats", response=ThemeDetailOut, by_alias=True)
def theme_detail(request: Request, pk: UUID) -> dict[str, object]:
    """Which seats a theme needs, and which of them nobody fills."""
    detail = seats.theme_detail(request.actor, get_theme(request.actor, pk))
    return {
        "id": detail.theme.pk,
        "code": detail.theme.code,
        "name": detail.theme.name,
        "people": detail.people,
        "seats": [_filling(one) for one in detail.seats],
    }


@router.post("/themes/{pk}/seats", response=SeatOut, by_alias=True)
def add_seat(request: Request, pk: UUID, body: SeatIn) -> Seat:
    """Say that a theme needs somebody more."""
    theme, domain = get_theme(request.actor, pk), get_domain(request.actor, body.domain_id)
    return actions.add_seat(request.actor, theme, name=body.name, domain=domain, words=body.words)


@router.post("/themes/{pk}/propose-seats", response=list[SeatOut], by_alias=True)
def propose_seats(request: Request, pk: UUID) -> list[Seat]:
    """Give a theme without seats those that it usually needs."""
    theme = get_theme(request.actor, pk)
    actions.propose_seats(request.actor, theme)
    return list(seats.visible_seats(request.actor).filter(theme=theme))


@router.put("/seats/{pk}", response=SeatOut, by_alias=True)
def change_seat(
    request: Request, pk: UUID, body: SeatIn, version: Version, response: HttpResponse
) -> Seat:
    """Say otherwise whom a theme needs."""
    seat = seats.get_seat(request.actor, pk)
    changed = actions.change_seat(
        request.actor,
        seat,
        name=body.name,
        domain=get_domain(request.actor, body.domain_id),
        words=body.words,
        version=version,
    )
    response["ETag"] = f'"{changed.version}"'
    return changed


@router.post("/seats/{pk}/move-up", response=SeatOut, by_alias=True)
def move_seat_up(request: Request, pk: UUID) -> Seat:
    """Put a seat one place higher."""
    return actions.move_seat_up(request.actor, seats.get_seat(request.actor, pk))


@router.delete("/seats/{pk}", response={204: None})
def remove_seat(request: Request, pk: UUID) -> None:
    """Take a seat off a theme."""
    actions.remove_seat(request.actor, seats.get_seat(request.actor, pk))


@router.post("/people/{pk}/put-on-theme", response=NamedThemeOut, by_alias=True)
def put_on_theme(request: Request, pk: UUID, body: ChooseThemeIn) -> object:
    """Write down that somebody works on a theme."""
    theme = get_theme(request.actor, body.theme)
    actions.put_on_theme(request.actor, people.get_person(request.actor, pk), theme=theme)
    return theme


@router.post("/people/{pk}/take-off-theme", response=NamedThemeOut, by_alias=True)
def take_off_theme(request: Request, pk: UUID, body: ChooseThemeIn) -> object:
    """Write down that somebody no longer works on a theme."""
    theme = get_theme(request.actor, body.theme)
    actions.take_off_theme(request.actor, people.get_person(request.actor, pk), theme=theme)
    return theme


def _filling(one: seats.Filling) -> dict[str, object]:
    seat = one.seat
    return {
        "id": seat.pk,
        "name": seat.name,
        "domain_id": seat.domain_id,
        "words": seat.words,
        "is_proposed": seat.is_proposed,
        "version": seat.version,
        "is_filled": one.is_filled if one.is_told else None,
        "people": one.people,
        "candidates": one.candidates,
    }
