"""Reads files from outside in a closed room: little memory, little time, no files, nothing to know.

Started as a program of its own. In: one line of JSON (names and sizes), then the bytes.
Out: JSON with tables, or with the code of a refusal. It imports no Django.
"""

import codecs
import json
import resource
import sys

from dwarsverband.foundation.sheets import limits
from dwarsverband.foundation.sheets.formats import RefusedFileError, grids_of
from dwarsverband.foundation.sheets.graphml import graph_grids, is_graphml
from dwarsverband.foundation.sheets.layout import find_table
from dwarsverband.foundation.sheets.tables import Table

_ENCODINGS = ("utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be", "cp437")


def close_the_room() -> None:
    """Take away what reading does not need; it cannot be taken back."""
    for name in _ENCODINGS:
        codecs.lookup(name)
    for kind, limit in (
        (resource.RLIMIT_AS, limits.MEMORY_BYTES),
        (resource.RLIMIT_CPU, limits.PROCESSOR_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_NOFILE, 3),
    ):
        resource.setrlimit(kind, (limit, limit))


def read_file(name: str, content: bytes) -> list[Table]:
    """The tables on the sheets of one file."""
    grids = graph_grids(content) if is_graphml(content) else grids_of(content)
    found = [table for grid in grids if (table := find_table(grid, name))]
    if not found:
        raise RefusedFileError("empty")
    return found


def answer() -> dict[str, object]:
    """What came in on standard input, as tables or as a refusal."""
    tables: list[Table] = []
    for name, size in json.loads(sys.stdin.buffer.readline()):
        try:
            tables += read_file(name, sys.stdin.buffer.read(size))
        except RefusedFileError as refusal:
            return {"code": refusal.code, "file": name, "place": refusal.place}
        except MemoryError:
            return {"code": "too_big", "file": name, "place": ""}
    if len(tables) > limits.TABLES:
        return {"code": "too_many_tables", "file": "", "place": ""}
    if sum(_length(table) for table in tables) > limits.TEXT_CHARACTERS:
        return {"code": "too_heavy", "file": "", "place": ""}
    return {"tables": [table.to_json() for table in tables]}


def _length(table: Table) -> int:
    return sum(len(cell) for row in table.rows for cell in row.cells)


if __name__ == "__main__":
    close_the_room()
    json.dump(answer(), sys.stdout, separators=(",", ":"))
