"""A PostgreSQL of our own, for a machine that has none: made, started, found again, repaired.

In the state folder: `cluster` (the data), `socket`, `database.env` (both addresses), `server.log`
and three locks: `lease` (who uses the server), `gate` (starting and stopping), `watching`.
There is no TCP. The password of PostgreSQL's own superuser is thrown away.
"""

import contextlib
import fcntl
import os
import secrets
import shutil
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import psycopg

from dwarsverband.foundation.database import addresses, memory, programs
from dwarsverband.foundation.database.programs import Account, NotStartedError
from dwarsverband.foundation.database.watcher import living_command, lock, locked, running, stop

DATABASE = "dwarsverband"
OWNER = "dwarsverband_owner"
APPLICATION = "dwarsverband_app"
LAUNCH_SECONDS = 20.0
RECOVERY_SECONDS = 180.0
LEASE_SECONDS = 1.0
PAUSE_SECONDS = 0.02
LONGEST_SOCKET = 103
LARGEST_LOG = 1_000_000
OUTSIDE = Path("/var/lib/dwarsverband")
ROOT = Path(__file__).resolve().parents[3]
SETTINGS = {
    "listen_addresses": "",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "jit": "off",
    "log_checkpoints": "off",
    # The log of the server tells what failed, never with which words.
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
    "log_parameter_max_length_on_error": "0",
}
# For data that nobody misses when the machine stops: of a killed program nothing is lost either way.
PASSING = {
    "fsync": "off",
    "full_page_writes": "off",
    "shared_buffers": "256MB",
    "max_wal_size": "256MB",
}
ROLES = f"""
CREATE ROLE {OWNER} LOGIN NOSUPERUSER CREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS
CREATE ROLE {APPLICATION} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS
CREATE DATABASE {DATABASE} OWNER {OWNER}
REVOKE ALL ON DATABASE {DATABASE} FROM PUBLIC
GRANT CONNECT ON DATABASE {DATABASE} TO {APPLICATION}
"""
_leases: dict[Path, int] = {}


@dataclass(frozen=True)
class Addresses:
    """Both addresses of one database: of the role that works, and of the role that migrates."""

    application: str
    owner: str


@dataclass(frozen=True)
class _Server:
    """One server: where everything is, and as whom it runs."""

    state: Path
    place: Path
    who: Account
    settings: Mapping[str, str]

    @property
    def cluster(self) -> Path:
        return self.place / "cluster"

    @property
    def socket(self) -> Path:
        """A folder for the socket; a path of more than 103 characters does not fit the kernel."""
        near = self.place / "socket"
        if len(os.fsencode(near / ".s.PGSQL.5432")) <= LONGEST_SOCKET:
            return near
        return Path("/tmp") / f"dwarsverband-{_mark(self.cluster)}"  # noqa: S108 (checked in _own_folder)

    @property
    def log(self) -> Path:
        return self.state / "server.log"


def start(state: Path, *, is_passing: bool = False) -> Addresses:
    """Make sure that the server in a folder runs, for as long as this program lives.

    Passing data may be lost when the machine stops, and is written faster: for tests.
    """
    state = _state_folder(state)
    with locked(state / "gate"):
        if state not in _leases:
            _leases[state] = lock(state / "lease", fcntl.LOCK_SH)
        server = _server(state, is_passing=is_passing)
        _watch(server)
        if not server.cluster.exists():
            _make(server)
        known = _known_addresses(server)
        _serve(server, known)
        return known


def folders(state: Path) -> tuple[Path, Path]:
    """Where the server of a folder keeps its tables, and its journal."""
    cluster = _place(state.resolve()) / "cluster"
    return cluster, cluster / "pg_wal"


def server_number(state: Path) -> int | None:
    """The number of the running server of a folder; cheap enough to ask every second."""
    return running(_place(state.resolve()) / "cluster")


def is_running(state: Path) -> bool:
    """Whether the server of a folder lives."""
    return server_number(state) is not None


def release(state: Path) -> None:
    """Use the server no longer; it stops when nobody else does."""
    number = _leases.pop(state.resolve(), None)
    if number is not None:
        os.close(number)


def remove(state: Path) -> None:
    """Stop the server and remove the folder with everything in it; refused while it is used."""
    if not state.exists():
        return
    release(state)
    state = state.resolve()
    with locked(state / "gate"):
        alone = _alone(state)
        place = _place(state)
        stop(place / "cluster")
        socket = _Server(state, place, programs.account(place / "cluster"), SETTINGS).socket
        shutil.rmtree(state)
        for elsewhere in (socket, place):
            shutil.rmtree(elsewhere, ignore_errors=True)  # usually gone with the state folder
        os.close(alone)


def _alone(state: Path) -> int:
    """The lease for us alone; the watcher may hold it too, but only for a moment."""
    end = time.monotonic() + LEASE_SECONDS
    while True:
        try:
            return lock(state / "lease", fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > end:
                raise NotStartedError(f"{state} is in use. Stop what uses it first.") from None
        time.sleep(PAUSE_SECONDS)


def _state_folder(state: Path) -> Path:
    """The folder, made if it is missing: ours alone, but root must let the server pass."""
    try:
        if not state.exists():
            state.mkdir(parents=True, exist_ok=True)
            state.chmod(0o711 if os.geteuid() == 0 else 0o700)
        os.close(os.open(state / "gate", os.O_RDWR | os.O_CREAT, 0o600))
    except PermissionError:
        raise NotStartedError(
            f"{state} cannot be written. It may belong to another user: start this as that user, "
            "or let that user remove it."
        ) from None
    return state.resolve()


def _place(state: Path) -> Path:
    elsewhere = state / "elsewhere"
    return elsewhere.readlink() if elsewhere.is_symlink() else state


def _server(state: Path, *, is_passing: bool) -> _Server:
    """Where the data is: in the state folder, unless it is passing or the server's user cannot come there."""
    place, settings = _place(state), SETTINGS | (PASSING if is_passing else {})
    if is_passing and not (state / "cluster").exists():
        place = memory.place(state / "elsewhere") or state
    who = programs.account(place / "cluster")
    if place == state and who.is_other and not _may_pass(state, who):
        place = OUTSIDE / _mark(state)
        stop(place / "cluster")
        shutil.rmtree(place, ignore_errors=True)  # left by a state folder that was removed
        place.mkdir(parents=True, mode=0o755)
        OUTSIDE.chmod(0o755)
        place.chmod(0o711)
        (state / "elsewhere").symlink_to(place)
    return _Server(state, place, who, settings)


def _may_pass(state: Path, who: Account) -> bool:
    probe = state / "probe"
    probe.mkdir(exist_ok=True)
    probe.chmod(0o755)
    try:
        return programs.may_enter(probe, who)
    finally:
        probe.rmdir()


def _mark(path: Path) -> str:
    return sha256(os.fsencode(path)).hexdigest()[:12]


def _watch(server: _Server) -> None:
    """Start the watcher, unless one is at work."""
    try:
        os.close(lock(server.state / "watching", fcntl.LOCK_EX | fcntl.LOCK_NB))
    except BlockingIOError:
        return
    module = "dwarsverband.foundation.database.watcher"
    command: list[str | Path] = [sys.executable, "-m", module, server.state, server.cluster]
    programs.detach(command, log=server.log, PYTHONPATH=str(ROOT))


def _make(server: _Server) -> None:
    """A new cluster with its roles and its database: whole, or not there."""
    unfinished = server.place / "unfinished"
    shutil.rmtree(unfinished, ignore_errors=True)
    _own_folder(unfinished, server.who)
    found = programs.reachable(server.place, server.who)
    is_new = programs.version(found) >= 17
    locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
    word = server.place / "unfinished-password"
    try:
        programs.write_private(word, secrets.token_urlsafe(24), server.who)
        programs.run(
            [
                *(found / "initdb", "-D", unfinished, "-E", "UTF8", "--username=postgres"),
                *(locale if is_new else ["--locale=C.UTF-8"]),
                *("--auth=scram-sha-256", f"--pwfile={word}"),
            ],
            who=server.who,
        )
    finally:
        word.unlink(missing_ok=True)
    _tell(server, unfinished, ROLES)
    (server.state / "database.env").unlink(missing_ok=True)
    unfinished.rename(server.cluster)


def _known_addresses(server: _Server) -> Addresses:
    """The addresses in `database.env`; new passwords if that file is gone."""
    path = server.state / "database.env"
    words: dict[str, str] = {}
    with contextlib.suppress(FileNotFoundError, ValueError, KeyError):
        lines = dict(line.split("=", 1) for line in path.read_text(encoding="utf-8").splitlines())
        words = {
            APPLICATION: addresses.parse(lines["DATABASE_URL"])["PASSWORD"],
            OWNER: addresses.parse(lines["DATABASE_OWNER_URL"])["PASSWORD"],
        }
    if not words:
        words = {role: secrets.token_urlsafe(24) for role in (APPLICATION, OWNER)}
        stop(server.cluster)
        _clear(server)
        changes = (f"ALTER ROLE {role} PASSWORD '{word}'" for role, word in words.items())
        _tell(server, server.cluster, "\n".join(changes))
    urls = {
        role: addresses.write(user=role, password=word, name=DATABASE, folder=str(server.socket))
        for role, word in words.items()
    }
    text = f"DATABASE_URL={urls[APPLICATION]}\nDATABASE_OWNER_URL={urls[OWNER]}\n"
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        programs.write_private(path.with_suffix(".new"), text)
        path.with_suffix(".new").rename(path)
    return Addresses(application=urls[APPLICATION], owner=urls[OWNER])


def _serve(server: _Server, known: Addresses) -> None:
    """Come back when the server answers; start it as often as leftovers of a killed one require."""
    began = time.monotonic()
    number = running(server.cluster)
    while complaint := _complaint(server, known):
        waited = time.monotonic() - began
        is_alive = number is not None and bool(living_command(number))
        if waited > (RECOVERY_SECONDS if is_alive else LAUNCH_SECONDS):
            raise NotStartedError(f"PostgreSQL does not answer: {complaint} {_last_words(server)}")
        if not is_alive:
            number = running(server.cluster) or _launch(server)
        time.sleep(PAUSE_SECONDS if waited < 1 else 10 * PAUSE_SECONDS)


def _launch(server: _Server) -> int:
    found = programs.reachable(server.place, server.who)
    if server.log.exists() and server.log.stat().st_size > LARGEST_LOG:
        server.log.rename(server.log.with_suffix(".old.log"))
    _own_folder(server.socket, server.who)
    _clear(server)
    settings = [
        part for name, value in server.settings.items() for part in ("-c", f"{name}={value}")
    ]
    return programs.detach(
        [found / "postgres", "-D", server.cluster, "-k", server.socket, *settings],
        log=server.log,
        who=server.who,
    )


def _clear(server: _Server) -> None:
    """Remove what a killed server left; shared memory forbids a second server on one cluster."""
    if running(server.cluster) is None:
        (server.cluster / "postmaster.pid").unlink(missing_ok=True)
        for left in (".s.PGSQL.5432.lock", ".s.PGSQL.5432"):
            (server.socket / left).unlink(missing_ok=True)


def _complaint(server: _Server, known: Addresses) -> str:
    """Why the server does not answer; empty when it does."""
    if not (server.socket / ".s.PGSQL.5432").exists():
        return "there is no socket."
    try:
        psycopg.connect(known.application, connect_timeout=10).close()
    except psycopg.OperationalError as error:
        return str(error).strip().splitlines()[-1]
    return ""


def _tell(server: _Server, cluster: Path, statements: str) -> None:
    """Let PostgreSQL itself carry out statements, one a line, without a server and a password."""
    found = programs.reachable(server.place, server.who)
    alone: list[str | Path] = [found / "postgres", "--single", "-D", cluster]
    programs.run(
        [*alone, "-c", "exit_on_error=on", "postgres"],
        who=server.who,
        text=statements.strip() + "\n",
    )


def _own_folder(path: Path, who: Account) -> None:
    """A folder of the server's user and of nobody else; somebody else's is refused."""
    path.mkdir(mode=0o700, exist_ok=True)
    found = path.lstat()
    if path.is_symlink() or found.st_uid not in {os.geteuid(), who.user}:
        raise NotStartedError(f"{path} belongs to another user. Remove it.")
    path.chmod(0o700)
    if who.is_other:
        os.chown(path, who.user, who.group)


def _last_words(server: _Server) -> str:
    lines = server.log.read_text(encoding="utf-8", errors="replace").splitlines()[-3:]
    return f"Its last words: {' / '.join(lines)} (all of them: {server.log})"
