"""What an actor does to let a subject ride along with a table."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from dwarsverband.foundation.access import Actor, action
from dwarsverband.foundation.accounts.queries import get_processing
from dwarsverband.foundation.links import links
from dwarsverband.foundation.mail.shown import send_shown
from dwarsverband.modules.tables.models import Meeting, Ride
from dwarsverband.modules.tables.queries.ride_words import ride_mail
from dwarsverband.modules.tables.queries.rides import ANSWER_DAYS, PURPOSE, RideRequest
from dwarsverband.modules.tables.rules import rides as rules

DAYS_KEPT, MOST_POINTS = 730, 30
Answer = Ride.Answer


@action(rules.may_ask_ride)
def ask_ride(actor: Actor, request: RideRequest, *, topic: str) -> Ride:
    """Ask the chair of a table to put a subject of another theme on its agenda."""
    today, basis = timezone.localdate(), get_processing(actor)
    ride = Ride(
        partnership_id=actor.partnership_id,
        table=request.table,
        theme=request.theme,
        topic=" ".join(topic.split()),
        asked_by_id=actor.membership_id,
        chair=request.table.chair,
        asked_on=today,
        source="table",
        legal_basis=basis.legal_basis if basis else "",
        ends_on=today + timedelta(days=DAYS_KEPT),
    )
    ride.full_clean(validate_constraints=False, exclude=["meeting", "answered_on", "legal_basis"])
    ride.save(force_insert=True)
    if ride.chair is not None and ride.chair.email:
        _write(actor, request, ride)
    return ride


@action(rules.may_answer_ride)
def answer_ride(actor: Actor, ride: Ride, *, answer: str) -> Ride:
    """Say whether it goes on the agenda; a yes puts it on that of the next meeting."""
    if answer not in {Answer.ACCEPTED, Answer.DECLINED}:
        raise ValidationError(_("Choose one of the answers."))
    today = timezone.localdate()
    ride.answer, ride.answered_on = Answer(answer), today
    if answer == Answer.ACCEPTED:
        ride.meeting = _put_on_agenda(ride)
    ride.save()
    return ride


def _put_on_agenda(ride: Ride) -> Meeting | None:
    coming = Meeting.objects.select_for_update().filter(
        table=ride.table_id, on__gte=timezone.localdate(), recorded_on=None
    )
    meeting = coming.order_by("on").first()
    if meeting is not None and len(meeting.agenda) < MOST_POINTS:
        meeting.agenda = [*meeting.agenda, ride.topic]
        meeting.version += 1
        meeting.save()
    return meeting


def _write(actor: Actor, request: RideRequest, ride: Ride) -> None:
    ends_at = timezone.now() + timedelta(days=ANSWER_DAYS)
    _link, secret = links.make(actor, PURPOSE, ends_at, details={}, subject=ride.pk)
    mail = ride_mail(actor, request, secret)
    send_shown(actor, mail, ride.topic, [key for key in (ride.chair_id,) if key])
