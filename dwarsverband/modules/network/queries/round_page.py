"""What the pages of contact rounds show to whoever opens them."""

from dataclasses import dataclass

from dwarsverband.foundation.access import Actor
from dwarsverband.modules.network.models import MissingName, Round
from dwarsverband.modules.network.queries.people import sees_everybody
from dwarsverband.modules.network.queries.round_totals import Totals, totals_of
from dwarsverband.modules.network.queries.round_words import for_whom, result_lines, round_lead
from dwarsverband.modules.network.queries.rounds import (
    ResponseAt,
    missing_names,
    response_of,
    visible_rounds,
)

# Twice a year, for ten years.
MOST = 20


@dataclass(frozen=True, slots=True)
class RoundTold:
    """A round as one reader may know it."""

    round: Round
    whom: str
    lead: str
    totals: Totals
    lines: tuple[str, ...] = ()
    response: tuple[ResponseAt, ...] = ()
    missing: tuple[MissingName, ...] = ()

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
        missing=tuple(missing_names(actor).filter(participation__round=asked)),
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
