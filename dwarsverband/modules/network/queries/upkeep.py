"""Whom to speak this week: most to lose first, no more than there is time for."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median
from uuid import UUID

import numpy as np
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject
from django.shortcuts import get_object_or_404
from django.utils import timezone
from numpy.typing import NDArray

from dwarsverband.analysis.networks.upkeep import Upkeep, ties_between
from dwarsverband.analysis.networks.upkeep import upkeep as what_would_be_lost
from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.access.remembered import remembered
from dwarsverband.foundation.accounts.queries import member_list
from dwarsverband.modules.network.models import (
    ContactMoment,
    Person,
    Tie,
    TieKind,
    Turn,
)
from dwarsverband.modules.network.queries.handed import Handed, handed_to
from dwarsverband.modules.network.queries.overview import Counted, counted
from dwarsverband.modules.network.queries.people import own_people, visible_ties
from dwarsverband.modules.network.queries.reading import Named, Network, day_of
from dwarsverband.modules.network.queries.rhythms import Beat, beats, pauses
from dwarsverband.modules.network.queries.said import Said, SaidTurn, Setting, said, visible_turns
from dwarsverband.modules.network.queries.silos import Group

# Twenty minutes a conversation, where nobody said otherwise; nobody is asked more than a dozen.
MINUTES_A_CONTACT, MOST = 20, 12
# Who never spoke, as far as we know, counts as silent for a year.
NEVER_DAYS = 365
LATER_DAYS = 14

Numbers = NDArray[np.int64]
Marks = NDArray[np.bool_]


@dataclass(frozen=True, eq=False, slots=True)
class Kept:
    """Every two people who know each other once, and what would be lost with them.

    `silence` is without holidays; `ideal` and `latest` are the days of the shorter rhythm of the
    two; `last` is the day of the last contact, 0 when unknown.
    """

    first: Numbers
    second: Numbers
    last: Numbers
    silence: Numbers
    ideal: Numbers
    latest: Numbers
    beats: tuple[Beat, ...]
    lost: Upkeep

    def is_due(self, ahead: int = 0) -> Marks:
        """Where the rhythm is over in so many days, or a bridge could be lost before the next list."""
        due: Marks = (self.silence + ahead >= self.ideal) | (self.lost.loss > 0)
        return due

    def beat(self, at: int) -> Beat:
        """How often these two mean to speak: the shorter of the two."""
        return Beat(int(self.ideal[at]), int(self.latest[at]))


@dataclass(frozen=True, slots=True)
class Weekly:
    """The figures of the whole network, and what would be lost in it."""

    counted: Counted
    kept: Kept


@dataclass(frozen=True, slots=True)
class Talk:
    """Two people who should speak: what is known of it, and for whom it stands on the list."""

    tie: Tie
    first: Named
    second: Named
    first_domain: Group | None
    second_domain: Group | None
    last_on: date | None
    silent_days: int
    beat: Beat
    people: int
    carries: bool
    moments: tuple[ContactMoment, ...]
    own: UUID | None

    @property
    def is_estimate(self) -> bool:
        """Whether the last contact is an average of a contact round, and no day."""
        return self.tie.is_estimate and self.tie.last_contact_on == self.last_on

    @property
    def other(self) -> Named:
        """Whom the reader would speak; of two others, the second."""
        return self.first if self.second.id == self.own else self.second


@dataclass(frozen=True, slots=True)
class Away:
    """A contact that the reader put off or handed to somebody: who, until when, or to whom."""

    id: UUID
    names: tuple[str, ...]
    until: date | None
    to: str


@dataclass(frozen=True, slots=True)
class Week:
    """The list of this week, and how much of the time set aside is used."""

    talks: tuple[Talk, ...]
    handed: tuple[Handed, ...]
    more_handed: tuple[Handed, ...]
    order: tuple[UUID, ...]
    away: tuple[Away, ...]
    minutes: int
    room: int
    spoken: int
    waiting: int

    @property
    def is_done(self) -> bool:
        """Somebody spoke as many as there was time for."""
        return bool(self.spoken) and self.spoken >= self.room


def keeps_contacts(actor: Actor) -> bool:
    """Whether somebody has a list: the coordinator, partners, and whoever keeps key persons."""
    return actor.is_coordinator or actor.role in ("partner", "administrator")


def weekly(actor: Actor, found: Said | None = None) -> Weekly:
    """What would be lost in the whole network, remembered until something changes."""
    setting = (found or said(actor)).setting
    return remembered(actor, ("weekly", setting), lambda: _weekly(actor, setting))


def week(actor: Actor, known: Weekly | None = None, found: Said | None = None) -> Week:
    """Whom this actor speaks this week; nobody for whoever sees no tie."""
    if not keeps_contacts(actor):
        return Week((), (), (), (), (), 0, 0, 0, 0)
    found = found or said(actor)
    known = known or weekly(actor, found)
    took = [minutes for minutes in found.spoken if minutes]
    usual = int(median(took)) if took else MINUTES_A_CONTACT
    room = min(MOST, max(1, found.minutes // usual)) if found.minutes else 0
    rests = [turn for turn in found.turns if _rests(actor, turn)]
    resting = {turn.tie for turn in rests}
    left = max(room - len(found.spoken), 0)
    due = _due(actor, known, found)
    talks = _talks(actor, known, due[: left + len(resting)], resting, found.own)[:left]
    handed = handed_to(actor, found)
    order = _most_to_lose_first(known, talks, handed)[:left]
    kept = tuple(one for one in talks if one.tie.pk in order)
    more = max(len(due) - len(kept) - len(resting), 0)
    return Week(
        talks=kept,
        handed=tuple(one for one in handed if one.id in order),
        more_handed=tuple(one for one in handed if one.id not in order),
        order=order,
        away=tuple(_away(turn, found.own) for turn in rests),
        minutes=found.minutes,
        room=room,
        spoken=len(found.spoken),
        waiting=more,
    )


def _most_to_lose_first(
    known: Weekly, talks: Sequence[Talk], handed: Sequence[Handed]
) -> tuple[UUID, ...]:
    """Own contacts and those of others in one order: that of what would be lost."""
    if not handed:
        return tuple(one.tie.pk for one in talks)
    kept, network = known.kept, known.counted.network
    nodes = max(len(network.people), 1)
    ranks = np.empty(len(kept.lost.order), dtype=np.int64)
    ranks[kept.lost.order] = np.arange(len(ranks))
    rank_of = dict(zip((kept.first * nodes + kept.second).tolist(), ranks.tolist(), strict=True))

    def rank(one: UUID, other: UUID) -> int:
        low, high = sorted(network.number.get(key, nodes) for key in (one, other))
        return rank_of.get(low * nodes + high, len(ranks)) if high < nodes else len(ranks)

    listed = [(rank(one.first.id, one.second.id), one.tie.pk) for one in talks]
    listed += [(rank(*one.ends), one.id) for one in handed]
    return tuple(key for _rank, key in sorted(listed, key=lambda one: one[0]))


def month(actor: Actor, known: Weekly, found: Said) -> tuple[Talk, ...]:
    """Whom this actor speaks before the month is over, however much time there is."""
    today = timezone.localdate()
    ahead = monthrange(today.year, today.month)[1] - today.day
    resting = {turn.tie for turn in found.turns if _rests(actor, turn)}
    due = _due(actor, known, found, ahead)[: MOST + len(resting)]
    return _talks(actor, known, due, resting, found.own)[:MOST]


def _rests(actor: Actor, turn: SaidTurn) -> bool:
    """Whether the actor put a tie off, or handed it to somebody else."""
    is_later = turn.later_until is not None and turn.later_until > timezone.localdate()
    return turn.by == actor.membership_id and (turn.is_handed or is_later)


def _away(turn: SaidTurn, own: Sequence[UUID]) -> Away:
    """Who is away from the list: the other of the two when one is the reader."""
    others = tuple(name for key, name in turn.ends if key not in own)
    names = (turn.contact,) if turn.contact else others
    return Away(turn.id, names, None if turn.is_handed else turn.later_until, turn.handed_to)


def get_own_turn(actor: Actor, pk: UUID) -> Turn:
    """What the actor said about a contact: later, or somebody else."""
    turns = visible_turns(actor).filter(membership=actor.membership_id)
    return get_object_or_404(turns.select_related("tie__first", "tie__second"), pk=pk)


def get_handed(actor: Actor, pk: UUID) -> Turn:
    """A contact that was handed to the actor."""
    turns = visible_turns(actor).filter(handed_to__in=own_people(actor))
    return get_object_or_404(turns.select_related("contact", "tie__first", "tie__second"), pk=pk)


def could_take_over(actor: Actor, tie: Tie) -> QuerySet[Person]:
    """To whom a contact can be handed: whom the actor knows and who takes part, but for the two themselves.

    Whoever has no account has no list on which it would stand.
    """
    own = own_people(actor)
    accounts = member_list(actor).order_by().values("user__email")
    known = Person.objects.filter(
        partnership_id=actor.partnership_id, objected_on=None, email__in=accounts
    )
    ties = visible_ties(actor)
    knows = Q(pk__in=ties.filter(first__in=own).values("second"))
    knows |= Q(pk__in=ties.filter(second__in=own).values("first"))
    return known.filter(knows).exclude(pk__in=(tie.first_id, tie.second_id))


def _weekly(actor: Actor, setting: Setting) -> Weekly:
    known = counted(actor)
    return Weekly(known, _kept(known.network, setting))


def _kept(network: Network, setting: Setting) -> Kept:
    first, second, last = _pairs(network)
    today = timezone.localdate().toordinal()
    paused = pauses(setting.holidays)
    spoken = paused.silence(np.where(last > 0, last, today - NEVER_DAYS), today)
    domains = {pk: at for at, pk in enumerate(sorted({pk for pk in network.domains if pk}))}
    group_of = network.groups("domain", domains)
    nodes = len(network.people)
    ties = ties_between(nodes, first, second, spoken, group_of, len(domains))
    everybody = beats(network, setting.rhythms)
    ideal = np.array([beat.ideal for beat in everybody], dtype=np.int64)
    latest = np.array([beat.latest for beat in everybody], dtype=np.int64)
    shorter = np.where(ideal[first] <= ideal[second], first, second)
    return Kept(
        first=first,
        second=second,
        last=last,
        silence=spoken,
        ideal=ideal[shorter],
        latest=latest[shorter],
        beats=everybody,
        lost=what_would_be_lost(ties),
    )


def _pairs(network: Network) -> tuple[Numbers, Numbers, Numbers]:
    """Every two people who know each other once, and the last day on which they spoke or met."""
    nodes = max(len(network.people), 1)
    low = np.minimum(network.first, network.second)
    high = np.maximum(network.first, network.second)
    keys, place = np.unique(low * nodes + high, return_inverse=True)
    last = np.zeros(len(keys), dtype=np.int64)
    np.maximum.at(last, place, network.last)
    return keys // nodes, keys % nodes, last


def _due(actor: Actor, known: Weekly, found: Said, ahead: int = 0) -> list[int]:
    """The places of the ties that are due, most to lose first.

    A partner's are those of their own; an administrator's those with the key persons they keep.
    """
    kept = known.kept
    order = kept.lost.order
    if not actor.is_coordinator:
        order = order[own_ties(actor, known, found)[order]]
    due: list[int] = order[kept.is_due(ahead)[order]].tolist()
    return due


def own_ties(actor: Actor, known: Weekly, found: Said) -> Marks:
    """Which ties are the actor's own; an administrator's are those with the key persons they keep."""
    kept, network = known.kept, known.counted.network
    own = [network.number[key] for key in found.own if key in network.number]
    is_own: Marks = np.isin(kept.first, own) | np.isin(kept.second, own)
    if actor.role == "administrator":
        agreed = [network.number[key] for key in found.kept if key in network.number]
        is_own &= np.isin(kept.first, agreed) | np.isin(kept.second, agreed)
    return is_own


def talks_at(
    actor: Actor, known: Weekly, chosen: list[int], own: Sequence[UUID]
) -> tuple[Talk, ...]:
    """The talks at these places."""
    return _talks(actor, known, chosen, set(), own)


def _talks(
    actor: Actor, known: Weekly, chosen: list[int], resting: set[UUID], own: Sequence[UUID]
) -> tuple[Talk, ...]:
    """The talks at these places, but for those that rest."""
    ties = _ties(actor, known.counted.network, known.kept, chosen)
    listed = [at for at in chosen if at in ties and ties[at].pk not in resting]
    return tuple(_talk(known, at, ties[at], own) for at in listed)


def _ties(actor: Actor, network: Network, kept: Kept, chosen: list[int]) -> dict[int, Tie]:
    """The ties themselves; where two people have more than one, not that of their meetings."""
    at_of = {}
    for at in chosen:
        one, other = network.people[kept.first[at]].id, network.people[kept.second[at]].id
        at_of[min(one, other), max(one, other)] = at
    ends = {key for pair in at_of for key in pair}
    found: dict[int, Tie] = {}
    ties = visible_ties(actor).filter(first__in=ends, second__in=ends)
    for tie in ties.annotate(moment_rows=_moments()):
        place = at_of.get((tie.first_id, tie.second_id))
        if place is not None and (place not in found or tie.kind != TieKind.ATTENDANCE):
            found[place] = tie
    return found


def _moments() -> ArraySubquery:
    """The last moments of a tie, as far as a sentence needs them."""
    moments = ContactMoment.objects.filter(
        tie=OuterRef("pk"), partnership_id=OuterRef("partnership_id")
    )
    row = JSONObject(reason="reason", promise="promise", settled_on="settled_on")
    return ArraySubquery(moments.order_by("-happened_on", "-id").values(row=row)[:MOST])


def _talk(known: Weekly, at: int, tie: Tie, own: Sequence[UUID]) -> Talk:
    kept, network = known.kept, known.counted.network
    groups: dict[UUID | None, Group] = {one.pk: one for one in known.counted.report.groups}
    one, other = int(kept.first[at]), int(kept.second[at])
    ends = [network.people[one], network.people[other]]
    return Talk(
        tie=tie,
        first=ends[0],
        second=ends[1],
        first_domain=groups.get(network.domains[one]),
        second_domain=groups.get(network.domains[other]),
        last_on=day_of(int(kept.last[at])),
        silent_days=int(kept.silence[at]),
        beat=kept.beat(at),
        people=int(kept.lost.people[at]),
        carries=bool(kept.lost.weakness[at] > 0),
        moments=tuple(ContactMoment(**row) for row in tie.moment_rows),  # type: ignore[attr-defined]  # annotated above
        own=next((end.id for end in ends if end.id in own), None),
    )


def later_until() -> date:
    """Until when a contact that was put off stays off the list."""
    return timezone.localdate() + timedelta(days=LATER_DAYS)
