"""What the pages of contact rounds show to whoever opens them."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.accounts.queries import visible_domains
from dwarsverband.modules.network.models import Round
from dwarsverband.modules.network.queries.people import sees_everybody
from dwarsverband.modules.network.queries.round_totals import Totals, totals_of
from dwarsverband.modules.network.queries.round_words import (
    for_whom,
    result_lines,
    round_lead,
    round_title,
)
from dwarsverband.modules.network.queries.rounds import (
    ResponseAt,
    missing_names,
    response_of,
    visible_rounds,
)

# Twice a year, for ten years.
MOST = 20


@dataclass(frozen=True, slots=True)
class MissingTold:
    """Somebody who was missed, and where they work as it was passed on."""

    pk: UUID
    name: str
    organisation: str
    domain: str

    @property
    def id(self) -> UUID:
        """The number of the name."""
        return self.pk

    @property
    def where(self) -> str:
        """The organisation and the domain, as far as they were passed on."""
        return " · ".join(part for part in (self.organisation, self.domain) if part)


@dataclass(frozen=True, slots=True)
class RoundTold:
    """A round as one reader may know it."""

    round: Round
    whom: str
    lead: str
    totals: Totals
    lines: tuple[str, ...] = ()
    response: tuple[ResponseAt, ...] = ()
    missing: tuple[MissingTold, ...] = ()

    @property
    def title(self) -> str:
        """What it is called."""
        return round_title(self.round)

    @property
    def id(self) -> object:
        """The number of the round."""
        return self.round.pk


def rounds_told(actor: Actor) -> list[RoundTold]:
    """The rounds of the network in one line each, the newest first."""
    return [_told(actor, one) for one in visible_rounds(actor)[:MOST]]


def round_told(actor: Actor, asked: Round) -> RoundTold:
    """One round: its totals, and for the coordinator the response and the names that were missed."""
    told = _told(actor, asked)
    if not sees_everybody(actor):
        return told
    return RoundTold(
        round=asked,
        whom=told.whom,
        lead=told.lead,
        totals=told.totals,
        lines=told.lines,
        response=tuple(response_of(actor, asked)),
        missing=tuple(_missing(actor, asked)),
    )


def _told(actor: Actor, asked: Round) -> RoundTold:
    totals = totals_of(actor, asked)
    return RoundTold(
        round=asked,
        whom=for_whom(asked),
        lead=round_lead(asked, totals),
        totals=totals,
        lines=tuple(result_lines(totals)),
    )


def _missing(actor: Actor, asked: Round) -> Iterator[MissingTold]:
    found = list(missing_names(actor).filter(participation__round=asked))
    domains = {one.code: one.name for one in visible_domains(actor)} if found else {}
    for one in found:
        yield MissingTold(one.pk, one.name, one.organisation, domains.get(one.domain_code, ""))
