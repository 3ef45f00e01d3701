"""By which words people are found."""

from collections.abc import Iterator
from typing import Any  # search knows no models
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import Coalesce, JSONObject
from django.utils.translation import gettext as _

from dwarsverband.foundation.accounts.models import Domain
from dwarsverband.foundation.accounts.searching import listed_part, theme_names, theme_parts
from dwarsverband.foundation.search.kinds import Part, Row, Text
from dwarsverband.modules.network.models import PersonTheme, Position

# How much each counts beside the name.
FUNCTION, ORGANISATION, THEME, PLACE, DOMAIN = 1.0, 0.8, 0.7, 0.7, 0.5


def person_rows(people: QuerySet[Any]) -> QuerySet[Any, Any]:
    """People with what they do, where, on which themes and in which neighbourhoods."""
    row = JSONObject(
        function="function",
        organisation="organisation__name",
        spellings="organisation__spellings",
        domain_nl=Coalesce("domain__name_nl", "organisation__domain__name_nl"),
        domain_en=Coalesce("domain__name_en", "organisation__domain__name_en"),
    )
    positions = Position.objects.filter(person=OuterRef("pk")).values(row=row)
    rows: QuerySet[Any, Any] = people.annotate(
        names_of_themes=theme_names(PersonTheme.objects.filter(person=OuterRef("pk"))),
        rows_of_positions=ArraySubquery(positions),
    ).values("id", "name", "municipality", "neighbourhoods", "names_of_themes", "rows_of_positions")
    return rows


def person_text(row: Row) -> Text:
    """A person in words."""
    main: Row = next(iter(row["rows_of_positions"]), {})
    return Text(
        subject=UUID(str(row["id"])),
        title=row["name"],
        subtitle=", ".join(filter(None, (main.get("function"), main.get("organisation")))),
        parts=tuple(_parts(row)),
        page="network:person_detail",
        keys={"pk": row["id"]},
        municipalities=(row["municipality"],),
    )


def _parts(row: Row) -> Iterator[Part]:
    for position in row["rows_of_positions"]:
        yield Part(_("Function"), position["function"], FUNCTION)
        if position["organisation"]:
            yield Part(_("Organisation"), position["organisation"], ORGANISATION)
        for spelling in position["spellings"] or ():
            yield Part(_("Other spelling"), spelling, ORGANISATION)
        if position["domain_nl"]:
            domain = Domain(name_nl=position["domain_nl"], name_en=position["domain_en"])
            yield listed_part(_("Domain"), domain, DOMAIN)
    yield from theme_parts(row["names_of_themes"], _("Theme"), THEME)
    for place in row["neighbourhoods"]:
        yield Part(_("Neighbourhood"), place, PLACE)
