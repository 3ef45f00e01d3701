"""Whether something is called as was asked, and which words a title is known by."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from dwarsverband.analysis.words.compounds import COMMON, cuts, parts
from dwarsverband.analysis.words.folding import words_of
from dwarsverband.analysis.words.stems import root, stem
from dwarsverband.foundation.search.asking import Asked, Token
from dwarsverband.foundation.search.tokens import short_names

# How much more it is to be called so exactly.
EXACTLY = 1.0


def how_named(title: str, asked: Asked, tokens: Sequence[Token]) -> float:
    """How well a title holds every word that was asked; nothing when it misses one."""
    held = set(tokens_in(title))
    best = dict.fromkeys((word.number for word in asked.words), 0.0)
    for token in tokens:
        if token.text in held:
            best[token.word] = max(best[token.word], token.boost)
    is_exact = [word.text for word in asked.words] == words_of(title)
    return min(best.values(), default=0.0) + EXACTLY * is_exact


def tokens_in(title: str) -> Iterator[str]:
    """Every word of the index that a title is found by, or would be."""
    for word in words_of(title):
        yield from tokens_of(word)
    yield from short_names(title)


@lru_cache(maxsize=20_000)
def tokens_of(word: str) -> frozenset[str]:
    """Every word of the index that a word is found by, or would be if its parts were words."""
    halves = {stem(half) for cut in cuts(word) for half in cut if len(half) > 3}
    whole = {word, stem(word), *parts(word, COMMON.__contains__), *halves}
    return frozenset(whole | {root(one) for one in whole})
