"""A backup as one file: a zip in which no byte can change unseen, sealed for whoever may restore it.

It holds one text per table and `manifest.json`, which names every table with its columns, its
number of rows and its checksum. The checksum of the manifest stands in the comment of the zip.
Structure is not in it: tables, policies and functions come from the migrations of the product, so
a file from elsewhere cannot bring any along.
"""

import hashlib
import json
import os
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from dwarsverband.foundation.database import age
from dwarsverband.foundation.database.ledger import LedgerMark

FORMAT = 1
MANIFEST = "manifest.json"
MARK = "dwarsverband"
PIECE = 1 << 16
# What a damaged zip can raise while it is read.
DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    RuntimeError,
    ValueError,
    KeyError,
    TypeError,
)


class UnusableError(RuntimeError):
    """A file is not a whole backup; the text says why and what to do."""


@dataclass(frozen=True)
class Table:
    """One table in a backup."""

    name: str
    columns: list[str]
    rows: int
    checksum: str


@dataclass(frozen=True)
class Manifest:
    """What a backup says about itself."""

    made_at: str
    migrations: list[tuple[str, str]]
    sequences: dict[str, int]
    ledger: LedgerMark
    tables: list[Table] = field(default_factory=list)
    mark: str = MARK
    format: int = FORMAT

    @property
    def rows(self) -> int:
        """How many rows there are in all tables together."""
        return sum(table.rows for table in self.tables)


class Writer:
    """Adds tables to a backup that is being made."""

    def __init__(self, file: zipfile.ZipFile) -> None:
        """Begin without tables."""
        self._file = file
        self.tables: list[Table] = []

    def add(
        self, name: str, columns: list[str], pieces: Callable[[Callable[[bytes], None]], int]
    ) -> None:
        """Write one table; `pieces` hands over its bytes and says how many rows they were."""
        checksum = hashlib.sha256()
        with self._file.open(_member(name), "w", force_zip64=True) as member:

            def take(piece: bytes) -> None:
                checksum.update(piece)
                member.write(piece)

            rows = pieces(take)
        self.tables.append(Table(name, columns, rows, checksum.hexdigest()))

    def finish(self, manifest: Manifest) -> None:
        """Write what the backup says about itself."""
        text = json.dumps(asdict(manifest), indent=1).encode()
        self._file.writestr(MANIFEST, text)
        self._file.comment = hashlib.sha256(text).hexdigest().encode()


@contextmanager
def writing(path: Path, recipients: Sequence[X25519PublicKey] = ()) -> Iterator[Writer]:
    """A new backup that only its recipients can open; whole, or not there. Without any: readable."""
    if path.exists():
        raise UnusableError(f"{path} exists already. Choose another name, or remove it first.")
    unfinished = path.with_name(f".{path.name}.unfinished")
    try:
        unfinished.unlink(missing_ok=True)
        number = os.open(unfinished, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise UnusableError(f"{path} cannot be written: {error.strerror}.") from error
    try:
        with open(number, "w+b") as stream:  # noqa: PTH123 (a number, made private first)
            with (
                _sealed(stream, recipients) as target,
                zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file,
            ):
                yield Writer(file)
            stream.flush()
            os.fsync(stream.fileno())
        unfinished.rename(path)
    finally:
        unfinished.unlink(missing_ok=True)


@contextmanager
def _sealed(
    stream: IO[bytes], recipients: Sequence[X25519PublicKey]
) -> Iterator[IO[bytes] | age.Sealer]:
    """Where readable bytes can be written: nothing readable reaches the disk."""
    if not recipients:
        yield stream
        return
    sealer = age.Sealer(stream, recipients)
    yield sealer
    sealer.finish()


class Reader:
    """A backup of which every byte was checked."""

    def __init__(self, file: zipfile.ZipFile) -> None:
        """Check everything; nothing is handed out before."""
        self._file = file
        self.manifest = _manifest(file)
        expected = {MANIFEST, *(_member(table.name) for table in self.manifest.tables)}
        if sorted(file.namelist()) != sorted(expected):
            raise UnusableError("Something was added to this backup, or taken out of it.")
        for table in self.manifest.tables:
            checksum = hashlib.sha256()
            for piece in self.pieces(table):
                checksum.update(piece)
            if checksum.hexdigest() != table.checksum:
                raise UnusableError(f"The table {table.name} in this backup was changed.")

    def pieces(self, table: Table) -> Iterator[bytes]:
        """The bytes of one table."""
        with self._file.open(_member(table.name)) as member:
            yield from _pieces(member)


@contextmanager
def reading(path: Path, keys: Sequence[X25519PrivateKey] = ()) -> Iterator[Reader]:
    """A backup, checked from its first byte to its last; a sealed one is opened with a private key."""
    with ExitStack() as stack:
        try:
            readable = _opened(stack.enter_context(path.open("rb")), keys)
            reader = Reader(stack.enter_context(zipfile.ZipFile(readable)))
        except UnusableError:
            raise
        except FileNotFoundError:
            raise UnusableError(f"{path} is not there.") from None
        except DAMAGE as error:
            raise UnusableError(f"{path} is not a whole backup: {error}") from error
        yield reader


def _opened(stream: IO[bytes], keys: Sequence[X25519PrivateKey]) -> IO[bytes]:
    if not age.is_sealed(stream):
        return stream
    if not keys:
        raise UnusableError("This backup is sealed. Say with --key where the private key is.")
    return age.opened(stream, keys)


def _manifest(file: zipfile.ZipFile) -> Manifest:
    if MANIFEST not in file.namelist():
        raise UnusableError("This is not a backup of Dwarsverband, or its end is missing.")
    text = file.read(MANIFEST)
    if hashlib.sha256(text).hexdigest().encode() != file.comment:
        raise UnusableError("What this backup says about itself was changed.")
    found = json.loads(text)
    if found.get("mark") != MARK:
        raise UnusableError("This is not a backup of Dwarsverband.")
    if found.get("format") != FORMAT:
        raise UnusableError(
            f"This backup has form {found.get('format')}; this version reads form {FORMAT}."
        )
    found["tables"] = [Table(**table) for table in found["tables"]]
    found["ledger"] = LedgerMark(**found["ledger"])
    found["migrations"] = [(app, name) for app, name in found["migrations"]]
    return Manifest(**found)


def _member(table: str) -> str:
    return f"tables/{table}.copy"


def _pieces(stream: IO[bytes]) -> Iterator[bytes]:
    while piece := stream.read(PIECE):
        yield piece
