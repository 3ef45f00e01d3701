"""Pages about people and their ties."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dwarsverband.foundation.access import Request
from dwarsverband.foundation.ui.addresses import address
from dwarsverband.foundation.ui.downloads import download
from dwarsverband.foundation.ui.forms import Form
from dwarsverband.modules.network import forms, rules
from dwarsverband.modules.network.actions import people as people_actions
from dwarsverband.modules.network.queries import consent_words, moments, people, silo_words

PAGE = 25
# On the page of one person there is more to read.
TIES = 10


def person_list(request: Request) -> HttpResponse:
    wanted = request.GET.get("zoek", "").replace("\0", "").strip()
    page = Paginator(people.people_list(request.actor, wanted), PAGE).get_page(
        request.GET.get("pagina")
    )
    lead = silo_words.people_sentence(page.paginator.count, wanted)
    return render(
        request, "network/person_list.html", {"page": page, "wanted": wanted, "lead": lead}
    )


def person_detail(request: Request, pk: UUID) -> HttpResponse:
    person = people.get_person(request.actor, pk)
    ties = people.ties_of(request.actor, person)
    context = {
        "person": person,
        "lead": silo_words.person_sentence(request.actor, person, ties),
        "ties": Paginator(ties, TIES).get_page(request.GET.get("pagina")),
        "may_change": rules.may_change_person(request.actor, person),
        "may_withdraw": rules.may_withdraw_person(request.actor, person),
        "may_export": rules.may_export_person(request.actor, person),
        "contact": moments.contact_with(request.actor, person, ties),
    }
    return render(request, "network/person_detail.html", context)


def change_person(request: Request, pk: UUID) -> HttpResponse:
    person = people.get_person(request.actor, pk)
    form = forms.ChangePerson(request.POST or None, initial=people.person_form(person))
    form.for_themes(people.theme_choices(request.actor)).hide_reach(when=person.is_key_person)
    if form.submit(people_actions.change_person, request.actor, person):
        messages.success(request, consent_words.corrected(person.email, form.result))
        return redirect(address(request.actor, "network:person_detail", pk=person.pk))
    verdict = rules.may_change_person(request.actor, person)
    context = {"form": form, "person": person, "verdict": verdict}
    return render(request, "network/change_person.html", context)


@require_POST
def export_person(request: Request, pk: UUID) -> HttpResponse:
    person = people.get_person(request.actor, pk)
    kind = request.POST.get("format", "page")
    file = people_actions.export_person(request.actor, person, kind=kind)
    return download(file.name, file.media_type, file.content)


@require_POST
def make_contact_card(request: Request, pk: UUID) -> HttpResponse:
    person = people.get_person(request.actor, pk)
    card = people_actions.make_contact_card(request.actor, person)
    return download(card.name, card.media_type, card.content)


def withdraw_person(request: Request, pk: UUID) -> HttpResponse:
    person = people.get_person(request.actor, pk)
    form = Form(request.POST if request.method == "POST" else None)
    if form.submit(people_actions.withdraw_person, request.actor, person):
        messages.success(
            request, _("Taken out. What stays is a mark without a name: somebody left, and when.")
        )
        return redirect(address(request.actor, "network:person_list"))
    verdict = rules.may_withdraw_person(request.actor, person)
    context = {"form": form, "person": person, "verdict": verdict}
    return render(request, "network/withdraw_person.html", context)
