"""Pages about the contacts of others: handing them over, somebody new, and who is silent for too long."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from dwarsverband.foundation.access import Request
from dwarsverband.foundation.ui.addresses import address
from dwarsverband.modules.network.actions import handing as actions
from dwarsverband.modules.network.forms import handing as forms
from dwarsverband.modules.network.models import ContactMoment
from dwarsverband.modules.network.queries import handing_words, handover, people, silent
from dwarsverband.modules.network.rules import handing as rules


def silent_list(request: Request) -> HttpResponse:
    domain, theme = (request.GET.get(name, "") for name in ("domein", "thema"))
    found = silent.silent_ties(request.actor, domain, theme, request.GET.get("pagina", 1))
    form = forms.FilterSilence(initial=found.chosen).offer(found.domains, found.themes)
    return render(request, "network/silent_list.html", {"found": found, "form": form})


def hand_over_contacts(request: Request, pk: UUID) -> HttpResponse:
    member = handover.handover(request.actor, pk).member
    first = {"contacts": request.GET.getlist("contact")}
    form = forms.HandOverContacts(request.POST or None, initial=first)
    told = form.for_member(request.actor, member).told()
    if told and form.is_seen and form.submit(actions.hand_over_contacts, request.actor, member):
        messages.success(request, handing_words.receipt(form.result))
        return redirect(address(request.actor, "network:handover_sheet", pk=pk))
    verdict = rules.may_hand_over_contacts(request.actor, member)
    shown = form.shown_again() if told else form
    context = {"form": shown, "told": told, "member": member, "verdict": verdict}
    return render(request, "network/hand_over_contacts.html", context)


def record_first_contact(request: Request, pk: UUID) -> HttpResponse:
    person = people.get_person(request.actor, pk)
    first = {"on": people.today(), "reason": ContactMoment.Reason.ACQUAINTANCE}
    form = forms.RecordFirstContact(request.POST or None, initial=first)
    form.for_person(request.actor, person)
    if form.submit(actions.record_first_contact, request.actor, person):
        messages.success(request, _("Recorded. You two know each other now."))
        return redirect(address(request.actor, "network:person_detail", pk=pk))
    verdict = rules.may_record_first_contact(request.actor, person)
    context = {"form": form, "person": person, "verdict": verdict}
    return render(request, "network/record_first_contact.html", context)
