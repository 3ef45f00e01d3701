"""What an actor does with tables and their seats."""

from collections.abc import Collection
from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from dwarsverband.foundation.access import Actor, Conflict, action
from dwarsverband.foundation.accounts.models import Domain, Theme
from dwarsverband.modules.network.models import Person
from dwarsverband.modules.tables import rules
from dwarsverband.modules.tables.models import Table, TableSeat, TableTheme
from dwarsverband.modules.tables.queries.chairs import Empty

MOST_SEATS, MOST_WORDS = 60, 12


@action(rules.may_add_table)
def add_table(
    actor: Actor, *, name: str, purpose: str = "", rhythm: str, themes: Collection[Theme]
) -> Table:
    """Begin a table about one theme or more."""
    table = Table(partnership_id=actor.partnership_id, begins_on=timezone.localdate(), version=0)
    return _saved(table, name, purpose, rhythm, themes)


@action(rules.may_change_table)
def change_table(
    actor: Actor,
    table: Table,
    *,
    name: str,
    purpose: str = "",
    rhythm: str,
    themes: Collection[Theme],
    version: int,
) -> Table:
    """Say otherwise how a table is called, what it is for, and how often it meets."""
    current = Table.objects.select_for_update().get(pk=table.pk)
    if version != current.version:
        raise Conflict(current)
    return _saved(current, name, purpose, rhythm, themes)


@action(rules.may_end_table)
def end_table(actor: Actor, table: Table) -> Table:
    """Let a table meet no more; what was decided there stays to be read."""
    table.ended_on = timezone.localdate()
    table.version += 1
    table.save()
    return table


@action(rules.may_hand_over_chair)
def hand_over_chair(actor: Actor, seat: TableSeat) -> Table:
    """Let somebody who sits at the table lead it from now on."""
    table = Table.objects.select_for_update().get(pk=seat.table_id)
    table.chair_id = seat.person_id
    table.version += 1
    table.save()
    return table


@action(rules.may_add_table_seat)
def add_table_seat(
    actor: Actor, table: Table, *, name: str, domain: Domain, words: Collection[str] = ()
) -> TableSeat:
    """Put a chair at a table: somebody of this work is needed here."""
    own = list(TableSeat.objects.select_for_update().filter(table=table))
    if len(own) >= MOST_SEATS:
        raise ValidationError(_("A table has at most sixty seats. Who comes to all of them?"))
    if len(words) > MOST_WORDS:
        raise ValidationError({"words": _("At most twelve words.")})
    seat = TableSeat(
        partnership_id=actor.partnership_id,
        table=table,
        name=" ".join(name.split()),
        domain=domain,
        words=list(words),
        order=max((one.order for one in own), default=-1) + 1,
    )
    seat.full_clean(validate_constraints=False, exclude=["person", "filled_on"])
    seat.save()
    return seat


@action(rules.may_leave_seat_out)
def leave_seat_out(actor: Actor, empty: Empty) -> TableSeat:
    """Say that this table can do without somebody whom its theme asks for."""
    return TableSeat.objects.create(
        partnership_id=actor.partnership_id,
        table=empty.table,
        name=empty.name,
        domain=empty.domain,
        words=list(empty.words),
        is_needed=False,
    )


@action(rules.may_fill_table_seat)
def fill_table_seat(
    actor: Actor, seat: TableSeat, *, person: Person, on: date | None = None
) -> TableSeat:
    """Write down who sits on a seat, and since when."""
    today = timezone.localdate()
    if on is not None and on > today:
        raise ValidationError({"on": _("This day is still to come.")})
    if person.objected_on is not None:
        raise ValidationError({"person": _("This person objects. Decide about that first.")})
    own = TableSeat.objects.select_for_update().filter(table=seat.table)
    if any(one.person_id == person.pk for one in own):
        raise ValidationError({"person": _("This person sits at this table already.")})
    seat.person, seat.filled_on, seat.is_needed = person, on or today, True
    seat.save()
    return seat


@action(rules.may_empty_table_seat)
def empty_table_seat(actor: Actor, seat: TableSeat) -> TableSeat:
    """Write down that somebody sits here no longer; the chair stays, to be filled."""
    seat.person, seat.filled_on = None, None
    seat.save()
    return seat


@action(rules.may_remove_table_seat)
def remove_table_seat(actor: Actor, seat: TableSeat) -> None:
    """Take an empty chair away."""
    TableSeat.objects.filter(pk=seat.pk).delete()


def _saved(table: Table, name: str, purpose: str, rhythm: str, themes: Collection[Theme]) -> Table:
    table.name, table.purpose = " ".join(name.split()), " ".join(purpose.split())
    others = Table.objects.filter(partnership_id=table.partnership_id).exclude(pk=table.pk)
    if others.filter(name__iexact=table.name).exists():
        raise ValidationError({"name": _("There is a table of this name already.")})
    if not themes:
        raise ValidationError({"themes": _("Tick one or more.")})
    table.rhythm, table.version = rhythm, table.version + 1
    table.full_clean(validate_constraints=False, exclude=["chair", "ended_on"])
    table.save()
    own = TableTheme.objects.filter(table=table)
    own.exclude(theme__in=themes).delete()
    known = set(own.values_list("theme_id", flat=True))
    TableTheme.objects.bulk_create(
        TableTheme(partnership_id=table.partnership_id, table=table, theme=theme)
        for theme in themes
        if theme.pk not in known
    )
    return table
