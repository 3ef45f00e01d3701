"""Time for contact is work: what it cost and what it kept alive, never per person."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import NamedTuple
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from dwarsverband.foundation.access import Actor
from dwarsverband.modules.network.models import ContactMoment
from dwarsverband.modules.network.queries.upkeep import Weekly

DAYS, FEWEST_KEEPERS = 365, 3


@dataclass(slots=True)
class Spent:
    """What contact with one group took in a year, and how many ties it kept alive."""

    name: str
    minutes: int = 0
    conversations: int = 0
    ties: set[UUID] = field(default_factory=set)
    keepers: set[UUID] = field(default_factory=set)

    @property
    def tie_count(self) -> int:
        """How many ties somebody spoke on."""
        return len(self.ties)

    @property
    def hours(self) -> int:
        """In whole hours, rounded."""
        return round(self.minutes / 60)


@dataclass(frozen=True, slots=True)
class TimeSpent:
    """The same time three times: by the domain, the themes and the organisation."""

    total: Spent
    domains: tuple[Spent, ...]
    themes: tuple[Spent, ...]
    organisations: tuple[Spent, ...]


class Row(NamedTuple):
    """A moment as far as it is added up."""

    tie: UUID
    first: UUID
    second: UUID
    keeper: UUID
    minutes: int
    writer: UUID | None

    @property
    def other(self) -> UUID:
        """Whom the keeper spoke."""
        return self.first if self.second == self.keeper else self.second


def spent_rows(actor: Actor) -> list[Row]:
    """What everybody wrote down in a year, to be added up."""
    since = timezone.localdate() - timedelta(days=DAYS)
    moments = ContactMoment.objects.filter(
        partnership_id=actor.partnership_id,
        happened_on__gte=since,
        tie__first__objected_on=None,
        tie__second__objected_on=None,
    )
    names = ("tie", "tie__first", "tie__second", "keeper", "minutes", "recorded_by")
    return [Row(*row) for row in moments.order_by().values_list(*names)]


def own_time(actor: Actor, rows: Iterable[Row], own: Collection[UUID]) -> Spent:
    """What contact took of the actor alone, for the actor alone."""
    spent = Spent(actor.name)
    for row in rows:
        if row.keeper in own or (row.writer and row.writer == actor.membership_id):
            _add(spent, row)
    return spent


def time_spent(
    actor: Actor, known: Weekly, rows: Iterable[Row], themes: Mapping[str, str]
) -> TimeSpent | None:
    """What a year of contact cost and kept alive; nothing of fewer than three keepers."""
    network = known.counted.network
    domains: dict[UUID | None, str] = {one.pk: one.name for one in known.counted.report.groups}
    total = Spent(_("Everything together"))
    groups: tuple[dict[str, Spent], ...] = ({}, {}, {})
    for row in rows:
        at, own = network.number.get(row.other), network.number.get(row.keeper)
        if at is None or own is None:
            continue
        _add(total, row)
        told = (
            [domains.get(network.domains[at], "")],
            [themes.get(code, "") for code in network.where[at].themes],
            [network.people[own].organisation],
        )
        for group, wanted in zip(groups, told, strict=True):
            for name in wanted:
                _add(group.setdefault(name, Spent(name)), row)
    if len(total.keepers) < FEWEST_KEEPERS:
        return None
    return TimeSpent(total, *(_shown(group.values()) for group in groups))


def _add(spent: Spent, row: Row) -> None:
    spent.minutes += row.minutes
    spent.conversations += 1
    spent.ties.add(row.tie)
    spent.keepers.add(row.keeper)


def _shown(groups: Iterable[Spent]) -> tuple[Spent, ...]:
    """By name; what fewer than three keepers did, or belongs nowhere, is taken together.

    Where that would still be too few, the smallest of the others joins: else the rest of the total
    would tell it.
    """
    whole = sorted(groups, key=lambda one: (bool(one.name), len(one.keepers), one.name))
    rest, named = Spent(_("Elsewhere, taken together")), []
    for one in whole:
        is_few = not one.name or len(one.keepers) < FEWEST_KEEPERS
        if is_few or 0 < len(rest.keepers) < FEWEST_KEEPERS:
            _join(rest, one)
        else:
            named.append(one)
    named.sort(key=lambda one: one.name)
    return (*named, rest) if len(rest.keepers) >= FEWEST_KEEPERS else tuple(named)


def _join(rest: Spent, one: Spent) -> None:
    rest.minutes += one.minutes
    rest.conversations += one.conversations
    rest.ties |= one.ties
    rest.keepers |= one.keepers
