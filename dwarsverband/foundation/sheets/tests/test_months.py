"""A cell that shows only a month is a month, though the file holds its first day."""

import io
from datetime import date, datetime

import pytest
from openpyxl import Workbook

from dwarsverband.foundation.sheets.dates import parse_date
from dwarsverband.foundation.sheets.formats import grids_of
from dwarsverband.foundation.sheets.months import is_month, months_shown
from dwarsverband.foundation.sheets.tests import books

FEBRUARY = datetime(2026, 2, 1)


def _book(*rows: tuple[object, ...], shown: str = "mmm-yy") -> bytes:
    """A workbook whose days are shown like this, from its second row and column on."""
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    for number, row in enumerate(rows, 2):
        for place, value in enumerate(row, 2):
            cell = sheet.cell(number, place, value)
            if isinstance(value, datetime):
                cell.number_format = shown
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


def _cells(content: bytes) -> list[list[str]]:
    return [line.cells for line in grids_of(content)[0].lines]


@pytest.mark.parametrize(
    ("code", "is_one"),
    [
        ("mmm-yy", True),
        ("mmmm\\ yyyy;@", True),
        ("[$-413]mmm/yy;@", True),
        ('yyyy"jaar"mm', True),
        ("d-m-yyyy", False),
        ("mmm", False),
        ("mm:ss", False),
        ("yyyy", False),
        ("General", False),
        ("", False),
    ],
)
def test_which_formats_show_a_month_and_no_day(code: str, *, is_one: bool) -> None:
    assert is_month(code) is is_one


@pytest.mark.parametrize("shown", ["mmm-yy", "[$-413]mmmm\\ yyyy;@"])
def test_a_month_in_a_column_of_months_is_told_as_a_month(shown: str) -> None:
    content = _book(("Naam", "Sinds"), ("Jo", FEBRUARY), ("Els", datetime(2025, 9, 1)), shown=shown)
    assert _cells(content) == [["Naam", "Sinds"], ["Jo", "02-2026"], ["Els", "09-2025"]]
    assert parse_date("02-2026", date(2026, 11, 24)).precision == "month"


def test_a_day_stays_a_day_and_one_month_alone_may_be_a_heading() -> None:
    days = _book(("Naam", "Sinds"), ("Jo", FEBRUARY), ("Els", FEBRUARY), shown="d-m-yyyy")
    assert _cells(days)[1:] == [["Jo", "2026-02-01"], ["Els", "2026-02-01"]]
    heading = _book(("Naam", FEBRUARY), ("Jo", "x"))
    assert _cells(heading)[0] == ["Naam", "2026-02-01"]


def test_a_workbook_of_another_make_tells_no_months() -> None:
    whole = _book(("Naam", "Sinds"), ("Jo", FEBRUARY), ("Els", FEBRUARY))
    assert months_shown(whole)["Sheet"] == {3: {3}, 4: {3}}
    for part in ("xl/styles.xml", "xl/_rels/workbook.xml.rels", "xl/workbook.xml"):
        assert not any(months_shown(books.changed(whole, part, lambda _xml: b"<")).values())
    assert months_shown(whole[:200]) == {}
