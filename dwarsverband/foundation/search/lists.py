"""The lists: for each word the numbers of the things that hold it, beside their shares.

What changes is read from the things themselves (`is_fresh`) until a job moves it here, so that nobody
waits for the list of a common word. A list is only added to, and gone through when much is gone:
the merges of P. O'Neil, E. Cheng, D. Gawlick and E. O'Neil (1996), "The Log-Structured Merge-Tree".
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from uuid import UUID

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.search.sql import PLACE_BYTES

# So many things are read one by one before they are moved, and so many numbers stand for nothing.
MOST_FRESH, MOST_GONE = 250, 500
PORTION = 2_000
# So many places stand in one part of a list.
PART = 4_096
_PLACE = np.dtype([("number", ">i4"), ("share", "<f2")])
_TAKE = """
SELECT id, kind, municipalities, number, tokens, shares FROM search_entry
WHERE partnership_id = %s AND is_fresh ORDER BY number LIMIT %s FOR UPDATE SKIP LOCKED
"""
_TAILS = """
SELECT DISTINCT ON (token, kind, municipalities)
    kind, municipalities, token, part, octet_length(postings)
FROM search_postinglist WHERE partnership_id = %s AND token = ANY (%s)
ORDER BY token, kind, municipalities, part DESC
"""
_ADD = """
INSERT INTO search_postinglist (id, partnership_id, kind, municipalities, token, part, postings)
    SELECT gen_random_uuid(), %s, told.kind, string_to_array(told.municipalities, '|')::varchar[],
        told.token, told.part, told.postings
    FROM unnest(%s::text[], %s::text[], %s::text[], %s::int[], %s::bytea[])
        AS told (kind, municipalities, token, part, postings)
ON CONFLICT (partnership_id, token, kind, municipalities, part)
    DO UPDATE SET postings = search_postinglist.postings || excluded.postings
"""
_OVERFULL = """
SELECT kind, array_agg(number) FROM search_gone
WHERE partnership_id = %s GROUP BY kind HAVING count(*) > %s
"""
_CLEAN = """
UPDATE search_postinglist AS list SET postings = told.postings
FROM unnest(%s::uuid[], %s::bytea[]) AS told (id, postings)
WHERE list.partnership_id = %s AND list.id = told.id
"""
# Two who leave at once see each other's words still held.
_FORGET = """
WITH emptied AS (
    DELETE FROM search_postinglist WHERE partnership_id = %s AND id = ANY (%s) RETURNING token)
SELECT security.forget_words(%s, array_agg(DISTINCT token::text)) FROM emptied
"""
Places = NDArray[np.void]
List = tuple[str, tuple[str, ...] | None, str]
Added = tuple[list[int], list[float]]


def places(stored: bytes | memoryview) -> Places:
    """A list as it is stored, read."""
    whole = len(stored) // PLACE_BYTES * PLACE_BYTES
    return np.frombuffer(bytes(stored[:whole]), _PLACE)


def settle(actor: Actor, *, most_fresh: int = MOST_FRESH, most_gone: int = MOST_GONE) -> bool:
    """Move what is fresh into the lists, when it is much, and take out what is gone; whether it did.

    Begin a transaction with it: it waits for whoever forgets words, and they must not wait for this.
    """
    own = [actor.partnership_id]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM search_entry WHERE partnership_id = %s AND is_fresh", own
        )
        is_much = cursor.fetchone()[0] > most_fresh
        cursor.execute(_OVERFULL, [*own, most_gone])
        overfull = cursor.fetchall()
        if is_much or overfull:
            cursor.execute("SELECT security.lock_lists(%s, true)", own)
        while is_much and _move(actor.partnership_id):
            pass
    for kind, numbers in overfull:
        _sweep(actor.partnership_id, kind, numbers)
    return bool(is_much or overfull)


def _move(home: UUID) -> bool:
    """Add a portion of what is fresh to the lists; whether there may be more."""
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [home, PORTION])
        taken = cursor.fetchall()
        added: dict[List, Added] = {}
        for _key, kind, where, number, tokens, shares in taken:
            audience = None if where is None else tuple(where)
            for token, share in zip(tokens, shares, strict=True):
                numbers, values = added.setdefault((kind, audience, token), ([], []))
                numbers.append(number)
                values.append(share)
        cursor.execute(_TAILS, [home, sorted({token for _kind, _where, token in added})])
        tails = {
            (kind, None if where is None else tuple(where), token): (part, size // PLACE_BYTES)
            for kind, where, token, part, size in cursor.fetchall()
        }
        rows = sorted(_parts(added, tails), key=lambda row: (row[2], row[0], row[1] or "", row[3]))
        cursor.execute(_ADD, [home, *([row[place] for row in rows] for place in range(5))])
        cursor.execute(
            "UPDATE search_entry SET is_fresh = false WHERE partnership_id = %s AND id = ANY (%s)",
            [home, [key for key, *_rest in taken]],
        )
    return len(taken) == PORTION


Row = tuple[str, str | None, str, int, bytes]


def _parts(added: Mapping[List, Added], tails: Mapping[List, tuple[int, int]]) -> Iterator[Row]:
    """What is added to the last part of each list, and which parts follow it."""
    for one, new in added.items():
        kind, audience, token = one
        where = None if audience is None else "|".join(audience)
        part, size = tails.get(one, (0, 0))
        stored, start = np.empty(len(new[0]), _PLACE), 0
        stored["number"], stored["share"] = new
        while start < len(stored):
            room = PART - size
            if room > 0:
                yield kind, where, token, part, stored[start : start + room].tobytes()
            start, part, size = start + max(room, 0), part + 1, 0


def _sweep(home: UUID, kind: str, numbers: Sequence[int]) -> None:
    """Take numbers that stand for nothing out of every list of a kind."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM search_postinglist WHERE partnership_id = %s AND kind = %s",
            [home, kind],
        )
        keys = [key for (key,) in cursor.fetchall()]
        for start in range(0, len(keys), PORTION):
            _clean(home, keys[start : start + PORTION], numbers)
        cursor.execute(
            "DELETE FROM search_gone WHERE partnership_id = %s AND kind = %s AND number = ANY (%s)",
            [home, kind, list(numbers)],
        )


def _clean(home: UUID, keys: Sequence[UUID], numbers: Iterable[int]) -> None:
    gone = np.array(list(numbers))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, postings FROM search_postinglist"
            " WHERE partnership_id = %s AND id = ANY (%s)",
            [home, list(keys)],
        )
        changed = []
        for key, stored in cursor.fetchall():
            there = places(stored)
            left = there[~np.isin(there["number"], gone)]
            if len(left) < len(there):
                changed.append((key, left.tobytes()))
        cursor.execute(
            _CLEAN, [[key for key, _left in changed], [left for _key, left in changed], home]
        )
        cursor.execute(_FORGET, [home, [key for key, left in changed if not left], home])
