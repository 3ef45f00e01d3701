"""A place in memory for data that nobody misses when the machine stops: tests make many databases.

A database is a thousand small files. In memory they are made some ten times as fast as on a disk.
"""

import shutil
import tempfile
from pathlib import Path

FOLDER = Path("/dev/shm")  # noqa: S108 (a folder of our own is made in it, with a name that nobody knows)
ROOM_NEEDED = 4 * 2**30


def has_room() -> bool:
    """Whether there is a file system in memory with room to spare."""
    return FOLDER.is_dir() and shutil.disk_usage(FOLDER).free >= ROOM_NEEDED


def place(link: Path) -> Path | None:
    """The folder in memory that a link leads to, made anew when it is gone; none without room for it."""
    if link.is_symlink():
        if link.exists() or not is_in_memory(link.readlink()):
            return link.readlink()
        link.unlink()
    if not has_room():
        return None
    made = Path(tempfile.mkdtemp(prefix="dwarsverband-", dir=FOLDER))
    made.chmod(0o711)
    link.symlink_to(made)
    return made


def is_in_memory(path: Path) -> bool:
    """Whether a folder is gone with the machine."""
    return path.is_relative_to(FOLDER)


def leave(link: Path) -> None:
    """Give back the memory that a link leads to; whatever stands on a disk stays."""
    if link.is_symlink() and is_in_memory(link.readlink()):
        shutil.rmtree(link.readlink(), ignore_errors=True)
        link.unlink()
