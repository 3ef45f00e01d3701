"""The inbox of the demo town: what everybody would have received."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from dwarsverband.foundation.access import Request
from dwarsverband.foundation.mail import queries


def demo_inbox(request: Request) -> HttpResponse:
    page = Paginator(queries.visible_letters(request.actor), 20).get_page(request.GET.get("pagina"))
    letters = [(letter, list(queries.parts(letter.text))) for letter in page]
    return render(request, "mail/demo_inbox.html", {"page": page, "letters": letters})
