"""Pages that show who does not know whom."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from dwarsverband.foundation.access import Request
from dwarsverband.foundation.access.pages import remember_page
from dwarsverband.foundation.access.reach import open_to
from dwarsverband.foundation.ui.addresses import address
from dwarsverband.foundation.ui.downloads import download
from dwarsverband.foundation.ui.forms import Form
from dwarsverband.modules.network import forms, rules
from dwarsverband.modules.network.actions import reports as actions
from dwarsverband.modules.network.forms import parts
from dwarsverband.modules.network.queries import (
    filters,
    history,
    introduction_words,
    load_words,
    matrix,
    overview,
    pairs,
    people,
    publications,
    silo_words,
)

PAGE = 40


@remember_page
def silo_report(request: Request) -> HttpResponse:
    per = "organisation" if request.GET.get("per") == "organisatie" else "domain"
    shown = overview.overview(request.actor, per, filters.asked_filter(request.actor, request.GET))
    context = {
        "report": shown.report,
        "words": silo_words.silo_words(shown.report),
        "matrix": matrix.silo_matrix(request.actor, shown.report),
        "told": filters.filter_told(request.GET, shown.report.filter, shown.choices),
        "load": load_words.own_load_words(overview.own_load(request.actor)),
        **_asked(request, shown),
    }
    return render(request, "network/silo_report.html", context)


def _asked(request: Request, shown: overview.Overview) -> dict[str, object]:
    """What the page asks: which part, which bridges of many, and how it was before."""
    days = history.offered_days(request.actor)
    since = request.GET.get("sinds", "")
    return {
        "bridges": Paginator(shown.report.bridges, PAGE).get_page(request.GET.get("pagina")),
        "filtering": parts.FilterReport(request.GET).for_choices(shown.choices),
        "comparing": forms.CompareDays(request.GET or None).for_days(days),
        "change": history.change_since(request.actor, shown.report, since),
    }


def export_network(request: Request) -> HttpResponse:
    form = forms.ExportNetwork(request.POST or None)
    if form.submit(actions.export_network, request.actor):
        return download(form.result.name, form.result.media_type, form.result.content)
    context = {"form": form, "verdict": rules.may_export_network(request.actor)}
    return render(request, "network/export_network.html", context)


def publish_report(request: Request) -> HttpResponse:
    form = forms.PublishReport(request.POST or None)
    if form.submit(actions.publish_report, request.actor):
        publication, secret = form.result
        shared = publications.share_address(secret)
        context = {"publication": publication, "secret": secret, "address": shared}
        return render(request, "network/published.html", context)
    context = {
        "form": form,
        "verdict": rules.may_publish_report(request.actor),
        "publications": publications.visible_publications(request.actor),
    }
    return render(request, "network/publish_report.html", context)


def withdraw_publication(request: Request, pk: UUID) -> HttpResponse:
    publication = publications.get_publication(request.actor, pk)
    form = Form(request.POST if request.method == "POST" else None)
    if form.submit(actions.withdraw_publication, request.actor, publication):
        messages.success(request, _("Taken back. The link shows nothing any more."))
        return redirect(address(request.actor, "network:publish_report"))
    verdict = rules.may_withdraw_publication(request.actor, publication)
    context = {"form": form, "publication": publication, "verdict": verdict}
    return render(request, "network/withdraw_publication.html", context)


@open_to("link")
def publication_detail(request: Request, secret: str) -> HttpResponse:
    publication = publications.publication_of_link(request.actor, secret)
    shown = publications.published(request.actor, publication)
    return render(request, "network/publication_detail.html", {"shown": shown})


def pair_detail(request: Request, first: UUID, second: UUID) -> HttpResponse:
    wanted = filters.asked_filter(request.actor, request.GET)
    detail = pairs.get_pair(request.actor, first, second, wanted)
    own = people.own_key(request.actor)
    context = {
        "detail": detail,
        "pair": detail.pair,
        "words": silo_words.pair_sentence(detail.pair),
        "told": filters.filter_sentence(request.actor, wanted),
        "suggestions": [introduction_words.told(one, own) for one in detail.suggestions],
    }
    return render(request, "network/pair_detail.html", context)
