"""Two years of contact in the demo town: when people spoke, why, and what was promised."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils import timezone

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.accounts.models import Domain, Membership
from dwarsverband.modules.network.actions.agreements import Agreed, record_agreement
from dwarsverband.modules.network.models import (
    ContactMoment,
    Holiday,
    Person,
    Rhythm,
    Tie,
    TieKind,
    TimeSetAside,
    WeeklyMail,
)

if TYPE_CHECKING:
    from dwarsverband.modules.home.management.town import Town

Reason, Initiative = ContactMoment.Reason, ContactMoment.Initiative
SEED, KEPT, EVERY = 7, 730, 95
REASONS = (
    *(Reason.UPKEEP,) * 6,
    *(Reason.OUR_QUESTION,) * 3,
    *(Reason.THEIR_QUESTION,) * 2,
    Reason.INCIDENT,
)
PROMISES = (
    "nummer van de wijkagent doorgeven",
    "terugbellen na het overleg",
    "folder in het Turks sturen",
    "laten weten wat ermee is gedaan",
)
# Between these two it went about incidents only, and the last promise is still open.
TROUBLE = ("Bram Hendriks", "Fatma Yıldız")
# Who agreed, who keeps it, and what may and will not be asked; languages by their own wish.
AGREEMENTS = (
    (
        *("Abdi Warsame", "Hanneke Vos", "Noor Bakker"),
        "meedenken over wat er leeft bij jongeren\neen zaal openstellen als het onrustig is",
        "namen van bezoekers",
        ("Somalisch", "Nederlands"),
    ),
    (
        *("Naomi Lieveld", "Noor Bakker", "Bram Hendriks"),
        "een gesprek in de buurt leiden",
        "wat anderen haar vertellen",
        (),
    ),
    (
        *("Farid Amiri", "Bram Hendriks", "Noor Bakker"),
        "uitleg geven op school",
        "meningen over personen",
        ("Dari",),
    ),
)
WANT_MAIL = ("Noor Bakker", "Bram Hendriks", "Hanneke Vos")
# School holidays and public ones: how they are called, month and day of their first, and their length.
HOLIDAYS = (
    ("Herfstvakantie", 10, 17, 9),
    ("Kerstvakantie", 12, 19, 16),
    ("Voorjaarsvakantie", 2, 20, 9),
    ("Meivakantie", 4, 24, 16),
    ("Zomervakantie", 7, 11, 44),
)


def add_contacts(actor: Actor, town: Town, people: Mapping[str, Person]) -> None:
    """Write down what the people of the town would have written down."""
    chance = Random(SEED)  # noqa: S311 (a fictional town is no secret)
    named = {person.pk: name for name, person in people.items()}
    spoken = Tie.objects.filter(partnership_id=actor.partnership_id).exclude(
        kind=TieKind.ATTENDANCE
    )
    ties = sorted(spoken, key=lambda tie: (named[tie.first_id], named[tie.second_id]))
    ContactMoment.objects.bulk_create(
        moment for tie in ties for moment in _moments(tie, named, chance)
    )
    Holiday.objects.bulk_create(_holidays(actor))
    _choose(actor)
    _agree(actor, people)


def _moments(tie: Tie, named: Mapping[UUID, str], chance: Random) -> Iterator[ContactMoment]:
    """One every so many days, from when they met until they last spoke."""
    if tie.last_contact_on is None:
        return
    names = sorted((named[tie.first_id], named[tie.second_id]))
    keeper = tie.first_id if named[tie.first_id] == names[0] else tie.second_id
    is_trouble = tuple(names) == TROUBLE
    today, day = timezone.localdate(), tie.last_contact_on
    first = max(tie.since_on or day, today - timedelta(days=KEPT - 1))
    is_last = True
    while day >= first:
        moment = _moment(tie, day, chance)
        moment.keeper_id = keeper
        if is_trouble:
            moment.reason, moment.minutes = Reason.INCIDENT, 15
            moment.promise, moment.settled_on = ("", None)
            if is_last:
                moment.promise = PROMISES[3]
        yield moment
        day, is_last = day - timedelta(days=chance.randint(EVERY // 2, EVERY * 2)), False


def _moment(tie: Tie, day: date, chance: Random) -> ContactMoment:
    has_promise = chance.random() < 0.15
    reason = chance.choice(REASONS)
    is_old = (timezone.localdate() - day).days > 8
    is_owed = has_promise or reason == Reason.THEIR_QUESTION
    return ContactMoment(
        partnership_id=tie.partnership_id,
        tie=tie,
        happened_on=day,
        ends_on=day + timedelta(days=KEPT),
        initiative=chance.choice((Initiative.US, Initiative.US, Initiative.THEM)),
        reason=reason,
        minutes=chance.choice((10, 15, 20, 30, 45)),
        promise=chance.choice(PROMISES) if has_promise else "",
        settled_on=day + timedelta(days=7) if is_owed and is_old else None,
    )


def _holidays(actor: Actor) -> Iterator[Holiday]:
    """Those of the years around now."""
    year = timezone.localdate().year
    for at in (year - 1, year, year + 1):
        for name, month, day, length in HOLIDAYS:
            starts_on = date(at, month, day)
            yield Holiday(
                partnership_id=actor.partnership_id,
                name=f"{name} {at}",
                starts_on=starts_on,
                ends_on=starts_on + timedelta(days=length - 1),
            )


def _choose(actor: Actor) -> None:
    """National desks are spoken less often; some members have more time than others."""
    home = {"partnership_id": actor.partnership_id}
    Rhythm.objects.create(
        **home, domain=Domain.objects.get(**home, code="national"), ideal_days=182, latest_days=365
    )
    for name, minutes in (("Bram Hendriks", 60), ("Noor Bakker", 90)):
        for member in Membership.objects.filter(**home, name=name):
            TimeSetAside.objects.create(**home, membership=member, minutes=minutes)
    for member in Membership.objects.filter(**home, name__in=WANT_MAIL):
        WeeklyMail.objects.create(**home, membership=member, is_wanted=True)


def _agree(actor: Actor, people: Mapping[str, Person]) -> None:
    """Some people of communities agreed to be asked."""
    today = timezone.localdate()
    home = {"partnership_id": actor.partnership_id}
    members = {one.name: one for one in Membership.objects.filter(**home)}
    for days, (name, keeper, vice, may_ask, wont_ask, languages) in enumerate(AGREEMENTS, 1):
        if name not in people or not {keeper, vice} <= set(members):
            continue
        agreed = Agreed(
            keeper=members[keeper],
            vice=members[vice],
            may_ask=may_ask,
            wont_ask=wont_ask,
            reach="Eerst een bericht, dan bellen",
            reach_when="niet op vrijdagmiddag",
            languages=list(languages),
            agreed_on=today - timedelta(days=90 * days),
            agreed_how="talk",
            ends_on=today + timedelta(days=640 - 90 * days),
        )
        record_agreement(actor, people[name], agreed=agreed)
