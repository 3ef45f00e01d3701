"""Whether the clock can be believed before something is destroyed or sent because a day has come.

A clock that stands wrong for an hour would end every term at once. So work by the clock waits for a
day when time made a leap (or the machine was off so long that nobody can tell), and as long as this
machine and the database do not agree. When time was last seen stands in a file beside the ledger;
whoever is certain of the clock removes that file.
"""

import contextlib
import json
import logging
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils import timezone

MOST_APART = timedelta(minutes=10)
LONGEST_LEAP = timedelta(days=2)
WAIT = timedelta(days=1)
_journal = logging.getLogger(__name__)


def is_believed() -> bool:
    """Whether work by the clock may be done now; asked often, so that a leap shows."""
    now, database = timezone.now(), _database_now()
    if abs(now - database) > MOST_APART:
        _journal.error(
            "The clocks of this machine and of the database are %s apart. "
            "Work by the clock waits until they agree.",
            abs(now - database),
        )
        return False
    seen, waits_until = _read()
    if seen is not None and now - seen > LONGEST_LEAP:
        waits_until = now + WAIT
    elif seen is not None and seen - now > MOST_APART:  # it was ahead, and has been set right
        waits_until = None
    _write(now, waits_until)
    if waits_until is None or now >= waits_until:
        return True
    _journal.warning(
        "Time made a leap. Work by the clock waits until %s; "
        "when the clock is right, remove %s to begin at once.",
        waits_until.isoformat(timespec="minutes"),
        path(),
    )
    return False


def path() -> Path:
    """The file that says when time was last seen."""
    return settings.LEDGER_PATH.parent / "clock.json"


def _database_now() -> datetime:
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        found: datetime = cursor.fetchone()[0]
    return found


def _read() -> tuple[datetime | None, datetime | None]:
    with contextlib.suppress(FileNotFoundError, ValueError, KeyError, TypeError):
        told = json.loads(path().read_text(encoding="utf-8"))
        waits_until = told["waits_until"]
        return (
            datetime.fromisoformat(told["seen"]),
            datetime.fromisoformat(waits_until) if waits_until else None,
        )
    return None, None


def _write(seen: datetime, waits_until: datetime | None) -> None:
    """Whole, or as it was."""
    told = {"seen": seen.isoformat(), "waits_until": waits_until and waits_until.isoformat()}
    path().parent.mkdir(parents=True, exist_ok=True)
    unfinished = path().with_suffix(".unfinished")
    unfinished.write_text(json.dumps(told), encoding="utf-8")
    unfinished.replace(path())
