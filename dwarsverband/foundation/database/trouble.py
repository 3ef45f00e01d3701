"""When the database cannot do its work: it is gone, it is slow, or it takes nothing in any more.

Whatever takes nothing in is still read: a full disk, a standby, a database that somebody closed for
writing. Of a closed one the server tells with each connection; a full disk shows when something is
written, and is remembered for a while. A disk that we can see is never let run full (`room`).
"""

import errno
import time
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum

import psycopg
from django.db import InterfaceError, connection

from dwarsverband.foundation.database import room

REMEMBERED_SECONDS = 20.0
# States of an error (appendix A of PostgreSQL's manual), by their beginning.
_GONE = ("08", "57P01", "57P02", "57P03", "57P05", "53300", "53200", "58", "XX")
_SLOW = ("57014", "55P03", "25P03", "25P04", "40001", "40P01")
_DISK_FULL, _CLOSED = "53100", "25006"
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EROFS}
_TELLING = (b"default_transaction_read_only", b"in_hot_standby")
_full_until = 0.0


class Trouble(StrEnum):
    """What is the matter, and in how many seconds it makes sense to try again."""

    GONE = "gone"
    SLOW = "slow"
    FULL = "full"

    @property
    def seconds(self) -> int:
        """How long whoever asked had better wait."""
        return {Trouble.GONE: 10, Trouble.SLOW: 30, Trouble.FULL: 60}[self]


class ReadOnlyError(RuntimeError):
    """Something would be written while it is known that nothing can be."""


def trouble_of(error: BaseException | None) -> Trouble | None:
    """What was the matter with the database, if that is why something broke."""
    found = (_trouble_of_one(one) for one in _chain(error))
    return next((trouble for trouble in found if trouble is not None), None)


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """An error and what caused it."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__


def _has_no_room(error: BaseException) -> bool:
    if isinstance(error, OSError):
        return error.errno in _NO_ROOM
    return isinstance(error, psycopg.Error) and error.sqlstate == _DISK_FULL


def _trouble_of_one(error: BaseException) -> Trouble | None:
    if isinstance(error, ReadOnlyError) or _has_no_room(error):
        return Trouble.FULL
    if isinstance(error, InterfaceError | psycopg.InterfaceError):
        return Trouble.GONE
    if not isinstance(error, psycopg.Error):
        return None
    state = error.sqlstate or ""
    if state == _CLOSED:
        return Trouble.FULL
    if state.startswith(_SLOW):
        return Trouble.SLOW
    is_lost = not state and isinstance(error, psycopg.OperationalError)
    return Trouble.GONE if is_lost or state.startswith(_GONE) else None


def is_read_only() -> bool:
    """Whether it is known that nothing can be written now; asks nothing of the database."""
    return time.monotonic() < _full_until or room.is_short() or _is_closed_for_writing()


def note(error: BaseException | None) -> None:
    """Remember for a while that there was no room; a refusal because of that renews nothing."""
    global _full_until
    if any(_has_no_room(one) for one in _chain(error)):
        _full_until = time.monotonic() + REMEMBERED_SECONDS


def note_room() -> None:
    """Something was kept, so there is room again."""
    global _full_until
    _full_until = 0.0


@contextmanager
def if_there_is_room() -> Iterator[None]:
    """Write what may be missed; reading goes on when nothing can be written.

    Around a transaction of its own, never inside another one.
    """
    try:
        yield
    except Exception as error:
        if trouble_of(error) is not Trouble.FULL:
            raise
        note(error)


def _is_closed_for_writing() -> bool:
    """What the server last told, by itself, over the connection that is open."""
    if connection.connection is None or connection.connection.closed:
        return False
    told = connection.connection.pgconn.parameter_status
    return any(told(name) == b"on" for name in _TELLING)
