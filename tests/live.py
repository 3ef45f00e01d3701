"""A real server with a database of its own, for tests that need kept transactions.

`live` copies the test database, with the cast in it, and serves the copy on this machine. As long
as the test lasts everything works on that copy, models and `make` too, and is kept. The copy is
thrown away afterwards: no test leaves anything to the next. So ask for `live.cast` here, and not
for the fixtures `cast` and `db`, which undo a transaction on the other database.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import threading
import time
from collections.abc import Callable, Coroutine, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any  # what WSGI passes

import pytest

from dwarsverband.foundation.database import addresses

if TYPE_CHECKING:
    from procrastinate import App
    from pytest_django.plugin import DjangoDbBlocker

    from tests.cast import Cast

Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
READING = {"GET", "HEAD", "OPTIONS"}
PATIENCE_SECONDS = 10.0

# So long after signing in nobody is asked again who they are, with some time to spare.
FRESH_SECONDS = 300


@dataclass
class Live:
    """Where the pages are, and who plays there."""

    address: str
    cast: Cast
    is_touched: bool = False
    sessions: dict[str, tuple[float, str]] = field(default_factory=dict)

    def session(self, who: str) -> str:
        """The cookie of a browser in which one of the cast is signed in."""
        made_at, cookie = self.sessions.get(who, (0.0, ""))
        if time.monotonic() - made_at > FRESH_SECONDS:
            was_touched = self.is_touched
            cookie = self.cast.client(who).cookies["session"].value
            self.sessions[who] = time.monotonic(), cookie
            self.is_touched = was_touched
        return cookie

    def work(self) -> None:
        """Do now what was put off, and come back when the queue is empty."""
        self._as_worker(lambda app: app.run_worker_async(wait=False, install_signal_handlers=False))

    def give_back(self, seconds: float) -> None:
        """Look after jobs of workers that have been silent for so long, as every worker does."""
        from dwarsverband.foundation.access.jobs import give_back

        self._as_worker(lambda app: give_back(app, seconds))

    def _as_worker(self, do: Callable[[App], Coroutine[Any, Any, None]]) -> None:
        """In a thread of its own, because a browser keeps a loop running in this one."""
        self.is_touched = True
        with ThreadPoolExecutor(1) as alone:
            alone.submit(lambda: asyncio.run(_connected(do))).result()

    def environment(self) -> dict[str, str]:
        """What another program is told that works on the same database."""
        from django.conf import settings
        from django.db import connection

        self.is_touched = True
        roles = (connection.settings_dict, settings.DATABASE_OWNER)
        own, owner = (
            addresses.write(
                user=role["USER"],
                password=role["PASSWORD"],
                name=str(connection.settings_dict["NAME"]),
                folder=role["HOST"],
                port=role["PORT"],
            )
            for role in roles
        )
        return {
            **os.environ,
            "DATABASE_URL": own,
            "DATABASE_OWNER_URL": owner,
            "SECRET_KEY": settings.SECRET_KEY,
            "LEDGER_PATH": str(settings.LEDGER_PATH),
            "CHECKPOINTS_PATH": str(settings.CHECKPOINTS_PATH),
            "CHECKPOINT_KEY": settings.CHECKPOINT_KEY,
            "DEMO": "1",
        }

    def application(self, handle: Wsgi) -> Wsgi:
        """Remember whether a request may have changed anything."""

        def answer(environment: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
            if environment["REQUEST_METHOD"] not in READING:
                self.is_touched = True
            return handle(environment, start)

        return answer

    def notice(self, execute: Callable[..., Any], sql: object, *more: Any) -> Any:
        """Remember whether the test itself may have changed anything: no action wrote it in the log."""
        from dwarsverband.foundation.access.remembered import forget_everything

        if not str(sql).lstrip().upper().startswith("SELECT"):
            self.is_touched = True
            try:
                return execute(sql, *more)
            finally:
                forget_everything()
        return execute(sql, *more)


@pytest.fixture(scope="session")
def _server(_played: Cast, django_db_blocker: DjangoDbBlocker) -> Iterator[Live]:
    """One server for the whole run; each `live` gives it a database."""
    from django.core.servers.basehttp import ThreadedWSGIServer
    from django.test.testcases import QuietWSGIRequestHandler

    with django_db_blocker.unblock():
        from dwarsverband.config.wsgi import application

    server = ThreadedWSGIServer(("127.0.0.1", 0), QuietWSGIRequestHandler)
    served = Live(f"http://127.0.0.1:{server.server_address[1]}", _played, is_touched=True)
    server.set_app(served.application(application))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield served
    server.shutdown()
    thread.join()
    server.server_close()
    with django_db_blocker.unblock():
        _remove("live")


@pytest.fixture
def live(
    _server: Live, request: pytest.FixtureRequest, django_db_blocker: DjangoDbBlocker
) -> Iterator[Live]:
    """The server, with a database in which the cast has just come on."""
    from django.conf import settings
    from django.db import connection

    if "db" in request.fixturenames:
        raise pytest.UsageError(
            "A test with `live` keeps what it does: use live.cast, not cast or db."
        )
    usual = str(connection.settings_dict["NAME"])
    with django_db_blocker.unblock():
        if _server.is_touched:
            _new("live", usual)
            shutil.rmtree(settings.CHECKPOINTS_PATH, ignore_errors=True)
            _server.is_touched = False
            _server.sessions.clear()
        with _using(f"{usual}_live"), connection.execute_wrapper(_server.notice):
            yield _server


@contextmanager
def other_database(suffix: str) -> Iterator[None]:
    """Let every connection, of the test and of the server, lead to a new and empty database."""
    with _using(_new(suffix)):
        yield
    _remove(suffix)


@contextmanager
def _using(name: str) -> Iterator[None]:
    from django.db import connection

    usual = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = usual


def _new(suffix: str, template: str = "template0") -> str:
    """A database beside the one of this run; an older one with the same name goes."""
    from django.db import connection

    from dwarsverband.foundation.database.roles import as_owner

    name = _remove(suffix)
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    return name


def _remove(suffix: str) -> str:
    from django.db import connection

    from dwarsverband.foundation.database.roles import as_owner

    name = f"test_{os.getpid()}_{suffix}"
    with as_owner(), connection.cursor() as cursor:
        _drop(cursor, name)
    return name


def _drop(cursor: Any, name: str) -> None:
    """Drop a database; an answer that nobody waited for may still hold it for a moment."""
    from django.db import OperationalError

    end = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
        except OperationalError:
            if time.monotonic() > end:
                raise
            time.sleep(0.05)
        else:
            return


async def _connected(do: Callable[[App], Coroutine[Any, Any, None]]) -> None:
    """Connect a worker that does what it is asked, and nothing by the clock."""
    from procrastinate.contrib.django import app
    from procrastinate.periodic import PeriodicRegistry

    connected = app.with_connector(app.connector.get_worker_connector())  # type: ignore[attr-defined]  # Django's
    connected.periodic_registry = PeriodicRegistry()  # type: ignore[no-untyped-call]
    async with connected.open_async():
        await do(connected)
