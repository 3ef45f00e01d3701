"""The secret of a link stands in its address; what is kept of a request is kept without it."""

import logging
from typing import Any  # what logging hands over

from django.http import HttpRequest
from django.urls import Resolver404, resolve

from dwarsverband.foundation.database.trouble import trouble_of

PLACE = "{secret}"
QUOTING = ("DETAIL:", "CONTEXT:", "LINE ")


def hidden(request: HttpRequest, text: str) -> str:
    """A text without the secret of the address that was asked for."""
    secret = _secret(request)
    return text.replace(secret, PLACE) if secret else text


def shown(request: HttpRequest, text: str) -> str:
    """The same text with the secret in it again, for whoever holds it."""
    return text.replace(PLACE, _secret(request))


class HideSecrets(logging.Filter):
    """Lets no line of the server's log hold the secret of a link."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Keep every line, without the secret; of a database that is away one line tells enough."""
        if record.exc_info and (trouble := trouble_of(record.exc_info[1])):
            record.msg, record.exc_info = f"{record.msg} (database: {trouble})", None
        request = getattr(record, "request", None)
        if isinstance(request, HttpRequest) and isinstance(record.args, tuple):
            record.args = tuple(
                hidden(request, part) if isinstance(part, str) else part for part in record.args
            )
        return True


def _secret(request: HttpRequest) -> str:
    try:
        return str(resolve(request.path_info).kwargs.get("secret", ""))
    except Resolver404:
        return ""


class WithoutContent(logging.Formatter):
    """Tells where something broke, without the values that the database quotes."""

    def formatException(self, ei: Any) -> str:  # noqa: N802 (the name that logging calls)
        """The traceback without PostgreSQL's details."""
        lines = super().formatException(ei).splitlines()
        return "\n".join(line for line in lines if not line.startswith(QUOTING))
