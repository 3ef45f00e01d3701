"""A job runs until it has been done, but never more than five times."""

from collections.abc import Iterator
from dataclasses import replace
from uuid import uuid4

import pytest
from django.db import transaction

from dwarsverband.foundation.access import ALLOWED, Actor, Means, action, later
from dwarsverband.foundation.access.context import acting
from dwarsverband.foundation.access.jobs import MOST_ATTEMPTS, job
from dwarsverband.foundation.access.log import Lines
from dwarsverband.foundation.accounts.models import Theme
from dwarsverband.foundation.database.tables import rows
from tests.live import Live

begun: list[Actor] = []
given_up: list[tuple[Actor, str]] = []


def _tell(actor: Actor, subject: str) -> None:
    given_up.append((actor, subject))


@job("access.test_breaks", patience=0, gave_up=_tell)
def breaks(actor: Actor, subject: str) -> None:
    Theme.objects.update(name_nl="Half")
    begun.append(actor)
    raise ZeroDivisionError


@job("access.test_looks")
def looks(actor: Actor) -> None:
    begun.append(actor)
    assert {theme.partnership_id for theme in Theme.objects.all()} == {actor.partnership_id}


@action(lambda actor: ALLOWED)
def touch(actor: Actor) -> None:
    pass


@job("access.test_does")
def does(actor: Actor) -> None:
    touch(actor)


@pytest.fixture(autouse=True)
def _start() -> Iterator[None]:
    begun.clear()
    given_up.clear()
    yield


def test_a_job_acts_for_whoever_asked_and_sees_what_they_see(live: Live) -> None:
    for who in (live.cast.noor, live.cast.wim):
        with acting(who):
            later("access.test_looks", who)
    live.work()
    assert sorted(actor.name for actor in begun) == sorted(
        [live.cast.noor.name, live.cast.wim.name]
    )
    assert _jobs() == [("succeeded", 1)] * 2


def test_the_log_names_the_token_with_which_a_job_was_asked(live: Live) -> None:
    token = Means(uuid4(), may_write=True, areas=("network",))
    with acting(live.cast.noor):
        later("access.test_does", replace(live.cast.noor, means=token))
        later("access.test_does", live.cast.noor)
    live.work()
    with acting(live.cast.noor):
        lines = Lines(live.cast.noor, ["test_worker.touch"])
        assert {line.means for line in lines} == {token.reference, ""}


def test_a_job_of_a_transaction_that_was_undone_never_runs(live: Live) -> None:
    with acting(live.cast.noor):
        later("access.test_looks", live.cast.noor)
        transaction.set_rollback(True)
    live.work()
    assert begun == []


def test_a_job_that_breaks_runs_five_times_and_leaves_nothing_half(live: Live) -> None:
    with acting(live.cast.noor):
        later("access.test_breaks", live.cast.noor, "7")
    live.work()
    assert len(begun) == MOST_ATTEMPTS
    assert _jobs() == [("failed", MOST_ATTEMPTS)]
    assert given_up == [(live.cast.noor, "7")]
    with acting(live.cast.noor):
        assert not Theme.objects.filter(name_nl="Half").exists()


def test_a_job_of_a_dead_worker_runs_again(live: Live) -> None:
    _leave_behind(live, attempts=0, silent_seconds=60)
    live.give_back(seconds=6)
    assert _jobs() == [("todo", 1)]


def test_a_job_of_a_living_worker_is_left_alone(live: Live) -> None:
    _leave_behind(live, attempts=0, silent_seconds=3)
    live.give_back(seconds=6)
    assert _jobs() == [("doing", 0)]


def test_a_job_that_kills_its_worker_five_times_is_given_up_and_told(
    live: Live, caplog: pytest.LogCaptureFixture
) -> None:
    _leave_behind(live, attempts=MOST_ATTEMPTS - 1, silent_seconds=60)
    live.give_back(seconds=6)
    assert _jobs() == [("failed", MOST_ATTEMPTS)]
    assert given_up == [(live.cast.noor, "7")]
    assert "access.test_breaks, was given up after 5 attempts" in caplog.text
    live.give_back(seconds=6)
    assert len(given_up) == 1


def _leave_behind(live: Live, attempts: int, silent_seconds: int) -> None:
    """A job as a worker leaves it that was killed."""
    with acting(live.cast.noor):
        later("access.test_breaks", live.cast.noor, "7")
    live.is_touched = True
    rows(
        "WITH dead AS (INSERT INTO procrastinate_workers (last_heartbeat)"
        " VALUES (now() - make_interval(secs => %s)) RETURNING id)"
        " UPDATE procrastinate_jobs SET status = 'doing', attempts = %s, worker_id = (SELECT id FROM dead)"
        " RETURNING id",
        silent_seconds,
        attempts,
    )


def _jobs() -> list[tuple[object, ...]]:
    return rows("SELECT status::text, attempts FROM procrastinate_jobs")
