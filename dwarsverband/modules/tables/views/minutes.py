"""Pages about a meeting that was: who came, what was said, and the mail with it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from dwarsverband.foundation.access import Request
from dwarsverband.foundation.ui.addresses import address
from dwarsverband.modules.tables.actions import minutes as actions
from dwarsverband.modules.tables.forms import minutes as forms
from dwarsverband.modules.tables.forms.meetings import TellMeeting
from dwarsverband.modules.tables.queries import meeting_mails, meetings, minutes, minutes_mails
from dwarsverband.modules.tables.rules import meetings as rules


def record_presence(request: Request, pk: UUID) -> HttpResponse:
    meeting = meetings.get_meeting(request.actor, pk)
    sent = request.POST if request.method == "POST" else None
    form = forms.RecordPresence(sent, initial=meetings.presence_form(meeting))
    if form.for_table(request.actor, meeting.table).submit(
        actions.record_presence, request.actor, meeting
    ):
        messages.success(request, _("Written down. Sitting together counts as a tie."))
        return _meeting(request, meeting.pk)
    verdict = rules.may_record_presence(request.actor, meeting)
    context = {"form": form, "meeting": meeting, "verdict": verdict}
    return render(request, "tables/record_presence.html", context)


def note_speaking(request: Request, pk: UUID) -> HttpResponse:
    meeting = meetings.get_meeting(request.actor, pk)
    sent = request.POST if request.method == "POST" else None
    form = forms.NoteSpeaking(sent).for_meeting(request.actor, meeting)
    if form.submit(actions.note_speaking, request.actor, meeting):
        messages.success(request, _("Written down."))
        return _meeting(request, meeting.pk)
    verdict = rules.may_note_speaking(request.actor, meeting)
    context = {"form": form, "meeting": meeting, "verdict": verdict}
    return render(request, "tables/note_speaking.html", context)


def write_minutes(request: Request, pk: UUID) -> HttpResponse:
    meeting = meetings.get_meeting(request.actor, pk)
    points = minutes.minutes_points(meeting)
    form = forms.WriteMinutes(request.POST or None, initial={"version": meeting.version})
    if form.for_points(points).submit(actions.write_minutes, request.actor, meeting):
        messages.success(request, _("Written down."))
        return _meeting(request, meeting.pk)
    verdict = rules.may_write_minutes(request.actor, meeting)
    context = {"form": form, "meeting": meeting, "verdict": verdict}
    return render(request, "tables/write_minutes.html", context)


def send_minutes(request: Request, pk: UUID) -> HttpResponse:
    meeting = meetings.get_meeting(request.actor, pk)
    form = TellMeeting(request.POST or None)
    if form.submit(actions.send_minutes, request.actor, meeting):
        messages.success(request, meeting_mails.told_words(form.result))
        return _meeting(request, meeting.pk)
    mail = minutes_mails.minutes_mail(request.actor, meeting)
    verdict = rules.may_send_minutes(request.actor, meeting)
    context = {"form": form, "meeting": meeting, "mail": mail, "verdict": verdict}
    return render(request, "tables/send_minutes.html", context)


def _meeting(request: Request, pk: UUID) -> HttpResponse:
    return redirect(address(request.actor, "tables:meeting_detail", pk=pk))
