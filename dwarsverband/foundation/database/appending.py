"""Files outside the database that only grow: a line is written whole, or goes with the next."""

import fcntl
import os
from collections.abc import Iterable
from pathlib import Path


def append(path: Path, lines: Iterable[str]) -> None:
    """Add lines, and come back when the disk has them; two programs at once wait for each other."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        # A line of which the machine wrote only a part goes, or it would spoil the next.
        file.truncate(_whole_length(path))
        file.write("".join(f"{line}\n" for line in lines).encode())
        file.flush()
        os.fsync(file.fileno())


def last_line(path: Path) -> str:
    """The last line that was written whole, without reading all before it; empty when there is none."""
    length = _whole_length(path)
    if not length:
        return ""
    start = _previous_end(path, length - 1)
    with path.open("rb") as file:
        file.seek(start)
        return file.read(length - start - 1).decode()


def _whole_length(path: Path) -> int:
    return _previous_end(path, path.stat().st_size) if path.exists() else 0


def _previous_end(path: Path, before: int, piece: int = 4096) -> int:
    """Just after the last line end that stands before a place."""
    with path.open("rb") as file:
        while before > 0:
            start = max(0, before - piece)
            file.seek(start)
            found = file.read(before - start).rfind(b"\n")
            if found >= 0:
                return start + found + 1
            before = start
    return 0
