"""Finds the table on a messy sheet: its headings, its rows, and what is only said around it."""

import re
from collections import Counter
from dataclasses import dataclass, replace

from dwarsverband.foundation.sheets import limits
from dwarsverband.foundation.sheets.formats import Grid, Line, RefusedFileError
from dwarsverband.foundation.sheets.refused import refusal_of, refused_heading
from dwarsverband.foundation.sheets.tables import Column, NotRead, Row, Table, letter_of
from dwarsverband.foundation.sheets.words import compact, listed, words_of

# Words that stand in headings of lists of people, places, days and contacts.
_HEADING_WORDS = frozenset(
    listed(
        "naam name voornaam roepnaam achternaam tussenvoegsel voorletters initialen functie function rol role "
        "organisatie organisation organization instelling bedrijf werkgever agency instantie partner email mail "
        "mailadres emailadres telefoon telefoonnummer tel phone mobiel mobile mob nr nummer number datum date "
        "domein domain sector werkveld gemeente municipality plaats contact contacten contactpersoon laatst "
        "laatste last gesproken gezien sinds since id code kenmerk identifier opmerking opmerkingen notitie "
        "toelichting comment comments remarks wie who van met naar from to with source target bron soort kind type "
        "sterkte strength weight afdeling department team adres wijk buurt thema frequentie hoe vaak relatie "
        "persoon person collaborator kent spreekt first family given title titel beroep job"
    )
)
_FILLERS = frozenset(listed("de het een en of in per the a an and or e s"))
_VALUE = re.compile(
    r"[^@\s]+@[^@\s]+\.\w+|\+?[\d\s().\-/]{6,}|-?\d+([.,]\d+)?|\d{4}-\d\d-\d\d.*|\d{1,2}[-/. ]\d{1,2}[-/. ]\d{2,4}"
)
_MEETING_DAY = re.compile(
    r".{0,20}?(?<!\d)(\d{4}-\d\d-\d\d|\d{1,2}[-/.]\d{1,2}([-/.]\d{2,4})?|\d{1,2} [a-zA-Z]{3,9}\.?( '?\d{2,4})?)(?!\d).{0,20}"
)
_REACHED = re.compile(r"[^@\s]+@[^@\s]+\.\w+|\+?(?:[\s().\-/]*\d){9,}[\s().\-/]*")
_LONGEST_MARK = 16
_NOTE = re.compile(
    r"(\*|nb\b|n\.b\.|let op|ps\b|bron\b|toelichting|opmerking|totaal|aantal|som\b|bijgewerkt|laatst bijgewerkt|"
    r"legenda|note\b|source:|total\b|updated|last updated|stand per|versie|gesorteerd)",
    re.IGNORECASE,
)
_TOTAL = re.compile(r"(totaal|aantal|total|som)\b.{0,30}", re.IGNORECASE)
_LOOKED_AT = 40


@dataclass(frozen=True)
class _Headings:
    """Which lines are headings (by place in the list), and where the rows begin."""

    places: tuple[int, ...]
    body: int


def find_table(grid: Grid, file: str) -> Table | None:
    """The table of one sheet; none when the sheet holds no rows."""
    headings = _find_headings(grid) if grid.lines else _Headings((), 0)
    body = grid.lines[headings.body :]
    if not body:
        return None
    width = len(body[0].cells)
    names = _names(grid, headings, width)
    filled = [any(line.cells[place] for line in body) for place in range(width)]
    places = [place for place in range(width) if filled[place]]
    if len(places) > limits.COLUMNS:
        raise RefusedFileError("too_many_columns", grid.sheet)
    rows, not_read = _sort_out(grid, headings, len(places))
    if len(rows) > limits.ROWS:
        raise RefusedFileError("too_many_rows", grid.sheet)
    if not rows:
        return None
    columns = [_column(grid, headings, names[place], place, rows) for place in places]
    kept = [(place, not column.refused) for place, column in zip(places, columns, strict=True)]
    return Table(
        file=file,
        sheet=grid.sheet,
        columns=tuple(columns),
        rows=tuple(
            Row(line.number, tuple(line.cells[place] if read else "" for place, read in kept))
            for line in rows
        ),
        not_read=tuple(not_read),
        above=_above(grid, headings, kept),
        headings=tuple(
            grid.lines[place].number for place in headings.places if not grid.has_headings
        ),
    )


def headed_by(table: Table, number: int, *, takes_above: bool = False) -> Table:
    """The same table, with its headings in the line of this number; 0 means that it has none.

    Filled lines above the headings can be taken as rows too.

    What was refused stays refused, and what the new headings refuse is emptied as well.
    """
    place = next((n for n, line in enumerate(table.lines) if line.number == number), -1)
    taken = [
        line for line in table.lines[: max(place, 0)] if takes_above and is_filled(table, line)
    ]
    rows = (*taken, *table.lines[place + 1 :])
    headings = table.lines[place].cells if place >= 0 else ("",) * len(table.columns)
    columns = tuple(
        _renamed(column, headings[n], [row.cells[n] for row in rows])
        for n, column in enumerate(table.columns)
    )
    is_read = [not column.refused for column in columns]
    left = [line for line in table.lines[: max(place, 0)] if line not in taken]
    above = [_only_read(line, is_read) for line in left]
    return replace(
        table,
        columns=columns,
        rows=tuple(_only_read(row, is_read) for row in rows),
        above=(*above, *table.lines[place : place + 1]) if place >= 0 else (),
        headings=(number,) if place >= 0 else (),
    )


def is_filled(table: Table, line: Row) -> bool:
    """Whether a line looks like a row: at least half of its cells hold something."""
    count = sum(1 for cell in line.cells if cell)
    return count >= min(2, len(table.columns)) and count * 2 >= len(table.columns)


def _renamed(column: Column, heading: str, cells: list[str]) -> Column:
    if column.refused:
        return replace(column, heading=_heading_text(heading) or column.heading)
    code = refusal_of([heading], cells)
    return replace(column, heading=_heading_text(heading), group="", refused=code)


def _only_read(line: Row, is_read: list[bool]) -> Row:
    """A line without the cells of refused columns."""
    pairs = zip(line.cells, is_read, strict=True)
    return replace(line, cells=tuple(cell if read else "" for cell, read in pairs))


def _above(grid: Grid, headings: _Headings, kept: list[tuple[int, bool]]) -> tuple[Row, ...]:
    """What stands above the rows, clipped; in a refused column only the headings themselves."""
    if grid.has_headings:
        return ()
    return tuple(
        Row(
            line.number,
            tuple(
                _heading_text(line.cells[column]) if read or place in headings.places else ""
                for column, read in kept
            ),
        )
        for place, line in enumerate(grid.lines[: headings.body])
    )


def _column(
    grid: Grid, headings: _Headings, name: tuple[str, str], place: int, rows: list[Line]
) -> Column:
    heading, group = name
    # A heading line that was taken for a title, or for a row, must still be recognised.
    above = [line.cells[place] for line in grid.lines[: headings.body] if _filled(line) >= 3]
    first = [] if headings.places else [line.cells[place] for line in rows[:3]]
    # Without merged cells a group is a guess, and a guess refuses nothing.
    told = [heading, group if grid.merges else "", *above, *first]
    code = refusal_of(told, [line.cells[place] for line in rows])
    return Column(letter_of(grid.offset + place), heading, group, code)


def _find_headings(grid: Grid) -> _Headings:
    if grid.has_headings:
        return _Headings((0,), 1)
    lines = grid.lines[:_LOOKED_AT]
    known = [_known(line) for line in lines]
    usual = _usual_width(grid.lines)
    most = max(known, default=0.0)
    matrix = next((place for place in range(len(lines)) if _heads_a_matrix(grid, place)), None)
    if matrix is not None:
        main = matrix
    elif most >= min(2.0, usual):
        main = next(place for place, count in enumerate(known) if count >= 0.6 * most)
    else:
        main = next((p for p, line in enumerate(lines) if _filled(line) * 2 >= usual), 0)
        if _looks_like_row(grid, main):
            return _Headings((), main)
    places = [main]
    while _is_second_line(grid, places[-1]):
        places.append(places[-1] + 1)
    while _is_group_line(grid, places[0] - 1, places[0]):
        places.insert(0, places[0] - 1)
    return _Headings(tuple(places), places[-1] + 1)


def _heads_a_matrix(grid: Grid, place: int) -> bool:
    """A line with the days of several meetings, above columns of short marks: who was there when."""
    line = grid.lines[place]
    days = [n for n, cell in enumerate(line.cells) if _is_meeting_day(cell)]
    below = grid.lines[place + 1 : place + 30]
    if len(days) < 2 or not below or _known(line) < 1:
        return False
    # A person with two days in their row stands below a better heading, or names how they are reached.
    if any(_known(above) > _known(line) for above in grid.lines[:place]):
        return False
    if any(_REACHED.fullmatch(cell) for cell in line.cells):
        return False
    marks = [cell for row in below for n in days if (cell := row.cells[n])]
    short = sum(len(mark) <= _LONGEST_MARK and not _is_value(mark) for mark in marks)
    return bool(marks) and short >= 0.9 * len(marks)


def _is_meeting_day(cell: str) -> bool:
    return bool(_MEETING_DAY.fullmatch(cell)) and not _REACHED.fullmatch(cell)


def _is_value(mark: str) -> bool:
    """A day or a way to reach somebody; a lone number counts hours, or says yes."""
    return bool(_MEETING_DAY.fullmatch(mark) or _REACHED.fullmatch(mark))


def _known(line: Line) -> float:
    """How many cells of a line are ordinary headings; part of a cell counts in part."""
    return sum(_share_known(cell) for cell in line.cells if cell and len(cell) <= 60)


def _share_known(cell: str) -> float:
    words = [word for word in words_of(cell) if word not in _FILLERS]
    if not words:
        return float(compact(cell) in _HEADING_WORDS)
    if len(words) <= 4 and refused_heading(cell):
        return 1.0
    return sum(word in _HEADING_WORDS or _is_compound(word) for word in words) / len(words)


def _is_compound(word: str) -> bool:
    return len(word) >= 8 and any(
        len(known) >= 5 and (word.startswith(known) or word.endswith(known))
        for known in _HEADING_WORDS
    )


def _usual_width(lines: list[Line]) -> int:
    counts = Counter(_filled(line) for line in lines[:200])
    return max(counts, key=lambda width: (counts[width], width), default=0)


def _filled(line: Line) -> int:
    return sum(1 for cell in line.cells if cell)


def _looks_like_row(grid: Grid, place: int) -> bool:
    """A first line with an address, a number or a day in it, or with a value that comes back below."""
    if place >= len(grid.lines):
        return False
    cells = grid.lines[place].cells
    if any(_VALUE.fullmatch(cell) for cell in cells):
        return True
    below = grid.lines[place + 1 : place + 200]
    return any(
        cell and any(line.cells[n] == cell for line in below) for n, cell in enumerate(cells)
    )


def _is_second_line(grid: Grid, place: int) -> bool:
    """The line below a heading line that refines it: 'Contact' above 'telefoon' and 'mail'."""
    if place + 1 >= len(grid.lines):
        return False
    upper, lower = grid.lines[place], grid.lines[place + 1]
    told = [cell for cell in lower.cells if cell]
    if lower.number != upper.number + 1 or any(_VALUE.fullmatch(cell) for cell in told):
        return False
    known = sum(_share_known(cell) >= 0.5 for cell in told)
    if not known or known * 2 < len(told):
        return False
    merged = _expanded(grid, upper)
    fresh = [n for n, cell in enumerate(lower.cells) if cell and merged[n] != upper.cells[n]]
    below_nothing = [n for n, cell in enumerate(lower.cells) if cell and not merged[n]]
    return bool(fresh or below_nothing) or len(told) * 2 <= _filled(upper)


def _is_group_line(grid: Grid, place: int, lower: int) -> bool:
    """The line above the headings that brings some of them together."""
    if place < 0 or grid.lines[place].number != grid.lines[lower].number - 1:
        return False
    line = grid.lines[place]
    told = [cell for cell in line.cells if cell]
    if any(_VALUE.fullmatch(cell) or len(cell) > 60 for cell in told):
        return False
    if len(set(told)) >= max(2, _filled(grid.lines[lower])) and _known(line) < 1:
        return False  # as full as the headings themselves, and none of its words is one: a row
    widest = sum(1 for cell in _expanded(grid, line) if cell)
    return len(told) >= 2 or (len(told) == 1 and 1 < widest <= 0.7 * len(line.cells))


def _expanded(grid: Grid, line: Line) -> list[str]:
    """The cells of a line, a merged cell repeated over the columns it covers."""
    cells = list(line.cells)
    for merge in grid.merges:
        if merge.top <= line.number <= merge.bottom and merge.right > merge.left:
            text = line.cells[merge.left] if merge.left < len(cells) else ""
            for place in range(merge.left, min(merge.right + 1, len(cells))):
                cells[place] = cells[place] or text
    return cells


def _names(grid: Grid, headings: _Headings, width: int) -> list[tuple[str, str]]:
    """Per column its heading and what stands above it."""
    own = [grid.lines[place].cells for place in headings.places]
    spread = [_expanded(grid, grid.lines[place]) for place in headings.places]
    for cells, plain in zip(spread[:-1], own[:-1], strict=True):
        if cells == plain:
            _fill_right(cells)
    names = []
    for place in range(width):
        told = [cells[place] for cells in own if cells[place]]
        heading = told[-1] if told else next((c[place] for c in reversed(spread) if c[place]), "")
        group = " ".join(c[place] for c in spread if c[place] and c[place] != heading)
        names.append((_heading_text(heading), _heading_text(group)))
    return names


def _fill_right(cells: list[str]) -> None:
    for place in range(1, len(cells)):
        cells[place] = cells[place] or cells[place - 1]


def _heading_text(text: str) -> str:
    return text.replace("\n", " ")[: limits.HEADING_CHARACTERS]


def _sort_out(grid: Grid, headings: _Headings, width: int) -> tuple[list[Line], list[NotRead]]:
    """The rows, and the lines below the headings that are no rows."""
    body = _filled_down(grid, grid.lines[headings.body :])
    if grid.has_headings:
        return list(body), []
    titles = [grid.lines[place].cells for place in headings.places]
    banners = {merge.top for merge in grid.merges if merge.right - merge.left >= 1}
    last_full = max((p for p, line in enumerate(body) if _filled(line) >= 2), default=len(body))
    rows: list[Line] = []
    not_read: list[NotRead] = []
    for place, line in enumerate(body):
        has_gap = place > 0 and line.number > body[place - 1].number + 1
        if line.cells in titles:
            not_read.append(NotRead(line.number, "heading"))
        elif _filled(line) == 1 and width >= 3 and line.number in banners and place < last_full:
            not_read.append(NotRead(line.number, "section"))
        elif width >= 2 and _is_note(
            line, is_after=place > last_full, has_gap=has_gap, width=width
        ):
            not_read.append(NotRead(line.number, "note"))
        else:
            rows.append(line)
    return rows, not_read


def _filled_down(grid: Grid, body: list[Line]) -> list[Line]:
    """The rows, each below the first of a merged cell with what that cell says."""
    cells = {line.number: list(line.cells) for line in body}
    last = max(cells, default=0)
    for merge in grid.merges:
        first = cells.get(merge.top, [])
        if merge.left != merge.right or not 0 <= merge.left < len(first):
            continue
        for number in range(merge.top + 1, min(merge.bottom, last) + 1):
            if number in cells and merge.left < len(cells[number]):
                cells[number][merge.left] = cells[number][merge.left] or first[merge.left]
    return [replace(line, cells=cells[line.number]) for line in body]


def _is_note(line: Line, *, is_after: bool, has_gap: bool, width: int) -> bool:
    """A line that speaks about the table instead of being in it."""
    told = [cell for cell in line.cells if cell]
    if len(told) > 1 and _TOTAL.fullmatch(told[0]) and all(cell.isdecimal() for cell in told[1:]):
        return True
    if len(told) <= 2 < width and _NOTE.match(told[0]) and (is_after or has_gap or len(told) == 1):
        return True
    if len(told) > 1 or not is_after:
        return False
    text = told[0]
    return (
        len(text) > 40
        or len(text.split()) >= 5
        or text.endswith((".", "!", ":"))
        or bool(_NOTE.match(text))
    )
