"""No byte of a backup can change or go unseen."""

import zipfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from dwarsverband.foundation.database import age, archive
from dwarsverband.foundation.database.restore import RefusedError, restore
from dwarsverband.foundation.database.tests.contents import own_tables

pytestmark = pytest.mark.usefixtures("own_ledger")


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


def test_a_truncated_file_is_refused(copy: Path, elsewhere: None) -> None:
    whole = copy.read_bytes()
    for part in (0, 1, len(whole) // 2, len(whole) - 1):
        copy.write_bytes(whole[:part])
        with pytest.raises(CommandError, match="Nothing was restored"):
            call_command("restore", copy)
    assert own_tables() == []


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
    assert own_tables() == []


def test_a_removed_table_is_refused(made: Path, copy: Path, elsewhere: None) -> None:
    _rewrite(made, copy, "tables/network_tie.copy", lambda _text: None)
    with pytest.raises(archive.UnusableError, match="taken out"):
        restore(copy)
    assert own_tables() == []


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
    assert own_tables() == []


@pytest.mark.usefixtures("made_once")
def test_a_log_that_was_changed_in_the_file_does_not_come_back(
    made: Path, copy: Path, elsewhere: None
) -> None:
    def change(text: bytes) -> bytes:
        return text.replace(b"\\\\x7b22", b"\\\\x7b23", 1)

    _rewrite(made, copy, "tables/access_logentry.copy", change, is_signed=True)
    with pytest.raises(CommandError, match="log is not as it was written"):
        restore(copy)
    assert own_tables() == []


def _flipped(whole: bytes, place: int) -> bytes:
    return whole[:place] + bytes([whole[place] ^ 0x41]) + whole[place + 1 :]


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
