"""The demo town: fictional people in fictional organisations, with weaknesses that can be found.

Everything follows from one seed, so that every start shows the same town. Nobody in it exists.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from dwarsverband.modules.home.management.names import (
    FAMILY_NAMES,
    GIVEN_NAMES,
    LEADING,
    ORGANISATIONS,
)
from dwarsverband.modules.home.management.themes import neighbourhoods_of, themes_of

# How many people each domain has, and how many ties run inside it.
SIZES = {
    "social": 26,
    "safety": 24,
    "care": 22,
    "education": 20,
    "neighbourhood": 16,
    "administration": 12,
    "national": 8,
    "community": 12,
}
INSIDE = {
    "social": 66,
    "safety": 62,
    "care": 52,
    "education": 44,
    "neighbourhood": 38,
    "administration": 22,
    "national": 11,
    "community": 22,
}
# Between domains: so many ties by many people …
MANY = {
    ("social", "safety"): 44,
    ("social", "care"): 37,
    ("social", "neighbourhood"): 42,
    ("social", "community"): 31,
    ("safety", "neighbourhood"): 34,
    ("safety", "administration"): 25,
    ("social", "administration"): 13,
    ("neighbourhood", "administration"): 12,
    ("neighbourhood", "community"): 18,
    ("safety", "national"): 9,
    ("care", "education"): 6,
}
# … or all of them by one person (the first name), with the others and so many more.
ONE = {
    ("safety", "education"): ("Bram Hendriks", ["Fatma Yıldız"], 0),
    ("safety", "care"): ("Peter Smit", ["Chantal Maduro"], 2),
    ("social", "education"): ("Anouk Visser", ["Thijs Verhoeven"], 3),
    ("administration", "community"): ("Hanneke Vos", ["Abdi Warsame"], 1),
    ("care", "neighbourhood"): ("Yvonne Jansen", ["Gerda Meijer"], 1),
    ("education", "neighbourhood"): ("Omar Haddad", ["Jeroen Postma"], 1),
    ("administration", "national"): ("Iris Schouten", ["Pauline Groen"], 0),
    ("safety", "community"): ("Abdi Warsame", ["Ronald Wolters"], 1),
    ("education", "community"): ("Farid Amiri", ["Naomi Lieveld"], 0),
}
# What the stories tell: how many days ago these two last spoke.
SILENCES = {
    ("Bram Hendriks", "Fatma Yıldız"): 217,
    ("Abdi Warsame", "Hanneke Vos"): 173,
    ("Gerda Meijer", "Yvonne Jansen"): 81,
    ("Chantal Maduro", "Peter Smit"): 12,
    ("Anouk Visser", "Thijs Verhoeven"): 7,
}


# Bridges that hung on one person until this autumn.
REPAIRED = (("care", "education"), ("safety", "national"))
REPAIRED_DAYS = 130


@dataclass(frozen=True, slots=True)
class Townsperson:
    """Somebody of the demo town."""

    name: str
    domain: str
    organisation: str
    function: str
    has_email: bool


@dataclass(slots=True)
class Town:
    """People, organisations with their domain, and ties as (first, second, since, last contact)."""

    people: list[Townsperson] = field(default_factory=list)
    organisations: dict[str, str] = field(default_factory=dict)
    ties: dict[tuple[str, str], tuple[date, date | None, int]] = field(default_factory=dict)
    themes: dict[str, tuple[str, ...]] = field(default_factory=dict)
    neighbourhoods: dict[str, tuple[str, ...]] = field(default_factory=dict)


def build(seed: int, day: date) -> Town:
    """The town as it is on a day; another seed gives the same people with other ties."""
    chance = Random(seed)  # noqa: S311 (a fictional town is no secret)
    town = Town(people=list(_people()))
    town.themes = themes_of(town.people, seed)
    town.neighbourhoods = neighbourhoods_of(town.people, seed)
    town.organisations = {
        name: domain for domain, names in ORGANISATIONS.items() for name, _jobs in names
    }
    members: dict[str, list[str]] = {domain: [] for domain in SIZES}
    for person in town.people:
        members[person.domain].append(person.name)
    for domain, wanted in INSIDE.items():
        _tie(town, chance, day, members[domain], members[domain], wanted)
    for (first, second), wanted in MANY.items():
        _tie(town, chance, day, members[first], members[second], wanted)
    for (first, second), (carrier, known, more) in ONE.items():
        others = members[second] if carrier in members[first] else members[first]
        for name in known:
            _tie(town, chance, day, [carrier], [name], 1)
        _tie(town, chance, day, [carrier], [name for name in others if name not in known], more)
    _tell(town, day)
    for first, second in REPAIRED:
        _repair(town, day, {first, second})
    return town


def _people() -> Iterator[Townsperson]:
    names = iter(
        [f"{given} {family}" for family, given in zip(FAMILY_NAMES, GIVEN_NAMES, strict=True)]
    )
    taken = {name for leading in LEADING.values() for name in leading}
    for domain, size in SIZES.items():
        organisations = ORGANISATIONS[domain]
        leading = list(LEADING[domain])
        for index in range(size):
            organisation, functions = organisations[index % len(organisations)]
            if leading:
                name = leading.pop(0)
            else:
                name = next(found for found in names if found not in taken)
            function = functions[(index // len(organisations)) % len(functions)]
            yield Townsperson(name, domain, organisation, function, has_email=index % 5 != 4)


def _tie(
    town: Town, chance: Random, day: date, ones: list[str], others: list[str], wanted: int
) -> None:
    made = 0
    while made < wanted:
        first, second = sorted((chance.choice(ones), chance.choice(others)))
        if first == second or (first, second) in town.ties:
            continue
        since = day - timedelta(days=chance.randint(60, 730))
        silent = int(chance.expovariate(1 / 80))
        last = max(since, day - timedelta(days=silent)) if chance.random() < 0.9 else None
        town.ties[first, second] = (since, last, chance.randint(1, 4))
        made += 1


def _tell(town: Town, day: date) -> None:
    """Who was silent since when; whoever else carries the same bridge was silent longer."""
    for (first, second), days in SILENCES.items():
        last = day - timedelta(days=days)
        town.ties[first, second] = (last - timedelta(days=200), last, 2)
    for carrier, _known, _more in ONE.values():
        _keep_silent(town, carrier)


def _repair(town: Town, day: date, domains: set[str]) -> None:
    """All ties of a bridge but those of its first carrier began this autumn."""
    domain = {person.name: person.domain for person in town.people}
    crossing = [pair for pair in town.ties if {domain[name] for name in pair} == domains]
    carrier = crossing[0][0]
    for number, pair in enumerate(crossing):
        _since, last, strength = town.ties[pair]
        since = day - timedelta(days=REPAIRED_DAYS - 9 * number)
        if carrier not in pair:
            town.ties[pair] = (since, max(since, last or since), strength)


def _keep_silent(town: Town, carrier: str) -> None:
    """The other ties of a carrier across a bridge are not newer than the one of the story."""
    told = [pair for pair in SILENCES if carrier in pair]
    if not told:
        return
    domain = {person.name: person.domain for person in town.people}
    last = town.ties[told[0]][1]
    other = next(name for name in told[0] if name != carrier)
    for pair, (since, spoken, strength) in town.ties.items():
        ends = set(pair) - {carrier}
        is_same_bridge = carrier in pair and {domain[name] for name in ends} == {domain[other]}
        if is_same_bridge and spoken and last and spoken > last:
            town.ties[pair] = (min(since, last), last, strength)
