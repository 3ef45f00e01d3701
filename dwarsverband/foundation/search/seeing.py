"""What the index tells within what an actor sees: every question passes through here."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any  # values of the database
from uuid import UUID

import numpy as np
from django.core.exceptions import EmptyResultSet
from django.db import connection
from psycopg import sql

from dwarsverband.analysis.words.ranking import Numbers, Shares
from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.search.asking import Form
from dwarsverband.foundation.search.kinds import Kind, Text, Things
from dwarsverband.foundation.search.lists import places
from dwarsverband.foundation.search.sql import PLACE_BYTES
from dwarsverband.foundation.search.tokens import EVERYTHING

# So many words that share letters are compared, one by one, with each that is asked.
MOST_COMPARED = 300
# What is fresh, and what the things hold of which the asker sees only some, is read by thing. Read
# by word it would take longer the more others hold the word, and so tell that they do.
_LOOSE = sql.SQL("""
WITH loose AS MATERIALIZED (
    SELECT entry.kind, entry.number, held.token, held.share
    FROM search_entry AS entry CROSS JOIN unnest(entry.tokens, entry.shares) AS held (token, share)
    WHERE entry.partnership_id = {home} AND entry.kind = ANY ({whole}) AND entry.is_fresh {own})
""")
_OWN = sql.SQL("""
    UNION ALL SELECT entry.kind, entry.number, held.token, held.share
    FROM search_entry AS entry CROSS JOIN unnest(entry.tokens, entry.shares) AS held (token, share)
    WHERE entry.partnership_id = {home} AND entry.kind = {kind}
        AND entry.subject = ANY (ARRAY({visible}))
""")
# By LIMIT, PostgreSQL looks each word up, where it would otherwise read the names of all lists.
_STANDS = sql.SQL(
    "((SELECT true FROM search_postinglist AS list WHERE list.partnership_id = {home}"
    " AND list.token = likely.token AND list.kind = ANY ({whole}) LIMIT 1)"
    " OR likely.token IN (SELECT loose.token FROM loose))"
)
_HELD = sql.SQL("""
{loose} SELECT list.token FROM search_postinglist AS list
    WHERE list.partnership_id = {home} AND list.token = ANY ({tokens}) AND list.kind = ANY ({whole})
UNION SELECT loose.token FROM loose WHERE loose.token = ANY ({tokens})
""")
# Only words that the asker sees take part: others would push these out, and so be noticed.
_ALIKE = sql.SQL("""
{loose} SELECT form, token FROM (
    SELECT likely.form, likely.token,
        row_number() OVER (PARTITION BY likely.form ORDER BY count DESC, likely.token) AS place
    FROM (SELECT asked.form, gram.token, count(*) AS count
        FROM unnest({forms}::int[], {ways}::text[]) AS asked (form, way)
        JOIN search_gram AS gram ON gram.partnership_id = {home} AND gram.gram = asked.way
        GROUP BY 1, 2 HAVING count(*) >= ({least}::int[])[asked.form + 1]) AS likely
    WHERE {stands}) AS alike
WHERE place <= {most}
""")
_POSTINGS = sql.SQL("""
{loose} SELECT kind, token, NULL::int AS number, NULL::float8 AS share, octet_length(postings) AS size,
    CASE WHEN token <> {everything} THEN postings END AS postings
    FROM search_postinglist
    WHERE partnership_id = {home} AND token = ANY ({tokens}) AND kind = ANY ({whole})
UNION ALL SELECT kind, token, number, share, NULL, NULL FROM loose WHERE token = ANY ({tokens})
UNION ALL SELECT kind, NULL, number, NULL, NULL, NULL FROM search_gone
    WHERE partnership_id = {home} AND kind = ANY ({whole})
""")
_ROWS = sql.SQL("SELECT {kind} AS kind, to_jsonb(told) AS row FROM ({rows}) AS told")
_SUBJECTS = """
SELECT entry.kind, entry.number, entry.subject FROM unnest(%s::text[], %s::int[]) AS found (kind, number)
JOIN search_entry AS entry ON entry.partnership_id = %s AND entry.kind = found.kind
    AND entry.number = found.number
"""


@dataclass(frozen=True, slots=True)
class Postings:
    """How many things of a kind somebody sees, and which of them hold which word."""

    total: int
    held: Mapping[str, tuple[Numbers, Shares]]


class View:
    """What one actor sees of some kinds."""

    def __init__(self, actor: Actor, asked: Iterable[Kind]) -> None:
        """Work out of which kinds the actor sees everything, and of which only some."""
        self.actor, self.kinds = actor, list[Kind]()
        own: list[sql.Composable] = []
        whole: list[str] = []
        self._home = sql.Literal(actor.partnership_id)
        for kind in asked:
            if kind.sees_all(actor):
                whole.append(kind.name)
            elif (visible := _woven(kind.visible(actor).order_by().values("pk"))) is not None:
                name = sql.Literal(kind.name)
                own.append(_OWN.format(home=self._home, kind=name, visible=visible))
            else:
                continue
            self.kinds.append(kind)
        self._sees_all, self._whole = not own, sql.Literal(whole)
        self._loose = _LOOSE.format(home=self._home, whole=self._whole, own=sql.SQL("").join(own))

    def held(self, tokens: Collection[str]) -> set[str]:
        """Which of these words stand in anything."""
        rows = self._rows(
            _HELD.format(
                loose=self._loose,
                home=self._home,
                tokens=sql.Literal(sorted(tokens)),
                whole=self._whole,
            )
        )
        return {str(token) for (token,) in rows}

    def alike(self, forms: Sequence[Form]) -> list[tuple[Form, str]]:
        """Words that stand in something, to which enough of these ways lead."""
        ways = [(number, way) for number, form in enumerate(forms) for way in form.ways]
        rows = self._rows(
            _ALIKE.format(
                loose=self._loose,
                forms=sql.Literal([number for number, _way in ways]),
                ways=sql.Literal([way for _number, way in ways]),
                least=sql.Literal([form.least for form in forms]),
                home=self._home,
                stands=sql.SQL("true")
                if self._sees_all
                else _STANDS.format(home=self._home, whole=self._whole),
                most=sql.Literal(MOST_COMPARED),
            )
        )
        return sorted(((forms[number], token) for number, token in rows), key=lambda one: one[1])

    def postings(self, tokens: Collection[str]) -> dict[str, Postings]:
        """Of each kind: the things that hold these words."""
        rows = self._rows(
            _POSTINGS.format(
                loose=self._loose,
                everything=sql.Literal(EVERYTHING),
                home=self._home,
                tokens=sql.Literal(sorted({*tokens, EVERYTHING})),
                whole=self._whole,
            )
        )
        return {
            kind.name: _read([row[1:] for row in rows if row[0] == kind.name])
            for kind in self.kinds
        }

    def subjects(self, found: Mapping[str, Numbers]) -> dict[tuple[str, int], UUID]:
        """What the numbers of each kind stand for."""
        pairs = [(kind, int(number)) for kind, numbers in found.items() for number in numbers]
        with connection.cursor() as cursor:
            cursor.execute(
                _SUBJECTS,
                [[kind for kind, _ in pairs], [one for _, one in pairs], self.actor.partnership_id],
            )
            return {(kind, number): subject for kind, number, subject in cursor.fetchall()}

    def texts(self, found: Mapping[str, Collection[UUID]]) -> dict[UUID, Text]:
        """What is written about some things of each kind, read through the module's own query."""
        asked = [
            _ROWS.format(kind=sql.Literal(kind.name), rows=rows)
            for kind in self.kinds
            if (keys := found.get(kind.name))
            and (rows := _woven(kind.rows(kind.visible(self.actor).filter(pk__in=keys).order_by())))
        ]
        if not asked:
            return {}
        of = {kind.name: kind for kind in self.kinds}
        told = self._rows(sql.SQL(" UNION ALL ").join(asked))
        texts = (of[name].text(json.loads(row)) for name, row in told)
        return {text.subject: text for text in texts}

    def _rows(self, question: sql.Composable) -> list[tuple[Any, ...]]:
        with connection.cursor() as cursor:
            cursor.execute(question)
            return list(cursor.fetchall())


def _woven(things: Things) -> sql.Composable | None:
    """A question of Django's, as a part of another; nothing where it can have no answer."""
    try:
        text, values = things.query.get_compiler(connection=connection).as_sql()
    except EmptyResultSet:
        return None
    pieces: list[sql.Composable] = [sql.SQL(piece.replace("%%", "%")) for piece in text.split("%s")]
    woven = [pieces[0]]
    for value, piece in zip(values, pieces[1:], strict=True):
        woven += [sql.Literal(value), piece]
    return sql.Composed(woven)


def _read(rows: Sequence[tuple[Any, ...]]) -> Postings:
    """Lists and loose words of one kind, without what is gone."""
    lists: dict[str, list[tuple[Numbers, Shares]]] = {}
    loose: dict[str, list[tuple[int, float]]] = {}
    gone, total = [], 0
    for token, number, share, size, stored in rows:
        if token is None:
            gone.append(number)
        elif token == EVERYTHING:
            total += 1 if size is None else size // PLACE_BYTES
        elif stored is None:
            loose.setdefault(token, []).append((number, share))
        else:
            there = places(stored)
            lists.setdefault(token, []).append(
                (there["number"].astype(np.int64), there["share"].astype(np.float64))
            )
    for token, some in loose.items():
        numbers, shares = zip(*some, strict=True)
        lists.setdefault(token, []).append((np.array(numbers), np.array(shares)))
    left = np.array(gone, np.int64)
    held = {token: _joined(some, left) for token, some in lists.items()}
    return Postings(total - len(gone), {token: one for token, one in held.items() if len(one[0])})


def _joined(some: Sequence[tuple[Numbers, Shares]], gone: Numbers) -> tuple[Numbers, Shares]:
    numbers = np.concatenate([one for one, _shares in some])
    shares = np.concatenate([one for _numbers, one in some])
    if not len(gone):
        return numbers, shares
    there = ~np.isin(numbers, gone)
    return numbers[there], shares[there]
