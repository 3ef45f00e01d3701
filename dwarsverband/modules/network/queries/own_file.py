"""Everything about one person as a file: a page to read and print, or the same for a program (JSON)."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.accounts.queries import visible_domains, visible_themes
from dwarsverband.foundation.ui.documents import Part, Row, write_document
from dwarsverband.foundation.ui.numbers import estimate
from dwarsverband.modules.network.models import Person
from dwarsverband.modules.network.models.people import basis_words, source_words
from dwarsverband.modules.network.queries.export import Export
from dwarsverband.modules.network.queries.own_file_words import (
    LABELS,
    PartWords,
    Text,
    every_part,
)
from dwarsverband.modules.network.queries.own_record import Record, record_of

# What stands in the head of the page, or once more in another part of it.
IN_HEAD = {"partnership", "madeOn", "themes", "neighbourhoods"}
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_MONTH = re.compile(r"\d{4}-\d\d")


def own_file(actor: Actor, person: Person, kind: str) -> Export:
    """Everything about somebody, as a page or as JSON; both hold the same."""
    record = record_of(actor, person)
    if kind == "json":
        content = json.dumps(record, ensure_ascii=False, indent=2).encode()
        return Export(f"{person.pk}.json", "application/json", content)
    return Export(f"{person.pk}.html", "text/html; charset=utf-8", _page(actor, record))


def _page(actor: Actor, record: Record) -> bytes:
    names = {
        "domain": {one.code: one.name for one in visible_domains(actor)},
        "theme": {one.code: one.name for one in visible_themes(actor)},
    }
    said = {"partnership": record["partnership"], "day": _worded("", record["madeOn"], {})}
    return write_document(
        _("Everything that %(partnership)s holds about you") % said,
        _("Made on %(day)s. What is empty is not recorded, and stands not here.") % said,
        _parts(record, names),
    )


def _parts(record: Record, names: Mapping[str, Mapping[str, Text]]) -> Iterator[Part]:
    for key, words in every_part().items():
        held = record.get(key)
        if key in IN_HEAD or not held:
            continue
        values = {**names, **words.values}
        rows = [held] if isinstance(held, dict) else [one for one in held if isinstance(one, dict)]
        lines = [] if isinstance(held, dict) else [one for one in held if isinstance(one, str)]
        told = [_row(row, words, values) for row in rows]
        yield Part(str(words.title), str(words.intro), [row for row in told if row], lines)


def _row(row: Record, words: PartWords, values: Mapping[str, Mapping[str, Text]]) -> Row:
    labels = {**LABELS, **words.labels}
    found = ((labels[name], _worded(name, value, values)) for name, value in row.items())
    return [(str(label), text) for label, text in found if text]


def _worded(name: str, value: object, values: Mapping[str, Mapping[str, Text]]) -> str:
    """A value as somebody says it: a day in words, a code by its name, a list with commas."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, dict):
        return " · ".join(filter(None, (_worded(key, one, values) for key, one in value.items())))
    if isinstance(value, Sequence) and not isinstance(value, str):
        inside = (_worded(name, one, values) for one in value)
        return ("\n" if value and isinstance(value[0], dict) else ", ").join(inside)
    text = "" if value is None or (name == "minutes" and not value) else str(value)
    if name == "source":
        return source_words(text)
    if name == "legalBasis":
        return basis_words(text)
    if _DAY.fullmatch(text):
        return date_format(date.fromisoformat(text), "j F Y")
    if name == "lastContact" and _MONTH.fullmatch(text):
        return estimate(date.fromisoformat(f"{text}-01"))
    return str(values.get(name, {}).get(text, text))
