"""By which words tables are found: their name and their themes, which every member may read."""

from typing import Any  # search knows no models
from uuid import UUID

from django.db.models import OuterRef, QuerySet
from django.utils.translation import gettext as _

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.accounts.searching import theme_names, theme_parts
from dwarsverband.foundation.search.kinds import Row, Text
from dwarsverband.modules.tables.models import TableTheme
from dwarsverband.modules.tables.queries.tables import SEES_TABLES

THEME = 0.7


def sees_every_table(actor: Actor) -> bool:
    """Whether every table of the partnership is there for the actor, by name."""
    return actor.kind == "system" or actor.role in SEES_TABLES


def table_rows(tables: QuerySet[Any]) -> QuerySet[Any, Any]:
    """Tables with their themes."""
    names = theme_names(TableTheme.objects.filter(table=OuterRef("pk")))
    rows: QuerySet[Any, Any] = tables.annotate(names_of_themes=names).values(
        "id", "name", "names_of_themes"
    )
    return rows


def table_text(row: Row) -> Text:
    """A table in words."""
    themes = tuple(theme_parts(row["names_of_themes"], _("Theme"), THEME))
    return Text(
        subject=UUID(str(row["id"])),
        title=row["name"],
        subtitle=", ".join(theme.text for theme in themes),
        parts=themes,
        page="tables:table_detail",
        keys={"pk": row["id"]},
    )
