"""From bytes to rows of text: every kind of file, every kind of text, nothing evaluated."""

from datetime import date, datetime
from pathlib import Path

import pytest

from dwarsverband.foundation.sheets import limits
from dwarsverband.foundation.sheets.formats import RefusedFileError, grids_of
from dwarsverband.foundation.sheets.tests import books
from dwarsverband.foundation.sheets.words import fold

ROWS = [
    ["Naam", "Plaats", "Ouder"],
    ["Zoë Müller", "’s-Hertogenbosch", "ja"],
    ["Jan", "Ede", "nee"],
]
WATERDAL = Path(__file__).parents[3] / "modules" / "network" / "tests" / "files"


def _cells(content: bytes) -> list[list[str]]:
    return [line.cells for line in grids_of(content)[0].lines]


def _refusal(content: bytes) -> str:
    with pytest.raises(RefusedFileError) as refused:
        grids_of(content)
    return refused.value.code


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_text_is_read_in_every_delimiter_and_encoding(delimiter: str, encoding: str) -> None:
    text = books.csv(ROWS, delimiter).decode().encode(encoding)
    assert _cells(text) == [[str(cell) for cell in row] for row in ROWS]


def test_a_first_line_that_names_the_delimiter_is_obeyed() -> None:
    lines = grids_of(b"sep=,\nNaam,Plaats\nJan;Piet,Ede\n")[0].lines
    assert [line.cells for line in lines] == [["Naam", "Plaats"], ["Jan;Piet", "Ede"]]
    assert lines[0].number == 2


def test_cells_of_a_workbook_become_text_as_people_see_it() -> None:
    values = [
        [1.0, 2.5, True, False, None, date(2026, 3, 4), datetime(2026, 3, 4, 9, 30), " a  b "]
    ]
    told = ["1", "2.5", "ja", "nee", "", "2026-03-04", "2026-03-04 09:30", "a b"]
    assert _cells(books.xlsx(values)) == [told]


def test_the_three_forms_of_one_list_hold_the_same_names() -> None:
    names = [
        [fold(line.cells[0]) for line in grids_of(path.read_bytes())[0].lines]
        for path in sorted(WATERDAL.glob("netwerk-waterdal.*"))
    ]
    assert len(names) == 3
    assert names[0] == names[1] == names[2]


def test_a_formula_is_never_worked_out() -> None:
    assert _cells(books.csv([["Naam", "Som"], ["Jan", "=1+1"]]))[1] == ["Jan", "=1+1"]
    assert _cells(books.xlsx([["Naam", "Som"], ["Jan", "=1+1"]]))[1] == ["Jan", ""]


def test_a_cell_that_we_protected_ourselves_comes_back_as_it_was() -> None:
    assert _cells(b"Naam;Tel\nJan;'+31612345678\n")[1] == ["Jan", "+31612345678"]


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ("Jan\u202egreB", "JangreB"),
        ("Jan\u200bBerg", "JanBerg"),
        ("Zoe\u0308", "Zoë"),
        ("Jan\u00a0 Berg", "Jan Berg"),
        ("Jan\r\n  Berg ", "Jan\nBerg"),
    ],
)
def test_unseen_signs_leave_a_cell(dirty: str, clean: str) -> None:
    assert _cells(books.xlsx([["Naam", "Plaats"], [dirty, "Ede"]]))[1][0] == clean


def test_a_cell_is_cut_where_it_grows_without_end() -> None:
    cell = _cells(books.xlsx([["Naam", "Verhaal"], ["Jan", "é" * 30_000]]))[1][1]
    assert len(cell) == limits.CELL_CHARACTERS


def test_a_hidden_sheet_stays_closed() -> None:
    assert [grid.sheet for grid in grids_of((WATERDAL / "netwerk-waterdal.xlsx").read_bytes())] == [
        "Netwerk",
        "Contacten",
    ]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b" \r\n \r\n", "empty"),
        (b"%PDF-1.7\nNaam;Plaats", "not_a_spreadsheet"),
        (b"{\\rtf1 Naam}", "not_a_spreadsheet"),
        (b"<html><table><tr><td>Naam</td></tr></table></html>", "not_a_spreadsheet"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "not_a_spreadsheet"),
        (b"Naam;Plaats\nJan\x00;Ede\n", "not_a_spreadsheet"),
        (b"PK\x03\x04 nothing more", "broken"),
        (b'Naam;Plaats\n"Jan;Ede\n', "open_quote"),
    ],
)
def test_what_is_no_spreadsheet_is_refused_by_what_is_in_it(content: bytes, code: str) -> None:
    assert _refusal(content) == code


def test_the_place_of_an_open_quotation_mark_is_told() -> None:
    with pytest.raises(RefusedFileError) as refused:
        grids_of(b'Naam;Plaats\nJan;Ede\n"Piet;Ede\nKees;Ede\n')
    assert refused.value.place == "4"


def test_a_text_document_is_no_spreadsheet_though_it_looks_like_one() -> None:
    odt = books.changed(
        (WATERDAL / "netwerk-waterdal.ods").read_bytes(),
        "mimetype",
        lambda _kind: b"application/vnd.oasis.opendocument.text",
    )
    assert _refusal(odt) == "not_a_spreadsheet"


def test_a_locked_open_document_is_refused() -> None:
    manifest = b"<manifest:encryption-data/>"
    ods = (WATERDAL / "netwerk-waterdal.ods").read_bytes()
    assert (
        _refusal(books.changed(ods, "META-INF/manifest.xml", lambda _told: manifest)) == "encrypted"
    )


def test_half_a_workbook_is_damaged() -> None:
    content = books.xlsx(ROWS)
    assert _refusal(content[: len(content) // 2]) == "broken"


def test_a_workbook_that_unfolds_too_far_is_refused_before_it_is_unfolded() -> None:
    bomb = books.changed(books.xlsx(ROWS), books.SHEET, lambda xml: xml + b" " * (51 * 2**20))
    assert len(bomb) < 100_000
    assert _refusal(bomb) == "too_big"


def test_a_sheet_may_not_be_wider_than_anybody_needs() -> None:
    assert _refusal(books.xlsx([["x"] * (limits.SHEET_WIDTH + 1)])) == "too_many_columns"


def test_more_rows_than_the_limit_are_refused() -> None:
    assert _refusal(b"Naam;Plaats\n" + b"Jan;Ede\n" * (limits.ROWS + 60)) == "too_many_rows"
