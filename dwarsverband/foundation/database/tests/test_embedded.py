"""A machine without PostgreSQL gets one: made, found again, repaired, and stopped when nobody uses it."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from dwarsverband.foundation.database import addresses, embedded, memory
from dwarsverband.foundation.database.programs import NotStartedError
from tests.faults.programs import quick, wait_until

HOLD = """
import sys
from pathlib import Path
from dwarsverband.foundation.database import embedded
print(embedded.start(Path(sys.argv[1])).application, flush=True)
sys.stdin.read()
"""


@contextmanager
def _folder() -> Iterator[Path]:
    """A folder that the server's own user may pass, also when root runs the tests."""
    folder = Path(tempfile.mkdtemp(prefix="dwarsverband-"))
    folder.chmod(0o755)
    yield folder / "state"
    embedded.remove(folder / "state")
    shutil.rmtree(folder)


@pytest.fixture
def state() -> Iterator[Path]:
    """Nothing yet."""
    with _folder() as folder:
        yield folder


@pytest.fixture(scope="module")
def ready() -> Iterator[Path]:
    """A server that runs, for tests that change nothing."""
    with _folder() as folder:
        embedded.start(folder)
        yield folder


def test_both_roles_are_there_and_neither_is_above_the_rules(ready: Path) -> None:
    known = embedded.start(ready)
    for url in (known.owner, known.application):
        with psycopg.connect(url) as connection:
            found = connection.execute(
                "SELECT rolsuper, rolbypassrls, rolcreaterole FROM pg_roles WHERE rolname = current_user"
            ).fetchone()
            assert found == (False, False, False)
    with psycopg.connect(known.application) as connection:
        listening = connection.execute("SHOW listen_addresses").fetchone()
        assert listening == ("",)


def test_nobody_else_can_read_the_passwords_or_the_socket(ready: Path) -> None:
    assert (ready / "database.env").stat().st_mode & 0o777 == 0o600
    assert (ready / "socket").stat().st_mode & 0o777 == 0o700
    assert (ready / "cluster").stat().st_mode & 0o777 == 0o700


def test_a_password_is_asked(ready: Path) -> None:
    known = addresses.parse(embedded.start(ready).application)
    wrong = addresses.write(
        user=known["USER"], password="x", name=known["NAME"], folder=known["HOST"]
    )
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(wrong)


def test_a_killed_server_comes_back_with_what_it_acknowledged(state: Path) -> None:
    known = embedded.start(state)
    with psycopg.connect(known.owner, autocommit=True) as connection:
        connection.execute("CREATE TABLE kept (word text)")
        connection.execute("INSERT INTO kept VALUES ('hier')")
    number = embedded.server_number(state)
    assert number is not None
    os.kill(number, signal.SIGKILL)
    assert embedded.start(state) == known
    assert embedded.server_number(state) != number
    with psycopg.connect(known.owner) as connection:
        assert connection.execute("SELECT word FROM kept").fetchall() == [("hier",)]


def test_lost_addresses_are_made_anew(state: Path) -> None:
    before = embedded.start(state)
    (state / "database.env").unlink()
    after = embedded.start(state)
    assert after.application != before.application
    psycopg.connect(after.application).close()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(before.application)


def test_four_at_once_share_one_server_until_the_last_is_gone(state: Path) -> None:
    holders = [_hold(state) for _number in range(4)]
    said = {holder.stdout.readline() for holder in holders if holder.stdout}
    assert len(said) == 1
    for holder in holders[:3]:
        _end(holder, signal.SIGKILL)
    assert embedded.is_running(state)
    with pytest.raises(NotStartedError, match="in use"):
        embedded.remove(state)
    _end(holders[3], signal.SIGKILL)
    wait_until(lambda: not embedded.is_running(state))


def test_a_long_path_gets_a_short_socket(state: Path) -> None:
    deep = state.parent / ("d" * 60) / ("e" * 60)
    url = embedded.start(deep).application
    psycopg.connect(url).close()
    short = Path(str(addresses.parse(url)["HOST"]))
    assert not short.is_relative_to(deep)
    embedded.remove(deep)
    assert not short.exists()


def test_a_folder_that_the_server_may_not_pass_is_left_as_it_is(state: Path) -> None:
    state.parent.chmod(0o700)
    psycopg.connect(embedded.start(state).application).close()
    assert state.parent.stat().st_mode & 0o777 == 0o700


def test_what_may_pass_stands_in_memory_and_is_gone_with_its_last_user(
    state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memory, "ROOM_NEEDED", 0)
    url = embedded.start(state, is_passing=True).application
    with psycopg.connect(url) as connection:
        assert connection.execute("SHOW fsync").fetchone() == ("off",)
    place = (state / "elsewhere").readlink()
    assert place.is_relative_to(memory.FOLDER)
    assert (place / "cluster").exists()
    embedded.release(state)
    wait_until(lambda: not place.exists())
    assert embedded.start(state, is_passing=True).application
    assert (state / "elsewhere").readlink() not in (place, state)


def test_without_room_in_memory_it_stands_on_the_disk(
    state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memory, "ROOM_NEEDED", 2**80)
    embedded.start(state, is_passing=True)
    assert (state / "cluster").exists()


def test_what_must_stay_is_never_in_memory(ready: Path) -> None:
    with psycopg.connect(embedded.start(ready).application) as connection:
        assert connection.execute("SHOW fsync").fetchone() == ("on",)
    assert not (ready / "elsewhere").exists()


def _hold(state: Path) -> "subprocess.Popen[bytes]":
    """Another program that uses the server."""
    return subprocess.Popen(
        [sys.executable, "-c", HOLD, str(state)],
        cwd=embedded.ROOT,
        env=quick(os.environ),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )


def _end(holder: "subprocess.Popen[bytes]", kind: signal.Signals) -> None:
    holder.send_signal(kind)
    holder.communicate()
