"""What a page shows of a list, in pieces: its sheets and columns, what is asked, who would come in."""

import hashlib
from dataclasses import dataclass

from dwarsverband.modules.network.queries.import_types import KnownDomain

CELL, DOUBT, QUESTION, MERGED = "cell", "doubt", "question", "merged"
FOR_ALL, GUESS = "for all", "guess:"


@dataclass(frozen=True, slots=True)
class ColumnShown:
    """A column: what is in it, and the field it becomes or why it is never read."""

    letter: str
    heading: str
    samples: tuple[str, ...]
    field: str
    refusal: str


@dataclass(frozen=True, slots=True)
class LineShown:
    """One of the first lines of a sheet, as far as it is read: it may hold the headings."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SheetShown:
    """A sheet of the list, whether it takes part, and its columns."""

    place: int
    name: str
    rows: int
    is_read: bool
    columns: tuple[ColumnShown, ...]
    lines: tuple[LineShown, ...] = ()
    heading: str = ""
    warnings: tuple[str, ...] = ()
    has_rows_above: bool = False
    is_as_before: bool = False

    @property
    def rows_shown(self) -> dict[str, tuple[str, ...]]:
        """The first lines by their number."""
        return {str(line.number): line.cells for line in self.lines}


@dataclass(frozen=True, slots=True)
class Side:
    """One of the people who may be the same: where they stand, and what is written about them."""

    where: str
    name: str
    values: tuple[str, ...]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """Something to be answered: a cell to correct, a doubt about a person, or a question.

    A guess stands among the choices under a value of its own (GUESS and the answer), so that what
    nobody touched is not taken for an answer. Also: the other cells that one answer counts for.
    """

    kind: str
    key: str
    where: str
    sentence: str
    value: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    offer: str = ""
    own: Side | None = None
    others: tuple[Side, ...] = ()
    guess: str = ""
    is_list: bool = False
    word: str = ""
    sort: str = ""
    is_open: bool = True
    is_unsure: bool = False
    also: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The name of its field: the same for the same question, whatever page it stands on."""
        return f"answer-{hashlib.sha256(self.key.encode()).hexdigest()[:16]}"

    @property
    def offer_name(self) -> str:
        """The name of the field that takes up the offer instead."""
        return self.name.replace("answer-", "offer-")

    @property
    def sides(self) -> tuple[Side, ...]:
        """Whoever the row is about, and beside it whoever they may be."""
        return (*([self.own] if self.own else []), *self.others)

    @property
    def is_needed(self) -> bool:
        """Whether the whole list waits for it; a question may stay without an answer."""
        return self.kind != QUESTION and self.is_open

    @property
    def shown(self) -> str:
        """What its field holds before anybody touches it."""
        return self.value or (f"{GUESS}{self.guess}" if self.guess else "")


@dataclass(frozen=True, slots=True)
class Group:
    """Several questions of a sort, and above them one answer for all; the first of them are shown."""

    every: Asked
    ones: tuple[Asked, ...]
    words: str
    count: int
    open_count: int
    told: str

    @property
    def sort(self) -> str:
        """Of which sort the questions are."""
        return self.every.sort

    @property
    def is_needed(self) -> bool:
        """Whether the whole list waits for answers like these."""
        return bool(self.ones) and self.ones[0].kind == CELL

    @property
    def is_more(self) -> bool:
        """Whether some of them are not shown yet."""
        return self.count > len(self.ones)

    @property
    def is_unfolded(self) -> bool:
        """Whether each question is shown at once: where one answer for all is rare, or something is guessed."""
        return not self.every.value and any(
            one.is_open and (self.sort != "themes" or bool(one.guess)) for one in self.ones
        )


@dataclass(frozen=True, slots=True)
class PersonShown:
    """A person as they would come in; changes are what was, what will be."""

    where: str
    name: str
    function: str
    organisation: str
    domain: KnownDomain | None
    email: str
    changes: tuple[tuple[str, str, str], ...]
