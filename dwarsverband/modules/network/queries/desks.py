"""The desks that an actor sees: by what they are about, and by words."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from textwrap import shorten
from typing import Any  # search knows no models
from uuid import UUID

from django.db.models import OuterRef, Prefetch, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.accounts.queries import visible_themes
from dwarsverband.foundation.accounts.searching import theme_names, theme_parts
from dwarsverband.foundation.search.finding import find_keys, found_first
from dwarsverband.foundation.search.kinds import Part, Row, Text
from dwarsverband.foundation.ui.addresses import address
from dwarsverband.modules.network.models import Desk, DeskTheme

FORM = ("name", "does", "does_not", "hours", "phone", "email", "web", "version")
STARTER = Path(__file__).with_name("desks.csv")
# How much each counts beside the name.
DOES, DOES_NOT, THEME = 1.0, 0.3, 0.7
# So many letters of what it does stand below its name, where its hours are not known.
MOST_TOLD = 90


@dataclass(frozen=True, slots=True)
class StarterDesk:
    """A desk to begin with, of which nobody here has checked anything yet."""

    name: str
    does: str
    does_not: str
    hours: str
    themes: tuple[str, ...]


def visible_desks(actor: Actor) -> QuerySet[Desk]:
    """Every member sees every desk of their partnership."""
    desks = Desk.objects.filter(partnership_id=actor.partnership_id)
    return desks if sees_all_desks(actor) else desks.none()


def with_themes(desks: QuerySet[Desk]) -> QuerySet[Desk]:
    """The same desks, with their themes read along, in the order of the list."""
    themes = DeskTheme.objects.select_related("theme").order_by("theme__order", "theme__code")
    return desks.prefetch_related(Prefetch("themes", themes))


def get_desk(actor: Actor, pk: UUID) -> Desk:
    """One of them."""
    return get_object_or_404(with_themes(visible_desks(actor)), pk=pk)


def desk_list(actor: Actor, theme: str = "", wanted: str = "") -> QuerySet[Desk]:
    """The desks about a theme (by its code), or all; or those that are found by words, best first."""
    desks = with_themes(visible_desks(actor))
    if theme:
        desks = desks.filter(themes__theme__code=theme)
    return found_first(desks, find_keys(actor, "desk", wanted)) if wanted else desks


@dataclass(frozen=True, slots=True)
class Choice:
    """A theme to choose desks by, and whether it is chosen."""

    name: str
    href: str
    is_chosen: bool


def desk_choices(actor: Actor, chosen: str) -> list[Choice]:
    """The themes that at least one desk is about, in the order of the list; everything comes first."""
    told = DeskTheme.objects.filter(partnership_id=actor.partnership_id)
    themes = visible_themes(actor).filter(pk__in=told.values("theme"))
    page = address(actor, "network:desk_list")
    return [
        Choice(_("Everything"), page, not chosen),
        *(Choice(one.name, f"{page}?thema={one.code}", one.code == chosen) for one in themes),
    ]


def desk_form(desk: Desk) -> dict[str, object]:
    """What the form about a desk shows first."""
    told = {name: getattr(desk, name) for name in FORM}
    return {**told, "themes": [one.theme.code for one in desk.themes.all()]}


def checked_words(desk: Desk) -> str:
    """When somebody of this partnership last checked it, as a reader says it."""
    if desk.checked_on is None:
        return _("Still to be checked")
    day = {"day": date_format(desk.checked_on, "j F Y")}
    if desk.is_old:
        return _("Not checked for a long time, last on %(day)s") % day
    return _("Checked on %(day)s") % day


def sees_all_desks(actor: Actor) -> bool:
    """Whether the actor sees every desk: each member does."""
    return actor.is_member or actor.kind == "system"


def desk_rows(desks: QuerySet[Any]) -> QuerySet[Any, Any]:
    """Desks with what they do and what they are about."""
    names = theme_names(DeskTheme.objects.filter(desk=OuterRef("pk")))
    rows: QuerySet[Any, Any] = desks.annotate(names_of_themes=names).values(
        "id", "name", "hours", "does", "does_not", "names_of_themes"
    )
    return rows


def desk_text(row: Row) -> Text:
    """A desk in words."""
    return Text(
        subject=UUID(str(row["id"])),
        title=row["name"],
        subtitle=row["hours"] or shorten(row["does"], MOST_TOLD, placeholder=" …"),
        parts=tuple(_parts(row)),
        page="network:desk_detail",
        keys={"pk": row["id"]},
    )


def _parts(row: Row) -> Iterator[Part]:
    yield Part(_("What it does"), row["does"], DOES)
    if row["does_not"]:
        yield Part(_("What it does not do"), row["does_not"], DOES_NOT)
    yield from theme_parts(row["names_of_themes"], _("Theme"), THEME)


def starter_desks() -> list[StarterDesk]:
    """The desks that a partnership begins with, in their own words and without any number."""
    with STARTER.open(encoding="utf-8", newline="") as file:
        return [
            StarterDesk(
                name=row["name"],
                does=row["does"],
                does_not=row["does_not"],
                hours=row["hours"],
                themes=tuple(row["themes"].split()),
            )
            for row in csv.DictReader(file)
        ]
