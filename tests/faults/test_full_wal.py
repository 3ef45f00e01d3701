"""The disk on which PostgreSQL writes what it is about to do is full: nothing that was acknowledged is lost."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from dwarsverband.foundation.database import embedded
from dwarsverband.foundation.database.programs import NotStartedError
from dwarsverband.foundation.database.trouble import Trouble, trouble_of
from tests.faults.programs import wait_until

SMALL, LARGE = "size=40m", "size=200m"
# Text that does not become smaller, so that the disk is full soon.
WRITE = """
INSERT INTO kept SELECT %s, string_agg(md5(random()::text), '') FROM generate_series(1, 4000)
"""


def _run(*words: str) -> bool:
    return subprocess.run(words, check=False, capture_output=True).returncode == 0


@pytest.fixture
def small(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A server whose write-ahead log has a disk of its own, of forty megabytes; and its address."""
    state, disk = tmp_path / "town", Path(tempfile.mkdtemp(prefix="dwarsverband-"))
    if not _run("mount", "-t", "tmpfs", "-o", SMALL, "tmpfs", str(disk)):
        pytest.skip("not run: nothing can be mounted here")
    try:
        address = embedded.start(state).owner
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute("CREATE TABLE kept (number integer, text text)")
        _stop(state)
        _move(embedded._place(state.resolve()) / "cluster" / "pg_wal", disk)
        embedded.start(state)
        yield state, address
        _stop(state)
        embedded.remove(state)
    finally:
        _run("umount", str(disk))
        disk.rmdir()


def _stop(state: Path) -> None:
    number = embedded.server_number(state)
    if number is not None:
        os.kill(number, signal.SIGINT)
        wait_until(lambda: not embedded.is_running(state))


def _move(log: Path, disk: Path) -> None:
    """Put the log on the small disk, where the server's own user may come."""
    owner = log.stat()
    shutil.copytree(log, disk / "log")
    for path in (disk, disk / "log", *(disk / "log").rglob("*")):
        os.chown(path, owner.st_uid, owner.st_gid)
    shutil.rmtree(log)
    log.symlink_to(disk / "log")


def _write_until_it_breaks(address: str) -> tuple[int, BaseException]:
    """How many rows were acknowledged, and what was said of the next."""
    count, end = 0, time.monotonic() + 60
    with psycopg.connect(address, autocommit=True) as connection:
        while time.monotonic() < end:
            try:
                connection.execute(WRITE, [count])
            except psycopg.Error as error:
                return count, error
            count += 1
    pytest.fail("The disk was never full.")


def test_nothing_acknowledged_is_lost_and_it_goes_on_when_there_is_room(
    small: tuple[Path, str],
) -> None:
    state, address = small
    count, error = _write_until_it_breaks(address)
    assert count > 0
    # A page first says that it is read only, and once the server has gone down, when to come back.
    assert trouble_of(error) in {Trouble.FULL, Trouble.GONE}
    disk = (embedded._place(state.resolve()) / "cluster" / "pg_wal").resolve().parent
    assert _run("mount", "-o", f"remount,{LARGE}", str(disk))
    wait_until(lambda: _works(state, address))
    with psycopg.connect(address, autocommit=True) as connection:
        found = connection.execute("SELECT array_agg(number ORDER BY number) FROM kept").fetchone()
        assert found is not None
        assert set(range(count)) <= set(found[0]) <= set(range(count + 1))
        assert len(found[0]) == len(set(found[0]))
        connection.execute(WRITE, [count + 1])


def _works(state: Path, address: str) -> bool:
    try:
        embedded.start(state)
        with psycopg.connect(address) as connection:
            return connection.execute("SELECT 1").fetchone() == (1,)
    except (psycopg.Error, NotStartedError):
        return False
