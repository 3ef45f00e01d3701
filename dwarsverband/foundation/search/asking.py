"""What somebody asks: words, their stems and parts, and words of the index that are much alike."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db import connection
from psycopg import sql

from dwarsverband.analysis.words.common import FUNCTION_WORDS
from dwarsverband.analysis.words.compounds import COMMON, SHORTEST, cuts, parts
from dwarsverband.analysis.words.folding import words_of
from dwarsverband.analysis.words.spelling import is_near, trigrams
from dwarsverband.analysis.words.stems import stem
from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.search.tokens import LONGEST

MOST_LETTERS, MOST_WORDS = 400, 24
# With more words than these, it is a sentence.
FEW_WORDS = 3
# How much a word counts that is found: as asked, as a part of what was asked, by its beginning,
# by letters within it, by another spelling.
PART, BEGINS, WITHIN, NEAR = 0.8, 0.7, 0.4, 0.8
# Of words that begin alike or hold the same letters, so many.
MOST_ALIKE = 40
# Only words that the asker sees take part: others would push these out, and so be noticed.
_ALIKE = sql.SQL("""
{own}SELECT word, token FROM (
    SELECT likely.word, likely.token,
        row_number() OVER (PARTITION BY likely.word ORDER BY count DESC, likely.token) AS place
    FROM (SELECT asked.word, gram.token, count(*) AS count
        FROM unnest({words}::int[], {grams}::text[]) AS asked (word, gram)
        JOIN search_gram AS gram ON gram.partnership_id = {home} AND gram.gram = asked.gram
        JOIN unnest({forms}::int[], {least}::int[]) AS least (word, count)
            ON least.word = asked.word
        GROUP BY 1, 2, least.count HAVING count(*) >= least.count) AS likely
    WHERE {seen}) AS alike
WHERE place <= {most}
""")
# So many are looked at, one by one, before the best are chosen.
MOST_COMPARED = 300


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it was typed, folded, and its place in the question."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Token:
    """A word of the index that answers a word of the question, and how well.

    A guess is another spelling; a part is a piece of the word, which may only count when what
    stands beside it is a word too.
    """

    word: int
    text: str
    boost: float = 1.0
    is_guess: bool = False
    is_part: bool = False
    beside: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """What tells of a word (`likely.token`) whether it stands in anything that the actor sees.

    `own` is what must be read before, as the beginning of a question.
    """

    own: sql.Composable
    condition: sql.Composable


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, as words."""

    text: str
    words: tuple[Word, ...]

    def exact(self) -> list[Token]:
        """The stems of the words, and those of their parts."""
        found: dict[tuple[int, str], Token] = {}
        for word in self.words:
            for token in _exact(word):
                found.setdefault((token.word, token.text), token)
        return list(found.values())


def _exact(word: Word) -> Iterator[Token]:
    yield Token(word.number, stem(word.text))
    for part in parts(word.text, COMMON.__contains__):
        yield Token(word.number, part, PART, is_part=True)
    for left, right in cuts(word.text):
        if len(left) > SHORTEST and len(right) > SHORTEST:
            yield Token(word.number, stem(left), PART, is_part=True, beside=stem(right))
            yield Token(word.number, stem(right), PART, is_part=True, beside=stem(left))


def asked_words(text: str) -> Asked:
    """The words of a question; of a long one, the first, and only those that tell something."""
    words = list(dict.fromkeys(word[:LONGEST] for word in words_of(text[:MOST_LETTERS])))
    if len(words) > FEW_WORDS:
        words = [word for word in words if word not in FUNCTION_WORDS] or words
    return Asked(text, tuple(Word(*one) for one in enumerate(words[:MOST_WORDS])))


def likely(actor: Actor, words: Sequence[Word], *, is_short: bool, seen: Seen) -> list[Token]:
    """Words of the index that begin like these, hold them, or are spelled almost like them."""
    asked = {word.number: word.text for word in words if len(word.text) > 1}
    found: list[Token] = []
    for number, token in _alike(actor, asked, seen):
        boost, is_guess = _alikeness(asked[number], token, is_short=is_short)
        if boost:
            found.append(Token(number, token, boost, is_guess))
    return _best(found)


def _best(tokens: Sequence[Token]) -> list[Token]:
    """Of each word the best few, so that two letters do not ask for half of the index."""
    counts: dict[int, int] = {}
    best = []
    for token in sorted(tokens, key=lambda one: (-one.boost, len(one.text), one.text)):
        counts[token.word] = counts.get(token.word, 0) + 1
        if counts[token.word] <= MOST_ALIKE:
            best.append(token)
    return best


def _alikeness(word: str, token: str, *, is_short: bool) -> tuple[float, bool]:
    own = stem(word)
    if token in {word, own}:
        return 0.0, False
    if is_short and token.startswith(word):
        return BEGINS, False
    if is_short and len(word) > 2 and word in token:
        return WITHIN, False
    if is_short and len(own) > 3 and own in token:
        return WITHIN, False
    if len(word) > 3 and not any(sign.isdigit() for sign in word + token):
        return _nearness(word, own, token), True
    return 0.0, False


def _nearness(word: str, own: str, token: str) -> float:
    """How well a word is another with an error in it; with two, in a long one, half as well."""
    if is_near(own, token, 1) or is_near(word, token, 1):
        return NEAR
    return NEAR / 2 if len(own) >= 9 and is_near(own, token, 2) else 0.0


def _alike(actor: Actor, asked: dict[int, str], seen: Seen) -> list[tuple[int, str]]:
    """Words of the index that share letters with the words asked for, or with their stems."""
    forms = [
        (number, form)
        for number, word in asked.items()
        for form in sorted({word} if word.startswith(stem(word)) else {word, stem(word)})
    ]
    grams = [(place, gram) for place, (_, form) in enumerate(forms) for gram in _grams(form)]
    if not grams:
        return []
    question = _ALIKE.format(
        words=sql.Literal([place for place, _gram in grams]),
        grams=sql.Literal([gram for _place, gram in grams]),
        forms=sql.Literal(list(range(len(forms)))),
        least=sql.Literal([_least(form) for _number, form in forms]),
        home=sql.Literal(actor.partnership_id),
        own=seen.own,
        seen=seen.condition,
        most=sql.Literal(MOST_COMPARED),
    )
    with connection.cursor() as cursor:
        cursor.execute(question)
        found = {(forms[place][0], token) for place, token in cursor.fetchall()}
    return sorted(found)


def _grams(word: str) -> list[str]:
    """The letters of a word of which the end may still have to be typed."""
    return sorted(set(trigrams(word)[1:-1]))


def _least(word: str) -> int:
    """How many threes of letters two words share at least: one error costs four, two cost seven."""
    return max(1, len(word) - 8 if len(word) >= 9 else len(word) - 5)
