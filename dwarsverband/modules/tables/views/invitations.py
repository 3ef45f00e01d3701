"""Pages on which somebody is invited to a table, and answers."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dwarsverband.foundation.access import Request
from dwarsverband.foundation.access.reach import open_to
from dwarsverband.foundation.ui.addresses import address
from dwarsverband.modules.tables import forms, rules
from dwarsverband.modules.tables.actions import invitations as actions
from dwarsverband.modules.tables.queries import candidates, invitation_words, invitations


def guest_list(request: Request, pk: UUID) -> HttpResponse:
    table = invitations.get_inviting_table(request.actor, pk)
    found = candidates.guests(request.actor, table)
    context = {"table": table, "words": invitation_words.guests_words(found)}
    return render(request, "tables/guest_list.html", context)


def invite_person(request: Request, pk: UUID) -> HttpResponse:
    table = invitations.get_inviting_table(request.actor, pk)
    offer = candidates.offered(request.actor, table, request.GET.dict() | request.POST.dict())
    form = forms.InvitePerson(request.POST if request.method == "POST" else None)
    if form.submit(actions.invite_person, request.actor, offer):
        messages.success(request, invitation_words.invited(form.result))
        return redirect(address(request.actor, "tables:table_detail", pk=table.pk))
    mail = invitation_words.invitation_mail(request.actor, offer)
    verdict = rules.may_invite_person(request.actor, offer)
    context = {"form": form, "table": table, "offer": offer, "mail": mail, "verdict": verdict}
    context["fills"] = invitation_words.offer_fills(request.actor, offer)
    return render(request, "tables/invite_person.html", context)


@require_POST
def answer_table_invitation(request: Request, pk: UUID) -> HttpResponse:
    invitation = invitations.get_invitation(request.actor, pk)
    form = forms.AnswerTableInvitation(request.POST)
    if form.submit(actions.answer_table_invitation, request.actor, invitation):
        messages.success(request, _("Written down."))
    return redirect(address(request.actor, "tables:table_detail", pk=invitation.seat.table_id))


@require_POST
def take_back_invitation(request: Request, pk: UUID) -> HttpResponse:
    invitation = invitations.get_invitation(request.actor, pk)
    table = invitation.seat.table_id
    actions.take_back_invitation(request.actor, invitation)
    messages.success(request, _("Taken back. The link in the mail works no longer."))
    return redirect(address(request.actor, "tables:table_detail", pk=table))


@open_to("link")
def answer_table_invitation_by_link(request: Request, secret: str) -> HttpResponse:
    invitation = invitations.invitation_of_link(request.actor, secret)
    form = forms.AnswerTableInvitation(request.POST or None)
    is_answered = form.submit(actions.answer_table_invitation, request.actor, invitation)
    chosen = request.GET.get("antwoord", "")
    context = {
        "invitation": invitation,
        "form": form,
        "done": invitation_words.answered(form.result) if is_answered else "",
        "words": invitation_words.asked_to_sit(request.actor, invitation, secret, chosen),
        "verdict": rules.may_answer_table_invitation(request.actor, invitation),
    }
    return render(request, "tables/answer_by_link.html", context)
