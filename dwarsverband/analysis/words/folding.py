"""Words without accents, capitals and signs."""

import re
import unicodedata
from collections.abc import Sequence

_WORD = re.compile(r"[^\W_]+")
_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "ø": "o", "œ": "oe", "ł": "l", "đ": "d", "ı": "i"})


class _WithoutMarks(dict[int, int | None]):
    """Signs as they are, and nothing for an accent that stands on the sign before it."""

    def __missing__(self, sign: int) -> int | None:
        self[sign] = None if unicodedata.combining(chr(sign)) else sign
        return self[sign]


_WITHOUT_MARKS = _WithoutMarks()


def fold(text: str) -> str:
    """Small letters without accents."""
    if text.isascii():
        return text.lower()
    parts = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    return parts.translate(_WITHOUT_MARKS)


def words_of(text: str) -> list[str]:
    """The words of a text, folded."""
    return _WORD.findall(fold(text))


def initials(words: Sequence[str]) -> str:
    """The first letters of some words."""
    return "".join(word[0] for word in words)


def compact(text: str) -> str:
    """The letters and figures of a text, in one piece."""
    return "".join(words_of(text))
