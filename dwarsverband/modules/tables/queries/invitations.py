"""Who was invited to which seat, and who holds which invitation."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.accounts.queries import visible_members
from dwarsverband.foundation.links import links
from dwarsverband.modules.network.models import Agreement, Person
from dwarsverband.modules.network.queries.people import sees_everybody
from dwarsverband.modules.tables.models import Table, TableInvitation
from dwarsverband.modules.tables.queries.tables import get_table

PURPOSE = "table_invitation"
ANSWER_DAYS, REST_DAYS = 30, 365
Status = TableInvitation.Status


@dataclass(frozen=True, slots=True)
class Asked:
    """The invitations to one table that count, and whoever may not be asked for it now.

    These wait with an answer to any table, or said no to this one within a year.
    """

    invitations: tuple[TableInvitation, ...]
    resting: frozenset[UUID]

    @property
    def awaited(self) -> dict[UUID, TableInvitation]:
        """The invitations without an answer, by their seat."""
        return {one.seat_id: one for one in self.invitations if one.is_open}


def visible_invitations(actor: Actor) -> QuerySet[TableInvitation]:
    """The invitations, for whoever sees everybody; a link shows its own."""
    found = TableInvitation.objects.filter(
        partnership_id=actor.partnership_id, person__objected_on=None
    ).select_related("seat__table", "seat__domain", "person")
    return found if sees_everybody(actor) or actor.kind == "link" else found.none()


def get_invitation(actor: Actor, pk: UUID) -> TableInvitation:
    """One visible invitation."""
    return get_object_or_404(visible_invitations(actor), pk=pk)


def get_inviting_table(actor: Actor, pk: UUID) -> Table:
    """A table to which the actor can invite; for whoever does not see everybody there is none."""
    if not sees_everybody(actor):
        raise Http404
    return get_table(actor, pk)


def asked_for(actor: Actor, table: Table) -> Asked:
    """Who was invited to a table, and who may not be asked for it now."""
    rows = visible_invitations(actor).filter(Q(seat__table=table) | Q(status=Status.ASKED))
    since = timezone.localdate() - timedelta(days=REST_DAYS)
    counting = [one for one in rows if one.answered_on is None or one.answered_on >= since]
    own = tuple(one for one in counting if one.seat.table_id == table.pk)
    said_no = {one.person_id for one in own if one.status in (Status.DECLINED, Status.INSTEAD)}
    return Asked(own, frozenset(said_no | {one.person_id for one in counting if one.is_open}))


def invitation_of_link(actor: Actor, secret: str) -> TableInvitation:
    """The invitation that a link from a mail is about."""
    link = links.get(actor, secret, PURPOSE)
    if link is None or link.subject is None:
        raise Http404
    return get_invitation(actor, link.subject)


def inviter(actor: Actor, secret: str) -> str:
    """The name of whoever sent an invitation; empty when they left."""
    sender = links.matching(actor, secret, PURPOSE).values("made_by")
    names = visible_members(actor).filter(pk__in=sender).values_list("name", flat=True)
    return names.first() or ""


def holds_invitation(actor: Actor, invitation: TableInvitation) -> bool:
    """Whether the actor came in with the link of this invitation."""
    if actor.kind != "link" or actor.membership_id is None:
        return False
    own = links.pending(actor, PURPOSE).filter(pk=actor.membership_id, subject=invitation.pk)
    return own.exists()


def was_asked(actor: Actor, table: Table, person: Person) -> bool:
    """Whether somebody may not be asked again yet."""
    return person.pk in asked_for(actor, table).resting


def is_key_person(actor: Actor, person: Person) -> bool:
    """Whether something was agreed with somebody, so that they are asked through a keeper only."""
    return Agreement.objects.filter(partnership_id=actor.partnership_id, person=person).exists()


def invitations_past_term(actor: Actor) -> QuerySet[TableInvitation]:
    """The invitations that should be gone by now, of whoever objects too."""
    found = TableInvitation.objects.filter(partnership_id=actor.partnership_id)
    return found.filter(ends_on__lt=timezone.localdate())
