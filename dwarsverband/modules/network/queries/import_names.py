"""When two written names may be one person, and two spellings one organisation."""

import re
from dataclasses import dataclass
from functools import lru_cache

from dwarsverband.foundation.sheets.words import fold, is_typing_error, listed, words_of

SAME, MAYBE, DIFFERENT = "same", "maybe", "different"

_INFIXES = frozenset(
    listed(
        "van de der den het t 't ter ten te vd vdr vdn v d op in la le les du des di da das dos del el al ben bin "
        "von zu zum zur aan bij onder over uit voor abu ibn mac"
    )
)
_TITLES = frozenset(
    listed(
        "dhr mevr mw mevrouw heer drs ir ing prof dr mr mrs ms miss bc msc ma ba bsc llm phd jr sr"
    )
)
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*|['’]t\b")
_IN_BRACKETS = re.compile(r"\(([^)]*)\)")
_SPACES = re.compile(r"\s+")
_NO_SPACE_SIGNS = re.compile(r"[.'’`\"“”]")
_SIGNS = re.compile(r"[\W_]+")
_SINGLES = re.compile(r"\b(\w) (?=\w\b)")


@dataclass(frozen=True)
class Name:
    """A person's name in parts, folded; initials are the first letters of the given names."""

    given: tuple[str, ...]
    infix: tuple[str, ...]
    family: str

    @property
    def key(self) -> str:
        """The same for the same written name."""
        return f"{' '.join(self.given)}|{' '.join(self.infix)}|{self.family}"

    @property
    def letter(self) -> str:
        """The first letter of the first given name."""
        return self.given[0][0] if self.given else ""

    @property
    def has_given(self) -> bool:
        """Whether a given name is written in full."""
        return any(len(word) > 1 for word in self.given)

    @property
    def is_short(self) -> bool:
        """Whether the words between are shortened, as in v.d."""
        return any(len(word) == 1 and word != "t" for word in self.infix)


def tidy_name(text: str) -> str:
    """A name as it is shown: 'Berg, Jan v.d.' becomes 'Jan v.d. Berg'; signs alone are no name."""
    bare = _SPACES.sub(" ", text).strip(" ,;")
    family, comma, given = bare.partition(",")
    if comma and given.strip() and not set(words_of(given)) <= _TITLES:
        bare = f"{given.strip()} {family.strip()}"
    return bare if words_of(bare) else ""


@lru_cache(maxsize=50_000)
def parse_name(text: str) -> Name:
    """The parts of a written name."""
    tidy = tidy_name(text).replace("/", ".")
    called = _IN_BRACKETS.search(tidy)
    words = [
        w
        for w in _WORD.findall(_IN_BRACKETS.sub(" ", tidy))
        if fold(w) not in _TITLES or w.isupper()
    ]
    start = next((n for n, word in enumerate(words) if _is_infix(words, n, word)), None)
    if start is None:
        given, infix, family = words[:-1], [], words[-1:]
    else:
        stop = start
        while stop < len(words) - 1 and fold(words[stop]) in _INFIXES:
            stop += 1
        given, infix, family = words[:start], words[start:stop], words[stop:]
    if called and _WORD.fullmatch(called[1]) and all(len(word) == 1 for word in given):
        given = [called[1]]
    parts = tuple(fold(word) for word in given)
    return Name(parts, _infix(infix), "".join(words_of(" ".join(family))))


def _is_infix(words: list[str], place: int, word: str) -> bool:
    if fold(word) not in _INFIXES or place == len(words) - 1:
        return False
    if place == 0:
        return len(word) > 1
    return len(word) > 1 or word.islower()


def _infix(words: list[str]) -> tuple[str, ...]:
    """'vd', 'v.d.' and 'v/d' are the same; so are 't and het."""
    known = {"vd": ("v", "d"), "vdr": ("v", "d"), "vdn": ("v", "d"), "het": ("t",)}
    folded = [fold(word).strip("'’") for word in words]
    return tuple(part for word in folded for part in known.get(word, (word,)))


def compare_names(one: Name, other: Name) -> str:
    """Whether two names are written for the same person: same, maybe or different."""
    if one.family != other.family and abs(len(one.family) - len(other.family)) > 2:
        return MAYBE if _is_called(one, other) or _is_called(other, one) else DIFFERENT
    given = _compare_given(one, other)
    infix = _compare_infix(one.infix, other.infix)
    if DIFFERENT in (given, infix):
        return DIFFERENT
    if one.family == other.family:
        return SAME if given == infix == SAME else MAYBE
    if _is_called(one, other) or _is_called(other, one):
        return MAYBE
    is_error = (
        given == infix == SAME and one.has_given and is_typing_error(one.family, other.family)
    )
    return MAYBE if is_error else DIFFERENT


def differ_only_between(one: Name, other: Name) -> bool:
    """Whether only the words between differ: Jan v.d. Berg and Jan van den Berg."""
    return one.given == other.given and one.family == other.family and one.has_given


def fuller_name(one: str, other: str) -> str:
    """Of two ways to write one name the one that says more; the first when they say the same."""

    def told(text: str) -> tuple[bool, bool, int]:
        name = parse_name(text)
        return (name.has_given, not name.is_short, len(name.infix) and 1)

    return other if told(other) > told(one) else one


def _compare_given(one: Name, other: Name) -> str:
    if one.given == other.given:
        return SAME
    if not one.given or not other.given:
        return MAYBE
    first, second = one.given[0], other.given[0]
    if first == second:
        return MAYBE
    return MAYBE if first[0] == second[0] and 1 in (len(first), len(second)) else DIFFERENT


def _compare_infix(one: tuple[str, ...], other: tuple[str, ...]) -> str:
    if one == other:
        return SAME
    if not one or not other:
        return MAYBE
    return MAYBE if [word[0] for word in one] == [word[0] for word in other] else DIFFERENT


def _is_called(short: Name, full: Name) -> bool:
    """'Noor' for Noor Bakker."""
    return (
        not short.given and not short.infix and bool(full.given) and full.given[0] == short.family
    )


@lru_cache(maxsize=50_000)
def organisation_key(text: str) -> str:
    """The same for 'GGD Waterdal', 'G.G.D. Waterdal' and 'ggd waterdal'."""
    bare = _NO_SPACE_SIGNS.sub(
        "", re.sub(r"\b(\w)\.\s+(?=\w\.)", r"\1.", fold(text)).replace("&", " en ")
    )
    return _SINGLES.sub(r"\1", _SIGNS.sub(" ", bare).strip())
