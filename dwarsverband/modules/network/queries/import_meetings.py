"""What lists of who was there become: ties with a weight, and questions about very large meetings."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from dwarsverband.foundation.sheets.words import compact
from dwarsverband.modules.network.queries.attendance import (
    MANY_PEOPLE,
    MOST_PAIRS,
    TOO_MANY_PEOPLE,
    Pair,
    Shared,
    Sitting,
    shared_meetings,
)
from dwarsverband.modules.network.queries.import_ties import ATTENDANCE, pair_of
from dwarsverband.modules.network.queries.import_told import ToldMeeting
from dwarsverband.modules.network.queries.import_types import (
    CHANGED,
    DOUBTFUL,
    NEW,
    SAME,
    SKIPPED,
    Known,
    KnownTie,
    Note,
    PlannedPerson,
    PlannedTie,
    Question,
    RowRef,
)

PREFIX, COUNT, LEAVE_OUT = "meeting:", "count", "leave out"


class Meetings:
    """The meetings of a list, and the ties that they become."""

    def __init__(
        self, known: Known, people: Mapping[str, PlannedPerson], decisions: Mapping[str, str]
    ) -> None:
        self.known, self.people, self.decisions = known, people, decisions
        self.questions: list[Question] = []
        self.notes: list[Note] = []
        self.refs: dict[str, RowRef] = {}

    def plan(
        self, told: Iterable[ToldMeeting], open_rows: Collection[RowRef]
    ) -> tuple[PlannedTie, ...]:
        """The ties of everybody who sat together; rows that wait for an answer count later."""
        sittings = list(self._within_limits(self._sittings(told, open_rows)))
        existing = {
            pair_of(tie.first, tie.second): tie for tie in self.known.ties if tie.kind == ATTENDANCE
        }
        found = shared_meetings(sittings, {pair: one.meetings for pair, one in existing.items()})
        same = {
            pair: Shared()
            for sitting in sittings
            for pair in _pairs_known(sitting, existing)
            if pair not in found
        }
        both = {**found, **same}
        return tuple(self._planned(pair, one, existing.get(pair)) for pair, one in both.items())

    def _sittings(
        self, told: Iterable[ToldMeeting], open_rows: Collection[RowRef]
    ) -> Iterator[tuple[ToldMeeting, Sitting]]:
        for meeting in told:
            there = {
                self.people[key].end: (self.people[key], ref)
                for ref, key in meeting.there
                if key in self.people
            }
            ends = [
                end
                for end, (person, ref) in there.items()
                if person.status not in (DOUBTFUL, SKIPPED) and ref not in open_rows
            ]
            self.refs |= {end: there[end][1] for end in ends if end not in self.refs}
            mark = self.known.mark_of(compact(meeting.name), meeting.on)
            if self._counts(meeting, mark, len(there)):
                yield meeting, Sitting(mark, meeting.on, len(there), ends)

    def _counts(self, meeting: ToldMeeting, mark: int, size: int) -> bool:
        """Whether a meeting is counted; above a size that is asked, and far above it never."""
        told = {"name": _called(meeting), "count": size, "most": TOO_MANY_PEOPLE}
        if size > TOO_MANY_PEOPLE:
            sentence = _(
                "%(name)s had %(count)s people. That says nothing about who knows whom, so it is "
                "not counted: we count meetings of at most %(most)s."
            )
            self._note(meeting, sentence % told)
            return False
        if size > MANY_PEOPLE:
            sentence = _(
                "%(name)s had %(count)s people. So many hardly speak with each other. Does it count?"
            )
            answers = ((COUNT, _("Yes, count it")), (LEAVE_OUT, _("No, leave it out")))
            self.questions.append(Question(f"{PREFIX}{mark}", sentence % told, answers, COUNT))
        return self.decisions.get(f"{PREFIX}{mark}", COUNT) != LEAVE_OUT

    def _within_limits(self, sittings: Iterable[tuple[ToldMeeting, Sitting]]) -> Iterator[Sitting]:
        """The smallest meetings first, up to so many pairs."""
        total = 0
        for meeting, sitting in sorted(sittings, key=lambda one: one[1].size):
            total += sitting.pairs
            if total > MOST_PAIRS:
                sentence = _("%(name)s does not fit any more. Bring in fewer meetings at a time.")
                self._note(meeting, sentence % {"name": _called(meeting)})
                continue
            yield sitting

    def _note(self, meeting: ToldMeeting, sentence: str) -> None:
        ref = meeting.there[0][0]
        self.notes.append(Note(ref.table, ref.row, sentence, is_open=True))

    def _planned(self, pair: Pair, shared: Shared, known: KnownTie | None) -> PlannedTie:
        last = max(
            filter(None, (shared.last_on, known.last_contact_on if known else None)), default=None
        )
        before = known.weight if known else 0.0
        weight = before + shared.weight
        changes = {"weight": (_text(before), _text(weight))} if known and shared.marks else {}
        status = (CHANGED if changes else SAME) if known else NEW
        return PlannedTie(
            key=f"{pair[0]}|{pair[1]}|{ATTENDANCE}",
            status=status,
            first=pair[0],
            second=pair[1],
            kind=ATTENDANCE,
            strength=known.strength if known else 1,
            since=known.since if known else None,
            last_contact_on=last,
            refs=tuple(dict.fromkeys(self.refs[end] for end in pair)),
            match_id=known.id if known else "",
            weight=weight,
            meetings=tuple(sorted({*(known.meetings if known else ()), *shared.marks})),
            changes=changes,
        )


def _pairs_known(sitting: Sitting, existing: Mapping[Pair, KnownTie]) -> Iterator[Pair]:
    people = sorted(set(sitting.people))
    for place, one in enumerate(people):
        yield from ((one, two) for two in people[place + 1 :] if (one, two) in existing)


def _called(meeting: ToldMeeting) -> str:
    day = _day(meeting.on)
    return " · ".join(filter(None, (meeting.name, day))) or _("A meeting")


def _day(on: date | None) -> str:
    return date_format(on, "j F Y") if on else ""


def _text(weight: float) -> str:
    return f"{weight:.2f}"
