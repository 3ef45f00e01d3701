"""Pages of key persons and of what was agreed with them."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dwarsverband.foundation.access import Request
from dwarsverband.foundation.ui.addresses import address
from dwarsverband.foundation.ui.forms import Form
from dwarsverband.modules.network.actions import agreements as actions
from dwarsverband.modules.network.forms import agreements as forms
from dwarsverband.modules.network.queries import agreements as queries
from dwarsverband.modules.network.queries import people
from dwarsverband.modules.network.rules import agreements as rules

PAGE = 50


def key_person_list(request: Request) -> HttpResponse:
    wanted = request.GET.get("zoek", "").replace("\0", "").strip()
    agreements = queries.key_person_list(request.actor, wanted)
    page = Paginator(agreements, PAGE).get_page(request.GET.get("pagina"))
    return render(request, "network/key_person_list.html", {"page": page, "wanted": wanted})


def record_agreement(request: Request, pk: UUID) -> HttpResponse:
    person = people.get_person(request.actor, pk)
    initial = {"agreed_on": people.today(), "agreed_how": "talk"}
    form = forms.RecordAgreement(request.POST or None, initial=initial).for_actor(request.actor)
    if form.submit(actions.record_agreement, request.actor, person):
        messages.success(request, _("Written down. Both keepers see this person now."))
        return _person(request, person.pk)
    verdict = rules.may_record_agreement(request.actor, person)
    context = {"form": form, "person": person, "verdict": verdict}
    return render(request, "network/record_agreement.html", context)


def change_agreement(request: Request, pk: UUID) -> HttpResponse:
    agreement = queries.get_agreement(request.actor, pk)
    initial = queries.agreement_form(agreement)
    form = forms.ChangeAgreement(request.POST or None, initial=initial).for_actor(request.actor)
    if form.submit(actions.change_agreement, request.actor, agreement):
        messages.success(request, _("Saved. This is what you agreed now."))
        return _person(request, agreement.person_id)
    verdict = rules.may_change_agreement(request.actor, agreement)
    context = {"form": form, "person": agreement.person, "verdict": verdict}
    return render(request, "network/record_agreement.html", context)


def end_agreement(request: Request, pk: UUID) -> HttpResponse:
    agreement = queries.get_agreement(request.actor, pk)
    form = Form(request.POST if request.method == "POST" else None)
    if form.submit(actions.end_agreement, request.actor, agreement):
        messages.success(request, _("Ended. This person is asked no longer."))
        return redirect(address(request.actor, "network:key_person_list"))
    verdict = rules.may_end_agreement(request.actor, agreement)
    context = {"form": form, "agreement": agreement, "verdict": verdict}
    return render(request, "network/end_agreement.html", context)


@require_POST
def show_reach(request: Request, pk: UUID) -> HttpResponse:
    agreement = queries.get_agreement(request.actor, pk)
    reach = actions.show_reach(request.actor, agreement)
    context = {"reach": reach, "agreement": agreement}
    return render(request, "network/show_reach.html", context)


def _person(request: Request, pk: UUID) -> HttpResponse:
    return redirect(address(request.actor, "network:person_detail", pk=pk))
