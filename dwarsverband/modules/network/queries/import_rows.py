"""From mapped tables to clean rows: who is described or mentioned where, and which ties are told."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from dwarsverband.foundation.sheets.dates import parse_date
from dwarsverband.foundation.sheets.tables import Row
from dwarsverband.foundation.sheets.words import compact
from dwarsverband.modules.network.queries.import_fields import (
    DESCRIBING,
    LENGTHS,
    kind_of,
    strength_of,
)
from dwarsverband.modules.network.queries.import_names import tidy_name
from dwarsverband.modules.network.queries.import_types import MappedTable, Problem, RowRef

_EMAIL = re.compile(r"[^@\s<>;,]+@[^@\s<>;,]+\.[^@\s<>;,.]+")
_BRACKETS = re.compile(r"\s*\(([^)]+)\)\s*$")
_MUNICIPALITY = re.compile(r"GM\d{4}")
_NOTHING = frozenset(("", "nvt", "onbekend", "geen", "unknown", "none", "na", "nb", "leeg"))
_LONGEST_NOTHING = 16
_SPLIT = re.compile(r"\s*(?:;|\n|\||\+|/|&|\ben\b|\band\b)(?![^(]*\))\s*")
_SLASHED = re.compile(r"\bv/d\b\.?", re.IGNORECASE)


@dataclass(frozen=True)
class Mention:
    """Somebody in a row: described (with a function, an address …) or only mentioned."""

    key: str
    ref: RowRef
    column: str
    values: Mapping[str, str]
    is_described: bool


@dataclass(frozen=True)
class ToldTie:
    """Two mentions between whom a row tells a tie; kind may be empty, strength 0."""

    ref: RowRef
    first: str
    second: str
    kind: str
    strength: int
    since: date | None
    last_contact_on: date | None


@dataclass
class Reading:
    """Everything the rows say, and what could not be read."""

    mentions: list[Mention] = field(default_factory=list)
    ties: list[ToldTie] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    rows: int = 0


def read_rows(
    tables: Sequence[MappedTable], decisions: Mapping[str, str], identifiers: set[str], today: date
) -> Reading:
    """What the mapped cells of all tables say."""
    reading = Reading()
    known = identifiers | _own_identifiers(tables)
    for place, mapped in enumerate(tables):
        reader = _TableReader(reading, place, mapped, decisions, known, today)
        for row in mapped.table.rows:
            reader.read(row)
    return reading


def _own_identifiers(tables: Sequence[MappedTable]) -> set[str]:
    found = set()
    for mapped in tables:
        for place, column in enumerate(mapped.table.columns):
            if mapped.mapping.get(column.letter) == "identifier":
                found |= {row.cells[place] for row in mapped.table.rows}
    return found - {""}


@dataclass
class _TableReader:
    reading: Reading
    place: int
    mapped: MappedTable
    decisions: Mapping[str, str]
    identifiers: set[str]
    today: date
    columns: list[tuple[int, str, str]] = field(init=False)
    letters: dict[str, str] = field(init=False)
    is_describing: bool = field(init=False)
    ref: RowRef = field(init=False)

    def __post_init__(self) -> None:
        mapping = self.mapped.mapping
        self.columns = [
            (place, column.letter, mapping[column.letter])
            for place, column in enumerate(self.mapped.table.columns)
            if column.letter in mapping and not column.refused
        ]
        self.letters = {name: letter for _place, letter, name in self.columns}
        names = set(self.letters)
        self.is_describing = bool(names & DESCRIBING) or not names & {"contact", "to"}

    def read(self, row: Row) -> None:
        """One row: the person it describes, the people it mentions, the ties it tells."""
        self.ref = RowRef(self.place, row.number)
        cells = {name: self._cell(row, place, letter) for place, letter, name in self.columns}
        if not any(cells.values()):
            return
        self.reading.rows += 1
        person = self._person(cells)
        starts = [person] if person else self._mentioned(cells, "from")
        others = [*self._mentioned(cells, "contact"), *self._mentioned(cells, "to")]
        if starts and others:
            self._ties(cells, starts, others)

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
        name_field = next((n for n in ("name", "family_name", "given_name") if n in cells), "")
        parts = (cells.get("given_name", ""), cells.get("infix", ""), cells.get("family_name", ""))
        name = cells.get("name") or " ".join(part for part in parts if part)
        values = {"name": tidy_name(name.replace("\n", " "))}
        values |= {key: self._value(key, cells[key]) for key in sorted(DESCRIBING & set(cells))}
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
            found = _EMAIL.search(bare)
            if not found:
                self._problem(name, _("“%(text)s” is not an e-mail address.") % {"text": bare[:60]})
            bare = found[0] if found else ""
        if name == "municipality" and bare:
            bare = bare.upper()
            if not _MUNICIPALITY.fullmatch(bare):
                sentence = _("“%(text)s” is not the code of a municipality, such as GM0344.")
                self._problem(name, sentence % {"text": bare[:60]})
                return ""
        if name == "phone":
            bare = f"0{bare}" if bare.isdecimal() and len(bare) == 9 and bare[0] != "0" else bare
        if len(bare) > LENGTHS.get(name, len(bare)):
            self._problem(name, _too_long(name))
            return ""
        return bare

    def _mentioned(self, cells: Mapping[str, str], name: str) -> list[Mention]:
        """The people in a cell that may hold several, each with the organisation if it is told."""
        organisation = (
            cells.get("other_organisation", "").replace("\n", " ") if name != "from" else ""
        )
        found = []
        named = (part for part in self._split(cells.get(name, "")) if compact(part))
        for number, text in enumerate(named, 1):
            values = self._mention_values(text, organisation)
            if len(text) > LENGTHS["name"]:
                self._problem(name, _too_long("name"))
                continue
            key = f"{self.place}-{self.ref.row}-{self.letters[name]}{number}"
            found.append(self._add(key, name, values, is_described=False))
        return found

    def _split(self, text: str) -> Iterator[str]:
        if text in self.identifiers:
            yield text
            return
        for part in _SPLIT.split(_SLASHED.sub("v.d.", text)):
            pieces = [piece.strip() for piece in part.split(",") if piece.strip()]
            are_names = all(len(piece.split()) > 1 and piece[0].isupper() for piece in pieces)
            are_numbers = all(piece in self.identifiers or "@" in piece for piece in pieces)
            yield from (
                pieces
                if are_names or are_numbers
                else [part.strip(" ,")]
                if part.strip(" ,")
                else []
            )

    def _mention_values(self, text: str, organisation: str) -> dict[str, str]:
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
        for first in starts:
            for second in others:
                self.reading.ties.append(
                    ToldTie(self.ref, first.key, second.key, kind, strength, since, last)
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
        return parsed.on


def _too_long(name: str) -> str:
    return _("This is longer than %(count)s characters.") % {"count": LENGTHS[name]}
