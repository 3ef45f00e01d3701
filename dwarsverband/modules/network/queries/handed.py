"""The contacts that somebody speaks instead of a colleague."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from dwarsverband.foundation.access import Actor
from dwarsverband.modules.network.models import Person, Turn
from dwarsverband.modules.network.queries.said import Said, SaidTurn


@dataclass(frozen=True, slots=True)
class Handed:
    """A contact that the reader speaks instead of somebody else: whose it was, and since when."""

    id: UUID
    contact: str
    by: str
    on: date | None
    ends: tuple[UUID, UUID]


def handed_to(actor: Actor, found: Said) -> tuple[Handed, ...]:
    """The contacts that were handed to the actor, and who kept them before."""
    return tuple(
        Handed(turn.id, turn.contact, _kept_by(turn), turn.handed_on, (one, other))
        for turn in found.turns
        if turn.is_handed and turn.by != actor.membership_id
        for (one, _name), (other, _other_name) in (turn.ends,)
    )


def turns_about(actor: Actor, person: Person) -> QuerySet[Turn]:
    """Everything that is kept of handing over this contact, or contacts to this person."""
    turns = Turn.objects.filter(partnership_id=actor.partnership_id, handed_to__isnull=False)
    shown = turns.filter(Q(handed_to=person) | Q(contact=person))
    return shown.select_related("contact", "handed_to", "tie__first", "tie__second")


def _kept_by(turn: SaidTurn) -> str:
    """Whose contact it was: the other end of the tie, whoever pressed the button."""
    return next((name for key, name in turn.ends if key != turn.contact_id), turn.by_name)
