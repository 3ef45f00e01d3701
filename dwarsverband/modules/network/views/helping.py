"""Pages on which members ask for help, offer it, and answer."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dwarsverband.foundation.access import Request
from dwarsverband.foundation.access.reach import open_to
from dwarsverband.foundation.ui.addresses import address
from dwarsverband.modules.network.actions import helping as actions
from dwarsverband.modules.network.actions import offers as offer_actions
from dwarsverband.modules.network.forms import helping as forms
from dwarsverband.modules.network.models import HelpAsk
from dwarsverband.modules.network.queries import help_pages as pages
from dwarsverband.modules.network.queries import help_words as words
from dwarsverband.modules.network.queries import helping as queries
from dwarsverband.modules.network.queries import offers, people
from dwarsverband.modules.network.rules import helping as rules

PAGE = 50


def help_page(request: Request) -> HttpResponse:
    form = forms.AskForHelp().for_actor(request.actor)
    context = {"form": form, "told": pages.help_page(request.actor)}
    return render(request, "network/help_page.html", context)


def ask_for_help(request: Request) -> HttpResponse:
    form = forms.AskForHelp(request.POST or None).for_actor(request.actor)
    given = form.given()
    if given and form.is_seen and form.submit(actions.ask_for_help, request.actor):
        messages.success(request, words.sent_words(form.result))
        return _question(request, form.result.pk)
    told = pages.preview(request.actor, given) if given else None
    shown = form.shown_again(request.actor) if given and not form.errors else form
    context = {"form": shown, "told": told, "verdict": rules.may_ask_for_help(request.actor)}
    return render(request, "network/ask_for_help.html", context)


def question_detail(request: Request, pk: UUID) -> HttpResponse:
    question = queries.get_question(request.actor, pk)
    context = {
        "question": question,
        "lead": words.waiting_words(question),
        "desks": queries.desks_for(request.actor, question.text, question.theme),
    }
    return render(request, "network/question_detail.html", context)


@require_POST
def end_question(request: Request, pk: UUID) -> HttpResponse:
    actions.end_question(request.actor, queries.get_question(request.actor, pk))
    messages.success(request, _("Ended. Your question and the answers are destroyed."))
    return redirect(address(request.actor, "network:help_page"))


def answer_ask(request: Request, pk: UUID) -> HttpResponse:
    ask = queries.get_ask(request.actor, pk)
    return render(request, "network/answer_ask.html", _answering(request, ask))


@require_POST
def tell_minutes(request: Request, pk: UUID) -> HttpResponse:
    ask = queries.get_ask(request.actor, pk)
    forms.TellMinutes(request.POST).submit(actions.tell_minutes, request.actor, ask)
    return redirect(address(request.actor, "network:answer_ask", pk=ask.pk))


@require_POST
def thank(request: Request, pk: UUID) -> HttpResponse:
    answer = queries.get_answer(request.actor, pk)
    actions.thank(request.actor, answer)
    messages.success(request, words.thanked_words(answer))
    return _question(request, answer.question_id)


@open_to("link")
def answer_help_by_link(request: Request, secret: str) -> HttpResponse:
    ask = queries.ask_of_link(request.actor, secret)
    context = {**_answering(request, ask), "secret": secret}
    return render(request, "network/answer_help_by_link.html", context)


@require_POST
@open_to("link")
def tell_minutes_by_link(request: Request, secret: str) -> HttpResponse:
    ask = queries.ask_of_link(request.actor, secret)
    forms.TellMinutes(request.POST).submit(actions.tell_minutes, request.actor, ask)
    return redirect("answer_help_by_link", secret)


def _answering(request: Request, ask: HelpAsk) -> dict[str, object]:
    """The page of one answer; which one stands in the address, and nothing is given by opening it."""
    told = words.ask_words(request.actor, ask, request.GET.get("antwoord", ""), request.path)
    kind = forms.ANSWERS[told.chosen]
    form = kind(request.POST or None, initial={"reach": ask.reach or ask.email})
    is_answered = form.submit(actions.answer_ask, request.actor, ask)
    return {
        "ask": form.result if is_answered else ask,
        "question": ask.question,
        "told": told,
        "form": form,
        "done": words.answered_words(ask, form.result.answer) if is_answered else "",
        "times": rules.TIMES,
        "verdict": rules.may_answer_ask(request.actor, ask),
    }


def offer_list(request: Request) -> HttpResponse:
    wanted = request.GET.get("zoek", "").replace("\0", "").strip()
    found = offers.offer_list(request.actor, wanted)
    context = {
        "page": Paginator(found, PAGE).get_page(request.GET.get("pagina")),
        "own": offers.own_offers(request.actor),
        "person": people.own_person(request.actor),
        "wanted": wanted,
    }
    return render(request, "network/offer_list.html", context)


def add_offer(request: Request) -> HttpResponse:
    person = offers.get_own_person(request.actor)
    initial = {"ends_on": offers.usual_end(request.actor)}
    form = forms.AddOffer(request.POST or None, initial=initial)
    if form.submit(offer_actions.add_offer, request.actor, person):
        messages.success(request, _("Added. Colleagues with a question about it find you now."))
        return redirect(address(request.actor, "network:offer_list"))
    verdict = rules.may_add_offer(request.actor, person)
    return render(request, "network/add_offer.html", {"form": form, "verdict": verdict})


@require_POST
def end_offer(request: Request, pk: UUID) -> HttpResponse:
    offer_actions.end_offer(request.actor, offers.get_offer(request.actor, pk))
    messages.success(request, _("Stopped. Nobody is asked about it any more."))
    return redirect(address(request.actor, "network:offer_list"))


def _question(request: Request, pk: UUID) -> HttpResponse:
    return redirect(address(request.actor, "network:question_detail", pk=pk))
