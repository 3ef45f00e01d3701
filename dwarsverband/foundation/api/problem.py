"""Every error of the API is a problem document (RFC 9457)."""

import json
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, RawPostDataException
from django.utils import translation
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError
from ninja.errors import ValidationError as InputError

from dwarsverband.foundation.access import Conflict, Refused

MEDIA_TYPE = "application/problem+json"
# What an answer says of a body that is replaced; everything else it says still holds.
OF_THE_BODY = {"Content-Type", "Content-Length", "Content-Encoding", "Content-Disposition"}
# So many errors are told, and so much of each name: an answer is not larger than what was asked.
MOST_TOLD, LONGEST_NAME = 50, 80


def problem(status: int, title: str, detail: str, **more: object) -> HttpResponse:
    """One problem document."""
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail, **more}
    response = HttpResponse(json.dumps(body, ensure_ascii=False), status=status)
    response["Content-Type"] = MEDIA_TYPE
    return response


def as_problem(response: HttpResponse) -> HttpResponse:
    """An error that came from elsewhere than the API (no such address, too large) in the same form."""
    if response.status_code < 400 or response.get("Content-Type", "").startswith(MEDIA_TYPE):
        return response
    with translation.override(response.get("Content-Language", translation.get_language())):
        title, detail = _words(response.status_code)
        detail = getattr(response, "sentence", detail)
        answer = problem(response.status_code, title, detail)
    for name, value in response.items():
        if name not in OF_THE_BODY:
            answer[name] = value
    answer.cookies = response.cookies
    return answer


def _words(status: int) -> tuple[str, str]:
    known = {
        401: (_("Not signed in"), _("Sign in, or send a token that works.")),
        404: (_("Not found"), _("Nothing is here, or you may not see it.")),
        405: (_("Not accepted"), _("This cannot be asked here in this way.")),
        409: (_("Conflict"), _("This was answered already, and is told once.")),
        413: (_("Not accepted"), _("This is too large. At most twelve megabytes.")),
        429: (_("Too often"), _("You ask too often. Wait a while.")),
    }
    usual = (_("Broken"), _("Something broke on our side. Try again in a minute."))
    return known.get(
        status, usual if status >= 500 else (_("Not accepted"), _("This cannot be read."))
    )


def register(api: NinjaAPI) -> None:
    """Let each kind of error end in a problem document, and undo what was begun."""

    def answer(request: HttpRequest, failure: Exception | type[Exception]) -> HttpResponse:
        request.failure = failure  # type: ignore[attr-defined]  # for the middleware, which undoes
        reply = _answer(failure, is_conditional="If-Match" in request.headers)
        if isinstance(failure, Refused):
            request.refused_answer = reply  # type: ignore[attr-defined]  # the same
        return reply

    for kind in (
        Refused,
        Conflict,
        Http404,
        ValidationError,
        InputError,
        AuthenticationError,
        HttpError,
        RawPostDataException,
    ):
        api.add_exception_handler(kind, answer)


def _answer(failure: Exception | type[Exception], *, is_conditional: bool) -> HttpResponse:
    if isinstance(failure, Refused):
        return problem(403, _("Refused"), failure.verdict.sentence)
    if isinstance(failure, Conflict):
        status = 412 if is_conditional else 409
        return problem(status, _("Conflict"), _("Somebody else changed this in the meantime."))
    if isinstance(failure, Http404):
        return problem(404, _("Not found"), _("Nothing is here, or you may not see it."))
    if isinstance(failure, AuthenticationError):
        return problem(401, *_words(401))
    if isinstance(failure, ValidationError):
        return problem(400, _("Not accepted"), " ".join(failure.messages), errors=_fields(failure))
    if isinstance(failure, RawPostDataException):
        return problem(415, _("Not accepted"), _("Send the body as JSON."))
    if isinstance(failure, InputError):
        told = [_short(error) for error in failure.errors[:MOST_TOLD]]
        return problem(400, _("Not accepted"), _sentence(told), errors=told)
    status = failure.status_code if isinstance(failure, HttpError) else 500
    return problem(status, _("Not accepted"), str(failure))


def _short(error: dict[str, object]) -> dict[str, object]:
    """The same error, with the beginning of each name that was sent."""
    loc = [part[:LONGEST_NAME] if isinstance(part, str) else part for part in error.get("loc", ())]  # type: ignore[attr-defined]  # ninja types the list loosely
    return {**error, "loc": loc}


def _fields(failure: ValidationError) -> list[dict[str, object]]:
    if not hasattr(failure, "error_dict"):
        return [{"field": "", "messages": failure.messages}]
    return [{"field": name, "messages": texts} for name, texts in failure.message_dict.items()]


def _sentence(errors: Iterable[dict[str, object]]) -> str:
    places = [".".join(str(part) for part in error.get("loc", ())) for error in errors]  # type: ignore[attr-defined]  # ninja types the list loosely
    return _("These fields are missing or cannot be read: %(fields)s.") % {
        "fields": ", ".join(places)
    }
