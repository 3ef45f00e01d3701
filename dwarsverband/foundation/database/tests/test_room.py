"""Writing ends while there is still room to end what has begun."""

import errno
import json
import os
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from dwarsverband.foundation.access.journal import JsonLines
from dwarsverband.foundation.database import room
from tests.house.source import PACKAGE

PIECE = 16 * 2**20
# Commands that write nothing in the database, or only when there is room for it.
READING = {
    *("backup", "make_backup_key", "check_database_security", "compile_words", "check_words"),
    *("check_api", "worker", "sign_log", "verify_log", "export_log", "make_checkpoint_key"),
}
ENOUGH = room.LEAST_BYTES


@pytest.fixture(autouse=True)
def _two_disks(settings: Settings) -> Iterator[None]:
    settings.DATABASE_FOLDERS = ["/tables", "/journal"]
    room.forget()
    yield
    room.forget()


@pytest.fixture
def free(monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """How much is free on both disks, to be changed by the test; and the moment, under `now`."""
    found = {"/tables": 2 * ENOUGH, "/journal": 2 * ENOUGH, "now": 100}

    def statvfs(folder: object) -> SimpleNamespace:
        if found[str(folder)] < 0:
            raise OSError(errno.EACCES, "Permission denied")
        return SimpleNamespace(f_bavail=found[str(folder)] // 4096, f_frsize=4096)

    monkeypatch.setattr(os, "statvfs", statvfs)
    monkeypatch.setattr(f"{room.__name__}.time.monotonic", lambda: float(found["now"]))
    return found


@pytest.mark.parametrize("folder", ["/tables", "/journal"])
@pytest.mark.parametrize(("more", "is_short"), [(-4096, True), (0, False)])
def test_one_disk_with_little_room_is_enough_to_stop(
    free: dict[str, int], folder: str, more: int, is_short: bool
) -> None:
    free[folder] = ENOUGH + more
    assert room.is_short() is is_short


def test_it_is_looked_up_once_a_second_and_ends_by_itself(free: dict[str, int]) -> None:
    assert not room.is_short()
    free["/journal"] = PIECE
    assert not room.is_short()
    free["now"] += 1
    assert room.is_short()
    free["/journal"] = 2 * ENOUGH
    assert room.is_short()
    free["now"] += 1
    assert not room.is_short()


def test_the_journal_tells_once_when_it_begins_and_once_when_it_ends(
    free: dict[str, int], caplog: pytest.LogCaptureFixture
) -> None:
    for left in (PIECE, PIECE, 2 * ENOUGH, 2 * ENOUGH):
        free["/journal"], free["now"] = left, free["now"] + 1
        room.is_short()
    lines = [json.loads(JsonLines().format(record)) for record in caplog.records]
    assert [(line["level"], line.get("folder")) for line in lines] == [
        ("ERROR", "/journal"),
        ("WARNING", None),
    ]


def test_a_disk_that_cannot_be_seen_is_told_at_the_start_and_stops_nobody_later(
    free: dict[str, int],
) -> None:
    assert not list(room.unseen())
    free["/tables"] = -1
    assert [reason for reason in room.unseen() if "/tables" in reason and "denied" in reason]
    assert not room.is_short()


def test_without_folders_nothing_is_looked_up(free: dict[str, int], settings: Settings) -> None:
    settings.DATABASE_FOLDERS = []
    free.clear()
    free["now"] = 100
    assert not room.is_short()


@pytest.mark.parametrize(
    "words",
    [
        ("migrate",),
        ("restore", Path("nowhere")),
        ("found_partnership", "x", "X", "--coordinator=Noor", "--email=noor@example.org"),
        ("remove_second_step", "noor@example.org"),
        ("rebuild_search",),
        ("load_demo",),
    ],
)
def test_a_command_that_writes_says_so_before_it_begins(
    free: dict[str, int], words: tuple[str, ...]
) -> None:
    free["/journal"] = PIECE
    with pytest.raises(CommandError, match="nothing was changed"):
        call_command(*words)


def test_every_command_that_writes_asks_for_room() -> None:
    own = [path for path in PACKAGE.rglob("commands/*.py") if path.stem != "__init__"]
    asking = {path.stem for path in own if "room.demand()" in path.read_text(encoding="utf-8")}
    assert {path.stem for path in own} - asking == READING
