"""Which domains do not know each other, and which ties hang on one person."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import numpy as np
from django.utils import timezone
from numpy.typing import NDArray

from dwarsverband.analysis.networks.graph import Graph
from dwarsverband.analysis.networks.silos import (
    Expectation,
    assortativity,
    ei_expected,
    ei_index,
    fragile_pairs,
    mixing_matrix,
    modularity,
)
from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.accounts.models import Domain, Organisation
from dwarsverband.foundation.accounts.queries import visible_domains, visible_organisations
from dwarsverband.modules.network.models import Person, Position, Tie
from dwarsverband.modules.network.queries.names import sort_name
from dwarsverband.modules.network.queries.people import sees_everybody, withdrawn_this_year

FEWEST_SHOWN = 5
Numbers = NDArray[np.int64]
Group = Domain | Organisation


@dataclass(frozen=True, slots=True)
class Named:
    """A person as a report names them."""

    id: UUID
    name: str
    organisation: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two groups and what is between them.

    `people` counts everybody with a tie across; `carriers` are those without whom there is
    nothing left, when one person is enough; `is_hidden` says that it is too few to show.
    """

    first: Group
    second: Group
    ties: int
    needed: int
    people: int
    carriers: tuple[Named, ...]
    last_contact_on: date | None
    is_hidden: bool = False

    @property
    def hangs_on_one(self) -> bool:
        """Whether one person's absence cuts everything between the two."""
        return self.needed == 1


@dataclass(frozen=True, slots=True)
class Load:
    """A person and the bridges that hang on them."""

    person: Named
    pairs: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """The measures of the literature over the whole network; NaN where one does not exist."""

    ei_index: float
    ei_expected: Expectation
    assortativity: float
    modularity: float


@dataclass(frozen=True, slots=True)
class Silos:
    """The silo report: groups, pairs, and what an actor may know of them."""

    groups: tuple[Group, ...]
    sizes: tuple[int, ...]
    inside: tuple[int, ...]
    pairs: tuple[Pair, ...]
    people_count: int
    tie_count: int
    without_group: int
    measured_on: date
    withdrawn_count: int
    figures: Figures | None
    is_complete: bool
    names_people: bool

    @property
    def missing(self) -> list[Group]:
        """The groups in which the network knows nobody."""
        return [group for group, size in zip(self.groups, self.sizes, strict=True) if size == 0]

    @property
    def bridges(self) -> list[Pair]:
        """The pairs that hang on one person, the longest silence first; unknown is longest."""
        found = [pair for pair in self.pairs if pair.hangs_on_one and not pair.is_hidden]
        return sorted(found, key=lambda pair: pair.last_contact_on or date.min)

    @property
    def loads(self) -> list[Load]:
        """Whoever carries more than one bridge alone, by family name: load, not fame."""
        carried: dict[Named, list[Pair]] = {}
        for pair in self.bridges:
            for person in pair.carriers:
                carried.setdefault(person, []).append(pair)
        loads = [Load(person, tuple(found)) for person, found in carried.items() if len(found) > 1]
        return sorted(loads, key=lambda load: sort_name(load.person.name))

    @property
    def strangers(self) -> list[Pair]:
        """The pairs of groups with people in them and no tie between."""
        empty = set(self.missing)
        return [
            pair
            for pair in self.pairs
            if not pair.ties and not pair.is_hidden and not {pair.first, pair.second} & empty
        ]


@dataclass(frozen=True, slots=True)
class Network:
    """Everything that is counted: people, the group of each, and ties with the last contact."""

    people: dict[UUID, Named]
    group_of: dict[UUID, UUID | None]
    ties: list[tuple[UUID, UUID, date | None]]


def silo_report(actor: Actor, per: str = "domain") -> Silos:
    """The report over domains or over organisations, as far as the actor may know it."""
    return report_on(actor, groups_of(actor, per), read_network(actor, per))


def groups_of(actor: Actor, per: str) -> list[Group]:
    """The domains, or the organisations, between which ties are counted."""
    return list(visible_organisations(actor) if per == "organisation" else visible_domains(actor))


def read_network(actor: Actor, per: str) -> Network:
    """What is counted for the actor's partnership, in three queries; whoever objects is not."""
    own = {"partnership_id": actor.partnership_id}
    rows = Position.objects.filter(**own, is_main=True).values_list(
        "person_id", "organisation_id", "organisation__name", "domain_id", "organisation__domain_id"
    )
    positions = {row[0]: row[1:] for row in rows.order_by("person_id", "-id")}
    people: dict[UUID, Named] = {}
    group_of: dict[UUID, UUID | None] = {}
    counted = Person.objects.filter(**own, objected_on=None)
    for key, name in counted.values_list("id", "name"):
        organisation, title, domain, usual = positions.get(key, (None, None, None, None))
        people[key] = Named(key, name, title or "")
        group_of[key] = organisation if per == "organisation" else domain or usual
    ties = Tie.objects.filter(**own).values_list("first_id", "second_id", "last_contact_on")
    known = [tie for tie in ties if tie[0] in people and tie[1] in people]
    return Network(people, group_of, known)


def report_on(actor: Actor, groups: Sequence[Group], network: Network) -> Silos:
    """The report on what was read, without names and small counts for whom they are not meant."""
    place = {group.pk: index for index, group in enumerate(groups)}
    placed = {key: place[group] for key, group in network.group_of.items() if group in place}
    nodes = list(placed)
    number = {key: index for index, key in enumerate(nodes)}
    group_of = np.array(list(placed.values()), dtype=np.int64)
    sizes = np.bincount(group_of, minlength=len(groups))
    across = [tie for tie in network.ties if tie[0] in number and tie[1] in number]
    known = sorted({(number[first], number[second]) for first, second, _on in across})
    ends = np.array(known, dtype=np.int64).reshape(-1, 2)
    graph = Graph.from_edges(len(nodes), ends[:, 0], ends[:, 1])
    pairs = _pairs(groups, network, nodes, graph, group_of, across)
    mixing = mixing_matrix(graph, group_of, len(groups))
    inside = np.diagonal(mixing) // 2
    report = Silos(
        groups=tuple(groups),
        sizes=tuple(int(size) for size in sizes),
        inside=tuple(int(count) for count in inside),
        pairs=tuple(pairs),
        people_count=len(network.people),
        tie_count=len({(first, second) for first, second, _on in network.ties}),
        without_group=len(network.people) - len(nodes),
        measured_on=timezone.localdate(),
        withdrawn_count=withdrawn_this_year(actor),
        figures=_figures(graph, group_of, mixing),
        is_complete=True,
        names_people=True,
    )
    return report if sees_everybody(actor) else hide_small(report)


def _pairs(
    groups: Sequence[Group],
    network: Network,
    nodes: Sequence[UUID],
    graph: Graph,
    group_of: Numbers,
    across: Iterable[tuple[UUID, UUID, date | None]],
) -> list[Pair]:
    number = {key: index for index, key in enumerate(nodes)}
    last: dict[tuple[int, int], date] = {}
    people: dict[tuple[int, int], set[UUID]] = {}
    for first, second, on in across:
        low, high = sorted((int(group_of[number[first]]), int(group_of[number[second]])))
        people.setdefault((low, high), set()).update((first, second))
        if on is not None:
            last[low, high] = max(on, last.get((low, high), on))
    return [
        Pair(
            first=groups[pair.first],
            second=groups[pair.second],
            ties=pair.ties,
            needed=pair.people,
            people=len(people.get((pair.first, pair.second), ())),
            carriers=tuple(network.people[nodes[node]] for node in pair.carriers),
            last_contact_on=last.get((pair.first, pair.second)),
        )
        for pair in fragile_pairs(graph, group_of, len(groups))
    ]


def _figures(graph: Graph, group_of: Numbers, mixing: Numbers) -> Figures:
    return Figures(
        ei_index=ei_index(mixing),
        ei_expected=ei_expected(graph, group_of, len(mixing)),
        assortativity=assortativity(mixing),
        modularity=modularity(mixing),
    )


def hide_small(report: Silos) -> Silos:
    """The report for others than the coordinator: no names, nothing over fewer than five people.

    A count of nothing is over everybody in the two groups. When something is hidden, totals are
    left out too, so that nothing can be worked out from them.
    """
    size = dict(zip((group.pk for group in report.groups), report.sizes, strict=True))
    pairs = tuple(
        _without_names(pair, size[pair.first.pk], size[pair.second.pk]) for pair in report.pairs
    )
    sizes = tuple(-1 if 0 < count < FEWEST_SHOWN else count for count in report.sizes)
    is_complete = not any(pair.is_hidden for pair in pairs) and sizes == report.sizes
    return Silos(
        groups=report.groups,
        sizes=sizes,
        inside=tuple(
            -1 if 0 < people < FEWEST_SHOWN else count
            for people, count in zip(report.sizes, report.inside, strict=True)
        ),
        pairs=pairs,
        people_count=report.people_count if is_complete else -1,
        tie_count=report.tie_count if is_complete else -1,
        without_group=-1,
        measured_on=report.measured_on,
        withdrawn_count=report.withdrawn_count,
        figures=report.figures if is_complete else None,
        is_complete=is_complete,
        names_people=False,
    )


def _without_names(pair: Pair, first: int, second: int) -> Pair:
    people = pair.people if pair.ties else min(first, second)
    is_small = 0 < people < FEWEST_SHOWN or 0 < first < FEWEST_SHOWN or 0 < second < FEWEST_SHOWN
    return Pair(
        first=pair.first,
        second=pair.second,
        ties=-1 if is_small else pair.ties,
        needed=-1 if is_small else pair.needed,
        people=-1 if is_small else pair.people,
        carriers=(),
        last_contact_on=None,
        is_hidden=is_small,
    )
