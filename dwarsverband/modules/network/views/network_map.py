"""The page with the map."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from dwarsverband.foundation.access import Request
from dwarsverband.modules.network.queries import map_words
from dwarsverband.modules.network.queries import network_map as maps

PAGE = 25
ANYBODY = UUID(int=0)


def network_map(request: Request) -> HttpResponse:
    view = maps.network_map(request.actor, maps.asked(request.actor, request.GET))
    page = Paginator(maps.ordered_people(view), PAGE).get_page(request.GET.get("pagina"))
    context = {
        "view": view,
        "words": map_words.map_words(view),
        "ring": map_words.domain_ring(view),
        "source": map_words.picture_address(request.actor, view),
        "page": page,
        "rows": maps.map_rows(view, list(page)),
        "anybody": ANYBODY,
    }
    return render(request, "network/network_map.html", context)
