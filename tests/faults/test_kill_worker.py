"""A worker that is killed in the middle of a job loses nothing and leaves nothing half."""

import signal
from pathlib import Path

import pytest
from django.db import connection

from dwarsverband.foundation.access import later
from dwarsverband.foundation.access.context import acting
from dwarsverband.foundation.accounts.models import Theme
from dwarsverband.foundation.database.roles import as_owner
from dwarsverband.foundation.database.tables import rows
from tests.faults.programs import Programs, wait_until
from tests.live import Live

_seen: set[tuple[object, ...]] = set()


def test_a_job_runs_again_after_its_worker_was_killed(
    live: Live, programs: Programs, tmp_path: Path
) -> None:
    attempts = tmp_path / "attempts"
    with acting(live.cast.noor):
        later("faults.rename_themes", live.cast.noor)
    first = programs.start("tests.faults.worker", attempts)
    wait_until(attempts.exists)
    first.send_signal(signal.SIGKILL)
    first.wait()
    assert _renamed(live) == 0
    programs.start("tests.faults.worker", attempts)
    wait_until(lambda: _renamed(live) > 0)
    assert attempts.read_text() == "begun\nbegun\n"


def test_a_worker_that_is_told_to_stop_finishes_its_job(
    live: Live, programs: Programs, tmp_path: Path
) -> None:
    attempts = tmp_path / "attempts"
    attempts.write_text("an earlier one\n")
    worker = programs.start("tests.faults.worker", attempts)
    with acting(live.cast.noor):
        later("faults.rename_themes", live.cast.noor)
    wait_until(lambda: "begun" in attempts.read_text())
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(timeout=15) == 0
    assert _renamed(live) > 0


@pytest.mark.regression("the worker ended when nothing could be written")
def test_a_worker_waits_while_nothing_can_be_written(
    live: Live, programs: Programs, tmp_path: Path
) -> None:
    attempts = tmp_path / "attempts"
    attempts.write_text("an earlier one\n" * 2)
    worker = programs.start("tests.faults.worker", attempts)
    wait_until(lambda: bool(rows("SELECT 1 FROM procrastinate_workers")))
    _close_for_writing(live, "on")
    wait_until(lambda: programs.said("The worker waits"))
    assert worker.poll() is None
    _close_for_writing(live, "off")
    with acting(live.cast.noor):
        later("faults.rename_themes", live.cast.noor)
    wait_until(lambda: _renamed(live) > 0)
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(timeout=15) == 0


def test_a_job_waits_while_there_is_no_room_and_that_is_no_attempt(
    live: Live, programs: Programs, tmp_path: Path
) -> None:
    attempts, full = tmp_path / "attempts", tmp_path / "full"
    attempts.write_text("an earlier one\n" * 2)
    full.touch()
    programs.start("tests.faults.worker", attempts, DATABASE_FOLDERS="/")
    wait_until(lambda: programs.said("Nothing is saved until there is more"))
    with acting(live.cast.noor):
        later("faults.rename_themes", live.cast.noor)
    before = _signs_of_life()
    wait_until(lambda: _signs_of_life() >= before + 2)
    waiting = rows(
        "SELECT status::text, attempts FROM procrastinate_jobs WHERE task_name LIKE 'faults.%'"
    )
    assert (waiting, _renamed(live)) == ([("todo", 0)], 0)
    full.unlink()
    wait_until(lambda: _renamed(live) > 0)


def _signs_of_life() -> int:
    """How often a worker said that it lives, as far as this process looked."""
    _seen.update(rows("SELECT last_heartbeat FROM procrastinate_workers"))
    return len(_seen)


def _close_for_writing(live: Live, how: str) -> None:
    """For every connection that is made from now on; the others are broken."""
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("SET default_transaction_read_only = off")
        name = connection.settings_dict["NAME"]
        cursor.execute(f'ALTER DATABASE "{name}" SET default_transaction_read_only = {how}')
    rows(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )


def _renamed(live: Live) -> int:
    with acting(live.cast.noor):
        return Theme.objects.filter(name_nl="Hernoemd").count()
