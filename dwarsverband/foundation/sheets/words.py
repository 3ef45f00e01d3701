"""Words as a reader takes them: without accents, capitals and signs, and forgiving a typing error."""

import re
import unicodedata
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+")
_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "ø": "o", "œ": "oe", "ł": "l", "đ": "d", "ı": "i"})


def fold(text: str) -> str:
    """Small letters without accents."""
    if text.isascii():
        return text.lower()
    parts = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    return "".join(sign for sign in parts if not unicodedata.combining(sign))


def words_of(text: str) -> list[str]:
    """The words of a text, folded."""
    return _WORD.findall(fold(text))


def listed(text: str) -> tuple[str, ...]:
    """A list of words, written as a line."""
    return tuple(text.split())


def compact(text: str) -> str:
    """The letters and figures of a text, in one piece."""
    return "".join(words_of(text))


@lru_cache(maxsize=20_000)
def is_near(one: str, other: str, limit: int) -> bool:
    """Whether two words differ by at most so many wrong, missing, extra or swapped letters."""
    if abs(len(one) - len(other)) > limit:
        return False
    before: list[int] = []
    line = list(range(len(other) + 1))
    for i, sign in enumerate(one, 1):
        before, last, line = line, before, [i]
        for j, sign_other in enumerate(other, 1):
            cost = min(before[j] + 1, line[j - 1] + 1, before[j - 1] + (sign != sign_other))
            if i > 1 and j > 1 and sign == other[j - 2] and one[i - 2] == sign_other:
                cost = min(cost, last[j - 2] + 1)
            line.append(cost)
        if min(line) > limit:
            return False
    return line[-1] <= limit


def is_typing_error(one: str, other: str) -> bool:
    """Whether a longer word is probably the other, with one error (two in a long word)."""
    shortest = min(len(one), len(other))
    limit = 2 if shortest >= 10 else 1
    if shortest < 5 or abs(len(one) - len(other)) > limit or _figures(one) != _figures(other):
        return False
    return is_near(one, other, limit)


def _figures(text: str) -> str:
    if text.isalpha():
        return ""
    return "".join(sign for sign in text if sign.isdigit())
