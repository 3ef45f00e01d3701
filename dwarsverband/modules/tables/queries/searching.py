"""By which words tables are found: their name and their themes, which every member may read."""

from collections.abc import Iterator
from typing import Any  # search knows no models

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.accounts.searching import listed_part
from dwarsverband.foundation.search.kinds import Text
from dwarsverband.modules.tables.queries.tables import SEES_TABLES, themes_of, with_seats

THEME = 0.7


def sees_every_table(actor: Actor) -> bool:
    """Whether every table of the partnership is there for the actor, by name."""
    return actor.kind == "system" or actor.role in SEES_TABLES


def table_texts(actor: Actor, tables: QuerySet[Any]) -> Iterator[Text]:
    """Tables with their themes."""
    for table in with_seats(tables):
        themes = themes_of(table)
        yield Text(
            subject=table.pk,
            title=table.name,
            subtitle=", ".join(theme.name for theme in themes),
            parts=tuple(listed_part(_("Theme"), theme, THEME) for theme in themes),
            page="tables:table_detail",
            keys={"pk": table.pk},
        )
