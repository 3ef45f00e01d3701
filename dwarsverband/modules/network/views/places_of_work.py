"""Pages of one domain and of one organisation."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from dwarsverband.foundation.access import Request
from dwarsverband.foundation.accounts.queries import get_domain, get_organisation
from dwarsverband.foundation.accounts.rules import may_change_domain, may_change_organisation
from dwarsverband.modules.network.queries import places_of_work, silo_words

PAGE = 20


def domain_detail(request: Request, pk: UUID) -> HttpResponse:
    domain = get_domain(request.actor, pk)
    found = places_of_work.domain_detail(request.actor, domain)
    context = {
        "domain": domain,
        "found": found,
        "lead": silo_words.size_sentence(found.size),
        "pairs": [(pair, silo_words.pair_sentence(pair)) for pair in found.pairs],
        "page": Paginator(found.people, PAGE).get_page(request.GET.get("pagina")),
        "verdict": may_change_domain(request.actor, domain),
    }
    return render(request, "network/domain_detail.html", context)


def organisation_detail(request: Request, pk: UUID) -> HttpResponse:
    organisation = get_organisation(request.actor, pk)
    found = places_of_work.organisation_detail(request.actor, organisation)
    context = {
        "organisation": organisation,
        "found": found,
        "lead": silo_words.size_sentence(found.size),
        "bridges": [(pair, silo_words.pair_sentence(pair)) for pair in found.bridges],
        "page": Paginator(found.people, PAGE).get_page(request.GET.get("pagina")),
        "verdict": may_change_organisation(request.actor, organisation),
    }
    return render(request, "network/organisation_detail.html", context)
