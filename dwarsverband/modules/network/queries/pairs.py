"""Two groups and everything between them, as far as an actor may see it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.http import Http404

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.accounts.models import Domain
from dwarsverband.foundation.accounts.queries import visible_domains
from dwarsverband.modules.network.models import Tie
from dwarsverband.modules.network.queries.introductions import Suggestion, suggestions_on
from dwarsverband.modules.network.queries.people import sees_everybody, visible_ties
from dwarsverband.modules.network.queries.silos import (
    Group,
    Named,
    Network,
    Pair,
    groups_of,
    read_network,
    report_on,
)

STRONG, MOST_SUGGESTED = 3, 3


@dataclass(frozen=True, slots=True)
class Crossing:
    """One tie between two groups, the person of the first group first."""

    tie: Tie
    first: Named
    second: Named


@dataclass(frozen=True, slots=True)
class PairDetail:
    """A pair of groups, how many people each holds, and the ties that the actor sees."""

    pair: Pair
    first_count: int
    second_count: int
    crossings: tuple[Crossing, ...]
    suggestions: tuple[Suggestion, ...]

    @property
    def per(self) -> str:
        """Whether the two are domains or organisations."""
        return "domain" if isinstance(self.pair.first, Domain) else "organisation"


def get_pair(actor: Actor, first: UUID, second: UUID) -> PairDetail:
    """One pair of domains or of organisations; what is too small to show is not there."""
    wanted = {first, second}
    domains = [domain for domain in visible_domains(actor) if domain.pk in wanted]
    per = "domain" if domains else "organisation"
    groups: list[Group] = [*domains] or [
        group for group in groups_of(actor, per) if group.pk in wanted
    ]
    if len(groups) != 2:
        raise Http404
    network = read_network(actor, per)
    report = report_on(actor, groups, network)
    pair = report.pairs[0]
    if pair.is_hidden:
        raise Http404
    crossings = tuple(_crossings(actor, network, groups[0], groups[1]))
    suggestions: tuple[Suggestion, ...] = ()
    if sees_everybody(actor) and len(domains) == 2 and pair.needed < STRONG:
        suggestions = tuple(suggestions_on(actor, domains, network, MOST_SUGGESTED))
    return PairDetail(pair, report.sizes[0], report.sizes[1], crossings, suggestions)


def _crossings(actor: Actor, network: Network, first: Group, second: Group) -> Iterator[Crossing]:
    """The visible ties between two groups, the longest silence first; unknown is longest."""
    own = {
        group: [key for key, place in network.group_of.items() if place == group]
        for group in (first.pk, second.pk)
    }
    between = Q(first__in=own[first.pk], second__in=own[second.pk]) | Q(
        first__in=own[second.pk], second__in=own[first.pk]
    )
    ties = visible_ties(actor).filter(between)
    for tie in sorted(ties, key=lambda tie: tie.last_contact_on or date.min):
        one, other = network.people[tie.first_id], network.people[tie.second_id]
        is_turned = network.group_of[tie.first_id] == second.pk
        yield Crossing(tie, other, one) if is_turned else Crossing(tie, one, other)
