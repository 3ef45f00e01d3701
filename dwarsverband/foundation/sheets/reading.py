"""Spreadsheets in: files from outside become tables, or a sentence that says why not."""

import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from dwarsverband.foundation.sheets import limits
from dwarsverband.foundation.sheets.tables import Table
from dwarsverband.foundation.sheets.texts import clean_line

_ROOT = Path(__file__).resolve().parents[3]


class SheetError(Exception):
    """Files that could not be read, with a sentence for the person who sent them."""

    def __init__(self, code: str, file: str = "", place: str = "") -> None:
        self.code, self.file, self.place = code, file, place
        self.sentence = _sentence(code, file, place)
        super().__init__(self.sentence)


def read_tables(files: Sequence[tuple[str, bytes]]) -> list[Table]:
    """Every table on every visible sheet of the files, by content and not by name."""
    files = [(clean_line(name, limits.NAME_CHARACTERS), content) for name, content in files]
    _check_size(files)
    heading = json.dumps([(name, len(content)) for name, content in files]).encode() + b"\n"
    answer = _ask_sandbox(heading + b"".join(content for _name, content in files))
    if answer is None:
        raise SheetError("too_heavy", files[0][0] if len(files) == 1 else "")
    if "code" in answer:
        raise SheetError(answer["code"], answer["file"], answer["place"])
    return [Table.from_json(table) for table in answer["tables"]]


def _check_size(files: Sequence[tuple[str, bytes]]) -> None:
    if not files:
        raise SheetError("no_file")
    if len(files) > limits.FILES:
        raise SheetError("too_many_files")
    if sum(len(content) for _name, content in files) > limits.UPLOAD_BYTES:
        raise SheetError("upload_too_big", files[0][0] if len(files) == 1 else "")


def _ask_sandbox(message: bytes) -> dict[str, Any] | None:  # Any: JSON has no closed type
    """The answer of the closed room; none when it broke or ran out of memory or time."""
    try:
        done = subprocess.run(  # our own program, nothing from outside in the command
            [sys.executable, "-s", "-B", "-m", "dwarsverband.foundation.sheets.sandbox"],
            input=message,
            capture_output=True,
            cwd=_ROOT,
            env={},
            timeout=limits.WAITING_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return None
    if done.returncode != 0:
        return None
    found: dict[str, Any] = json.loads(done.stdout)  # Any: JSON has no closed type
    return found


def _sentence(code: str, file: str, place: str) -> str:
    named = {
        "file": file or _("This file"),
        "place": place,
        "size": limits.UPLOAD_BYTES // 2**20,
        "unzipped": limits.UNZIPPED_BYTES // 2**20,
        "rows": limits.ROWS,
        "columns": limits.COLUMNS,
        "tables": limits.TABLES,
        "files": limits.FILES,
    }
    return _SENTENCES.get(code, _SENTENCES["broken"])() % named


_SENTENCES: dict[str, Callable[[], str]] = {
    "no_file": lambda: _("Choose a file first."),
    "too_many_files": lambda: _("Choose at most %(files)s files at a time."),
    "upload_too_big": lambda: _("%(file)s is too big. Together the files may hold %(size)s MB."),
    "too_big": lambda: _(
        "%(file)s unfolds to more than %(unzipped)s MB. Save only the list, without pictures."
    ),
    "too_heavy": lambda: _(
        "%(file)s is too heavy to read. Copy only the list to a new spreadsheet."
    ),
    "too_many_rows": lambda: _("%(file)s has more than %(rows)s rows. Cut the list in two."),
    "too_many_columns": lambda: _(
        "%(file)s has more than %(columns)s columns. Keep only what you need."
    ),
    "too_many_tables": lambda: _(
        "These files hold more than %(tables)s lists. Choose fewer sheets."
    ),
    "not_a_spreadsheet": lambda: _(
        "%(file)s is not a spreadsheet. Save it as xlsx, ods, csv or GraphML."
    ),
    "encrypted": lambda: _("%(file)s is locked with a password. Save it without one."),
    "declares": lambda: _(
        "%(file)s declares things of its own (DTD). Export it again without them, as plain GraphML."
    ),
    "too_deep": lambda: _("%(file)s is nested too deep. Export the graph without groups."),
    "empty": lambda: _("%(file)s holds no rows."),
    "broken": lambda: _(
        "%(file)s is damaged. Open it in your spreadsheet program and save it again."
    ),
    "open_quote": lambda: _("Line %(place)s of %(file)s has a quotation mark that is not closed."),
}
