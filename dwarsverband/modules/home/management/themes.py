"""What the people of the demo town work on, and where: themes and neighbourhoods.

Nobody from probation, the child protection board or the national coordinator takes part, so that
empty seats can be seen; and some who could sit on one work on nothing yet.
"""

from collections.abc import Iterable
from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dwarsverband.modules.home.management.town import Townsperson

NEIGHBOURHOODS = ("Noord", "Zuid", "Centrum", "De Weide")
# How many of a hundred people of a domain work on a theme.
SHARES = {
    "social": {"inclusion": 45, "polarisation": 30, "problem-behaviour": 35, "radicalisation": 12},
    "safety": {
        "subversive-crime": 45,
        "problem-behaviour": 30,
        "polarisation": 20,
        "radicalisation": 25,
        "extremism": 15,
    },
    "care": {"problem-behaviour": 30, "inclusion": 20, "radicalisation": 8},
    "education": {"inclusion": 30, "problem-behaviour": 35, "polarisation": 15},
    "neighbourhood": {"inclusion": 35, "subversive-crime": 25, "problem-behaviour": 30},
    "administration": {"polarisation": 35, "subversive-crime": 35, "inclusion": 20},
    "national": {"extremism": 45, "inclusion": 20},
    "community": {"inclusion": 55, "polarisation": 40},
}
# Whom the stories tell of.
TOLD = {
    "Bram Hendriks": ("radicalisation", "polarisation"),
    "Fatma Yıldız": ("polarisation",),
    "Noor Bakker": ("radicalisation", "polarisation", "inclusion"),
}
NEAR = {"social", "safety", "care", "education", "neighbourhood", "community"}


def themes_of(people: Iterable["Townsperson"], seed: int) -> dict[str, tuple[str, ...]]:
    """The themes of each person, by name."""
    chance = Random(seed)  # noqa: S311 (a fictional town is no secret)
    return {
        person.name: TOLD.get(person.name)
        or tuple(
            theme
            for theme, share in SHARES.get(person.domain, {}).items()
            if chance.randrange(100) < share
        )
        for person in people
    }


def neighbourhoods_of(people: Iterable["Townsperson"], seed: int) -> dict[str, tuple[str, ...]]:
    """The neighbourhoods in which each person works, by name; most work in the whole town."""
    chance = Random(seed + 1)  # noqa: S311 (as above)
    return {person.name: _places(person, chance) for person in people}


def _places(person: "Townsperson", chance: Random) -> tuple[str, ...]:
    named = tuple(name for name in NEIGHBOURHOODS if person.organisation.endswith(f" {name}"))
    if named:
        return named
    if person.domain not in NEAR or chance.random() < 0.5:
        return ()
    return tuple(sorted(chance.sample(NEIGHBOURHOODS, chance.choice((1, 1, 2)))))
