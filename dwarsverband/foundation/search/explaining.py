"""Says in words why something was found, from nothing but what is shown."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dwarsverband.analysis.words.folding import fold, words_of
from dwarsverband.analysis.words.stems import stem
from dwarsverband.foundation.search.finding import Found
from dwarsverband.foundation.search.kinds import Kind, Part, Text
from dwarsverband.foundation.search.naming import tokens_in, tokens_of
from dwarsverband.foundation.search.tokens import short_names

MOST_REASONS = 3


@dataclass(frozen=True, slots=True)
class Match:
    """Something that was found, and what of it held the words, when its title does not tell."""

    text: Text
    why: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Explained:
    """What was found of one kind, each with its reason, and how much in all."""

    kind: Kind
    count: int
    matches: tuple[Match, ...]


@dataclass(frozen=True, slots=True)
class Correction:
    """A word that nothing holds, and the one that was taken for it."""

    typed: str
    taken: str


def explained(found: Found) -> list[Explained]:
    """Everything that was found, with the reasons."""
    wanted = _wanted(found)
    return [
        Explained(
            group.kind,
            group.count,
            tuple(Match(text, tuple(_reasons(text, wanted))) for text in group.texts),
        )
        for group in found.groups
    ]


def corrections(found: Found) -> list[Correction]:
    """For which words another was taken; the others stand in something that the actor sees."""
    texts = [text for group in found.groups for text in group.texts]
    seen = [word for text in texts for word in _all_words(text)]
    return [
        Correction(word.text, taken)
        for word in found.asked.words
        if word.number in found.unknown
        and (
            taken := _first(
                seen,
                {
                    token.text
                    for token in found.tokens
                    if token.word == word.number and token.is_guess
                },
            )
        )
    ]


def corrected(found: Found) -> str:
    """The question with those other words."""
    taken = {one.typed: one.taken for one in corrections(found)}
    return (
        " ".join(taken.get(fold(word), word) for word in found.asked.text.split()) if taken else ""
    )


def _wanted(found: Found) -> dict[int, set[str]]:
    wanted: dict[int, set[str]] = {}
    for token in found.tokens:
        wanted.setdefault(token.word, set()).add(token.text)
    return wanted


def _reasons(text: Text, wanted: dict[int, set[str]]) -> Iterator[Part]:
    """The parts that hold a word which no part before them held; the title comes first."""
    named = set(tokens_in(text.title))
    open_words = {word for word, tokens in wanted.items() if not tokens & named}
    count = 0
    for part in sorted(text.parts, key=lambda part: -part.weight):
        held = {word for word in open_words if _holds(f"{part.text} {part.others}", wanted[word])}
        if held and count < MOST_REASONS:
            open_words -= held
            count += 1
            yield part


def _holds(text: str, tokens: set[str]) -> bool:
    return any(tokens & tokens_of(word) for word in words_of(text))


def _all_words(text: Text) -> Iterator[str]:
    for part in (text.title, *(part.text for part in text.parts)):
        yield from part.replace(",", " ").replace(".", " ").split()
    yield from (one.upper() for one in sorted(short_names(text.title)))


def _first(words: Sequence[str], tokens: set[str]) -> str:
    return next((word for word in words if tokens & {stem(fold(word))}), "")
