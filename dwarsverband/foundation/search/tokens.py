"""Which words a thing is found by, and how much each counts."""

from collections.abc import Callable, Iterable

from dwarsverband.analysis.words.compounds import parts
from dwarsverband.analysis.words.folding import words_of
from dwarsverband.analysis.words.stems import stem
from dwarsverband.foundation.search.kinds import Text

LONGEST = 40
# How much a part of a compound counts beside the word itself, and how much a title.
PART, TITLE = 1.0, 2.0


def stems_of(text: str) -> list[str]:
    """The stems of the words in a text, in order."""
    return [stem(word[:LONGEST]) for word in words_of(text)]


def shares(text: Text, knows: Callable[[str], bool]) -> dict[str, float]:
    """Each word of a thing, and its share of all of them."""
    counts: dict[str, float] = {}
    length = 0.0
    for words, weight in _weighed(text):
        for word in words:
            length += 1
            whole = stem(word)
            counts[whole] = counts.get(whole, 0.0) + weight
            for part in set(parts(word, knows)):
                counts[part] = counts.get(part, 0.0) + PART * weight
    return {token: count / length for token, count in counts.items()}


def words_in(texts: Iterable[Text]) -> set[str]:
    """Every different word in some things, folded."""
    return {word for text in texts for words, _weight in _weighed(text) for word in words}


def _weighed(text: Text) -> Iterable[tuple[list[str], float]]:
    yield [word[:LONGEST] for word in words_of(text.title)], TITLE
    for part in text.parts:
        yield [word[:LONGEST] for word in words_of(f"{part.text} {part.others}")], part.weight
