"""What the first release kept arrives whole in this one: data, policies and log.

`first_release.zip` is a readable backup that the first commit of this repository made itself, with
its own cast and a row in every closed table. Nobody in it exists.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection, transaction
from pytest_django import DjangoDbBlocker

from dwarsverband.foundation.access.context import acting, system
from dwarsverband.foundation.accounts.models import Partnership
from dwarsverband.foundation.database import archive, tables
from dwarsverband.foundation.database.backup import set_shapes
from dwarsverband.foundation.database.checks import breaches
from dwarsverband.foundation.database.restore import restore
from dwarsverband.foundation.database.roles import as_owner
from dwarsverband.modules.network.models import Person, Tie
from dwarsverband.modules.network.queries.silos import silo_report
from tests.live import other_database

FIRST = Path(__file__).with_name("first_release.zip")
# What Django writes anew for each version.
OF_DJANGO = {"auth_permission", "django_content_type"}
# Columns that a later migration fills otherwise on purpose, each with the reason.
CHANGED: dict[tuple[str, str], str] = {}


@pytest.fixture(scope="module")
def upgraded(
    tmp_path_factory: pytest.TempPathFactory, _played: object, django_db_blocker: DjangoDbBlocker
) -> Iterator[archive.Manifest]:
    """The first release's data, in a database of this version."""
    from django.conf import settings

    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        own = tmp_path_factory.mktemp("upgrade")
        patch.setattr(settings, "LEDGER_PATH", own / "ledger.jsonl")
        patch.setattr(settings, "CHECKPOINTS_PATH", own / "checkpoints")
        with other_database("upgraded"):
            yield restore(FIRST)[0]


def test_every_row_of_the_first_release_is_there(upgraded: archive.Manifest) -> None:
    with archive.reading(FIRST) as reader:
        for table in upgraded.tables:
            if table.name in OF_DJANGO:
                continue
            columns = _columns(table)
            before = _lines(b"".join(reader.pieces(table)), table.columns, columns)
            assert before == _now(table.name, columns), table.name
            assert len(before) == table.rows


def test_the_first_release_filled_every_closed_table(upgraded: archive.Manifest) -> None:
    closed = {str(name) for (name,) in tables.rows(CLOSED)}
    filled = {table.name for table in upgraded.tables if table.rows}
    known = {table.name for table in upgraded.tables}
    assert (closed & known) - filled == set()
    assert len(closed & filled) > 15


def test_its_policies_are_those_of_today(upgraded: archive.Manifest) -> None:
    assert list(breaches()) == []


def test_people_go_on_with_it(upgraded: archive.Manifest) -> None:
    keys = [row[0] for row in tables.rows("SELECT security.every_partnership()")]
    assert len(keys) == 2
    for key in keys:
        with acting(system(key)):
            home = Partnership.objects.get()
            assert {one.partnership_id for one in Person.objects.all()} == {home.pk}
            assert Tie.objects.exists()
            assert silo_report(system(key)).people_count >= 12


CLOSED = (
    "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"
    " AND relkind = 'r' AND relforcerowsecurity"
)


def _columns(table: archive.Table) -> list[str]:
    """The columns that are still there under the same name."""
    (known,) = (one for one in tables.known_tables() if one.name == table.name)
    kept = [name for name in table.columns if name in known.columns]
    assert [name for name in table.columns if name not in kept] == [], "say where it went"
    return [name for name in kept if (table.name, name) not in CHANGED]


def _lines(text: bytes, columns: list[str], wanted: list[str]) -> list[list[str]]:
    places = [columns.index(name) for name in wanted]
    rows = (line.split("\t") for line in text.decode().splitlines())
    return sorted([row[place] for place in places] for row in rows)


def _now(table: str, columns: list[str]) -> list[list[str]]:
    names = ", ".join(f'"{name}"' for name in columns)
    with as_owner(), transaction.atomic(), connection.cursor() as cursor:
        set_shapes()
        with cursor.copy(f'COPY "{table}" ({names}) TO STDOUT') as copy:
            text = b"".join(bytes(piece) for piece in copy)
    return _lines(text, columns, columns)
