"""From the bytes of a file to plain rows of text. Runs inside the sandbox only."""

import csv
import io
import math
import re
import zipfile
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime, time

import python_calamine as calamine

from dwarsverband.foundation.sheets import limits
from dwarsverband.foundation.sheets.months import Places, months_shown
from dwarsverband.foundation.sheets.texts import clean_line, clean_text

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_SHEET_PARTS = ("xl/workbook.xml", "xl/workbook.bin", "content.xml")
_PROTECTED = re.compile(r"^'(?='*[=+\-@|＝＋－＠])")
_DELIMITERS = ";,\t|"


class RefusedFileError(Exception):
    """A file that is not read, with the code of the sentence that says why."""

    def __init__(self, code: str, place: str = "") -> None:
        super().__init__(code)
        self.code, self.place = code, place


@dataclass(frozen=True)
class Line:
    """A row that holds something, with its number in the file."""

    number: int
    cells: list[str]


@dataclass(frozen=True)
class Merge:
    """Cells that were made one: from row and column up to and including row and column."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Grid:
    """A sheet as it lies: the rows that hold something, the first column's place, the merged cells.

    Of some the first row is known to hold the headings, and nothing else is no row.
    """

    sheet: str
    lines: list[Line]
    offset: int = 0
    merges: tuple[Merge, ...] = ()
    has_headings: bool = False


def grids_of(content: bytes) -> list[Grid]:
    """Every visible sheet of a file, whatever its name says it is."""
    if not content.strip():
        raise RefusedFileError("empty")
    if content.startswith(_OLE):
        if _ENCRYPTED in content:
            raise RefusedFileError("encrypted")
        return list(_sheets(content))
    if content.startswith(b"PK"):
        _check_zip(content)
        return list(_sheets(content))
    return [_text_grid(content)]


def _check_zip(content: bytes) -> None:
    """Refuse by what the file would unfold to, before anything is unfolded."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            if sum(part.file_size for part in parts) > limits.UNZIPPED_BYTES:
                raise RefusedFileError("too_big")
            names = {part.filename for part in parts}
            if any(part.flag_bits & 1 for part in parts):
                raise RefusedFileError("encrypted")
            manifest = _part(archive, names, "META-INF/manifest.xml")
            kind = _part(archive, names, "mimetype")
    except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError) as error:
        raise RefusedFileError("broken") from error
    if "encryption-data" in manifest:
        raise RefusedFileError("encrypted")
    if not names.intersection(_SHEET_PARTS) or (kind and "spreadsheet" not in kind):
        raise RefusedFileError("not_a_spreadsheet")


def _part(archive: zipfile.ZipFile, names: set[str], name: str) -> str:
    return archive.read(name).decode(errors="replace") if name in names else ""


def _sheets(content: bytes) -> Iterator[Grid]:
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        months = months_shown(content) if content.startswith(b"PK") else {}
        for part in book.sheets_metadata:
            is_sheet = part.typ == calamine.SheetTypeEnum.WorkSheet
            if is_sheet and part.visible == calamine.SheetVisibleEnum.Visible:
                shown = months.get(part.name, {})
                yield _sheet_grid(book.get_sheet_by_name(part.name), shown)
    except calamine.PasswordError as error:
        raise RefusedFileError("encrypted") from error
    except calamine.CalamineError as error:
        raise RefusedFileError("broken") from error


def _sheet_grid(sheet: calamine.CalamineSheet, months: Places) -> Grid:
    name = clean_line(sheet.name)
    if sheet.start is None:
        return Grid(name, [])
    if sheet.width > limits.SHEET_WIDTH:
        raise RefusedFileError("too_many_columns", name)
    top, left = sheet.start
    lines: list[Line] = []
    for index, values in enumerate(sheet.to_python()):
        row = top + index + 1
        cells = [_text(value) for value in values]
        if row in months:
            cells = _with_months(cells, values, {one - left - 1 for one in months[row]})
        if any(cells):
            _add(lines, Line(row, cells), name)
    merges = tuple(
        Merge(start[0] + 1, start[1] - left, end[0] + 1, end[1] - left)
        for start, end in sheet.merged_cell_ranges or ()
    )
    return Grid(name, lines, left, merges)


def _with_months(cells: list[str], values: Sequence[object], places: Set[int]) -> list[str]:
    """A day that is shown as a month says no more than that month."""
    return [
        f"{value:%m-%Y}" if place in places and isinstance(value, date) else cell
        for place, (cell, value) in enumerate(zip(cells, values, strict=True))
    ]


def _add(lines: list[Line], line: Line, place: str) -> None:
    # A few rows above the limit are the headings and the notes.
    if len(lines) > limits.ROWS + 50:
        raise RefusedFileError("too_many_rows", place)
    lines.append(line)


def _text_grid(content: bytes) -> Grid:
    text = _decoded(content)
    first, _, rest = text.partition("\n")
    told = re.fullmatch(r"sep=(.)\s*", first)
    shift = 1 if told else 0
    body = rest if told else text
    delimiter = told.group(1) if told else _delimiter(body)
    lines: list[Line] = []
    reader = csv.reader(io.StringIO(body, newline=""), delimiter=delimiter, strict=True)
    try:
        for number, values in enumerate(reader, 1 + shift):
            if len(values) > limits.SHEET_WIDTH:
                raise RefusedFileError("too_many_columns")
            cells = [_PROTECTED.sub("", _text(value)) for value in values]
            if any(cells):
                _add(lines, Line(number, cells), "")
    except csv.Error as error:
        raise RefusedFileError("open_quote", str(reader.line_num + shift)) from error
    width = max((len(line.cells) for line in lines), default=0)
    for line in lines:
        line.cells.extend([""] * (width - len(line.cells)))
    return Grid("", lines)


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    unreadable = sum(content.count(sign) for sign in (b"\0", b"\1", b"\2", b"\3", b"\x06", b"\x0e"))
    opening = content[:500].lstrip().lower()
    if unreadable or opening.startswith((b"%pdf", b"{\\rtf", b"<")):
        raise RefusedFileError("not_a_spreadsheet")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _delimiter(text: str) -> str:
    """The sign that cuts most of the first rows into the same number of cells."""
    sample = "\n".join(text.splitlines()[:60])

    def evenness(delimiter: str) -> tuple[float, int]:
        rows = csv.reader(io.StringIO(sample), delimiter=delimiter)
        widths = [len(row) for row in rows if row] or [1]
        usual = max(set(widths), key=widths.count, default=1)
        return (widths.count(usual) / len(widths), usual) if usual > 1 else (0.0, 1)

    return max(_DELIMITERS, key=evenness)


def _text(value: object) -> str:
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, datetime):
        is_day = value.time() == time(0)
        return value.date().isoformat() if is_day else value.isoformat(sep=" ", timespec="minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, float):
        whole = math.isfinite(value) and value == int(value)
        return str(int(value)) if whole else repr(value)
    return "" if value is None else str(value)
