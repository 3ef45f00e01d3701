"""Finds what an actor sees by words; every count is taken within what the actor sees."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db.models import F, Func, IntegerField, Model, QuerySet, UUIDField, Value

from dwarsverband.analysis.words.ranking import Held, Scores, rareness, score
from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.search.asking import (
    Asked,
    Token,
    answering,
    asked_words,
    forms,
    likely,
    parts_of,
)
from dwarsverband.foundation.search.kinds import Kind, Text, kinds
from dwarsverband.foundation.search.naming import how_named
from dwarsverband.foundation.search.seeing import Postings, View

Thing = TypeVar("Thing", bound=Model)
# How soon a word counts no more for standing there oftener; how much more words count together.
SATURATION, TOGETHER = 2.2, 0.5
# How much rareness counts, and what else answers the same word beside the best.
DAMPING, OTHERS = 0.7, 0.1
# What scores less than this part of the best is no answer.
LEAST = 0.2
# So many things of one kind are listed at most.
MOST = 3_500


@dataclass(slots=True)
class Group:
    """What was found of one kind: some of it, and how much in all."""

    kind: Kind
    count: int = 0
    subjects: list[UUID] = field(default_factory=list)
    scores: list[float] = field(default_factory=list)
    words: list[frozenset[int]] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Answer:
    """How well one thing answers, and which of the words that were asked it holds."""

    score: float
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """Everything that was found, by kind, and for which words another spelling was taken."""

    asked: Asked
    groups: tuple[Group, ...]
    tokens: tuple[Token, ...] = ()
    unknown: frozenset[int] = frozenset()

    @property
    def count(self) -> int:
        """How many things."""
        return sum(group.count for group in self.groups)


def find(actor: Actor, text: str, *, most: int = 10, known: Collection[str] = frozenset()) -> Found:
    """What the actor sees that holds these words, the best first; nothing else has any influence.

    Of a few words, those things that hold most of them, when things are known by a name; of texts,
    and of a sentence, whatever holds any. For a word that is `known` to mean something else, no other spelling is sought.
    """
    view = View(actor, kinds().values())
    found = _find(view, text, most=most, known=known)
    texts = view.texts({group.kind.name: group.subjects for group in found.groups})
    for group in found.groups:
        group.texts = [texts[subject] for subject in group.subjects if subject in texts]
    return replace(found, groups=named_first(found))


def find_keys(
    actor: Actor, kind: str, text: str, *, known: Collection[str] = frozenset()
) -> list[UUID]:
    """The numbers of the things of one kind that the actor sees and that hold these words."""
    groups = _find(View(actor, [kinds()[kind]]), text, most=MOST, known=known).groups
    return groups[0].subjects if groups else []


def find_answers(
    actor: Actor, kind: str, text: str, *, known: Collection[str] = frozenset()
) -> dict[UUID, Answer]:
    """How well each thing of one kind that the actor sees holds these words, and which of them."""
    found = _find(View(actor, [kinds()[kind]]), text, most=MOST, known=known)
    return {
        subject: Answer(
            score, tuple(word.text for word in found.asked.words if word.number in words)
        )
        for group in found.groups
        for subject, score, words in zip(group.subjects, group.scores, group.words, strict=True)
    }


def found_first(things: QuerySet[Thing], keys: Sequence[UUID]) -> QuerySet[Thing]:
    """Those of the things that were found, the best first."""
    keyed = Value(list(keys), output_field=ArrayField(UUIDField()))
    place = Func(keyed, F("pk"), function="array_position", output_field=IntegerField())
    return things.filter(pk__in=keys).order_by(place)


def _find(view: View, text: str, *, most: int, known: Collection[str] = frozenset()) -> Found:
    asked = asked_words(text)
    if not asked.words or not view.kinds:
        return Found(asked, ())
    held = view.held(asked.candidates())
    sought = forms(asked, held, known)
    like = likely(asked, view.alike(sought) if sought else (), held, known)
    tokens, unknown = answering(asked, held, like)
    of_guesses = {one for text in like.guesses for one in parts_of(text)}
    postings = view.postings({token.text for token in tokens} | of_guesses)
    there = {text for one in postings.values() for text in one.held}
    if of_guesses:
        tokens, unknown = answering(asked, held | there, like)
    groups = [
        _best(kind, tokens, postings[kind.name], is_short=asked.is_short, most=most)
        for kind in view.kinds
    ]
    found = view.subjects({group.kind.name: best.numbers for group, best in groups})
    is_alone = len(view.kinds) == 1
    for group, best in groups:
        held_by = _held_by(tokens, postings[group.kind.name], best) if is_alone else {}
        for number, value in zip(best.numbers, best.values, strict=True):
            subject = found.get((group.kind.name, int(number)))
            if subject is not None:
                group.subjects.append(subject)
                group.scores.append(float(value))
                group.words.append(frozenset(held_by.get(int(number), ())))
    shown = tuple(group for group, _best in groups if group.count)
    sure = tuple(token for token in tokens if token.text in there)
    return Found(asked, shown, sure, frozenset(unknown))


def named_first(found: Found) -> tuple[Group, ...]:
    """The kinds as they are always shown, but first those of which something is called as was asked.

    Then texts, for a sentence that asks something else than who.
    """
    return tuple(
        sorted(
            found.groups,
            key=lambda group: (
                -max(
                    (how_named(text.title, found.asked, found.tokens) for text in group.texts),
                    default=0.0,
                ),
                not (found.asked.is_about_something and group.kind.is_long),
            ),
        )
    )


def _best(
    kind: Kind, tokens: Sequence[Token], postings: Postings, *, is_short: bool, most: int
) -> tuple[Group, Scores]:
    """How many things of a kind answer, and the best of them."""
    there = [
        token
        for token in tokens
        if token.text in postings.held and (kind.is_long or not token.is_root)
    ]
    together = _together(there, postings)
    held = [
        Held(
            token.word,
            token.boost,
            rareness(
                postings.total,
                max(len(postings.held[token.text][0]), together[token.word] * token.is_alike),
                DAMPING,
            ),
            *postings.held[token.text],
        )
        for token in there
    ]
    scores = score(held, flat=SATURATION / kind.usual_length, others=OTHERS)
    if not kind.is_long:
        scores = replace(scores, values=scores.values * scores.words**TOGETHER)
    scores = scores.above(LEAST, all_words=is_short and not kind.is_long)
    return Group(kind, len(scores.numbers)), scores.best(most)


def _held_by(tokens: Sequence[Token], postings: Postings, best: Scores) -> dict[int, set[int]]:
    """Which words of the question each of the best holds."""
    listed, found = {int(number) for number in best.numbers}, dict[int, set[int]]()
    for token in tokens:
        if token.text in postings.held:
            for number in listed & set(postings.held[token.text][0].tolist()):
                found.setdefault(number, set()).add(token.word)
    return found


def _together(tokens: Sequence[Token], postings: Postings) -> dict[int, int]:
    """How many things hold a word as it was asked, or words that begin with it or hold it."""
    counts: dict[int, int] = {}
    for token in tokens:
        count = len(postings.held[token.text][0]) if token.is_alike or token.boost == 1.0 else 0
        counts[token.word] = counts.get(token.word, 0) + count
    return counts
