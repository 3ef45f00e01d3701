"""What was backed up comes back, whole or not at all; what was destroyed stays away."""

import shutil
import zipfile
from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from io import StringIO
from pathlib import Path
from typing import Any  # the values of any statement
from uuid import UUID

import pytest
from django.conf import settings as django_settings
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection, transaction
from pytest_django import DjangoDbBlocker, Settings

from dwarsverband.foundation.access.context import acting, system
from dwarsverband.foundation.accounts.models import Partnership
from dwarsverband.foundation.database import age, archive, ledger, tables
from dwarsverband.foundation.database import restore as restoring
from dwarsverband.foundation.database.backup import LEFT_OUT, SHAPES, back_up
from dwarsverband.foundation.database.checks import breaches
from dwarsverband.foundation.database.restore import RefusedError, restore
from dwarsverband.foundation.database.roles import as_owner
from dwarsverband.modules.network.actions.people import withdraw_person
from dwarsverband.modules.network.models import Person, Tie, Withdrawal
from tests import make
from tests.live import Live, other_database

Statement = tuple[str, Any]  # Any: the values of any statement


@pytest.fixture(autouse=True)
def _own_ledger(settings: Settings, tmp_path: Path) -> None:
    settings.LEDGER_PATH = tmp_path / "ledger.jsonl"


@pytest.fixture(scope="module")
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


@pytest.fixture(scope="module")
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


def test_everything_comes_back(live: Live, tmp_path: Path) -> None:
    make.person(live.cast.waterdal, 'Zoë "de Ring" Ĳssel\t\\N', phone="06\n12")
    before = _contents()
    secret, public = age.make_key()
    (tmp_path / "key").write_text(f"# public key: {public}\n{secret}\n")
    call_command("backup", tmp_path / "town.backup", to=[public])
    with other_database("elsewhere"):
        call_command("restore", tmp_path / "town.backup", key=str(tmp_path / "key"))
        assert _contents() == before
    assert before["network_person"]


@pytest.fixture
def sealed(made: Path, tmp_path: Path) -> tuple[Path, str]:
    """The same backup, sealed, and the private key that opens it."""
    secret, public = age.make_key()
    with (tmp_path / "sealed.backup").open("wb") as file:
        sealer = age.Sealer(file, [age.public_key(public)])
        sealer.write(made.read_bytes())
        sealer.finish()
    return tmp_path / "sealed.backup", secret


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
    assert _tables() == []


def test_no_byte_of_a_sealed_backup_can_change_or_go(sealed: tuple[Path, str]) -> None:
    path, secret = sealed
    whole = path.read_bytes()
    cuts = [whole[:length] for length in (0, 30, len(whole) // 2, len(whole) - 1)]
    places = range(0, len(whole), len(whole) // 60)
    for damaged in [*cuts, *(_flipped(whole, place) for place in places)]:
        path.write_bytes(damaged)
        with (
            pytest.raises(archive.UnusableError),
            archive.reading(path, age.private_keys(secret)),
        ):
            pass


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


def test_a_truncated_file_is_refused(copy: Path, elsewhere: None) -> None:
    whole = copy.read_bytes()
    for part in (0, 1, len(whole) // 2, len(whole) - 1):
        copy.write_bytes(whole[:part])
        with pytest.raises(CommandError, match="Nothing was restored"):
            call_command("restore", copy)
    assert _tables() == []


def test_no_byte_can_change_unseen(made: Path, copy: Path) -> None:
    whole = made.read_bytes()
    with archive.reading(made) as reader:
        expected = _read(reader)
    for place in range(3, len(whole), len(whole) // 150):
        copy.write_bytes(_flipped(whole, place))
        try:
            with archive.reading(copy) as reader:
                assert _read(reader) == expected, f"byte {place}"
        except archive.UnusableError:
            continue


def test_a_changed_table_is_refused(made: Path, copy: Path, elsewhere: None) -> None:
    _rewrite(
        made, copy, "tables/network_person.copy", lambda text: text.replace(b"Fatma", b"Fatme")
    )
    with pytest.raises(archive.UnusableError, match="network_person in this backup was changed"):
        restore(copy)
    assert _tables() == []


def test_a_removed_table_is_refused(made: Path, copy: Path, elsewhere: None) -> None:
    _rewrite(made, copy, "tables/network_tie.copy", lambda _text: None)
    with pytest.raises(archive.UnusableError, match="taken out"):
        restore(copy)
    assert _tables() == []


def test_a_backup_of_a_later_form_is_refused(made: Path, copy: Path) -> None:
    _rewrite(
        made,
        copy,
        archive.MANIFEST,
        lambda text: text.replace(b'"format": 1', b'"format": 2'),
        is_signed=True,
    )
    with pytest.raises(archive.UnusableError, match="has form 2"), archive.reading(copy):
        pass


def test_a_backup_of_a_newer_version_is_refused(made: Path, copy: Path, elsewhere: None) -> None:
    _rewrite(
        made,
        copy,
        archive.MANIFEST,
        lambda text: text.replace(b'"0001_initial"', b'"9001_later"'),
        is_signed=True,
    )
    with pytest.raises(RefusedError, match="newer version"):
        restore(copy)
    assert _tables() == []


def test_a_used_database_is_refused(made: Path, live: Live) -> None:
    before = _contents()
    with pytest.raises(CommandError, match=r"not empty.*Nothing was restored"):
        call_command("restore", made)
    assert _contents() == before


@pytest.mark.usefixtures("made_once")
def test_a_log_that_was_changed_in_the_file_does_not_come_back(
    made: Path, copy: Path, elsewhere: None
) -> None:
    def change(text: bytes) -> bytes:
        return text.replace(b"\\\\x7b22", b"\\\\x7b23", 1)

    _rewrite(made, copy, "tables/access_logentry.copy", change, is_signed=True)
    with pytest.raises(CommandError, match="log is not as it was written"):
        restore(copy)
    assert _tables() == []


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
        assert _tables() == []
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


def _flipped(whole: bytes, place: int) -> bytes:
    return whole[:place] + bytes([whole[place] ^ 0x41]) + whole[place + 1 :]


def _kill_at_the_end(made: Path) -> None:
    """As `kill -9` would: nothing that would clean up is reached."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(restoring, "_end", lambda: 1 / 0)
        patch.setattr(restoring, "_give_up", lambda: None)
        restore(made)


def _contents() -> dict[str, list[tables.Row]]:
    """Every row of every table that a backup keeps, as the owner sees it."""
    with as_owner(), transaction.atomic(), connection.cursor() as cursor:
        for name, value in SHAPES.items():
            cursor.execute("SELECT set_config(%s, %s, true)", [name, value])
        return {
            table.name: sorted(tables.rows(f'SELECT t::text FROM "{table.name}" AS t'))
            for table in tables.known_tables()
            if table.name not in LEFT_OUT
        }


def _tables() -> list[str]:
    with as_owner():
        return [table.name for table in tables.known_tables()]


def _read(reader: archive.Reader) -> dict[str, bytes]:
    return {table.name: b"".join(reader.pieces(table)) for table in reader.manifest.tables}


def _rewrite(
    made: Path,
    copy: Path,
    member: str,
    change: Callable[[bytes], bytes | None],
    *,
    is_signed: bool = False,
) -> None:
    """Change one part of a backup; `is_signed` makes its checksums right again."""
    with zipfile.ZipFile(made) as file:
        parts = {name: file.read(name) for name in file.namelist()}
        comment = file.comment
    before = parts.pop(member)
    after = change(before)
    assert after != before
    if after is not None:
        parts[member] = after
    if is_signed and after is not None:
        old, new = (sha256(text).hexdigest().encode() for text in (before, after))
        parts[archive.MANIFEST] = parts[archive.MANIFEST].replace(old, new)
        comment = sha256(parts[archive.MANIFEST]).hexdigest().encode()
    with zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in parts.items():
            file.writestr(name, text)
        file.comment = comment
