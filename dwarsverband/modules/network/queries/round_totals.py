"""What came of a contact round: totals for everybody, and each their own surroundings."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.accounts.models import Organisation
from dwarsverband.modules.network.models import NamedContact, Participation, Person, Round, Tie
from dwarsverband.modules.network.queries.people import Known, as_known, sees_everybody
from dwarsverband.modules.network.queries.rounds import SMALL


@dataclass(frozen=True, slots=True)
class Totals:
    """A round in numbers; None is a number that is too small to tell."""

    asked: int | None
    answered: int | None
    ties: int | None
    new: int | None
    confirmed: int | None


@dataclass(frozen=True, slots=True)
class OwnTie:
    """A tie as somebody reads it who answered: with whom, where they work, and who said so."""

    other: Person
    organisation: Organisation | None
    who_said: str


@dataclass(frozen=True, slots=True)
class Result:
    """What somebody who answered gets back: their own ties, and the totals."""

    participation: Participation
    ties: tuple[OwnTie, ...]
    totals: Totals


def totals_of(actor: Actor, asked: Round) -> Totals:
    """The totals of a round, as far as the actor may know them: small numbers tell of others."""
    counts = counted(asked) if asked.closed_on is None else kept(asked)
    if sees_everybody(actor):
        return Totals(*counts)
    people, answered, *ties = counts
    return Totals(
        people if people >= SMALL else None,
        answered if min(answered, people - answered) >= SMALL else None,
        *(one if answered >= SMALL and one >= SMALL else None for one in ties),
    )


def kept(asked: Round) -> tuple[int, int, int, int, int]:
    """What was written down when the round closed."""
    return (
        asked.asked_count,
        asked.answered_count,
        asked.tie_count,
        asked.new_count,
        asked.confirmed_count,
    )


def counted(asked: Round) -> tuple[int, int, int, int, int]:
    """The same, counted now: asked, answered, ties, those that are new, and those that both told."""
    home = {"partnership_id": asked.partnership_id}
    people = Participation.objects.filter(**home, round=asked).aggregate(
        asked=Count("pk"), answered=Count("answered_on")
    )
    named = NamedContact.objects.filter(**home, participation__round=asked)
    both = Q(tie__first_said_on__gte=asked.opened_on, tie__second_said_on__gte=asked.opened_on)
    ties = named.aggregate(
        ties=Count("tie", distinct=True),
        new=Count("tie", distinct=True, filter=Q(made_tie=True)),
        both=Count("tie", distinct=True, filter=both),
    )
    return (people["asked"], people["answered"], ties["ties"], ties["new"], ties["both"])


def result_of(actor: Actor, participation: Participation) -> Result:
    """What came of it for one person."""
    own = participation.person
    return Result(
        participation=participation,
        ties=tuple(_own_ties(own, as_known(own, _ties_of(participation)))),
        totals=totals_of(actor, participation.round),
    )


def _own_ties(own: Person, ties: list[Known]) -> Iterator[OwnTie]:
    """The ties in the order of names."""
    for one in sorted(ties, key=lambda known: (known.other.sort_name, known.other.pk)):
        yield OwnTie(one.other, one.organisation, _who_said(own, one.tie))


def _who_said(own: Person, tie: Tie) -> str:
    if tie.told == "both":
        return _("you both said so")
    is_own = (tie.first_said_on is not None) == (tie.first_id == own.pk)
    return _("you said so") if is_own else _("the other said so")


def _ties_of(participation: Participation) -> QuerySet[Tie]:
    """The ties that somebody told of in a round, or that others told of them."""
    own = participation.person_id
    ties = Tie.objects.filter(
        Q(first=own, second__objected_on=None) | Q(second=own, first__objected_on=None),
        partnership_id=participation.partnership_id,
    )
    return ties.exclude(first_said_on=None, second_said_on=None)
