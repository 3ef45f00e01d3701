"""What an actor sees of the times that people spoke."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from dwarsverband.foundation.access import Actor
from dwarsverband.modules.network.models import Agreement, ContactMoment, Person, Tie
from dwarsverband.modules.network.queries.people import (
    Known,
    keeper_keys,
    own_people,
    sees_everybody,
    visible_ties,
)

MOST_TOLD = 20


@dataclass(frozen=True, slots=True)
class Told:
    """A moment as one reader may know it: what only its keepers see is empty for others."""

    moment: ContactMoment
    first: Person
    second: Person
    is_keeper: bool

    @property
    def initiator(self) -> str:
        """Who looked for the other, by name; nothing when that was not said."""
        if not self.moment.initiative:
            return ""
        is_keeper = self.moment.initiative == ContactMoment.Initiative.US
        is_first = (self.moment.keeper_id == self.first.pk) == is_keeper
        return (self.first if is_first else self.second).name

    @property
    def note(self) -> str:
        """The note, for whoever keeps this contact."""
        return self.moment.note if self.is_keeper else ""

    @property
    def minutes(self) -> int | None:
        """How long it took, for whoever keeps this contact."""
        return self.moment.minutes or None if self.is_keeper else None


def visible_moments(actor: Actor) -> QuerySet[ContactMoment]:
    """The moments of the ties that the actor sees."""
    moments = ContactMoment.objects.filter(
        partnership_id=actor.partnership_id,
        tie__first__objected_on=None,
        tie__second__objected_on=None,
    )
    return moments if sees_everybody(actor) else moments.filter(tie__in=visible_ties(actor))


def get_moment(actor: Actor, pk: UUID) -> ContactMoment:
    """One visible moment."""
    moments = visible_moments(actor).select_related("tie__first", "tie__second")
    return get_object_or_404(moments, pk=pk)


def moments_of(actor: Actor, person: Person) -> list[Told]:
    """The last times that somebody was spoken, as far as the actor may know it."""
    of_person = Q(tie__first=person) | Q(tie__second=person)
    return told(actor, visible_moments(actor).filter(of_person), keeper_keys(actor))


@dataclass(frozen=True, slots=True)
class Contact:
    """When somebody was spoken, the reader's own tie with them and what was agreed, if anything."""

    moments: tuple[Told, ...]
    agreement: Agreement | None
    own_tie: Tie | None
    today: str
    may_begin: bool


def contact_with(actor: Actor, person: Person, ties: Iterable[Known]) -> Contact:
    """What the page of a person tells of contact with them."""
    own = set(keeper_keys(actor))
    tie = next((one.tie for one in ties if one.other.pk in own), None)
    agreed = Agreement.objects.filter(partnership_id=actor.partnership_id, person=person)
    return Contact(
        moments=tuple(moments_of(actor, person)),
        agreement=agreed.select_related("keeper", "vice").first(),
        own_tie=tie,
        today=timezone.localdate().isoformat(),
        may_begin=actor.is_coordinator and bool(own) and person.pk not in own,
    )


def recorded_moments(actor: Actor, person: Person) -> QuerySet[ContactMoment]:
    """Everything that is kept of the times that somebody was spoken, for their own file."""
    return ContactMoment.objects.filter(
        Q(tie__first=person, tie__second__objected_on=None)
        | Q(tie__second=person, tie__first__objected_on=None)
        | Q(keeper=person, tie__first__objected_on=None, tie__second__objected_on=None),
        partnership_id=actor.partnership_id,
    ).select_related("tie__first", "tie__second")


def moments_between(actor: Actor, tie: Tie) -> list[Told]:
    """The last times that two people spoke."""
    return told(actor, visible_moments(actor).filter(tie=tie), keeper_keys(actor))


def told(actor: Actor, moments: QuerySet[ContactMoment], own: Collection[UUID]) -> list[Told]:
    """The last of some moments as the actor, who is these people, may know them."""
    return as_told(actor, moments.select_related("tie__first", "tie__second")[:MOST_TOLD], own)


def as_told(actor: Actor, moments: Iterable[ContactMoment], own: Collection[UUID]) -> list[Told]:
    """The same, of moments that were read."""
    return [
        Told(one, one.tie.first, one.tie.second, is_keeper=keeps(actor, one, own))
        for one in moments
    ]


def keeps(actor: Actor, moment: ContactMoment, own: Collection[UUID]) -> bool:
    """Whether a moment is one of the actor's own: they keep the contact, or wrote it down."""
    is_writer = moment.recorded_by_id is not None and moment.recorded_by_id == actor.membership_id
    return is_writer or moment.keeper_id in own


def is_keeper_of(actor: Actor, moment: ContactMoment) -> bool:
    """The same, for one of them."""
    return keeps(actor, moment, keeper_keys(actor))


def own_side(actor: Actor, tie: Tie) -> UUID:
    """Who keeps a contact when the actor writes it down: the actor, or else the first of the two."""
    own = set(keeper_keys(actor))
    return tie.second_id if tie.second_id in own else tie.first_id


def sides(actor: Actor, tie: Tie) -> tuple[Person, Person]:
    """The two of a tie: first who keeps it when the actor writes something down."""
    is_second = own_side(actor, tie) == tie.second_id
    return (tie.second, tie.first) if is_second else (tie.first, tie.second)


def waiting_moments(actor: Actor) -> QuerySet[ContactMoment]:
    """What was promised or asked and is not done yet, the oldest first."""
    owed = ~Q(promise="") | Q(reason=ContactMoment.Reason.THEIR_QUESTION)
    moments = visible_moments(actor).filter(owed, settled_on=None)
    return moments.select_related("tie__first", "tie__second").order_by("happened_on", "id")


def own_promises(actor: Actor) -> QuerySet[ContactMoment]:
    """What was promised or asked where the actor keeps the contact, or wrote it down."""
    is_own = Q(keeper__in=own_people(actor)) | Q(recorded_by=actor.membership_id)
    return waiting_moments(actor).filter(is_own)


def moments_past_term(actor: Actor) -> QuerySet[ContactMoment]:
    """What should have been destroyed by now."""
    return ContactMoment.objects.filter(
        partnership_id=actor.partnership_id, ends_on__lt=timezone.localdate()
    )
