"""Who sat together, and how much that weighs: each meeting of n people adds 1 / (n - 1) per pair.

Newman, M. E. J. (2001). Scientific collaboration networks. II. Physical Review E, 64, 016132.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations
from uuid import UUID

from dwarsverband.foundation.database.keyed import mark_for

# Above this a meeting says little about who knows whom, and somebody has to look at it.
MANY_PEOPLE = 40
# Above this it says nothing, and would bring in ten thousands of ties.
TOO_MANY_PEOPLE = 200
MOST_PAIRS = 100_000
Pair = tuple[str, str]


@dataclass(frozen=True)
class Sitting:
    """One meeting: its mark, its day, how many were there, and those whose ties may be written."""

    mark: int
    on: date | None
    size: int
    people: Sequence[str]

    @property
    def pairs(self) -> int:
        """How many pairs of people sat together."""
        return len(self.people) * (len(self.people) - 1) // 2


@dataclass
class Shared:
    """What two people sat together in: its weight, the last day, and the marks."""

    weight: float = 0.0
    last_on: date | None = None
    marks: set[int] = field(default_factory=set)


def shared_meetings(
    sittings: Iterable[Sitting], counted: Mapping[Pair, Collection[int]]
) -> dict[Pair, Shared]:
    """Per pair what these meetings add to what was counted before; no meeting counts twice."""
    found: dict[Pair, Shared] = {}
    for sitting in sittings:
        if sitting.size < 2:
            continue
        for pair in combinations(sorted(set(sitting.people)), 2):
            if sitting.mark in counted.get(pair, ()):
                continue
            shared = found.setdefault(pair, Shared())
            if sitting.mark in shared.marks:
                continue
            shared.marks.add(sitting.mark)
            shared.weight += 1 / (sitting.size - 1)
            shared.last_on = max(filter(None, (shared.last_on, sitting.on)), default=None)
    return found


def meeting_mark(partnership_id: UUID, name: str, on: date | None) -> int:
    """A number by which a meeting is recognised and nothing else can be learned (RFC 2104)."""
    mark = mark_for("meeting", partnership_id, name, on or "")
    return int.from_bytes(mark[:8], "big", signed=True)
