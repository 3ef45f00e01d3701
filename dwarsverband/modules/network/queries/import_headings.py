"""Which line of a sheet holds the headings: what may be chosen, and what looks wrong."""

from collections.abc import Collection, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dwarsverband.foundation.sheets.tables import Row, Table
from dwarsverband.foundation.ui.numbers import listed
from dwarsverband.modules.network.queries.import_shown import LineShown

LINES_SHOWN, COLUMNS_SHOWN, LONGEST_CELL, ROWS_NAMED = 10, 8, 40, 5
_NAMES = frozenset(("name", "given_name", "family_name", "from", "attendees"))


def first_lines(table: Table) -> tuple[LineShown, ...]:
    """The first lines of a sheet, one of which may hold the headings; none when the file says so itself."""
    if not table.above and any(column.heading for column in table.columns):
        return ()
    return tuple(
        LineShown(line.number, tuple(cell[:LONGEST_CELL] for cell in line.cells[:COLUMNS_SHOWN]))
        for line in table.lines[: max(LINES_SHOWN, len(table.above) + 1)]
    )


def sheet_warnings(table: Table, fields: Collection[str], *, is_decided: bool) -> Iterator[str]:
    """That no column holds names, and that rows above the headings stay out; unless somebody chose them."""
    rows = [] if is_decided else [line for line in table.skipped if _is_filled(table, line)]
    if rows:
        sentence = ngettext(
            "Row %(rows)s stands above the headings in row %(line)s, and does not come in. Is that right?",
            "Rows %(rows)s stand above the headings in row %(line)s, and do not come in. Is that right?",
            len(rows),
        )
        told = [str(line.number) for line in rows[:ROWS_NAMED]]
        more = len(rows) - ROWS_NAMED
        if more > 0:
            told.append(_("%(count)s more") % {"count": more})
        yield sentence % {"rows": listed(told), "line": table.headings[-1]}
    if not _NAMES & set(fields):
        yield _(
            "We found no column with names. Say which column that is, or which row holds the headings."
        )


def _is_filled(table: Table, line: Row) -> bool:
    """Whether a line looks like a row: at least half of its cells hold something."""
    count = sum(1 for cell in line.cells if cell)
    return count >= min(2, len(table.columns)) and count * 2 >= len(table.columns)
