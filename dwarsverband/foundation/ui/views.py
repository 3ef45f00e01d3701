"""Pages that belong to no module: nothing here, something broke, and the gallery."""

import sys

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from dwarsverband.foundation.access.middleware import is_for_machines
from dwarsverband.foundation.access.reach import open_to
from dwarsverband.foundation.api import description
from dwarsverband.foundation.api.problem import problem
from dwarsverband.foundation.database.trouble import Trouble, note, trouble_of
from dwarsverband.foundation.ui import gallery as examples
from dwarsverband.foundation.ui.frame import accepted_language, chosen_language


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Not yours and not there look the same."""
    if is_for_machines(request):
        return problem(404, _("Not found"), _("Nothing is here, or you may not see it."))
    return render(request, "404.html", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """Our fault. The database may be the cause, so nothing is asked of it."""
    error = sys.exception()
    trouble = trouble_of(error)
    if trouble is not None:
        note(error)
        return unavailable(request, trouble)
    if is_for_machines(request):
        return problem(500, _("Broken"), _("Something broke on our side. Try again in a minute."))
    return HttpResponse(render_to_string("500.html"), status=500)


def unavailable(request: HttpRequest, trouble: Trouble) -> HttpResponse:
    """The database cannot do its work now: what that means, and when to come back."""
    actor_language = translation.get_language() if hasattr(request, "actor") else ""
    asked = chosen_language(request) or accepted_language(request) or settings.LANGUAGE_CODE
    with translation.override(actor_language or asked):
        title, sentence = _trouble_words(trouble)
        if is_for_machines(request):
            response = problem(503, title, sentence)
        else:
            words = {"title": title, "sentence": sentence, "language": translation.get_language()}
            words["again"] = request.get_full_path() if request.method == "GET" else ""
            response = HttpResponse(render_to_string("503.html", words), status=503)
        response["Content-Language"] = translation.get_language() or asked
    response["Retry-After"] = str(trouble.seconds)
    return response


def _trouble_words(trouble: Trouble) -> tuple[str, str]:
    if trouble is Trouble.FULL:
        return _("Nothing can be saved now"), _(
            "You can read everything. What you just sent was not saved, and nothing was saved half. Whoever runs Dwarsverband has to make room."
        )
    if trouble is Trouble.SLOW:
        return _("This takes too long"), _(
            "We stopped the work, and nothing was saved half. Try again in half a minute."
        )
    return _("We are back soon"), _(
        "Our database does not answer. What you saved is safe. Try again in a few seconds; if you just sent something, look first whether it is there."
    )


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
