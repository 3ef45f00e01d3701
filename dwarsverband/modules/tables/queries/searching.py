"""By which words tables are found: their name and their themes, which every member may read."""

from collections.abc import Iterator
from typing import Any  # search knows no models

from django.db.models import OuterRef, QuerySet
from django.utils.translation import gettext as _

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.accounts.searching import theme_names, theme_parts
from dwarsverband.foundation.search.kinds import Text
from dwarsverband.modules.tables.models import TableTheme
from dwarsverband.modules.tables.queries.tables import SEES_TABLES

THEME = 0.7


def sees_every_table(actor: Actor) -> bool:
    """Whether every table of the partnership is there for the actor, by name."""
    return actor.kind == "system" or actor.role in SEES_TABLES


def table_texts(actor: Actor, tables: QuerySet[Any]) -> Iterator[Text]:
    """Tables with their themes."""
    names = theme_names(TableTheme.objects.filter(table=OuterRef("pk")))
    for table in tables.prefetch_related(None).annotate(names_of_themes=names):
        themes = tuple(theme_parts(table.names_of_themes, _("Theme"), THEME))
        yield Text(
            subject=table.pk,
            title=table.name,
            subtitle=", ".join(theme.text for theme in themes),
            parts=themes,
            page="tables:table_detail",
            keys={"pk": table.pk},
        )
