"""Finds what an actor sees by words; every count is taken within what the actor sees."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from math import log
from typing import TypeVar
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import F, Func, IntegerField, Model, QuerySet, UUIDField, Value
from psycopg import sql

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.search.asking import FEW_WORDS, Asked, Seen, Token, asked_words, likely
from dwarsverband.foundation.search.kinds import Kind, Text, kinds

Thing = TypeVar("Thing", bound=Model)
# Of a word that very much holds, no more than so many things are looked at.
COMMON = 2_000
# Rare words first, until so many things are candidates: more does not find better.
CANDIDATES = 1_500
# Of those, so many are looked at for the common words too.
LIKELY = 300
# How soon a word counts no more for standing there oftener; how much more words count together.
SATURATION, TOGETHER = 1.2, 0.5
# So long is a half of an unknown word at least, to count alone.
LOOSE = 5
# What usually has no more words than this is known by its name.
LONGEST_NAME = 20
# What scores less than this part of the best is no answer.
LEAST = 0.2
# Of whoever sees only some things of a kind, what these hold is read first, by thing. Read by word it
# would take longer the more others hold the word, and so tell that they do.
_OWN = sql.SQL(
    "{own} AS MATERIALIZED (SELECT posting.subject, posting.token, posting.share"
    " FROM search_posting AS posting WHERE posting.partnership_id = {home}"
    " AND posting.kind = {kind} AND posting.subject = ANY (ARRAY({visible})))"
)
_ALL = sql.SQL(
    "(SELECT subject, token, share FROM search_posting"
    " WHERE partnership_id = {home} AND kind = {kind})"
)
_HELD = sql.SQL(
    "SELECT posting.subject, posting.share FROM {postings} AS posting"
    " WHERE posting.token = asked.token"
)
_STANDS = sql.SQL("EXISTS (SELECT 1 FROM {postings} AS posting WHERE posting.token = likely.token)")
_COUNT = sql.SQL(
    "SELECT {kind}::text, asked.token, (SELECT count(*) FROM ({held} LIMIT {common}) AS few)"
    " FROM unnest({tokens}::text[]) AS asked (token)"
    " UNION ALL SELECT {kind}, NULL, (SELECT count(*) FROM ({everything} LIMIT {most}) AS few)"
)
_SCORE = sql.SQL(
    "SELECT * FROM (WITH asked AS MATERIALIZED (SELECT * FROM unnest("
    "    {words}::int[], {tokens}::text[], {values}::float8[], {chosen}::boolean[]"
    "  ) AS asked (word, token, value, is_chosen)),"
    " hits AS MATERIALIZED (SELECT found.subject, asked.word,"
    "    asked.value * found.share / (found.share + {flat}) AS value"
    "    FROM asked CROSS JOIN LATERAL ("
    "      {held} ORDER BY posting.share DESC LIMIT {common}) AS found WHERE asked.is_chosen),"
    " likely AS MATERIALIZED (SELECT subject FROM hits GROUP BY subject"
    "    ORDER BY sum(value) DESC, subject LIMIT {likely}),"
    " more AS (SELECT likely.subject, asked.word,"
    "    asked.value * posting.share / (posting.share + {flat}) AS value"
    "    FROM likely CROSS JOIN asked JOIN {postings} AS posting"
    "      ON posting.subject = likely.subject AND posting.token = asked.token"
    "    WHERE NOT asked.is_chosen),"
    " best AS (SELECT subject, word, max(value) AS value FROM"
    "    (SELECT * FROM hits UNION ALL SELECT * FROM more) AS either GROUP BY 1, 2),"
    " scored AS MATERIALIZED (SELECT subject, count(*) AS words,"
    "    sum(value) * power(count(*), {together}) AS score FROM best GROUP BY subject)"
    " SELECT {kind}::text, subject, score, count(*) OVER () FROM scored"
    " WHERE (NOT {all_words} OR words = (SELECT max(words) FROM scored))"
    "   AND score >= {least} * (SELECT max(score) FROM scored)"
    " ORDER BY score DESC, subject LIMIT {most}) AS answer"
)


@dataclass(slots=True)
class Group:
    """What was found of one kind: some of it, and how much in all."""

    kind: Kind
    count: int = 0
    subjects: list[UUID] = field(default_factory=list)
    scores: list[float] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)


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
    found = _find(actor, text, only="", most=most, known=known)
    for group in found.groups:
        group.texts = _texts(actor, group)
    return found


def find_keys(
    actor: Actor, kind: str, text: str, *, known: Collection[str] = frozenset()
) -> list[UUID]:
    """The numbers of the things of one kind that the actor sees and that hold these words."""
    groups = _find(actor, text, only=kind, most=CANDIDATES + COMMON, known=known).groups
    return groups[0].subjects if groups else []


def find_scores(
    actor: Actor, kind: str, text: str, *, known: Collection[str] = frozenset()
) -> tuple[dict[UUID, float], list[str]]:
    """How well the things of one kind that the actor sees hold these words, and the words they hold."""
    found = _find(actor, text, only=kind, most=CANDIDATES + COMMON, known=known)
    held = {token.word for token in found.tokens}
    scores = {
        subject: score
        for group in found.groups
        for subject, score in zip(group.subjects, group.scores, strict=True)
    }
    return scores, [word.text for word in found.asked.words if word.number in held]


def found_first(things: QuerySet[Thing], keys: Sequence[UUID]) -> QuerySet[Thing]:
    """Those of the things that were found, the best first."""
    keyed = Value(list(keys), output_field=ArrayField(UUIDField()))
    place = Func(keyed, F("pk"), function="array_position", output_field=IntegerField())
    return things.filter(pk__in=keys).order_by(place)


def _find(
    actor: Actor, text: str, *, only: str, most: int, known: Collection[str] = frozenset()
) -> Found:
    asked = asked_words(text)
    searched = {
        kind: visible
        for kind in kinds().values()
        if only in {"", kind.name} and (visible := _visible(actor, kind)) is not None
    }
    if not asked.words or not searched:
        return Found(asked, ())
    tokens = asked.exact()
    is_short = len(asked.words) <= FEW_WORDS
    counts: Counts = {}
    if not is_short:
        counts = _counts(actor, searched, tokens)
    unsure = [word for word in asked.words if not _is_known(counts, tokens, word.number)]
    if unsure:
        seen = Seen(_owned(actor, searched), _stands(actor, searched))
        alike = likely(actor, unsure, is_short=is_short, seen=seen)
        texts = {word.number: word.text for word in unsure}
        tokens += [one for one in alike if not (one.is_guess and texts[one.word] in known)]
        counts = _counts(actor, searched, tokens)
    sure, unknown = _sure(tokens, counts)
    groups = _scored(actor, searched, sure, counts, most=most, all_words=is_short)
    shown = tuple(group for group in groups if group.count)
    return Found(asked, shown, tuple(sure), frozenset(unknown))


Counts = dict[str, dict[str | None, int]]
Searched = dict[Kind, sql.Composable]


def _visible(actor: Actor, kind: Kind) -> sql.Composable | None:
    """What the actor sees of a kind, as a question within a question."""
    try:
        query = kind.visible(actor).order_by().values("pk").query
        text, values = query.get_compiler(connection=connection).as_sql()
    except EmptyResultSet:
        return None
    pieces: list[sql.Composable] = [sql.SQL(piece.replace("%%", "%")) for piece in text.split("%s")]
    woven = [pieces[0]]
    for value, piece in zip(values, pieces[1:], strict=True):
        woven += [sql.Literal(value), piece]
    return sql.Composed(woven)


def _owned(actor: Actor, searched: Searched) -> sql.Composable:
    """What the things hold that the actor sees, of each kind of which they see only some."""
    tables = [
        _OWN.format(
            own=_own(kind),
            home=sql.Literal(actor.partnership_id),
            kind=sql.Literal(kind.name),
            visible=visible,
        )
        for kind, visible in searched.items()
        if not kind.sees_all(actor)
    ]
    return sql.SQL("WITH {} ").format(sql.SQL(", ").join(tables)) if tables else sql.SQL("")


def _own(kind: Kind) -> sql.Identifier:
    return sql.Identifier(f"own_{kind.name}")


def _postings(actor: Actor, kind: Kind) -> sql.Composable:
    """Which thing holds which word, of what the actor sees."""
    if not kind.sees_all(actor):
        return _own(kind)
    return _ALL.format(home=sql.Literal(actor.partnership_id), kind=sql.Literal(kind.name))


def _stands(actor: Actor, searched: Searched) -> sql.Composable:
    """Whether a word stands in anything that the actor sees; who sees all need not ask."""
    if all(kind.sees_all(actor) for kind in searched):
        return sql.SQL("true")
    return sql.SQL(" OR ").join(
        _STANDS.format(postings=_postings(actor, kind)) for kind in searched
    )


def _counts(actor: Actor, searched: Searched, tokens: Sequence[Token]) -> Counts:
    """In how many visible things each word stands, up to a number; and how many things there are."""
    names = sql.Literal(sorted({token.text for token in tokens}))
    questions = [
        _COUNT.format(
            kind=sql.Literal(kind.name),
            held=_HELD.format(postings=_postings(actor, kind)),
            common=sql.Literal(COMMON),
            tokens=names,
            everything=visible,
            most=sql.Literal(10 * COMMON),
        )
        for kind, visible in searched.items()
    ]
    counts: Counts = {kind.name: {} for kind in searched}
    with connection.cursor() as cursor:
        cursor.execute(_owned(actor, searched) + sql.SQL(" UNION ALL ").join(questions))
        for kind, token, count in cursor.fetchall():
            counts[kind][token] = count
    return counts


def _is_known(counts: Counts, tokens: Iterable[Token], word: int) -> bool:
    """Whether something visible holds the whole word."""
    whole = {token.text for token in tokens if token.word == word and not token.is_part}
    return any(count.get(text) for count in counts.values() for text in whole)


def _sure(tokens: Sequence[Token], counts: Counts) -> tuple[list[Token], set[int]]:
    """Another spelling is taken only for a word that nothing visible holds; then its parts tell nothing.

    A part counts when what stands beside it is a word too, in whatever the actor sees.
    """
    held = {text for count in counts.values() for text, number in count.items() if number}
    there = [one for one in tokens if one.text in held]
    tokens = [one for one in there if not one.beside or one.beside in held]
    tokens += _loose_halves(there, {one.word for one in tokens})
    whole = {token.word for token in tokens if not token.is_guess and not token.is_part}
    guessed = {token.word for token in tokens if token.is_guess} - whole
    sure = [
        token
        for token in tokens
        if not (token.is_guess and token.word in whole)
        and not (token.is_part and token.word in guessed)
    ]
    return sure, guessed


def _loose_halves(tokens: Sequence[Token], known: set[int]) -> list[Token]:
    """Of a word of which nothing else is known, the longest half that is a word."""
    halves: dict[int, Token] = {}
    for token in tokens:
        best = halves.get(token.word)
        is_longer = best is None or len(token.text) > len(best.text)
        if token.word not in known and len(token.text) >= LOOSE and is_longer:
            halves[token.word] = token
    return list(halves.values())


def _scored(
    actor: Actor,
    searched: Searched,
    tokens: Sequence[Token],
    counts: Counts,
    *,
    most: int,
    all_words: bool,
) -> list[Group]:
    groups = {kind.name: Group(kind) for kind in searched}
    questions = []
    for kind in searched:
        asked = [token for token in tokens if counts[kind.name].get(token.text)]
        if asked:
            is_name = kind.usual_length <= LONGEST_NAME
            limits = {
                "most": sql.Literal(most),
                "all_words": sql.Literal(all_words and is_name),
                "together": sql.Literal(TOGETHER if is_name else 0),
            }
            questions.append(_score(actor, kind, asked, counts[kind.name], limits))
    if not questions:
        return list(groups.values())
    with connection.cursor() as cursor:
        cursor.execute(_owned(actor, searched) + sql.SQL(" UNION ALL ").join(questions))
        for name, subject, score, count in cursor.fetchall():
            groups[name].subjects.append(subject)
            groups[name].scores.append(score)
            groups[name].count = count
    return list(groups.values())


def _score(
    actor: Actor,
    kind: Kind,
    asked: Sequence[Token],
    count: dict[str | None, int],
    limits: dict[str, sql.Literal],
) -> sql.Composable:
    chosen, total = _rarest(asked, count), count[None]
    postings = _postings(actor, kind)
    return _SCORE.format(
        kind=sql.Literal(kind.name),
        words=sql.Literal([token.word for token in asked]),
        tokens=sql.Literal([token.text for token in asked]),
        values=sql.Literal([token.boost * log(1 + total / count[token.text]) for token in asked]),
        chosen=sql.Literal([token.text in chosen for token in asked]),
        postings=postings,
        held=_HELD.format(postings=postings),
        likely=sql.Literal(LIKELY),
        common=sql.Literal(COMMON),
        flat=sql.Literal(SATURATION / kind.usual_length),
        least=sql.Literal(LEAST),
        **limits,
    )


def _rarest(asked: Sequence[Token], count: dict[str | None, int]) -> set[str]:
    """Rare words first, until there are candidates enough."""
    chosen: set[str] = set()
    candidates = 0
    for token in sorted(asked, key=lambda token: (count[token.text], token.text)):
        if candidates and candidates + count[token.text] > CANDIDATES:
            break
        chosen.add(token.text)
        candidates += count[token.text]
    return chosen


def _texts(actor: Actor, group: Group) -> list[Text]:
    """What is shown, read through the module's own query once more, in the order of the score."""
    if not group.subjects:
        return []
    seen = group.kind.visible(actor).filter(pk__in=group.subjects)
    texts = {text.subject: text for text in group.kind.texts(actor, seen)}
    return [texts[subject] for subject in group.subjects if subject in texts]
