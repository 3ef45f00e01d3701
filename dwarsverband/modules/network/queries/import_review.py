"""What a page shows of a list on its way in: how it is read, what is asked, what would come in."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, islice

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.sheets.layout import is_filled
from dwarsverband.foundation.sheets.mapping import Field
from dwarsverband.foundation.sheets.refusals import refusal_sentence
from dwarsverband.foundation.sheets.tables import Table
from dwarsverband.modules.network.models import Import
from dwarsverband.modules.network.queries.import_asked import ListAsks
from dwarsverband.modules.network.queries.import_fields import import_fields
from dwarsverband.modules.network.queries.import_headings import first_lines, sheet_warnings
from dwarsverband.modules.network.queries.import_noted import Noted
from dwarsverband.modules.network.queries.import_shown import (
    DOUBT,
    Asked,
    ColumnShown,
    Group,
    PersonShown,
    SheetShown,
    Side,
)
from dwarsverband.modules.network.queries.import_types import (
    BETWEEN,
    CHANGED,
    NEW,
    Candidate,
    KnownDomain,
    Plan,
    PlannedPerson,
    RowRef,
)
from dwarsverband.modules.network.queries.import_words import source_words
from dwarsverband.modules.network.queries.imports import (
    ABOVE,
    AS_BEFORE,
    HEADINGS,
    SKIP,
    import_plan,
    is_read,
    mapped_tables,
)

DOUBTS_ASKED = 20
SHOWN, ROWS_NAMED, LONGEST_ROW = 10, 8, 200
_COMPARED = (
    *("function", "organisation", "domain", "email", "phone", "identifier"),
    *("themes", "neighbourhoods", "municipality"),
)


class Review:
    """A list as a page shows it; what takes time is worked out when it is asked for."""

    def __init__(self, actor: Actor, draft: Import) -> None:
        """Of one list."""
        self.actor, self.draft = actor, draft

    @property
    def is_open(self) -> bool:
        """Whether it can still be changed and saved."""
        return self.draft.status in {Import.Status.DRAFT, Import.Status.FAILED} and bool(
            self.draft.tables
        )

    @property
    def is_waiting(self) -> bool:
        """Whether it is being saved."""
        return self.draft.status == Import.Status.WAITING

    @property
    def is_done(self) -> bool:
        """Whether it was saved."""
        return self.draft.status == Import.Status.DONE

    @cached_property
    def plan(self) -> Plan:
        """What it would change."""
        return import_plan(self.actor, self.draft)

    @cached_property
    def fields(self) -> list[Field]:
        """What a column can become."""
        return list(import_fields())

    @cached_property
    def sheets(self) -> list[SheetShown]:
        """The sheets, with their columns."""
        mapped = zip(self._tables, self.draft.mappings, strict=True)
        return [self._sheet(place, table, mapping) for place, (table, mapping) in enumerate(mapped)]

    @cached_property
    def asked(self) -> list[Asked]:
        """What is asked first: cells to correct, doubts, and questions. The rest follows after these."""
        return [
            *self._asks.cells,
            *(self._doubt(one) for one in islice(self._first_doubts(), DOUBTS_ASKED)),
            *self._asks.questions,
            *(one for group in self.groups for one in (group.every, *group.ones)),
        ]

    @property
    def groups(self) -> list[Group]:
        """The sorts of questions that may be answered at once."""
        return self._asks.groups

    @property
    def has_guesses(self) -> bool:
        """Whether something on the page is only what we think."""
        return any(asked.guess for asked in self.asked)

    @property
    def unsure_count(self) -> int:
        """How many questions somebody does not know the answer to yet."""
        return sum(asked.is_unsure for asked in self._asks.questions)

    @property
    def needs_columns(self) -> bool:
        """Whether the columns have to be looked at before anything else."""
        return not self.plan.people or bool(self.warnings)

    @property
    def warnings(self) -> list[str]:
        """What looks wrong in how the sheets are read."""
        return [words for sheet in self.sheets if sheet.is_read for words in sheet.warnings]

    @cached_property
    def changed(self) -> list[PersonShown]:
        """The first people of whom something would change."""
        return self._people(CHANGED)

    @cached_property
    def new(self) -> list[PersonShown]:
        """The first people who would be new."""
        return self._people(NEW)

    @property
    def rows_count(self) -> int:
        """The rows that were read."""
        return self.plan.counts["rows"]

    @property
    def good_count(self) -> int:
        """The rows that can be saved as they stand."""
        return self.rows_count - len(self.plan.open_rows)

    @property
    def step(self) -> int:
        """Which of the four steps comes next."""
        if not self.is_open:
            return 5 if self.is_done else 4
        if not self.plan.people:
            return 2
        return 3 if self.plan.open_count else 4

    def _sheet(self, place: int, table: Table, mapping: Mapping[str, str]) -> SheetShown:
        columns = tuple(
            ColumnShown(
                letter=column.letter,
                heading=column.heading,
                samples=tuple(sample[:60] for sample in table.samples(column.letter)),
                field=mapping.get(column.letter, ""),
                refusal=refusal_sentence(column.refused) if column.refused else "",
            )
            for column in table.columns
        )
        decided = self.draft.decisions.get(f"{HEADINGS}{place}", "")
        return SheetShown(
            place=place,
            name=source_words(self._tables, place),
            rows=len(table.rows),
            is_read=is_read(self.draft, place),
            columns=columns,
            lines=first_lines(table),
            has_rows_above=decided.endswith(ABOVE)
            or any(is_filled(table, line) for line in table.skipped),
            heading=decided or str(table.headings[-1] if table.headings else 0),
            is_as_before=f"{AS_BEFORE}{place}" in self.draft.decisions,
            warnings=tuple(sheet_warnings(table, set(mapping.values()), is_decided=bool(decided))),
        )

    def _first_doubts(self) -> Iterator[PlannedPerson]:
        """Without names that are only mentioned, and may be somebody else of whom is asked: see first."""
        doubts = self.plan.doubts
        keys = {person.key for person in doubts}
        return (
            one
            for one in doubts
            if one.is_described or not any(other.key in keys for other in one.candidates)
        )

    @cached_property
    def _asks(self) -> ListAsks:
        return ListAsks(self.plan, self.draft, self._tables, self._place)

    @cached_property
    def _tables(self) -> list[Table]:
        return [mapped.table for mapped in mapped_tables(self.draft)]

    @property
    def _domains(self) -> Mapping[str, KnownDomain]:
        return self.plan.domains

    @cached_property
    def _labels(self) -> dict[str, str]:
        return {field.name: field.label for field in self.fields}

    def _doubt(self, person: PlannedPerson) -> Asked:
        where = self._every_row(person.refs)
        values = self._values(person.values) or self._row(person.refs[0])
        others = tuple(
            self._other(one, number=number if len(person.candidates) > 1 else 0)
            for number, one in enumerate(person.candidates, 1)
        )
        sames = [
            (
                one.key,
                _("The same as %(name)s") % {"name": side.name},
            )
            for one, side in zip(person.candidates, others, strict=True)
        ]
        return Asked(
            DOUBT,
            person.key,
            where,
            _who(person),
            choices=(*sames, (NEW, _("Somebody else")), (SKIP, _("Leave out"))),
            own=Side(_("In your list, %(where)s") % {"where": where}, person.name, values),
            others=others,
        )

    def _other(self, one: Candidate, number: int) -> Side:
        """Somebody who may be meant; of several each has a number, because names may be equal."""
        name = one.values.get("name", "")
        rows = self._every_row(one.refs)
        where = (
            _("In the network already")
            if one.is_known
            else _("In your list, %(where)s") % {"where": rows}
        )
        return Side(
            where, f"{number}. {name}" if number else name, self._values(one.values), one.reason
        )

    def _row(self, ref: RowRef) -> tuple[str, ...]:
        """What stands in a row, as far as it is taken over, each under its heading."""
        mapping = self.draft.mappings[ref.table]
        table = self._tables[ref.table]
        cells = (
            (
                column.heading or self._labels[mapping[column.letter]],
                table.cell(ref.row, column.letter),
            )
            for column in table.columns
            if column.letter in mapping
        )
        told = (
            _("%(heading)s: %(value)s") % {"heading": one, "value": cell}
            for one, cell in cells
            if cell
        )
        return tuple(text[:LONGEST_ROW] for text in told)

    def _values(self, values: Mapping[str, str]) -> tuple[str, ...]:
        return tuple(self._value(name, values[name]) for name in _COMPARED if name in values)

    def _value(self, name: str, value: str) -> str:
        if name == "themes":
            return BETWEEN.join(self.plan.themes.get(code, code) for code in value.split(BETWEEN))
        return self._domains[value].name if name == "domain" and value in self._domains else value

    def _rows(self, refs: Iterable[RowRef]) -> str:
        first = next(iter(refs))
        return self._place(first.table, [first.row])

    def _every_row(self, refs: Iterable[RowRef]) -> str:
        """Every row that one answer counts for, sheet by sheet."""
        ordered = sorted(set(refs), key=lambda ref: (ref.table, ref.row))
        sheets = groupby(ordered, key=lambda ref: ref.table)
        return "; ".join(self._place(table, [ref.row for ref in rows]) for table, rows in sheets)

    def _place(self, table: int, rows: Sequence[int], column: str = "") -> str:
        """Where something stands: the sheet when there are several, the rows, the column."""
        names = {
            "rows": ", ".join(str(row) for row in rows[:ROWS_NAMED]),
            "more": len(rows) - ROWS_NAMED,
            "column": column,
        }
        parts = [source_words(self._tables, table)] if len(self._tables) > 1 else []
        if len(rows) > ROWS_NAMED:
            parts.append(_("rows %(rows)s and %(more)s more") % names)
        else:
            parts.append((_("rows %(rows)s") if len(rows) > 1 else _("row %(rows)s")) % names)
        return ", ".join([*parts, *([_("column %(column)s") % names] if column else [])])

    @cached_property
    def noted(self) -> Noted:
        """What is worth saying, and asks nothing."""
        return Noted(self.plan, self._place)

    def _people(self, status: str) -> list[PersonShown]:
        found: Iterator[PlannedPerson] = (one for one in self.plan.people if one.status == status)
        return [self._person(one) for one in islice(found, SHOWN)]

    def _person(self, person: PlannedPerson) -> PersonShown:
        values = person.values
        return PersonShown(
            where=self._rows(person.refs),
            name=person.name,
            function=values.get("function", ""),
            organisation=values.get("organisation", ""),
            domain=self._domains.get(values.get("domain", "")),
            email=values.get("email", ""),
            changes=tuple(
                (self._labels[name], self._value(name, old), self._value(name, new))
                for name, (old, new) in person.changes.items()
            ),
        )


def _who(person: PlannedPerson) -> str:
    """What is asked; of one in the network with both names, so that none is taken for that of the other."""
    names = {"name": person.name, "other": person.candidates[0].values.get("name", "")}
    if len(person.candidates) == 1 and person.candidates[0].is_known:
        sentence = _("is %(name)s in your list the same person as %(other)s in the network?")
        return sentence % names
    return _("who is %(name)s?") % names


def review(actor: Actor, draft: Import) -> Review:
    """A list as a page shows it."""
    return Review(actor, draft)
