"""Names of organisations that may be short for one another: GGD and GGD Waterdal, Gem. Waterdal."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol, TypeVar

from dwarsverband.foundation.sheets.words import listed

Words = tuple[str, ...]
_SHORT = {
    "gem": "gemeente", "prov": "provincie", "min": "ministerie", "reg": "regionale", "regio": "regionale",
    "st": "stichting", "stg": "stichting", "ver": "vereniging", "bs": "basisschool", "obs": "basisschool",
    "zkh": "ziekenhuis", "pol": "politie", "ned": "nederland", "sg": "scholengemeenschap", "wijkt": "wijkteam",
    "afd": "afdeling",
}  # fmt: skip
_FILLERS = frozenset(listed("de het een en van voor in te der den the of and for bv nv"))
_LEGAL = frozenset(listed("stichting vereniging afdeling"))
_MOST_WORDS_MORE, _SHORTEST_INITIALS = 2, 3


class Named(Protocol):
    """Something with a name as it is compared."""

    key: str


Thing = TypeVar("Thing", bound=Named)


def pairs_alike(things: Iterable[Thing]) -> dict[str, list[Thing]]:
    """Per key of a short name the longer ones that it may stand for."""
    known = {thing.key: (thing, _words(thing.key)) for thing in things}
    by_words: defaultdict[Words, list[Thing]] = defaultdict(list)
    for thing, words in known.values():
        by_words[words].append(thing)
    found: defaultdict[str, list[Thing]] = defaultdict(list)
    for thing, words in known.values():
        for shorter in _shorter(words, thing.key.split()):
            for short in by_words.get(shorter, ()):
                if short.key != thing.key and (shorter != words or short.key < thing.key):
                    found[short.key].append(thing)
    return {key: sorted(longer, key=lambda one: len(one.key)) for key, longer in found.items()}


def _words(key: str) -> Words:
    words = [_SHORT.get(word, word) for word in key.split() if word not in _FILLERS]
    return tuple(word for word in words if word not in _LEGAL) or tuple(words)


def _shorter(words: Words, written: Sequence[str]) -> Iterator[Words]:
    """The same words, fewer of them from the front, or the first letters."""
    if words:
        yield words
    for cut in range(1, _MOST_WORDS_MORE + 1):
        if sum(map(len, words[:-cut])) >= _SHORTEST_INITIALS:
            yield words[:-cut]
    letters = {"".join(word[0] for word in words), "".join(word[0] for word in written)}
    for initials in sorted(letters):
        if len(initials) >= _SHORTEST_INITIALS:
            yield (initials,)


def shapes(key: str, shortest: int = 8) -> Sequence[str]:
    """The spellings one missing letter away (numbers must be equal), and the words in order of alphabet."""
    ordered = " ".join(sorted(key.split()))
    if len(key) < shortest or len(key) > 80:
        return (ordered,)
    figures = "".join(sign for sign in key if sign.isdigit())
    cuts = (key[:place] + key[place + 1 :] for place in range(len(key)) if not key[place].isdigit())
    return (ordered, *(f"{cut}#{figures}" for cut in dict.fromkeys(cuts)), f"{key}#{figures}")
