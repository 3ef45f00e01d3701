"""What an actor may do with tables, their seats, and invitations."""

from django.utils.translation import gettext as _

from dwarsverband.foundation.access import ALLOWED, Actor, Verdict, denied
from dwarsverband.modules.tables.models import Table, TableInvitation, TableSeat
from dwarsverband.modules.tables.queries.chairs import Empty, Offer
from dwarsverband.modules.tables.queries.invitations import (
    holds_invitation,
    is_key_person,
    was_asked,
)

Status = TableInvitation.Status


def may_add_table(actor: Actor) -> Verdict:
    """The coordinator of the whole partnership begins tables."""
    if not (actor.is_coordinator or actor.kind == "system"):
        return denied(_("Only the coordinator begins a table. Tell them whom you miss."))
    if actor.regions:
        return denied(_("You see some municipalities only. Ask a coordinator who sees them all."))
    return ALLOWED


def may_change_table(actor: Actor, table: Table) -> Verdict:
    """The coordinator changes a table, as long as it meets."""
    if not (actor.is_coordinator or actor.kind == "system"):
        return denied(_("Only the coordinator changes this table."))
    if table.ended_on is not None:
        return denied(_("This table has ended."))
    return may_add_table(actor)


def may_end_table(actor: Actor, table: Table) -> Verdict:
    """The coordinator ends a table, once."""
    return may_change_table(actor, table)


def may_hand_over_chair(actor: Actor, seat: TableSeat) -> Verdict:
    """The coordinator lets somebody who sits at the table lead it."""
    if seat.person_id is None:
        return denied(_("Nobody sits on this seat. Choose somebody who does."))
    if seat.person_id == seat.table.chair_id:
        return denied(_("This person is the chair already."))
    return may_change_table(actor, seat.table)


def may_add_table_seat(actor: Actor, table: Table) -> Verdict:
    """The coordinator puts a chair at a table."""
    return may_change_table(actor, table)


def may_leave_seat_out(actor: Actor, empty: Empty) -> Verdict:
    """The coordinator says that a table can do without somebody whom its theme asks for."""
    if empty.reference is None:
        return denied(_("This is a seat of the table itself. Take it away."))
    return may_change_table(actor, empty.table)


def may_fill_table_seat(actor: Actor, seat: TableSeat) -> Verdict:
    """The coordinator writes down who sits on an empty seat."""
    if seat.person_id is not None:
        return denied(_("Somebody sits on this seat."))
    return may_change_table(actor, seat.table)


def may_empty_table_seat(actor: Actor, seat: TableSeat) -> Verdict:
    """The coordinator writes down that somebody left; the chair hands over first."""
    if seat.person_id is None:
        return denied(_("Nobody sits on this seat."))
    if seat.person_id == seat.table.chair_id:
        return denied(_("This is the chair of the table. Let somebody else lead it first."))
    return may_change_table(actor, seat.table)


def may_remove_table_seat(actor: Actor, seat: TableSeat) -> Verdict:
    """The coordinator takes an empty chair away."""
    if seat.person_id is not None:
        return denied(_("Somebody sits on this seat."))
    return may_change_table(actor, seat.table)


def may_invite_person(actor: Actor, offer: Offer) -> Verdict:
    """The coordinator invites; nobody twice while an answer is open, or within a year of a no."""
    table, person = offer.empty.table, offer.person
    verdict = may_change_table(actor, table)
    if not verdict.is_allowed:
        return verdict
    if person.objected_on is not None:
        return denied(_("This person objects. Decide about that first."))
    if is_key_person(actor, person):
        return denied(_("This is a key person. Ask through whoever keeps the agreement."))
    if was_asked(actor, table, person):
        return denied(
            _("This person was asked already. Wait for the answer, or a year after a no.")
        )
    return ALLOWED


def may_answer_table_invitation(actor: Actor, invitation: TableInvitation) -> Verdict:
    """Whoever was invited answers once, by the link of the mail; the coordinator writes it down."""
    if not (actor.is_coordinator or holds_invitation(actor, invitation)):
        return denied(_("Only whoever was invited answers this."))
    if invitation.status != Status.ASKED:
        return denied(_("This invitation has been answered."))
    if invitation.seat.person_id is not None:
        return denied(_("Somebody sits on this seat by now. Thank you all the same."))
    if invitation.seat.table.ended_on is not None:
        return denied(_("This table has ended."))
    return ALLOWED


def may_take_back_invitation(actor: Actor, invitation: TableInvitation) -> Verdict:
    """The coordinator takes an invitation back until it is answered."""
    if invitation.status != Status.ASKED:
        return denied(_("This invitation has been answered."))
    return may_change_table(actor, invitation.seat.table)


def may_destroy_old_invitations(actor: Actor) -> Verdict:
    """What is past its term goes by itself."""
    if actor.kind != "system":
        return denied(_("What is past its term goes by itself."))
    return ALLOWED
