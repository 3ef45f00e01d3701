"""A job acts for the person who asked for it, and sees what that person sees."""

import logging
from collections.abc import Callable, Iterable
from contextlib import nullcontext
from dataclasses import replace
from typing import Any  # procrastinate gives the values of a job as Any
from uuid import UUID

from django.conf import settings
from django.db import close_old_connections
from django.utils import translation
from django.utils.module_loading import import_string
from procrastinate import App, JobContext, RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import Job, Status
from procrastinate.manager import JobManager
from procrastinate.utils import sync_to_async

from dwarsverband.foundation.access import journal, log
from dwarsverband.foundation.access.context import acting, system
from dwarsverband.foundation.access.verdict import Actor, Means
from dwarsverband.foundation.database import room

MOST_ATTEMPTS = 5
GIVE_UP = "accounts.give_up"
GAVE_UP: dict[str, Callable[..., None]] = {}
_journal = logging.getLogger(__name__)


def job(
    name: str,
    patience: int = 2,
    gave_up: Callable[..., None] | None = None,
    *,
    is_whole: bool = True,
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Register what can wait under the name that `later` asks for.

    After a failure it waits `patience` seconds, then the square of it, the cube, and so on. After
    the fifth, `gave_up` is called with the same actor and subjects, to tell whoever waits. One that
    is not whole opens its transactions itself, because something must be kept before it goes on.
    """
    again = RetryStrategy(max_attempts=MOST_ATTEMPTS - 1, exponential_wait=patience)
    if gave_up is not None:
        GAVE_UP[name] = gave_up

    def register(function: Callable[..., None]) -> Callable[..., None]:
        @app.task(name=name, retry=again, pass_context=True)
        def run(context: JobContext, /, **values: Any) -> None:
            with journal.about(task=name, job=context.job.id or 0):
                try:
                    _act(function, is_whole=is_whole, **values)
                except Exception:
                    if is_last(context.job):
                        _give_up(context.job)
                    raise

        return function

    return register


class PatientJobs(JobManager):
    """Begins no job while there is no room to write; what has begun ends, and none is tried in vain."""

    async def fetch_job(self, queues: Iterable[str] | None, worker_id: int) -> Job | None:
        """The next job; none while it would have to wait."""
        return None if room.is_short() else await super().fetch_job(queues, worker_id)


async def give_back(running: App, seconds: float) -> None:
    """Let jobs of workers that gave no sign of life for so long run again, but not for ever."""
    for stalled in await running.job_manager.get_stalled_jobs(seconds_since_heartbeat=seconds):
        try:
            if not is_last(stalled):
                await running.job_manager.retry_job(stalled)
                continue
            await running.job_manager.finish_job(stalled, Status.FAILED, delete_job=False)
        except ConnectorException:  # another worker was first
            continue
        await sync_to_async(_give_up, stalled)


def is_last(attempt: Job) -> bool:
    return attempt.attempts + 1 >= MOST_ATTEMPTS


def _give_up(lost: Job) -> None:
    _journal.error(
        "Job %s, %s, was given up after %s attempts.",
        *(lost.id, lost.task_name, MOST_ATTEMPTS),
        extra={"job": lost.id, "task": lost.task_name, "attempts": MOST_ATTEMPTS},
    )
    values: dict[str, Any] = dict(lost.task_kwargs)
    try:
        if "partnership" in values:
            note_given_up(values["partnership"])
        if lost.task_name in GAVE_UP:
            _act(GAVE_UP[lost.task_name], **values)
    finally:
        close_old_connections()


def note_given_up(partnership: str) -> None:
    """A line in the log, by which pages that were remembered are drawn anew."""
    actor = system(partnership)
    with acting(actor):
        log.write(actor, GIVE_UP, (), verdict="failed")


def _act(
    function: Callable[..., None],
    *,
    partnership: str,
    membership: str,
    user: str,
    subjects: list[str],
    means: dict[str, Any] | None = None,
    is_whole: bool = True,
) -> None:
    actor = _actor(partnership, user, means)
    with translation.override(actor.language), acting(actor) if is_whole else nullcontext():
        function(actor, *subjects)


def _actor(partnership: str, user: str, means: dict[str, Any] | None) -> Actor:
    """Whoever asked, and the token with which they asked: its answer said that this would be done."""
    if not user:
        return system(partnership)
    find: Callable[[str, str], Actor] = import_string(settings.MEMBER_ACTOR)
    actor = find(user, partnership)
    if means is None:
        return actor
    token = Means(UUID(means["id"]), may_write=means["may_write"], areas=tuple(means["areas"]))
    return replace(actor, means=token)
