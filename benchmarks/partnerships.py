"""One partnership on an installation, and a thousand: what a page takes longer.

The same three pages as `benchmarks.pages`, of the demo town, with everything worked out and drawn anew
each time. The database is copied; into one of the two come 999 more partnerships, each with people,
ties and a log of its own. Then the pages of both in turns, so that what else runs on the machine
counts for both: time of the processor of the product, and of the clock, because there the database
counts too. The peer is the copy with the demo town alone.
"""

import os
import sys
import time
from typing import TYPE_CHECKING
from uuid import uuid4

from benchmarks._timing import tell
from benchmarks.import_sheet import database
from benchmarks.pages import PAGES, Wsgi, _opened, _ready

if TYPE_CHECKING:
    from dwarsverband.foundation.access import Actor

MANY, PEOPLE, TIES, LINES = 1_000, 20, 30, 5
ROUNDS, MOST_TIMES = 20, 1.2


def main() -> int:
    """Measure, compare and tell; 1 when a page takes more than 1.2 times as long."""
    with database():
        application, session = _ready()
        few, many = _copied(), _name()
        began = time.perf_counter()
        for number in range(_known(), MANY):
            _found(number)
        _analyse()
        filled, partnerships = time.perf_counter() - began, _known()
        found: dict[str, list[tuple[float, float]]] = {few: [], many: []}
        for _round in range(ROUNDS):
            for name, measured in found.items():
                _switch(name)
                measured.append(_measure(application, session))
    one, thousand = (_best(measured) for measured in found.values())
    times = [more / less for less, more in zip(one, thousand, strict=True)]
    tell(
        times_processor=times[0],
        times_clock=times[1],
        seconds_one=one[0],
        seconds_thousand=thousand[0],
        clock_one=one[1],
        clock_thousand=thousand[1],
        partnerships=partnerships,
        filled_seconds=filled,
        load=os.getloadavg()[0],
    )
    return int(max(times) > MOST_TIMES)


def _measure(application: Wsgi, session: str) -> tuple[float, float]:
    """The processor time and the time of the clock of one page."""
    from dwarsverband.foundation.access.remembered import forget_everything

    for page in PAGES:
        _opened(application, session, page)
    processor, clock = time.process_time(), time.perf_counter()
    for page in PAGES:
        forget_everything()
        _opened(application, session, page)
    return (time.process_time() - processor) / len(PAGES), (time.perf_counter() - clock) / len(
        PAGES
    )


def _best(measured: list[tuple[float, float]]) -> tuple[float, float]:
    return min(one[0] for one in measured), min(one[1] for one in measured)


def _name() -> str:
    from django.db import connection

    return str(connection.settings_dict["NAME"])


def _copied() -> str:
    """A copy of the database as it is now; its name."""
    from django.db import connection

    from dwarsverband.foundation.database.roles import as_owner

    with as_owner(), connection.cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "few" TEMPLATE "{_name()}"')
    return "few"


def _switch(name: str) -> None:
    """Let the product work on the other database."""
    from django.db import connection

    connection.close()
    connection.close_pool()  # type: ignore[attr-defined]  # PostgreSQL's own
    connection.settings_dict["NAME"] = name


def _known() -> int:
    from dwarsverband.foundation.accounts.queries import every_partnership

    return len(every_partnership())


def _found(number: int) -> None:
    """A partnership with a coordinator, people, ties, and lines in its log."""
    from django.utils import timezone

    from dwarsverband.foundation.access import log
    from dwarsverband.foundation.access.context import acting, system
    from dwarsverband.foundation.accounts.actions.partnerships import found_partnership
    from dwarsverband.foundation.accounts.models import Membership, User

    home = found_partnership(slug=f"plaats{number}", name=f"Plaats {number}")
    actor, today = system(home.pk), timezone.localdate()
    user = User(id=uuid4(), email=f"iemand{number}@plaats.example")
    user.set_unusable_password()
    user.save()
    with acting(actor):
        Membership.objects.create(
            partnership=home, user=user, name="Iemand", role="coordinator", starts_on=today
        )
        _fill(actor, number)
        for _line in range(LINES):
            log.write(actor, "bench.line", [])


def _fill(actor: "Actor", number: int) -> None:
    from django.utils import timezone

    from dwarsverband.foundation.accounts.models import Domain
    from dwarsverband.modules.network.models import Person, Position, Tie

    own, today = {"partnership_id": actor.partnership_id}, timezone.localdate()
    kept = {"source": "bench", "legal_basis": "None", "ends_on": today}
    domains = list(Domain.objects.filter(**own))
    people = Person.objects.bulk_create(
        Person(name=f"Mens {number}-{at}", sort_name=f"mens{at}", **own, **kept)
        for at in range(PEOPLE)
    )
    Position.objects.bulk_create(
        Position(person=one, domain=domains[at % len(domains)], **own)
        for at, one in enumerate(people)
    )
    pairs = {
        tuple(sorted((people[at % PEOPLE].pk, people[(at * 7 + 1 + at // PEOPLE) % PEOPLE].pk)))
        for at in range(TIES)
    }
    Tie.objects.bulk_create(
        Tie(first_id=first, second_id=second, source="bench", last_contact_on=today, **own)
        for first, second in sorted(pairs)
        if first != second
    )


def _analyse() -> None:
    """As the database does by itself after a while."""
    from django.db import connection

    from dwarsverband.foundation.database.roles import as_owner

    with as_owner(), connection.cursor() as cursor:
        cursor.execute("ANALYZE")


if __name__ == "__main__":
    sys.exit(main())
