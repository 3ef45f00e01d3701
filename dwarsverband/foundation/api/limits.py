"""How often somebody may ask: counted in the database, so that all web processes count together.

The sign-in library counts sign-ins itself (`ACCOUNT_RATE_LIMITS`); everything of ours is counted here.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from dwarsverband.foundation.access import Request
from dwarsverband.foundation.access.middleware import is_for_machines
from dwarsverband.foundation.api.problem import problem
from dwarsverband.foundation.database.keyed import mark_for
from dwarsverband.foundation.database.trouble import if_there_is_room, is_read_only

WINDOW = 60
POLICY = "default"
# One row for each name; a window that has passed begins anew.
_COUNT = """
INSERT INTO request_count AS known (name, began_at, count) VALUES (%(name)s, now(), %(by)s)
ON CONFLICT (name) DO UPDATE SET
    began_at = CASE WHEN known.began_at > now() - %(window)s * interval '1 second'
        THEN known.began_at ELSE now() END,
    count = CASE WHEN known.began_at > now() - %(window)s * interval '1 second'
        THEN known.count ELSE 0 END + %(by)s
RETURNING count, extract(epoch FROM began_at - now()) + %(window)s
"""

# How long whoever guesses waits: twice as long each time, and never longer than this.
FIRST_WAIT, LONGEST_WAIT, DAY = 5, 900, 86_400
_MET = """
INSERT INTO request_count (name, began_at, count) VALUES (%(name)s, clock_timestamp(), 0)
ON CONFLICT (name) DO NOTHING
"""
_KNOWN = """
SELECT count, extract(epoch FROM clock_timestamp() - began_at) FROM request_count
WHERE name = %(name)s FOR UPDATE
"""
_TRIED = """
UPDATE request_count SET count = %(count)s, began_at = clock_timestamp() WHERE name = %(name)s
"""


@dataclass(frozen=True, slots=True)
class Count:
    """How often somebody asked in this window, and in how many seconds it ends."""

    number: int
    ends_in: int


def count(name: str, window: int, by: int = 1) -> Count:
    """Count once more under a name, or look with `by=0`. The database keeps a keyed hash of the name.

    While nothing can be written nobody is counted: then everything that changes is refused anyhow.
    """
    values: dict[str, str | int] = {"name": _hidden(name), "by": by, "window": window}
    number, seconds = 0, window
    if not is_read_only():
        with if_there_is_room(), connection.cursor() as cursor:
            cursor.execute(_COUNT, values)
            number, seconds = cursor.fetchone()
    return Count(number, max(1, math.ceil(seconds)))


def wait(name: str, free: int) -> int:
    """Count one guess more, or say how many seconds to wait before the next one.

    The first ones are free; after each next one the wait is twice as long, up to a quarter of an
    hour. An attempt that comes too early is not looked at and makes the wait no longer, so that
    nobody can keep somebody else out for ever. A day without guesses is a new beginning. Counted
    before a secret is looked at, in a row that is locked: guesses at the same moment wait in line.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_MET, {"name": _hidden(name)})
        cursor.execute(_KNOWN, {"name": _hidden(name)})
        tried, ago = cursor.fetchone()
        left = math.ceil(_pause(tried - free) - float(ago))
        if left > 0:
            return left
        tried = 1 if ago > DAY else tried + 1
        cursor.execute(_TRIED, {"name": _hidden(name), "count": tried})
    return 0


def guesses(name: str) -> int:
    """How many guesses were counted under a name."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count FROM request_count WHERE name = %s", [_hidden(name)])
        row = cursor.fetchone()
    return int(row[0]) if row else 0


def begin_anew(name: str) -> None:
    """Forget the guesses under a name: somebody has shown who they are."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM request_count WHERE name = %s", [_hidden(name)])


def forget_old() -> None:
    """Remove the counts of more than a day ago."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM request_count WHERE began_at < now() - interval '1 day'")


def _pause(too_many: int) -> int:
    return 0 if too_many < 0 else int(min(LONGEST_WAIT, FIRST_WAIT * 2 ** min(too_many, 10)))


def _hidden(name: str) -> str:
    """A keyed hash: no name of a person or a machine stands in the database."""
    return mark_for("count", name).hex()


def machine_of(request: HttpRequest) -> str:
    """From which machine somebody asks."""
    return f"address:{get_adapter().get_client_ip(request)}"


class LimitMiddleware:
    """Lets nobody ask the API too often: per token, per member, or else per machine.

    Counted before the transaction of the request, so that what failed counts too. Guessing a token
    is not what this stands against: those have 256 bits.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Remember what comes after."""
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        """Answer, or say when to come back."""
        if not is_for_machines(request):
            return self.get_response(request)
        most = settings.API_LIMIT if request.actor.is_member else settings.API_LIMIT_STRANGERS
        asked = count(_who(request), WINDOW)
        response = too_often(asked) if asked.number > most else self.get_response(request)
        left = max(0, most - asked.number)
        response["RateLimit-Policy"] = f'"{POLICY}";q={most};w={WINDOW}'
        response["RateLimit"] = f'"{POLICY}";r={left};t={asked.ends_in}'
        return response


def too_often(asked: Count) -> HttpResponse:
    """The answer for machines."""
    sentence = _("You ask too often. Try again in %(seconds)s seconds.")
    response = problem(429, _("Too often"), sentence % {"seconds": asked.ends_in})
    response["Retry-After"] = str(asked.ends_in)
    return response


def _who(request: Request) -> str:
    actor = request.actor
    if actor.means is not None:
        return actor.means.reference
    return actor.reference if actor.is_member else machine_of(request)
