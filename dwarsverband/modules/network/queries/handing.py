"""What a coordinator hands over for somebody: which contacts, and who could take them."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.accounts.models import Membership, Role
from dwarsverband.foundation.accounts.queries import member_list
from dwarsverband.modules.network.models import Agreement, Person, Tie
from dwarsverband.modules.network.queries.people import visible_ties

RECEIVERS = (Role.PARTNER, Role.COORDINATOR)


@dataclass(frozen=True, slots=True)
class Handing:
    """What came of it: how many contacts went to whom, and how many were known there already."""

    to: Person
    handed: int
    known: int


def could_receive(actor: Actor, member: Membership) -> QuerySet[Person]:
    """To whom contacts can be handed: whoever takes part, has a list and is in the network."""
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
