"""What would happen to ties: each pair once per kind; the last contact only moves forward."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from dwarsverband.modules.network.queries.import_told import ToldTie
from dwarsverband.modules.network.queries.import_types import (
    CHANGED,
    DOUBTFUL,
    NEW,
    SAME,
    SKIPPED,
    KnownTie,
    Note,
    PlannedPerson,
    PlannedTie,
    RowRef,
)

Pair = tuple[str, str]
_USUAL_KIND, ATTENDANCE = "contact", "attendance"


@dataclass
class _Tie:
    """All that the rows say of one pair and kind."""

    ends: Pair
    kind: str
    strength: int = 0
    since: date | None = None
    last_contact_on: date | None = None
    rough_contact_on: date | None = None
    weight: float = 0.0
    rough: tuple[date, date] | None = None
    refs: list[RowRef] = field(default_factory=list)

    def add(self, told: ToldTie) -> None:
        """The strongest, the earliest since, the latest contact."""
        self.strength = max(self.strength, told.strength)
        rough = told.since if told.since != told.since_until else None
        if rough and (self.rough is None or rough < self.rough[0]):
            self.rough = rough, told.since_until or rough
        elif told.since and not rough:
            self.since = min(filter(None, (self.since, told.since)), default=None)
        self.last_contact_on = max(
            filter(None, (self.last_contact_on, told.last_contact_on)), default=None
        )
        if told.is_rough and told.last_contact_on:
            rough_last = self.rough_contact_on or told.last_contact_on
            self.rough_contact_on = max(rough_last, told.last_contact_on)
        self.weight = max(self.weight, told.weight)
        self.refs.append(told.ref)

    def since_beside(self, known: date | None) -> date | None:
        """Since when: the earliest day; a month or a year says nothing beside a day that lies in it."""
        exact = min(filter(None, (self.since, known)), default=None)
        if self.rough and (exact is None or exact > self.rough[1]):
            return self.rough[0]
        return exact


def plan_ties(
    told: Iterable[ToldTie], people: Mapping[str, PlannedPerson], known: Iterable[KnownTie]
) -> tuple[tuple[PlannedTie, ...], list[Note]]:
    """The ties of the rows beside the known ones; people are given per mention."""
    existing = {(pair_of(tie.first, tie.second), tie.kind): tie for tie in known}
    kinds: dict[Pair, str] = {}
    for pair, kind in existing:
        if kind == ATTENDANCE:
            continue
        kinds[pair] = kind if kinds.get(pair) != _USUAL_KIND else _USUAL_KIND
    found: dict[tuple[Pair, str], _Tie] = {}
    notes = []
    statuses = {person.end: person.status for person in people.values()}
    for tie in told:
        first, second = people.get(tie.first), people.get(tie.second)
        if first is None or second is None:
            continue
        if first.end == second.end:
            sentence = _("This row ties %(name)s to themselves. We leave that out.") % {
                "name": first.name
            }
            notes.append(Note(tie.ref.table, tie.ref.row, sentence))
            continue
        pair = pair_of(first.end, second.end)
        kind = tie.kind or kinds.get(pair, _USUAL_KIND)
        found.setdefault((pair, kind), _Tie(pair, kind)).add(tie)
    planned = tuple(_planned(tie, existing.get(place), statuses) for place, tie in found.items())
    return planned, notes


def pair_of(first: str, second: str) -> Pair:
    """Two ends in the order in which a tie is written."""
    return (first, second) if first < second else (second, first)


def _planned(tie: _Tie, known: KnownTie | None, statuses: Mapping[str, str]) -> PlannedTie:
    changes = _changes(tie, known) if known else {}
    ends = {statuses[end] for end in tie.ends}
    status = (CHANGED if changes else SAME) if known else NEW
    status = next((waiting for waiting in (SKIPPED, DOUBTFUL) if waiting in ends), status)
    return PlannedTie(
        key=f"{tie.ends[0]}|{tie.ends[1]}|{tie.kind}",
        status=status,
        first=tie.ends[0],
        second=tie.ends[1],
        kind=tie.kind,
        strength=tie.strength or (known.strength if known else 1),
        since=tie.since_beside(known.since if known else None),
        last_contact_on=max(
            filter(None, (tie.last_contact_on, known.last_contact_on if known else None)),
            default=None,
        ),
        is_estimate=tie.rough_contact_on is not None
        and tie.rough_contact_on == tie.last_contact_on,
        refs=tuple(dict.fromkeys(tie.refs)),
        match_id=known.id if known else "",
        weight=known.weight if known else _weight(tie),
        meetings=tuple(known.meetings) if known else (),
        changes=changes,
    )


def _weight(tie: _Tie) -> float:
    return tie.weight if tie.kind == ATTENDANCE and tie.weight > 0 else 1.0


def _changes(tie: _Tie, known: KnownTie) -> dict[str, tuple[str, str]]:
    changes = {}
    if tie.strength and tie.strength != known.strength:
        changes["strength"] = (str(known.strength), str(tie.strength))
    since = tie.since_beside(known.since)
    if since != known.since:
        changes["since"] = (_text(known.since), _text(since))
    last = known.last_contact_on
    if tie.last_contact_on and (last is None or tie.last_contact_on > last):
        changes["last_contact_on"] = (_text(last), _text(tie.last_contact_on))
    return changes


def _text(day: date | None) -> str:
    return day.isoformat() if day else ""
