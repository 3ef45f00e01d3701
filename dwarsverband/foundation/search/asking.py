"""What somebody asks: words, their stems and parts, and words of the index that are much alike."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, replace

from dwarsverband.analysis.words.common import FUNCTION_WORDS
from dwarsverband.analysis.words.compounds import (
    COMMON,
    ENDINGS,
    SHORTEST,
    cuts,
    ends,
    is_word,
    parts,
    split,
)
from dwarsverband.analysis.words.folding import fold, words_of
from dwarsverband.analysis.words.spelling import (
    is_near,
    may_be_misspelled,
    shortened,
    swapped,
    trigrams,
)
from dwarsverband.analysis.words.stems import root, stem
from dwarsverband.foundation.search.tokens import LONGEST

MOST_LETTERS, MOST_WORDS = 400, 24
# With more words than these, it is a sentence.
FEW_WORDS = 3
# How much a word counts that is found: as asked, as a part or by the root of what was asked, by its
# beginning, by letters within it, by another spelling, as a part of a word of which the rest is unknown.
PART, ROOT, BEGINS, WITHIN, NEAR, LOOSE = 0.8, 0.5, 0.6, 0.4, 0.8, 0.6
# A half of a misspelled compound that is no word, by a word that is spelled almost like it.
NEAR_PART = 0.7
# So long is a known part of an unknown word at least, and a half that may be misspelled.
LEAST_LOOSE, LEAST_HALF = 4, 4
# What a known word begins or ends with.
END = 0.45
# In a word of so many letters there may be two errors.
LONG = 9
# Such a short word may be an abbreviation.
BRIEF = 5
# Who asks so asks for people.
_WHO = frozenset({"wie", "who"})
# What a guess never is: fiets is no "niet".
_TELLS_NOTHING = frozenset(stem(word) for word in FUNCTION_WORDS)
# Letters that sound alike at the begin of a name; any other is hardly ever mistyped there.
_SOUNDS = ("ck", "sz", "fv", "iyj", "gh")
_CAPITALS = re.compile(r"\b[A-Z]{2,5}\b")
# Of words that begin alike or hold the same letters, so many.
MOST_ALIKE = 40


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it was typed, folded, and its place in the question; capitals tell of an abbreviation."""

    number: int
    text: str
    is_capital: bool = False


@dataclass(frozen=True, slots=True)
class Token:
    """A word of the index that answers a word of the question, and how well.

    A guess is another spelling. Of words that hold the same letters, none is rarer than all together.
    A root, what a word begins or ends with, and the second half of a word of which nothing holds the
    first, only count in long texts.
    """

    word: int
    text: str
    boost: float = 1.0
    is_guess: bool = False
    is_alike: bool = False
    is_root: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, as words."""

    text: str
    words: tuple[Word, ...]

    @property
    def is_about_something(self) -> bool:
        """Whether it is a sentence that asks something else than who."""
        typed = words_of(self.text[:MOST_LETTERS])
        return len(typed) > FEW_WORDS and _WHO.isdisjoint(typed)

    @property
    def is_short(self) -> bool:
        """Whether it is a few words, of which the last may not be typed to its end."""
        return len(self.words) <= FEW_WORDS

    def candidates(self) -> set[str]:
        """Every word of the index that may answer it as it was typed, or with two letters swapped in a short one."""
        own = {stem(word.text) for word in self.words}
        found = {one for word in self.words for one in parts_of(word.text, deep=self.is_short)}
        swaps = {one for word in self.words for one in _swaps(word.text)}
        return own | found | {root(one) for one in own} | swaps


@dataclass(frozen=True, slots=True)
class Form:
    """Something to find words of the index by: which ways lead to them, and how many at least.

    `beside` is the other half of the word, when this is one.
    """

    word: int
    text: str
    ways: tuple[str, ...]
    least: int = 1
    beside: str = ""


def asked_words(text: str) -> Asked:
    """The words of a question; of a long one, the first, and only those that tell something."""
    words = list(dict.fromkeys(word[:LONGEST] for word in words_of(text[:MOST_LETTERS])))
    if len(words) > FEW_WORDS:
        words = [word for word in words if word not in FUNCTION_WORDS] or words
    capitals = {fold(one) for one in _CAPITALS.findall(text[:MOST_LETTERS])}
    return Asked(
        text,
        tuple(
            Word(number, word, word in capitals) for number, word in enumerate(words[:MOST_WORDS])
        ),
    )


def parts_of(text: str, *, deep: bool = True) -> set[str]:
    """Every word of the index that a word may be made of, and the roots of those.

    Deep down too, where a part is made of parts.
    """
    found = {stem(half) for cut in cuts(text) for half in cut}
    if deep:
        found |= {stem(text[start:end]) for start, end in _inside(text)}
    return found | {root(one) for one in {text, *found}}


def _swaps(word: str) -> set[str]:
    """What a short word may be with two letters swapped: in an abbreviation there is little else to go by."""
    return {stem(one) for one in swapped(word)} if _is_brief(word) else set()


def _is_brief(word: str) -> bool:
    return 2 <= len(word) <= BRIEF and word.isalpha()


def _inside(text: str) -> Iterator[tuple[int, int]]:
    """Where a word in the middle may begin and end."""
    for start in range(SHORTEST, len(text) - 2 * LEAST_HALF):
        for end in range(start + LEAST_HALF, len(text) - SHORTEST + 1):
            yield start, end


def forms(asked: Asked, held: Collection[str], known: Collection[str]) -> list[Form]:
    """By what to look for words that hold the same letters, and for other spellings.

    Another spelling is sought for a word that nothing holds, unless it is known to mean something else.
    """
    found: list[Form] = []
    for word in asked.words:
        own = stem(word.text)
        if asked.is_short and len(word.text) > 1:
            for text in {word.text} if word.text.startswith(own) else {word.text, own}:
                ways = tuple(sorted(set(trigrams(text)[2:-1] or trigrams(text)[1:-1])))
                found.append(Form(word.number, text, ways, len(ways)))
        if own not in held and not _is_good(word.text, known) and may_be_misspelled(word.text):
            found += _near_forms(word, held)
        elif own not in held and word.text not in known and _is_brief(word.text):
            # An abbreviation that misses a letter; with another or one more, a word of three is any other.
            found += [Form(word.number, word.text, (f"-{word.text}",))] * (len(word.text) == 3)
    return found


def _is_good(text: str, known: Collection[str] = ()) -> bool:
    """Whether a word means something by itself, and is no other with an error in it."""
    return text in known or stem(text) in COMMON


def _near_forms(word: Word, held: Collection[str]) -> Iterator[Form]:
    own = stem(word.text)
    for text in {word.text, own}:
        yield Form(word.number, text, _shortened(text))
    if len(own) >= LONG:
        yield Form(word.number, own, tuple(sorted(set(trigrams(own)[1:-1]))), len(own) - 8)
    for left, right in cuts(word.text):
        for half, other in ((left, right), (right, left)):
            if min(len(half), len(other)) >= LEAST_HALF and _is_known(other, held):
                for text in {half, stem(half)} - set(held) - ENDINGS:
                    yield Form(word.number, text, _shortened(text), beside=stem(other))


def _is_known(text: str, held: Collection[str]) -> bool:
    return is_word(text, stem(text), held.__contains__) and stem(text) in held


def _shortened(text: str) -> tuple[str, ...]:
    return tuple(f"-{one}" for one in shortened(text))


@dataclass(frozen=True, slots=True)
class Likely:
    """Words of the index that are much like the words of a question.

    `alike` begin like them or hold them; `near` are spelled almost so, as a whole; `halves` are a
    known half of one and what the other half is spelled like.
    """

    alike: Mapping[int, Mapping[str, float]]
    near: Mapping[int, Mapping[str, float]]
    halves: Mapping[int, Collection[tuple[str, str]]]

    @property
    def guesses(self) -> set[str]:
        """Every other spelling of a whole word."""
        return {text for one in self.near.values() for text in one}


def likely(
    asked: Asked,
    found: Iterable[tuple[Form, str]],
    held: Set[str] = frozenset(),
    known: Collection[str] = frozenset(),
) -> Likely:
    """How the words that were found, and those that stand in something, are like those of the question."""
    words = {word.number: word.text for word in asked.words}
    alike: dict[int, dict[str, float]] = {}
    near = {
        number: dict.fromkeys(_swaps(text) & held, NEAR)
        for number, text in words.items()
        if stem(text) not in held and text not in known
    }
    halves: dict[int, set[tuple[str, str]]] = {}
    for form, token in found:
        word, own = words[form.word], stem(words[form.word])
        if form.beside:
            if is_near(form.text, token, 1):
                halves.setdefault(form.word, set()).add((form.beside, token))
        elif token in {word, own}:
            continue
        elif asked.is_short and (value := _alikeness(word, own, token)):
            alike.setdefault(form.word, {})[token] = value
        elif token not in _TELLS_NOTHING and (value := _nearness(word, own, token)):
            near.setdefault(form.word, {})[token] = value
    return Likely(alike, {word: _best(some) for word, some in near.items()}, halves)


def _alikeness(word: str, own: str, token: str) -> float:
    texts = [word, own] if len(own) > 3 else [word]
    if any(token.startswith(text) for text in texts):
        return BEGINS
    if any(len(text) > 2 and text in token for text in texts):
        return WITHIN
    return 0.0


def _nearness(word: str, own: str, token: str) -> float:
    """How well a word is another with an error in it; with two, in a long one, half as well."""
    if not may_be_misspelled(token) or not (len(own) > BRIEF or _begins_alike(word, token)):
        return 0.0
    if is_near(own, token, 1) or is_near(word, token, 1):
        return NEAR
    return NEAR / 2 if len(own) >= LONG and is_near(own, token, 2) else 0.0


def _begins_alike(one: str, other: str) -> bool:
    """Whether two words begin with the same letter or sound, or after one letter more."""
    first, second = one[0], other[0]
    is_sound = any(first in letters and second in letters for letters in _SOUNDS)
    return first == second or is_sound or first == other[1] or second == one[1]


def _best(near: Mapping[str, float]) -> dict[str, float]:
    """Two errors are only taken where nothing is as near as one."""
    most = max(near.values(), default=0.0)
    return {text: value for text, value in near.items() if value == most}


def answering(asked: Asked, held: Set[str], like: Likely) -> tuple[list[Token], set[int]]:
    """The words of the index that answer, and for which words another spelling was taken."""
    found: list[Token] = []
    unknown: set[int] = set()
    for word in asked.words:
        own, alike = stem(word.text), like.alike.get(word.number, {})
        near = like.near.get(word.number, {})
        begins = any(value == BEGINS for value in alike.values())
        if near and own not in held and not begins:
            unknown.add(word.number)
            for text, value in near.items():
                parts = _with_parts(Word(word.number, text), text, held | {text}, value)
                found += [replace(one, is_guess=one.text == text) for one in parts]
        else:
            found += _with_parts(word, own, held, 1.0) or _pieces(word, held, like)
        if word.is_capital and own not in held and begins:
            found += [Token(word.number, text, NEAR) for text in _swaps(word.text) & held]
        best = sorted(alike.items(), key=lambda one: (-one[1], len(one[0]), one[0]))[:MOST_ALIKE]
        found += [Token(word.number, text, value, is_alike=True) for text, value in best]
    return _once(found), unknown


def _with_parts(word: Word, own: str, held: Set[str], boost: float) -> list[Token]:
    """The stem of a word, what it is made of, and the roots of those; as far as anything holds them.

    Of a word as it was asked, also what it begins and ends with: "opdracht" answers "opdrachtgever".
    """
    whole = {one: boost for one in {own} if one in held}
    some = {one for one in split(word.text, held.__contains__) - {own} if one in held}
    roots = dict[str, float]()
    if own in held or not _misses_its_begin(word.text, held):
        whole |= dict.fromkeys(some, PART * boost)
    else:
        roots = dict.fromkeys(some, PART * boost)
    roots = {root(one): ROOT * value for one, value in (whole | roots).items()} | roots
    if own in held:
        outer = ends(word.text, held.__contains__, LEAST_LOOSE)
        roots |= dict.fromkeys(outer - whole.keys(), END * boost)
    return [Token(word.number, text, value) for text, value in whole.items()] + [
        Token(word.number, text, value, is_root=True)
        for text, value in roots.items()
        if text in held and text not in whole
    ]


def _misses_its_begin(text: str, held: Set[str]) -> bool:
    """Whether nothing holds the first half of a word that is put together: "vakantiehuis" is no house here."""
    knows = held.__contains__
    firsts = {*parts(text, COMMON.__contains__)[:1], *parts(text, knows)[:1]}
    for left, right in cuts(text):
        if is_word(left, stem(left), knows) and is_word(right, stem(right), knows):
            firsts.add(stem(left))
    return firsts.isdisjoint(held)


def _pieces(word: Word, held: Set[str], like: Likely) -> list[Token]:
    """Of a word that nothing holds: a half with another spelling of the rest, or what it begins or ends with."""
    if _is_good(word.text):
        return []
    pairs = like.halves.get(word.number, ())
    longest = max((len(one) + len(other) for one, other in pairs), default=0)
    found = [
        token
        for one, other in sorted(pairs)
        if len(one) + len(other) >= longest - 1
        for token in (
            Token(word.number, one, PART, is_root=True),
            Token(word.number, other, NEAR_PART, is_root=True),
        )
    ]
    loose = (ends(word.text, held.__contains__, LEAST_LOOSE) & held) - _TELLS_NOTHING
    return found or [Token(word.number, one, LOOSE, is_root=True) for one in sorted(loose)]


def _once(tokens: Iterable[Token]) -> list[Token]:
    """Each word of the index once for each word of the question, as what it counts most for."""
    best: dict[tuple[int, str], Token] = {}
    for token in tokens:
        key = token.word, token.text
        if key not in best or best[key].boost < token.boost:
            best[key] = token
    return list(best.values())
