"""Pages that belong to no module: nothing here, something broke, and the gallery."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from dwarsverband.foundation.access.middleware import is_for_machines
from dwarsverband.foundation.access.reach import open_to
from dwarsverband.foundation.api import description
from dwarsverband.foundation.api.problem import problem
from dwarsverband.foundation.ui import gallery as examples


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Not yours and not there look the same."""
    if is_for_machines(request):
        return problem(404, _("Not found"), _("Nothing is here, or you may not see it."))
    return render(request, "404.html", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """Our fault. The database may be the cause, so nothing is asked of it."""
    if is_for_machines(request):
        return problem(500, _("Broken"), _("Something broke on our side. Try again in a minute."))
    return HttpResponse(render_to_string("500.html"), status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that was not sent from our own page, or has waited too long."""
    sentence = _(
        "This form waited too long, or came from another page. Open the page again and resend it."
    )
    if is_for_machines(request):
        return problem(403, _("Refused"), sentence)
    return HttpResponse(
        render_to_string("ui/refused.html", {"sentence": sentence, "is_possible": True}), status=403
    )


@open_to("anyone")
def api_page(request: HttpRequest) -> HttpResponse:
    """Everything that programs can ask, for people."""
    return render(request, "ui/api_page.html", {"areas": description.areas()})


@open_to("anyone")
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component in every state."""
    return render(request, "ui/gallery.html", examples.content())
