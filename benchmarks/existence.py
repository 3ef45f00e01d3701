"""Whether the time of an answer tells that something exists which the asker may not see.

Two addresses at a time, in turn, five hundred times each: something that is there and hidden, and
something that is not there. The medians differ by at most five milliseconds. A partner asks, in a
partnership of some thousands of people of whom they know forty: people, the map and search, where a
name that others have is asked beside one that nobody has; and two twins of that partnership, which
differ only in two hundred hidden people of one name. Time of the clock; run it on a machine at rest.
"""

import argparse
import os
import random
import statistics
import sys
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from benchmarks._timing import tell
from benchmarks.import_sheet import database

if TYPE_CHECKING:
    from django.test import Client

    from dwarsverband.foundation.access import Actor
    from dwarsverband.modules.network.models import Person

PEOPLE, KNOWN, NAMESAKES, ROUNDS, BAR_MS = 3_000, 40, 200, 500, 5.0
SYLLABLES = (
    "ka",
    "lo",
    "mi",
    "ter",
    "van",
    "den",
    "wil",
    "sma",
    "bo",
    "ri",
    "fa",
    "tu",
    "hen",
    "dri",
)
RARE = "Zwaantje"


def main() -> int:
    """Measure each pair and tell the largest difference; 1 when it is above the bar."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=ROUNDS, help="how often each is asked")
    rounds = options.parse_args().rounds
    os.environ["LOG_LEVEL"] = "CRITICAL"  # a line for each address that is not there
    with database():
        from django.core.management import call_command

        call_command("collectstatic", verbosity=0, interactive=False)
        one, other = Town("een", 0), Town("twee", NAMESAKES)
        client, second = one.partner(), other.partner()
        found = {
            name: _difference(client, here, client, there, rounds)
            for name, here, there in one.pairs()
        }
        for name, path in {
            "twins: search": "zoeken?zoek=",
            "twins: list": "netwerk/mensen?zoek=",
        }.items():
            asked = f"{path}{RARE}"
            found[name] = _difference(second, f"/twee/{asked}", client, f"/een/{asked}", rounds)
    worst = max(found, key=lambda name: found[name])
    for name, difference in sorted(found.items(), key=lambda pair: -pair[1]):
        print(f"{name}: {difference:.2f} ms")
    tell(worst_ms=found[worst], worst=worst, pairs=len(found), rounds=rounds, people=PEOPLE)
    return int(found[worst] > BAR_MS)


class Town:
    """A partnership in which a partner knows few of many."""

    def __init__(self, slug: str, namesakes: int) -> None:
        """Fill it, the same for the same seed, and read it for search."""
        from django.utils import timezone

        from dwarsverband.foundation.access.context import acting, system
        from dwarsverband.foundation.accounts.actions.partnerships import found_partnership
        from dwarsverband.foundation.accounts.models import Membership, User
        from dwarsverband.foundation.search.index import catch_up
        from dwarsverband.foundation.search.lists import settle

        self.slug, self.home = slug, found_partnership(slug=slug, name=slug)
        self.actor: Actor = system(self.home.pk)
        self.user = User.objects.create_user(f"partner@{slug}.example", "bench")
        draw = random.Random(1)  # noqa: S311 (made-up names)
        names = [_name(draw) for _number in range(PEOPLE)]
        names += [f"{RARE} {_name(draw)}" for _number in range(namesakes)]
        with acting(self.actor):
            Membership.objects.create(
                partnership=self.home, user=self.user, name="Partner", role="partner",
                starts_on=timezone.localdate(),
            )  # fmt: skip
            self.people = self._people(names)
        portion = 1
        while portion:
            with acting(self.actor, is_reading=True):
                settle(self.actor)
            with acting(self.actor):
                portion = catch_up(self.actor)
        _settle()

    def _people(self, names: list[str]) -> "list[Person]":
        from django.utils import timezone

        from dwarsverband.modules.network.models import Person, Position, Tie

        own = {"partnership": self.home}
        kept = {"source": "bench", "legal_basis": "None", "ends_on": timezone.localdate()}
        people = [Person(name=name, sort_name=name.lower(), **own, **kept) for name in names]
        people[0].email = self.user.email
        Person.objects.bulk_create(people, batch_size=2_000)
        Position.objects.bulk_create(
            Position(person=person, function="Adviseur jeugd", **own) for person in people
        )
        pairs = [sorted((people[0].pk, other.pk)) for other in people[1 : KNOWN + 1]]
        Tie.objects.bulk_create(
            Tie(first_id=first, second_id=second, source="bench", **own) for first, second in pairs
        )
        return people

    def partner(self) -> "Client":
        """A browser of the partner."""
        from django.test import Client

        client = Client()
        client.force_login(self.user)
        return client

    def pairs(self) -> Iterator[tuple[str, str, str]]:
        """What is there and hidden, and what is not there."""
        hidden, absent = self.people[-1], UUID(int=0)
        name, nobody = hidden.name.split()[1], "Qwexoqzu"
        inside, machines = f"/{self.slug}", f"/api/v1/{self.slug}"
        for title, path in {
            "person": f"{inside}/netwerk/mensen/%s",
            "change": f"{inside}/netwerk/mensen/%s/wijzigen",
            "map": f"{inside}/netwerk/kaart?persoon=%s",
            "person, for machines": f"{machines}/people/%s",
            "contact": f"{inside}/netwerk/banden/%s/contact",
        }.items():
            yield title, path % hidden.pk, path % (absent if title != "contact" else uuid4())
        yield "partnership", "/twee/netwerk", "/nergens/netwerk"
        for title, path in {
            "search": f"{inside}/zoeken?zoek=%s",
            "list": f"{inside}/netwerk/mensen?zoek=%s",
            "search, for machines": f"{machines}/search?search=%s",
        }.items():
            yield title, path % name, path % nobody


def _name(draw: random.Random) -> str:
    words = ["".join(draw.choices(SYLLABLES, k=3)).capitalize() for _word in range(2)]
    return " ".join(words)


def _settle() -> None:
    """What PostgreSQL does by itself after a while."""
    from django.db import connection

    from dwarsverband.foundation.database.roles import as_owner

    with as_owner(), connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")


def _difference(one: "Client", here: str, other: "Client", there: str, rounds: int) -> float:
    """How many milliseconds the medians of two addresses differ, asked in turn."""
    times: tuple[list[float], list[float]] = ([], [])
    for _round in range(rounds):
        for client, address, told in ((one, here, times[0]), (other, there, times[1])):
            began = time.perf_counter()
            client.get(address)
            told.append(1_000 * (time.perf_counter() - began))
    return abs(statistics.median(times[0]) - statistics.median(times[1]))


if __name__ == "__main__":
    sys.exit(main())
