"""What was destroyed, written down outside the database, so that a backup cannot bring it back.

Beside it stands what must not be lost with the database: by which marks whoever left is recognised.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any  # the values of any row

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from dwarsverband.foundation.database.appending import append

Row = tuple[str, str]


@dataclass(frozen=True)
class LedgerMark:
    """How long the ledger was at some moment, and what stood in it."""

    length: int
    checksum: str


def note(table: str, keys: Iterable[object]) -> None:
    """Write down the numbers of rows that go: before, and again once the transaction was kept.

    A row that was only announced either stayed (the transaction was undone) or the machine
    stopped in between; `restore` asks a person about those.
    """
    rows = [(table, str(key)) for key in keys]
    _add(rows, state="announced")
    transaction.on_commit(lambda: _add(rows, state="destroyed"))


def keep(table: str, key: object, values: Mapping[str, object]) -> None:
    """Write down a row that must not be lost with the database: before, and again once it was kept.

    Only numbers, days and keyed hashes belong here; never a name, never a text.
    """
    rows = [(table, str(key))]
    _add(rows, state="to be kept", values=values)
    transaction.on_commit(lambda: _add(rows, state="kept", values=values))


def kept(*, is_certain: bool = True) -> list[tuple[str, dict[str, Any]]]:
    """The rows that must be there: their tables and their values; perhaps also the uncertain ones."""
    wanted = {"kept"} if is_certain else {"kept", "to be kept"}
    found = {
        (entry["table"], entry["id"]): entry["values"]
        for entry in _entries()
        if entry["state"] in wanted
    }
    return [(table, values) for (table, _key), values in found.items()]


def change(table: str, key: object, values: Mapping[str, object]) -> None:
    """Write down that a row ended or was used up, once that was kept: an older backup knows less.

    Only numbers and days belong here. Whoever made the row says what follows from it
    (`settings.AFTER_RESTORING`).
    """
    row = [(table, str(key))]
    transaction.on_commit(lambda: _add(row, state="changed", values=values))


def changes(table: str) -> list[tuple[str, datetime, dict[str, Any]]]:
    """What ended or was used up in one table: the numbers, when, and the values."""
    return [
        (entry["id"], datetime.fromisoformat(entry["at"]), entry["values"])
        for entry in _entries()
        if entry["state"] == "changed" and entry["table"] == table
    ]


def moments() -> dict[Row, datetime]:
    """When each row went, for tables whose numbers come back after an older backup."""
    return {
        (entry["table"], entry["id"]): datetime.fromisoformat(entry["at"])
        for entry in _entries()
        if entry["state"] in {"destroyed", "announced"}
    }


def destroyed() -> list[Row]:
    """Every row that is gone for good: its table and its number."""
    return list(dict.fromkeys(row for row, state in _lines() if state == "destroyed"))


def announced() -> list[Row]:
    """The rows of which it is not known whether they went."""
    gone = set(destroyed())
    told = (row for row, state in _lines() if state == "announced")
    return list(dict.fromkeys(row for row in told if row not in gone))


def mark() -> LedgerMark:
    """How long the ledger is now, and what stands in it."""
    text = _text()
    return LedgerMark(len(text), sha256(text).hexdigest())


def continues(earlier: LedgerMark) -> bool:
    """Whether the ledger that is here goes on where an earlier one stopped."""
    return sha256(_text()[: earlier.length]).hexdigest() == earlier.checksum


def _text() -> bytes:
    """Every line that was written to its end."""
    try:
        return settings.LEDGER_PATH.read_bytes().rpartition(b"\n")[0]
    except FileNotFoundError:
        return b""


def _lines() -> list[tuple[Row, str]]:
    return [((entry["table"], entry["id"]), entry["state"]) for entry in _entries()]


def _entries() -> list[dict[str, Any]]:  # Any: the values of any row
    return [json.loads(line) for line in _text().splitlines()]


def _add(rows: Sequence[Row], state: str, values: Mapping[str, object] | None = None) -> None:
    moment = timezone.now().isoformat(timespec="seconds")
    more = {} if values is None else {"values": values}
    append(
        settings.LEDGER_PATH,
        (
            json.dumps({"table": table, "id": key, "state": state, "at": moment, **more})
            for table, key in rows
        ),
    )
