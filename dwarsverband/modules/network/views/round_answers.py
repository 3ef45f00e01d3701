"""Pages on which somebody without account says with whom they work.

A link that ended, was never made or is for something else leads nowhere: the same page for all.
"""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dwarsverband.foundation.access import Request
from dwarsverband.foundation.access.reach import open_to
from dwarsverband.modules.network.actions import round_answers as actions
from dwarsverband.modules.network.forms import rounds as forms
from dwarsverband.modules.network.queries import round_answering, round_totals, round_words, rounds


@open_to("link")
def answer_round(request: Request, secret: str) -> HttpResponse:
    mine = rounds.participation_of_link(request.actor, secret)
    page = round_answering.whom(request.actor, mine, request.GET)
    form = forms.NameContacts(request.POST or None).for_page(page)
    if form.submit(actions.name_contacts, request.actor, mine):
        if "keep" in request.POST:
            actions.keep_earlier(request.actor, mine)
        return _after_naming(request, secret)
    context = {"mine": mine, "page": page, "form": form, "secret": secret}
    return render(request, "network/answer_round.html", context | _words())


@require_POST
@open_to("link")
def keep_earlier(request: Request, secret: str) -> HttpResponse:
    mine = rounds.participation_of_link(request.actor, secret)
    actions.keep_earlier(request.actor, mine)
    messages.success(request, _("Kept as it was. Did anybody come on top of that?"))
    return redirect("answer_round", secret)


@open_to("link")
def say_how_often(request: Request, secret: str) -> HttpResponse:
    mine = rounds.participation_of_link(request.actor, secret)
    page = round_answering.how_often(mine)
    form = forms.SayHowOften(request.POST or None).for_page(
        request.actor, page, mine.round.theme_id
    )
    if form.submit(actions.say_how_often, request.actor, mine):
        return _with_missed(request, redirect("name_missing", secret))
    asked = {"unsaid": form.questions(page.unsaid), "said": form.questions(page.said)}
    context = {"mine": mine, "form": form, "secret": secret, **asked}
    context["missed"] = _missed(request)
    return render(request, "network/say_how_often.html", context)


@open_to("link")
def name_missing(request: Request, secret: str) -> HttpResponse:
    mine = rounds.participation_of_link(request.actor, secret)
    first = {"name": request.GET.get(round_answering.MISSED, "")}
    form = forms.NameMissing(request.POST or None, initial=first).for_actor(request.actor)
    if form.submit(actions.name_missing, request.actor, mine):
        messages.success(request, _("Passed on. The coordinator looks at it."))
        return redirect("name_missing", secret)
    context = {"mine": mine, "form": form, "secret": secret}
    context |= {"page": round_answering.last_step(mine), "is_open": form.errors or first["name"]}
    return render(request, "network/name_missing.html", context)


@require_POST
@open_to("link")
def finish_answer(request: Request, secret: str) -> HttpResponse:
    mine = rounds.participation_of_link(request.actor, secret)
    actions.finish_answer(request.actor, mine)
    return redirect("answer_round", secret)


@open_to("link")
def decline_round(request: Request, secret: str) -> HttpResponse:
    mine = rounds.participation_of_link(request.actor, secret)
    form = forms.DeclineRound(request.POST if request.method == "POST" else None)
    is_done = form.submit(actions.decline_round, request.actor, mine)
    context = {"mine": mine, "form": form, "secret": secret, "is_done": is_done}
    return render(request, "network/decline_round.html", context)


@open_to("link")
def round_result(request: Request, secret: str) -> HttpResponse:
    mine = rounds.participation_of_result(request.actor, secret)
    result = round_totals.result_of(request.actor, mine)
    context = {"mine": mine, "result": result, "lines": round_words.result_lines(result.totals)}
    return render(request, "network/round_result.html", context)


def _after_naming(request: Request, secret: str) -> HttpResponse:
    """To the next step; or back with whoever was looked for."""
    if "look" not in request.POST:
        return _with_missed(request, redirect("say_how_often", secret))
    asked = urlencode({round_answering.SEARCH: request.POST.get(round_answering.SEARCH, "")})
    page = redirect("answer_round", secret)
    page["Location"] += f"?{asked}#gevonden"
    return page


def _with_missed(request: Request, page: HttpResponse) -> HttpResponse:
    """The next step, with the name that was looked for in vain."""
    page["Location"] += _missed(request)
    return page


def _missed(request: Request) -> str:
    """That name, as it stands in an address; nothing when nobody was looked for in vain."""
    word = round_answering.MISSED
    name = request.POST.get(word, request.GET.get(word, ""))
    return f"?{urlencode({word: name})}" if name else ""


def _words() -> dict[str, str]:
    return {"who_sees": round_words.who_sees()}
