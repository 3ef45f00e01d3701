"""Work by the clock, in every partnership: what breaks in one stops no other.

Nothing is done while the clock cannot be believed (`clock`). Where it broke it is tried again by itself, at most as often as every job; then that partnership
is shown what was given up (`given_up`).
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.db.models.functions import Now
from django.utils import timezone
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateEvent

from dwarsverband.foundation.access.clock import is_believed
from dwarsverband.foundation.access.context import acting, system
from dwarsverband.foundation.access.jobs import MOST_ATTEMPTS, is_last, note_given_up
from dwarsverband.foundation.access.verdict import Actor
from dwarsverband.foundation.database.tables import rows

Work = Callable[[Actor], object]
AGAIN = "access.do_again"
SHOWN_DAYS = 30
_journal = logging.getLogger(__name__)
_known: dict[str, tuple[Work, Callable[[UUID], Actor]]] = {}


@dataclass(frozen=True, slots=True)
class GivenUp:
    """A kind of work that was given up in the last weeks: which, how often, and when last."""

    name: str
    count: int
    last_on: date


def everywhere(
    name: str, as_whom: Callable[[UUID], Actor] = system
) -> Callable[[Work], Callable[[], None]]:
    """Make work for one partnership into work for all of them, each in its own transaction."""

    def register(work: Work) -> Callable[[], None]:
        _known[name] = work, as_whom

        def run() -> None:
            if not is_believed():
                return
            for (key,) in rows("SELECT security.every_partnership()"):
                _try(name, UUID(str(key)))

        return run

    return register


def given_up(partnership_id: UUID) -> tuple[GivenUp, ...]:
    """What was given up for one partnership; of work, never of people."""
    failures = (
        recent_failures(partnership_id)
        .values_list("job__task_name", "job__args", "at")
        .order_by("-at")
    )
    kinds: dict[str, GivenUp] = {}
    for task, values, at in failures:
        name = str(values["work"]) if task == AGAIN else task
        before = kinds.get(name) or GivenUp(name, 0, timezone.localdate(at))
        kinds[name] = GivenUp(name, before.count + 1, before.last_on)
    return tuple(kinds.values())


def recent_failures(partnership_id: UUID) -> "QuerySet[ProcrastinateEvent]":
    """That a job of one partnership was given up, in the last weeks."""
    return ProcrastinateEvent.objects.filter(
        type="failed",
        at__gt=Now() - timedelta(days=SHOWN_DAYS),
        job__status="failed",
        job__args__partnership=str(partnership_id),
    )


def forget_given_up() -> int:
    """Remove jobs that were given up longer ago than anybody is shown."""
    return len(
        rows(
            "DELETE FROM procrastinate_jobs AS job WHERE status IN ('failed', 'cancelled', 'aborted')"
            " AND NOT EXISTS (SELECT 1 FROM procrastinate_events WHERE job_id = job.id"
            " AND at > now() - %s) RETURNING id",
            timedelta(days=SHOWN_DAYS),
        )
    )


def _try(name: str, key: UUID) -> None:
    try:
        _do(name, key)
    except Exception:
        _journal.exception("%s broke in the partnership %s; it is tried again.", name, key)
        app.configure_task(AGAIN).defer(work=name, partnership=str(key))


def _do(name: str, key: UUID) -> None:
    work, as_whom = _known[name]
    actor = as_whom(key)
    with acting(actor):
        work(actor)


@app.task(
    name=AGAIN,
    retry=RetryStrategy(max_attempts=MOST_ATTEMPTS - 1, exponential_wait=6),
    pass_context=True,
)
def do_again(context: JobContext, /, work: str, partnership: str) -> None:
    """Try once more what broke in one partnership."""
    try:
        _do(work, UUID(partnership))
    except Exception:
        if is_last(context.job):
            note_given_up(partnership)
        raise
