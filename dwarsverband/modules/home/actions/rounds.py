"""Contact rounds of the demo town: one that closed in spring, and one that asks now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.accounts.models import Domain, Membership
from dwarsverband.modules.network.models import (
    Agreement,
    MissingName,
    NamedContact,
    Participation,
    Person,
    Round,
    Tie,
    TieKind,
)
from dwarsverband.modules.network.queries.round_totals import counted

Often = NamedContact.Often
SEED, KEPT, DAYS, MOST = 7, 730, 21, 8
SOURCE = "contact round"
SPRING = (4, 7)
OPEN_DAYS = 9
# Whose open request the demo shows, and who has just answered.
WAITS, ANSWERED = "Bram Hendriks", "Hanneke Vos"
MISSING = (("Liesbeth Kromhout", "Reclassering"), ("Joris Veenstra", "Basisschool De Wilg"))
OFTEN = {1: Often.LESS, 2: Often.MONTHLY, 3: Often.WEEKLY, 4: Often.WEEKLY}


@dataclass(frozen=True, slots=True)
class Told:
    """One round of the demo: its days, which part answers, and whether it is over."""

    opened_on: date
    part: float
    is_closed: bool


def add_rounds(actor: Actor, people: Mapping[str, Person], basis: str) -> None:
    """Ask with whom people work, twice; they name whom they know, so that nobody gets a new tie."""
    today, chance = timezone.localdate(), Random(SEED)  # noqa: S311 (a fictional town is no secret)
    spring = date(today.year, *SPRING)
    if spring > today - timedelta(days=90):
        spring = date(today.year - 1, *SPRING)
    agreed = Agreement.objects.filter(partnership_id=actor.partnership_id)
    keys = set(agreed.values_list("person_id", flat=True))
    asked = [one for one in people.values() if one.email and one.pk not in keys]
    for told in (
        Told(spring, 0.72, is_closed=True),
        Told(today - timedelta(days=OPEN_DAYS), 0.6, is_closed=False),
    ):
        _add(actor, asked, told, chance, basis)


def _add(actor: Actor, asked: list[Person], told: Told, chance: Random, basis: str) -> None:
    held = _round(actor, told)
    answers = [_participation(held, person, told, chance, basis) for person in asked]
    Participation.objects.bulk_create(answers)
    ties = _ties_by_person(actor, told.opened_on)
    named = [
        contact
        for answer in answers
        if answer.answered_on
        for contact in _named(answer, ties.get(answer.person_id, []))
    ]
    NamedContact.objects.bulk_create(named)
    _say(named, told.opened_on)
    if told.is_closed:
        _close(held)
    else:
        MissingName.objects.bulk_create(_missing(answers, basis))


def _round(actor: Actor, told: Told) -> Round:
    home = {"partnership_id": actor.partnership_id}
    ends_on = told.opened_on + timedelta(days=DAYS)
    return Round.objects.create(
        **home,
        opened_by=Membership.objects.filter(**home, role="coordinator").first(),
        asks_about=None if told.is_closed else Domain.objects.get(**home, code="education"),
        opened_on=told.opened_on,
        answers_until=ends_on,
        closed_on=ends_on + timedelta(days=1) if told.is_closed else None,
    )


def _participation(
    held: Round, person: Person, told: Told, chance: Random, basis: str
) -> Participation:
    days = DAYS if told.is_closed else OPEN_DAYS
    has_answered = chance.random() < told.part or person.name == ANSWERED
    if person.name == WAITS:
        has_answered = told.is_closed
    answered_on = told.opened_on + timedelta(days=chance.randrange(days)) if has_answered else None
    return Participation(
        partnership_id=held.partnership_id,
        round=held,
        person=person,
        asked_on=told.opened_on,
        answered_on=answered_on,
        reminder_count=0 if has_answered or not told.is_closed else 2,
        result_sent_on=held.closed_on if has_answered else None,
        source=SOURCE,
        legal_basis=basis,
        ends_on=told.opened_on + timedelta(days=KEPT),
    )


def _ties_by_person(actor: Actor, day: date) -> dict[UUID, list[Tie]]:
    """Who spoke with whom before a day."""
    spoken = Tie.objects.filter(
        Q(since_on=None) | Q(since_on__lte=day + timedelta(days=DAYS)),
        partnership_id=actor.partnership_id,
        kind__in=(TieKind.CONTACT, TieKind.COLLABORATION),
    )
    found: dict[UUID, list[Tie]] = {}
    for tie in spoken.order_by("first__sort_name", "second__sort_name"):
        found.setdefault(tie.first_id, []).append(tie)
        found.setdefault(tie.second_id, []).append(tie)
    return found


def _named(answer: Participation, ties: list[Tie]) -> Iterator[NamedContact]:
    for tie in ties[:MOST]:
        is_first = tie.first_id == answer.person_id
        began = tie.since_on or answer.round.opened_on
        yield NamedContact(
            partnership_id=answer.partnership_id,
            participation=answer,
            person_id=tie.second_id if is_first else tie.first_id,
            often=OFTEN.get(tie.strength, Often.WEEKLY),
            tie=tie,
            made_tie=began > answer.round.opened_on - timedelta(days=DAYS),
            strength_before=tie.strength,
            last_before_on=tie.last_contact_on,
        )


def _say(named: list[NamedContact], day: date) -> None:
    """Write down on the ties who named whom."""
    ties: dict[UUID, Tie] = {}
    for one in named:
        if one.tie is None:
            continue
        tie = ties.setdefault(one.tie.pk, one.tie)
        side = "second" if tie.first_id == one.person_id else "first"
        setattr(tie, f"{side}_said_on", max(day, one.participation.answered_on or day))
    Tie.objects.bulk_update(ties.values(), ["first_said_on", "second_said_on"], batch_size=500)


def _close(held: Round) -> None:
    held.asked_count, held.answered_count, held.tie_count, held.new_count, held.confirmed_count = (
        counted(held)
    )
    held.save()


def _missing(answers: list[Participation], basis: str) -> Iterator[MissingName]:
    by = [one for one in answers if one.answered_on]
    for answer, (name, organisation) in zip(by, MISSING, strict=False):
        yield MissingName(
            partnership_id=answer.partnership_id,
            participation=answer,
            name=name,
            organisation=organisation,
            source=SOURCE,
            legal_basis=basis,
            ends_on=timezone.localdate() + timedelta(days=91),
        )
