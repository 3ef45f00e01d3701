"""The programs that the demo starts: prepare the database, serve pages, do what can wait.

Each ends by itself when the program that started it is gone, also after `kill -9`.
"""

import hashlib
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path

from dwarsverband.foundation.database.programs import write_private

ROOT = Path(__file__).resolve().parents[3]
APPLICATION = "dwarsverband.config.wsgi.application"
LOOK_SECONDS = 0.5
STOP_SECONDS = 8
ORPHAN_SECONDS = 2  # nobody waits any more, and the database is stopping too
WORDS = ROOT / "locale" / "nl" / "LC_MESSAGES" / "django.mo"
STATIC = ROOT / "static"


def say(text: str, end: str = "\n") -> None:
    """Tell whoever sits at the terminal."""
    sys.stdout.write(text + end)
    sys.stdout.flush()


@contextmanager
def stage(name: str) -> Iterator[None]:
    """One line of progress: what is being done, and how long it took."""
    began = time.monotonic()
    say(f"  {name:<10} … ", end="")
    yield
    say(f"ready in {time.monotonic() - began:.1f} s")


def end_with(parent: int) -> None:
    """End this program soon after the one that started it."""

    def look() -> None:
        while os.getppid() == parent:
            time.sleep(LOOK_SECONDS)
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(ORPHAN_SECONDS)
        os._exit(1)

    threading.Thread(target=look, daemon=True).start()


def prepare(state: Path) -> None:
    """Bring tables, words, rights, the demo town and static files up to date, in one program."""
    from django.core.management import CommandError

    try:
        _prepare(state)
    except CommandError as error:
        sys.exit(f"\n{error}")


def _prepare(state: Path) -> None:
    with stage("Modules"):
        import django

        django.setup()
        from django.core.management import call_command
    mark = fingerprint()
    (state / "prepared").unlink(missing_ok=True)
    for name, command, options in (
        ("Words", "compile_words", {}),
        ("Tables", "migrate", {"verbosity": 0, "interactive": False}),
        ("Files", "collectstatic", {"verbosity": 0, "interactive": False}),
        ("Security", "check_database_security", {}),
    ):
        with stage(name):
            call_command(command, stdout=StringIO(), **options)
    signed = StringIO()
    with stage("Waterdal"):
        call_command("load_demo", sign_ins=True, stdout=signed)
    write_private(state / "sign-ins.txt", signed.getvalue())
    write_private(state / "prepared", mark)


def is_prepared(state: Path) -> bool:
    """Whether nothing changed since everything was prepared; needs no Django, so that it is quick."""
    done = state / "prepared"
    has_files = STATIC.exists() and WORDS.exists() and (state / "sign-ins.txt").exists()
    return has_files and done.exists() and done.read_text(encoding="utf-8") == fingerprint()


def web(state: Path) -> None:
    """Serve pages on this machine only."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    Granian(
        APPLICATION,
        address="127.0.0.1",
        port=int(os.environ["PORT"]),
        interface=Interfaces.WSGI,
        blocking_threads=4,
        websockets=False,
        workers_kill_timeout=STOP_SECONDS,
        log_level=LogLevels.warning,
    ).serve(target_loader=_load)


def worker(state: Path) -> None:
    """Do what can wait."""
    from django.core.management import execute_from_command_line

    execute_from_command_line(["manage.py", "worker"])


def fingerprint() -> str:
    """A mark that changes with the code, the words, and the database they are for."""
    mark = hashlib.sha256(os.environ["DATABASE_OWNER_URL"].encode())
    for folder in (ROOT / "dwarsverband", ROOT / "locale"):
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.suffix not in {".pyc", ".mo"}:
                mark.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
    return mark.hexdigest()


def _load(target: str) -> Callable[..., object]:
    """The application, in a process that ends with the server that started it."""
    from django.utils.module_loading import import_string

    parent = multiprocessing.parent_process()
    if parent is not None and parent.pid is not None:
        end_with(parent.pid)
    application: Callable[..., object] = import_string(target)
    return application


PROGRAMS: dict[str, Callable[[Path], None]] = {"prepare": prepare, "web": web, "worker": worker}

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dwarsverband.config.settings")
    end_with(int(sys.argv[3]))
    PROGRAMS[sys.argv[1]](Path(sys.argv[2]))
