"""The pages of tables in a partnership of 10,000 people, 30 tables and a year of meetings.

As its coordinator sees them, through the whole product. Each page is opened five times after something was
done in the partnership, so that nothing of it is remembered, and five times more (the medians). Seconds are time of the
processor, of the product (which looks for garbage as its server does) and of the server of its connection; `questions` is the most that a page asks
of the database besides session and context.
"""

import os
import sys
from datetime import timedelta
from statistics import median
from typing import TYPE_CHECKING

from benchmarks._member import coordinator, settle
from benchmarks._timing import tell
from benchmarks._town import town
from benchmarks.import_sheet import database, partnership

if TYPE_CHECKING:
    from django.test import Client

    from dwarsverband.foundation.access import Actor
    from dwarsverband.modules.tables.models import Meeting, Table

PEOPLE, TIES, TABLES, CHAIRS, MEETINGS, SEED = 10_000, 30_000, 30, 12, 10, 1
MOST_SECONDS, MOST_QUESTIONS, VISITS = 0.3, 8, 5
WORK = (
    "Jongerenwerker",
    "Wijkagent",
    "Leerkracht",
    "Psycholoog",
    "Wijkmanager",
    "Adviseur",
    "Imam",
)
# What every page asks: session, member, memberships, context with its transaction, and whether anything was done.
FRAME = (
    "django_session",
    "accounts_user",
    "security.memberships_of",
    "set_config",
    "SAVEPOINT",
    "BEGIN",
    "COMMIT",
    "access_loghead",
)


def main() -> int:
    """Fill, open every page and tell; 1 when one takes longer or asks more than we claim."""
    os.environ["LOG_LEVEL"] = "CRITICAL"
    with database():
        from django.db import connection

        actor = partnership()
        client = coordinator(actor)
        _people(actor)
        table, meeting = _tables(actor)
        settle()
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            server = cursor.fetchone()[0]
        told = {
            name: _opened(actor, client, server, f"/bench/{path}")
            for name, path in _pages(table, meeting).items()
        }
    for name, (first, again, asked) in told.items():
        print(f"{name}: {first * 1000:.0f} ms, then {again * 1000:.0f} ms; {asked} questions")
    slowest = max(told, key=lambda name: told[name][0])
    questions = max(asked for _first, _again, asked in told.values())
    tell(
        people=PEOPLE,
        tables=TABLES,
        slowest=slowest,
        seconds=told[slowest][0],
        seconds_again=max(again for _first, again, _asked in told.values()),
        questions=questions,
        load=os.getloadavg()[0],
    )
    return int(told[slowest][0] > MOST_SECONDS or questions > MOST_QUESTIONS)


def _pages(table: "Table", meeting: "Meeting") -> dict[str, str]:
    return {
        "list": "tafels",
        "table": f"tafels/{table.pk}",
        "who is missing": f"tafels/{table.pk}/wie-mist",
        "seats": f"tafels/{table.pk}/stoelen",
        "meeting": f"overleggen/{meeting.pk}",
        "plan": f"tafels/{table.pk}/overleggen",
        "ride along": "tafels/meeliften?thema=inclusion",
        "decision": f"tafels/{table.pk}/besluiten",
        "search": "zoeken?zoek=tafel",
    }


def _opened(actor: "Actor", client: "Client", server: int, path: str) -> tuple[float, float, int]:
    """The seconds of a first visit after something was done, of a next one, and the most questions."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from benchmarks.search import _Work
    from dwarsverband.foundation.access.context import acting
    from dwarsverband.modules.tables.actions.meetings import report_decision
    from dwarsverband.modules.tables.models import Decision

    client.get(path)
    with acting(actor):
        done = Decision.objects.filter(partnership_id=actor.partnership_id)[0]
    work, took, asked = _Work(server), list[float](), list[int]()
    for visit in range(2 * VISITS):
        if visit < VISITS:
            report_decision(actor, done, state="doing")
        began = work.milliseconds()
        with CaptureQueriesContext(connection) as questions:
            answer = client.get(path)
        took.append((work.milliseconds() - began) / 1000)
        if answer.status_code != 200:
            raise SystemExit(f"{path}: {answer.status_code}")
        own = [one for one in questions if not any(word in one["sql"] for word in FRAME)]
        asked.append(len(own))
    if "-v" in sys.argv:
        for one in own:
            print("   ", one["sql"][:200].replace("\n", " "))
    return median(took[:VISITS]), median(took[VISITS:]), max(asked)


def _people(actor: "Actor") -> None:
    from django.utils import timezone

    from dwarsverband.foundation.access.context import acting
    from dwarsverband.foundation.accounts.models import Domain
    from dwarsverband.foundation.search.jobs import catch_up_everywhere
    from dwarsverband.modules.network.models import Person, Position, Tie

    place, own = town(PEOPLE, TIES, seed=SEED), {"partnership_id": actor.partnership_id}
    kept = {
        "source": "bench",
        "legal_basis": "None",
        "ends_on": timezone.localdate() + timedelta(days=9),
    }
    with acting(actor):
        domains = list(Domain.objects.filter(**own))
        people = Person.objects.bulk_create(
            Person(name=f"Mens {at}", sort_name=f"{at:05}", **own, **kept) for at in range(PEOPLE)
        )
        Position.objects.bulk_create(
            Position(person=person, domain=domains[of], function=WORK[at % len(WORK)], **own)
            for at, (person, of) in enumerate(zip(people, place.domain_of.tolist(), strict=True))
        )
        ends = zip(place.sources.tolist(), place.targets.tolist(), strict=True)
        pairs = [sorted((people[one].pk, people[other].pk)) for one, other in ends]
        Tie.objects.bulk_create(
            Tie(first_id=first, second_id=second, source="bench", **own) for first, second in pairs
        )
    catch_up_everywhere()


def _tables(actor: "Actor") -> tuple["Table", "Meeting"]:
    """Tables about two themes each, with chairs, meetings and decisions; the last one and its last meeting."""
    from django.utils import timezone

    from dwarsverband.foundation.access.context import acting
    from dwarsverband.foundation.accounts.models import Theme
    from dwarsverband.modules.network.models import Position
    from dwarsverband.modules.tables.models import (
        Decision,
        Meeting,
        Presence,
        Table,
        TableSeat,
        TableTheme,
    )

    own, today = {"partnership_id": actor.partnership_id}, timezone.localdate()
    kept = {"source": "bench", "legal_basis": "None", "ends_on": today + timedelta(days=900)}
    with acting(actor):
        themes = list(Theme.objects.filter(**own))
        sit = list(Position.objects.filter(**own).select_related("person")[: TABLES * CHAIRS])
        for number in range(TABLES):
            table = Table.objects.create(
                **own, name=f"Tafel {number}", begins_on=today - timedelta(days=400)
            )
            for theme in (themes[number % len(themes)], themes[(number + 1) % len(themes)]):
                TableTheme.objects.create(**own, table=table, theme=theme)
            chairs = sit[number * CHAIRS : (number + 1) * CHAIRS]
            for chair in chairs:
                TableSeat.objects.create(
                    **own,
                    table=table,
                    domain_id=chair.domain_id,  # type: ignore[misc]  # each has one here
                    name="Vaste gast",
                    person=chair.person,
                )
            for month in range(MEETINGS):
                on = today - timedelta(days=30 * (MEETINGS - month))
                meeting = Meeting.objects.create(**own, table=table, on=on, recorded_on=on)
                Presence.objects.bulk_create(
                    Presence(
                        **own,
                        **kept,
                        meeting=meeting,
                        person=chair.person,
                        domain_id=chair.domain_id,
                        was_there=at % 3 > 0,
                    )
                    for at, chair in enumerate(chairs)
                )
                Decision.objects.bulk_create(
                    Decision(
                        **own,
                        **kept,
                        table=table,
                        meeting=meeting,
                        what=f"Afspraak {at}",
                        owner=chairs[at].person,
                        has_owner=True,
                        owner_domain_id=chairs[at].domain_id,
                        decided_on=on,
                    )
                    for at in range(4)
                )
            Meeting.objects.create(
                **own, table=table, on=today + timedelta(days=9), agenda=["Iets"]
            )
    return table, meeting


if __name__ == "__main__":
    sys.exit(main())
