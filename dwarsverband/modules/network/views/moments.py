"""Pages about the times that people spoke, and whose turn it is."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dwarsverband.foundation.access import Request
from dwarsverband.foundation.ui.addresses import address
from dwarsverband.modules.network import rules
from dwarsverband.modules.network.actions import moments as actions
from dwarsverband.modules.network.forms import moments as forms
from dwarsverband.modules.network.queries import moments as queries
from dwarsverband.modules.network.queries import people, upkeep
from dwarsverband.modules.network.rules import upkeep as upkeep_rules

# Where a button stood, and where one goes on after it.
BACK = {"vandaag": "home:today", "onderhoud": "network:upkeep"}


def record_contact(request: Request, pk: UUID) -> HttpResponse:
    tie = people.get_tie(request.actor, pk)
    form = forms.RecordContact(request.POST or None, initial={"on": people.today()})
    form.for_tie(request.actor, tie)
    if form.submit(actions.record_contact, request.actor, tie):
        messages.success(request, _("Recorded. The silence of these two starts anew."))
        return _back(request)
    verdict = rules.may_record_contact(request.actor, tie)
    moments = queries.moments_between(request.actor, tie)
    context = {"form": form, "tie": tie, "verdict": verdict, "moments": moments}
    return render(request, "network/record_contact.html", context)


@require_POST
def settle_moment(request: Request, pk: UUID) -> HttpResponse:
    moment = queries.get_moment(request.actor, pk)
    actions.settle_moment(request.actor, moment)
    messages.success(request, _("Done. It waits no longer."))
    return _back(request)


@require_POST
def remove_moment(request: Request, pk: UUID) -> HttpResponse:
    moment = queries.get_moment(request.actor, pk)
    actions.remove_moment(request.actor, moment)
    messages.success(request, _("Taken back. The clock stands as it stood before."))
    return _back(request)


@require_POST
def put_off_contact(request: Request, pk: UUID) -> HttpResponse:
    tie = people.get_tie(request.actor, pk)
    actions.put_off_contact(request.actor, tie)
    told = {"first": tie.first.name, "second": tie.second.name}
    messages.success(request, _("%(first)s and %(second)s: put off for two weeks.") % told)
    return _back(request)


def hand_over_contact(request: Request, pk: UUID) -> HttpResponse:
    tie = people.get_tie(request.actor, pk)
    form = forms.HandOver(request.POST or None).for_tie(request.actor, tie)
    if form.submit(actions.hand_over_contact, request.actor, tie):
        messages.success(request, _("Handed over. It stands on their list now."))
        return _back(request)
    verdict = upkeep_rules.may_hand_over_contact(request.actor, tie)
    context = {"form": form, "tie": tie, "verdict": verdict}
    return render(request, "network/hand_over_contact.html", context)


def take_over_contact(request: Request, pk: UUID) -> HttpResponse:
    turn = upkeep.get_handed(request.actor, pk)
    form = forms.TakeOver(request.POST or None, initial={"on": people.today()})
    if form.submit(actions.take_over_contact, request.actor, turn):
        messages.success(request, _("Recorded. You two know each other now."))
        return _back(request)
    verdict = upkeep_rules.may_take_over_contact(request.actor, turn)
    context = {"form": form, "turn": turn, "verdict": verdict}
    return render(request, "network/take_over_contact.html", context)


@require_POST
def give_back_contact(request: Request, pk: UUID) -> HttpResponse:
    turn = upkeep.get_handed(request.actor, pk)
    actions.give_back_contact(request.actor, turn)
    messages.success(request, _("Given back. It stands on their list again."))
    return _back(request)


@require_POST
def take_back_turn(request: Request, pk: UUID) -> HttpResponse:
    turn = upkeep.get_own_turn(request.actor, pk)
    actions.take_back_turn(request.actor, turn)
    messages.success(request, _("Taken back. It counts for your own list again."))
    return _back(request)


def _back(request: Request) -> HttpResponse:
    """To where the button stood: a page of the list, or somebody's own page."""
    where = request.POST.get("terug", "")
    known = people.visible_people(request.actor).filter(pk=where) if len(where) == 36 else None
    if known is not None and known.exists():
        return redirect(address(request.actor, "network:person_detail", pk=where))
    return redirect(address(request.actor, BACK.get(where, "home:today")))
