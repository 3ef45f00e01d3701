"""What a page says about a table: who is missing there, in one sentence."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.accounts.models import Domain
from dwarsverband.foundation.ui.addresses import address
from dwarsverband.foundation.ui.numbers import in_words, listed, with_capital
from dwarsverband.modules.network.models import Person
from dwarsverband.modules.tables.models import Table, TableSeat
from dwarsverband.modules.tables.queries.chairs import (
    Around,
    Empty,
    Sitting,
    around,
    filled_by,
)

MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class TableTold:
    """A table in a list: who is missing there, in one line."""

    around: Around
    about: str
    line: str


@dataclass(frozen=True, slots=True)
class SittingTold:
    """Somebody at a table, as a page names them; the coordinator finds their page."""

    sitting: Sitting
    title: str
    subtitle: str
    href: str


@dataclass(frozen=True, slots=True)
class AroundWords:
    """What the page of a table says first, and what more about the empty seats."""

    answer: str
    about: str
    more: str
    count: str


def table_told(found: Around) -> TableTold:
    """A table with the sentence that says who is missing."""
    about = " · ".join((listed([theme.name for theme in found.themes]), rhythm_words(found.table)))
    return TableTold(found, about, answer(found))


def list_answer(told: Sequence[TableTold]) -> str:
    """The first sentence of the list: at how many tables somebody is missing."""
    found = [one.around for one in told]
    lacking = sum(bool(one.missing or one.empty) for one in found)
    if not found:
        return _("A table starts with a question.")
    if not lacking:
        return _("At every table sits whoever is needed there.")
    if lacking == len(found) == 1:
        return _("At this table somebody is missing.")
    if lacking == len(found):
        return _("At all %(count)s tables somebody is missing.") % {"count": in_words(lacking)}
    counts = {"lacking": in_words(lacking), "count": in_words(len(found))}
    return _("At %(lacking)s of %(count)s tables somebody is missing.") % counts


def around_words(found: Around) -> AroundWords:
    """The sentences of the page of a table."""
    return AroundWords(answer(found), _about(found), _more(found), _count(found))


def sitting_told(actor: Actor, found: Around) -> list[SittingTold]:
    """Who sits at a table, as a page names them."""
    return [_told(actor, found, one) for one in found.sitting]


def rhythm_words(table: Table) -> str:
    """How often a table meets, as a sentence begins or goes on."""
    if table.rhythm == Table.Rhythm.ONCE:
        return _("meets once")
    return _("meets %(rhythm)s") % {"rhythm": table.get_rhythm_display()}


def answer(found: Around) -> str:
    """Who is not there: whole domains first, then seats by their names."""
    if not found.domains:
        return _("Nobody sits here yet, and nobody said whom this table needs.")
    if found.missing:
        return _not_there(found.missing)
    if found.empty:
        return _without(found.empty)
    return _("Whoever this table needs sits at it.")


def filled(actor: Actor, seat: TableSeat) -> str:
    """The receipt for whoever gave somebody a seat; it tells which other seats are filled with it."""
    name = seat.person.name if seat.person else ""
    names = {"name": name, "table": seat.table.name}
    more = fills_words(around(actor, seat.table), seat, seat.person)
    return " ".join(filter(None, (_("%(name)s now sits at the table %(table)s.") % names, more)))


def fills_words(found: Around, chair: TableSeat | Empty, person: Person | None) -> str:
    """That somebody fills more seats than the one they sit on; nothing for a single one."""
    if person is None:
        return ""
    seats = filled_by(found, chair, person.pk)
    if len(seats) < 2:
        return ""
    told = {"name": person.name, "count": in_words(len(seats)), "seats": listed(seats)}
    return _("%(name)s fills %(count)s seats: %(seats)s.") % told


def _told(actor: Actor, found: Around, one: Sitting) -> SittingTold:
    if one.person is None:
        return SittingTold(one, one.seat.name, _("Taken; you cannot see by whom."), "")
    work = one.work or one.seat.name
    subtitle = _("%(work)s, chair") % {"work": work} if one.is_chair else work
    more = fills_words(found, one.seat, one.person)
    subtitle = f"{subtitle}. {more}" if more else subtitle
    pages = "network:person_detail" if actor.is_coordinator else ""
    href = address(actor, pages, pk=one.person.pk) if pages else ""
    return SittingTold(one, one.person.name, subtitle, href)


def _about(found: Around) -> str:
    table = found.table
    told = {"day": date_format(table.begins_on, "F Y")}
    parts = [with_capital(rhythm_words(table)), _("since %(day)s") % told]
    if found.sees_names and table.chair is not None:
        parts.insert(0, _("Chair: %(name)s") % {"name": table.chair.name})
    return " · ".join(parts)


def _not_there(domains: Sequence[Domain]) -> str:
    names = [domain.name for domain in domains]
    sentence = ngettext(
        "%(domains)s does not sit at the table.", "%(domains)s do not sit at the table.", len(names)
    )
    lowered = [names[0], *(name.lower() for name in names[1:])]
    return with_capital(sentence % {"domains": listed(lowered)})


def _without(empty: Sequence[Empty]) -> str:
    names = [one.name for one in empty[:MOST_NAMED]]
    more = len(empty) - len(names)
    if more:
        sentence = ngettext(
            "Every domain is there. Still missing: %(names)s and %(count)s other.",
            "Every domain is there. Still missing: %(names)s and %(count)s others.",
            more,
        )
        return sentence % {"names": ", ".join(names), "count": in_words(more)}
    return _("Every domain is there. Still missing: %(names)s.") % {"names": listed(names)}


def _more(found: Around) -> str:
    if not found.empty:
        return ""
    sentence = ngettext("%(count)s seat is empty.", "%(count)s seats are empty.", len(found.empty))
    return with_capital(sentence % {"count": in_words(len(found.empty))})


def _count(found: Around) -> str:
    if not found.shown_count:
        return ""
    sentence = ngettext(
        "%(count)s person sits here.", "%(count)s people sit here.", found.shown_count
    )
    return with_capital(sentence % {"count": in_words(found.shown_count)})
