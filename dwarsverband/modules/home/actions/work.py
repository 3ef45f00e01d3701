"""What the people of the demo town work on, where, and at which meetings they sat."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.accounts.models import Theme
from dwarsverband.modules.network.actions.attendance import record_attendance
from dwarsverband.modules.network.models import Person, PersonTheme

if TYPE_CHECKING:
    from dwarsverband.modules.home.management.town import Town, Townsperson

NEIGHBOURHOODS = ("Centrum", "Noord", "Zuid", "Rivierwijk", "Dalzicht", "De Hoge Akker")
# Whoever works for the whole town has none.
EVERYWHERE = frozenset(("administration", "national"))
WORK = {
    "social": ("inclusion", "polarisation", "problem-behaviour"),
    "safety": ("subversive-crime", "radicalisation", "extremism"),
    "care": ("problem-behaviour", "radicalisation"),
    "education": ("inclusion", "polarisation"),
    "neighbourhood": ("subversive-crime", "inclusion"),
    "administration": ("subversive-crime", "polarisation"),
    "national": ("extremism", "radicalisation"),
    "community": ("inclusion", "polarisation"),
}
# Meetings of two years: how it is called, how often, and who comes: which of every so many people.
MEETINGS = (
    ("Wijkoverleg Zuid", 84, ("social", "safety", "neighbourhood"), 7),
    ("Jeugdoverleg", 120, ("social", "safety"), 6),
    ("Bestuurlijk overleg veiligheid", 180, ("safety", "administration"), 8),
)
DAYS = 700


def add_work(actor: Actor, town: Town, people: Mapping[str, Person]) -> None:
    """Themes and neighbourhoods for nearly everybody, and two years of meetings."""
    for index, person in enumerate(town.people):
        people[person.name].neighbourhoods = list(_neighbourhoods(index, person))
    Person.objects.bulk_update(people.values(), ["neighbourhoods"])
    themes = dict(
        Theme.objects.filter(partnership_id=actor.partnership_id).values_list("code", "pk")
    )
    PersonTheme.objects.bulk_create(
        PersonTheme(partnership_id=actor.partnership_id, person=people[name], theme_id=themes[code])
        for name, code in _themes(town)
        if code in themes
    )


def add_meetings(actor: Actor, town: Town, people: Mapping[str, Person]) -> None:
    """The same people again and again, one of them missing each time."""
    today = timezone.localdate()
    for place, (name, rhythm, domains, every) in enumerate(MEETINGS):
        regulars = [
            people[person.name]
            for index, person in enumerate(town.people)
            if person.domain in domains and index % every == place
        ]
        for number, days in enumerate(range(20, DAYS, rhythm)):
            there = [one for index, one in enumerate(regulars) if index % 5 != number % 5]
            record_attendance(
                actor,
                people=[person.pk for person in there],
                on=today - timedelta(days=days),
                source=name,
                meeting=name,
            )


def _neighbourhoods(index: int, person: Townsperson) -> Iterator[str]:
    if person.domain in EVERYWHERE or index % 7 == 6:
        return
    yield NEIGHBOURHOODS[index % len(NEIGHBOURHOODS)]
    if person.domain == "neighbourhood":
        yield NEIGHBOURHOODS[(index + 2) % len(NEIGHBOURHOODS)]


def _themes(town: Town) -> Iterator[tuple[str, str]]:
    """One theme for most people, two for some, none for whoever nobody asked yet."""
    for index, person in enumerate(town.people):
        known = WORK[person.domain]
        if index % 9 == 8:
            continue
        yield person.name, known[index % len(known)]
        if index % 4 == 1:
            yield person.name, known[(index + 1) % len(known)]
