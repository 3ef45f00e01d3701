"""What the programs say while they run: one line of JSON each, without anything personal in it.

A line holds when, how bad, what happened and where in the source; of a request its number, its
route (never its address: numbers and secrets stand there), the partnership, the status and how long
it took. Sentences are kept as they stand in the source, without what was filled in; of an error its
kind and where it passed, never what it said, because that may quote what somebody typed.
"""

import json
import logging
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from types import TracebackType
from uuid import uuid4

from django.http import HttpRequest, HttpResponse

from dwarsverband.foundation.access.secrecy import WithoutContent
from dwarsverband.foundation.access.verdict import Actor

HEADER = "X-Request-ID"
# What a line may tell besides; numbers, and words that stand in the source or in the settings.
NUMBERS = ("status", "status_code", "milliseconds", "attempts", "job")
WORDS = ("method", "route", "task", "action", "folder")
METHODS = {"GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"}
OURS = "dwarsverband"
LONGEST_CHAIN = 5
SLOW_MILLISECONDS = 3000
_about: ContextVar[dict[str, str | int]] = ContextVar("about", default={})  # noqa: B039 (never changed)
_journal = logging.getLogger(f"{OURS}.requests")


@contextmanager
def about(**things: str | int) -> Iterator[None]:
    """Let every line that is said inside this block tell what it is about."""
    token = _about.set({**_about.get(), **things})
    try:
        yield
    finally:
        _about.reset(token)


class JournalMiddleware:
    """Gives every request a number, and says how it ended."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Remember what comes after."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer; the number stands in the answer too, so that somebody can report it."""
        number, began = uuid4().hex, time.perf_counter()
        with about(request=number):
            response = self.get_response(request)
            milliseconds = round((time.perf_counter() - began) * 1000)
            with about(**_of(request)):
                _journal.log(
                    logging.WARNING if milliseconds > SLOW_MILLISECONDS else logging.INFO,
                    "request",
                    extra={"status": response.status_code, "milliseconds": milliseconds},
                )
        response[HEADER] = number
        return response


class JsonLines(WithoutContent):
    """One line of JSON for whatever is said."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "event": _event(record),
            "logger": record.name,
            "place": f"{record.module}:{record.lineno}",
            **_about.get(),
            **_told(record),
        }
        if record.exc_info and record.exc_info[1] is not None:
            line["error"] = _error(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False)


def _of(request: HttpRequest) -> dict[str, str | int]:
    """Which page it was, and of which partnership: a pattern and a number."""
    match, actor = request.resolver_match, getattr(request, "actor", Actor())
    method = str(request.method)
    return {
        "method": method if method in METHODS else "other",
        "route": f"/{match.route}" if match else "none",
        **({"partnership": str(actor.partnership_id)} if actor.is_somewhere else {}),
    }


def _event(record: logging.LogRecord) -> str:
    """A sentence of ours as it stands in the source; of others only where it was said.

    What others say may already have been filled in.
    """
    is_ours = record.name.partition(".")[0] == OURS
    return str(record.msg) if is_ours else f"{record.name}.{record.funcName}"


def _told(record: logging.LogRecord) -> dict[str, object]:
    found: dict[str, object] = {}
    for name in NUMBERS:
        value = getattr(record, name, None)
        if isinstance(value, (int, float)):
            found[name] = value
    if record.name.partition(".")[0] == OURS:
        found |= {name: str(getattr(record, name)) for name in WORDS if hasattr(record, name)}
    return found


def _error(error: BaseException) -> list[dict[str, object]]:
    """The kinds of an error and of what caused it, and the places in the source it passed."""
    chain: list[dict[str, object]] = []
    current: BaseException | None = error
    while current is not None and len(chain) < LONGEST_CHAIN:
        kind = type(current)
        chain.append(
            {"kind": f"{kind.__module__}.{kind.__qualname__}", "at": _places(current.__traceback__)}
        )
        current = current.__cause__ or current.__context__
    return chain


def _places(passed: TracebackType | None) -> list[str]:
    return [
        f"{frame.name} ({frame.filename}:{frame.lineno})" for frame in traceback.extract_tb(passed)
    ]
