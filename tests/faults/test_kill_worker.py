"""A worker that is killed in the middle of a job loses nothing and leaves nothing half."""

import signal
from pathlib import Path

from dwarsverband.foundation.access import later
from dwarsverband.foundation.access.context import acting
from dwarsverband.foundation.accounts.models import Theme
from tests.faults.programs import Programs, wait_until
from tests.live import Live


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


def _renamed(live: Live) -> int:
    with acting(live.cast.noor):
        return Theme.objects.filter(name_nl="Hernoemd").count()
