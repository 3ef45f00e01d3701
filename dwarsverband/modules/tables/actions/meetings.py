"""What an actor does with meetings of tables and with what was decided there."""

from collections.abc import Sequence
from datetime import date, time, timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from dwarsverband.foundation.access import Actor, Conflict, action
from dwarsverband.foundation.accounts.queries import get_processing
from dwarsverband.foundation.links import links
from dwarsverband.foundation.mail.shown import one_line, send_shown
from dwarsverband.modules.network.models import Person
from dwarsverband.modules.tables.models import Decision, Meeting, Table
from dwarsverband.modules.tables.queries.meeting_mails import (
    PURPOSE,
    cancel_mail,
    details_of,
    mail_to,
    meeting_mail,
    moved_from,
    off_to,
)
from dwarsverband.modules.tables.queries.meetings import expected, people_at
from dwarsverband.modules.tables.rules import meetings as rules

DECISION_DAYS_KEPT = 1_826
MOST_POINTS, LONGEST_POINT = 30, 200
SOURCE = "table"
# A day so far from today is asked about, and how an answer says that it is only asked.
FAR, UNLIKELY = timedelta(days=730), "unlikely"
# A meeting is written down within so many days, or it is a year too early.
LONG_AGO = timedelta(days=31)


@action(rules.may_plan_meeting)
def plan_meeting(
    actor: Actor,
    table: Table,
    *,
    on: date,
    starts_at: time | None = None,
    place: str = "",
    agenda: Sequence[str] = (),
    is_meant: bool = False,
) -> Meeting:
    """Say when a table meets, where, and about what; an unlikely day is asked about once."""
    _check_meeting_day(on, is_meant=is_meant)
    meeting = Meeting(partnership_id=actor.partnership_id, table=table, version=0)
    return _planned(meeting, on, starts_at, place, agenda)


@action(rules.may_change_meeting)
def change_meeting(
    actor: Actor,
    meeting: Meeting,
    *,
    on: date,
    version: int,
    starts_at: time | None = None,
    place: str = "",
    agenda: Sequence[str] = (),
    is_meant: bool = False,
) -> Meeting:
    """Say otherwise when a table meets, where, or about what."""
    current = Meeting.objects.select_for_update().select_related("table").get(pk=meeting.pk)
    if version != current.version:
        raise Conflict(current)
    if current.recorded_on is not None and on != current.on:
        raise ValidationError({"on": _("It was written down who was there. Keep this day.")})
    if on != current.on:
        _check_meeting_day(on, is_meant=is_meant)
    return _planned(current, on, starts_at, place, agenda)


@action(rules.may_tell_meeting)
def tell_meeting(actor: Actor, meeting: Meeting, *, note: str = "") -> int:
    """Mail everybody at the table when it meets; how many mails that were. Addresses in earlier mails lead here too."""
    sentence, mail = one_line(note), meeting_mail(actor, meeting)
    if not mail.to:
        raise ValidationError(_("We know no e-mail address of anybody at this table."))
    ends_at = timezone.now() + timedelta(days=(meeting.on - timezone.localdate()).days + 1)
    links.prolong(actor, PURPOSE, meeting.pk, ends_at)
    said, before = details_of(meeting, len(mail.to)), moved_from(actor, meeting)
    _link, secret = links.make(
        actor, PURPOSE, ends_at, details=said, subject=meeting.pk, is_single_use=False
    )
    for person, language in mail.to:
        words = mail_to(actor, meeting, person, language, secret, before)
        send_shown(actor, words, sentence, [person.pk], is_once=True)
    Meeting.objects.filter(pk=meeting.pk).update(told_on=timezone.localdate())
    return len(mail.to)


@action(rules.may_cancel_meeting)
def cancel_meeting(actor: Actor, meeting: Meeting, *, note: str = "") -> int:
    """Let a meeting not take place; the table hears it by mail if it was mailed. How many mails.

    The address in earlier mails says it too.
    """
    sentence, mail = one_line(note), cancel_mail(actor, meeting)
    for person, language in mail.to:
        words = off_to(actor, meeting, person, language)
        send_shown(actor, words, sentence, [person.pk], is_once=True)
    Meeting.objects.filter(pk=meeting.pk).delete()
    return len(mail.to)


@action(rules.may_record_decision)
def record_decision(
    actor: Actor,
    table: Table,
    *,
    what: str,
    why: str = "",
    owner: Person | None = None,
    due_on: date | None = None,
    is_meant: bool = False,
) -> Decision:
    """Write down what was decided, and perhaps who does it by when; an unlikely day is asked about once."""
    today, basis = timezone.localdate(), get_processing(actor)
    decision = Decision(
        partnership_id=actor.partnership_id,
        table=table,
        meeting=Meeting.objects.filter(table=table, on__lte=today).first(),
        decided_on=today,
        source=SOURCE,
        legal_basis=basis.legal_basis if basis else "",
        ends_on=today + timedelta(days=DECISION_DAYS_KEPT),
        version=0,
    )
    _check_day(decision, due_on, is_meant=is_meant)
    return _decided(actor, decision, what, why, owner, due_on)


@action(rules.may_change_decision)
def change_decision(
    actor: Actor,
    decision: Decision,
    *,
    what: str,
    version: int,
    why: str = "",
    owner: Person | None = None,
    due_on: date | None = None,
    is_meant: bool = False,
) -> Decision:
    """Say otherwise what was decided, who does it, or by when."""
    found = Decision.objects.select_for_update(of=["self"]).select_related("table", "meeting")
    current = found.get(pk=decision.pk)
    if version != current.version:
        raise Conflict(current)
    if due_on != current.due_on:
        _check_day(current, due_on, is_meant=is_meant)
    return _decided(actor, current, what, why, owner, due_on)


@action(rules.may_report_decision)
def report_decision(actor: Actor, decision: Decision, *, state: str) -> Decision:
    """Say how it stands: under way, done, became different, or let go."""
    if state not in Decision.State.values:
        raise ValidationError({"state": _("Choose one of the list.")})
    current = Decision.objects.select_for_update().get(pk=decision.pk)
    current.state, current.told_on = Decision.State(state), timezone.localdate()
    current.version += 1
    current.save(update_fields=["state", "told_on", "version"])
    return current


def _planned(
    meeting: Meeting, on: date, starts_at: time | None, place: str, agenda: Sequence[str]
) -> Meeting:
    others = Meeting.objects.filter(table=meeting.table_id, on=on).exclude(pk=meeting.pk)
    if others.exists():
        raise ValidationError({"on": _("This table meets on that day already.")})
    points = [" ".join(point.split()) for point in agenda if point.strip()]
    if len(points) > MOST_POINTS or any(len(point) > LONGEST_POINT for point in points):
        told = {"most": MOST_POINTS, "longest": LONGEST_POINT}
        raise ValidationError(
            {"agenda": _("At most %(most)s points of %(longest)s characters each.") % told}
        )
    meeting.on, meeting.starts_at, meeting.place = on, starts_at, " ".join(place.split())
    meeting.agenda = points
    meeting.version += 1
    meeting.full_clean(
        validate_constraints=False,
        exclude=["starts_at", "recorded_on", "told_on", "minutes_told_on"],
    )
    meeting.save()
    return meeting


def _check_meeting_day(on: date, *, is_meant: bool) -> None:
    """Ask once about a day that is long ago, or years away."""
    today = timezone.localdate()
    if is_meant or today - LONG_AGO <= on <= today + FAR:
        return
    raise ValidationError({"on": ValidationError(_asked(on), code=UNLIKELY)})


def _asked(day: date) -> str:
    told = {"day": date_format(day, "j F Y")}
    return _("That is %(day)s. Do you mean that day? Then save it once more.") % told


def _check_day(decision: Decision, due_on: date | None, *, is_meant: bool) -> None:
    """Refuse a day from before the table; ask once about one before the meeting, or years away."""
    if due_on is None:
        return
    began, met = decision.table.begins_on, decision.meeting.on if decision.meeting else None
    told = {"day": date_format(due_on, "j F Y"), "began": date_format(began, "j F Y")}
    if due_on < began:
        sentence = _("This table began on %(began)s. Choose a later day.") % told
        raise ValidationError({"due_on": sentence})
    is_before = met is not None and due_on < met
    if is_meant or not (is_before or abs(due_on - timezone.localdate()) > FAR):
        return
    sentence = _asked(due_on)
    if met is not None and is_before:
        told["met"] = date_format(met, "j F Y")
        sentence = (
            _(
                "That is %(day)s, before the meeting of %(met)s. Do you mean that day? Then save it once more."
            )
            % told
        )
    raise ValidationError({"due_on": ValidationError(sentence, code=UNLIKELY)})


def _decided(
    actor: Actor,
    decision: Decision,
    what: str,
    why: str,
    owner: Person | None,
    due_on: date | None,
) -> Decision:
    if owner is not None and owner.pk != decision.owner_id:
        if not people_at(actor, decision.table).filter(pk=owner.pk).exists():
            raise ValidationError({"owner": _("Choose somebody who sits at this table.")})
        seats = {seat.person_id: seat for seat in expected(actor, decision.table)}
        decision.owner_domain = seats[owner.pk].domain
    decision.owner, decision.due_on = owner, due_on
    decision.has_owner = decision.has_owner or owner is not None
    decision.what, decision.why = " ".join(what.split()), " ".join(why.split())
    decision.version += 1
    decision.full_clean(
        validate_constraints=False,
        exclude=["meeting", "owner", "owner_domain", "due_on", "told_on", "legal_basis"],
    )
    decision.save()
    return decision
