"""Pages of a theme: which seats it needs, who fills them, who could."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dwarsverband.foundation.access import Request
from dwarsverband.foundation.accounts.queries import get_theme
from dwarsverband.foundation.accounts.rules import may_change_theme
from dwarsverband.foundation.ui.addresses import address
from dwarsverband.modules.network import rules
from dwarsverband.modules.network.actions import seats as actions
from dwarsverband.modules.network.forms import parts as forms
from dwarsverband.modules.network.queries import people, seat_words, seats

PAGE = 20


def theme_detail(request: Request, pk: UUID) -> HttpResponse:
    detail = seats.theme_detail(request.actor, get_theme(request.actor, pk))
    context = {
        "detail": detail,
        "theme": detail.theme,
        "words": seat_words.theme_words(detail),
        "page": Paginator(detail.people, PAGE).get_page(request.GET.get("pagina")),
        "verdict": rules.may_add_seat(request.actor, detail.theme),
        "may_change": may_change_theme(request.actor, detail.theme),
    }
    return render(request, "network/theme_detail.html", context)


def add_seat(request: Request, pk: UUID) -> HttpResponse:
    theme = get_theme(request.actor, pk)
    form = forms.AddSeat(request.POST or None).for_actor(request.actor)
    if form.submit(actions.add_seat, request.actor, theme):
        messages.success(request, _("Added. This theme now has this seat."))
        return _theme(request, theme.pk)
    verdict = rules.may_add_seat(request.actor, theme)
    return render(
        request, "network/add_seat.html", {"form": form, "theme": theme, "verdict": verdict}
    )


@require_POST
def propose_seats(request: Request, pk: UUID) -> HttpResponse:
    theme = get_theme(request.actor, pk)
    actions.propose_seats(request.actor, theme)
    messages.success(request, _("These seats are a proposal. Change what does not fit."))
    return _theme(request, theme.pk)


def change_seat(request: Request, pk: UUID) -> HttpResponse:
    seat = seats.get_seat(request.actor, pk)
    form = forms.ChangeSeat(request.POST or None, initial=seats.seat_form(seat))
    if form.for_actor(request.actor).submit(actions.change_seat, request.actor, seat):
        messages.success(request, _("Saved. This seat is yours now."))
        return _theme(request, seat.theme_id)
    verdict = rules.may_change_seat(request.actor, seat)
    context = {"form": form, "seat": seat, "theme": seat.theme, "verdict": verdict}
    return render(request, "network/change_seat.html", context)


@require_POST
def move_seat_up(request: Request, pk: UUID) -> HttpResponse:
    seat = seats.get_seat(request.actor, pk)
    actions.move_seat_up(request.actor, seat)
    return _theme(request, seat.theme_id)


@require_POST
def remove_seat(request: Request, pk: UUID) -> HttpResponse:
    seat = seats.get_seat(request.actor, pk)
    actions.remove_seat(request.actor, seat)
    messages.success(request, _("Taken off. This theme no longer asks for this seat."))
    return _theme(request, seat.theme_id)


@require_POST
def put_on_theme(request: Request, pk: UUID) -> HttpResponse:
    person = people.get_person(request.actor, pk)
    form = forms.ChooseTheme(request.POST).for_actor(request.actor)
    if form.submit(actions.put_on_theme, request.actor, person):
        messages.success(request, seat_words.put_on(person, form.cleaned_data["theme"]))
        return _theme(request, form.cleaned_data["theme"].pk)
    return redirect(address(request.actor, "network:person_detail", pk=person.pk))


@require_POST
def take_off_theme(request: Request, pk: UUID) -> HttpResponse:
    person = people.get_person(request.actor, pk)
    form = forms.ChooseTheme(request.POST).for_actor(request.actor)
    if form.submit(actions.take_off_theme, request.actor, person):
        messages.success(request, seat_words.taken_off(person, form.cleaned_data["theme"]))
        return _theme(request, form.cleaned_data["theme"].pk)
    return redirect(address(request.actor, "network:person_detail", pk=person.pk))


def _theme(request: Request, pk: UUID) -> HttpResponse:
    return redirect(address(request.actor, "network:theme_detail", pk=pk))
