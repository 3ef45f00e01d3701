"""Two groups and everything between them, as far as an actor may see it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import numpy as np
from django.http import Http404

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.accounts.models import Domain
from dwarsverband.foundation.accounts.queries import visible_domains
from dwarsverband.modules.network.models import Tie
from dwarsverband.modules.network.queries.filters import EVERYTHING, Filter, filtered
from dwarsverband.modules.network.queries.introductions import Suggestion, suggestions_on
from dwarsverband.modules.network.queries.people import sees_everybody, visible_ties
from dwarsverband.modules.network.queries.reading import Named, Network, read_network
from dwarsverband.modules.network.queries.silos import (
    Group,
    Pair,
    groups_of,
    hide_small,
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
    filter: Filter = EVERYTHING

    @property
    def per(self) -> str:
        """Whether the two are domains or organisations."""
        return "domain" if isinstance(self.pair.first, Domain) else "organisation"


def get_pair(actor: Actor, first: UUID, second: UUID, wanted: Filter = EVERYTHING) -> PairDetail:
    """One pair of domains or of organisations; what is too small to show is not there.

    Others than whoever sees everybody have domains only, and everything between them: see
    `silo_report`.
    """
    keys, is_whole = {first, second}, sees_everybody(actor)
    domains = [domain for domain in visible_domains(actor) if domain.pk in keys]
    per = "domain" if domains else "organisation"
    groups: list[Group] = [*domains] or [
        group for group in groups_of(actor, per) if group.pk in keys
    ]
    if len(groups) != 2 or not (domains or is_whole):
        raise Http404
    network = filtered(read_network(actor), wanted if is_whole else EVERYTHING)
    report = report_on(groups, network, per)
    report = report if is_whole else hide_small(report)
    pair = report.pairs[0]
    if pair.is_hidden:
        raise Http404
    suggestions: tuple[Suggestion, ...] = ()
    if is_whole and len(domains) == 2 and pair.needed < STRONG:
        suggestions = tuple(suggestions_on(actor, domains, read_network(actor), MOST_SUGGESTED))
    return PairDetail(
        pair,
        report.sizes[0],
        report.sizes[1],
        tuple(_crossings(actor, network, groups, per)),
        suggestions,
        wanted,
    )


def _crossings(actor: Actor, network: Network, groups: list[Group], per: str) -> Iterator[Crossing]:
    """The visible ties between two groups, the longest silence first; unknown is longest."""
    group_of = network.groups(per, {group.pk: at for at, group in enumerate(groups)})
    ends = group_of[network.first] + group_of[network.second]
    between = np.flatnonzero((ends == 1) & (group_of[network.first] < 2))
    people, number = network.people, network.number
    counted = {
        (people[one].id, people[other].id)
        for one, other in zip(
            network.first[between].tolist(), network.second[between].tolist(), strict=True
        )
    }
    first, second = ({pair[end] for pair in counted} for end in (0, 1))
    ties = visible_ties(actor).filter(first__in=first, second__in=second)
    for tie in sorted(ties, key=lambda tie: tie.last_contact_on or date.min):
        if (tie.first_id, tie.second_id) in counted:
            one, other = number[tie.first_id], number[tie.second_id]
            if group_of[one] > group_of[other]:
                one, other = other, one
            yield Crossing(tie, people[one], people[other])
