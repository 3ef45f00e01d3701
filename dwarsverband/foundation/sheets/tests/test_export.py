"""What leaves as a spreadsheet is text: no cell of ours starts a formula."""

import csv
import io
from datetime import date

import pytest
from openpyxl import load_workbook

from dwarsverband.foundation.sheets.export import Sheet, write_csv, write_xlsx
from dwarsverband.foundation.sheets.formats import grids_of

RISKY = [
    "=1+1",
    "+31612345678",
    "-1",
    "@SUM(A1)",
    "|cmd",
    "'=1+1",
    "＝1+1",
    "\t=1+1",
    "\r=1+1",
    "\x00=1+1",
]


def _csv(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


@pytest.mark.parametrize("value", RISKY)
def test_a_risky_cell_leaves_as_text(value: str) -> None:
    assert _csv(write_csv(["Naam"], [[value]]))[1][0].startswith("'")
    cell = load_workbook(io.BytesIO(write_xlsx(Sheet("Blad", ["Naam"], [[value]])))).active["A2"]
    assert cell.data_type == "s"
    assert cell.quotePrefix


@pytest.mark.parametrize("value", ["Jan Berg", "a=b", "3-4-2026", "j@ggd.example", "’s-Graveland"])
def test_an_ordinary_cell_leaves_as_it_is(value: str) -> None:
    expected = value if value[0].isdigit() or value[0].isalpha() or value[0] == "’" else f"'{value}"
    assert _csv(write_csv(["Naam"], [[value]]))[1] == [expected]


@pytest.mark.parametrize("value", ["=1+1", "+31612345678", "-1", "@SUM(A1)", "Zoë; Müller\nRegel"])
def test_what_leaves_comes_back_the_same(value: str) -> None:
    for written in (write_csv(["Naam"], [[value]]), write_xlsx(Sheet("Blad", ["Naam"], [[value]]))):
        assert grids_of(written)[0].lines[1].cells == [value]


def test_days_and_numbers_keep_their_kind() -> None:
    sheet = load_workbook(
        io.BytesIO(write_xlsx(Sheet("Blad", ["Dag", "Aantal"], [[date(2026, 3, 4), 7]])))
    ).active
    assert (sheet["A2"].value.date(), sheet["B2"].value) == (date(2026, 3, 4), 7)
    assert _csv(write_csv(["Dag", "Aantal"], [[date(2026, 3, 4), 7]]))[1] == ["2026-03-04", "7"]


def test_signs_that_no_spreadsheet_can_hold_do_not_break_it() -> None:
    rows = [["a\x00b\ud800c\x1fd"]]
    assert (
        load_workbook(io.BytesIO(write_xlsx(Sheet("Blad", ["Naam"], rows)))).active["A2"].value
        == "a b c d"
    )
    assert _csv(write_csv(["Naam"], rows))[1] == ["a b c d"]
