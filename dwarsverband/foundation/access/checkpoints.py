"""Signed sentences about the log, kept outside the database.

The chain of a log shows what was changed, not that its end, or a whole log, is gone. So every ten
minutes the heads of all logs that grew are signed (Ed25519), each in a file of its own, and one
sentence more over all of them together. `offline.py` checks them, with only Python.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.db import connection

from dwarsverband.foundation.access.offline import (
    CONTEXT,
    EMPTY,
    INSTALLATION,
    Checkpoint,
    root,
)
from dwarsverband.foundation.database.appending import append, last_line


@dataclass(frozen=True)
class Head:
    """The last line of a log: its number and its hash."""

    sequence: int
    hash: str


def folder() -> Path:
    """Where checkpoints are kept: beside the ledger, outside the database."""
    path: Path = settings.CHECKPOINTS_PATH
    return path


def path_of(stream: object) -> Path:
    """The file with the checkpoints of one log."""
    return folder() / f"{stream}.jsonl"


def streams() -> list[str]:
    """The logs of which checkpoints are kept."""
    return sorted(path.stem for path in folder().glob("*.jsonl") if path.stem != INSTALLATION)


def make_key() -> str:
    """A new secret key, in hexadecimal."""
    return Ed25519PrivateKey.generate().private_bytes_raw().hex()


def public_key() -> str:
    """The key with which others check signatures, in hexadecimal; empty when nothing is signed."""
    return public_part(settings.CHECKPOINT_KEY) if settings.CHECKPOINT_KEY else ""


def public_part(secret: str) -> str:
    """The public key that belongs to a secret one."""
    key = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(secret))
    return key.public_key().public_bytes_raw().hex()


def newest(stream: object) -> Checkpoint | None:
    """The last checkpoint of a log."""
    line = last_line(path_of(stream))
    return Checkpoint.read(line) if line else None


def read_head(partnership: UUID) -> Head | None:
    """The last line of the log of a partnership, as its context shows it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sequence, hash FROM access_loghead WHERE partnership_id = %s", [partnership]
        )
        found = cursor.fetchone()
    return Head(found[0], bytes(found[1]).hex()) if found else None


def sign(heads: Mapping[str, Head]) -> int:
    """Sign the logs that grew, and all logs together; how many grew.

    A log that is shorter than what was signed is not signed again: that is for `verify_log` to say.
    """
    if not settings.CHECKPOINT_KEY:
        return 0
    moment = _now()
    grew = [stream for stream, head in heads.items() if head.sequence > _signed(stream)]
    for stream in grew:
        _add(stream, _about(stream, heads[stream], "stream"), moment)
    if grew or newest(INSTALLATION) is None:
        _sign_together(moment)
    return len(grew)


def sign_restored(heads: Mapping[str, Head]) -> None:
    """Say of each log that is shorter than was signed that a backup was put back."""
    if not settings.CHECKPOINT_KEY:
        return
    moment = _now()
    for stream in streams():
        head = heads.get(stream, Head(0, EMPTY.hex()))
        if head.sequence < _signed(stream):
            _add(stream, _about(stream, head, "restored"), moment)
    _sign_together(moment)


def _signed(stream: str) -> int:
    last = newest(stream)
    return int(last.said["sequence"]) if last else 0


def _about(stream: str, head: Head, kind: str) -> dict[str, object]:
    return {"kind": kind, "stream": stream, "sequence": head.sequence, "head": head.hash}


def _sign_together(moment: str) -> None:
    """One sentence over the newest checkpoint of every log, so that a whole log is missed."""
    said = [last.said for last in map(newest, streams()) if last]
    heads = [(one["stream"], one["sequence"], one["head"]) for one in said]
    count = sum(one["sequence"] for one in said)
    record = {"kind": INSTALLATION, "streams": len(heads), "lines": count, "root": root(heads)}
    _add(INSTALLATION, record, moment)


def _add(stream: str, record: Mapping[str, object], moment: str) -> None:
    last = newest(stream)
    said = {**record, "at": moment, "previous": last.mark if last else EMPTY.hex()}
    text = json.dumps(said, sort_keys=True, separators=(",", ":"))
    key = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(settings.CHECKPOINT_KEY))
    signature = key.sign(CONTEXT + text.encode()).hex()
    line = {"record": text, "signature": signature, "key": public_key()}
    append(path_of(stream), [json.dumps(line)])


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
