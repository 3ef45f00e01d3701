"""Pages of somebody who is signed in: front page, silo report and introductions, one after the other.

As the coordinator of the demo town sees them, through the whole product (`application`, as the web
server calls it). `seconds_a_page` is the time of the processor of the product alone: PostgreSQL works
elsewhere. `drawn_anew` is the same when something was done in the partnership before each visit, so
that no page is remembered. `p95_ms` is what 50 different members wait (two coordinators and 48 partners)
who each open a page about every two seconds, while every five seconds somebody does something. One core
serves them in turn: each visit takes the processor time that it was measured to take, and waits for
those before it, so that what else runs on the machine does not count.

The peer is a bare view of Django in the same run: it finds session and user, asks the database one
thing, and answers with the same number of bytes, without a template.
"""

import os
import random
import sys
import time
from collections.abc import Callable
from io import BytesIO, StringIO
from itertools import cycle, islice
from typing import TYPE_CHECKING, Any  # what WSGI passes

from benchmarks._timing import tell
from benchmarks.import_sheet import database

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

PAGES = ("/waterdal/", "/waterdal/netwerk/verkokering", "/waterdal/netwerk/introducties")
PEER = "/gezond/bare"
ROUNDS, WARM = 60, 4
PEOPLE, PAUSE, SECONDS, DONE_EVERY = 50, 2.0, 20, 5.0
PAGES_A_SECOND, P95_MS = 150, 150
Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Any]


def main() -> int:
    """Measure, compare and tell; 1 when a bar is not met."""
    with database():
        application, session = _ready()
        pages = {page: _seconds(application, session, [page]) for page in PAGES}
        mixed = _seconds(application, session, list(PAGES))
        drawn = _seconds(application, session, list(PAGES), is_new=True)
        bare = _seconds(application, session, [PEER])
        waits = _crowd(application, [session, *_others()])
    p95 = waits[int(len(waits) * 0.95)] * 1000
    tell(
        pages_a_second=1 / mixed,
        seconds_a_page=mixed,
        drawn_anew_seconds=drawn,
        drawn_anew_a_second=1 / drawn,
        **{
            f"seconds_{page.strip('/').rpartition('/')[2] or 'home'}": took
            for page, took in pages.items()
        },
        peer_seconds=bare,
        ratio_to_peer=mixed / bare,
        p95_ms=p95,
        median_ms=waits[len(waits) // 2] * 1000,
        pages_opened=len(waits),
        load=os.getloadavg()[0],
    )
    return int(not (1 / mixed >= PAGES_A_SECOND and p95 <= P95_MS))


def _ready() -> tuple[Wsgi, str]:
    """The application with the demo town in it, and the session of its coordinator."""
    from django.core.management import call_command
    from django.test import Client

    call_command("collectstatic", verbosity=0, interactive=False)
    call_command("compile_words", stdout=StringIO())
    call_command("load_demo", sign_ins=True, stdout=StringIO())
    from django.conf import settings
    from django.urls import get_resolver, path

    from dwarsverband.config.wsgi import application
    from dwarsverband.foundation.accounts.models import User

    get_resolver(settings.ROOT_URLCONF).url_patterns.insert(0, path(PEER.strip("/"), _bare))
    browser = Client()
    browser.force_login(User.objects.get(email="noor@waterdal.example"))
    return application, browser.cookies["session"].value


def _bare(request: "HttpRequest") -> "HttpResponse":
    from django.db import connection
    from django.http import HttpResponse

    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse(b"x" * 20_000 if request.user.is_authenticated else b"")


_bare.reach = "anyone"  # type: ignore[attr-defined]  # as `open_to` does


def _opened(application: Wsgi, session: str, page: str) -> None:
    status: list[str] = []
    asked = {
        **{"REQUEST_METHOD": "GET", "PATH_INFO": page, "QUERY_STRING": "", "SCRIPT_NAME": ""},
        **{"SERVER_NAME": "localhost", "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1"},
        **{
            "REMOTE_ADDR": "127.0.0.1",
            "HTTP_COOKIE": f"session={session}",
            "wsgi.input": BytesIO(),
        },
        **{"wsgi.url_scheme": "http", "wsgi.version": (1, 0), "wsgi.errors": sys.stderr},
    }
    answer = application(asked, lambda said, _headers, _error=None: status.append(said))
    body = b"".join(answer)
    answer.close()
    assert status[0].startswith("200"), (page, status)
    assert len(body) > 5_000


def _seconds(application: Wsgi, session: str, pages: list[str], *, is_new: bool = False) -> float:
    """The processor time of one page: the best of some rounds over all of them.

    Pages are remembered until somebody does something; `is_new` is as if that happened each time.
    """
    from dwarsverband.foundation.access.remembered import forget_pages

    for page in pages * WARM:
        _opened(application, session, page)
    found = []
    for _round in range(6):
        began = time.process_time()
        for page in pages * (ROUNDS // len(pages) // 6 + 1):
            if is_new:
                forget_pages()
            _opened(application, session, page)
        found.append((time.process_time() - began) / (len(pages) * (ROUNDS // len(pages) // 6 + 1)))
    return min(found)


def _others() -> list[str]:
    """The sessions of everybody else: one more coordinator, and partners of whom some are in the network."""
    from django.test import Client
    from django.utils import timezone

    from dwarsverband.foundation.access.context import acting, system
    from dwarsverband.foundation.accounts.models import Membership, User
    from dwarsverband.foundation.accounts.queries import member_actors

    noor = User.objects.get(email="noor@waterdal.example")
    home = next(iter(member_actors(noor.pk))).partnership_id
    found = []
    with acting(system(home)):
        for number in range(1, PEOPLE):
            user = User.objects.create_user(f"lid{number}@waterdal.example", "samen-in-waterdal")
            Membership.objects.create(
                partnership_id=home,
                user=user,
                name=f"Lid {number}",
                role="coordinator" if number == 1 else "partner",
                starts_on=timezone.localdate(),
            )
            found.append(user)
    sessions = []
    for user in found:
        browser = Client()
        browser.force_login(user)
        sessions.append(browser.cookies["session"].value)
    return sessions


def _crowd(application: Wsgi, sessions: list[str]) -> list[float]:
    """How long each visit takes on one core: what it costs, and waiting for those before it."""
    from dwarsverband.foundation.access.remembered import forget_everything

    waits, free_at, done_at = list[float](), 0.0, 0.0
    for moment, page, session in _visits(sessions):
        if moment - done_at >= DONE_EVERY:
            done_at = moment
            forget_everything()
        began = time.process_time()
        _opened(application, session, page)
        free_at = max(free_at, moment) + time.process_time() - began
        waits.append(free_at - moment)
    return sorted(waits)


def _visits(sessions: list[str]) -> list[tuple[float, str, str]]:
    """When who wants which page: each every two seconds or so, as chance has it."""
    draw = random.Random(1)  # noqa: S311 (made-up visits)
    visits = []
    for number, session in enumerate(sessions):
        moment = draw.uniform(0, PAUSE)
        for page in islice(cycle(PAGES), number, number + int(SECONDS / PAUSE)):
            visits.append((moment, page, session))
            moment += draw.uniform(0, 2 * PAUSE)
    return sorted(visits)


if __name__ == "__main__":
    sys.exit(main())
