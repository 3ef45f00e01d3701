"""Two years of help in the demo town: what people offer, what was asked, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from random import Random

from django.utils import timezone

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.accounts.models import Membership, Theme
from dwarsverband.modules.network.actions.offers import BASIS, SOURCE
from dwarsverband.modules.network.models import (
    Desk,
    HelpAsk,
    HelpOutcome,
    HelpQuestion,
    Offer,
    Person,
)
from dwarsverband.modules.network.models.people import HELP
from dwarsverband.modules.network.queries.helping import DAYS_OPEN, next_day

Answer = HelpAsk.Answer
SEED, MONTHS = 7, 24
OFFERS = {
    "Fatma Yıldız": ("ik spreek Turks", "praten met ouders van mbo-leerlingen"),
    "Bram Hendriks": ("wat de politie wel en niet mag delen", "jongeren die ’s avonds rondhangen"),
    "Peter Smit": ("zorgmijders en overlast in de wijk",),
    "Chantal Maduro": ("Papiaments", "gezinnen met veel hulpverleners"),
    "Anouk Visser": ("schoolverzuim en thuiszitters", "rouw in de klas"),
    "Thijs Verhoeven": ("leerlingen die radicale taal gebruiken",),
    "Gerda Meijer": ("buurtfeesten en gesprekken op straat",),
    "Yvonne Jansen": ("praten met ouders na een schokkende gebeurtenis", "jongeren en drugs"),
    "Omar Haddad": ("Arabisch", "ramadan en school"),
    "Jeroen Postma": ("spanningen tussen buren", "huurders met schulden"),
    "Iris Schouten": ("hoe je een brief aan bewoners schrijft",),
    "Pauline Groen": ("subsidie voor projecten tegen polarisatie",),
    "Ronald Wolters": ("demonstraties en aanmelden van een protest",),
    "Farid Amiri": ("Dari en Farsi",),
    "Naomi Lieveld": ("Keti Koti en de geschiedenis van slavernij",),
}
# How many days ago a desk was checked; what is not here was never checked.
CHECKED = {
    "OMO (Ondersteuningsnetwerk Maatschappelijke Onrust)": 40,
    "Platform JEP": 433,
    "TerInfo": 12,
}
THEMES = (
    *("polarisation",) * 4,
    *("problem-behaviour",) * 4,
    *("inclusion",) * 3,
    *("radicalisation",) * 2,
    "subversive-crime",
)


@dataclass(frozen=True, slots=True)
class Answered:
    """Who was asked, and what they answered, if anything."""

    name: str
    answer: str = ""
    told: str = ""
    minutes: int = 0
    is_thanked: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of the last weeks: by whom, how many days ago, and who was asked."""

    by: str
    days: int
    theme: str
    text: str
    asks: tuple[Answered, ...]


QUESTIONS = (
    Asked(
        *("Bram Hendriks", 1, "problem-behaviour"),
        "Wie weet hoe je met ouders praat als hun kind ineens niet meer op school komt?",
        (
            Answered("Anouk Visser"),
            Answered("Yvonne Jansen", Answer.OTHER, "Leerplicht, die belt dezelfde dag terug"),
            Answered("Fatma Yıldız", Answer.NOT_NOW),
        ),
    ),
    Asked(
        *("Bram Hendriks", 12, "inclusion"),
        "Waar moet ik op letten als ik tijdens de ramadan een les geef op het mbo?",
        (
            Answered(
                "Omar Haddad",
                Answer.YES,
                "Bel me na drie uur, of loop binnen.",
                minutes=30,
                is_thanked=True,
            ),
            Answered("Fatma Yıldız", Answer.NOT_NOW),
        ),
    ),
    Asked(
        *("Hanneke Vos", 2, "subversive-crime"),
        "Wie kan uitleggen wat de politie met een school mag delen over jongeren die rondhangen?",
        (Answered("Bram Hendriks"),),
    ),
    Asked(
        *("Noor Bakker", 6, "polarisation"),
        "Wie heeft een goede brief aan bewoners geschreven toen er spanningen in de straat waren?",
        (
            Answered(
                "Iris Schouten",
                Answer.YES,
                "Ik stuur je er een. Mail me maar.",
                minutes=15,
                is_thanked=True,
            ),
            Answered("Jeroen Postma"),
        ),
    ),
)


def add_help(actor: Actor, people: Mapping[str, Person]) -> None:
    """Write down what the people of the town offered, asked and answered."""
    home = {"partnership_id": actor.partnership_id}
    themes = {theme.code: theme for theme in Theme.objects.filter(**home)}
    Offer.objects.bulk_create(_offers(actor, people))
    HelpOutcome.objects.bulk_create(_outcomes(actor, themes))
    today = timezone.localdate()
    for name, days in CHECKED.items():
        Desk.objects.filter(**home, name=name).update(checked_on=today - timedelta(days=days))
    members = {one.name: one for one in Membership.objects.filter(**home)}
    for asked in QUESTIONS:
        if asked.by in members:
            _ask(actor, asked, members[asked.by], themes[asked.theme], people)


def _offers(actor: Actor, people: Mapping[str, Person]) -> Iterator[Offer]:
    today = timezone.localdate()
    for number, (name, lines) in enumerate(OFFERS.items()):
        for text in lines if name in people else ():
            yield Offer(
                partnership_id=actor.partnership_id,
                person=people[name],
                text=text,
                offered_on=today - timedelta(days=15 + 20 * number),
                source=SOURCE,
                legal_basis=BASIS,
                ends_on=today + timedelta(days=350 - 20 * number),
            )


def _outcomes(actor: Actor, themes: Mapping[str, Theme]) -> Iterator[HelpOutcome]:
    """One to three questions a month; most were answered, and more so as more people offered."""
    chance = Random(SEED)  # noqa: S311 (a fictional town is no secret)
    month = timezone.localdate().replace(day=1)
    for ago in range(1, MONTHS + 1):
        month = (month - timedelta(days=1)).replace(day=1)
        for _number in range(chance.randint(1, 3)):
            is_answered = chance.random() < 0.9 - 0.02 * ago
            yield HelpOutcome(
                partnership_id=actor.partnership_id,
                month_on=month,
                theme=themes[chance.choice(THEMES)],
                was_answered=is_answered,
                was_thanked=is_answered and chance.random() < 0.8,
                minutes=chance.choice((10, 15, 30, 45)) if is_answered else 0,
            )


def _ask(
    actor: Actor, asked: Asked, by: Membership, theme: Theme, people: Mapping[str, Person]
) -> None:
    today = timezone.localdate()
    day = today - timedelta(days=asked.days)
    is_helped = any(one.answer == Answer.YES for one in asked.asks)
    question = HelpQuestion.objects.create(
        partnership_id=actor.partnership_id,
        asked_by=by,
        person=people.get(asked.by),
        text=asked.text,
        theme=theme,
        asked_on=day,
        next_on=None if is_helped else next_day(actor),
        source=HELP,
        legal_basis=BASIS,
        ends_on=day + timedelta(days=DAYS_OPEN),
    )
    offered = {
        one.person_id: one for one in Offer.objects.filter(partnership_id=actor.partnership_id)
    }
    HelpAsk.objects.bulk_create(
        HelpAsk(
            partnership_id=actor.partnership_id,
            question=question,
            person=people[one.name],
            offer=offered.get(people[one.name].pk),
            asked_on=day,
            answer=one.answer,
            answered_on=day + timedelta(days=1) if one.answer else None,
            reach=one.told if one.answer == Answer.YES else "",
            elsewhere=one.told if one.answer == Answer.OTHER else "",
            minutes=one.minutes,
            thanked_on=day + timedelta(days=3) if one.is_thanked else None,
        )
        for one in asked.asks
        if one.name in people
    )
