"""The table on a messy sheet: where it begins, what its columns are called, what is only said around it."""

import pytest

from dwarsverband.foundation.sheets.layout import find_table
from dwarsverband.foundation.sheets.tests import books

NAMES = [["Jan Berg", "GGD"], ["Piet Vos", "Politie"]]


def test_titles_above_the_headings_are_passed_over() -> None:
    rows: books.Rows = [
        ["Netwerk Waterdal"],
        ["Bijgewerkt op 3 november"],
        [],
        ["Naam", "Organisatie"],
        *NAMES,
    ]
    table = books.table(rows)
    assert [column.heading for column in table.columns] == ["Naam", "Organisatie"]
    assert [row.number for row in table.rows] == [5, 6]


def test_merged_headings_bring_columns_together() -> None:
    rows: list[list[object]] = [
        ["Wie", None, "Bereikbaar", None],
        ["Naam", "Functie", "Tel", "Mail"],
    ]
    rows += [["Jan Berg", "arts", "06 1234 5678", "j@ggd.example"]]
    table = books.table(rows, merged=["A1:B1", "C1:D1"])
    assert [column.heading for column in table.columns] == ["Naam", "Functie", "Tel", "Mail"]
    assert [column.group for column in table.columns] == ["Wie", "Wie", "Bereikbaar", "Bereikbaar"]


def test_an_empty_column_is_no_column_and_letters_stay_those_of_the_file() -> None:
    table = books.table([["Naam", None, "Organisatie"], ["Jan Berg", None, "GGD"]])
    assert [column.letter for column in table.columns] == ["A", "C"]


def test_a_table_may_begin_anywhere() -> None:
    rows: books.Rows = [
        [],
        [],
        [None, None, "Naam", "Organisatie"],
        *([None, None, *row] for row in NAMES),
    ]
    table = books.table(rows)
    assert [column.letter for column in table.columns] == ["C", "D"]
    assert table.rows[0].cells == ("Jan Berg", "GGD")


@pytest.mark.parametrize(
    "note",
    [
        "Let op: de lijst van de scholen volgt nog.",
        "Bron: eigen lijst",
        "Totaal",
        "Vragen? Bel Noor, want zij weet hoe het zit.",
    ],
)
def test_a_note_below_the_table_is_no_row(note: str) -> None:
    table = books.table(
        [["Naam", "Organisatie", "Tel"], *([*row, "06"] for row in NAMES), [], [note]]
    )
    assert len(table.rows) == 2
    assert [(line.number, line.reason) for line in table.not_read] == [(5, "note")]


def test_headings_that_come_back_and_headings_between_are_no_rows() -> None:
    rows = [["Naam", "Organisatie", "Tel"], ["Zorg"], ["Jan Berg", "GGD", "06"]]
    rows += [["Naam", "Organisatie", "Tel"], ["Piet Vos", "Politie", "06"]]
    table = books.table(rows, merged=["A2:C2"])
    assert [row.cells[0] for row in table.rows] == ["Jan Berg", "Piet Vos"]
    assert [line.reason for line in table.not_read] == ["section", "heading"]


def test_a_sheet_without_headings_is_read_from_its_first_row() -> None:
    table = books.table([["Jan Berg", "j@ggd.example"], ["Piet Vos", "p@politie.example"]])
    assert len(table.rows) == 2


def test_a_refused_column_holds_nothing_from_the_start() -> None:
    table = books.table([["Naam", "Geloof"], ["Jan Berg", "moslim"], ["Piet Vos", "rooms"]])
    assert [column.refused for column in table.columns] == ["", "religion"]
    assert [row.cells for row in table.rows] == [("Jan Berg", ""), ("Piet Vos", "")]


def test_a_refused_heading_in_a_title_row_is_recognised_too() -> None:
    rows = [["Naam", "Organisatie", "Geloofsovertuiging"], ["(voluit)", "(kort)", "(kort)"]]
    table = books.table([*rows, ["Jan Berg", "GGD", "moslim"], ["Piet Vos", "GGD", "rooms"]])
    assert "moslim" not in str(table)


def test_the_first_different_values_show_what_is_in_a_column() -> None:
    rows = [["Naam", "Domein"], *([f"Mens Nummer{n}", word] for n, word in enumerate("aabbcd"))]
    assert books.table(rows).samples("B") == ["a", "b", "c"]


def test_a_table_goes_through_json_unchanged() -> None:
    table = books.table(
        [["Naam", "Geloof", "Organisatie"], ["Jan Berg", "x", "GGD"], [], ["Let op: oud"]]
    )
    assert type(table).from_json(table.to_json()) == table


def test_an_empty_sheet_beside_the_list_is_passed_over() -> None:
    assert find_table(books.grid([]), "lijst.xlsx") is None


def test_a_sheet_with_only_headings_holds_no_table() -> None:
    assert find_table(books.grid([["Naam", "Organisatie"]]), "lijst.xlsx") is None


@pytest.mark.parametrize(
    "cells",
    [
        ["Kees Bos", "contactpersoon", "Gemeente", "06-12345678", "3-4-2026"],
        ["Marieke de Wit", "arts infectieziekten", "GGD", "06-11112222", "3-4-2026"],
        ["Kees Bos", "contactpersoon", "Gemeente", "3-4-2026", "1-2-2020"],
    ],
)
def test_a_person_with_days_in_the_row_is_no_heading(cells: list[object]) -> None:
    rows: books.Rows = [
        ["Naam", "Functie", "Organisatie", "Telefoon", "Laatst gesproken"],
        cells,
        ["Jan Berg", "wijkagent", "Politie", "06-22223333", "5-6-2026"],
    ]
    table = books.table(rows)
    assert table.columns[0].heading == "Naam"
    assert len(table.rows) == 2
