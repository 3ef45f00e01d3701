"""Whether the disks of the database have room: writing ends before PostgreSQL has to.

PostgreSQL ends itself when the next piece of its journal (WAL) does not fit, and then nothing can
even be read. So we stop earlier, with so much to spare that whatever has begun can end.
"""

import logging
import os
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError
from django.db import connection

# Sixteen pieces of WAL, of 16 MB each. The largest thing that is written at once (twenty thousand
# people brought in) takes three and a half, measured. What runs when the room ends may end, and
# PostgreSQL itself goes on writing a little: autovacuum, the next checkpoint, a worker's signs of life.
LEAST_BYTES = 256 * 2**20
REMEMBERED_SECONDS = 1.0
_journal = logging.getLogger(__name__)


@dataclass(slots=True)
class _Seen:
    until: float = 0.0
    is_short: bool = False


_seen = _Seen()


def is_short() -> bool:
    """Whether so little room is left that nothing new may be written; looks once a second."""
    now = time.monotonic()
    if now >= _seen.until:
        _seen.until = now + REMEMBERED_SECONDS
        _look()
    return _seen.is_short


def forget() -> None:
    """Look anew at the next question."""
    _seen.until, _seen.is_short = 0.0, False


def folders() -> tuple[Path, ...]:
    """Where PostgreSQL keeps its tables and its journal, as far as this machine sees them."""
    return tuple(map(Path, settings.DATABASE_FOLDERS))


def unseen() -> Iterable[str]:
    """What is wrong with the folders that were named, for whoever starts the program."""
    for folder in folders():
        try:
            os.statvfs(folder)
        except OSError as error:
            yield (
                f"DATABASE_FOLDERS names {folder}, and its disk cannot be seen: {error.strerror}. "
                "Name folders of PostgreSQL on this machine that every user may reach, such as "
                "/var/lib/postgresql; or leave it empty when PostgreSQL is elsewhere."
            )


def only_read() -> None:
    """Let nothing more be written in the transaction that is open."""
    with connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION READ ONLY")


def demand() -> None:
    """End a command that writes before it begins, when there is no room."""
    if is_short():
        raise CommandError(
            f"Less than {LEAST_BYTES // 2**20} MB is left on the disk of the database, so nothing was "
            "changed. Make room first; pages are read only until then."
        )


def _look() -> None:
    short = [str(folder) for folder in folders() if _left(folder) < LEAST_BYTES]
    if short and not _seen.is_short:
        where = " and ".join(short)
        _journal.error(
            "Less than %s MB is left for PostgreSQL at %s. Nothing is saved until there is more.",
            *(LEAST_BYTES // 2**20, where),
            extra={"folder": where},
        )
    elif _seen.is_short and not short:
        _journal.warning("There is room for PostgreSQL again. Everything can be saved.")
    _seen.is_short = bool(short)


def _left(folder: Path) -> int:
    """How many bytes are free for whoever is not root; a disk that cannot be seen stops nobody."""
    try:
        found = os.statvfs(folder)
    except OSError:
        return LEAST_BYTES
    return found.f_bavail * found.f_frsize
