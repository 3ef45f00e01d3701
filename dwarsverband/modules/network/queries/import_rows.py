"""From mapped tables to clean rows: who is described or mentioned where, and which ties are told."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from dwarsverband.foundation.sheets.dates import parse_date
from dwarsverband.foundation.sheets.tables import Row
from dwarsverband.foundation.sheets.words import compact, fold
from dwarsverband.modules.network.queries.import_fields import (
    DESCRIBING,
    LENGTHS,
    REPEATABLE,
    kind_of,
    strength_of,
)
from dwarsverband.modules.network.queries.import_marks import heading_day, presence_of
from dwarsverband.modules.network.queries.import_names import tidy_name
from dwarsverband.modules.network.queries.import_selves import MYSELF, is_number, is_self
from dwarsverband.modules.network.queries.import_told import Mention, Reading, ToldTie
from dwarsverband.modules.network.queries.import_types import (
    BETWEEN,
    MappedTable,
    Note,
    Problem,
    RoughDay,
    RowRef,
    together,
)

_EMAIL = re.compile(r"[^@\s<>;,]+@[^@\s<>;,]+\.[^@\s<>;,.]+")
_BRACKETS = re.compile(r"\s*\(([^)]+)\)\s*$")
_MUNICIPALITY = re.compile(r"GM\d{4}")
_NOTHING = frozenset(("", "nvt", "onbekend", "geen", "unknown", "none", "na", "nb", "leeg"))
_LONGEST_NOTHING = 16
_SPLIT = re.compile(r"\s*(?:;|\n|\||\+|/|&|\ben\b|\band\b)(?![^(]*\))\s*")
_APART = re.compile(r"\s*[;,|/\n]\s*")
LONGEST_NEIGHBOURHOOD = 80
# What is asked once for a word, wherever it stands; and what the answers are.
MARK, MUNICIPALITY, THERE, NOT_THERE = "mark:", "municipality:", "there", "not there"
AS_PHONE = "tel:"
_SLASHED = re.compile(r"\bv/d\b\.?", re.IGNORECASE)


def read_rows(
    tables: Sequence[MappedTable], decisions: Mapping[str, str], identifiers: set[str], today: date
) -> Reading:
    """What the mapped cells of all tables say."""
    reading = Reading()
    known = identifiers | _own_values(tables, "identifier")
    nodes = _own_values(tables, "node")
    known |= nodes
    for place, mapped in enumerate(tables):
        reader = _TableReader(reading, place, mapped, decisions, known, nodes, today)
        for row in mapped.table.rows:
            reader.read(row)
    return reading


def _own_values(tables: Sequence[MappedTable], name: str) -> set[str]:
    found = set()
    for mapped in tables:
        for place, column in enumerate(mapped.table.columns):
            if mapped.mapping.get(column.letter) == name:
                found |= {row.cells[place] for row in mapped.table.rows}
    return found - {""}


@dataclass
class _TableReader:
    reading: Reading
    place: int
    mapped: MappedTable
    decisions: Mapping[str, str]
    identifiers: set[str]
    nodes: set[str]
    today: date
    columns: list[tuple[int, str, str]] = field(init=False)
    letters: dict[str, str] = field(init=False)
    marked: list[tuple[int, str]] = field(init=False)
    days: dict[str, tuple[str, date | None]] = field(default_factory=dict)
    is_describing: bool = field(init=False)
    ref: RowRef = field(init=False)

    def __post_init__(self) -> None:
        mapping = self.mapped.mapping
        read = [
            (place, column.letter, mapping[column.letter])
            for place, column in enumerate(self.mapped.table.columns)
            if column.letter in mapping and not column.refused
        ]
        self.columns = [one for one in read if one[2] not in REPEATABLE]
        self.marked = [(place, letter) for place, letter, name in read if name in REPEATABLE]
        self.letters = {name: letter for _place, letter, name in self.columns}
        names = set(self.letters)
        if not names & {"meeting", "met_on"}:
            self.days = {letter: self._heading(place, letter) for place, letter in self.marked}
        self.is_describing = bool(names & DESCRIBING) or not names & {"contact", "to"}

    def read(self, row: Row) -> None:
        """One row: the person it describes, the people it mentions, the ties it tells."""
        self.ref = RowRef(self.place, row.number)
        cells = {name: self._cell(row, place, letter) for place, letter, name in self.columns}
        if not any(cells.values()):
            return
        self.reading.rows += 1
        if self.decisions.get(f"row:{self.place}-{row.number}"):
            sentence = _("This row was put right and saved before. We leave it as it is.")
            self.reading.notes.append(Note(self.place, row.number, sentence))
            return
        person = self._person(cells)
        self._attendance(row, cells, person)
        starts = [person] if person else self._mentioned(cells, "from")
        others = [*self._mentioned(cells, "contact"), *self._mentioned(cells, "to")]
        if starts and others:
            self._ties(cells, starts, others)

    def _heading(self, place: int, letter: str) -> tuple[str, date | None]:
        """The meeting that a column is: its name and its day, which has to be one of the past."""
        column = self.mapped.table.columns[place]
        on, name, is_guess = heading_day(column.heading, column.group, self.today)
        first = self.mapped.table.rows[0].number if self.mapped.table.rows else 0
        if on and is_guess:
            sentence = _("Column %(column)s says no year. We read %(day)s.")
            told = {"column": letter, "day": date_format(on, "j F Y")}
            self.reading.notes.append(Note(self.place, first, sentence % told, is_open=True))
        if on is None:
            name = f"{column.heading} {self.mapped.table.sheet}"
        return name, on

    def _attendance(self, row: Row, cells: Mapping[str, str], person: Mention | None) -> None:
        """Who was at which meeting: a column a meeting, or a row a person there, or a cell with names."""
        others = self._mentioned(cells, "attendees")
        if self.days and person:
            for place, letter in self.marked:
                name, on = self.days[letter]
                if self._was_there(row, place, letter) and (on is None or on <= self.today):
                    self.reading.meeting(name, on).there.append((self.ref, person.key))
            return
        told = cells.get("meeting", ""), cells.get("met_on", "")
        is_there = all(self._was_there(row, place, letter) for place, letter in self.marked)
        there = [*([person] if person and is_there else []), *others]
        if not any(told) or not there:
            return
        on = self._day(cells, "met_on") if "met_on" in cells else None
        if told[1] and on is None:
            return
        meeting = self.reading.meeting(told[0].replace("\n", " "), on)
        meeting.there += [(self.ref, one.key) for one in there]

    def _was_there(self, row: Row, place: int, letter: str) -> bool:
        """What a mark says; of a word that says nothing is asked once what it means."""
        text = self.decisions.get(self._key(letter), row.cells[place]).strip()
        found = presence_of(text)
        if found is not None:
            return found
        key = f"{MARK}{fold(text)[:60]}"
        decided = self.decisions.get(key, "")
        if not decided:
            sentence = _("“%(text)s” does not say whether somebody was there.")
            self.reading.problems.append(
                Problem(self.ref.table, self.ref.row, letter, sentence % {"text": text[:60]}, key)
            )
        return decided == THERE

    def _cell(self, row: Row, place: int, letter: str) -> str:
        text = self.decisions.get(self._key(letter), row.cells[place]).strip()
        is_short = len(text) < _LONGEST_NOTHING and not text.isdecimal()
        return "" if is_short and compact(text) in _NOTHING else text

    def _key(self, letter: str) -> str:
        return f"cell:{self.ref.table}-{self.ref.row}-{letter}"

    def _problem(self, name: str, sentence: str, *, loses_row: bool = False) -> None:
        letter = self.letters.get(name, "")
        self.reading.problems.append(
            Problem(
                self.ref.table,
                self.ref.row,
                letter,
                sentence,
                self._key(letter),
                loses_row=loses_row,
            )
        )

    def _person(self, cells: Mapping[str, str]) -> Mention | None:
        """The person a row is about; none when it is a row of a list of ties."""
        if "from" in cells and not cells.get("name"):
            return None
        if "attendees" in cells and not cells.get("name"):
            return None
        name_field = next((n for n in ("name", "family_name", "given_name") if n in cells), "")
        parts = (cells.get("given_name", ""), cells.get("infix", ""), cells.get("family_name", ""))
        name = cells.get("name") or " ".join(part for part in parts if part)
        values = {"name": tidy_name(name.replace("\n", " "))}
        values |= {key: self._value(key, cells[key]) for key in sorted(DESCRIBING & set(cells))}
        if number := _offered_phone(
            cells, self.decisions.get(self._key(self.letters.get("email", "")), "")
        ):
            values["phone"] = number
        if not values["name"]:
            if name_field or cells.get("contact"):
                self._problem(name_field or "contact", _("This row has no name."), loses_row=True)
            return None
        if len(values["name"]) > LENGTHS["name"]:
            self._problem(name_field, _too_long("name"), loses_row=True)
            return None
        return self._add(
            f"{self.place}-{self.ref.row}", name_field, values, is_described=self.is_describing
        )

    def _add(
        self, key: str, name: str, values: Mapping[str, str], *, is_described: bool
    ) -> Mention:
        told = {field_name: value for field_name, value in values.items() if value}
        mention = Mention(key, self.ref, self.letters.get(name, ""), told, is_described)
        self.reading.mentions.append(mention)
        return mention

    def _value(self, name: str, text: str) -> str:
        bare = text.replace("\n", " ")
        if name == "email" and bare:
            bare = self._email(bare)
        if name == "municipality" and bare:
            bare = self._municipality(bare)
        if name == "phone":
            bare = f"0{bare}" if bare.isdecimal() and len(bare) == 9 and bare[0] != "0" else bare
        if name == "neighbourhoods":
            return self._neighbourhoods(text)
        if len(bare) > LENGTHS.get(name, len(bare)):
            self._problem(name, _too_long(name))
            return ""
        return text if name == "themes" else bare

    def _email(self, text: str) -> str:
        if text.startswith(AS_PHONE):
            return ""
        found = _EMAIL.search(text)
        if not found:
            self._problem("email", _("“%(text)s” is not an e-mail address.") % {"text": text[:60]})
        return found[0] if found else ""

    def _municipality(self, text: str) -> str:
        """A code; a name is asked once, whatever the number of rows."""
        key = f"{MUNICIPALITY}{fold(text)[:60]}"
        code = self.decisions.get(key, text).strip().upper()
        if not code or _MUNICIPALITY.fullmatch(code):
            return code
        sentence = _("“%(text)s” is not the code of a municipality, such as GM0344.")
        told = sentence % {"text": text[:60]}
        letter = self.letters.get("municipality", "")
        self.reading.problems.append(Problem(self.ref.table, self.ref.row, letter, told, key))
        return ""

    def _neighbourhoods(self, text: str) -> str:
        """The town's own words, as they are written; several in one cell stand apart."""
        parts = (" ".join(part.split()) for part in _APART.split(text))
        found = [part for part in parts if compact(part)]
        if any(len(part) > LONGEST_NEIGHBOURHOOD for part in found):
            sentence = _("A neighbourhood has at most %(count)s characters.")
            self._problem("neighbourhoods", sentence % {"count": LONGEST_NEIGHBOURHOOD})
            return ""
        return together(BETWEEN.join(found), "")

    def _mentioned(self, cells: Mapping[str, str], name: str) -> list[Mention]:
        """The people in a cell that may hold several, each with the organisation if it is told."""
        organisation = (
            cells.get("other_organisation", "").replace("\n", " ") if name != "from" else ""
        )
        found = []
        named = (part for part in self._split(cells.get(name, "")) if compact(part))
        for number, written in enumerate(named, 1):
            text = self._whom(name, written)
            if not text:
                continue
            values = self._mention_values(text, organisation)
            if text != written and is_number(text):
                values = {"node": text}
            if len(text) > LENGTHS["name"]:
                self._problem(name, _too_long("name"))
                continue
            key = f"{self.place}-{self.ref.row}-{self.letters[name]}{number}"
            found.append(self._add(key, name, values, is_described=False))
            if text != written:
                self.reading.selves.setdefault(f"{MYSELF}{fold(written)}", key)
        return found

    def _whom(self, name: str, text: str) -> str:
        """A name; who "myself" is, is asked once, whatever the number of rows."""
        if not is_self(text):
            return text
        key = f"{MYSELF}{fold(text)}"
        told = self.decisions.get(key, "").strip()
        if told and not is_self(told):
            return told
        sentence = _("“%(text)s” is whoever wrote this list. Write who that is.") % {"text": text}
        letter = self.letters.get(name, "")
        self.reading.problems.append(Problem(self.ref.table, self.ref.row, letter, sentence, key))
        return ""

    def _split(self, text: str) -> Iterator[str]:
        if text in self.identifiers:
            yield text
            return
        for part in _SPLIT.split(_SLASHED.sub("v.d.", text)):
            pieces = [piece.strip() for piece in part.split(",") if piece.strip()]
            are_names = all(len(piece.split()) > 1 and piece[0].isupper() for piece in pieces)
            are_numbers = all(piece in self.identifiers or "@" in piece for piece in pieces)
            has_self = any(map(is_self, pieces))
            yield from (
                pieces
                if are_names or are_numbers or has_self
                else [part.strip(" ,")]
                if part.strip(" ,")
                else []
            )

    def _mention_values(self, text: str, organisation: str) -> dict[str, str]:
        if text in self.nodes:
            return {"node": text}
        if text in self.identifiers or text.isdecimal():
            return {"identifier": text}
        if found := _EMAIL.search(text):
            rest = text.replace(found[0], "").strip(" <>(),;")
            return {"email": found[0], "name": tidy_name(rest), "organisation": organisation}
        inside = _BRACKETS.search(text)
        if inside and len(inside[1].split()) + len(text[: inside.start()].split()) > 2:
            organisation = organisation or inside[1]
            text = text[: inside.start()]
        return {"name": tidy_name(text), "organisation": organisation[: LENGTHS["organisation"]]}

    def _ties(self, cells: Mapping[str, str], starts: list[Mention], others: list[Mention]) -> None:
        kind, strength = (
            self._kind(cells.get("kind", "")),
            self._strength(cells.get("strength", "")),
        )
        since, last = self._day(cells, "since"), self._day(cells, "last_contact")
        until = parse_date(cells.get("since", ""), self.today).until
        is_rough = parse_date(cells.get("last_contact", ""), self.today).precision != "day"
        weight = _number(cells.get("meeting_weight", ""))
        for first in starts:
            for second in others:
                self.reading.ties.append(
                    ToldTie(
                        *(self.ref, first.key, second.key, kind, strength, since, last),
                        *(weight, until, is_rough),
                    )
                )

    def _kind(self, text: str) -> str:
        kind = kind_of(text) if text else ""
        if text and not kind:
            self._problem(
                "kind", _("“%(text)s” is not a kind of tie we know.") % {"text": text[:60]}
            )
        return kind

    def _strength(self, text: str) -> int:
        strength = strength_of(text) if text else 0
        if text and not strength:
            self._problem(
                "strength", _("“%(text)s” is not a strength from 1 to 5.") % {"text": text[:60]}
            )
        return strength

    def _day(self, cells: Mapping[str, str], name: str) -> date | None:
        parsed = parse_date(cells.get(name, ""), self.today)
        if parsed.sentence:
            self._problem(name, parsed.sentence)
        elif parsed.on and parsed.on > self.today:
            self._problem(name, _("%(text)s is still to come.") % {"text": cells[name]})
            return None
        elif parsed.on and parsed.precision != "day":
            told = cells[name], parsed.on, parsed.precision
            self.reading.rough_days.append(RoughDay(self.ref, self.letters[name], *told))
        return parsed.on


def _offered_phone(cells: Mapping[str, str], decision: str) -> str:
    """The number that stood in the column of addresses, when it was said that it is one."""
    if cells.get("phone") or not decision.startswith(AS_PHONE):
        return ""
    return decision.removeprefix(AS_PHONE)[: LENGTHS["phone"]].strip()


def _number(text: str) -> float:
    try:
        return max(0.0, float(text.replace(",", "."))) if text else 0.0
    except ValueError:
        return 0.0


def _too_long(name: str) -> str:
    return _("This is longer than %(count)s characters.") % {"count": LENGTHS[name]}
