"""What was backed up comes back, whole or not at all; what was destroyed stays away."""

from pathlib import Path
from uuid import UUID

import pytest
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, transaction

from dwarsverband.foundation.access.context import acting, system
from dwarsverband.foundation.accounts.models import Partnership
from dwarsverband.foundation.database import age, ledger, tables
from dwarsverband.foundation.database import restore as restoring
from dwarsverband.foundation.database.backup import back_up
from dwarsverband.foundation.database.checks import breaches
from dwarsverband.foundation.database.restore import RefusedError, restore
from dwarsverband.foundation.database.roles import as_owner
from dwarsverband.foundation.database.tests.contents import contents, own_tables
from dwarsverband.modules.network.actions.people import withdraw_person
from dwarsverband.modules.network.models import Person, Tie, Withdrawal
from tests import make
from tests.live import Live, other_database

pytestmark = pytest.mark.usefixtures("own_ledger")


def test_a_sealed_backup_is_refused_without_its_key(
    sealed: tuple[Path, str], tmp_path: Path, elsewhere: None
) -> None:
    path, _secret = sealed
    (tmp_path / "other").write_text(age.make_key()[0])
    (tmp_path / "none").write_text("# nothing\n")
    for key, reason in (
        ("", "Say with --key"),
        ("other", "does not open this file"),
        ("none", "no private key"),
        ("missing", "cannot be read as a key"),
    ):
        with pytest.raises(CommandError, match=f"{reason}.*Nothing was restored"):
            call_command("restore", path, key=key and str(tmp_path / key))
    assert own_tables() == []


def test_a_key_that_this_user_may_not_read_comes_by_standard_input(
    sealed: tuple[Path, str], elsewhere: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed(*_anything: object, **_more: object) -> str:
        raise PermissionError

    monkeypatch.setattr(Path, "read_text", closed)
    with pytest.raises(CommandError, match=r"standard input: --key - < /elders/backup\.key"):
        call_command("restore", sealed[0], key="/elders/backup.key")


@pytest.mark.usefixtures("made_once")
def test_what_is_restored_can_be_used(made: Path, elsewhere: None) -> None:
    restore(made)
    keys = [UUID(str(key)) for (key,) in tables.rows("SELECT security.every_partnership()")]
    assert len(keys) == 2
    for key in keys:
        with acting(system(key)):
            home = Partnership.objects.get()
            assert home.pk == key
            make.person(home, "Nieuw Gezicht")


def test_a_used_database_is_refused(made: Path, live: Live) -> None:
    before = contents()
    with pytest.raises(CommandError, match=r"not empty.*Nothing was restored"):
        call_command("restore", made)
    assert contents() == before


@pytest.mark.usefixtures("made_once")
def test_whoever_was_destroyed_since_stays_away(live: Live, tmp_path: Path) -> None:
    back_up(tmp_path / "town.backup")
    actor = system(live.cast.waterdal.pk)
    with acting(actor):
        gone = Person.objects.get(name__startswith="Fatma")
        withdraw_person(actor, gone)
    with other_database("elsewhere"):
        _manifest, destroyed = restore(tmp_path / "town.backup")
        with make.within(live.cast.waterdal):
            assert not Person.objects.filter(pk=gone.pk).exists()
            assert (
                not Tie.objects.filter(first=gone).exists()
                | Tie.objects.filter(second=gone).exists()
            )
            assert Person.objects.filter(name="Bram Hendriks").exists()
            # The marks were made after the backup; without them the next list would bring her back.
            assert Withdrawal.objects.get(partnership=live.cast.waterdal).marks
    assert destroyed == 1


@pytest.mark.usefixtures("made_once")
def test_a_ledger_that_is_older_than_the_backup_is_refused(live: Live, tmp_path: Path) -> None:
    with transaction.atomic():
        ledger.note("network_person", ["6f1c"])
    back_up(tmp_path / "town.backup")
    (tmp_path / "ledger.jsonl").unlink()
    with other_database("elsewhere"):
        with pytest.raises(RefusedError, match="ledger of destroyed rows is older"):
            restore(tmp_path / "town.backup")
        assert own_tables() == []
        restore(tmp_path / "town.backup", is_ledger_lost=True)


@pytest.mark.parametrize(("uncertain", "stays"), [("keep", True), ("destroy", False)])
@pytest.mark.usefixtures("made_once")
def test_a_person_decides_about_rows_that_were_about_to_go(
    live: Live, tmp_path: Path, uncertain: str, stays: bool
) -> None:
    someone = make.person(live.cast.waterdal, "Twijfel Geval")
    back_up(tmp_path / "town.backup")
    with transaction.atomic():
        ledger.note("network_person", [someone.pk])
        transaction.set_rollback(True)
    with other_database("elsewhere"):
        with pytest.raises(
            RefusedError, match=f"not known whether they were destroyed .{someone.pk}"
        ):
            restore(tmp_path / "town.backup")
        restore(tmp_path / "town.backup", uncertain=uncertain)
        with make.within(live.cast.waterdal):
            assert Person.objects.filter(pk=someone.pk).exists() is stays


def test_an_older_backup_follows_the_newer_migrations(live: Live, tmp_path: Path) -> None:
    made_on = (
        "SELECT 1 FROM pg_attribute WHERE attrelid = 'links_link'::regclass AND attname = 'made_at'"
    )
    assert tables.rows(made_on)
    call_command("migrate", "links", "0002", verbosity=0)
    assert not tables.rows(made_on)
    back_up(tmp_path / "older.backup")
    with other_database("elsewhere"):
        restore(tmp_path / "older.backup")
        assert tables.rows(made_on)
        assert list(breaches()) == []


@pytest.mark.usefixtures("made_once")
def test_a_restore_that_was_killed_lets_nobody_in_and_can_be_done_again(
    made: Path, elsewhere: None
) -> None:
    with pytest.raises(ZeroDivisionError), as_owner():
        _kill_at_the_end(made)
    with pytest.raises(ProgrammingError, match="permission denied"):
        tables.rows("SELECT 1 FROM public.network_person")
    with as_owner():
        assert tables.rows("SELECT 1 FROM network_person")
        assert "A restore was begun and not ended" in next(breaches())
    restore(made)
    assert list(breaches()) == []


def _kill_at_the_end(made: Path) -> None:
    """As `kill -9` would: nothing that would clean up is reached."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(restoring, "_end", lambda: 1 / 0)
        patch.setattr(restoring, "_give_up", lambda: None)
        restore(made)
