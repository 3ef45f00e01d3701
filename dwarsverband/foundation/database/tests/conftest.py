"""A backup of the cast, and an empty database on another machine: what tests of backups share."""

import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any  # the values of any statement

import pytest
from django.conf import settings as django_settings
from django.db import connection
from pytest_django import DjangoDbBlocker, Settings

from dwarsverband.foundation.database import age
from dwarsverband.foundation.database import restore as restoring
from dwarsverband.foundation.database.backup import back_up
from tests.live import other_database

Statement = tuple[str, Any]  # Any: the values of any statement


@pytest.fixture
def own_ledger(settings: Settings, tmp_path: Path) -> None:
    """A ledger in which nothing has been destroyed yet."""
    settings.LEDGER_PATH = tmp_path / "ledger.jsonl"


@pytest.fixture(scope="session")
def _spoken() -> dict[str, list[Statement]]:
    """What the migrations told the database the first time."""
    return {}


@pytest.fixture
def made_once(_spoken: dict[str, list[Statement]], monkeypatch: pytest.MonkeyPatch) -> None:
    """Tables are made with the same words as the first time; thinking of them takes by far the longest."""
    migrate = restoring._migrate

    def again(migrations: Iterable[tuple[str, str]] = ()) -> None:
        key = str(sorted(migrations))
        if key in _spoken:
            with connection.cursor() as cursor:
                for words, values in _spoken[key]:
                    cursor.execute(words, values)
            return
        heard: list[Statement] = []

        def hear(
            execute: Callable[..., object], words: str, values: object, *more: object
        ) -> object:
            heard.append((words, values))
            return execute(words, values, *more)

        with connection.execute_wrapper(hear):
            migrate(migrations)
        _spoken[key] = heard

    monkeypatch.setattr(restoring, "_migrate", again)


@pytest.fixture(scope="session")
def made(
    tmp_path_factory: pytest.TempPathFactory, _played: object, django_db_blocker: DjangoDbBlocker
) -> Path:
    """A backup of the cast, made once, when nothing had been destroyed."""
    folder = tmp_path_factory.mktemp("backup")
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(django_settings, "LEDGER_PATH", folder / "ledger.jsonl")
        back_up(folder / "cast.backup")
    return folder / "cast.backup"


@pytest.fixture
def copy(made: Path, tmp_path: Path) -> Path:
    """The same backup, for a test that damages it."""
    return Path(shutil.copy(made, tmp_path / "copy.backup"))


@pytest.fixture
def elsewhere(_played: object, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """An empty database on another machine, so to say."""
    with django_db_blocker.unblock(), other_database("elsewhere"):
        yield


@pytest.fixture
def sealed(made: Path, tmp_path: Path) -> tuple[Path, str]:
    """The same backup, sealed, and the private key that opens it."""
    secret, public = age.make_key()
    with (tmp_path / "sealed.backup").open("wb") as file:
        sealer = age.Sealer(file, [age.public_key(public)])
        sealer.write(made.read_bytes())
        sealer.finish()
    return tmp_path / "sealed.backup", secret
