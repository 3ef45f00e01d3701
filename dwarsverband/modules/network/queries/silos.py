"""Which domains do not know each other, and which ties hang on one person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from django.utils import timezone

from dwarsverband.analysis.networks.silos import (
    Expectation,
    FragilePair,
    assortativity,
    ei_expected,
    ei_index,
    fragile_pairs,
    mixing_matrix,
    modularity,
    tied_pairs,
)
from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.access.remembered import remembered
from dwarsverband.foundation.accounts.models import Domain, Organisation
from dwarsverband.foundation.accounts.queries import visible_domains, visible_organisations
from dwarsverband.modules.network.queries.filters import EVERYTHING, Filter, filtered
from dwarsverband.modules.network.queries.names import sort_name
from dwarsverband.modules.network.queries.people import sees_everybody, withdrawn_this_year
from dwarsverband.modules.network.queries.reading import (
    Named,
    Network,
    Numbers,
    day_of,
    read_network,
)

FEWEST_SHOWN = 5
# Of more groups than this nobody reads who does not know whom: that list grows with the square.
MOST_WHOLE = 40
Group = Domain | Organisation


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
    is_estimate: bool = False

    @property
    def hangs_on_one(self) -> bool:
        """Whether one person's absence cuts everything between the two."""
        return self.needed == 1


def without_tie(first: Group, second: Group) -> Pair:
    """Two groups with nothing between them."""
    return Pair(first, second, 0, 0, 0, (), None)


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
    filter: Filter = EVERYTHING

    @property
    def is_by_domain(self) -> bool:
        """Whether it is over domains, and not over organisations."""
        return all(isinstance(group, Domain) for group in self.groups)

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
    def carried(self) -> list[Load]:
        """Whoever carries a bridge alone, by family name, with all that hang on them."""
        carried: dict[Named, list[Pair]] = {}
        for pair in self.bridges:
            for person in pair.carriers:
                carried.setdefault(person, []).append(pair)
        loads = [Load(person, tuple(found)) for person, found in carried.items()]
        return sorted(loads, key=lambda load: sort_name(load.person.name))

    @property
    def loads(self) -> list[Load]:
        """Whoever carries more than one bridge alone, by family name: load, not fame."""
        return [load for load in self.carried if len(load.pairs) > 1]

    @property
    def strangers(self) -> list[Pair]:
        """The pairs of groups with people in them and no tie between."""
        empty = set(self.missing)
        return [
            pair
            for pair in self.pairs
            if not pair.ties and not pair.is_hidden and not {pair.first, pair.second} & empty
        ]


def silo_report(actor: Actor, per: str = "domain", wanted: Filter = EVERYTHING) -> Silos:
    """The report over domains or over organisations, as far as the actor may know it.

    Only whoever sees everybody has it over organisations or through a filter. From two views of the
    same people the others could work out a count that is hidden in both, by taking one from the
    other; with one view there is nothing to take from.
    """
    if not sees_everybody(actor):
        return hide_small(_whole_report(actor, "domain", EVERYTHING))
    return _whole_report(actor, per, wanted)


def full_report(actor: Actor) -> Silos:
    """The report with names and small counts, to be shown to somebody only about themselves."""
    return _whole_report(actor, "domain", EVERYTHING)


def _whole_report(actor: Actor, per: str, wanted: Filter) -> Silos:
    def work_out() -> Silos:
        network = filtered(read_network(actor), wanted)
        report = report_on(groups_of(actor, per), network, per)
        return replace(report, withdrawn_count=withdrawn_this_year(actor), filter=wanted)

    return remembered(actor, ("silos", per, wanted), work_out)


def groups_of(actor: Actor, per: str) -> list[Group]:
    """The domains, or the organisations, between which ties are counted."""
    return list(visible_organisations(actor) if per == "organisation" else visible_domains(actor))


def report_on(groups: Sequence[Group], network: Network, per: str = "domain") -> Silos:
    """The report on what was read, with every name and every count.

    Over many organisations it holds the pairs with a tie only.
    """
    group_of = network.groups(per, {group.pk: at for at, group in enumerate(groups)})
    is_placed = group_of < len(groups)
    placed, group_of = network.only(is_placed), group_of[is_placed]
    sizes = np.bincount(group_of, minlength=len(groups))
    mixing = mixing_matrix(placed.graph, group_of, len(groups))
    inside = np.diagonal(mixing) // 2
    return Silos(
        groups=tuple(groups),
        sizes=tuple(sizes.tolist()),
        inside=tuple(inside.tolist()),
        pairs=tuple(
            _pairs(groups, placed, group_of, is_whole=per == "domain" or len(groups) <= MOST_WHOLE)
        ),
        people_count=len(network.people),
        tie_count=network.tie_count,
        without_group=int((~is_placed).sum()),
        measured_on=timezone.localdate(),
        withdrawn_count=0,
        figures=_figures(placed, group_of, mixing),
        is_complete=True,
        names_people=True,
    )


def _pairs(
    groups: Sequence[Group], network: Network, group_of: Numbers, *, is_whole: bool
) -> list[Pair]:
    count, nodes = len(groups), max(len(network.people), 1)
    ends = np.sort([group_of[network.first], group_of[network.second]], axis=0)
    keys, number = np.unique(ends[0] * count + ends[1], return_inverse=True)
    last = np.zeros(len(keys), dtype=np.int64)
    np.maximum.at(last, number, network.last)
    exact = np.zeros(len(keys), dtype=np.int64)
    np.maximum.at(exact, number, np.where(network.is_estimate, 0, network.last))
    taking_part = np.unique(
        np.concatenate([number * nodes + network.first, number * nodes + network.second])
    )
    people = np.bincount(taking_part // nodes, minlength=len(keys))
    rows = zip(people.tolist(), last.tolist(), (exact < last).tolist(), strict=True)
    told = dict(zip(keys.tolist(), rows, strict=True))
    found = (fragile_pairs if is_whole else tied_pairs)(network.graph, group_of, count)
    return [_pair(groups, network, pair, told) for pair in found]


def _pair(
    groups: Sequence[Group],
    network: Network,
    pair: FragilePair,
    told: Mapping[int, tuple[int, int, bool]],
) -> Pair:
    nothing = (0, 0, False)
    people, last, is_estimate = told.get(pair.first * len(groups) + pair.second, nothing)
    return Pair(
        first=groups[pair.first],
        second=groups[pair.second],
        ties=pair.ties,
        needed=pair.people,
        people=people,
        carriers=tuple(network.people[node] for node in pair.carriers),
        last_contact_on=day_of(last),
        is_estimate=is_estimate,
    )


def _figures(network: Network, group_of: Numbers, mixing: Numbers) -> Figures:
    return Figures(
        ei_index=ei_index(mixing),
        ei_expected=ei_expected(network.graph, group_of, len(mixing)),
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
