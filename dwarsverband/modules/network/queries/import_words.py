"""Sentences about a list: what it holds, where something stands in it, what came of it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePath

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dwarsverband.foundation.sheets.tables import Table
from dwarsverband.foundation.ui.numbers import listed
from dwarsverband.modules.network.queries.import_types import RowRef

MOST_ROWS = 30


def counted(counts: Mapping[str, int], status: str) -> str:
    """So many people, organisations and ties of one status; what there is none of is not said."""
    people, organisations, ties = (
        counts.get(f"{what}_{status}", 0) for what in ("people", "organisations", "ties")
    )
    told = [
        (people, ngettext("%(count)s person", "%(count)s people", people)),
        (
            organisations,
            ngettext("%(count)s organisation", "%(count)s organisations", organisations),
        ),
        (ties, ngettext("%(count)s tie", "%(count)s ties", ties)),
    ]
    return listed([text % {"count": count} for count, text in told if count])


def source_words(tables: Sequence[Table], place: int) -> str:
    """How a table is called: its file, its sheet, or both, as far as that tells them apart."""
    table = tables[place]
    is_one_file = len({one.file for one in tables}) == 1
    if is_one_file:
        return table.sheet or table.file
    is_one_sheet = sum(one.file == table.file for one in tables) == 1
    return table.file if is_one_sheet or not table.sheet else f"{table.file} · {table.sheet}"


def readable_name(file: str) -> str:
    """How a file is called by people: without its kind, and with spaces between the words."""
    return " ".join(PurePath(file).stem.replace("_", " ").split()) or file


def left_out_words(tables: Sequence[Table], rows: Iterable[RowRef]) -> str:
    """Which rows were left out, by number; empty when there are none."""
    per_table: defaultdict[int, list[int]] = defaultdict(list)
    for ref in sorted(rows, key=lambda one: (one.table, one.row)):
        per_table[ref.table].append(ref.row)
    total = sum(len(numbers) for numbers in per_table.values())
    if not total:
        return ""
    parts = [_rows(tables, place, numbers) for place, numbers in per_table.items()]
    sentence = ngettext(
        "%(count)s row was left out: %(rows)s.", "%(count)s rows were left out: %(rows)s.", total
    )
    return sentence % {"count": total, "rows": "; ".join(parts)}


def _rows(tables: Sequence[Table], place: int, numbers: Sequence[int]) -> str:
    told = ", ".join(str(number) for number in numbers[:MOST_ROWS])
    if len(numbers) > MOST_ROWS:
        told = _("%(rows)s and %(more)s more") % {"rows": told, "more": len(numbers) - MOST_ROWS}
    return f"{source_words(tables, place)} {told}" if len(tables) > 1 else told
