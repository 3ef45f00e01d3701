"""The page on which a network is kept up: signals, time, rhythm and holidays."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dwarsverband.foundation.access import Request
from dwarsverband.foundation.ui.addresses import address
from dwarsverband.modules.network.actions import moments as moment_actions
from dwarsverband.modules.network.actions import rhythms as actions
from dwarsverband.modules.network.forms import moments as forms
from dwarsverband.modules.network.queries import handover, upkeep_page
from dwarsverband.modules.network.queries import rhythms as queries
from dwarsverband.modules.network.rules import upkeep as rules


def upkeep(request: Request) -> HttpResponse:
    context = {
        "upkeep": upkeep_page.upkeep(request.actor, request.GET.get("pagina", 1)),
        "may_set_rhythm": rules.may_set_rhythm(request.actor),
        "may_add_holiday": rules.may_add_holiday(request.actor),
        "may_set_time_aside": rules.may_set_time_aside(request.actor),
    }
    return render(request, "network/upkeep.html", context)


def handover_sheet(request: Request, pk: UUID) -> HttpResponse:
    sheet = handover.handover(request.actor, pk)
    return render(request, "network/handover_sheet.html", {"sheet": sheet})


def set_time_aside(request: Request) -> HttpResponse:
    minutes = upkeep_page.minutes_set_aside(request.actor)
    form = forms.SetTimeAside(request.POST or None, initial={"minutes": minutes})
    if form.submit(moment_actions.set_time_aside, request.actor):
        messages.success(request, _("Saved. Your list asks no more than this."))
        return _upkeep(request)
    verdict = rules.may_set_time_aside(request.actor)
    return render(request, "network/set_time_aside.html", {"form": form, "verdict": verdict})


def set_rhythm(request: Request) -> HttpResponse:
    initial = upkeep_page.rhythm_form(request.actor, request.GET.get("persoon", ""))
    form = forms.SetRhythm(request.POST or None, initial=initial).for_actor(request.actor)
    if form.submit(actions.set_rhythm, request.actor):
        messages.success(request, _("Saved. The lists go by this from now on."))
        return _upkeep(request)
    verdict = rules.may_set_rhythm(request.actor)
    context = {"form": form, "verdict": verdict, "person": initial.get("name")}
    return render(request, "network/set_rhythm.html", context)


@require_POST
def remove_rhythm(request: Request, pk: UUID) -> HttpResponse:
    rhythm = queries.get_rhythm(request.actor, pk)
    actions.remove_rhythm(request.actor, rhythm)
    messages.success(request, _("Taken off. The usual rhythm holds again."))
    return _upkeep(request)


def add_holiday(request: Request) -> HttpResponse:
    form = forms.AddHoliday(request.POST or None)
    if form.submit(actions.add_holiday, request.actor):
        messages.success(request, _("Saved. On these days no clock runs."))
        return _upkeep(request)
    verdict = rules.may_add_holiday(request.actor)
    return render(request, "network/add_holiday.html", {"form": form, "verdict": verdict})


@require_POST
def remove_holiday(request: Request, pk: UUID) -> HttpResponse:
    holiday = queries.get_holiday(request.actor, pk)
    actions.remove_holiday(request.actor, holiday)
    messages.success(request, _("Taken off. On these days the clock runs."))
    return _upkeep(request)


def _upkeep(request: Request) -> HttpResponse:
    return redirect(address(request.actor, "network:upkeep"))
