"""What a keeper hands over when their work changes: contacts, agreements and promises, on paper."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q
from django.http import Http404

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.accounts.models import Membership
from dwarsverband.foundation.accounts.queries import get_member
from dwarsverband.modules.network.models import Agreement, ContactMoment, Person
from dwarsverband.modules.network.queries.agreements import visible_agreements
from dwarsverband.modules.network.queries.moments import waiting_moments
from dwarsverband.modules.network.queries.people import Known, as_known, visible_ties


@dataclass(frozen=True, slots=True)
class Handover:
    """Everything that one member keeps: whom they know, what was agreed, what was promised."""

    member: Membership
    contacts: tuple[Known, ...]
    agreements: tuple[Agreement, ...]
    promises: tuple[ContactMoment, ...]


def handover(actor: Actor, pk: UUID) -> Handover:
    """The sheet of the actor, or of anybody for the coordinator; nothing for others."""
    if not (actor.is_coordinator or (actor.is_member and pk == actor.membership_id)):
        raise Http404
    member = get_member(actor, pk)
    people = Person.objects.filter(
        partnership_id=actor.partnership_id, objected_on=None, email=member.user.email
    )
    ties = visible_ties(actor)
    contacts = [
        known
        for person in people
        for known in as_known(person, ties.filter(Q(first=person) | Q(second=person)))
    ]
    kept = visible_agreements(actor).filter(Q(keeper=member) | Q(vice=member))
    owed = Q(keeper__in=people) | Q(recorded_by=member)
    promises = waiting_moments(actor).filter(owed)
    return Handover(member, tuple(contacts), tuple(kept), tuple(promises))
