"""What a page about a list says without asking: notes, spellings read as one, days that are only a month."""

from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dwarsverband.foundation.ui.numbers import in_words, listed, with_capital
from dwarsverband.modules.network.queries.import_shown import MERGED, Asked
from dwarsverband.modules.network.queries.import_spellings import IN_NEIGHBOURHOOD, IN_ORGANISATION
from dwarsverband.modules.network.queries.import_types import (
    CHANGED,
    Plan,
    PlannedOrganisation,
    PlannedPerson,
    RoughDay,
)

NOTES_SHOWN, SPELLINGS_SHOWN, DAYS_SHOWN, WAYS_SHOWN = 50, 30, 20, 5
Place = Callable[[int, Sequence[int], str], str]


class Noted:
    """Of one list; a place is a table, its rows and a column, in words."""

    def __init__(self, plan: Plan, place: Place) -> None:
        self._plan, self._place = plan, place

    @property
    def notes(self) -> list[str]:
        """What is worth saying about rows, and asks nothing."""
        return self._notes(is_open=False)

    @property
    def open_notes(self) -> list[str]:
        """The same about who stays out or as they were: said in the open."""
        return self._notes(is_open=True)

    def _notes(self, *, is_open: bool) -> list[str]:
        told = [note for note in self._plan.notes if note.is_open is is_open]
        return [
            f"{with_capital(self._place(note.table, [note.row], ''))}: {note.sentence}"
            for note in told[:NOTES_SHOWN]
        ]

    @property
    def merged(self) -> list[str]:
        """Who is written in several ways, and is taken for one person."""
        found = (one for one in self._plan.people if one.spellings and not one.candidates)
        return [self._merged(one) for one in islice(found, NOTES_SHOWN)]

    def _merged(self, person: PlannedPerson) -> str:
        parts = [
            _("“%(name)s” (%(where)s)")
            % {"name": name, "where": self._place(ref.table, [ref.row], "")}
            for name, ref in person.spellings
        ]
        return _("%(name)s: %(spellings)s") % {"name": person.name, "spellings": listed(parts)}

    @property
    def places(self) -> list[str]:
        """Which known organisations change, and how."""
        found = (one for one in self._plan.organisations if one.status == CHANGED)
        return [self._changed(one) for one in islice(found, NOTES_SHOWN)]

    def _changed(self, organisation: PlannedOrganisation) -> str:
        domain = self._plan.domains.get(organisation.domain)
        told = {
            "name": organisation.name,
            "spellings": listed([f"“{name}”" for name in organisation.new_spellings]),
            "domain": domain.name if domain else "",
        }
        if organisation.new_spellings:
            return _("%(name)s is from now on also found under %(spellings)s.") % told
        return _("%(name)s gets the domain %(domain)s.") % told

    @cached_property
    def spellings(self) -> list[Asked]:
        """Which spellings of an organisation, a neighbourhood or a theme were read as one."""
        return [
            Asked(MERGED, one.key, "", _one(one.kind, one.spellings))
            for one in self._plan.read_as_one[:SPELLINGS_SHOWN]
        ]

    @property
    def rough_title(self) -> str:
        """How many cells tell only a month or a year; empty when none does."""
        count = len(self._plan.rough_days)
        sentence = ngettext(
            "%(count)s day is only a month or a year",
            "%(count)s days are only a month or a year",
            count,
        )
        return with_capital(sentence % {"count": in_words(count)}) if count else ""

    @property
    def rough_days(self) -> list[str]:
        """As which day each was read, and in which rows."""
        return list(islice(self._rough(), DAYS_SHOWN))

    def _rough(self) -> Iterator[str]:
        found: dict[tuple[str, str, int], list[RoughDay]] = {}
        for day in self._plan.rough_days:
            found.setdefault((day.text, day.column, day.ref.table), []).append(day)
        for (text, column, table), ones in found.items():
            where = self._place(table, [one.ref.row for one in ones], column)
            sentence = (
                _("Only a year: “%(text)s”, read as from %(day)s (%(where)s).")
                if ones[0].precision == "year"
                else _("Only a month: “%(text)s”, read as from %(day)s (%(where)s).")
            )
            first = date_format(ones[0].on, "j F Y")
            yield sentence % {"text": text, "day": first, "where": where}


def _one(kind: str, spellings: Sequence[str]) -> str:
    told = [f"“{name}”" for name in spellings[:WAYS_SHOWN]]
    if len(spellings) > WAYS_SHOWN:
        told.append(_("%(count)s more") % {"count": len(spellings) - WAYS_SHOWN})
    if kind == IN_ORGANISATION:
        sentence = _("%(spellings)s are different organisations")
    elif kind == IN_NEIGHBOURHOOD:
        sentence = _("%(spellings)s are different neighbourhoods")
    else:
        sentence = _("%(spellings)s are different themes")
    return sentence % {"spellings": listed(told)}
