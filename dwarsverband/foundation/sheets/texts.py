"""Text from outside, made safe to keep and to show."""

import re
import unicodedata

from dwarsverband.foundation.sheets import limits

_UNSEEN = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]")
_SPACES = re.compile(r"[^\S\n]+")
_LINE_ENDS = re.compile(r"\s*\n\s*")


def clean_text(text: str, longest: int = limits.CELL_CHARACTERS) -> str:
    """NFC, without unseen signs, control signs and lone surrogates, and not longer than a cell may be."""
    if _is_plain(text):
        return text.strip()[:longest]
    seen = _UNSEEN.sub("", unicodedata.normalize("NFC", text))
    clean = "".join(sign if sign.isprintable() or sign == "\n" else " " for sign in seen)
    spaced = _LINE_ENDS.sub("\n", _SPACES.sub(" ", clean))
    return spaced.strip()[:longest]


def clean_line(text: str, longest: int = limits.HEADING_CHARACTERS) -> str:
    """The same on one line: the name of a file or a sheet, a heading."""
    return clean_text(text, longest).replace("\n", " ")


def _is_plain(text: str) -> bool:
    return len(text) < 200 and text.isascii() and text.isprintable() and "  " not in text
