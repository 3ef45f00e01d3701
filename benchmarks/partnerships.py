"""One partnership on an installation, and a thousand: what a page takes longer.

The same three pages as `benchmarks.pages`, of the demo town, drawn anew each time; then 999 more
partnerships come in, each with people, ties and a log of its own, and the same pages again, in turns
with an installation of one. Time of the processor of the product, and of the clock (so that the
database counts too). The peer is the installation with one partnership, in the same run.
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

MANY, PEOPLE, TIES, LINES = 1_000, 40, 60, 20
ROUNDS, MOST_TIMES = 12, 1.2


def main() -> int:
    """Measure, compare and tell; 1 when a page takes more than 1.2 times as long."""
    with database():
        application, session = _ready()
        few = _measure(application, session)
        began = time.perf_counter()
        for number in range(_known(), MANY):
            _found(number)
        _analyse()
        filled = time.perf_counter() - began
        many = _measure(application, session)
        partnerships = _known()
    processor, clock = many[0] / few[0], many[1] / few[1]
    tell(
        times_processor=processor,
        times_clock=clock,
        seconds_one=few[0],
        seconds_thousand=many[0],
        clock_one=few[1],
        clock_thousand=many[1],
        partnerships=partnerships,
        filled_seconds=filled,
        load=os.getloadavg()[0],
    )
    return int(processor > MOST_TIMES or clock > MOST_TIMES)


def _measure(application: Wsgi, session: str) -> tuple[float, float]:
    """The processor time and the time of the clock of one page: the best of some rounds."""
    from dwarsverband.foundation.access.remembered import forget_everything

    found = []
    for page in PAGES * 3:
        _opened(application, session, page)
    for _round in range(ROUNDS):
        processor, clock = time.process_time(), time.perf_counter()
        for page in PAGES:
            forget_everything()
            _opened(application, session, page)
        found.append((time.process_time() - processor, time.perf_counter() - clock))
    best = [min(times) / len(PAGES) for times in zip(*found, strict=True)]
    return best[0], best[1]


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
