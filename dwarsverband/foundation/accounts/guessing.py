"""Whoever guesses is slowed down, and keeps nobody else out.

Guesses at one account are counted for each machine, and for all strange browsers together. A browser
in which somebody signed in before is known: it has a count of its own, so that guesses elsewhere,
however many and however slow, never stand in the way of the person it belongs to. What is typed
counts, whether there is such an account or not.
"""

from collections.abc import Callable
from dataclasses import dataclass
from secrets import token_urlsafe
from typing import TypeVar

from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import ngettext

from dwarsverband.foundation.accounts.actions import sign_in
from dwarsverband.foundation.api import limits
from dwarsverband.foundation.database.keyed import mark_for

Found = TypeVar("Found")
COOKIE = "__Host-known" if settings.IS_SECURE else "known"
SALT = "known browser"
KNOWN_DAYS, MOST_KNOWN = 180, 5
# How many guesses are free: in a known browser, at one machine, in strange browsers together, and
# of one machine at whichever account (a town hall is one machine to us).
FREE_KNOWN, FREE_HERE, FREE_STRANGE, FREE_MACHINE = 10, 5, 20, 60


@dataclass(frozen=True, slots=True)
class Tally:
    """A count of guesses, how many of them are free, and whether the right answer ends it."""

    name: str
    free: int
    email: str
    ends: bool = True


def tallies(request: HttpRequest, email: str, secret: str) -> list[Tally]:
    """What a guess at somebody's secret (a password, a code) counts for in this browser."""
    known = _known(request).get(_mark(email))
    if known:
        return [Tally(f"{secret}:known:{email}:{known}", FREE_KNOWN, email)]
    machine = limits.machine_of(request)
    return [
        Tally(f"{secret}:{email}:{machine}", FREE_HERE, email),
        Tally(f"{secret}:{email}", FREE_STRANGE, email),
        Tally(f"{secret}:{machine}", FREE_MACHINE, email, ends=False),
    ]


def guess(counts: list[Tally], check: Callable[[], Found | None]) -> Found | None:
    """Look at a secret, unless it is too early; too early is an error that says when."""
    count(counts)
    found = check()
    if found:
        begin_anew(counts)
    else:
        note(counts)
    return found


def count(counts: list[Tally]) -> None:
    """Count one guess more; too early is an error that says when."""
    for one in counts:
        seconds = limits.wait(one.name, one.free)
        if seconds:
            raise ValidationError(too_early(seconds))


def note(counts: list[Tally]) -> None:
    """Have the logs say that somebody guesses, once: at the last guess that was free."""
    if any(one.ends and limits.guesses(one.name) == one.free for one in counts):
        sign_in.note_guesses(counts[0].email)


def begin_anew(counts: list[Tally]) -> None:
    """Forget the guesses before the right one."""
    for one in counts:
        if one.ends:
            limits.begin_anew(one.name)


def too_early(seconds: int) -> str:
    """What is said to whoever has to wait; a minute is counted whole."""
    if seconds < 60:
        sentence = ngettext(
            "This was tried too often. Try again in %(count)s second.",
            "This was tried too often. Try again in %(count)s seconds.",
            seconds,
        )
        return sentence % {"count": seconds}
    minutes = -(-seconds // 60)
    sentence = ngettext(
        "This was tried too often. Try again in %(count)s minute.",
        "This was tried too often. Try again in %(count)s minutes.",
        minutes,
    )
    return sentence % {"count": minutes}


def make_known(request: HttpRequest, response: HttpResponse, email: str) -> None:
    """Let this browser be known from now on, for whoever has just signed in with it."""
    known = _known(request)
    known[_mark(email)] = known.pop(_mark(email), "") or token_urlsafe(12)
    newest = dict(list(known.items())[-MOST_KNOWN:])
    response.set_cookie(
        COOKIE,
        signing.dumps(newest, salt=SALT),
        KNOWN_DAYS * 24 * 3600,
        httponly=True,
        samesite="Lax",
        secure=settings.IS_SECURE,
    )


def _known(request: HttpRequest) -> dict[str, str]:
    kept = request.COOKIES.get(COOKIE, "")
    try:
        return dict(signing.loads(kept, salt=SALT, max_age=KNOWN_DAYS * 24 * 3600))
    except (signing.BadSignature, ValueError, TypeError):
        return {}


def _mark(email: str) -> str:
    """Under what a browser knows somebody: no address stands in the cookie."""
    return mark_for("known", email.lower()).hex()[:16]
