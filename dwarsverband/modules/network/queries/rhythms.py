"""How often one means to speak, and on which days no clock runs."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import numpy as np
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from numpy.typing import NDArray

from dwarsverband.foundation.access import Actor
from dwarsverband.modules.network.models import Holiday, Rhythm
from dwarsverband.modules.network.queries.people import sees_everybody, visible_people
from dwarsverband.modules.network.queries.reading import Network
from dwarsverband.modules.network.queries.said import Says

# What holds where nobody chose otherwise: every quarter, and half a year at the latest.
IDEAL_DAYS, LATEST_DAYS = 91, 182

Days = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Beat:
    """At best every so many days, and at the latest after so many."""

    ideal: int
    latest: int


USUAL = Beat(IDEAL_DAYS, LATEST_DAYS)


@dataclass(frozen=True, eq=False, slots=True)
class Pauses:
    """The days of holidays, as numbers in rising order, each once."""

    days: Days

    def within(self, since: Days, until: int) -> Days:
        """How many of them lie after each day and not after the last one."""
        end = np.searchsorted(self.days, until, side="right")
        return np.asarray(end - np.searchsorted(self.days, since, side="right"), dtype=np.int64)

    def silence(self, last: Days, today: int) -> Days:
        """For how many days nobody spoke, without the holidays."""
        passed: Days = np.maximum(today - last - self.within(last, today), 0)
        return passed


def visible_rhythms(actor: Actor) -> QuerySet[Rhythm]:
    """How often this network means to speak; about a person only for whoever sees them."""
    rhythms = Rhythm.objects.filter(partnership_id=actor.partnership_id)
    rhythms = rhythms.select_related("domain", "theme", "person").order_by(
        "person__sort_name", "theme__order", "domain__order", "id"
    )
    if sees_everybody(actor):
        return rhythms.filter(person__objected_on=None)
    return rhythms.filter(person=None) | rhythms.filter(person__in=visible_people(actor))


def get_rhythm(actor: Actor, pk: UUID) -> Rhythm:
    """One of them."""
    return get_object_or_404(visible_rhythms(actor), pk=pk)


def visible_holidays(actor: Actor) -> QuerySet[Holiday]:
    """The holidays of this network."""
    return Holiday.objects.filter(partnership_id=actor.partnership_id)


def get_holiday(actor: Actor, pk: UUID) -> Holiday:
    """One of them."""
    return get_object_or_404(visible_holidays(actor), pk=pk)


def pauses(holidays: Iterable[tuple[date, date]]) -> Pauses:
    """The days of some holidays, from the first to the last; where two overlap a day counts once."""
    days = {
        day for first, last in holidays for day in range(first.toordinal(), last.toordinal() + 1)
    }
    return Pauses(np.array(sorted(days), dtype=np.int64))


def beats(network: Network, rhythms: Iterable[Says]) -> tuple[Beat, ...]:
    """How often one means to speak each person, by the rhythm that says most about them.

    Of equals the shortest holds.
    """
    chosen = sorted(rhythms, key=lambda one: (*_marks(one), -one.ideal))
    found = []
    for at, person in enumerate(network.people):
        beat = USUAL
        for one in chosen:
            is_theirs = one.person in (None, person.id)
            is_theirs &= one.domain in (None, network.domains[at])
            if is_theirs and (one.theme is None or one.theme in network.where[at].themes):
                beat = Beat(one.ideal, one.latest)
        found.append(beat)
    return tuple(found)


def _marks(rhythm: Says) -> tuple[int, int]:
    """How much it says of whom it is for: a person before a group, two marks before one."""
    marks = [rhythm.person, rhythm.theme, rhythm.domain]
    return int(rhythm.person is not None), sum(mark is not None for mark in marks)
