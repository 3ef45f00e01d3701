"""What was done: one line an action, chained per partnership, only ever added to.

The line is stored and hashed as the same bytes. The database makes the chain, because the
application's role may add a line and may never change one.
"""

import json
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time
from hmac import compare_digest
from pathlib import Path
from secrets import token_hex
from typing import Any, overload  # Any: the columns of a row
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.utils import timezone

from dwarsverband.foundation.access import checkpoints, offline
from dwarsverband.foundation.access.offline import EMPTY
from dwarsverband.foundation.access.verdict import Actor
from dwarsverband.foundation.database.keyed import mark_for

# Verbs of which the log says that somebody did it, and to nobody who: see decision 14.
ANONYMOUS: set[str] = set()
HIDDEN = "hidden"
# Lines that are read at once; a log only grows.
PIECE = 10_000


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong with a log: the partnership, the line, and what was seen."""

    partnership: str
    line: int
    sentence: str


def write(actor: Actor, verb: str, subject: Sequence[object], verdict: str = "allowed") -> None:
    """Add one line: verb, numbers and verdict; never a name, never a text."""
    if not actor.is_somewhere:
        return
    is_hidden = verb in ANONYMOUS and actor.kind == "member"
    line = {
        "actor": _hidden(actor) if is_hidden else actor.reference,
        "at": (_noon() if is_hidden else datetime.now(UTC)).isoformat(timespec="seconds"),
        "subject": [reference for thing in subject for reference in _references(thing)],
        "verb": verb,
        "verdict": verdict,
    }
    if actor.means is not None and not is_hidden:
        line["means"] = actor.means.reference
    record = json.dumps(line, sort_keys=True, separators=(",", ":")).encode()
    with connection.cursor() as cursor:
        cursor.execute("SELECT security.append_log(%s, %s)", [actor.partnership_id, record])


def reference_of(actor: Actor, verb: str) -> str:
    """How somebody is named where the programs tell what went wrong."""
    return HIDDEN if verb in ANONYMOUS and actor.kind == "member" else actor.reference


def was_written_by(line: "Line", partnership: UUID, membership: UUID) -> bool:
    """Whether a hidden line is one member's: whoever has the SECRET_KEY asks it of one line and one member."""
    kind, _colon, told = line.actor.partition(":")
    once, _dot, mark = told.partition(".")
    return kind == HIDDEN and compare_digest(mark, _mark(once, partnership, membership))


def _hidden(actor: Actor) -> str:
    """Another number in every line: two lines of one member are no more alike than those of two."""
    once = token_hex(8)
    return f"{HIDDEN}:{once}.{_mark(once, actor.partnership_id, actor.membership_id)}"


def _mark(once: str, partnership: UUID, membership: UUID | None) -> str:
    return mark_for("log actor", once, partnership, membership).hex()[:32]


def _noon() -> datetime:
    """The day and no hour, because what else somebody did in that minute stands in the log too."""
    return datetime.combine(timezone.localdate(), time(12), UTC)


def verify() -> list[Finding]:
    """Everything that shows a changed, removed, reordered, forged or cut-off line, or a lost log.

    Asked by the owner, in a transaction.
    """
    findings: list[Finding] = []
    with connection.cursor() as cursor:
        cursor.execute("SELECT partnership_id, sequence, hash FROM access_loghead")
        heads = {row[0]: (row[1], bytes(row[2])) for row in cursor.fetchall()}
        cursor.execute("SELECT DISTINCT partnership_id FROM access_logentry")
        for (partnership,) in cursor.fetchall():
            heads.setdefault(partnership, (0, EMPTY))
    for partnership, (count, head) in heads.items():
        findings += _verify_chain(partnership, count, head)
    for name in checkpoints.streams():
        if UUID(name) not in heads:
            findings.append(Finding(name, 1, "This log was signed, and is gone."))
    return findings


def _verify_chain(partnership: UUID, count: int, head: bytes) -> Iterator[Finding]:
    last = 0, EMPTY
    signed = offline.read_checkpoints(checkpoints.path_of(partnership))
    for said in offline.verify_checkpoints(signed, ()):
        yield Finding(str(partnership), 0, said)

    def lines() -> Iterator[offline.Line]:
        nonlocal last
        for sequence, record, stored in read_chain(partnership):
            last = sequence, stored
            yield sequence, record, stored

    for line, said in offline.verify_lines(lines(), signed):
        if said:
            yield Finding(str(partnership), line, said)
    if last[0] < count:
        yield Finding(str(partnership), last[0] + 1, "The end was cut off.")
    elif last[1] != head:
        yield Finding(str(partnership), last[0], "The last line is not the one that was written.")


def read_chain(partnership: UUID | str) -> Iterator[offline.Line]:
    """The lines of a log as they were written, a piece at a time."""
    after = 0
    while True:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT sequence, record, hash FROM access_logentry"
                " WHERE partnership_id = %s AND sequence > %s ORDER BY sequence LIMIT %s",
                [partnership, after, PIECE],
            )
            rows = cursor.fetchall()
        for sequence, record, stored in rows:
            yield sequence, bytes(record), bytes(stored)
        if len(rows) < PIECE:
            return
        after = rows[-1][0]


def _references(thing: object) -> Iterator[str]:
    if isinstance(thing, list):
        for one in thing:
            yield from _references(one)
    key = getattr(thing, "pk", None)
    if key is not None:
        yield f"{type(thing).__name__.lower()}:{key}"


def every_head() -> dict[str, checkpoints.Head]:
    """The last line of every log (asked by the owner)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT partnership_id, sequence, hash FROM access_loghead")
        return {
            str(row[0]): checkpoints.Head(row[1], bytes(row[2]).hex()) for row in cursor.fetchall()
        }


def export(folder: Path, partnerships: Sequence[str], *, is_whole: bool) -> None:
    """Write logs, their checkpoints, and the program that checks them (in a transaction)."""
    signed = folder / offline.CHECKPOINTS
    signed.mkdir(parents=True)
    for partnership in partnerships:
        with (folder / f"{partnership}.jsonl").open("w", encoding="utf-8") as file:
            for sequence, record, stored in read_chain(partnership):
                line = {"sequence": sequence, "record": record.decode(), "hash": stored.hex()}
                file.write(json.dumps(line) + "\n")
    for name in [*partnerships, *([offline.INSTALLATION] if is_whole else [])]:
        if checkpoints.path_of(name).exists():
            shutil.copyfile(checkpoints.path_of(name), signed / f"{name}.jsonl")
    shutil.copyfile(offline.__file__, folder / "verify_log.py")


@dataclass(frozen=True, slots=True)
class Line:
    """One line as people read it: when, who (a number), what, on what (numbers), and the verdict.

    `means` is the token with which it was done, if any; `of_day`, how much was done and refused that day. `record` and `hash` are what was written, so that somebody else can follow the chain.
    """

    sequence: int
    at: datetime
    actor: str
    verb: str
    subject: tuple[str, ...]
    verdict: str
    record: str
    hash: str
    means: str = ""
    of_day: tuple[int, int] = field(default=(0, 0), compare=False)


# A day of so many lines before or after a page is counted whole.
AROUND = 5_000
_PAGE = """
SELECT sequence, record, hash, done, refused FROM (
    SELECT sequence, record, hash,
        count(*) FILTER (WHERE told ->> 'verdict' = 'allowed') OVER day AS done,
        count(*) FILTER (WHERE told ->> 'verdict' <> 'allowed') OVER day AS refused
    FROM (
        SELECT sequence, record, hash, convert_from(record, 'UTF8')::jsonb AS told
        FROM access_logentry WHERE {where} ORDER BY sequence DESC LIMIT %s OFFSET %s
    ) AS near
    WINDOW day AS (PARTITION BY ((told ->> 'at')::timestamptz AT TIME ZONE %s)::date)
) AS counted
ORDER BY sequence DESC LIMIT %s OFFSET %s
"""


class Lines(Sequence[Line]):
    """The lines of the actor's partnership, the newest first: all, of some verbs, or about a number.

    Of a number the beginning is enough.

    Counted and read a page at a time; a log only grows.
    """

    def __init__(self, actor: Actor, verbs: Sequence[str] = (), number: str = "") -> None:
        """Remember what was asked; nothing is read yet."""
        self._where = "partnership_id = %s"
        self._values: list[Any] = [actor.partnership_id]
        if verbs:
            self._where += " AND convert_from(record, 'UTF8')::jsonb ->> 'verb' = ANY (%s)"
            self._values.append(list(verbs))
        if number:
            self._where += " AND position(%s IN convert_from(record, 'UTF8')) > 0"
            self._values.append(f":{number}")

    def __len__(self) -> int:
        """How many lines there are."""
        return int(self._read("SELECT count(*) FROM access_logentry WHERE {where}")[0][0])

    @overload
    def __getitem__(self, place: int) -> Line: ...
    @overload
    def __getitem__(self, place: slice) -> list[Line]: ...
    def __getitem__(self, place: int | slice) -> Line | list[Line]:
        """One line, or those of one page."""
        if isinstance(place, int):
            return self[place : place + 1][0]
        start = place.start or 0
        most = None if place.stop is None else place.stop - start
        first = max(start - AROUND, 0)
        near = None if most is None else start - first + most + AROUND
        rows = self._read(_PAGE, near, first, settings.TIME_ZONE, most, start - first)
        return [
            replace(_line(sequence, bytes(record), bytes(digest)), of_day=(done, refused))
            for sequence, record, digest, done, refused in rows
        ]

    def _read(self, question: str, *more: int | str | None) -> list[Any]:
        with connection.cursor() as cursor:
            cursor.execute(question.format(where=self._where), [*self._values, *more])
            return list(cursor.fetchall())


def _line(sequence: int, record: bytes, digest: bytes) -> Line:
    line = json.loads(record)
    return Line(
        sequence=sequence,
        at=datetime.fromisoformat(line["at"]),
        actor=line["actor"],
        verb=line["verb"],
        subject=tuple(line["subject"]),
        verdict=line["verdict"],
        record=record.decode(),
        hash=digest.hex(),
        means=line.get("means", ""),
    )
