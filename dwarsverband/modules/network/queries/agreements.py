"""What an actor sees of key persons and of what was agreed with them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.accounts.models import Membership
from dwarsverband.foundation.accounts.queries import member_list
from dwarsverband.foundation.search.finding import find_keys, found_first
from dwarsverband.modules.network.models import Agreement, ContactMoment, Person
from dwarsverband.modules.network.queries.moments import recorded_moments
from dwarsverband.modules.network.queries.people import (
    kept_agreements,
    recorded_people,
    visible_people,
)

MOST_TOLD, SOON = 20, timedelta(days=30)
FORM = (
    *("keeper", "vice", "may_ask", "wont_ask", "reach", "reach_when"),
    *("agreed_on", "agreed_how", "ends_on", "version"),
)


@dataclass(frozen=True, slots=True)
class OwnContact:
    """What was agreed with somebody and when they were spoken, for their own page."""

    agreement: Agreement | None
    moments: Sequence[ContactMoment]


def visible_agreements(actor: Actor) -> QuerySet[Agreement]:
    """What was agreed with the key persons whom the actor sees, by family name."""
    agreements = Agreement.objects.filter(
        partnership_id=actor.partnership_id, person__in=visible_people(actor)
    )
    return agreements.select_related("person", "keeper", "vice")


def key_person_list(actor: Actor, wanted: str = "") -> QuerySet[Agreement]:
    """The same, or those that are found by what they may be asked, best first."""
    agreements = visible_agreements(actor)
    return found_first(agreements, find_keys(actor, "agreement", wanted)) if wanted else agreements


def get_agreement(actor: Actor, pk: UUID) -> Agreement:
    """One of them."""
    return get_object_or_404(visible_agreements(actor), pk=pk)


def agreements_ending(actor: Actor) -> QuerySet[Agreement]:
    """The agreements that the actor keeps and that end within a month, the first to end first."""
    soon = timezone.localdate() + SOON
    ending = visible_agreements(actor).filter(ends_on__lte=soon, pk__in=kept_agreements(actor))
    return ending.order_by("ends_on", "id")


def keepers_of(actor: Actor, person: Person) -> QuerySet[Membership]:
    """The members who keep an agreement with somebody, but for the actor; to be told when that person goes."""
    agreed = Agreement.objects.filter(partnership_id=actor.partnership_id, person=person)
    keys = {key for row in agreed.values_list("keeper", "vice") for key in row if key}
    members = member_list(actor).filter(pk__in=keys - {actor.membership_id})
    return members.select_related("user")


def agreements_past_term(actor: Actor) -> QuerySet[Agreement]:
    """What should have ended by now, of whoever objects too."""
    return Agreement.objects.filter(
        partnership_id=actor.partnership_id,
        person__in=recorded_people(actor),
        ends_on__lt=timezone.localdate(),
    )


def own_contact(actor: Actor, person: Person) -> OwnContact:
    """What somebody sees with their link: what was agreed, and when they were spoken."""
    agreement = None
    if person.__dict__.get("has_agreement", True):  # asked now when it was not read along
        kept = Agreement.objects.filter(partnership_id=actor.partnership_id, person=person)
        agreement = kept.select_related("keeper", "vice", "person").first()
    return OwnContact(agreement, list(recorded_moments(actor, person)[:MOST_TOLD]))


def has_agreement(actor: Actor, person: Person) -> bool:
    """Whether something was agreed with somebody already."""
    kept = Agreement.objects.filter(partnership_id=actor.partnership_id, person=person)
    return kept.exists()


def is_kept_by(actor: Actor, agreement: Agreement) -> bool:
    """Whether the actor is one of the two who keep an agreement."""
    own = actor.membership_id
    return actor.is_member and own in (agreement.keeper_id, agreement.vice_id)


def possible_keepers(actor: Actor) -> QuerySet[Membership]:
    """Who can keep an agreement: everybody who takes part, but for the privacy officer."""
    today = timezone.localdate()
    members = member_list(actor).filter(Q(ends_on=None) | Q(ends_on__gte=today))
    return members.exclude(role="privacy_officer")


def agreement_form(agreement: Agreement) -> dict[str, object]:
    """What the form about an agreement shows first."""
    told = {name: getattr(agreement, name) for name in FORM}
    return {**told, "languages": ", ".join(agreement.languages)}
