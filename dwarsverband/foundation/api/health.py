"""Whether the product works, for whoever watches over the installation.

Words only, and the same for everybody: how much there is or how busy it is, is told to nobody.
"""

import shutil
import time
from collections.abc import Callable, Set
from functools import cache
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.http import HttpRequest, HttpResponse, JsonResponse

from dwarsverband.foundation.access.reach import open_to
from dwarsverband.foundation.database import room

OK, BROKEN, READ_ONLY = "ok", "broken", "read-only"
SILENT_SECONDS = 60
LATE_SECONDS = 15 * 60
LEAST_ROOM, LEAST_BYTES = 0.05, 500_000_000
MOST_SECONDS_APART = 30
RETRY_SECONDS = "30"
# What may begin and has not; since when it could.
_WAITING = """
SELECT extract(epoch FROM now() - min(coalesce(job.scheduled_at, event.at)))
FROM procrastinate_jobs AS job
LEFT JOIN procrastinate_events AS event ON event.job_id = job.id AND event.type = 'deferred'
WHERE job.status = 'todo' AND (job.scheduled_at IS NULL OR job.scheduled_at <= now())
"""


@open_to("anyone")
def health(request: HttpRequest) -> HttpResponse:
    """Everything that an installation needs: 503 when something is not well."""
    return _answer({**PAGES, **BESIDES})


@open_to("anyone")
def ready(request: HttpRequest) -> HttpResponse:
    """Whether this program can serve pages, for whoever divides visitors over several.

    It can while nothing is taken in: sent away here, people could not even read.
    """
    return _answer(PAGES, {OK, READ_ONLY})


def _answer(checks: dict[str, Callable[[], str]], well: Set[str] = frozenset({OK})) -> HttpResponse:
    found = {name: _tried(check) for name, check in checks.items()}
    is_well = well >= set(found.values())
    response = JsonResponse({"status": OK if is_well else "not well", "checks": found})
    if not is_well:
        response.status_code = 503
        response["Retry-After"] = RETRY_SECONDS
    return response


def _tried(check: Callable[[], str]) -> str:
    try:
        return check()
    except (DatabaseError, OSError):
        return BROKEN


def _database() -> str:
    is_closed = _one(
        "SELECT pg_is_in_recovery() OR current_setting('default_transaction_read_only')::boolean"
    )
    return READ_ONLY if is_closed or room.is_short() else OK


def _migrations() -> str:
    """Whether the tables are those of this version."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT app, name FROM django_migrations")
        done = set(cursor.fetchall())
    return OK if _known() <= done else "waiting"


@cache
def _known() -> frozenset[tuple[str, str]]:
    loader = MigrationLoader(None, load=False)
    loader.load_disk()
    return frozenset(loader.disk_migrations or ())


def _worker() -> str:
    silent = _one(
        "SELECT extract(epoch FROM now() - max(last_heartbeat)) FROM procrastinate_workers"
    )
    return OK if silent is not None and silent < SILENT_SECONDS else "silent"


def _queue() -> str:
    waiting = _one(_WAITING)
    return OK if waiting is None or waiting < LATE_SECONDS else "late"


def _clock() -> str:
    """Codes of a second factor, and ends of terms, need a clock that is right."""
    apart = abs(float(_one("SELECT extract(epoch FROM clock_timestamp())") or 0) - time.time())
    return OK if apart < MOST_SECONDS_APART else "differs"


def _disk() -> str:
    """The disk of the ledger and the signatures, and those of the database that can be seen from here.

    It is said well before pages are read only (`room.LEAST_BYTES`).
    """
    ledger = Path(settings.LEDGER_PATH).parent
    while not ledger.exists():
        ledger = ledger.parent
    return "nearly full" if any(map(_is_nearly_full, (ledger, *room.folders()))) else OK


def _is_nearly_full(place: Path) -> bool:
    found = shutil.disk_usage(place)
    return found.free <= LEAST_BYTES or found.free / found.total <= LEAST_ROOM


def _one(question: str) -> float | None:
    with connection.cursor() as cursor:
        cursor.execute(question)
        (found,) = cursor.fetchone()
    return found if found is None else float(found)


PAGES = {"database": _database, "migrations": _migrations}
BESIDES = {"worker": _worker, "queue": _queue, "clock": _clock, "disk": _disk}
