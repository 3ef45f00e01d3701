"""A small program that stops the server when nobody uses it any more.

Whoever uses the server holds a shared lock on `lease`. The kernel grants the exclusive lock when
the last of them is gone, also after `kill -9`; then this program takes `gate`, looks again, and
stops the server. Start it with the state folder and the cluster as arguments.
"""

import contextlib
import fcntl
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from dwarsverband.foundation.database import memory

STOP_SIGNALS = ((signal.SIGINT, 10.0), (signal.SIGQUIT, 5.0), (signal.SIGKILL, 5.0))
PAUSE_SECONDS = 0.02


@contextlib.contextmanager
def locked(path: Path, kind: int = fcntl.LOCK_EX) -> Iterator[None]:
    """Hold a lock for the length of a block."""
    number = lock(path, kind)
    try:
        yield
    finally:
        os.close(number)


def lock(path: Path, kind: int) -> int:
    """Take a lock; closing the number that comes back, or ending in any way, gives it up."""
    number = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(number, kind)
    except OSError:
        os.close(number)
        raise
    return number


def running(cluster: Path) -> int | None:
    """The number of the server of a cluster, if it really lives."""
    try:
        number = int((cluster / "postmaster.pid").read_text(encoding="utf-8").split("\n", 1)[0])
    except (OSError, ValueError):
        return None
    return number if str(cluster) in living_command(number) else None


def living_command(number: int) -> str:
    """How a program was started; empty if it is gone, or dead and not yet taken away (a zombie)."""
    folder = Path(f"/proc/{number}")
    if not Path("/proc/self/stat").exists():
        return _listed_command(number)
    try:
        state = (
            (folder / "stat")
            .read_text(encoding="utf-8", errors="replace")
            .rpartition(")")[2]
            .split()[0]
        )
        command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except (OSError, IndexError):
        return ""
    return "" if state in "ZX" else command


def stop(cluster: Path) -> None:
    """Stop the server of a cluster in an orderly way, or else in any way."""
    for kind, seconds in STOP_SIGNALS:
        number = running(cluster)
        if number is None:
            return
        with contextlib.suppress(ProcessLookupError):
            os.kill(number, kind)
        end = time.monotonic() + seconds
        while living_command(number) and time.monotonic() < end:
            time.sleep(PAUSE_SECONDS)


def watch(state: Path, cluster: Path) -> None:
    """Wait until nobody uses the server, and stop it."""
    try:
        watching = lock(state / "watching", fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return
    while True:
        with locked(state / "lease"):
            pass
        with locked(state / "gate"):
            try:
                alone = lock(state / "lease", fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue
            stop(cluster)
            memory.leave(state / "elsewhere")
            os.close(alone)
            os.close(watching)
            return


def _listed_command(number: int) -> str:
    """The same where there is no /proc (macOS)."""
    said = subprocess.run(  # noqa: S603 (own arguments)
        ["/bin/ps", "-ww", "-o", "stat=,command=", "-p", str(number)],
        capture_output=True,
        text=True,
        check=False,
    ).stdout.strip()
    return "" if said.startswith("Z") else said


if __name__ == "__main__":
    with contextlib.suppress(FileNotFoundError):  # the folder was removed: nothing is left to watch
        watch(Path(sys.argv[1]), Path(sys.argv[2]))
