"""Everything that is counted, in numbers, read in two strokes and remembered until it changes.

A person is a number, by family name; so is an end of a tie. Names stand beside it, for whoever may
see them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import NamedTuple, TypedDict
from uuid import UUID

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from dwarsverband.analysis.networks.graph import Graph
from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.access.remembered import remembered
from dwarsverband.modules.network.models import TieKind

Numbers = NDArray[np.int64]
Marks = NDArray[np.bool_]
PERSON, POSITION, ORGANISATION, THEME, WORKS_ON, KEY_PERSON, TIES = range(7)
# Seven tables under each other, each read once from one end to the other; all ties in one value, which
# is ten times as fast as a row for each. The database joins nothing:
# right after an import it does not know yet how much there is, and would choose a way that takes
# ten seconds.
_ROWS = f"""
SELECT {PERSON} AS kind, sort_name AS place, id, NULL::uuid AS one, NULL::uuid AS other,
       name AS text, municipality AS code, neighbourhoods AS names, NULL::bytea AS ties
FROM network_person WHERE partnership_id = %(own)s AND objected_on IS NULL
UNION ALL SELECT {POSITION}, '', id, organisation_id, domain_id, function, person_id::text, NULL, NULL
FROM network_position WHERE partnership_id = %(own)s AND is_main
UNION ALL SELECT {ORGANISATION}, '', id, domain_id, NULL, name, '', NULL, NULL
FROM accounts_organisation WHERE partnership_id = %(own)s
UNION ALL SELECT {THEME}, '', id, NULL, NULL, '', code, NULL, NULL
FROM accounts_theme WHERE partnership_id = %(own)s
UNION ALL SELECT {WORKS_ON}, '', id, person_id, theme_id, '', '', NULL, NULL
FROM network_persontheme WHERE partnership_id = %(own)s
UNION ALL SELECT {KEY_PERSON}, '', person_id, NULL, NULL, '', '', NULL, NULL
FROM network_agreement WHERE partnership_id = %(own)s
UNION ALL SELECT {TIES}, '', NULL, NULL, NULL, '', '', NULL, string_agg(
    uuid_send(first_id) || uuid_send(second_id)
    || int4send(coalesce(last_contact_on - DATE '0001-01-01' + 1, 0))
    || CASE WHEN kind = %(meeting)s THEN '\\x01'::bytea
            WHEN estimated_on = last_contact_on THEN '\\x02'::bytea
            ELSE '\\x00'::bytea END, ''::bytea)
FROM network_tie WHERE partnership_id = %(own)s
ORDER BY kind, place, id
"""  # noqa: S608 (numbers of this file)
_TIE = np.dtype([("first", "S16"), ("second", "S16"), ("last", ">i4"), ("mark", "u1")])
MEETING, ESTIMATE = 1, 2


@dataclass(frozen=True, slots=True)
class Named:
    """A person as a report names them."""

    id: UUID
    name: str
    organisation: str


@dataclass(frozen=True, slots=True)
class Where:
    """Where somebody works and on what (themes by their code), besides their main domain."""

    function: str
    municipality: str
    neighbourhoods: tuple[str, ...]
    themes: frozenset[str]


@dataclass(frozen=True, eq=False)
class Network:
    """People and ties as they are counted.

    `people`, `domains`, `organisations` and `where` have one entry a person; `first`, `second`,
    `last` (the day of the last contact, 0 when unknown), `is_estimate` (whether that is an average of
    a contact round) and `is_meeting` one a tie. Two people may have more than one. `key_persons` are
    the numbers of people with whom something was agreed.
    """

    people: tuple[Named, ...]
    domains: tuple[UUID | None, ...]
    organisations: tuple[UUID | None, ...]
    where: tuple[Where, ...]
    first: Numbers
    second: Numbers
    last: Numbers
    is_meeting: Marks
    is_estimate: Marks
    key_persons: frozenset[UUID] = frozenset()

    @cached_property
    def number(self) -> Mapping[UUID, int]:
        """Which number a person has."""
        return {person.id: at for at, person in enumerate(self.people)}

    @cached_property
    def by_domain(self) -> Mapping[UUID | None, list[int]]:
        """The people of each domain, in their order."""
        found: dict[UUID | None, list[int]] = {}
        for at, domain in enumerate(self.domains):
            found.setdefault(domain, []).append(at)
        return found

    @cached_property
    def graph(self) -> Graph:
        """Who knows whom, each two once."""
        return Graph.from_edges(len(self.people), self.first, self.second)

    @cached_property
    def tie_count(self) -> int:
        """How many pairs of people know each other."""
        return self.graph.ties

    def contacts(self, one: int) -> list[int]:
        """Whom somebody knows, by number."""
        graph = self.graph
        found: list[int] = graph.ends[graph.starts[one] : graph.starts[one + 1]].tolist()
        return found

    def groups(self, per: str, place: Mapping[UUID, int]) -> Numbers:
        """The group of each person, by its place; one too high for whoever is in none of them."""
        own = self.organisations if per == "organisation" else self.domains
        known: dict[UUID | None, int] = dict(place.items())
        outside = len(place)
        return np.array([known.get(key, outside) for key in own], dtype=np.int64)

    def only(self, people: Marks | None = None, ties: Marks | None = None) -> "Network":
        """The part with these people and these ties; who is left keeps the order."""
        kept = np.ones(len(self.first), dtype=bool) if ties is None else ties.copy()
        if people is None:
            return replace(
                self,
                first=self.first[kept],
                second=self.second[kept],
                last=self.last[kept],
                is_meeting=self.is_meeting[kept],
                is_estimate=self.is_estimate[kept],
            )
        kept &= people[self.first] & people[self.second]
        number = np.cumsum(people) - 1
        chosen = np.flatnonzero(people).tolist()
        return Network(
            people=tuple(self.people[at] for at in chosen),
            domains=tuple(self.domains[at] for at in chosen),
            organisations=tuple(self.organisations[at] for at in chosen),
            where=tuple(self.where[at] for at in chosen),
            first=number[self.first[kept]],
            second=number[self.second[kept]],
            last=self.last[kept],
            is_meeting=self.is_meeting[kept],
            is_estimate=self.is_estimate[kept],
            key_persons=self.key_persons,
        )


def read_network(actor: Actor) -> Network:
    """Everybody who is counted in the actor's partnership and region; whoever objects is not."""
    return remembered(actor, "network", lambda: _read(actor))


def day_of(number: int) -> date | None:
    """The day of a last contact; none when it is not known."""
    return date.fromordinal(number) if number else None


def _read(actor: Actor) -> Network:
    own: dict[str, UUID | str] = {
        "own": actor.partnership_id,
        "meeting": TieKind.ATTENDANCE.value,
    }
    rows: list[list[_Row]] = [[] for _kind in range(TIES + 1)]
    with connection.cursor() as cursor:
        cursor.execute(_ROWS, own)
        for row in cursor.fetchall():
            rows[row[0]].append(_Row(*row[2:]))
    packed = rows[TIES][0].ties or b""
    people = rows[PERSON]
    keys = np.array([row.id.bytes for row in people], dtype="S16")
    order = np.argsort(keys)
    ties = np.frombuffer(bytes(packed), dtype=_TIE)
    first, second = (_numbers(keys, order, ties[end]) for end in ("first", "second"))
    is_known = (first >= 0) & (second >= 0)
    return Network(
        **_people(rows),
        first=first[is_known],
        second=second[is_known],
        last=ties["last"][is_known].astype(np.int64),
        is_meeting=ties["mark"][is_known] == MEETING,
        is_estimate=ties["mark"][is_known] == ESTIMATE,
        key_persons=frozenset(row.id for row in rows[KEY_PERSON]),
    )


class _Row(NamedTuple):
    """A row of any of these tables; what the parts are, stands in the question."""

    id: UUID
    one: UUID | None
    other: UUID | None
    text: str
    code: str
    names: list[str] | None
    ties: bytes | None


class _People(TypedDict):
    people: tuple[Named, ...]
    domains: tuple[UUID | None, ...]
    organisations: tuple[UUID | None, ...]
    where: tuple[Where, ...]


def _people(rows: list[list[_Row]]) -> _People:
    """What is known of each person: the first main position counts.

    Without a domain of its own it has that of the organisation.
    """
    organisations = {row.id: row for row in rows[ORGANISATION]}
    codes = {row.id: row.code for row in rows[THEME]}
    work = {row.code: row for row in reversed(rows[POSITION])}
    themes: dict[UUID | None, set[str]] = {}
    for row in rows[WORKS_ON]:
        if row.other in codes:
            themes.setdefault(row.one, set()).add(codes[row.other])
    people, domains, places, where = [], [], [], []
    for row in rows[PERSON]:
        job = work.get(str(row.id))
        at = organisations.get(job.one) if job and job.one else None
        people.append(Named(row.id, row.text, at.text if at else ""))
        places.append(job.one if job else None)
        domains.append((job.other if job else None) or (at.one if at else None))
        own = frozenset(themes.get(row.id, ()))
        where.append(Where(job.text if job else "", row.code, tuple(row.names or ()), own))
    return _People(
        people=tuple(people),
        domains=tuple(domains),
        organisations=tuple(places),
        where=tuple(where),
    )


def _numbers(keys: NDArray[np.bytes_], order: Numbers, wanted: NDArray[np.bytes_]) -> Numbers:
    """The number of each wanted key; -1 when there is nobody of that key."""
    if not len(keys):
        return np.full(len(wanted), -1, dtype=np.int64)
    at = np.searchsorted(keys, wanted, sorter=order)
    found = order[np.minimum(at, len(keys) - 1)]
    return np.where(keys[found] == wanted, found, -1).astype(np.int64)
