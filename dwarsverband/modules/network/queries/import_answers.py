"""What was answered about a list before: recognised by marks, so that it need not be asked again.

A mark is an HMAC (RFC 2104) under a key of this installation, over the partnership and what was
asked. Of a cell is kept that it was put right, never with what; of a doubt, who it turned out to be.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from dwarsverband.foundation.database.keyed import mark_for
from dwarsverband.foundation.sheets.words import fold, listed
from dwarsverband.modules.network.queries.import_names import organisation_key, parse_name
from dwarsverband.modules.network.queries.import_selves import MYSELF
from dwarsverband.modules.network.queries.import_told import Mention, Reading
from dwarsverband.modules.network.queries.import_types import (
    DONT_KNOW,
    NEW,
    Known,
    MappedTable,
    Plan,
    Problem,
    RowRef,
)

LONGEST_ANSWER = 80
CELL, ROW, SETTLED, SKIPPING, OTHER = "cell:", "row:", "settled", "skip", "="
# Who asked to be taken out is not among these: that they may come in is said each time anew.
# Answers to these are names of the town, so of the answer too only a mark is kept.
_NAMING = ("spelling:", "neighbourhood:")
_WORDS = (
    *_NAMING,
    *("organisation:", "domain:", "theme:", "mark:", "municipality:", "meeting:", "apart:"),
)
_WHO = frozenset(
    listed(
        "name given_name infix family_name email identifier organisation from to contact node "
        "meeting attendees"
    )
)
# A cell in one of these is about one person: what is right for it says nothing about another.
SOMEBODY = _WHO | {"phone"}


def answer_mark(partnership_id: UUID, parts: Sequence[str]) -> str:
    """The mark of something that was asked, or of an answer."""
    return mark_for("import answer", partnership_id, *parts).hex()


def is_cell(key: str) -> bool:
    """Whether a key is that of a cell to correct."""
    return key.startswith(CELL)


@dataclass(frozen=True)
class Asking:
    """What one list asks, beside what was answered before."""

    known: Known
    tables: Sequence[MappedTable]
    reading: Reading

    def mark(self, key: str) -> str:
        """The mark of what a key asks, the same for the same question in another list; empty when it has none."""
        parts = self._parts(key)
        return self.known.mark_of_answer(parts) if parts else ""

    def marks(self, plan: Plan, decisions: Mapping[str, str]) -> dict[str, str]:
        """The marks of everything that was asked or answered, and of whoever may be meant."""
        keys = {*_asked(plan), *decisions}
        keys |= {one.key for doubt in plan.doubts for one in doubt.candidates}
        keys |= {value for key, value in decisions.items() if key in self._mentions}
        found = {key: self.mark(key) for key in keys}
        return {key: mark for key, mark in found.items() if mark}

    def answered(self, plan: Plan) -> dict[str, str]:
        """The decisions that answer what is asked now as it was answered before."""
        if not self.known.answers:
            return {}
        pairs = (pair for problem in plan.problems for pair in self._of_problem(problem))
        told = dict(pairs)
        for question in plan.questions:
            values = [DONT_KNOW, *(value for value, _words in question.answers)]
            told[question.key] = self._among(question.key, values)
        told |= {doubt.key: self._who(doubt.key) for doubt in plan.doubts}
        told |= {one.key: self._stored(one.key) for one in plan.read_as_one}
        return {key: value for key, value in told.items() if value is not None}

    def _stored(self, key: str) -> str | None:
        return self.known.answers.get(self.mark(key))

    def _of_problem(self, problem: Problem) -> Iterator[tuple[str, str | None]]:
        """A cell that was put right before says nothing new; a word means what it meant."""
        stored = self._stored(problem.key)
        if not is_cell(problem.key):
            yield problem.key, stored
        elif stored == SETTLED:
            yield problem.key, ""
            if problem.loses_row:
                yield f"{ROW}{problem.table}-{problem.row}", SETTLED

    def _among(self, key: str, values: Sequence[str]) -> str | None:
        stored = self._stored(key)
        if stored is None or not key.startswith(_NAMING):
            return stored if stored in values else None
        return next((one for one in values if self.known.mark_of_answer((one,)) == stored), None)

    def _who(self, key: str) -> str | None:
        """Somebody of the network, somebody else, nobody, or whoever another row is about."""
        stored = self._stored(key)
        if stored is None or not stored.startswith(OTHER):
            return stored
        return self._by_mark.get(stored.removeprefix(OTHER))

    def _parts(self, key: str) -> tuple[str, ...]:
        if is_cell(key):
            return self._cell_parts(key)
        if key in self._mentions:
            return self._mention_parts(self._mentions[key])
        if key.startswith(MYSELF):
            return ("myself", fold(key), *self._headings)
        return ("word", fold(key)) if key.startswith(_WORDS) else ()

    def _cell_parts(self, key: str) -> tuple[str, ...]:
        """A cell by what stands in it, and by whom its row is about."""
        table, row, letter = (*key.removeprefix(CELL).split("-", 2), "", "")[:3]
        cells = self._rows.get((table, row), {})
        mapping = self.tables[int(table)].mapping if cells else {}
        if letter not in cells:
            return ()
        about = sorted(
            f"{name}:{fold(cells[one])}"
            for one, name in mapping.items()
            if name in _WHO and one != letter
        )
        return ("cell", mapping.get(letter, ""), fold(cells[letter]), *about)

    def _mention_parts(self, mention: Mention) -> tuple[str, ...]:
        """Somebody by what identifies them; who is only mentioned, also by the row that does so."""
        own = _identity(mention)
        if mention.is_described:
            return ("who", *own)
        first = self._first.get(mention.ref)
        return ("mentioned", *own, *(_identity(first) if first else ()))

    @cached_property
    def _headings(self) -> tuple[str, ...]:
        """Another list has another writer; one with these headings is taken to be by the same."""
        return tuple(fold(one.heading) for mapped in self.tables for one in mapped.table.columns)

    @cached_property
    def _mentions(self) -> dict[str, Mention]:
        return {one.key: one for one in self.reading.mentions}

    @cached_property
    def _first(self) -> dict[RowRef, Mention]:
        return {one.ref: one for one in reversed(self.reading.mentions)}

    @cached_property
    def _by_mark(self) -> dict[str, str]:
        return {self.mark(key): key for key in reversed(self._mentions)}

    @cached_property
    def _rows(self) -> dict[tuple[str, str], dict[str, str]]:
        return {
            (str(place), str(row.number)): {
                column.letter: cell
                for column, cell in zip(mapped.table.columns, row.cells, strict=True)
            }
            for place, mapped in enumerate(self.tables)
            for row in mapped.table.rows
        }


def stored_answer(known: Known, key: str, value: str, marks: Mapping[str, str]) -> str:
    """What is kept of an answer: a code, or the mark of a name or of another row."""
    if is_cell(key):
        return SETTLED
    if key.startswith(_NAMING):
        return known.mark_of_answer((value,))
    if key.startswith(_WORDS) or value in (NEW, SKIPPING):
        return value if len(value) <= LONGEST_ANSWER else ""
    return f"{OTHER}{marks[value]}" if value in marks else ""


def _asked(plan: Plan) -> Iterator[str]:
    yield from (one.key for one in plan.problems)
    yield from (one.key for one in plan.questions)
    yield from (one.key for one in plan.doubts)
    yield from (one.key for one in plan.read_as_one)


def _identity(mention: Mention) -> tuple[str, ...]:
    told = mention.values
    return (
        parse_name(told.get("name", "")).key,
        *(told.get(name, "").casefold() for name in ("email", "identifier")),
        organisation_key(told.get("organisation", "")),
    )
