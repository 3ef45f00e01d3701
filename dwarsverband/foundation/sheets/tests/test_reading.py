"""Files are read in a closed room: whatever they do there, here they become tables or a sentence."""

import subprocess
import sys

import pytest

from dwarsverband.foundation.sheets import limits
from dwarsverband.foundation.sheets.reading import SheetError, read_tables
from dwarsverband.foundation.sheets.tests import books

ROWS = [["Naam", "Organisatie"], ["Jan Berg", "GGD"], ["Piet Vos", "Politie"]]
GOOD = books.xlsx(ROWS)
ALONE = """
import resource, sys
from django.conf import settings
settings.configure(USE_I18N=False)
from dwarsverband.foundation.sheets.reading import SheetError, read_tables
content = sys.stdin.buffer.read()
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
try:
    read_tables([("lijst.xlsx", content)])
except SheetError as refused:
    own, room = (resource.getrusage(who).ru_maxrss for who in (0, -1))
    print(refused.code, own - before, room)
"""


def _code(content: bytes) -> str:
    with pytest.raises(SheetError) as refused:
        read_tables([("lijst.xlsx", content)])
    return refused.value.code


def _read_alone(content: bytes) -> tuple[str, int, int]:
    """Why a fresh program refuses a file, by how many kilobytes it grew, and how large the room was."""
    program = [sys.executable, "-c", ALONE]
    done = subprocess.run(program, input=content, capture_output=True, check=True)
    code, grown, room = done.stdout.decode().split()
    return code, int(grown), int(room)


def test_several_files_become_tables_with_their_names() -> None:
    tables = read_tables([("mensen.xlsx", GOOD), ("meer.csv", books.csv(ROWS))])
    assert [table.file for table in tables] == ["mensen.xlsx", "meer.csv"]
    assert [row.cells for row in tables[1].rows] == [("Jan Berg", "GGD"), ("Piet Vos", "Politie")]


def test_one_bad_file_refuses_all_and_is_named() -> None:
    with pytest.raises(SheetError) as refused:
        read_tables([("goed.xlsx", GOOD), ("slecht.xlsx", b"%PDF-1.7")])
    assert refused.value.file == "slecht.xlsx"


@pytest.mark.parametrize("count", [0, limits.FILES + 1])
def test_the_number_of_files_has_a_limit(count: int) -> None:
    with pytest.raises(SheetError) as refused:
        read_tables([("lijst.xlsx", GOOD)] * count)
    assert refused.value.code == ("too_many_files" if count else "no_file")


def test_the_size_of_all_files_together_has_a_limit() -> None:
    half = b"x" * (limits.UPLOAD_BYTES // 2 + 1)
    with pytest.raises(SheetError) as refused:
        read_tables([("een.csv", half), ("twee.csv", half)])
    assert refused.value.code == "upload_too_big"


def test_a_workbook_that_lies_about_its_size_does_not_fill_our_memory() -> None:
    end, size = b"</sheetData>", 120 * 2**20
    bomb = books.changed(
        GOOD, books.SHEET, lambda xml: xml.replace(end, b"<!--" + b"a" * size + b"-->" + end)
    )
    code, grown, _room = _read_alone(books.lying(bomb, 1000))
    assert code in {"broken", "too_heavy", "too_big"}
    assert grown < 20 * 1024


def test_one_cell_far_away_does_not_fill_our_memory() -> None:
    far = b'<row r="1048576"><c r="BH1048576"><v>1</v></c></row></sheetData>'
    content = books.changed(GOOD, books.SHEET, lambda xml: xml.replace(b"</sheetData>", far))
    code, grown, room = _read_alone(content)
    assert code == "too_heavy"
    assert grown < 20 * 1024
    assert room * 1024 < limits.MEMORY_BYTES


def test_one_long_text_that_comes_back_in_every_cell_is_too_heavy() -> None:
    rows = [
        ["Naam", *"abcdefghij"],
        *([f"Jan {number}", *["x" * 1900] * 10] for number in range(600)),
    ]
    assert _code(books.xlsx(rows)) == "too_heavy"


def test_a_broken_sheet_is_a_sentence() -> None:
    content = books.changed(GOOD, books.SHEET, lambda xml: xml[: len(xml) // 2])
    assert _code(content) in {"broken", "empty"}


def test_the_closed_room_opens_nothing() -> None:
    attempt = (
        "from dwarsverband.foundation.sheets.sandbox import close_the_room\n"
        "import socket\n"
        "close_the_room()\n"
        "for what in (lambda: open('/etc/passwd'), socket.socket):\n"
        "    try:\n        what()\n    except OSError:\n        print('closed')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", attempt], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["closed", "closed"]


def test_names_of_files_are_made_safe() -> None:
    (table,) = read_tables([("lijst\u202exslx\n.exe" + "x" * 300, GOOD)])
    assert table.file.startswith("lijstxslx .exe")
    assert len(table.file) <= limits.NAME_CHARACTERS
