"""Which words a thing is found by, and how much each counts."""

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from math import exp

from dwarsverband.analysis.words.common import FUNCTION_WORDS
from dwarsverband.analysis.words.compounds import parts
from dwarsverband.analysis.words.folding import initials, words_of
from dwarsverband.analysis.words.stems import root, stem
from dwarsverband.foundation.search.kinds import Text

LONGEST = 40
# How much a title counts, and a part of a compound or the root of a word beside the word itself.
TITLE, PART, ROOT = 2.0, 0.5, 0.5
# A name of so many words is also known by its first letters, and how much those count.
FEWEST_INITIALS, MOST_INITIALS, INITIALS = 2, 6, 1.0
# What a text begins with says more of what it is about: three times as much at first, and less with each word.
_LEADS = [1 + 2 * exp(-place / 5) for place in range(50)]
# No word, but stands in everything, so that its list tells how much there is.
EVERYTHING = "*"
Weighed = list[tuple[list[str], float]]


def weighed(text: Text) -> Weighed:
    """The words of a thing, folded, part by part, and how much each part counts."""
    title = [word[:LONGEST] for word in words_of(text.title)]
    short = sorted(short_names(text.title))
    return [(title, TITLE), *([(short, INITIALS)] if short else [])] + [
        ([word[:LONGEST] for word in words_of(f"{part.text} {part.others}")], part.weight)
        for part in text.parts
    ]


def short_names(title: str) -> set[str]:
    """The first letters of a name of several words: of all of them, and of those that tell something."""
    words = words_of(title)
    telling = [word for word in words if word not in FUNCTION_WORDS]
    return {
        initials(some) for some in (words, telling) if FEWEST_INITIALS <= len(some) <= MOST_INITIALS
    }


def shares(words: Weighed, tokens_of: Callable[[str], Mapping[str, float]]) -> dict[str, float]:
    """Each word of a thing, and its share of all of them."""
    counts: dict[str, float] = {}
    for some, weight in words:
        for place, word in enumerate(some):
            value = weight * (_LEADS[place] if place < len(_LEADS) else 1.0)
            for token, share in tokens_of(word).items():
                counts[token] = counts.get(token, 0.0) + share * value
    length = sum(len(some) for some, _weight in words)
    return {EVERYTHING: 0.0} | {token: count / length for token, count in counts.items()}


def tokens_by(knows: Callable[[str], bool], *, is_long: bool) -> Callable[[str], dict[str, float]]:
    """By which words of the index a word is found, and how much each counts; the roots of long texts too."""

    @cache
    def tokens_of(word: str) -> dict[str, float]:
        found = {stem(word): 1.0}
        for part in parts(word, knows):
            found.setdefault(part, PART)
        if is_long:
            for token in list(found):
                found.setdefault(root(token), ROOT)
        return found

    return tokens_of


def words_in(texts: Iterable[Weighed]) -> set[str]:
    """Every different word in some things."""
    return {word for text in texts for words, _weight in text for word in words}
