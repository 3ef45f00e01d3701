"""Which tables an actor sees, and of which of them the names."""

from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.db.models.functions import JSONObject
from django.shortcuts import get_object_or_404

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.accounts.models import Theme
from dwarsverband.foundation.search.finding import find_keys, found_first
from dwarsverband.modules.network.queries.people import own_people, sees_everybody
from dwarsverband.modules.tables.models import Table, TableSeat, TableTheme

_THEME = ("id", "code", "name_nl", "name_en", "order")
_IN_ORDER = ("theme__order", "theme__code")
SEES_TABLES = ("coordinator", "partner", "administrator")


def visible_tables(actor: Actor) -> QuerySet[Table]:
    """Every table of the partnership, by name; whoever reads no content sees none.

    `is_own` tells whether the actor sits there: of other tables a partner learns no names.
    `is_led` tells whether they lead it.
    """
    tables = Table.objects.filter(partnership_id=actor.partnership_id).select_related("chair")
    if not (actor.kind == "system" or actor.role in SEES_TABLES):
        return tables.none()
    return tables.annotate(is_own=Q(_is_own(actor)), is_led=Q(chair__in=own_people(actor)))


def open_tables(actor: Actor) -> QuerySet[Table]:
    """The tables of which the actor sees everything: all of them, or the own ones."""
    return visible_tables(actor) if sees_everybody(actor) else own_tables(actor)


def own_tables(actor: Actor) -> QuerySet[Table]:
    """The tables at which the actor sits, and those that they lead."""
    return visible_tables(actor).filter(_is_own(actor))


def sees_names(actor: Actor, table: Table) -> bool:
    """Whether the actor sees who sits at a table, and what is said there."""
    return sees_everybody(actor) or bool(table.__dict__.get("is_own"))


def leads(actor: Actor, table: Table) -> bool:
    """Whether a table is the actor's to lead, or to keep."""
    if sees_everybody(actor):
        return True
    if "is_led" not in table.__dict__:
        own = visible_tables(actor).filter(pk=table.pk, chair__in=own_people(actor))
        table.__dict__["is_led"] = own.exists()
    return bool(table.__dict__["is_led"])


def table_list(actor: Actor, wanted: str = "", *, is_past: bool = False) -> QuerySet[Table]:
    """The tables that meet now, or those that ended, with their themes and seats read along."""
    tables = with_seats(visible_tables(actor).filter(ended_on__isnull=not is_past))
    return found_first(tables, find_keys(actor, "table", wanted)) if wanted else tables


def get_table(actor: Actor, pk: UUID) -> Table:
    """One visible table, with its themes and seats."""
    return get_object_or_404(with_seats(visible_tables(actor)), pk=pk)


def with_seats(tables: QuerySet[Table]) -> QuerySet[Table]:
    """The same tables, with their themes and seats read along."""
    own = TableTheme.objects.filter(table=OuterRef("pk")).order_by(*_IN_ORDER)
    row = JSONObject(**{name: f"theme__{name}" for name in _THEME})
    return tables.annotate(theme_rows=ArraySubquery(own.values(row=row))).prefetch_related(
        Prefetch("seats", TableSeat.objects.select_related("domain", "person")),
    )


def visible_seats(actor: Actor) -> QuerySet[TableSeat]:
    """The seats of the tables of which the actor sees everything."""
    seats = TableSeat.objects.filter(
        partnership_id=actor.partnership_id, table__in=open_tables(actor).values("pk")
    )
    return seats.select_related("table__chair", "domain", "person")


def get_seat(actor: Actor, pk: UUID) -> TableSeat:
    """One of them."""
    return get_object_or_404(visible_seats(actor), pk=pk)


def themes_of(table: Table) -> list[Theme]:
    """What a table is about, in the order of the list of themes."""
    if "theme_rows" in table.__dict__:
        rows = table.__dict__["theme_rows"]
        return [Theme(**{**row, "id": UUID(row["id"])}) for row in rows]
    return [one.theme for one in table.themes.select_related("theme").order_by(*_IN_ORDER)]


def table_form(table: Table) -> dict[str, object]:
    """What the form about a table shows first."""
    own = {name: getattr(table, name) for name in ("name", "purpose", "rhythm", "version")}
    return own | {"themes": [theme.pk for theme in themes_of(table)]}


def _is_own(actor: Actor) -> Q:
    """Of a table at which the actor sits, or which they lead."""
    own = own_people(actor)
    seats = TableSeat.objects.filter(table=OuterRef("pk"), person__in=own)
    return Q(Exists(seats)) | Q(chair__in=own)
