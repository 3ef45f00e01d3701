"""Everything is backed up whole, sealed, and opened by nobody but whom was named."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from pytest_django import Settings

from dwarsverband.foundation.database import age, archive
from dwarsverband.foundation.database.backup import back_up
from dwarsverband.foundation.database.roles import as_owner
from dwarsverband.foundation.database.tests.contents import contents
from tests import make
from tests.live import Live, other_database

pytestmark = pytest.mark.usefixtures("own_ledger")


def test_everything_comes_back(live: Live, tmp_path: Path) -> None:
    make.person(live.cast.waterdal, 'Zoë "de Ring" Ĳssel\t\\N', phone="06\n12")
    before = contents()
    secret, public = age.make_key()
    (tmp_path / "key").write_text(f"# public key: {public}\n{secret}\n")
    call_command("backup", tmp_path / "town.backup", to=[public])
    with other_database("elsewhere"):
        call_command("restore", tmp_path / "town.backup", key=str(tmp_path / "key"))
        assert contents() == before
    assert before["network_person"]


def test_nobody_writes_a_readable_backup_by_mistake(live: Live, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"Nobody was named.*make_backup_key.*--readable"):
        call_command("backup", tmp_path / "town.backup")
    with pytest.raises(CommandError, match="was a sign lost in copying"):
        call_command("backup", tmp_path / "town.backup", to=["age1noor"])
    assert list(tmp_path.glob("*town*")) == []


def test_a_backup_is_sealed_for_whoever_the_settings_name(
    live: Live, tmp_path: Path, settings: Settings
) -> None:
    (first, ours), (second, theirs) = age.make_key(), age.make_key()
    settings.BACKUP_RECIPIENTS = [ours, theirs]
    said = StringIO()
    call_command("backup", tmp_path / "town.backup", stdout=said)
    assert "sealed for 2 keys" in said.getvalue()
    assert (tmp_path / "town.backup").stat().st_mode & 0o777 == 0o600
    for secret in (first, second):
        with archive.reading(tmp_path / "town.backup", age.private_keys(secret)) as reader:
            assert reader.manifest.rows > 0


def test_a_backup_is_private_and_never_overwrites(made: Path) -> None:
    assert made.stat().st_mode & 0o777 == 0o600
    before = made.read_bytes()
    with pytest.raises(archive.UnusableError, match="exists already"):
        back_up(made)
    assert made.read_bytes() == before


def test_a_backup_that_fails_leaves_no_file(live: Live, tmp_path: Path) -> None:
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("DROP POLICY owner ON network_person")
    with pytest.raises(archive.UnusableError, match="does not see all of network_person"):
        back_up(tmp_path / "town.backup")
    assert list(tmp_path.glob("*town*")) == []
