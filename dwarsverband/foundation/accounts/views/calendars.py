"""The page about the own calendar, and the calendar itself for other programs."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dwarsverband.foundation.access import Request
from dwarsverband.foundation.access.reach import open_to
from dwarsverband.foundation.accounts import calendar as calendars
from dwarsverband.foundation.accounts import rules
from dwarsverband.foundation.accounts.actions import calendars as actions
from dwarsverband.foundation.accounts.queries import calendars as queries
from dwarsverband.foundation.ui.addresses import address
from dwarsverband.foundation.ui.downloads import download


def calendar(request: Request) -> HttpResponse:
    context = {
        "link": queries.own_calendar(request.actor),
        "events": calendars.events(request.actor),
        "verdict": rules.may_make_calendar(request.actor),
    }
    return render(request, "accounts/calendar.html", context)


@require_POST
def make_calendar(request: Request) -> HttpResponse:
    made = actions.make_calendar(request.actor)
    return render(request, "accounts/made_calendar.html", {"made": made})


@require_POST
def end_calendar(request: Request) -> HttpResponse:
    actions.end_calendar(request.actor)
    messages.success(request, _("Ended. The address of your calendar opens nothing any more."))
    return redirect(address(request.actor, "accounts:calendar"))


# Whoever guesses an address, or has one that ended, finds what stands at no address at all.
@open_to("anyone")
@require_safe
def calendar_feed(request: Request, secret: str) -> HttpResponse:
    if not queries.reads_calendar(request.actor):
        raise Http404
    with translation.override(request.actor.language):
        text = calendars.as_text(request.actor, calendars.events(request.actor))
    return download("dwarsverband.ics", "text/calendar; charset=utf-8", text.encode())
