"""The disk on which PostgreSQL writes what it is about to do fills up: nothing acknowledged is lost.

We stop writing while there is room to end what has begun. When something else fills the disk all
the same, PostgreSQL stops.
"""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from pytest_django import Settings

from dwarsverband.foundation.database import embedded, room, trouble
from dwarsverband.foundation.database.programs import NotStartedError
from dwarsverband.foundation.database.trouble import Trouble, trouble_of
from tests.faults.programs import wait_until

MEGABYTE = 2**20
# Text that does not become smaller, so that the disk is full soon.
WRITE = """
INSERT INTO kept SELECT %s, string_agg(md5(random()::text), '') FROM generate_series(1, 4000)
"""
SHORT = "INSERT INTO kept SELECT %s, 'a short one'"


def _run(*words: str) -> bool:
    return subprocess.run(words, check=False, capture_output=True).returncode == 0


@dataclass
class Server:
    """A server whose write-ahead log has a disk of its own."""

    state: Path
    address: str
    disk: Path

    @property
    def number(self) -> int | None:
        return embedded.server_number(self.state)

    def size(self, megabytes: int) -> None:
        """Make the disk larger or smaller."""
        assert _run("mount", "-o", f"remount,size={megabytes}m", str(self.disk))
        room.forget()

    def kept(self) -> list[int]:
        """Which numbers can be read."""
        with psycopg.connect(self.address) as connection:
            return [number for (number,) in connection.execute("SELECT number FROM kept")]

    def works(self) -> bool:
        """Whether it answers, after it was started where it had stopped."""
        try:
            embedded.start(self.state)
            with psycopg.connect(self.address) as connection:
                return connection.execute("SELECT 1").fetchone() == (1,)
        except (psycopg.Error, NotStartedError):
            return False


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """One with forty megabytes for its log."""
    state, disk = tmp_path / "town", Path(tempfile.mkdtemp(prefix="dwarsverband-"))
    if not _run("mount", "-t", "tmpfs", "-o", "size=40m", "tmpfs", str(disk)):
        pytest.skip("not run: nothing can be mounted here")
    try:
        address = embedded.start(state).owner
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute("CREATE TABLE kept (number integer, text text)")
        _stop(state)
        _move(embedded.folders(state)[1], disk)
        embedded.start(state)
        yield Server(state, address, disk)
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


def test_nothing_acknowledged_is_lost_and_it_goes_on_when_there_is_room(server: Server) -> None:
    count, error = _write_until_it_breaks(server.address)
    assert count > 0
    # A page first says that it is read only, and once the server has gone down, when to come back.
    assert trouble_of(error) in {Trouble.FULL, Trouble.GONE}
    server.size(200)
    wait_until(server.works)
    found = server.kept()
    assert set(range(count)) <= set(found) <= set(range(count + 1))
    assert len(found) == len(set(found))
    with psycopg.connect(server.address, autocommit=True) as connection:
        connection.execute(WRITE, [count + 1])


def test_writing_ends_before_the_server_does_and_begins_again_by_itself(
    server: Server, settings: Settings
) -> None:
    settings.DATABASE_FOLDERS = embedded.folders(server.state)
    server.size(room.LEAST_BYTES // MEGABYTE + 100)
    number = server.number
    with ThreadPoolExecutor(4) as pool:
        asked = [pool.submit(_write_while_there_is_room, server.address, who) for who in range(4)]
    acknowledged = {one for write in asked for one in write.result()}
    assert len(acknowledged) > 4
    assert trouble.is_read_only() and server.number == number
    assert acknowledged == set(server.kept())  # everything can be read, and nothing is half
    server.size(room.LEAST_BYTES // MEGABYTE + 300)
    assert not trouble.is_read_only() and server.number == number
    with psycopg.connect(server.address, autocommit=True) as connection:
        connection.execute(WRITE, [-1])
    assert -1 in server.kept()


def _write_while_there_is_room(address: str, who: int) -> list[int]:
    """As pages and jobs do: what has begun ends, and nothing begins when there is no room."""
    numbers: list[int] = []
    end = time.monotonic() + 60
    with psycopg.connect(address, autocommit=True) as connection:
        while not trouble.is_read_only():
            assert time.monotonic() < end, "There was always room."
            number = len(numbers) * 4 + who
            connection.execute(SHORT if number % 3 else WRITE, [number])
            numbers.append(number)
    return numbers
