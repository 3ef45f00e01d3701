"""Two years of the demo town: what was measured, who was introduced, who left."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

import numpy as np
from django.utils import timezone

from dwarsverband.foundation.access import Actor
from dwarsverband.modules.network.models import (
    Introduction,
    Measurement,
    Person,
    Withdrawal,
)
from dwarsverband.modules.network.queries.history import totals_of
from dwarsverband.modules.network.queries.introductions import Suggestion, suggested_introductions
from dwarsverband.modules.network.queries.reading import Network, read_network
from dwarsverband.modules.network.queries.silos import groups_of, report_on

if TYPE_CHECKING:
    from dwarsverband.modules.home.management.town import Town

MONTHS = 24
Status = Introduction.Status
# How long ago somebody was asked, and what came of it.
ASKED = (
    (251, Status.DECLINED),
    (240, Status.DECLINED),
    (170, Status.DECLINED),
    (122, Status.DECLINED),
    (33, Status.LATER),
    (19, Status.LATER),
    (12, Status.ACCEPTED),
    (6, Status.ASKED),
)
LEFT = ((410, "term"), (204, "request"), (61, "request"))
MET = 3


def add_history(actor: Actor, town: Town, people: Mapping[str, Person], basis: str) -> None:
    """Write down what a town of two years would have written down."""
    Measurement.objects.bulk_create(_measurements(actor, town, people))
    asked = [*_met(actor, town, people), *_asked(actor)]
    for introduction in asked:
        introduction.legal_basis = basis
    Introduction.objects.bulk_create(asked)
    Withdrawal.objects.bulk_create(
        Withdrawal(
            partnership_id=actor.partnership_id,
            withdrawn_on=timezone.localdate() - timedelta(days=days),
            reason=reason,
        )
        for days, reason in LEFT
    )


def _measurements(actor: Actor, town: Town, people: Mapping[str, Person]) -> Iterator[Measurement]:
    """The totals of the first day of each month, from the day on which each tie began."""
    began = {
        frozenset((people[one].pk, people[other].pk)): since
        for (one, other), (since, _l, _s) in town.ties.items()
    }
    network, groups = read_network(actor), groups_of(actor, "domain")
    first = timezone.localdate().replace(day=1)
    for _month in range(MONTHS):
        then = _as_it_was(network, began, first)
        totals = {**totals_of(report_on(groups, then)), "withdrawn_count": 0}
        yield Measurement(partnership_id=actor.partnership_id, measured_on=first, **totals)
        first = (first - timedelta(days=1)).replace(day=1)


def _as_it_was(network: Network, began: Mapping[frozenset[UUID], date], day: date) -> Network:
    """The ties that had begun on a day, and the people who had one."""
    keys = [person.id for person in network.people]
    ends = zip(network.first.tolist(), network.second.tolist(), strict=True)
    has_begun = np.array([_began(began, keys[one], keys[two]) <= day for one, two in ends])
    people = np.zeros(len(keys), dtype=bool)
    people[network.first[has_begun]] = people[network.second[has_begun]] = True
    return network.only(people, has_begun)


def _began(began: Mapping[frozenset[UUID], date], one: UUID, other: UUID) -> date:
    """When two people met; whoever only sat at the same meetings is left out."""
    return began.get(frozenset((one, other)), date.max)


def _met(actor: Actor, town: Town, people: Mapping[str, Person]) -> Iterator[Introduction]:
    """Some of the newest ties across domains came from an introduction."""
    domain = {person.name: person.domain for person in town.people}
    contacts: dict[str, set[str]] = {}
    for one, other in town.ties:
        contacts.setdefault(one, set()).add(other)
        contacts.setdefault(other, set()).add(one)
    newest = sorted(town.ties.items(), key=lambda tie: tie[1][0], reverse=True)
    crossing = [
        pair
        for pair, _told in newest
        if domain[pair[0]] != domain[pair[1]] and contacts[pair[0]] & contacts[pair[1]]
    ]
    for one, other in crossing[:MET]:
        since = town.ties[one, other][0]
        introducer = people[min(contacts[one] & contacts[other])]
        introduction = _introduction(
            actor, people[one].pk, people[other].pk, since - timedelta(days=16)
        )
        introduction.introducer = introducer
        introduction.status, introduction.met_on = Status.MET, since
        introduction.answered_on = since - timedelta(days=12)
        yield introduction


def _asked(actor: Actor) -> Iterator[Introduction]:
    """Others declined, wait, or will be introduced."""
    today = timezone.localdate()
    suggestions = suggested_introductions(actor, len(ASKED))
    for suggestion, (days, status) in zip(suggestions, ASKED, strict=False):
        asked_on = today - timedelta(days=days)
        introduction = _suggested(actor, suggestion, asked_on)
        introduction.status = status
        if status != Status.ASKED:
            introduction.answered_on = asked_on + timedelta(days=3)
        if status == Status.LATER:
            introduction.again_on = today + timedelta(days=days)
        yield introduction


def _suggested(actor: Actor, suggestion: Suggestion, asked_on: date) -> Introduction:
    ends = [
        (suggestion.first.id, suggestion.first_domain),
        (suggestion.second.id, suggestion.second_domain),
    ]
    (first, first_domain), (second, second_domain) = sorted(ends, key=lambda end: end[0])
    introduction = _introduction(actor, first, second, asked_on)
    introduction.first_domain, introduction.second_domain = first_domain, second_domain
    introduction.people_before = suggestion.people_before
    if suggestion.introducers:
        introduction.introducer_id = suggestion.introducers[0].id
    return introduction


def _introduction(actor: Actor, one: UUID, other: UUID, asked_on: date) -> Introduction:
    first, second = sorted((one, other))
    return Introduction(
        partnership_id=actor.partnership_id,
        first_id=first,
        second_id=second,
        people_before=1,
        asked_on=asked_on,
        source="introduction",
        ends_on=asked_on + timedelta(days=730),
    )
