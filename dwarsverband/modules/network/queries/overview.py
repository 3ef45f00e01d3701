"""The page with the silo report: the report, what can be chosen, and what hangs on the reader."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.access.remembered import remembered
from dwarsverband.modules.network.queries.filters import Choices, Filter, filter_choices
from dwarsverband.modules.network.queries.people import own_keys
from dwarsverband.modules.network.queries.reading import Named, Network, read_network
from dwarsverband.modules.network.queries.silos import (
    Group,
    Pair,
    Silos,
    full_report,
    silo_report,
)


@dataclass(frozen=True, slots=True)
class Overview:
    """The report that an address asks for, and what else could be asked."""

    report: Silos
    choices: Choices | None


@dataclass(frozen=True, slots=True)
class Counted:
    """The report as the actor may know it, and what it was made of: for what is their own."""

    report: Silos
    whole: Silos
    network: Network


@dataclass(frozen=True, slots=True)
class Carried:
    """A bridge that hangs on the reader: whom they know across, and who could come along."""

    pair: Pair
    across: tuple[Named, ...]
    colleagues: tuple[Named, ...]


def overview(actor: Actor, per: str, wanted: Filter) -> Overview:
    """The report as far as the actor may know it, remembered until something changes."""
    return remembered(
        actor,
        ("overview", per, wanted),
        lambda: Overview(silo_report(actor, per, wanted), filter_choices(actor)),
    )


def counted(actor: Actor) -> Counted:
    """What a page asks that shows more than the report, all at once."""
    return remembered(
        actor,
        "counted",
        lambda: Counted(silo_report(actor), full_report(actor), read_network(actor)),
    )


def own_load(actor: Actor) -> list[Carried]:
    """The bridges that hang on a partner, for that partner: what is theirs is told to nobody else."""
    keys = own_keys(actor)
    return own_load_of(counted(actor), keys) if keys else []


def own_load_of(found: Counted, keys: Collection[UUID]) -> list[Carried]:
    """The bridges that hang on these people, who are the reader."""
    return [
        _carried(found.network, load.person.id, pair)
        for load in found.whole.carried
        if load.person.id in keys
        for pair in load.pairs
    ]


def _carried(network: Network, own: UUID, pair: Pair) -> Carried:
    at = network.number[own]
    own_domain = network.domains[at]
    other: Group = pair.second if pair.first.pk == own_domain else pair.first
    known = network.contacts(at)
    return Carried(
        pair=pair,
        across=tuple(network.people[one] for one in known if network.domains[one] == other.pk),
        colleagues=tuple(
            network.people[one] for one in known if network.domains[one] == own_domain
        ),
    )
