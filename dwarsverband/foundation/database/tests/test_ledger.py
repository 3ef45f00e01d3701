"""What was destroyed is written down outside the database, before and after."""

from pathlib import Path

import pytest
from django.db import transaction
from pytest_django import Settings

from dwarsverband.foundation.database import ledger
from tests.live import Live

ROW = ("network_person", "6f1c2f0e")


@pytest.fixture(autouse=True)
def path(settings: Settings, tmp_path: Path) -> Path:
    ours = tmp_path / "folder" / "ledger.jsonl"
    settings.LEDGER_PATH = ours
    return ours


def test_a_row_counts_as_destroyed_once_the_transaction_was_kept(live: Live) -> None:
    with transaction.atomic():
        ledger.note(ROW[0], [ROW[1]])
        assert (ledger.destroyed(), ledger.announced()) == ([], [ROW])
    assert (ledger.destroyed(), ledger.announced()) == ([ROW], [])


def test_a_row_of_a_transaction_that_was_undone_stays_uncertain(live: Live) -> None:
    with transaction.atomic():
        ledger.note(ROW[0], [ROW[1]])
        transaction.set_rollback(True)
    assert (ledger.destroyed(), ledger.announced()) == ([], [ROW])


def test_numbers_are_written_down_and_nothing_else(live: Live, path: Path) -> None:
    with transaction.atomic():
        ledger.note(ROW[0], [ROW[1]])
    first, second = path.read_text().splitlines()
    assert first.startswith(
        '{"table": "network_person", "id": "6f1c2f0e", "state": "announced", "at": "'
    )
    assert '"state": "destroyed"' in second


def test_a_line_that_was_cut_off_by_a_crash_is_left_out(live: Live, path: Path) -> None:
    with transaction.atomic():
        ledger.note(ROW[0], [ROW[1]])
    whole = path.read_bytes()
    path.write_bytes(whole[:-10])
    assert (ledger.destroyed(), ledger.announced()) == ([], [ROW])
    with transaction.atomic():
        ledger.note(ROW[0], ["7a2d"])
    assert (ledger.destroyed(), ledger.announced()) == ([(ROW[0], "7a2d")], [ROW])


def test_only_a_ledger_that_goes_on_where_it_was_continues(live: Live, path: Path) -> None:
    empty = ledger.mark()
    with transaction.atomic():
        ledger.note(ROW[0], [ROW[1]])
    mark = ledger.mark()
    with transaction.atomic():
        ledger.note(ROW[0], ["7a2d"])
    assert ledger.continues(empty)
    assert ledger.continues(mark)
    path.write_text("\n".join(path.read_text().splitlines()[1:]) + "\n")
    assert not ledger.continues(mark)
