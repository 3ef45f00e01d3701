"""What the network says about itself, in words: silence, white spots, who hangs on one colleague."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from dwarsverband.foundation.access import Actor
from dwarsverband.modules.network.models import Tie
from dwarsverband.modules.network.queries.people import visible_ties
from dwarsverband.modules.network.queries.reading import Named, Network
from dwarsverband.modules.network.queries.silos import Group
from dwarsverband.modules.network.queries.upkeep import Weekly

YEAR, MOST = timedelta(days=365), 5


@dataclass(frozen=True, slots=True)
class OneColleague:
    """Somebody whom only one person outside their own organisation knows."""

    contact: Named
    colleague: Named


@dataclass(frozen=True, slots=True)
class WhiteSpot:
    """A neighbourhood in which some domains have nobody."""

    neighbourhood: str
    domains: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Signals:
    """All of them; each list has its own end, each count tells the rest."""

    silent: int
    due: int
    questions: int
    one_colleague: tuple[OneColleague, ...]
    one_colleague_count: int
    domains_without: tuple[Group, ...]
    themes_without: tuple[str, ...]
    white_spots: tuple[WhiteSpot, ...]
    nobody_new: tuple[Group, ...]

    @property
    def more_on_one_colleague(self) -> int:
        """How many of them are not named."""
        return self.one_colleague_count - len(self.one_colleague)


def signals(
    actor: Actor,
    known: Weekly,
    themes: Mapping[str, str],
    new: Iterable[UUID],
    questions: int,
) -> Signals | None:
    """The signals of the whole network, for whoever keeps it; nothing for others.

    `themes` are the names of the themes by their code, `new` whoever got a tie within a year,
    `questions` how many of theirs wait for an answer.
    """
    if not actor.is_coordinator:
        return None
    network, kept = known.counted.network, known.kept
    hanging = _one_colleague(network, known)
    numbers = {network.number[key] for key in new if key in network.number}
    met = {network.domains[at] for at in numbers}
    groups = known.counted.report.groups
    present = {domain for domain in network.domains if domain}
    return Signals(
        silent=int((kept.silence >= kept.latest).sum()),
        due=int((kept.silence >= kept.ideal).sum()),
        questions=questions,
        one_colleague=tuple(hanging[:MOST]),
        one_colleague_count=len(hanging),
        domains_without=domains_without(network, groups),
        themes_without=themes_without(network, themes),
        white_spots=white_spots(network, groups),
        nobody_new=tuple(one for one in groups if one.pk in present - met),
    )


def _one_colleague(network: Network, known: Weekly) -> list[OneColleague]:
    """By name; whoever has no organisation counts as on their own."""
    kept, places = known.kept, network.organisations
    outside: dict[int, list[int]] = {}
    for one, other in zip(kept.first.tolist(), kept.second.tolist(), strict=True):
        if places[one] is None or places[one] != places[other]:
            outside.setdefault(one, []).append(other)
            outside.setdefault(other, []).append(one)
    return [
        OneColleague(network.people[at], network.people[known_by[0]])
        for at, known_by in sorted(outside.items())
        if len(known_by) == 1
    ]


def white_spots(network: Network, groups: tuple[Group, ...]) -> tuple[WhiteSpot, ...]:
    """Neighbourhoods where most domains have somebody and some have nobody."""
    there: dict[str, set[UUID | None]] = {}
    for domain, where in zip(network.domains, network.where, strict=True):
        for name in where.neighbourhoods:
            there.setdefault(name, set()).add(domain)
    spots = (
        WhiteSpot(name, tuple(one for one in groups if one.pk not in there[name]))
        for name in sorted(there)
    )
    return tuple(spot for spot in spots if spot.domains)


def domains_without(network: Network, groups: tuple[Group, ...]) -> tuple[Group, ...]:
    """The domains of which nobody is known."""
    present = {domain for domain in network.domains if domain}
    return tuple(one for one in groups if one.pk not in present)


def themes_without(network: Network, themes: Mapping[str, str]) -> tuple[str, ...]:
    """The names of the themes on which nobody works, as far as is known."""
    worked_on = {theme for where in network.where for theme in where.themes}
    return tuple(name for code, name in themes.items() if code not in worked_on)


def newcomers(actor: Actor) -> QuerySet[Tie]:
    """The ties that began within a year."""
    since = timezone.localdate() - YEAR
    return visible_ties(actor).filter(since_on__gte=since)
