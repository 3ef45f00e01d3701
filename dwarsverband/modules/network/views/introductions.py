"""Pages on which people are brought together."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dwarsverband.foundation.access import Request
from dwarsverband.foundation.access.pages import remember_page
from dwarsverband.foundation.access.reach import open_to
from dwarsverband.foundation.ui.addresses import address
from dwarsverband.modules.network import forms, rules
from dwarsverband.modules.network.actions import introductions as introduction_actions
from dwarsverband.modules.network.queries import (
    introduction_words,
    introductions,
    people,
)


@remember_page
def introduction_list(request: Request) -> HttpResponse:
    suggestions = introductions.suggested_introductions(request.actor)
    own = people.own_key(request.actor)
    asked = list(introductions.open_introductions(request.actor))
    context = {
        "words": introduction_words.introduction_words(request.actor, suggestions, len(asked)),
        "suggestions": [introduction_words.told(one, own) for one in suggestions],
        "open": asked,
    }
    return render(request, "network/introduction_list.html", context)


def ask_introducer(request: Request) -> HttpResponse:
    typed = request.GET.dict() | request.POST.dict()
    suggestion, introducer = introductions.asked(request.actor, typed)
    form = forms.AskIntroducer(request.POST or None)
    ask = partial(introduction_actions.ask_introducer, introducer=introducer)
    if form.submit(ask, request.actor, suggestion):
        messages.success(request, introduction_words.receipt(form.result))
        return redirect(address(request.actor, "network:introduction_list"))
    told = introduction_words.asked_words(request.actor, suggestion, introducer)
    context = {"form": form, "told": told, "introducer": introducer, "suggestion": suggestion}
    context["verdict"] = rules.may_ask_introducer(request.actor, suggestion)
    return render(request, "network/ask_introducer.html", context)


@require_POST
def let_introduction_rest(request: Request) -> HttpResponse:
    suggestion, _introducer = introductions.asked(request.actor, request.POST)
    introduction_actions.let_introduction_rest(request.actor, suggestion)
    messages.success(request, _("Put away. These two are not suggested again within a year."))
    return redirect(address(request.actor, "network:introduction_list"))


@require_POST
def answer_introduction(request: Request, pk: UUID) -> HttpResponse:
    introduction = introductions.get_introduction(request.actor, pk)
    form = forms.AnswerIntroduction(request.POST)
    form.submit(introduction_actions.answer_introduction, request.actor, introduction)
    return redirect(address(request.actor, "network:introduction_list"))


@open_to("link")
def answer_by_link(request: Request, secret: str) -> HttpResponse:
    introduction = introductions.introduction_of_link(request.actor, secret)
    form = forms.AnswerIntroduction(request.POST or None)
    is_answered = form.submit(introduction_actions.answer_introduction, request.actor, introduction)
    chosen = request.GET.get("antwoord", "")
    context = {
        "introduction": introduction,
        "done": introduction_words.answered(form.result) if is_answered else "",
        "words": introduction_words.answer_words(request.actor, introduction, secret, chosen),
        "verdict": rules.may_answer_introduction(request.actor, introduction),
    }
    return render(request, "network/answer_by_link.html", context)


def record_meeting(request: Request, pk: UUID) -> HttpResponse:
    introduction = introductions.get_introduction(request.actor, pk)
    form = forms.RecordMeeting(
        request.POST or None, initial={"on": people.today(), "version": introduction.version}
    )
    if form.submit(introduction_actions.record_meeting, request.actor, introduction):
        messages.success(request, introduction_words.met_words(introduction))
        return redirect(address(request.actor, "network:introduction_list"))
    verdict = rules.may_record_meeting(request.actor, introduction)
    context = {"form": form, "introduction": introduction, "verdict": verdict}
    return render(request, "network/record_meeting.html", context)
