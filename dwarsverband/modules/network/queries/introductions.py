"""Whom to introduce to whom, who can do it, and how the earlier ones went."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

import numpy as np
from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from dwarsverband.analysis.networks.introductions import Introduction as Found
from dwarsverband.analysis.networks.introductions import introductions
from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.access.remembered import remembered
from dwarsverband.foundation.accounts.models import Domain
from dwarsverband.foundation.accounts.queries import visible_domains, visible_members
from dwarsverband.foundation.links import links
from dwarsverband.modules.network.models import Introduction, Person
from dwarsverband.modules.network.queries.people import own_people, sees_everybody
from dwarsverband.modules.network.queries.reading import Named, Network, read_network
from dwarsverband.modules.network.queries.silos import full_report

REST_DAYS, ANSWER_DAYS = 365, 30
MOST_SUGGESTED = 6
PURPOSE = "introduction"
Status = Introduction.Status
OPEN = (Status.ASKED, Status.LATER, Status.ACCEPTED)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Two people of two domains who could meet, who knows both, and what it would change.

    `people_before` and `people_after` are the fewest people whose absence cuts the two domains, now
    and when these two alone have met.
    """

    first: Named
    second: Named
    first_domain: Domain
    second_domain: Domain
    introducers: tuple[Named, ...]
    people_before: int
    people_after: int

    @property
    def key(self) -> str:
        """The two numbers, as a form carries them."""
        return f"{self.first.id}.{self.second.id}"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many weak places were repaired by introductions since a day, of how many tried."""

    since: date
    tried: int
    repaired: int


def suggested_introductions(
    actor: Actor, most: int = MOST_SUGGESTED, between: frozenset[UUID] = frozenset()
) -> list[Suggestion]:
    """The introductions that repair most, the weakest pair of domains first; or those of one pair."""
    if not sees_everybody(actor):
        return []
    return remembered(
        actor, ("suggestions", most, between), lambda: _suggested(actor, most, between)
    )


def _suggested(actor: Actor, most: int, between: frozenset[UUID]) -> list[Suggestion]:
    domains = [domain for domain in visible_domains(actor) if not between or domain.pk in between]
    return list(suggestions_on(actor, domains, read_network(actor), most))


def asked(actor: Actor, typed: Mapping[str, str]) -> tuple[Suggestion, Person | None]:
    """The suggestion that a page sent back, and who would introduce the two."""
    pair = typed.get("pair", "")
    suggestion = next(
        (one for one in suggested_introductions(actor) if one.key == pair), None
    ) or next(
        (
            one
            for one in suggested_introductions(actor, between=_domains_of(actor, pair))
            if one.key == pair
        ),
        None,
    )
    if suggestion is None:
        raise Http404
    known = {str(person.id) for person in suggestion.introducers}
    wanted = typed.get("introducer", "")
    if not wanted:
        return suggestion, None
    if wanted not in known:
        raise Http404
    return suggestion, Person.objects.get(partnership_id=actor.partnership_id, pk=wanted)


def introduction_of_link(actor: Actor, secret: str) -> Introduction:
    """The introduction that a link from a mail is about."""
    link = links.get(actor, secret, PURPOSE)
    if link is None or link.subject is None:
        raise Http404
    return get_introduction(actor, link.subject)


def asker(actor: Actor, secret: str) -> str:
    """The name of whoever sent a link from a mail; empty when nobody did, or they left."""
    sender = links.matching(actor, secret, PURPOSE).values("made_by")
    name: str | None = (
        visible_members(actor).filter(pk__in=sender).values_list("name", flat=True).first()
    )
    return name or ""


def holds_question_of(actor: Actor, introduction: Introduction) -> bool:
    """Whether the actor came in with the link that asks about this introduction."""
    if actor.kind != "link" or actor.membership_id is None:
        return False
    own = links.pending(actor, PURPOSE).filter(pk=actor.membership_id, subject=introduction.pk)
    return own.exists()


def introductions_to_ask_again(actor: Actor) -> QuerySet[Introduction]:
    """The introductions about which somebody said: ask me later, as far as later has come."""
    waiting = visible_introductions(actor).filter(
        status=Status.LATER, again_on__lte=timezone.localdate(), introducer__isnull=False
    )
    return waiting.exclude(introducer__email="").order_by("again_on", "id")


def visible_introductions(actor: Actor) -> QuerySet[Introduction]:
    """Introductions that were asked for, for whoever sees everybody; a link shows its own.

    A partner sees those for which they were asked themselves.
    """
    found = Introduction.objects.filter(
        Q(introducer=None) | Q(introducer__objected_on=None),
        partnership_id=actor.partnership_id,
        first__objected_on=None,
        second__objected_on=None,
    )
    found = found.select_related("first", "second", "introducer", "first_domain", "second_domain")
    if actor.role == "partner":
        return found.filter(introducer__in=own_people(actor))
    return found if sees_everybody(actor) or actor.kind == "link" else found.none()


def open_introductions(actor: Actor) -> QuerySet[Introduction]:
    """The introductions of which the end is not known yet, the oldest first."""
    return visible_introductions(actor).filter(status__in=OPEN).order_by("asked_on", "id")


def get_introduction(actor: Actor, pk: UUID) -> Introduction:
    """One visible introduction."""
    return get_object_or_404(visible_introductions(actor), pk=pk)


def outcome(actor: Actor) -> Outcome:
    """What came of introductions in the last year."""
    since = timezone.localdate() - timedelta(days=REST_DAYS)
    found = visible_introductions(actor).filter(asked_on__gte=since)
    first = found.order_by("asked_on").first()
    return Outcome(
        since=first.asked_on if first else since,
        tried=found.count(),
        repaired=found.filter(status=Status.MET).count(),
    )


def suggestions_on(
    actor: Actor, domains: list[Domain], network: Network, most: int
) -> Iterator[Suggestion]:
    """The introductions between these domains that repair most, on what was read.

    Whoever carries more than one bridge already is spared when another is nearly as good.
    """
    # Whoever belongs to no domain of the question can still introduce others.
    group_of = network.groups("domain", {domain.pk: at for at, domain in enumerate(domains)})
    resting = [network.number[key] for key in _resting(actor) if key in network.number]
    burdened = [network.number[load.person.id] for load in full_report(actor).loads]
    outside = np.flatnonzero(group_of == len(domains))
    found = introductions(
        network.graph,
        group_of,
        len(domains) + 1,
        count=most,
        resting=np.concatenate([np.array(resting, dtype=np.int64), outside]),
        burdened=burdened,
    )
    for one in found:
        yield _suggestion(one, domains, network.people)


def _suggestion(found: Found, domains: list[Domain], people: Sequence[Named]) -> Suggestion:
    return Suggestion(
        first=people[found.first],
        second=people[found.second],
        first_domain=domains[found.groups[0]],
        second_domain=domains[found.groups[1]],
        introducers=tuple(people[node] for node in found.via),
        people_before=found.people_before,
        people_after=found.people_after,
    )


def _resting(actor: Actor) -> set[UUID]:
    """Whoever was in an introduction that is under way, or declined within a year."""
    since = timezone.localdate() - timedelta(days=REST_DAYS)
    busy = Q(status__in=OPEN) | Q(status=Status.DECLINED, answered_on__gte=since)
    rows = visible_introductions(actor).filter(busy).values_list("first_id", "second_id")
    return {key for row in rows for key in row}


def _domains_of(actor: Actor, key: str) -> frozenset[UUID]:
    """The domains in which two people work."""
    try:
        wanted = [UUID(part) for part in key.split(".")]
    except ValueError:
        return frozenset()
    people = Person.objects.filter(partnership_id=actor.partnership_id, pk__in=wanted)
    rows = people.values_list("positions__domain_id", "positions__organisation__domain_id")
    return frozenset(domain or usual for domain, usual in rows if domain or usual)
