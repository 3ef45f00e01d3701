"""What a coordinator hands over for somebody: which contacts, and who could take them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.accounts.models import Membership, Role
from dwarsverband.foundation.accounts.queries import member_list
from dwarsverband.modules.network.models import Agreement, Person, Tie, Turn
from dwarsverband.modules.network.queries.people import sees_everybody, visible_ties

RECEIVERS = (Role.PARTNER, Role.COORDINATOR)


@dataclass(frozen=True, slots=True)
class Handing:
    """What came of it: how many contacts went to whom, and how many were known there already."""

    to: Person
    handed: int
    known: int


@dataclass(frozen=True, slots=True)
class Plan:
    """What would go over: each tie with whom it is, who they are, and how many the receiver knows already."""

    new: tuple[tuple[Tie, UUID], ...]
    known: int
    names: tuple[str, ...]


def plan(actor: Actor, member: Membership, to: Person, contacts: Collection[Person] | None) -> Plan:
    """What would go over of these contacts, or of all; whom the receiver knows stays where it is."""
    ties = ties_of_member(actor, member)
    if contacts is not None:
        wanted = {person.pk for person in contacts}
        ties = [(tie, other) for tie, other in ties if other in wanted]
    known = knows(actor, to) | {to.pk}
    new = tuple((tie, other) for tie, other in ties if other not in known)
    people = Person.objects.filter(
        partnership_id=actor.partnership_id, pk__in=[other for _tie, other in new]
    )
    return Plan(new, len(ties) - len(new), tuple(people.values_list("name", flat=True)))


def turns_handed(actor: Actor, ties: Collection[UUID]) -> QuerySet[Turn]:
    """What was handed over of these ties, the latest last; whether or not it was taken over."""
    turns = Turn.objects.filter(partnership_id=actor.partnership_id, tie__in=ties)
    handed = turns.filter(handed_to__isnull=False, handed_to__objected_on=None)
    return handed.select_related("handed_to").order_by("handed_on", "id")


def turns_past_term(actor: Actor) -> QuerySet[Turn]:
    """What was taken over so long ago that it need not be known any longer."""
    year_ago = timezone.localdate() - timedelta(days=365)
    return Turn.objects.filter(partnership_id=actor.partnership_id, taken_on__lt=year_ago)


def could_receive(actor: Actor, member: Membership) -> QuerySet[Person]:
    """To whom contacts can be handed: whoever takes part, has a list and is in the network.

    Who takes part is no news for whoever may not hand over.
    """
    if not sees_everybody(actor):
        return Person.objects.none()
    members = member_list(actor).filter(role__in=RECEIVERS).exclude(pk=member.pk)
    emails = members.order_by().values("user__email")
    people = Person.objects.filter(
        partnership_id=actor.partnership_id, objected_on=None, email__in=emails
    )
    return people.exclude(email=member.user.email)


def people_of(actor: Actor, member: Membership) -> set[UUID]:
    """Whom of the network a member is, by the address of the account."""
    people = Person.objects.filter(partnership_id=actor.partnership_id, email=member.user.email)
    return set(people.values_list("pk", flat=True))


def ties_of_member(actor: Actor, member: Membership) -> list[tuple[Tie, UUID]]:
    """Each tie of a member with whom it is, one for every contact; key persons choose their own keeper."""
    own = people_of(actor, member)
    agreed = Agreement.objects.filter(partnership_id=actor.partnership_id)
    apart = own | set(agreed.values_list("person", flat=True))
    ties = visible_ties(actor).filter(Q(first__in=own) | Q(second__in=own))
    found: dict[UUID, Tie] = {}
    for tie in ties:
        other = tie.second_id if tie.first_id in own else tie.first_id
        if other not in apart:
            found.setdefault(other, tie)
    return [(tie, other) for other, tie in found.items()]


def contact_choices(actor: Actor, member: Membership) -> QuerySet[Person]:
    """The contacts of a member, by name."""
    keys = [other for _tie, other in ties_of_member(actor, member)]
    return Person.objects.filter(partnership_id=actor.partnership_id, pk__in=keys)


def knows(actor: Actor, person: Person) -> set[UUID]:
    """Whom somebody knows already."""
    ties = visible_ties(actor)
    return {
        *ties.filter(first=person).values_list("second_id", flat=True),
        *ties.filter(second=person).values_list("first_id", flat=True),
    }
