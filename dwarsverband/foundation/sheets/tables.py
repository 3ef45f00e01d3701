"""What was read from a spreadsheet: tables of text, with the places where they stood."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self


@dataclass(frozen=True)
class Column:
    """One column: its letter, its heading, and a code when its cells are never read."""

    letter: str
    heading: str
    group: str = ""
    refused: str = ""


@dataclass(frozen=True)
class Row:
    """One row as numbered in the file, its cells in the order of the columns."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class NotRead:
    """A row below the heading that is no row of the table, and why: note, section, heading."""

    number: int
    reason: str


@dataclass(frozen=True)
class Table:
    """One table, found on one sheet of one file."""

    file: str
    sheet: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    not_read: tuple[NotRead, ...] = ()
    above: tuple[Row, ...] = ()
    headings: tuple[int, ...] = ()

    @property
    def lines(self) -> tuple[Row, ...]:
        """Every line that could hold the headings: what stands above the rows, and the rows."""
        return (*self.above, *self.rows)

    @property
    def skipped(self) -> tuple[Row, ...]:
        """The lines above the rows that are no headings."""
        return tuple(line for line in self.above if line.number not in self.headings)

    def samples(self, letter: str, count: int = 3) -> list[str]:
        """The first different values of a column, to show what is in it."""
        place = [column.letter for column in self.columns].index(letter)
        found: dict[str, None] = {}
        for row in self.rows:
            if row.cells[place]:
                found[row.cells[place]] = None
            if len(found) == count:
                break
        return list(found)

    def cell(self, number: int, letter: str) -> str:
        """What stands in one cell; nothing when there is no such row or column."""
        letters = [column.letter for column in self.columns]
        row = next((row for row in self.rows if row.number == number), None)
        return row.cells[letters.index(letter)] if row and letter in letters else ""

    def to_json(self) -> dict[str, Any]:  # Any: JSON has no closed type
        """As plain lists and dictionaries."""
        return {
            "file": self.file,
            "sheet": self.sheet,
            "columns": [[c.letter, c.heading, c.group, c.refused] for c in self.columns],
            "rows": [[row.number, *row.cells] for row in self.rows],
            "not_read": [[line.number, line.reason] for line in self.not_read],
            "above": [[row.number, *row.cells] for row in self.above],
            "headings": list(self.headings),
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Self:  # Any: JSON has no closed type
        """Back from plain lists and dictionaries."""
        return cls(
            file=value["file"],
            sheet=value["sheet"],
            columns=tuple(Column(*column) for column in value["columns"]),
            rows=tuple(Row(number, tuple(cells)) for number, *cells in value["rows"]),
            not_read=tuple(NotRead(*line) for line in value["not_read"]),
            above=tuple(Row(number, tuple(cells)) for number, *cells in value.get("above", ())),
            headings=tuple(value.get("headings", ())),
        )


def letter_of(index: int) -> str:
    """The letter of a column as a spreadsheet shows it: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
