"""The words in which an import is planned: what is known, what was mapped, what would change."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from dwarsverband.foundation.sheets.tables import Table

# Of these somebody may have several; in a cell, and in a plan, they stand one after another.
MANY, BETWEEN = frozenset(("themes", "neighbourhoods")), "; "
NEW, CHANGED, SAME, DOUBTFUL, SKIPPED = "new", "changed", "same", "doubtful", "skipped"
# The answer of whoever cannot tell yet: the question stays, and is not in the way.
DONT_KNOW = "?"


def together(one: str, other: str) -> str:
    """What either of two cells with several values holds, each value once."""
    values = [*one.split(BETWEEN), *other.split(BETWEEN)]
    return BETWEEN.join(dict.fromkeys(value for value in values if value))


@dataclass(frozen=True)
class KnownPerson:
    """Somebody who is in the network already; organisation by name, domain by code."""

    id: str
    name: str
    email: str = ""
    phone: str = ""
    identifier: str = ""
    function: str = ""
    organisation: str = ""
    domain: str = ""
    municipality: str = ""
    themes: str = ""
    neighbourhoods: str = ""
    objects: bool = False


@dataclass(frozen=True)
class KnownTheme:
    """A theme of this partnership; the first name is shown, every name is understood."""

    code: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class KnownOrganisation:
    """An organisation that is known already, with its domain's code, and how else it is written."""

    id: str
    name: str
    domain: str = ""
    spellings: Sequence[str] = ()


@dataclass(frozen=True)
class KnownDomain:
    """A domain of this partnership; the first name is shown, every name is understood."""

    code: str
    names: tuple[str, ...]
    shape: str = "plain"
    letter: str = ""

    @property
    def name(self) -> str:
        """The name in the language of the page."""
        return self.names[0]


@dataclass(frozen=True)
class KnownTie:
    """Two known people who know each other."""

    first: str
    second: str
    kind: str = "contact"
    strength: int = 1
    since: date | None = None
    last_contact_on: date | None = None
    id: str = ""
    weight: float = 1.0
    meetings: frozenset[int] = frozenset()


def nobody_withdrew(values: Mapping[str, str]) -> bool:
    """That no row is about somebody who asked to be taken out."""
    return False


def plain_mark(name: str, on: date | None) -> int:
    """A number for a meeting, without a key of an installation."""
    told = hashlib.sha256(f"{name}|{on}".encode()).digest()
    return int.from_bytes(told[:8], "big", signed=True)


def plain_answer_mark(parts: Sequence[str]) -> str:
    """The mark of something that was asked, without a key of an installation."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


@dataclass(frozen=True)
class Known:
    """What a partnership knows before the import, and which rows are about somebody who withdrew."""

    people: Sequence[KnownPerson] = ()
    organisations: Sequence[KnownOrganisation] = ()
    domains: Sequence[KnownDomain] = ()
    ties: Sequence[KnownTie] = ()
    themes: Sequence[KnownTheme] = ()
    mark_of: Callable[[str, date | None], int] = plain_mark
    has_withdrawn: Callable[[Mapping[str, str]], bool] = nobody_withdrew
    own_address: Callable[[], str] = str
    own_name: str = ""
    mark_of_answer: Callable[[Sequence[str]], str] = plain_answer_mark
    answers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class MappedTable:
    """A table, and per column letter the field that it becomes."""

    table: Table
    mapping: Mapping[str, str]


@dataclass(frozen=True)
class RowRef:
    """Where something was read: which table (from 0), which row as numbered in the file."""

    table: int
    row: int


@dataclass(frozen=True)
class Candidate:
    """Somebody who may be the same person, to be shown beside the row, and why."""

    key: str
    is_known: bool
    values: Mapping[str, str]
    refs: tuple[RowRef, ...]
    reason: str


@dataclass(frozen=True)
class PlannedPerson:
    """What would happen to one person; doubtful people wait for a decision under their key.

    Spellings are told when there are several; admitted is why a namesake of somebody who left comes in.
    """

    key: str
    status: str
    name: str
    refs: tuple[RowRef, ...]
    values: Mapping[str, str]
    match_id: str = ""
    changes: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    candidates: tuple[Candidate, ...] = ()
    is_described: bool = True
    spellings: tuple[tuple[str, RowRef], ...] = ()
    admitted: str = ""

    @property
    def end(self) -> str:
        """How ties name this person: the known id, or else the key."""
        return self.match_id or self.key


@dataclass(frozen=True)
class PlannedOrganisation:
    """An organisation, and the spellings by which the next list finds it."""

    name: str
    status: str
    match_id: str
    domain: str
    new_spellings: tuple[str, ...]
    people: int


@dataclass(frozen=True)
class PlannedTie:
    """What would happen between two people; ends are keys of planned people or known ids."""

    key: str
    status: str
    first: str
    second: str
    kind: str
    strength: int
    since: date | None
    last_contact_on: date | None
    refs: tuple[RowRef, ...]
    match_id: str = ""
    weight: float = 1.0
    meetings: tuple[int, ...] = ()
    changes: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    is_estimate: bool = False


@dataclass(frozen=True)
class Problem:
    """A cell that cannot be taken over; a decision under its key answers it, perhaps with this answer.

    A word is told where the question is about a word, whatever cell it stands in.
    """

    table: int
    row: int
    column: str
    sentence: str
    key: str
    suggestion: str = ""
    answer: str = ""
    loses_row: bool = False
    word: str = ""


@dataclass(frozen=True)
class Question:
    """What the file does not say; a decision under the key answers it, the row is kept either way."""

    key: str
    sentence: str
    answers: tuple[tuple[str, str], ...]
    suggested: str = ""


@dataclass(frozen=True)
class ReadAsOne:
    """Spellings that were read as one; a decision under the key keeps them apart."""

    key: str
    kind: str
    spellings: tuple[str, ...]


@dataclass(frozen=True)
class RoughDay:
    """A cell that tells only a month or a year, and the day as which it was read."""

    ref: RowRef
    column: str
    text: str
    on: date
    precision: str


@dataclass(frozen=True)
class Note:
    """Something worth saying about a row that asks nothing; in the open when it is about who stays out."""

    table: int
    row: int
    sentence: str
    is_open: bool = False


def open_rows(problems: Sequence[Problem], people: Sequence[PlannedPerson]) -> frozenset[RowRef]:
    """The rows that wait for an answer."""
    wrong = {RowRef(problem.table, problem.row) for problem in problems}
    return frozenset(wrong.union(*(one.refs for one in people if one.status == DOUBTFUL)))


@dataclass(frozen=True)
class Plan:
    """Everything an import would change, before anything is stored.

    Settled: what has been answered, by itself or at once. At once: by key what one answer for all of
    a sort decided. Unsure: the questions to which somebody said that they do not know yet.
    """

    people: tuple[PlannedPerson, ...]
    organisations: tuple[PlannedOrganisation, ...]
    ties: tuple[PlannedTie, ...]
    problems: tuple[Problem, ...]
    questions: tuple[Question, ...]
    notes: tuple[Note, ...]
    counts: Mapping[str, int]
    domains: Mapping[str, KnownDomain] = field(default_factory=dict)
    themes: Mapping[str, str] = field(default_factory=dict)
    new_themes: frozenset[str] = frozenset()
    unknown_themes: Mapping[str, str] = field(default_factory=dict)
    read_as_one: tuple[ReadAsOne, ...] = ()
    rough_days: tuple[RoughDay, ...] = ()
    marks: Mapping[str, str] = field(default_factory=dict)
    ends: Mapping[str, str] = field(default_factory=dict)
    remembered: Mapping[str, str] = field(default_factory=dict)
    at_once: Mapping[str, str] = field(default_factory=dict)
    settled: tuple[Problem | Question, ...] = ()
    unsure: frozenset[str] = frozenset()

    @property
    def doubts(self) -> list[PlannedPerson]:
        """The people of whom somebody has to say who they are."""
        return [person for person in self.people if person.status == DOUBTFUL]

    @property
    def open_count(self) -> int:
        """How many answers are needed before the whole list can be saved."""
        return len({problem.key for problem in self.problems}) + len(self.doubts)

    @cached_property
    def open_rows(self) -> frozenset[RowRef]:
        """The rows that wait for such an answer; without it they are left out."""
        return open_rows(self.problems, self.people)

    def is_good(self, item: "PlannedPerson | PlannedTie") -> bool:
        """Whether a row that can be saved as it stands tells this."""
        return any(ref not in self.open_rows for ref in item.refs)

    @property
    def has_changes(self) -> bool:
        """Whether applying it would write anything."""
        parts: tuple[Sequence[PlannedPerson | PlannedOrganisation | PlannedTie], ...] = (
            self.people, self.organisations, self.ties,
        )  # fmt: skip
        return any(item.status in (NEW, CHANGED) for part in parts for item in part)
