"""The front page, the privacy page, and what we never do."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from dwarsverband.foundation.access import Request
from dwarsverband.foundation.access.pages import remember_page
from dwarsverband.foundation.access.reach import open_to
from dwarsverband.foundation.accounts import forms as account_forms
from dwarsverband.foundation.accounts import rules as account_rules
from dwarsverband.foundation.accounts.actions import partnerships
from dwarsverband.foundation.accounts.queries import get_processing, log_signature
from dwarsverband.foundation.ui.addresses import address
from dwarsverband.foundation.ui.downloads import download
from dwarsverband.modules.home import forms
from dwarsverband.modules.home.queries import privacy as queries
from dwarsverband.modules.home.queries import search as search_queries
from dwarsverband.modules.home.queries.never import PROMISES
from dwarsverband.modules.home.queries.today import today as today_of

PAGE = 25


@remember_page
def today(request: Request) -> HttpResponse:
    found = today_of(request.actor)
    page = "administrator" if found.administrator else "today"
    return render(request, f"home/{page}.html", {"today": found})


def privacy(request: Request) -> HttpResponse:
    form = forms.FilterLog(request.GET)
    verbs, number = form.wanted()
    shown = queries.privacy(request.actor, verbs, number)
    page = Paginator(shown.log, PAGE).get_page(request.GET.get("pagina"))
    term = queries.person_term(request.actor, number)
    context = {"privacy": shown, "form": form, "number": number, "term": term, "page": page}
    context["days"] = queries.log_days(page)
    context["signed"] = log_signature(request.actor)
    context["verdict"] = account_rules.may_export_log(request.actor)
    return render(request, "home/privacy.html", context)


@require_POST
def export_log(request: Request) -> HttpResponse:
    return download("log.zip", "application/zip", partnerships.export_log(request.actor))


def record_processing(request: Request) -> HttpResponse:
    processing = get_processing(request.actor)
    form = account_forms.RecordProcessing(
        request.POST or None, initial=queries.processing_form(processing)
    )
    if form.submit(partnerships.record_processing, request.actor, processing):
        return redirect(address(request.actor, "home:privacy"))
    verdict = account_rules.may_record_processing(request.actor, processing)
    return render(request, "home/record_processing.html", {"form": form, "verdict": verdict})


@open_to("anyone")
def never(request: Request) -> HttpResponse:
    return render(request, "home/never.html", {"promises": PROMISES})


def search(request: Request) -> HttpResponse:
    wanted = request.GET.get("zoek", "").replace("\0", "").strip()
    return render(
        request, "home/search.html", {"search": search_queries.search(request.actor, wanted)}
    )


def menu(request: Request) -> HttpResponse:
    return render(request, "home/menu.html")
