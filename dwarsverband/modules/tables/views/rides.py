"""Pages on which a subject rides along with a table of another theme."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dwarsverband.foundation.access import Request
from dwarsverband.foundation.access.reach import open_to
from dwarsverband.foundation.ui.addresses import address
from dwarsverband.modules.tables.actions import rides as actions
from dwarsverband.modules.tables.forms import rides as forms
from dwarsverband.modules.tables.queries import ride_words, rides
from dwarsverband.modules.tables.rules import rides as rules


def ride_list(request: Request) -> HttpResponse:
    asked = request.GET.get("thema", ""), request.GET.getlist("domein")
    known = rides.choices(request.actor)
    form = forms.WishRide(initial={"thema": asked[0], "domein": asked[1]})
    wish = rides.get_wish(request.actor, known, *asked)
    context = {"form": form.among(known), "told": ride_words.rides_told(request.actor, wish)}
    return render(request, "tables/ride_list.html", context)


def ask_ride(request: Request, pk: UUID) -> HttpResponse:
    wanted = rides.get_request(request.actor, pk, request.GET.get("thema", ""))
    form = forms.AskRide(request.POST or None)
    if form.submit(actions.ask_ride, request.actor, wanted):
        messages.success(request, _("The chair gets a mail now. You read the answer here."))
        return redirect(address(request.actor, "tables:ride_list"))
    mail = ride_words.ride_mail(request.actor, wanted)
    verdict = rules.may_ask_ride(request.actor, wanted)
    context = {"form": form, "wanted": wanted, "mail": mail, "verdict": verdict}
    return render(request, "tables/ask_ride.html", context)


@require_POST
def answer_ride(request: Request, pk: UUID) -> HttpResponse:
    ride = rides.get_ride(request.actor, pk)
    form = forms.AnswerRide(request.POST)
    if form.submit(actions.answer_ride, request.actor, ride):
        messages.success(request, ride_words.ride_answered(ride))
    return redirect(address(request.actor, "tables:table_detail", pk=ride.table_id))


@open_to("link")
def answer_ride_by_link(request: Request, secret: str) -> HttpResponse:
    ride = rides.ride_of_link(request.actor, secret)
    form = forms.AnswerRide(request.POST or None)
    is_answered = form.submit(actions.answer_ride, request.actor, ride)
    context = {
        "ride": ride,
        "form": form,
        "done": ride_words.ride_answered(ride) if is_answered else "",
        "lead": ride_words.ride_lead(request.actor, ride),
        "buttons": ride_words.ride_buttons(request.GET.get("antwoord", "")),
        "verdict": rules.may_answer_ride(request.actor, ride),
    }
    return render(request, "tables/answer_ride_by_link.html", context)
