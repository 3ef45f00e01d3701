"""What a keeper hands over when their work changes: contacts, agreements and promises, on paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.http import Http404

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.accounts.models import Membership
from dwarsverband.foundation.accounts.queries import get_member
from dwarsverband.foundation.accounts.tasks import Task, tasks_of
from dwarsverband.modules.network.models import Agreement, ContactMoment, Person, Tie, TieKind, Turn
from dwarsverband.modules.network.queries.agreements import visible_agreements
from dwarsverband.modules.network.queries.handing import turns_handed
from dwarsverband.modules.network.queries.moments import waiting_moments
from dwarsverband.modules.network.queries.people import Known, as_known, visible_ties


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody whom a member knows, once, however many ties there are, and to whom that went."""

    known: Known
    kinds: tuple[str, ...]
    last_contact_on: date | None
    is_estimate: bool
    turn: Turn | None

    @property
    def name(self) -> str:
        """Who it is."""
        return self.known.other.name

    @property
    def how(self) -> str:
        """How they know each other, in words."""
        return ", ".join(str(TieKind(kind).label) for kind in self.kinds)

    @property
    def handed_to(self) -> str:
        """Who speaks them from now on; nobody when it was not handed over."""
        return self.turn.handed_to.name if self.turn and self.turn.handed_to else ""

    @property
    def handed_on(self) -> date | None:
        """Since when."""
        return self.turn.handed_on if self.turn else None

    @property
    def taken_on(self) -> date | None:
        """When they first spoke."""
        return self.turn.taken_on if self.turn else None


@dataclass(frozen=True, slots=True)
class Handover:
    """Everything that one member keeps: whom they know, what was agreed, what was promised."""

    member: Membership
    contacts: tuple[Contact, ...]
    agreements: tuple[Agreement, ...]
    promises: tuple[ContactMoment, ...]
    tasks: tuple[Task, ...]


def handover(actor: Actor, pk: UUID) -> Handover:
    """The sheet of the actor, or of anybody for the coordinator; nothing for others."""
    if not (actor.is_coordinator or (actor.is_member and pk == actor.membership_id)):
        raise Http404
    member = get_member(actor, pk)
    people = Person.objects.filter(
        partnership_id=actor.partnership_id, objected_on=None, email=member.user.email
    )
    ties = visible_ties(actor)
    known = [
        one
        for person in people
        for one in as_known(person, ties.filter(Q(first=person) | Q(second=person)))
    ]
    kept = visible_agreements(actor).filter(Q(keeper=member) | Q(vice=member))
    owed = Q(keeper__in=people) | Q(recorded_by=member)
    promises = waiting_moments(actor).filter(owed)
    return Handover(
        member, _once(actor, known), tuple(kept), tuple(promises), tasks_of(actor, member)
    )


def _last(ties: Sequence[Known]) -> Tie:
    """The tie of two people by which they spoke last."""
    return max((one.tie for one in ties), key=lambda tie: tie.last_contact_on or date.min)


def _once(actor: Actor, found: Sequence[Known]) -> tuple[Contact, ...]:
    """Everybody once, the longest silence first; whoever has two ties last spoke on the later day."""
    ties_of: dict[UUID, list[Known]] = {}
    for one in found:
        ties_of.setdefault(one.other.pk, []).append(one)
    turns = {turn.tie_id: turn for turn in turns_handed(actor, [one.tie.pk for one in found])}
    contacts = [
        Contact(
            known=ties[0],
            kinds=tuple(dict.fromkeys(one.tie.kind for one in ties)),
            last_contact_on=_last(ties).last_contact_on,
            is_estimate=_last(ties).is_estimate,
            turn=next((turns[one.tie.pk] for one in ties if one.tie.pk in turns), None),
        )
        for ties in ties_of.values()
    ]
    return tuple(sorted(contacts, key=lambda one: one.last_contact_on or date.min))
