"""Files of the format age: what others wrote is read, and what is not whole is refused."""

import tracemalloc
from base64 import b64decode
from io import BytesIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from dwarsverband.foundation.database import age

# Written by rage 1.4, with a stanza of a kind that nobody knows.
THEIR_KEY = "AGE-SECRET-KEY-1RPKR5FJ5QTN47M85A7LZN9FVNJGP4J4G0P5ANLEY3AEW7E5NAFTS36RR3Z"
THEIR_PUBLIC_KEY = "age1qj79jv95r6l44qlcuhg7lnev75tdqmy8ssf5k7u3zeantjwcpg9swd80ec"
THEIR_FILE = b64decode(
    "YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IFgyNTUxOSBXc2F5MFArMVZNdVVucWtzVVRjU3M3a2pjcHNxbG1mTDd4M1JsdWlT"
    "T0NJCmFQU3duc1FTeCtIODZ2OXBEUXFFVE9Vc0JOZDdzSkdMNHBvM2FyaVJMaWMKLT4gZnpaLWdyZWFzZSB4MHVHUiA+CjJv"
    "dk5lTjIxU2tjTjNvVFV0ZHhOcWl2YmVQK0h3WGtFZ2FPeXhSTS92ellwUGtvVlVPcXp1d1FEMGl1NmdQbmwKUi9pYzdka1g3"
    "RkZ2L01SL2k3Z3JkYXB2QUlXZGp4aGplVnZuCi0tLSBCWnVXN0liUnJGZGttYjdGWWo2SmZIalQzTFBvRXZ5YmpLY0tTOVc0"
    "Y2ZBCowcmEOTuTFCV8qi90xNr+qf/KKe8aNEmCPbfI3s9GPD8/5KKBkGrLPM1huyOgJUe2eW"
)
PIECE = 64 * 1024


def test_a_file_that_another_program_wrote_is_read() -> None:
    with age.opened(BytesIO(THEIR_FILE), age.private_keys(THEIR_KEY)) as file:
        assert file.read() == b"Dit is een proef.\n"
    (key,) = age.private_keys(THEIR_KEY)
    assert key.public_key() == age.public_key(THEIR_PUBLIC_KEY)


@pytest.mark.parametrize("length", [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE])
def test_what_was_sealed_is_opened_from_any_place(length: int) -> None:
    secret, public = age.make_key()
    whole = bytes(at % 251 for at in range(length))
    sealed = BytesIO(_sealed(whole, public))
    with age.opened(sealed, age.private_keys(secret)) as file:
        assert file.read() == whole
        for place in (0, length // 2, PIECE - 2):
            file.seek(place)
            assert file.read(5) == whole[place : place + 5]


@pytest.mark.parametrize("length", [10, 2 * PIECE])
def test_a_file_that_ends_early_or_goes_on_is_refused(length: int) -> None:
    secret, public = age.make_key()
    whole = _sealed(bytes(length), public)
    cuts = [whole[:-gone] for gone in (1, 16, 17, PIECE + 16) if gone < length]
    for damaged in [*cuts, whole + b"x", whole + whole[-26:], whole[:60], b""]:
        with pytest.raises(age.SealedError):
            age.opened(BytesIO(damaged), age.private_keys(secret))


def test_pieces_cannot_change_places() -> None:
    secret, public = age.make_key()
    whole = _sealed(bytes(3 * PIECE), public)
    begin, piece = len(whole) - 3 * (PIECE + 16), PIECE + 16
    moved = whole[:begin] + whole[begin + piece : begin + 2 * piece]
    moved += whole[begin : begin + piece] + whole[begin + 2 * piece :]
    with (
        age.opened(BytesIO(moved), age.private_keys(secret)) as file,
        pytest.raises(age.SealedError, match="was changed"),
    ):
        file.read()


def test_a_header_in_which_a_recipient_was_added_is_refused() -> None:
    secret, public = age.make_key()
    whole = _sealed(b"", public)
    added = whole.replace(b"--- ", b"-> X25519 " + b"A" * 43 + b"\n" + b"A" * 43 + b"\n--- ", 1)
    with pytest.raises(age.SealedError, match="beginning of this file was changed"):
        age.opened(BytesIO(added), age.private_keys(secret))


@pytest.mark.parametrize("wrong", ["", "age1", THEIR_PUBLIC_KEY[:-1] + "q", THEIR_KEY, "agé1" * 9])
def test_a_key_with_a_typing_error_is_refused(wrong: str) -> None:
    with pytest.raises(age.SealedError):
        age.public_key(wrong)


def test_sealing_keeps_one_piece_in_memory() -> None:
    with Path("/dev/null").open("wb") as nowhere:
        sealer = age.Sealer(nowhere, [age.public_key(THEIR_PUBLIC_KEY)])
        tracemalloc.start()
        for _piece in range(100):
            sealer.write(bytes(100_000))
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert most < 1_000_000


def test_a_private_key_is_written_once_and_for_its_owner_only(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "key"
    call_command("make_backup_key", path)
    said = capsys.readouterr().out
    (key,) = age.private_keys(path.read_text())
    assert path.stat().st_mode & 0o777 == 0o600
    assert age.public_key(said.split("=")[1].split()[0]) == key.public_key()
    assert "AGE-SECRET" not in said
    with pytest.raises(CommandError, match="exists already"):
        call_command("make_backup_key", path)


def _sealed(whole: bytes, public: str) -> bytes:
    target = BytesIO()
    sealer = age.Sealer(target, [age.public_key(public)])
    sealer.write(whole)
    sealer.finish()
    return target.getvalue()
