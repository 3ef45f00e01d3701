"""Words as a reader takes them: without accents, capitals and signs, and forgiving a typing error."""

from dwarsverband.analysis.words.folding import compact as compact
from dwarsverband.analysis.words.folding import fold as fold
from dwarsverband.analysis.words.folding import words_of as words_of
from dwarsverband.analysis.words.spelling import is_near as is_near
from dwarsverband.analysis.words.spelling import is_typing_error as is_typing_error


def listed(text: str) -> tuple[str, ...]:
    """A list of words, written as a line."""
    return tuple(text.split())
