"""Pages about desks: which there are, what one does, and whether that was checked."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dwarsverband.foundation.access import Request
from dwarsverband.foundation.accounts.queries import coordinators
from dwarsverband.foundation.ui.addresses import address
from dwarsverband.modules.network.actions import desks as actions
from dwarsverband.modules.network.forms import desks as forms
from dwarsverband.modules.network.queries import desks as queries
from dwarsverband.modules.network.rules import desks as rules

PAGE = 50


def desk_list(request: Request) -> HttpResponse:
    asked = {name: request.GET.get(name, "").replace("\0", "") for name in ("thema", "zoek")}
    desks = queries.desk_list(request.actor, asked["thema"], asked["zoek"].strip())
    context = {
        "page": Paginator(desks, PAGE).get_page(request.GET.get("pagina")),
        "themes": queries.desk_choices(request.actor, asked["thema"]),
        "chosen": asked["thema"],
        "wanted": asked["zoek"].strip(),
        "verdict": rules.may_add_desk(request.actor),
    }
    return render(request, "network/desk_list.html", context)


def desk_detail(request: Request, pk: UUID) -> HttpResponse:
    desk = queries.get_desk(request.actor, pk)
    verdict = rules.may_change_desk(request.actor, desk)
    context = {"desk": desk, "verdict": verdict, "checked": queries.checked_words(desk)}
    context["fills_in"] = coordinators(request.actor)
    return render(request, "network/desk_detail.html", context)


def add_desk(request: Request) -> HttpResponse:
    form = forms.AddDesk(request.POST or None).for_actor(request.actor)
    if form.submit(actions.add_desk, request.actor):
        messages.success(request, _("Added. Everybody in this network finds it now."))
        return _desk(request, form.result.pk)
    verdict = rules.may_add_desk(request.actor)
    return render(request, "network/change_desk.html", {"form": form, "verdict": verdict})


def change_desk(request: Request, pk: UUID) -> HttpResponse:
    desk = queries.get_desk(request.actor, pk)
    form = forms.ChangeDesk(request.POST or None, initial=queries.desk_form(desk))
    if form.for_actor(request.actor).submit(actions.change_desk, request.actor, desk):
        messages.success(request, _("Saved. Is everything right? Then say that you checked it."))
        return _desk(request, desk.pk)
    verdict = rules.may_change_desk(request.actor, desk)
    context = {"form": form, "desk": desk, "verdict": verdict}
    return render(request, "network/change_desk.html", context)


@require_POST
def check_desk(request: Request, pk: UUID) -> HttpResponse:
    desk = queries.get_desk(request.actor, pk)
    actions.check_desk(request.actor, desk)
    messages.success(request, _("Written down: checked today."))
    return _desk(request, desk.pk)


@require_POST
def remove_desk(request: Request, pk: UUID) -> HttpResponse:
    actions.remove_desk(request.actor, queries.get_desk(request.actor, pk))
    messages.success(request, _("Taken off. Nobody finds this desk here any more."))
    return redirect(address(request.actor, "network:desk_list"))


@require_POST
def propose_desks(request: Request) -> HttpResponse:
    actions.propose_desks(request.actor)
    messages.success(request, _("Added, each still to be checked."))
    return redirect(address(request.actor, "network:desk_list"))


def _desk(request: Request, pk: UUID) -> HttpResponse:
    return redirect(address(request.actor, "network:desk_detail", pk=pk))
