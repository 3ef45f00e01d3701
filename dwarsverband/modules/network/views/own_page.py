"""Somebody's own page, without account: see, correct, object, leave, take along.

Whoever holds no link that works learns only that: ended, withdrawn and never made look the same.
"""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from dwarsverband.foundation.access import Request
from dwarsverband.foundation.access.reach import open_to
from dwarsverband.foundation.links import codes
from dwarsverband.foundation.ui.downloads import download
from dwarsverband.foundation.ui.forms import Form
from dwarsverband.modules.network import forms
from dwarsverband.modules.network.actions import agreements as agreement_actions
from dwarsverband.modules.network.actions import consent as consent_actions
from dwarsverband.modules.network.actions import offers as offer_actions
from dwarsverband.modules.network.actions import people as people_actions
from dwarsverband.modules.network.forms.helping import AddOffer
from dwarsverband.modules.network.models import Person
from dwarsverband.modules.network.queries import (
    agreements,
    consent,
    consent_words,
    help_pages,
    offers,
    people,
)

PAGE = 20


@open_to("anyone")
def type_code(request: Request) -> HttpResponse:
    form = forms.TypeCode(request.POST or None)
    if form.is_bound and not codes.may_try(request):
        return render(request, "429.html", status=429)
    if form.is_bound and form.is_valid():
        secret = consent.secret_of_code(request.actor, form.cleaned_data["code"])
        if secret:
            return redirect("own_page", secret)
        codes.count_miss(request)
        form.add_error("code", consent_words.unknown_code())
    return render(request, "network/type_code.html", {"form": form})


@open_to("anyone")
def own_page(request: Request, secret: str) -> HttpResponse:
    mine = consent.own_page(request.actor, secret)
    if mine is None:
        return _gone(request)
    ties = Paginator(mine.ties, PAGE).get_page(request.GET.get("pagina"))
    context = {"secret": secret, "person": mine.person, "mine": mine, "ties": ties}
    context["words"] = consent_words.own_words(mine)
    context["contact"] = agreements.own_contact(request.actor, mine.person)
    return render(request, "network/own_page.html", context)


@open_to("anyone")
def change_by_link(request: Request, secret: str) -> HttpResponse:
    person = consent.person_of_link(request.actor, secret)
    if person is None:
        return _gone(request)
    form = forms.ChangeOwn(request.POST or None, initial=people.person_form(person))
    form.for_themes(people.theme_choices(request.actor))
    if form.submit(people_actions.change_person, request.actor, person):
        is_gone = consent.person_of_link(request.actor, secret) is None
        return _moved(request, form.result) if is_gone else redirect("own_page", secret)
    context = {"form": form, "person": person, "secret": secret}
    return render(request, "network/own_page_change.html", context)


@open_to("anyone")
def object_by_link(request: Request, secret: str) -> HttpResponse:
    person = consent.person_of_link(request.actor, secret)
    if person is None:
        return _gone(request)
    form = forms.RecordObjection(request.POST if request.method == "POST" else None)
    if form.submit(consent_actions.record_objection, request.actor, person):
        return redirect("own_page", secret)
    context = {"form": form, "person": person, "secret": secret}
    return render(request, "network/own_page_object.html", context)


@require_POST
@open_to("anyone")
def take_back_by_link(request: Request, secret: str) -> HttpResponse:
    person = consent.person_of_link(request.actor, secret)
    if person is None:
        return _gone(request)
    consent_actions.take_back_objection(request.actor, person)
    return redirect("own_page", secret)


@open_to("anyone")
def end_agreement_by_link(request: Request, secret: str) -> HttpResponse:
    person = consent.person_of_link(request.actor, secret)
    mine = agreements.own_contact(request.actor, person) if person is not None else None
    agreement = mine.agreement if mine is not None else None
    form = Form(request.POST if request.method == "POST" else None)
    if person is None or (agreement is None and form.is_bound):
        return _gone(request)
    if form.submit(agreement_actions.end_agreement, request.actor, agreement):
        return redirect("own_page", secret)
    context = {"form": form, "agreement": agreement, "secret": secret}
    return render(request, "network/own_page_stop.html", context)


@open_to("anyone")
def add_offer_by_link(request: Request, secret: str) -> HttpResponse:
    person = consent.person_of_link(request.actor, secret)
    if person is None:
        return _gone(request)
    initial = {"ends_on": offers.usual_end(request.actor)}
    form = AddOffer(request.POST or None, initial=initial)
    if form.submit(offer_actions.add_offer, request.actor, person):
        return redirect("add_offer_by_link", secret)
    own = help_pages.own_help(request.actor, person)
    context = {"form": form, "help": own, "secret": secret}
    return render(request, "network/own_page_offer.html", context)


@require_POST
@open_to("anyone")
def end_offer_by_link(request: Request, secret: str, pk: UUID) -> HttpResponse:
    person = consent.person_of_link(request.actor, secret)
    offer = offers.offers_of(request.actor, person).filter(pk=pk).first() if person else None
    if offer is None:
        return _gone(request)
    offer_actions.end_offer(request.actor, offer)
    return redirect("add_offer_by_link", secret)


@open_to("anyone")
def withdraw_by_link(request: Request, secret: str) -> HttpResponse:
    person = consent.person_of_link(request.actor, secret)
    if person is None:
        return _gone(request)
    form = Form(request.POST if request.method == "POST" else None)
    if form.submit(people_actions.withdraw_person, request.actor, person):
        return render(request, "network/own_page_left.html")
    context = {"form": form, "person": person, "secret": secret}
    return render(request, "network/own_page_leave.html", context)


@require_POST
@open_to("anyone")
def export_by_link(request: Request, secret: str) -> HttpResponse:
    person = consent.person_of_link(request.actor, secret)
    if person is None:
        return _gone(request)
    kind = request.POST.get("format", "page")
    file = people_actions.export_person(request.actor, person, kind=kind)
    return download(file.name, file.media_type, file.content)


def _moved(request: Request, person: Person) -> HttpResponse:
    return render(request, "network/own_page_moved.html", {"person": person})


def _gone(request: Request) -> HttpResponse:
    return render(request, "network/own_page_gone.html", status=410)
