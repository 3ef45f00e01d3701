"""The headers of every answer, errors and downloads included; and the largest request."""

from collections.abc import Callable, Mapping
from typing import Any  # what WSGI passes

from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import parse_header_parameters
from django.utils.module_loading import import_string

from dwarsverband.foundation.access.middleware import is_for_machines
from dwarsverband.foundation.api.problem import as_problem

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
# Seconds: after so long the sign-in library forgets whatever it counted.
LONGEST_WAIT = "300"
ALWAYS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


class PlainRequest(WSGIRequest):
    """A request of which every text is UTF-8, whatever it says of itself: some names of Python break."""

    def _set_content_type_params(self, meta: Mapping[str, Any]) -> None:
        self.content_type, self.content_params = parse_header_parameters(
            meta.get("CONTENT_TYPE", "")
        )


class HeadersMiddleware:
    """Says to every browser: own origin only, keep nothing, show it in no frame."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Remember what comes after."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Refuse what is too large before reading it; answer; add the headers."""
        response = self._too_large(request) or self.get_response(request)
        for name, value in ALWAYS.items():
            response.headers.setdefault(name, value)
        is_kept = request.path_info.startswith(settings.STATIC_URL) and response.status_code < 400
        if not is_kept:
            response.headers.setdefault("Cache-Control", "no-store")
        if response.status_code == 429:
            response.headers.setdefault("Retry-After", LONGEST_WAIT)
        if is_for_machines(request):
            response = as_problem(response)
            if response.status_code == 401:
                response.headers.setdefault("WWW-Authenticate", 'Bearer realm="dwarsverband"')
            response.headers.setdefault("API-Version", import_string(settings.API).version)
        if settings.IS_SECURE:
            response.headers["Strict-Transport-Security"] = "max-age=63072000; includeSubDomains"
        return response

    def _too_large(self, request: HttpRequest) -> HttpResponse | None:
        try:
            length = int(request.META.get("CONTENT_LENGTH") or 0)
        except ValueError:
            return HttpResponse(status=400)
        if length <= settings.FILE_UPLOAD_MAX_MEMORY_SIZE:
            return None
        if is_for_machines(request):
            return HttpResponse(status=413)
        return render(None, "413.html", status=413)
