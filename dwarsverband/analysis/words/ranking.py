"""Which texts answer a question best, from the places where its words stand."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]
Shares = NDArray[np.float64]
# With more room between numbers than this, they are sorted instead of counted.
_WIDEST = 2_000_000


@dataclass(frozen=True, slots=True)
class Held:
    """The texts that hold a word, and the share of each text that the word makes up.

    `word` is the place in the question of the word that it answers, and `boost` how well.
    """

    word: int
    boost: float
    rareness: float
    numbers: Numbers
    shares: Shares


@dataclass(frozen=True, slots=True)
class Scores:
    """The texts that hold any word, their scores, and how many words of the question each holds."""

    numbers: Numbers
    values: Shares
    words: Numbers

    def above(self, least: float, *, all_words: bool) -> "Scores":
        """Those that come near enough to the best; with all words, if any text holds them all."""
        if not len(self.values):
            return self
        chosen = self.values >= least * self.values.max()
        if all_words:
            chosen &= self.words == self.words.max()
        return Scores(self.numbers[chosen], self.values[chosen], self.words[chosen])

    def best(self, most: int) -> "Scores":
        """Only the first few, the best before the others; O(texts)."""
        few = np.arange(len(self.values))
        if most < len(few):
            lowest = np.partition(self.values, -most)[-most]
            few = np.flatnonzero(self.values >= lowest)
        order = np.lexsort((self.numbers[few], -self.values[few]))
        chosen = few[order[:most]]
        return Scores(self.numbers[chosen], self.values[chosen], self.words[chosen])


def rareness(total: int, count: int, damping: float) -> float:
    """How much it tells that a text holds a word which so many of all texts hold.

    Sparck Jones, K. (1972). A statistical interpretation of term specificity.
    """
    return float(np.log1p(total / max(count, 1)) ** damping)


def score(held: Sequence[Held], *, flat: float, others: float) -> Scores:
    """Add up what each word tells; of the tokens that answer one word, the best, and a part of the others.

    BM25 with full length division: the share of a word in a text, divided by itself and `flat`.
    Robertson, S. and Zaragoza, H. (2009). The Probabilistic Relevance Framework. O(postings).
    """
    if not held:
        return Scores(np.empty(0, np.int64), np.empty(0), np.empty(0, np.int64))
    numbers, places = _places([one.numbers for one in held])
    totals, words = np.zeros(len(numbers)), np.zeros(len(numbers), np.int64)
    for word in dict.fromkeys(one.word for one in held):
        best = np.zeros(len(numbers))
        for one, place in zip(held, places, strict=True):
            if one.word == word:
                value = one.boost * one.rareness * one.shares / (one.shares + flat)
                before = best[place]
                best[place] = np.maximum(before, value) + others * np.minimum(before, value)
        totals += best
        words += best > 0
    return Scores(numbers, totals, words)


def _places(lists: Sequence[Numbers]) -> tuple[Numbers, list[Numbers]]:
    """All different numbers, in order, and where among them the numbers of each list stand."""
    everything = np.concatenate(lists)
    lowest, highest = everything.min(), everything.max()
    if highest - lowest > _WIDEST:
        numbers = np.unique(everything)
        return numbers, [np.searchsorted(numbers, one) for one in lists]
    there = np.zeros(highest - lowest + 1, bool)
    there[everything - lowest] = True
    numbers = np.flatnonzero(there) + lowest
    place = np.cumsum(there) - 1
    return numbers, [place[one - lowest] for one in lists]
