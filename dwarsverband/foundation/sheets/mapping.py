"""Guesses which column means what: by its heading, in Dutch or English, and by what is in it."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from dwarsverband.foundation.sheets.dates import parse_date
from dwarsverband.foundation.sheets.tables import Column, Table
from dwarsverband.foundation.sheets.words import compact, is_typing_error, words_of

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.\w+")
_PHONE = re.compile(r"\(?(\+|00|0|6)[\d\s()./\-–]{7,16}")
_MUNICIPALITY = re.compile(r"GM\d{4}", re.IGNORECASE)
# A column of this kind is only taken for it when its cells say so too.
_STRICT = {"email", "municipality"}
_LOOKED_AT = 200
_HALF = 0.5


def looks_like_phone(text: str) -> bool:
    """Whether a cell holds a telephone number, whatever its column says."""
    return bool(_PHONE.fullmatch(text.strip()))


@dataclass(frozen=True)
class Field:
    """Something a column can become; kind is text, email, phone, date, municipality or number."""

    name: str
    label: str
    kind: str = "text"
    synonyms: tuple[str, ...] = ()


def guess_mapping(table: Table, fields: Sequence[Field]) -> dict[str, str]:
    """Per column letter the field it most probably is; a field is given once, a refused column never."""
    scores = [
        (_score(table, column, field), -place, column.letter, field.name)
        for place, column in enumerate(table.columns)
        if not column.refused and not _is_birth(column)
        for field in fields
    ]
    found: dict[str, str] = {}
    for score, _place, letter, name in sorted(scores, reverse=True):
        if score and letter not in found and name not in found.values():
            found[letter] = name
    return {c.letter: found[c.letter] for c in table.columns if c.letter in found}


def holds_dates(values: Sequence[str]) -> bool:
    """Whether most of these cells hold a day."""
    return bool(values) and sum(map(_is_date, values)) / len(values) > _HALF


def _score(table: Table, column: Column, field: Field) -> int:
    spellings = (field.name, field.label, *field.synonyms)
    score = max(_likeness(column.heading, spelling) for spelling in spellings)
    if column.group:
        whole = f"{column.group} {column.heading}"
        score = max(score, max(_likeness(whole, spelling) for spelling in spellings) - 5)
    if field.kind not in _KINDS:
        return score
    values = table.samples(column.letter, _LOOKED_AT)
    share = sum(_KINDS[field.kind](value) for value in values) / max(1, len(values))
    if score:
        return 0 if field.kind in _STRICT and values and share < 0.1 else score
    is_bare = compact(column.heading) in ("", "datum", "date")
    return 50 if share > _HALF and (field.kind != "date" or is_bare) else 0


def _is_birth(column: Column) -> bool:
    return any(piece in compact(column.heading) for piece in ("geboorte", "birth"))


@lru_cache(maxsize=20_000)
def _likeness(heading: str, spelling: str) -> int:
    """How sure it is that a heading is this word: 100 the same, 0 not at all."""
    told, known = words_of(heading), words_of(spelling)
    whole, wanted = "".join(told), "".join(known)
    if not whole or not wanted:
        return 0
    if whole == wanted:
        return 100
    if _contains(told, known):
        return 60 + round(30 * len(known) / len(told))
    if is_typing_error(whole, wanted):
        return 75
    if len(wanted) >= 5 and (whole.startswith(wanted) or whole.endswith(wanted)):
        return 55
    near = len(known) == 1 and any(is_typing_error(word, wanted) for word in told)
    return 50 if near else 0


def _contains(told: list[str], known: list[str]) -> bool:
    size = len(known)
    return any(told[start : start + size] == known for start in range(len(told) - size + 1))


def _is_date(value: str) -> bool:
    return parse_date(value).on is not None


_KINDS: dict[str, Callable[[str], bool]] = {
    "email": lambda value: bool(_EMAIL.fullmatch(value)),
    "phone": looks_like_phone,
    "date": _is_date,
    "municipality": lambda value: bool(_MUNICIPALITY.fullmatch(value)),
}
