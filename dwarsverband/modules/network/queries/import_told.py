"""What rows say, before anybody is looked up: mentions of people, ties and meetings."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from dwarsverband.foundation.sheets.words import compact
from dwarsverband.modules.network.queries.import_types import Note, Problem, RoughDay, RowRef


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
    """Two mentions between whom a row tells a tie; kind may be empty, strength 0.

    Where only a month or a year is told, `since_until` is the last day that it may have been, and the
    last contact is rough.
    """

    ref: RowRef
    first: str
    second: str
    kind: str
    strength: int
    since: date | None
    last_contact_on: date | None
    weight: float = 0.0
    since_until: date | None = None
    is_rough: bool = False


@dataclass
class ToldMeeting:
    """A meeting that a list tells of: its name, its day, and who was there, by mention."""

    name: str
    on: date | None
    there: list[tuple[RowRef, str]] = field(default_factory=list)


@dataclass
class Reading:
    """Everything the rows say, and what could not be read; selves: where "myself" was answered first."""

    mentions: list[Mention] = field(default_factory=list)
    ties: list[ToldTie] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    meetings: dict[tuple[str, date | None], ToldMeeting] = field(default_factory=dict)
    rough_days: list[RoughDay] = field(default_factory=list)
    rows: int = 0
    selves: dict[str, str] = field(default_factory=dict)

    def meeting(self, name: str, on: date | None) -> ToldMeeting:
        """The meeting of this name and day, whatever row tells of it."""
        return self.meetings.setdefault((compact(name), on), ToldMeeting(name, on))
