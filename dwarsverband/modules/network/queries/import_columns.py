"""How a list with the same headings was read before: recognised by marks, never by its words.

A mark is an HMAC (RFC 2104) over all headings of a sheet, or over one line; what is kept beside it
is the code of a field, that a sheet takes no part, or that the line holds the headings.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils import timezone

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.sheets.layout import headed_by
from dwarsverband.foundation.sheets.tables import Row, Table
from dwarsverband.foundation.sheets.words import fold
from dwarsverband.modules.network.models import Import, ImportAnswer
from dwarsverband.modules.network.queries.import_answers import answer_mark
from dwarsverband.modules.network.queries.import_fields import guess_columns
from dwarsverband.modules.network.queries.imports import (
    ABOVE,
    AS_BEFORE,
    HEADINGS,
    SHEET,
    SKIP,
    is_read,
    read_tables,
)

LINES_COMPARED = 10
# With fewer words than this, one sheet cannot be told from another.
FEWEST_WORDS = 2
NOTHING, LINE = "-", "line"


@dataclass(frozen=True)
class Marks:
    """The marks of one sheet, its headings as they stand now."""

    actor: Actor
    table: Table

    @cached_property
    def letters(self) -> list[str]:
        """The columns that may be read, when the sheet has headings by which to know it."""
        words = [column.heading for column in self.table.columns if column.heading]
        if len(words) < FEWEST_WORDS:
            return []
        return [column.letter for column in self.table.columns if not column.refused]

    @cached_property
    def columns(self) -> dict[str, str]:
        """Per column that may be read its mark."""
        return {letter: self._of("column", letter) for letter in self.letters}

    @cached_property
    def sheet(self) -> str:
        """The mark of the sheet as a whole; empty when it cannot be known again."""
        return self._of("sheet", fold(self.table.sheet)) if self.letters else ""

    @cached_property
    def lines(self) -> dict[int, str]:
        """Per line that may hold the headings its mark, by its number."""
        return {
            line.number: self._of_line(line)
            for line in self.table.lines[:LINES_COMPARED]
            if sum(1 for cell in line.cells if cell) >= FEWEST_WORDS
        }

    @property
    def all(self) -> list[str]:
        """Every mark under which something may be kept."""
        return [*self.columns.values(), *self.lines.values(), *([self.sheet] * bool(self.sheet))]

    def _of(self, *parts: str) -> str:
        headings = [fold(column.heading) for column in self.table.columns]
        return answer_mark(self.actor.partnership_id, (*parts, *headings))

    def _of_line(self, line: Row) -> str:
        return answer_mark(self.actor.partnership_id, (LINE, *map(fold, line.cells)))


def read_as_before(
    actor: Actor, tables: Sequence[Table]
) -> tuple[dict[str, str], list[dict[str, str]]]:
    """Decisions, and a mapping a sheet: as for a list with the same headings, or else as we guess."""
    lines = [_line_before(Marks(actor, table), _kept(actor, [table])) for table in tables]
    headed = [_headed(table, line) for table, line in zip(tables, lines, strict=True)]
    known = _kept(actor, headed)
    decisions, mappings = dict[str, str](), list[dict[str, str]]()
    for place, (table, line) in enumerate(zip(headed, lines, strict=True)):
        marks = Marks(actor, table)
        columns = {letter: known.get(mark, "") for letter, mark in marks.columns.items()}
        is_left_out = known.get(marks.sheet) == SKIP
        is_known = bool(line) or is_left_out or any(columns.values())
        told = {HEADINGS: line, SHEET: SKIP * is_left_out, AS_BEFORE: "yes" * is_known}
        decisions |= {f"{key}{place}": value for key, value in told.items() if value}
        mappings.append(_mapping(columns) if any(columns.values()) else guess_columns(table))
    return decisions, mappings


def reading_told(actor: Actor, draft: Import) -> dict[str, str]:
    """By mark how a list is read, as far as that is not what we guess ourselves."""
    found = dict[str, str]()
    stored = [Table.from_json(one) for one in draft.tables]
    for place, table in enumerate(read_tables(draft.tables, draft.decisions)):
        marks, mapping = Marks(actor, table), draft.mappings[place]
        line = draft.decisions.get(f"{HEADINGS}{place}", "")
        number = int(line.removesuffix(ABOVE) or 0)
        if number and number not in stored[place].headings[-1:]:
            above = Marks(actor, stored[place]).lines.get(number)
            found |= {above: line.replace(str(number), LINE)} if above else {}
        if not is_read(draft, place):
            found |= {marks.sheet: SKIP} if marks.sheet else {}
        elif mapping != guess_columns(table):
            found |= {mark: mapping.get(letter, NOTHING) for letter, mark in marks.columns.items()}
    return found


def reading_marks(actor: Actor, draft: Import) -> list[str]:
    """Every mark under which the reading of a list may have been kept."""
    both = [
        *(Table.from_json(one) for one in draft.tables),
        *read_tables(draft.tables, draft.decisions),
    ]
    return list(_marks(actor, both))


def _marks(actor: Actor, tables: Iterable[Table]) -> Iterator[str]:
    for table in tables:
        yield from Marks(actor, table).all


def _kept(actor: Actor, tables: Sequence[Table]) -> dict[str, str]:
    own = ImportAnswer.objects.filter(
        partnership_id=actor.partnership_id, ends_on__gte=timezone.localdate()
    )
    return dict(own.filter(mark__in=list(_marks(actor, tables))).values_list("mark", "answer"))


def _line_before(marks: Marks, known: dict[str, str]) -> str:
    """The line that held the headings, as a decision says it; empty when none did."""
    found = ((number, known.get(mark, "")) for number, mark in marks.lines.items())
    return next(
        (kept.replace(LINE, str(number)) for number, kept in found if kept.startswith(LINE)), ""
    )


def _headed(table: Table, line: str) -> Table:
    if not line:
        return table
    return headed_by(table, int(line.removesuffix(ABOVE)), takes_above=line.endswith(ABOVE))


def _mapping(columns: dict[str, str]) -> dict[str, str]:
    return {letter: name for letter, name in columns.items() if name not in {"", NOTHING}}
