"""Spreadsheets out: what might be taken for a formula leaves as text."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

Value = str | int | float | date | datetime | None
_RISKY = re.compile(r"'*[=+\-@|＝＋－＠]")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_CELL_CHARACTERS = 32_000
_TITLE_CHARACTERS = 31


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet on its way out: its name, its headings, its rows."""

    title: str
    headings: Sequence[str]
    rows: Iterable[Sequence[Value]]


def write_xlsx(*sheets: Sheet) -> bytes:
    """A workbook; text is stored as text, whatever it starts with."""
    book = Workbook(write_only=True)
    for one in sheets:
        sheet = book.create_sheet(_clean(one.title)[:_TITLE_CHARACTERS])
        sheet.freeze_panes = "A2"
        sheet.append([_cell(sheet, heading, is_heading=True) for heading in one.headings])
        for row in one.rows:
            sheet.append([_cell(sheet, value) for value in row])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def write_csv(headings: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """Text with semicolons, in UTF-8 as spreadsheet programs recognise it; risky cells get an apostrophe."""
    target = io.StringIO(newline="")
    writer = csv.writer(target, delimiter=";", quoting=csv.QUOTE_MINIMAL)
    writer.writerow([_safe(heading) for heading in headings])
    for row in rows:
        writer.writerow([_safe(value) for value in row])
    return target.getvalue().encode("utf-8-sig")


def _cell(sheet: WriteOnlyWorksheet, value: Value, *, is_heading: bool = False) -> WriteOnlyCell:
    if isinstance(value, str):
        made = WriteOnlyCell(sheet, _clean(value))
        made.data_type = "s"
        made.quotePrefix = _is_risky(made.value)
    else:
        made = WriteOnlyCell(
            sheet, value.replace(tzinfo=None) if isinstance(value, datetime) else value
        )
    if is_heading:
        made.font = Font(bold=True)
    return made


def _safe(value: Value) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        return value.isoformat() if isinstance(value, date) else str(value)
    text = _clean(value)
    return f"'{text}" if _is_risky(text) else text


def _clean(text: str) -> str:
    """Without signs that no spreadsheet can hold, and without white space around it."""
    return _CONTROL.sub(" ", text.replace("\r\n", "\n")).strip()[:_CELL_CHARACTERS]


def _is_risky(text: str) -> bool:
    return bool(_RISKY.match(text))
