"""Pages of meetings: the agenda, who was there, what was decided."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dwarsverband.foundation.access import Request, Verdict
from dwarsverband.foundation.access.reach import open_to
from dwarsverband.foundation.ui.addresses import address
from dwarsverband.foundation.ui.downloads import download
from dwarsverband.modules.tables.actions import meetings as actions
from dwarsverband.modules.tables.forms import meetings as forms
from dwarsverband.modules.tables.models import Decision, Meeting
from dwarsverband.modules.tables.queries import meeting_mails, meeting_words, meetings, tables
from dwarsverband.modules.tables.rules import meetings as rules


def plan_meeting(request: Request, pk: UUID) -> HttpResponse:
    table = tables.get_table(request.actor, pk)
    form = forms.PlanMeeting(request.POST or None)
    if form.submit(actions.plan_meeting, request.actor, table):
        messages.success(request, meeting_words.planned(form.result))
        return _meeting(request, form.result.pk)
    verdict = rules.may_plan_meeting(request.actor, table)
    context = {"form": form, "table": table, "verdict": verdict}
    return render(request, "tables/plan_meeting.html", context)


def meeting_detail(request: Request, pk: UUID) -> HttpResponse:
    meeting = meetings.get_meeting(request.actor, pk)
    detail = meetings.meeting_detail(request.actor, meeting)
    context = {
        "detail": detail,
        "meeting": meeting,
        "words": meeting_words.meeting_words(detail),
        "told": meeting_words.decisions_told(detail.decisions),
        "moved": meeting_mails.moved_told(request.actor, meeting),
        **_may(request, meeting),
    }
    return render(request, "tables/meeting_detail.html", context)


def change_meeting(request: Request, pk: UUID) -> HttpResponse:
    meeting = meetings.get_meeting(request.actor, pk)
    form = forms.ChangeMeeting(request.POST or None, initial=meetings.meeting_form(meeting))
    if form.submit(actions.change_meeting, request.actor, meeting):
        return _changed(request, form.result)
    verdict = rules.may_change_meeting(request.actor, meeting)
    context = {"form": form, "table": meeting.table, "meeting": meeting, "verdict": verdict}
    return render(request, "tables/plan_meeting.html", context)


def tell_meeting(request: Request, pk: UUID) -> HttpResponse:
    meeting = meetings.get_meeting(request.actor, pk)
    form = forms.TellMeeting(request.POST or None)
    if form.submit(actions.tell_meeting, request.actor, meeting):
        messages.success(request, meeting_mails.told_words(form.result))
        return _meeting(request, meeting.pk)
    mail = meeting_mails.meeting_mail(request.actor, meeting)
    verdict = rules.may_tell_meeting(request.actor, meeting)
    context = {"form": form, "meeting": meeting, "mail": mail, "verdict": verdict}
    return render(request, "tables/tell_meeting.html", context)


@open_to("link")
@require_safe
def meeting_day(request: Request, secret: str) -> HttpResponse:
    off = meeting_mails.off_of_link(request.actor, secret)
    if off:
        return render(request, "tables/meeting_off.html", {"off": off})
    day = meeting_mails.day_of_link(request.actor, secret)
    return download("overleg.ics", "text/calendar; charset=utf-8", day.encode())


def cancel_meeting(request: Request, pk: UUID) -> HttpResponse:
    meeting = meetings.get_meeting(request.actor, pk)
    form = forms.TellMeeting(request.POST if request.method == "POST" else None)
    if form.submit(actions.cancel_meeting, request.actor, meeting):
        messages.success(request, meeting_mails.cancelled_words(form.result))
        return _table(request, meeting.table_id)
    mail = meeting_mails.cancel_mail(request.actor, meeting)
    verdict = rules.may_cancel_meeting(request.actor, meeting)
    context = {"form": form, "meeting": meeting, "mail": mail, "verdict": verdict}
    return render(request, "tables/cancel_meeting.html", context)


def record_decision(request: Request, pk: UUID) -> HttpResponse:
    table = tables.get_table(request.actor, pk)
    form = forms.RecordDecision(request.POST or None).for_table(request.actor, table)
    if form.submit(actions.record_decision, request.actor, table):
        return _decided(request, form.result)
    verdict = rules.may_record_decision(request.actor, table)
    context = {"form": form, "table": table, "verdict": verdict}
    return render(request, "tables/record_decision.html", context)


def change_decision(request: Request, pk: UUID) -> HttpResponse:
    decision = meetings.get_decision(request.actor, pk)
    form = forms.ChangeDecision(request.POST or None, initial=meetings.decision_form(decision))
    form.for_table(request.actor, decision.table)
    if form.submit(actions.change_decision, request.actor, decision):
        messages.success(request, _("Saved."))
        return _table(request, decision.table_id)
    verdict = rules.may_change_decision(request.actor, decision)
    context = {"form": form, "table": decision.table, "decision": decision, "verdict": verdict}
    context["may_report"] = rules.may_report_decision(request.actor, decision)
    context |= meeting_words.owner_words(request.actor, decision)
    return render(request, "tables/record_decision.html", context)


@require_POST
def report_decision(request: Request, pk: UUID) -> HttpResponse:
    decision = meetings.get_decision(request.actor, pk)
    form = forms.ReportDecision(request.POST)
    if form.submit(actions.report_decision, request.actor, decision):
        messages.success(request, meeting_words.reported(form.result))
    if request.POST.get("from") == "table":
        return _table(request, decision.table_id)
    return redirect(address(request.actor, "home:today"))


def _may(request: Request, meeting: Meeting) -> dict[str, Verdict]:
    return {
        "verdict": rules.may_change_meeting(request.actor, meeting),
        "may_record": rules.may_record_presence(request.actor, meeting),
        "may_cancel": rules.may_cancel_meeting(request.actor, meeting),
        "may_tell": rules.may_tell_meeting(request.actor, meeting),
        "may_send": rules.may_send_minutes(request.actor, meeting),
    }


def _changed(request: Request, meeting: Meeting) -> HttpResponse:
    """On to the mail, when it was mailed otherwise."""
    before = meeting_mails.moved_from(request.actor, meeting)
    messages.success(request, _("Saved."))
    if before is None or not rules.may_tell_meeting(request.actor, meeting).is_allowed:
        return _meeting(request, meeting.pk)
    return redirect(address(request.actor, "tables:tell_meeting", pk=meeting.pk))


def _decided(request: Request, decision: Decision) -> HttpResponse:
    """On to the decision, where it can be mailed, when who does it reads nothing here."""
    is_unread = meetings.has_no_account(request.actor, decision)
    messages.success(request, meeting_words.decided(decision, is_unread=is_unread))
    if not is_unread:
        return _table(request, decision.table_id)
    return redirect(address(request.actor, "tables:change_decision", pk=decision.pk))


def _meeting(request: Request, pk: UUID) -> HttpResponse:
    return redirect(address(request.actor, "tables:meeting_detail", pk=pk))


def _table(request: Request, pk: UUID) -> HttpResponse:
    return redirect(address(request.actor, "tables:table_detail", pk=pk))
