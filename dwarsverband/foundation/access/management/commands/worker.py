"""Do what can wait; give back what a killed worker left."""

import asyncio
import contextlib
import logging
import signal
from typing import Any  # Django's commands take what they are given

from django.core.management.base import BaseCommand, CommandParser
from procrastinate import App
from procrastinate.contrib.django import app as django_app

from dwarsverband.foundation.access.jobs import PatientJobs, give_back
from dwarsverband.foundation.database import room
from dwarsverband.foundation.database.trouble import trouble_of

PATIENCE_SECONDS = 6.0
CONCURRENCY = 2
_journal = logging.getLogger(__name__)


class Command(BaseCommand):
    """The second of the two programs of an installation; the first is the web server."""

    help = "Do what can wait: mail, imports, ending terms."

    def add_arguments(self, parser: CommandParser) -> None:
        """One option."""
        parser.add_argument(
            "--patience",
            type=float,
            default=PATIENCE_SECONDS,
            help="after so many seconds without a sign of life a worker is taken for dead",
        )

    def handle(self, *arguments: Any, **options: Any) -> None:
        """Work until told to stop; finish what was begun."""
        asyncio.run(self._go_on(options["patience"]))

    async def _go_on(self, patience: float) -> None:
        """Wait while the database is away or takes nothing in; that is no reason to end."""
        told = asyncio.Event()
        for stop in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(stop, told.set)
        while not told.is_set():
            try:
                await self._work(patience, told)
            except Exception as error:
                trouble = trouble_of(error)
                if trouble is None:
                    raise
                _journal.error("The database cannot do its work (%s). The worker waits.", trouble)
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(told.wait(), patience / 2)

    async def _work(self, patience: float, told: asyncio.Event) -> None:
        app = django_app.with_connector(django_app.connector.get_worker_connector())  # type: ignore[attr-defined]  # Django's
        app.job_manager = PatientJobs(app.connector)
        async with app.open_async():
            working = asyncio.ensure_future(
                app.run_worker_async(
                    concurrency=CONCURRENCY,
                    fetch_job_polling_interval=patience / 3,
                    update_heartbeat_interval=patience / 3,
                    stalled_worker_timeout=patience,
                    delete_jobs="successful",
                    install_signal_handlers=False,
                    shutdown_graceful_timeout=20,
                )
            )
            looking = asyncio.ensure_future(_look(app, patience))
            listening = asyncio.ensure_future(told.wait())
            try:
                await _first_of(working, looking, listening)
            finally:
                looking.cancel()
                listening.cancel()
                working.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await working


async def _first_of(*tasks: "asyncio.Future[Any]") -> None:
    """Wait until one ends; when that was an error, it is everybody's."""
    ended, _others = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in ended:
        task.result()


async def _look(app: App, patience: float) -> None:
    while True:
        if not room.is_short():
            await give_back(app, patience)
        await asyncio.sleep(patience)
