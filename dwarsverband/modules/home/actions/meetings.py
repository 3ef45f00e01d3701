"""At which meetings the people of the demo town sat."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from dwarsverband.foundation.access import Actor
from dwarsverband.modules.network.actions.attendance import record_attendance
from dwarsverband.modules.network.models import Person

if TYPE_CHECKING:
    from dwarsverband.modules.home.management.town import Town

# Meetings of two years: how it is called, how often, and who comes: which of every so many people.
MEETINGS = (
    ("Wijkoverleg Zuid", 84, ("social", "safety", "neighbourhood"), 7),
    ("Jeugdoverleg", 120, ("social", "safety"), 6),
    ("Bestuurlijk overleg veiligheid", 180, ("safety", "administration"), 8),
)
DAYS = 700


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
