"""Every request runs in one transaction in which the database knows who is asking."""

from collections.abc import Callable
from typing import Any  # Django passes a view's arguments as Any
from urllib.parse import quote

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from dwarsverband.foundation.access import replies
from dwarsverband.foundation.access.context import acting
from dwarsverband.foundation.access.reach import reach_of
from dwarsverband.foundation.access.verdict import Conflict, Refused, Request, Unproven
from dwarsverband.foundation.database import room, trouble

SAFE = {"GET", "HEAD", "OPTIONS"}


class AccessMiddleware:
    """Opens the transaction, keeps strangers out, and turns a refusal into a page that says why."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Remember what comes after."""
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponseBase:
        """Answer within one transaction; what failed is undone."""
        is_reading = request.method in SAFE
        if not is_reading and trouble.is_read_only():
            raise trouble.ReadOnlyError  # before a password is looked at, or a mail is written
        try:
            with acting(request.actor, is_reading=is_reading):
                if is_reading and room.is_short():
                    room.only_read()
                known = replies.recall(request)
                response = _in_words(request, known or self.get_response(request))
                failure = getattr(request, "failure", None)
                if isinstance(failure, Refused):
                    raise failure
                if failure is not None or response.status_code >= 500:
                    transaction.set_rollback(True)
                elif known is None:
                    replies.keep(request, response)
        except Refused as refusal:
            return _refused(request, refusal)
        if not is_reading and response.status_code < 400:
            trouble.note_room()
        return response

    def process_view(
        self,
        request: Request,
        view: Callable[..., HttpResponseBase],
        positional: list[Any],  # as Django gives them
        keywords: dict[str, Any],  # as Django gives them
    ) -> HttpResponseBase | None:
        """Let nobody in who has no business here; views need not know the partnership's name."""
        has_partnership = keywords.pop("partnership", None) is not None
        reach = reach_of(view)
        if reach == "anyone":
            return None
        if reach == "link":
            return None if request.actor.kind == "link" else _not_here(request)
        if request.actor.user_id is None:
            return _sign_in_first(request)
        if has_partnership or reach in {"member", "entering"}:
            return _may_enter(request, reach)
        return None

    def process_exception(self, request: Request, exception: Exception) -> HttpResponse | None:
        """Remember what went wrong, so that the transaction is undone.

        What makes no sense where no form can say so (a button that was overtaken) is told on a page.
        """
        request.failure = exception  # type: ignore[attr-defined]  # for __call__, a few lines up
        if isinstance(exception, Refused):
            return HttpResponse(status=403)
        if isinstance(exception, Conflict):
            context = {
                "current": exception.current,
                "typed": request.POST,
                "labels": exception.labels,
            }
            return render(request, "ui/conflict.html", context, status=409)
        if isinstance(exception, ValidationError):
            context = {"sentence": " ".join(exception.messages), "is_possible": False}
            return render(request, "ui/refused.html", context, status=400)
        return None


def _may_enter(request: Request, reach: str) -> HttpResponse | None:
    """Let members in; whose role asks for a second factor is led to where it is set up."""
    if not request.actor.is_member:
        return _not_here(request)
    if reach == "entering" or not request.actor.lacks_second_factor:
        return None
    if is_for_machines(request):
        answer = HttpResponse(status=403)
        answer.sentence = _("Your role asks for a second step. Set it up on the page first.")  # type: ignore[attr-defined]  # `foundation.api` makes a problem of it
        return answer
    led: HttpResponse = import_string(settings.SECOND_FACTOR_FIRST)(request)
    return led


def _refused(request: Request, refusal: Refused) -> HttpResponse:
    answer = getattr(request, "refused_answer", None)
    if isinstance(answer, HttpResponse):
        return answer
    if isinstance(refusal, Unproven):
        page: HttpResponse = import_string(settings.PROOF_PAGE)(request)
        return page
    context = {"sentence": refusal.verdict.sentence, "is_possible": True}
    return render(request, "ui/refused.html", context, status=403)


def _in_words(request: Request, response: HttpResponse) -> HttpResponse:
    """Say to people what a bare refusal of a method leaves out: here something is done by a button."""
    if response.status_code != 405 or response.content or is_for_machines(request):
        return response
    page = render(request, "ui/by_button.html", status=405)
    page["Allow"] = response["Allow"]
    return page


def _sign_in_first(request: Request) -> HttpResponse:
    if is_for_machines(request):
        return HttpResponse(status=401)  # `foundation.api` gives it its words
    address = f"{reverse(settings.LOGIN_URL)}?next={quote(request.get_full_path())}"
    return HttpResponseRedirect(address)


def _not_here(request: Request) -> HttpResponse:
    """Not yours and not there look the same."""
    raise Http404


def is_for_machines(request: HttpRequest) -> bool:
    """Whether an answer is read by a program."""
    return request.path_info.startswith("/api/")
