"""The cast, the same in every test: Noor, Bram, Samira, Wim, and nobody.

Noor coordinates the network of Waterdal, Bram is a partner there, Joost is its privacy officer
and Hanneke its mayor. Samira is a resident without account. Wim coordinates another partnership,
as full, with the same names. The tests run as the application's role: what the database does not
show, no test sees.
"""

from __future__ import annotations

import gettext
import os
import secrets
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from dwarsverband.foundation.database.watcher import living_command

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django.plugin import DjangoDbBlocker

    from dwarsverband.foundation.access import Actor
    from dwarsverband.foundation.accounts.models import Partnership, User

ROLES = {
    "noor": ("Noor Bakker", "coordinator"),
    "bram": ("Bram Hendriks", "partner"),
    "hanneke": ("Hanneke Vos", "administrator"),
    "joost": ("Joost Prins", "privacy_officer"),
}
EVERYBODY = ("noor", "bram", "hanneke", "joost", "wim", "samira", "nobody")


@dataclass
class Cast:
    """Who plays, and in which partnership."""

    waterdal: Partnership
    elsewhere: Partnership
    actors: dict[str, Actor] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Actor:
        """`cast.noor` is Noor as an actor."""
        try:
            actor: Actor = self.__dict__["actors"][name]
        except KeyError:
            raise AttributeError(name) from None
        return actor

    def client(self, who: str, language: str = "", *, is_stale: bool = False) -> Client:
        """A browser in which this person has just signed in; Samira and nobody have not.

        A stale one is that of somebody who signed in more than ten minutes ago.
        """
        from django.test import Client

        from dwarsverband.foundation.accounts.models import User

        client = Client()
        if language:
            client.cookies["language"] = language
        if who in self.actors:
            user = User.objects.get(pk=str(self.actors[who].user_id))
            client.force_login(user)
            if not is_stale:
                just_now(client, user)
        return client


def just_now(client: Client, user: User, method: str = "password") -> None:
    """Let the session of a browser know that somebody has just shown who they are."""
    session = client.session
    session["account_authentication_methods"] = [{"method": method, "at": time.time()}]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()


def pytest_configure(config: pytest.Config) -> None:
    """Pages in Dutch show the Dutch that stands in the source now; workers read it after this."""
    if not hasattr(config, "workerinput"):
        from django.utils.translation import trans_real

        from dwarsverband.foundation.ui import words

        words.compile_file()
        gettext._translations.clear()  # type: ignore[attr-defined]  # those that were read before
        trans_real._translations.clear()  # type: ignore[attr-defined]  # the same


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[None]:
    """A database of its own, made by the owner, used by the application's role; and a ledger."""
    from django.conf import settings
    from django.db import connection

    from dwarsverband.foundation.database.roles import as_owner

    settings.LEDGER_PATH = tmp_path_factory.mktemp("ledger") / "ledger.jsonl"
    settings.CHECKPOINTS_PATH = settings.LEDGER_PATH.parent / "checkpoints"
    settings.CHECKPOINT_KEY = secrets.token_hex(32)
    with django_db_blocker.unblock():
        _draw_pages_as_usual()
        usual = str(connection.settings_dict["NAME"])
        connection.settings_dict["TEST"]["NAME"] = f"test_{os.getpid()}"
        with as_owner():
            _remove_leftovers()
            connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        yield
        with as_owner():
            connection.creation.destroy_test_db(usual, verbosity=0)


def _draw_pages_as_usual() -> None:
    """Without a copy of what each template was given: no test asks for it, and it takes long."""
    from django.template.base import Template
    from django.test.utils import _TestState

    Template._render = _TestState.saved_data.template_render  # type: ignore[attr-defined]  # as it was before the environment of tests


def _remove_leftovers() -> None:
    """Drop the databases of test runs that were killed; one that lives keeps its own."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE datname ~ '^test_[0-9]+'")
        for (name,) in cursor.fetchall():
            if not living_command(int(name.split("_")[1])):
                cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')


@pytest.fixture(scope="session")
def _played(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Cast:
    """Made once, because every test needs it; what a test changes is undone."""
    from tests import make

    with django_db_blocker.unblock():
        return make.cast()


@pytest.fixture
def cast(_played: Cast, db: None) -> Cast:
    """Noor, Bram, Hanneke, Joost and Wim, in two partnerships with the same people."""
    return _played
