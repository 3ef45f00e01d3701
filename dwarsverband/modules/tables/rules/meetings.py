"""What an actor may do with meetings of tables and with what was decided there."""

from django.utils import timezone
from django.utils.translation import gettext as _

from dwarsverband.foundation.access import ALLOWED, Actor, Verdict, denied
from dwarsverband.modules.tables.models import Decision, Meeting, Table
from dwarsverband.modules.tables.queries.meetings import is_own_decision
from dwarsverband.modules.tables.queries.tables import leads, sees_names


def may_plan_meeting(actor: Actor, table: Table) -> Verdict:
    """The chair and the coordinator say when a table meets."""
    return _leads(actor, table)


def may_change_meeting(actor: Actor, meeting: Meeting) -> Verdict:
    """The chair and the coordinator change a meeting."""
    return _leads(actor, meeting.table)


def may_tell_meeting(actor: Actor, meeting: Meeting) -> Verdict:
    """The chair and the coordinator mail the people at the table, until the day has passed."""
    if meeting.on < timezone.localdate() or meeting.recorded_on is not None:
        return denied(_("This meeting has been."))
    return _leads(actor, meeting.table)


def may_cancel_meeting(actor: Actor, meeting: Meeting) -> Verdict:
    """The chair and the coordinator cancel a meeting of which nothing was written down."""
    if meeting.recorded_on is not None:
        return denied(_("It was written down who was there. So this meeting took place."))
    if meeting.on < timezone.localdate():
        return denied(_("This meeting has been."))
    return _leads(actor, meeting.table)


def may_record_presence(actor: Actor, meeting: Meeting) -> Verdict:
    """The chair and the coordinator write down who was there, from the day itself."""
    if not meeting.is_past:
        return denied(_("This meeting is still to come."))
    return _leads(actor, meeting.table)


def may_write_minutes(actor: Actor, meeting: Meeting) -> Verdict:
    """The chair and the coordinator write down what was said, from the day itself."""
    return may_record_presence(actor, meeting)


def may_send_minutes(actor: Actor, meeting: Meeting) -> Verdict:
    """The chair and the coordinator mail the minutes, once it was written down who was there."""
    if meeting.recorded_on is None:
        return denied(_("First write down who was there."))
    return _leads(actor, meeting.table)


def may_note_speaking(actor: Actor, meeting: Meeting) -> Verdict:
    """The chair and the coordinator write down how long each domain spoke."""
    return may_record_presence(actor, meeting)


def may_record_decision(actor: Actor, table: Table) -> Verdict:
    """The chair and the coordinator write down what was decided."""
    return _leads(actor, table)


def may_change_decision(actor: Actor, decision: Decision) -> Verdict:
    """The chair and the coordinator change what was decided."""
    return _leads(actor, decision.table)


def may_report_decision(actor: Actor, decision: Decision) -> Verdict:
    """Whoever does it says how it stands, and so do the chair and the coordinator."""
    if is_own_decision(actor, decision):
        return ALLOWED
    return _leads(actor, decision.table)


def may_destroy_old_minutes(actor: Actor) -> Verdict:
    """What is past its term goes by itself."""
    if actor.kind != "system":
        return denied(_("What is past its term goes by itself."))
    return ALLOWED


def _leads(actor: Actor, table: Table) -> Verdict:
    """Whoever leads a table; others read who that is, when they may know it."""
    if not leads(actor, table):
        if table.chair is not None and sees_names(actor, table):
            told = {"name": table.chair.name}
            return denied(_("Only the chair writes this down. That is %(name)s.") % told)
        return denied(_("Only the chair and the coordinator write this down."))
    if table.ended_on is not None:
        return denied(_("This table has ended."))
    return ALLOWED
