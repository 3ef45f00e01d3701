"""What an actor does to let somebody take an empty seat."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from dwarsverband.foundation.access import Actor, action
from dwarsverband.foundation.accounts.queries import get_processing
from dwarsverband.foundation.links import links
from dwarsverband.foundation.mail.shown import one_line, send_shown
from dwarsverband.modules.tables import rules
from dwarsverband.modules.tables.models import TableInvitation, TableSeat
from dwarsverband.modules.tables.queries.chairs import Empty, Offer
from dwarsverband.modules.tables.queries.invitation_words import invitation_mail
from dwarsverband.modules.tables.queries.invitations import ANSWER_DAYS, PURPOSE

DAYS_KEPT = 730
Status = TableInvitation.Status


@action(rules.may_invite_person)
def invite_person(actor: Actor, offer: Offer, *, note: str = "") -> TableInvitation:
    """Ask somebody to take an empty seat; the mail goes to whoever has an address."""
    sentence = one_line(note)
    today, basis = timezone.localdate(), get_processing(actor)
    invitation = TableInvitation.objects.create(
        partnership_id=actor.partnership_id,
        seat=_seat(offer.empty),
        person=offer.person,
        asked_on=today,
        source="table",
        legal_basis=basis.legal_basis if basis else "",
        ends_on=today + timedelta(days=DAYS_KEPT),
    )
    if offer.person.email:
        _write(actor, offer, invitation, sentence)
    return invitation


@action(rules.may_answer_table_invitation)
def answer_table_invitation(
    actor: Actor, invitation: TableInvitation, *, answer: str, instead: str = ""
) -> TableInvitation:
    """Say whether you take the seat: yes, no, or somebody else of your organisation does."""
    if answer not in {Status.ACCEPTED, Status.DECLINED, Status.INSTEAD}:
        raise ValidationError(_("Choose one of the three answers."))
    asked = TableInvitation.objects.filter(pk=invitation.pk, status=Status.ASKED)
    current = asked.select_for_update().first()
    if current is None:  # answered or taken back a moment ago
        raise ValidationError(_("This invitation has been answered."))
    current.status, current.answered_on = Status(answer), timezone.localdate()
    if answer == Status.INSTEAD:
        current.instead = " ".join(instead.split())[:120]
    current.save()
    if answer == Status.ACCEPTED:
        _take(current)
    return current


@action(rules.may_take_back_invitation)
def take_back_invitation(actor: Actor, invitation: TableInvitation) -> None:
    """Take an invitation back before it is answered; its link works no longer."""
    asked = TableInvitation.objects.filter(pk=invitation.pk, status=Status.ASKED)
    if not asked.select_for_update().exists():
        raise ValidationError(_("This invitation has been answered."))
    links.destroy(actor, [invitation.pk])
    asked.delete()


def _take(invitation: TableInvitation) -> None:
    """The seat is filled from today; whoever sits at the table already sits there once."""
    seat = TableSeat.objects.select_for_update().get(pk=invitation.seat_id)
    if seat.person_id is not None:
        raise ValidationError(_("Somebody sits on this seat by now. Thank you all the same."))
    if not TableSeat.objects.filter(table=seat.table_id, person=invitation.person_id).exists():
        seat.person_id, seat.filled_on = invitation.person_id, invitation.answered_on
        seat.save()


def _seat(empty: Empty) -> TableSeat:
    """The chair that is offered; one that a theme asks for becomes a chair of this table."""
    if empty.seat is not None:
        return empty.seat
    return TableSeat.objects.create(
        partnership_id=empty.table.partnership_id,
        table=empty.table,
        name=empty.name,
        domain=empty.domain,
        words=list(empty.words),
    )


def _write(actor: Actor, offer: Offer, invitation: TableInvitation, note: str) -> None:
    ends_at = timezone.now() + timedelta(days=ANSWER_DAYS)
    _link, secret = links.make(actor, PURPOSE, ends_at, details={}, subject=invitation.pk)
    mail = invitation_mail(actor, offer, secret)
    send_shown(actor, mail, note, [invitation.person_id])
