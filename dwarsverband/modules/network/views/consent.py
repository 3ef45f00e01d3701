"""Pages on which people are told that they are recorded, and their objections answered."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from dwarsverband.foundation.access import Request
from dwarsverband.foundation.ui.addresses import address
from dwarsverband.foundation.ui.forms import Form
from dwarsverband.modules.network import forms, rules
from dwarsverband.modules.network.actions import consent as consent_actions
from dwarsverband.modules.network.queries import consent, consent_words, people

PAGE, PLACES = 50, 20


def consent_list(request: Request) -> HttpResponse:
    found = consent.consent(request.actor)
    places = consent.told_per_organisation(request.actor)
    context = {
        "found": found,
        "lead": consent_words.consent_sentence(found),
        "words": consent_words.consent_words(found, places),
        "page": Paginator([one for one in places if one.untold], PLACES).get_page(
            request.GET.get("pagina")
        ),
        "verdict": rules.may_tell_people(request.actor),
    }
    return render(request, "network/consent_list.html", context)


def tell_people(request: Request) -> HttpResponse:
    form = Form(request.POST if request.method == "POST" else None)
    if form.submit(consent_actions.tell_people, request.actor):
        messages.success(request, consent_words.sent_sentence(request.actor, form.result))
        return redirect(address(request.actor, "network:consent_list"))
    context = {
        "form": form,
        "words": consent_words.consent_words(consent.consent(request.actor)),
        "example": consent_words.example(request.actor),
        "verdict": rules.may_tell_people(request.actor),
    }
    return render(request, "network/tell_people.html", context)


def tell_person(request: Request, pk: UUID) -> HttpResponse:
    person = people.get_person(request.actor, pk)
    form = Form(request.POST if request.method == "POST" else None)
    if form.submit(consent_actions.tell_person, request.actor, person):
        return redirect(address(request.actor, "network:person_detail", pk=pk))
    context = {
        "form": form,
        "person": person,
        "example": consent_words.example(request.actor, person),
        "verdict": rules.may_tell_person(request.actor, person),
        "on_paper": rules.may_write_letters(request.actor),
    }
    return render(request, "network/tell_person.html", context)


def letter_list(request: Request) -> HttpResponse:
    found = Paginator(consent.people_on_paper(request.actor), PAGE)
    page = found.get_page(request.GET.get("pagina"))
    context = {
        "page": page,
        "lead": consent_words.paper_sentence(found.count),
        "form": forms.ChoosePeople().for_people(page),
        "verdict": rules.may_write_letters(request.actor),
    }
    return render(request, "network/letter_list.html", context)


@require_POST
def write_letters(request: Request) -> HttpResponse:
    form = forms.ChoosePeople(request.POST)
    if form.submit(consent_actions.write_letters, request.actor):
        context = {"letters": form.result, "typed_at": consent_words.code_address()}
        return render(request, "network/letter.html", context)
    messages.warning(request, consent_words.choose_somebody())
    return redirect(address(request.actor, "network:letter_list"))


@require_POST
def record_told(request: Request) -> HttpResponse:
    form = forms.RecordTold(request.POST)
    if form.submit(consent_actions.record_told, request.actor):
        messages.success(request, consent_words.told_sentence(form.result))
    else:
        messages.warning(request, consent_words.choose_somebody())
    return redirect(address(request.actor, "network:letter_list"))


def objection_list(request: Request) -> HttpResponse:
    found = Paginator(consent.objecting_people(request.actor), PAGE)
    context = {
        "page": found.get_page(request.GET.get("pagina")),
        "lead": consent_words.objections_sentence(found.count),
    }
    return render(request, "network/objection_list.html", context)


def record_objection(request: Request, pk: UUID) -> HttpResponse:
    person = people.get_person(request.actor, pk)
    form = forms.RecordObjection(request.POST if request.method == "POST" else None)
    if form.submit(consent_actions.record_objection, request.actor, person):
        return redirect(address(request.actor, "network:person_detail", pk=pk))
    verdict = rules.may_record_objection(request.actor, person)
    context = {"form": form, "person": person, "verdict": verdict}
    return render(request, "network/record_objection.html", context)


@require_POST
def take_back_objection(request: Request, pk: UUID) -> HttpResponse:
    person = people.get_person(request.actor, pk)
    consent_actions.take_back_objection(request.actor, person)
    return redirect(address(request.actor, "network:person_detail", pk=pk))


def answer_objection(request: Request, pk: UUID) -> HttpResponse:
    person = people.get_person(request.actor, pk)
    form = forms.AnswerObjection(request.POST or None, initial={"version": person.version})
    if form.submit(consent_actions.answer_objection, request.actor, person):
        return redirect(address(request.actor, "network:person_detail", pk=pk))
    verdict = rules.may_answer_objection(request.actor, person)
    context = {"form": form, "person": person, "verdict": verdict}
    return render(request, "network/answer_objection.html", context)
