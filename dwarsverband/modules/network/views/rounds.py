"""Pages of contact rounds: open one, see how it goes, close it, decide about names."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dwarsverband.foundation.access import Request
from dwarsverband.foundation.access.replies import tell_once
from dwarsverband.foundation.ui.addresses import address
from dwarsverband.foundation.ui.forms import Form
from dwarsverband.modules.network.actions import round_answers, round_names
from dwarsverband.modules.network.actions import rounds as actions
from dwarsverband.modules.network.forms import rounds as forms
from dwarsverband.modules.network.queries import round_closing, round_page, round_words
from dwarsverband.modules.network.queries import rounds as queries
from dwarsverband.modules.network.rules import rounds as rules

PAGE = 20


def round_list(request: Request) -> HttpResponse:
    context = {
        "rounds": round_page.rounds_told(request.actor),
        "verdict": rules.may_open_round(request.actor),
    }
    return render(request, "network/round_list.html", context)


def open_round(request: Request) -> HttpResponse:
    given = request.POST or request.GET or None
    usual = queries.usual_round(request.actor)
    initial = {"answers_until": usual.answers_until}
    form = forms.OpenRound(given, initial=initial).for_actor(request.actor)
    if form.is_read and form.submit(actions.open_round, request.actor):
        messages.success(request, _("The round is open. The mails are on their way."))
        return redirect(address(request.actor, "network:round_detail", pk=form.result.pk))
    plan = round_words.plan_of(request.actor, form.planned(usual))
    context = {"form": form, "plan": plan}
    context["verdict"] = rules.may_open_round(request.actor)
    return render(request, "network/open_round.html", context)


def round_detail(request: Request, pk: UUID) -> HttpResponse:
    asked = queries.get_round(request.actor, pk)
    told = round_page.round_told(request.actor, asked)
    context = {
        "round": asked,
        "told": told,
        "page": Paginator(told.response, PAGE).get_page(request.GET.get("pagina")),
        "may_close": rules.may_close_round(request.actor, asked),
    }
    return render(request, "network/round_detail.html", context)


def answer_list(request: Request, pk: UUID) -> HttpResponse:
    asked = queries.get_round(request.actor, pk)
    answers = Paginator(queries.answers_of(request.actor, asked), PAGE)
    page = answers.get_page(request.GET.get("pagina"))
    return render(request, "network/answer_list.html", {"round": asked, "page": page})


def close_round(request: Request, pk: UUID) -> HttpResponse:
    asked = queries.get_round(request.actor, pk)
    form = Form(request.POST if request.method == "POST" else None)
    if form.submit(actions.close_round, request.actor, asked):
        messages.success(request, _("Closed. Whoever answered gets a mail with what came of it."))
        return redirect(address(request.actor, "network:round_detail", pk=pk))
    lines = round_closing.closing_lines(request.actor, asked)
    verdict = rules.may_close_round(request.actor, asked)
    context = {"form": form, "round": asked, "lines": lines, "verdict": verdict}
    return render(request, "network/close_round.html", context)


@require_POST
def undo_answer(request: Request, pk: UUID) -> HttpResponse:
    participation = queries.get_answer(request.actor, pk)
    round_answers.undo_answer(request.actor, participation)
    messages.success(request, _("Undone. The ties are as they were before this answer."))
    return _back(request, participation.round_id)


@require_POST
def admit_name(request: Request, pk: UUID) -> HttpResponse:
    missing = queries.get_missing_name(request.actor, pk)
    person = round_names.admit_name(request.actor, missing)
    messages.success(request, round_words.admitted_words(person))
    return _back(request, missing.participation.round_id)


@require_POST
def drop_name(request: Request, pk: UUID) -> HttpResponse:
    missing = queries.get_missing_name(request.actor, pk)
    round_names.drop_name(request.actor, missing)
    messages.success(request, _("Left out. Nothing of this name is kept."))
    return _back(request, missing.participation.round_id)


def open_answer(request: Request, pk: UUID) -> HttpResponse:
    mine = queries.own_participation(request.actor, pk)
    if request.method == "POST":
        tell_once(request)
        return redirect("answer_round", round_answers.open_answer(request.actor, mine))
    context = {"mine": mine, "who_sees": round_words.who_sees()}
    return render(request, "network/open_answer.html", context)


def _back(request: Request, pk: UUID) -> HttpResponse:
    return redirect(address(request.actor, "network:round_detail", pk=pk))
