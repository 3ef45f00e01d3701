"""Keeps the index as things are: in the same transaction, or soon when much changes at once."""

from collections.abc import Iterable, Sequence
from typing import Any  # values of the database
from uuid import UUID

from django.db import connection

from dwarsverband.analysis.words.compounds import cuts
from dwarsverband.analysis.words.spelling import may_be_misspelled, shortened, trigrams
from dwarsverband.analysis.words.stems import stem
from dwarsverband.foundation.access import Actor, later
from dwarsverband.foundation.access.context import system
from dwarsverband.foundation.search.kinds import Kind, Text, kinds
from dwarsverband.foundation.search.lists import MOST_FRESH
from dwarsverband.foundation.search.models import Entry, Gram, Stale
from dwarsverband.foundation.search.tokens import (
    EVERYTHING,
    Weighed,
    shares,
    tokens_by,
    weighed,
    words_in,
)

# So many things are brought up to date within the action that changed them; more is a job.
AT_ONCE = 500
PORTION = 2_000
# By number, because PostgreSQL knows nothing yet of a table that was just filled by a long list.
_TAKE = """
DELETE FROM search_stale WHERE id = ANY (ARRAY(
    SELECT id FROM search_stale WHERE partnership_id = %s AND kind = ANY (%s)
    ORDER BY kind, subject LIMIT %s))
RETURNING kind, subject
"""
_ENTER = """
INSERT INTO search_entry (id, partnership_id, kind, subject, number, is_fresh, tokens, shares)
    SELECT gen_random_uuid(), %s, %s, subject, nextval('search_number'), true, '{}', '{}'
    FROM unnest(%s::uuid[]) AS subject ORDER BY subject
ON CONFLICT (partnership_id, kind, subject) DO UPDATE SET kind = excluded.kind
"""
# Other words are another number: the old one stands in lists, and is gone.
_WRITE = """
WITH told AS MATERIALIZED (
    SELECT subject, CASE WHEN is_limited
        THEN string_to_array(municipalities, '|')::varchar[] END AS municipalities,
        string_to_array(tokens, ' ')::varchar[] AS tokens,
        string_to_array(shares, ' ')::float8[] AS shares
    FROM unnest(%s::uuid[], %s::boolean[], %s::text[], %s::text[], %s::text[])
        AS told (subject, is_limited, municipalities, tokens, shares)),
other AS MATERIALIZED (
    SELECT entry.id, entry.number, entry.is_fresh, entry.tokens AS before, told.*
    FROM told JOIN search_entry AS entry ON entry.partnership_id = %s AND entry.kind = %s
        AND entry.subject = told.subject
    WHERE (entry.municipalities, entry.tokens, entry.shares)
        IS DISTINCT FROM (told.municipalities, told.tokens, told.shares)),
changed AS (
    UPDATE search_entry AS entry SET municipalities = other.municipalities, tokens = other.tokens,
        shares = other.shares, number = nextval('search_number'), is_fresh = true
    FROM other WHERE entry.id = other.id),
noted AS (
    INSERT INTO search_gone (id, partnership_id, kind, number)
    SELECT gen_random_uuid(), %s, %s, number FROM other WHERE NOT is_fresh)
SELECT DISTINCT token FROM other CROSS JOIN unnest(other.before) AS token
"""
_KNOWN = """
SELECT asked.token FROM unnest(%s::text[]) AS asked (token)
WHERE EXISTS (SELECT 1 FROM search_postinglist AS list
    WHERE list.partnership_id = %s AND list.token = asked.token AND list.municipalities IS NULL)
UNION SELECT token FROM search_entry AS entry CROSS JOIN unnest(entry.tokens) AS token
    WHERE entry.partnership_id = %s AND entry.is_fresh AND entry.municipalities IS NULL
"""
_SPELL = """
INSERT INTO search_gram (id, partnership_id, gram, token)
    SELECT gen_random_uuid(), %s, told.* FROM unnest(%s::text[], %s::text[]) AS told
ON CONFLICT DO NOTHING
"""


def keep_up(actor: Actor) -> None:
    """Before changes are kept: let the index know of them, within the same transaction.

    Who sees only some municipalities cannot read all that changed, and much takes long: then a job
    does it. What was removed is out of the index already; the database saw to that.
    """
    stale = Stale.objects.filter(partnership_id=actor.partnership_id, kind__in=kinds())
    count = len(stale.values_list("pk", flat=True)[: AT_ONCE + 1])
    if count and (actor.regions or count > AT_ONCE):
        later("search.catch_up", system(actor.partnership_id))
    elif count:
        catch_up(actor)
        fresh = Entry.objects.filter(partnership_id=actor.partnership_id, is_fresh=True)
        if len(fresh.values_list("pk", flat=True)[: MOST_FRESH + 1]) > MOST_FRESH:
            later("search.catch_up", system(actor.partnership_id))


def catch_up(actor: Actor) -> int:
    """Read a portion of what changed; how many things that were."""
    home = actor.partnership_id
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [home, list(kinds()), 2 * PORTION])
        taken = set(cursor.fetchall())
    for name in {name for name, _subject in taken}:
        subjects = {subject for kind, subject in taken if kind == name}
        refresh(system(home), kinds()[name], sorted(subjects))
    return len(taken)


def mark_everything(actor: Actor) -> None:
    """Let all that can be found be read anew."""
    own = {"partnership_id": actor.partnership_id}
    for kind in kinds().values():
        keys = kind.visible(actor).order_by().values_list("pk", flat=True)
        Stale.objects.bulk_create(
            [Stale(**own, kind=kind.name, subject=key) for key in keys], batch_size=PORTION
        )


def refresh(actor: Actor, kind: Kind, subjects: Sequence[UUID]) -> None:
    """Write the words of some things anew; what is seen by nobody any more leaves the index."""
    home = actor.partnership_id
    with connection.cursor() as cursor:
        # First, because it waits for whoever is writing the same things, and reads after them.
        cursor.execute(_ENTER, [home, kind.name, list(subjects)])
        texts = list(kind.texts(kind.visible(actor).filter(pk__in=subjects)))
        found = {text.subject for text in texts}
        forget(actor, kind.name, [subject for subject in subjects if subject not in found])
        lost = _write(home, kind, texts)
        cursor.execute("SELECT security.forget_words(%s, %s::text[])", [home, lost])


def forget(actor: Actor, kind: str, subjects: Sequence[UUID]) -> None:
    """Take some things out of the index, with the words that nothing else holds."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT security.forget_found(%s, %s, %s::uuid[])",
            [actor.partnership_id, kind, list(subjects)],
        )


def _write(home: UUID, kind: Kind, texts: Sequence[Text]) -> list[str]:
    """Write the words of things; those that were there before and are in none of these any more."""
    held = _shares(home, kind, texts)
    tokens = {token for one in held for token in one}
    _spell(home, tokens)
    rows = [
        (
            text.subject,
            text.municipalities is not None,
            "|".join(text.municipalities or ()),
            " ".join(one),
            " ".join(f"{share:.6g}" for share in one.values()),
        )
        for text, one in zip(texts, held, strict=True)
    ]
    with connection.cursor() as cursor:
        cursor.execute(_WRITE, [*_columns(rows, 5), home, kind.name, home, kind.name])
        return sorted({token for (token,) in cursor.fetchall()} - tokens)


def _shares(home: UUID, kind: Kind, texts: Sequence[Text]) -> list[dict[str, float]]:
    """Of each thing its words; what only some see also comes apart by its own words."""
    words = [weighed(text) for text in texts]
    own = [one for text, one in zip(texts, words, strict=True) if text.municipalities is None]
    shared = _shared_words(home, own, words)
    of_shared = tokens_by(shared.__contains__, is_long=kind.is_long)
    return [
        shares(
            one,
            of_shared
            if text.municipalities is None
            else tokens_by((shared | _stems([one])).__contains__, is_long=kind.is_long),
        )
        for text, one in zip(texts, words, strict=True)
    ]


def _spell(home: UUID, tokens: set[str]) -> None:
    """Note the letters of new words, by which they are found with a part or with an error."""
    grams = [
        (gram, token)
        for token in sorted(_new_words(home, tokens - {EVERYTHING}))
        for gram in _ways_to(token)
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            _SPELL, [home, [gram for gram, _token in grams], [token for _gram, token in grams]]
        )


def _ways_to(token: str) -> list[str]:
    near = [f"-{one}" for one in shortened(token)] if may_be_misspelled(token) else []
    return [*sorted(set(trigrams(token))), *near]


def _shared_words(home: UUID, own: Sequence[Weighed], words: Sequence[Weighed]) -> frozenset[str]:
    """Which halves of the words in some texts are words in what the whole partnership sees.

    In what only some see stands no word that comes apart for others: by writing a name before
    another word, somebody could find out whether anybody is called so.
    """
    seen = _stems(own)
    asked = {stem(half) for word in words_in(words) for cut in cuts(word) for half in cut}
    return frozenset((seen & asked) | _known_words(home, asked - seen))


def _stems(words: Iterable[Weighed]) -> frozenset[str]:
    return frozenset(stem(word) for word in words_in(words))


def _known_words(home: UUID, tokens: set[str]) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(_KNOWN, [sorted(tokens), home, home])
        return {token for (token,) in cursor.fetchall()} & tokens


def _new_words(home: UUID, tokens: set[str]) -> set[str]:
    """The words of which the letters are not in the index yet."""
    known = Gram.objects.filter(partnership_id=home, token__in=sorted(tokens))
    return tokens - set(known.values_list("token", flat=True).distinct())


def _columns(rows: Sequence[Sequence[Any]], count: int) -> list[list[Any]]:
    """The same rows, as one list for each column."""
    return [[row[place] for row in rows] for place in range(count)]
