"""What an actor may do to let a subject ride along with a table."""

from django.utils.translation import gettext as _

from dwarsverband.foundation.access import ALLOWED, Actor, Verdict, denied
from dwarsverband.modules.tables.models import Ride
from dwarsverband.modules.tables.queries.rides import RideRequest, answers_ride, is_asked


def may_ask_ride(actor: Actor, request: RideRequest) -> Verdict:
    """The coordinator and partners ask the chair of a table, once at a time."""
    if not (actor.is_coordinator or actor.role == "partner"):
        return denied(_("Only the coordinator and partners ask this."))
    if request.table.ended_on is not None:
        return denied(_("This table has ended."))
    if request.table.chair is None:
        return denied(_("Nobody leads this table now."))
    if is_asked(actor, request):
        return denied(_("This was asked already. Wait for the answer."))
    return ALLOWED


def may_answer_ride(actor: Actor, ride: Ride) -> Verdict:
    """Whoever leads the table answers once, by the link of the mail or signed in."""
    if not answers_ride(actor, ride):
        return denied(_("Only the chair and the coordinator answer this."))
    if ride.answer != Ride.Answer.ASKED:
        return denied(_("This has been answered."))
    return ALLOWED
