"""Keeps the index as things are: in the same transaction, or soon when much changes at once."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef

from dwarsverband.analysis.words.compounds import cuts
from dwarsverband.analysis.words.spelling import trigrams
from dwarsverband.analysis.words.stems import stem
from dwarsverband.foundation.access import Actor, later
from dwarsverband.foundation.access.context import system
from dwarsverband.foundation.search.kinds import Kind, Text, kinds
from dwarsverband.foundation.search.models import Entry, Gram, Posting, Stale
from dwarsverband.foundation.search.tokens import shares, words_in

# So many things are brought up to date within the action that changed them; more is a job.
AT_ONCE = 500
PORTION = 2_000
_TAKE = """
DELETE FROM search_stale WHERE partnership_id = %s AND (kind, subject) IN (
    SELECT DISTINCT kind, subject FROM search_stale
    WHERE partnership_id = %s AND kind = ANY (%s) LIMIT %s)
RETURNING kind, subject
"""
_ENTER = """
INSERT INTO search_entry (id, partnership_id, kind, subject)
    SELECT gen_random_uuid(), %s, %s, subject FROM unnest(%s::uuid[]) AS subject ORDER BY subject
ON CONFLICT (partnership_id, kind, subject) DO UPDATE SET kind = excluded.kind
"""
_LIMIT = """
UPDATE search_entry SET municipalities = CASE WHEN told.is_limited
        THEN string_to_array(told.municipalities, '|')::varchar[] END
    FROM unnest(%s::uuid[], %s::boolean[], %s::text[]) AS told (subject, is_limited, municipalities)
    WHERE partnership_id = %s AND kind = %s AND search_entry.subject = told.subject
"""
_POST = """
INSERT INTO search_posting (id, partnership_id, kind, token, subject, share)
    SELECT gen_random_uuid(), %s, %s, told.*
    FROM unnest(%s::text[], %s::uuid[], %s::float8[]) AS told
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


def catch_up(actor: Actor) -> int:
    """Read a portion of what changed; how many things that were."""
    home = actor.partnership_id
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [home, home, list(kinds()), PORTION])
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
        texts = list(kind.texts(actor, kind.visible(actor).filter(pk__in=subjects)))
        found = {text.subject for text in texts}
        gone = [subject for subject in subjects if subject not in found]
        forget(actor, kind.name, gone)
        old = _forget_words_of(home, kind, list(found))
        _write(home, kind, texts)
        cursor.execute("SELECT security.forget_words(%s, %s::text[])", [home, old])


def forget(actor: Actor, kind: str, subjects: Sequence[UUID]) -> None:
    """Take some things out of the index, with the words that nothing else holds."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT security.forget_found(%s, %s, %s::uuid[])",
            [actor.partnership_id, kind, list(subjects)],
        )


def _forget_words_of(home: UUID, kind: Kind, subjects: Sequence[UUID]) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM search_posting WHERE partnership_id = %s AND subject = ANY (%s)"
            " AND kind = %s RETURNING token",
            [home, list(subjects), kind.name],
        )
        return sorted({token for (token,) in cursor.fetchall()})


def _write(home: UUID, kind: Kind, texts: Sequence[Text]) -> None:
    shared = _shared_words(home, texts)
    rows = [
        (token, text.subject, share)
        for text in texts
        for token, share in shares(text, (shared | _own_words([text])).__contains__).items()
    ]
    limits = [text.municipalities for text in texts]
    new = _new_words(home, {token for token, _subject, _share in rows})
    grams = [(gram, token) for token in sorted(new) for gram in sorted(set(trigrams(token)))]
    with connection.cursor() as cursor:
        subjects = [text.subject for text in texts]
        limited, joined = (
            [one is not None for one in limits],
            ["|".join(one or ()) for one in limits],
        )
        cursor.execute(_LIMIT, [subjects, limited, joined, home, kind.name])
        cursor.execute(_POST, [home, kind.name, *_columns(rows, 3)])
        cursor.execute(_SPELL, [home, *_columns(grams, 2)])


def _shared_words(home: UUID, texts: Sequence[Text]) -> frozenset[str]:
    """Which halves of the words in some texts are words in what the whole partnership sees.

    In what only some see stands no word that comes apart for others: by writing a name before
    another word, somebody could find out whether anybody is called so.
    """
    own = _own_words(text for text in texts if text.municipalities is None)
    asked = {stem(half) for word in words_in(texts) for cut in cuts(word) for half in cut}
    return frozenset((own & asked) | _known_words(home, asked - own))


def _own_words(texts: Iterable[Text]) -> frozenset[str]:
    return frozenset(stem(word) for word in words_in(texts))


def _known_words(home: UUID, tokens: Iterable[str]) -> set[str]:
    seen_by_all = Entry.objects.filter(
        partnership_id=home,
        kind=OuterRef("kind"),
        subject=OuterRef("subject"),
        municipalities=None,
    )
    own = Posting.objects.filter(Exists(seen_by_all), partnership_id=home, token__in=sorted(tokens))
    return set(own.values_list("token", flat=True).distinct()) if tokens else set()


def _new_words(home: UUID, tokens: set[str]) -> set[str]:
    """The words of which the letters are not in the index yet."""
    known = Gram.objects.filter(partnership_id=home, token__in=sorted(tokens))
    return tokens - set(known.values_list("token", flat=True).distinct())


def _columns(rows: Sequence[Sequence[object]], count: int) -> list[list[object]]:
    """The same rows, as one list for each column."""
    return [[row[place] for row in rows] for place in range(count)]
