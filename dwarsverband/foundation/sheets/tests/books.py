"""Spreadsheets made by hand, good ones and hostile ones."""

import io
import struct
import zipfile
from collections.abc import Callable, Sequence

from openpyxl import Workbook

from dwarsverband.foundation.sheets.formats import Grid, grids_of
from dwarsverband.foundation.sheets.layout import find_table
from dwarsverband.foundation.sheets.tables import Table

Rows = Sequence[Sequence[object]]
SHEET = "xl/worksheets/sheet1.xml"


def xlsx(rows: Rows, *, merged: Sequence[str] = (), title: str = "Blad1") -> bytes:
    """A workbook with one sheet."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    for cells in merged:
        sheet.merge_cells(cells)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def csv(rows: Rows, delimiter: str = ";") -> bytes:
    """The same as plain text."""
    return "\r\n".join(delimiter.join(map(str, row)) for row in rows).encode()


def changed(content: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """The same workbook with one part of it changed."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w", 8) as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == part else old.read(name))
    return target.getvalue()


def lying(content: bytes, size: int) -> bytes:
    """The same archive that says of its large parts that they are small."""
    told = bytearray(content)
    for mark, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        place = -1
        while (place := told.find(mark, place + 1)) >= 0:
            if struct.unpack_from("<I", told, place + offset)[0] > size:
                struct.pack_into("<I", told, place + offset, size)
    return bytes(told)


def grid(rows: Rows, *, merged: Sequence[str] = ()) -> Grid:
    """The sheet as it is read."""
    return grids_of(xlsx(rows, merged=merged))[0]


def table(rows: Rows, *, merged: Sequence[str] = ()) -> Table:
    """The table that is found on it."""
    found = find_table(grid(rows, merged=merged), "lijst.xlsx")
    assert found is not None
    return found
