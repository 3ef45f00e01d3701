"""What is signed shows a cut end, a forged line and a lost log, to whoever has only Python."""

import json
import secrets
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from pytest_django import Settings

from dwarsverband.foundation.access import checkpoints, log, offline
from dwarsverband.foundation.access.context import acting
from dwarsverband.foundation.database.roles import as_owner
from tests.live import Live

Lines = list[dict[str, object]]


@pytest.fixture(autouse=True)
def own_key(settings: Settings, tmp_path: Path) -> None:
    settings.CHECKPOINTS_PATH = tmp_path / "kept"
    settings.CHECKPOINT_KEY = secrets.token_hex(32)


@pytest.fixture
def folder(live: Live, tmp_path: Path) -> Path:
    """An export of two logs, signed three times."""
    for _time in range(3):
        for actor in (live.cast.noor, live.cast.wim):
            with acting(actor):
                log.write(actor, "test.verb", [live.cast.waterdal])
        call_command("sign_log", verbosity=0)
    call_command("export_log", str(tmp_path / "out"), verbosity=0)
    return tmp_path / "out"


def _look(folder: Path, seen: tuple[Path, ...] = ()) -> list[str]:
    return offline.verify_folder(folder, [bytes.fromhex(checkpoints.public_key())], seen).findings


def _change(path: Path, change: Callable[[Lines], object]) -> None:
    lines = [json.loads(line) for line in path.read_text().splitlines()]
    change(lines)
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))


def _own(live: Live, folder: Path) -> Path:
    return folder / f"{live.cast.waterdal.pk}.jsonl"


def test_what_is_as_it_was_written_is_found_whole(folder: Path) -> None:
    assert _look(folder) == []
    report = offline.verify_folder(folder)
    assert (report.streams, report.findings) == (2, [])
    assert checkpoints.public_key() in report.remarks[0]


@pytest.mark.parametrize(
    ("damage", "finding"),
    [
        (lambda lines: lines.pop(), "The end was cut off"),
        (lambda lines: lines.pop(0), "A line was removed"),
        (lambda lines: lines.insert(0, lines.pop(1)), "A line was removed"),
        (
            lambda lines: lines[0].update(
                record=str(lines[0]["record"]).replace("allowed", "denied")
            ),
            "A line was changed",
        ),
        (lambda lines: lines.clear(), "The end was cut off"),
    ],
    ids=["cut off", "removed", "reordered", "changed", "emptied"],
)
def test_damage_is_found(
    live: Live, folder: Path, damage: Callable[[Lines], object], finding: str
) -> None:
    _change(_own(live, folder), damage)
    assert finding in " ".join(_look(folder))


def test_a_log_that_was_written_anew_is_not_the_one_that_was_signed(
    live: Live, folder: Path
) -> None:
    def forge(lines: Lines) -> None:
        previous = offline.EMPTY
        for line in lines:
            line["record"] = str(line["record"]).replace("allowed", "denied")
            previous = offline.digest(
                previous, int(str(line["sequence"])), str(line["record"]).encode()
            )
            line["hash"] = previous.hex()

    _change(_own(live, folder), forge)
    assert "This is not the line that was signed." in " ".join(_look(folder))


def test_a_whole_log_that_is_gone_is_missed(live: Live, folder: Path) -> None:
    _own(live, folder).unlink()
    (folder / "checkpoints" / _own(live, folder).name).unlink()
    assert "Of 2 logs that were signed, 1 are not here." in _look(folder)


def test_a_signature_of_somebody_else_is_refused(
    live: Live, folder: Path, settings: Settings
) -> None:
    signed = folder / "checkpoints" / _own(live, folder).name
    _change(signed, lambda lines: lines[-1].update(signature="00" * 64))
    assert "The signature of checkpoint 3 is false." in " ".join(_look(folder))
    settings.CHECKPOINT_KEY = secrets.token_hex(32)
    assert "a key that you did not name" in " ".join(_look(folder))


def test_a_checkpoint_that_somebody_kept_is_missed(
    live: Live, folder: Path, tmp_path: Path
) -> None:
    signed = folder / "checkpoints" / _own(live, folder).name
    kept = tmp_path / "kept.jsonl"
    kept.write_bytes(signed.read_bytes())
    assert _look(folder, (kept,)) == []
    _change(signed, lambda lines: lines.pop())
    assert "kept.jsonl: 1 checkpoints that you kept are not here." in _look(folder, (kept,))


def test_only_logs_that_grew_are_signed_again(live: Live, folder: Path) -> None:
    size = checkpoints.path_of(live.cast.waterdal.pk).stat().st_size
    call_command("sign_log", verbosity=0)
    assert checkpoints.path_of(live.cast.waterdal.pk).stat().st_size == size


def test_the_worker_signs(live: Live) -> None:
    from dwarsverband.foundation.accounts.jobs import sign_log

    with acting(live.cast.noor):
        log.write(live.cast.noor, "test.verb", [])
    sign_log.func(0)
    assert checkpoints.newest(live.cast.waterdal.pk) is not None


def test_a_log_that_was_cut_and_its_head_too_is_found_here(live: Live, folder: Path) -> None:
    with as_owner(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE access_logentry DISABLE TRIGGER only_add")
        for table in ("access_logentry", "access_loghead"):
            cursor.execute(
                f"DELETE FROM {table} WHERE partnership_id = %s", [live.cast.waterdal.pk]
            )
    with pytest.raises(CommandError, match="not as it was written"):
        call_command("verify_log")


def test_a_backup_that_was_put_back_is_told_and_not_held_against_it(
    live: Live, folder: Path
) -> None:
    with as_owner(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE access_logentry DISABLE TRIGGER only_add")
        cursor.execute(
            "DELETE FROM access_logentry WHERE partnership_id = %(home)s AND sequence ="
            " (SELECT max(sequence) FROM access_logentry WHERE partnership_id = %(home)s)",
            {"home": live.cast.waterdal.pk},
        )
        cursor.execute(
            "UPDATE access_loghead SET sequence = sequence - 1, hash = (SELECT hash FROM"
            " access_logentry WHERE partnership_id = %(home)s ORDER BY sequence DESC LIMIT 1)"
            " WHERE partnership_id = %(home)s",
            {"home": live.cast.waterdal.pk},
        )
    with pytest.raises(CommandError):
        call_command("verify_log")
    call_command("sign_log", restored=True, verbosity=0)
    call_command("verify_log", verbosity=0)
    again = folder.parent / "again"
    call_command("export_log", str(again), verbosity=0)
    report = offline.verify_folder(again, [bytes.fromhex(checkpoints.public_key())])
    assert report.findings == []
    assert "a backup was put back" in " ".join(report.remarks)


def test_a_folder_without_a_log_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert offline.main([str(tmp_path)]) == 2
    assert "There is no log here." in capsys.readouterr().out


def test_signatures_are_those_of_the_standard() -> None:
    """The second and third test vectors of RFC 8032, section 7.1."""
    for key, message, signature in (
        (
            "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
            "72",
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
            "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
        ),
        (
            "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
            "af82",
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
            "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
        ),
    ):
        values = [bytes.fromhex(text) for text in (key, message, signature)]
        assert offline.verify_signature(*values)
        assert not offline.verify_signature(values[0], values[1] + b"!", values[2])
