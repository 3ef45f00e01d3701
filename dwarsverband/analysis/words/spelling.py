"""How near two spellings are to each other."""

from functools import lru_cache


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


def trigrams(word: str) -> list[str]:
    """Every three letters in a row, with room before the word and one after it."""
    padded = f"  {word} "
    return [padded[start : start + 3] for start in range(len(padded) - 2)]


def may_be_misspelled(word: str) -> bool:
    """Whether a word is long enough to be another with an error; with a figure in it, it is a code."""
    return len(word) > 3 and word.isalpha()


def shortened(word: str) -> list[str]:
    """The word, and the word without each of its letters.

    Two words that differ by one error share one of these: the deletion neighbourhood of T. Bocek,
    E. Hunt and B. Stiller (2007), "Fast Similarity Search in Large Dictionaries".
    """
    return [word, *dict.fromkeys(word[:one] + word[one + 1 :] for one in range(len(word)))]


def swapped(word: str) -> set[str]:
    """The word with two neighbours swapped, each time two others; O(length)."""
    pairs = range(len(word) - 1)
    return {word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in pairs} - {word}


def _figures(text: str) -> str:
    if text.isalpha():
        return ""
    return "".join(sign for sign in text if sign.isdigit())
