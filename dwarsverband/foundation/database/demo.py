"""`make demo`: database, pages and jobs on this machine, until Ctrl-C.

The children keep the lock that this program takes, so that the next start sees whether anything
of an earlier one is left, and waits for it.
"""

import fcntl
import http.client
import os
import secrets
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from dwarsverband.foundation.database import embedded, programs
from dwarsverband.foundation.database.children import ROOT, is_prepared, say, stage
from dwarsverband.foundation.database.watcher import living_command, lock, locked

STATE = ROOT / ".demo"
FIRST_PORT = 8000
TRIED_PORTS = 50
LEFTOVER_SECONDS = 20.0
READY_SECONDS = 60.0
STOP_SECONDS = 12.0
RELEASE_SECONDS = 5.0
LOOK_SECONDS = 0.3
MOST_RESTARTS = 8
NAMES = {"web": "The web server", "worker": "The worker", "database": "The database"}


class StoppedError(RuntimeError):
    """The demo cannot go on; the text says why."""


@dataclass
class Demo:
    """What runs, and whether somebody asked to stop."""

    state: Path
    lock: int
    is_embedded: bool = field(default_factory=lambda: not os.environ.get("DATABASE_URL"))
    port: int = FIRST_PORT
    children: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    restarts: list[float] = field(default_factory=list)
    asked: threading.Event = field(default_factory=threading.Event)
    times_asked: int = 0

    @property
    def address(self) -> str:
        return f"http://localhost:{self.port}"

    def ask(self, *_signal: object) -> None:
        """Somebody pressed Ctrl-C, or ended this program kindly."""
        self.times_asked += 1
        self.asked.set()


def environment(state: Path = STATE) -> dict[str, str]:
    """What every program of the demo is told: both addresses, its secret, and that it is a demo."""
    if os.environ.get("DATABASE_URL"):
        owner = os.environ.get("DATABASE_OWNER_URL", os.environ["DATABASE_URL"])
        known = {"DATABASE_URL": os.environ["DATABASE_URL"], "DATABASE_OWNER_URL": owner}
        state.mkdir(parents=True, exist_ok=True)
    else:
        found = embedded.start(state)
        known = {"DATABASE_URL": found.application, "DATABASE_OWNER_URL": found.owner}
        known["DATABASE_FOLDERS"] = ",".join(map(str, embedded.folders(state)))
    return {
        **known,
        "LEDGER_PATH": str(state / "ledger.jsonl"),
        "SECRET_KEY": _secret(state, "secret", secrets.token_urlsafe(48)),
        "CHECKPOINT_KEY": _secret(state, "checkpoint-key", secrets.token_hex(32)),
        "DEMO": "1",
    }


def main(state: Path = STATE) -> int:
    """Start everything, look after it, and stop it."""
    try:
        state.mkdir(parents=True, exist_ok=True)
        demo = Demo(state, _sole(state))
    except PermissionError as error:
        say(f"{error.filename} belongs to another user. Start the demo as that user, or let that")
        say("user remove it with: make clean-demo")
        return 1
    except StoppedError as error:
        say(str(error))
        return 1
    for kind in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(kind, demo.ask)
    try:
        _start(demo)
        _look_after(demo)
    except (StoppedError, programs.NotStartedError) as error:
        say(f"\n{error}")
        return 1
    finally:
        _stop(demo)
    return 0


def _start(demo: Demo) -> None:
    say("Dwarsverband starts.")
    with stage("Database"):
        variables = environment(demo.state)
    demo.port = _free_port()
    variables.update(PORT=str(demo.port), PUBLIC_ADDRESS=demo.address)
    os.environ.update(variables)
    if not (demo.is_embedded and is_prepared(demo.state)):
        _prepare(demo)
    if demo.asked.is_set():
        return
    with stage("Pages"):
        for name in ("web", "worker"):
            _child(demo, name)
        _wait_until_ready(demo)
    if demo.asked.is_set():
        return
    (demo.state / "address").write_text(f"{os.getpid()} {demo.address}\n", encoding="utf-8")
    say(f"\n{demo.address}\n\nSign in as:")
    say((demo.state / "sign-ins.txt").read_text(encoding="utf-8"))
    say("Stop with Ctrl-C.")


def _prepare(demo: Demo) -> None:
    preparing = _child(demo, "prepare")
    while preparing.poll() is None and not demo.asked.wait(0.02):
        pass
    if demo.asked.is_set():
        return
    if preparing.returncode:
        raise StoppedError("The database could not be prepared; the lines above say why.")
    del demo.children["prepare"]


def _look_after(demo: Demo) -> None:
    """Start again what stopped by itself, but not for ever."""
    while not demo.asked.wait(LOOK_SECONDS):
        for name, child in list(demo.children.items()):
            if child.poll() is not None:
                _count_restart(demo, name)
                _end(child, signal.SIGKILL)
                _child(demo, name)
        if demo.is_embedded and not embedded.is_running(demo.state):
            _count_restart(demo, "database")
            embedded.start(demo.state)


def _count_restart(demo: Demo, name: str) -> None:
    now = time.monotonic()
    demo.restarts = [moment for moment in demo.restarts if now - moment < 60]
    if len(demo.restarts) >= MOST_RESTARTS:
        raise StoppedError(f"{NAMES[name]} keeps stopping. The demo ends here.")
    demo.restarts.append(now)
    say(f"{NAMES[name]} stopped by itself and is started again.")


def _stop(demo: Demo) -> None:
    """Kindly, then with force: after a while, or when asked a second time."""
    asked_before = demo.times_asked
    for child in demo.children.values():
        _end(child, signal.SIGTERM)
    end = time.monotonic() + STOP_SECONDS
    while any(child.poll() is None for child in demo.children.values()):
        if time.monotonic() > end or demo.times_asked > max(1, asked_before):
            break
        time.sleep(0.02)
    for child in demo.children.values():
        _end(child, signal.SIGKILL)
        child.wait()
    (demo.state / "address").unlink(missing_ok=True)
    embedded.release(demo.state)
    end = time.monotonic() + RELEASE_SECONDS
    while embedded.is_running(demo.state) and time.monotonic() < end:
        time.sleep(0.02)
    say("Everything has stopped.")


def _child(demo: Demo, name: str) -> subprocess.Popen[bytes]:
    """One program of the demo, in a session of its own: Ctrl-C comes to us alone."""
    module = "dwarsverband.foundation.database.children"
    started = subprocess.Popen(  # noqa: S603 (own arguments)
        [sys.executable, "-m", module, name, str(demo.state), str(os.getpid())],
        cwd=ROOT,
        env=_variables(demo.state, name),
        stdin=subprocess.DEVNULL,
        start_new_session=True,
        pass_fds=[demo.lock],
    )
    demo.children[name] = started
    return started


def _variables(state: Path, name: str) -> dict[str, str]:
    """What one program is told: only preparing needs the owner of the tables.

    Whoever wants no bytecode beside the source gets it elsewhere: without it each start is slow.
    """
    variables = dict(os.environ)
    if name != "prepare":
        variables.pop("DATABASE_OWNER_URL", None)
    if variables.pop("PYTHONDONTWRITEBYTECODE", ""):
        variables.setdefault("PYTHONPYCACHEPREFIX", str(state / "bytecode"))
    return variables


def _end(child: subprocess.Popen[bytes], kind: signal.Signals) -> None:
    """Tell a program and, with force, whatever it started."""
    try:
        if kind == signal.SIGKILL:
            os.killpg(child.pid, kind)
        elif child.poll() is None:
            child.send_signal(kind)
    except (ProcessLookupError, PermissionError):
        return


def _wait_until_ready(demo: Demo) -> None:
    end = time.monotonic() + READY_SECONDS
    while not demo.asked.wait(0.03):
        if any(child.poll() is not None for child in demo.children.values()):
            raise StoppedError("A program of the demo stopped at once; the lines above say why.")
        if time.monotonic() > end:
            raise StoppedError(f"The pages do not answer at {demo.address}.")
        if _answer(demo.port):
            return


def _answer(port: int) -> int:
    """The status with which the first page answers; 0 if nothing does."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", "/", headers={"Host": f"localhost:{port}"})
        return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return 0
    finally:
        connection.close()


def _sole(state: Path) -> int:
    """The lock of the one demo in a folder; waits for what is left of a killed one."""
    end = time.monotonic() + LEFTOVER_SECONDS
    is_told = False
    while True:
        try:
            return lock(state / "demo", fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            pass
        running = _running_address(state)
        if running:
            raise StoppedError(f"The demo runs already: {running}")
        if time.monotonic() > end:
            raise StoppedError(
                f"Something of an earlier demo still runs; it holds {state / 'demo'}."
            )
        if not is_told:
            say("Waiting for the end of an earlier demo …")
            is_told = True
        time.sleep(0.1)


def _running_address(state: Path) -> str:
    try:
        number, address = (state / "address").read_text(encoding="utf-8").split()
    except (FileNotFoundError, ValueError):
        return ""
    return address if "demo" in living_command(int(number)) else ""


def _free_port(variables: Mapping[str, str] = os.environ) -> int:
    asked = variables.get("PORT") or str(FIRST_PORT)
    if not asked.isdecimal() or not 1 <= int(asked) <= 65535:
        raise StoppedError(f"PORT={asked} is not a port. Choose a number from 1024 to 65535.")
    for port in range(int(asked), min(int(asked) + TRIED_PORTS, 65536)):
        if _is_free(port):
            return port
        say(f"  Port {port} is taken; trying the next.")
    raise StoppedError(f"No free port from {asked} on. Choose another: make demo PORT=9000")


def _is_free(port: int) -> bool:
    """Nobody listens there, under neither of the addresses that a browser tries for localhost."""
    with socket.socket(socket.AF_INET6) as other:
        other.settimeout(0.5)
        try:
            other.connect(("::1", port))
        except OSError:
            pass
        else:
            return False
    with socket.socket() as own:
        own.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            own.bind(("127.0.0.1", port))
        except PermissionError:
            raise StoppedError(
                f"This user may not listen on port {port}. Choose one above 1023."
            ) from None
        except OSError:
            return False
    return True


def _secret(state: Path, name: str, new: str) -> str:
    path = state / name
    with locked(state / "gate"):
        if not path.exists():
            programs.write_private(path, new)
        return path.read_text(encoding="utf-8")


if __name__ == "__main__":
    if sys.argv[1:] == ["--remove"]:
        embedded.remove(STATE)
        sys.exit(0)
    sys.exit(main())
