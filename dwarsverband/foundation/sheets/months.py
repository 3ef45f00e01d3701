"""Which cells of a workbook show only a month: a program keeps what was typed as its first day.

Who types "feb 2026" in a spreadsheet sees feb-26, and the file holds 1 February. How a cell is shown
stands in its format (ECMA-376 part 1, 18.8.30), which readers of values leave out.
"""

import io
import re
import zipfile
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from html import unescape

_MMM_YY = 17
_FORMATS = re.compile(r"<(?:\w+:)?numFmt\b([^<>]*)>")
_STYLES, _NO_STYLES = re.compile(r"<(?:\w+:)?cellXfs\b"), re.compile(r"</(?:\w+:)?cellXfs>")
_STYLE = re.compile(r"<(?:\w+:)?xf\b([^<>]*)>")
_SHEET = re.compile(r"<(?:\w+:)?sheet\b([^<>]*)>")
_RELATION = re.compile(r"<(?:\w+:)?Relationship\b([^<>]*)>")
_CELL = r"""<(?:\w+:)?c\b([^<>]*\bs\s*=\s*["'](?:%s)["'][^<>]*)>"""
_VALUE = re.compile(r"""(?<![\w])((?:\w+:)?\w+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_SAID = re.compile(r"\"[^\"]*\"|\[[^\]]*\]|\\.|_.|\*.")
_FEWEST = 2
_LONGEST_CODE = 255
Cell = tuple[int, int]
Places = Mapping[int, Set[int]]


def months_shown(content: bytes) -> dict[str, Places]:
    """Per sheet and row the columns, from one, of cells that show a month and its year, and no day.

    A column with one such cell is left alone: that may be the heading of a meeting.
    """
    try:
        return _shown(content)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, ValueError, EOFError):
        return {}


def _shown(content: bytes) -> dict[str, Places]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = set(archive.namelist())
        styles = _month_styles(_text(archive, names, "xl/styles.xml"))
        if not styles:
            return {}
        return {
            name: _of_columns(_cells(_text(archive, names, part), styles))
            for name, part in _parts(archive, names)
        }


def is_month(code: str) -> bool:
    """Whether a format shows a month and a year, without a day or a time."""
    signs = set(_SAID.sub("", code[:_LONGEST_CODE]).casefold().partition(";")[0])
    return {"m", "y"} <= signs and not signs & set("dhs0#?")


def _text(archive: zipfile.ZipFile, names: set[str], name: str) -> str:
    return archive.read(name).decode(errors="replace") if name in names else ""


def _month_styles(text: str) -> frozenset[str]:
    """The numbers of the styles of such cells, as cells name them."""
    told = [_values(one[1]) for one in _FORMATS.finditer(text)]
    formats = {one.get("numFmtId", "") for one in told if is_month(one.get("formatCode", ""))}
    formats.add(str(_MMM_YY))
    start = _STYLES.search(text)
    end = _NO_STYLES.search(text, start.end()) if start else None
    if not (start and end):
        return frozenset()
    return frozenset(
        str(number)
        for number, one in enumerate(_STYLE.finditer(text, start.end(), end.start()))
        if _values(one[1]).get("numFmtId", "") in formats
    )


def _parts(archive: zipfile.ZipFile, names: set[str]) -> Iterator[tuple[str, str]]:
    """The name of every sheet, and the part that holds it."""
    related = [
        _values(one[1])
        for one in _RELATION.finditer(_text(archive, names, "xl/_rels/workbook.xml.rels"))
    ]
    targets = {one.get("Id", ""): one.get("Target", "").removeprefix("/") for one in related}
    for one in _SHEET.finditer(_text(archive, names, "xl/workbook.xml")):
        told = _values(one[1])
        key = next((value for name, value in told.items() if name.endswith(":id")), "")
        target = targets.get(key, "")
        yield told.get("name", ""), target if target.startswith("xl/") else f"xl/{target}"


def _cells(text: str, styles: frozenset[str]) -> Iterator[Cell]:
    for one in re.finditer(_CELL % "|".join(styles), text):
        if place := _PLACE.fullmatch(_values(one[1]).get("r", "")):
            yield int(place[2]), _number(place[1])


def _of_columns(cells: Iterable[Cell]) -> Places:
    found = frozenset(cells)
    count = Counter(column for _row, column in found)
    places: defaultdict[int, set[int]] = defaultdict(set)
    for row, column in found:
        if count[column] >= _FEWEST:
            places[row].add(column)
    return places


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _values(text: str) -> dict[str, str]:
    return {one[1]: unescape(one[2] or one[3] or "") for one in _VALUE.finditer(text)}
