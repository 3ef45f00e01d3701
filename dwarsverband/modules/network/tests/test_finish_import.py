"""A program or a database that is killed while a list is saved leaves all or nothing."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from pytest_django.plugin import DjangoDbBlocker

from dwarsverband.foundation.access.context import acting
from dwarsverband.foundation.accounts.models import Domain, Organisation
from dwarsverband.foundation.database import addresses
from dwarsverband.foundation.database.roles import as_owner
from dwarsverband.foundation.sheets import progress
from dwarsverband.modules.network.actions import import_saving
from dwarsverband.modules.network.actions import imports as actions
from dwarsverband.modules.network.actions.import_undo import undo_import
from dwarsverband.modules.network.jobs import finish_import
from dwarsverband.modules.network.models import Import, Person, Position, Tie
from dwarsverband.modules.network.tests import lists
from tests import make
from tests.cast import Cast

ROOT = Path(__file__).resolve().parents[4]
LIST = lists.book(lists.people("Eline Bos", "Jo Vos", Contact="Ruth Cohen"))
# Saves a list or undoes it, and stops for a while in the middle: before the ties, before anything goes.
SLOWLY = """
import sys, time
import django
django.setup()
from django.db import connection
from dwarsverband.foundation.access.context import acting
from dwarsverband.foundation.accounts.queries import member_actor
from dwarsverband.modules.network.actions import import_saving, import_undo
from dwarsverband.modules.network.jobs import finish_import
from dwarsverband.modules.network.queries.imports import get_import
user, partnership, draft, seconds, verb = sys.argv[1:]
def slowly(step):
    def stopping(*told):
        print(connection.connection.info.backend_pid, flush=True)
        time.sleep(float(seconds))
        step(*told)
    return stopping
import_saving._Saving.save_ties = slowly(import_saving._Saving.save_ties)
import_undo._remove = slowly(import_undo._remove)
actor = member_actor(user, partnership)
with acting(actor):
    if verb == "undo":
        import_undo.undo_import(actor, get_import(actor, draft))
    else:
        finish_import(actor, draft)
"""


@pytest.fixture
def room(
    _played: Cast, django_db_blocker: DjangoDbBlocker, monkeypatch: pytest.MonkeyPatch
) -> Iterator[lists.Room]:
    """A room of which everything is really kept, so that another program sees it; gone afterwards."""
    monkeypatch.setattr(actions, "ROWS_AT_ONCE", 1)
    with django_db_blocker.unblock():
        made = lists.room()
        made.start(("lijst.xlsx", LIST)).press()
        yield made
        with as_owner():
            for kind in (Tie, Position, Person, Organisation, Domain):
                kind.objects.filter(partnership=made.home).delete()
            made.home.delete()


@contextmanager
def _saving(
    room: lists.Room, seconds: float, verb: str = "save"
) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """Another program that is in the middle of saving, or of undoing, and its connection."""
    database = connection.settings_dict
    told = {
        "DATABASE_URL": addresses.write(
            user=database["USER"],
            password=database["PASSWORD"],
            name=database["NAME"],
            folder=database["HOST"],
        ),
        "SECRET_KEY": settings.SECRET_KEY,
        "DJANGO_SETTINGS_MODULE": "dwarsverband.config.settings",
        "PYTHONDONTWRITEBYTECODE": "",
        "PYTHONPYCACHEPREFIX": str(ROOT / ".cache" / "bytecode"),
    }
    about = [str(room.actor.user_id), room.home.slug, str(room.draft().pk), str(seconds), verb]
    with subprocess.Popen(
        [sys.executable, "-c", SLOWLY, *about],
        cwd=ROOT,
        env={**os.environ, **told},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as program:
        assert program.stdout
        yield program, int(program.stdout.readline())
        program.kill()


def _finish(room: lists.Room, draft: Import | None = None) -> None:
    wanted = str((draft or room.draft()).pk)
    with acting(room.actor):
        finish_import(room.actor, wanted)


def test_a_killed_program_leaves_nothing_and_the_job_does_it_again(room: lists.Room) -> None:
    draft = room.draft()
    with _saving(room, 60) as (program, _connection):
        percent = progress.heard(draft.pk)
        page = room.client.get(f"/{room.home.slug}/netwerk/importeren/{draft.pk}")
        assert percent is not None and percent >= import_saving.PLANNED
        assert f"{percent} percent has been done." in page.content.decode()
        program.send_signal(signal.SIGKILL)
        program.wait()
    assert room.counts() == (0, 0, 0)
    assert room.draft().status == Import.Status.WAITING
    for _time in range(2):
        _finish(room)
        assert room.counts() == (3, 1, 2)
    assert progress.heard(draft.pk) is None


def test_a_program_killed_while_it_undoes_has_undone_nothing(room: lists.Room) -> None:
    _finish(room)
    with _saving(room, 60, "undo") as (program, _connection):
        program.send_signal(signal.SIGKILL)
        program.wait()
    assert room.counts() == (3, 1, 2)
    assert room.draft().status == Import.Status.DONE
    draft = room.draft()
    with acting(room.actor):
        assert undo_import(room.actor, draft).status == Import.Status.UNDONE
    assert room.counts() == (0, 0, 0)


def test_a_broken_connection_leaves_nothing_and_the_job_does_it_again(room: lists.Room) -> None:
    with _saving(room, 1) as (program, backend):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s)", [backend])
        assert program.wait() != 0
    assert room.counts() == (0, 0, 0)
    _finish(room)
    assert room.counts() == (3, 1, 2)


def test_two_programs_at_once_save_a_list_once(room: lists.Room) -> None:
    with _saving(room, 1) as (program, _connection):
        _finish(room)
        assert program.wait() == 0
    assert room.counts() == (3, 1, 2)
    assert room.draft().status == Import.Status.DONE


def test_two_lists_at_once_bring_in_everybody_once(room: lists.Room) -> None:
    first = room.draft()
    room.start(("ook.xlsx", LIST)).press()
    with _saving(room, 1) as (program, _connection):
        _finish(room, first)
        assert program.wait() == 0
    assert room.counts() == (3, 1, 2)
    with make.within(room.home):
        both = Import.objects.filter(partnership=room.home)
        assert [one.status for one in both] == [Import.Status.DONE] * 2
