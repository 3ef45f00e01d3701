"""After an upgrade and after a restore, everything can be found."""

from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from pytest_django import Settings

from dwarsverband.foundation.database.roles import as_owner
from dwarsverband.foundation.search.tests.words import everything, found
from tests import make
from tests.live import Live, other_database


@pytest.fixture(autouse=True)
def _own_ledger(settings: Settings, tmp_path: Path) -> None:
    settings.LEDGER_PATH = tmp_path / "ledger.jsonl"
    settings.CHECKPOINTS_PATH = tmp_path / "checkpoints"


def test_after_a_restore_everything_is_found_and_kept_up(live: Live, tmp_path: Path) -> None:
    before = everything(live.cast.waterdal)
    call_command("backup", tmp_path / "town.backup", readable=True)
    with other_database("elsewhere"):
        call_command("restore", tmp_path / "town.backup")
        assert everything(live.cast.waterdal) == before
        make.person(live.cast.waterdal, "Zwaantje Kwakkelstein", "care", "GGZ")
        assert found(live.cast.noor, "kwakkel") == ["Zwaantje Kwakkelstein"]


def test_a_town_from_before_search_can_search_after_migrating(live: Live) -> None:
    before = everything(live.cast.waterdal)
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgname, relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid"
            " WHERE starts_with(tgname, 'search_') AND NOT tgisinternal"
        )
        triggers = cursor.fetchall()
        assert len(triggers) > 10
        for name, table in triggers:
            cursor.execute(f'DROP TRIGGER "{name}" ON "{table}"')
        for table in ("entry", "postinglist", "gram", "stale", "gone"):
            cursor.execute(f"DELETE FROM search_{table}")
    assert found(live.cast.noor, "yildiz") == []
    call_command("migrate", verbosity=0, interactive=False)
    assert everything(live.cast.waterdal) == before


def test_a_second_migration_reads_nothing_anew(live: Live) -> None:
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("SELECT array_agg(number ORDER BY number) FROM search_entry")
        before = cursor.fetchone()
    call_command("migrate", verbosity=0, interactive=False)
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("SELECT array_agg(number ORDER BY number) FROM search_entry")
        assert cursor.fetchone() == before
