"""Objects for tests, by plain functions."""

from contextlib import AbstractContextManager
from datetime import date, timedelta
from typing import Any  # keywords of a model
from uuid import uuid4

from django.db import connection
from django.utils import timezone

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.access.context import acting, system
from dwarsverband.foundation.accounts.actions.partnerships import found_partnership
from dwarsverband.foundation.accounts.models import (
    Domain,
    Membership,
    Organisation,
    Partnership,
    Processing,
    User,
)
from dwarsverband.foundation.accounts.queries import member_actor
from dwarsverband.modules.network.models import Person, Position, Tie
from dwarsverband.modules.network.queries.names import sort_name
from tests.cast import ROLES, Cast

PASSWORD = "een lange zin als wachtwoord"
# Stands in every closed text of the other partnership; nobody of Waterdal may ever read it.
CANARY = "Kanarievogel"


def within(partnership: Partnership) -> AbstractContextManager[None]:
    """Do something as the system, for one partnership."""
    return acting(system(partnership.pk))


def partnership(slug: str = "", name: str = "Ergens") -> Partnership:
    return found_partnership(slug=slug or f"p-{uuid4().hex[:8]}", name=name)


def member(
    home: Partnership, email: str, name: str, role: str = "partner", **more: Any
) -> Membership:
    user = User.objects.create_user(email, PASSWORD)
    starts_on = more.pop("starts_on", timezone.localdate() - timedelta(days=30))
    with within(home):
        return Membership.objects.create(
            partnership=home, user=user, name=name, role=role, starts_on=starts_on, **more
        )


def membership_of(actor: Actor) -> Membership:
    """The membership of somebody of the cast, as it is now."""
    with acting(system(actor.partnership_id)):
        return Membership.objects.select_related("user").get(user_id=str(actor.user_id))


def processing(home: Partnership) -> Processing:
    with within(home):
        return Processing.objects.create(
            partnership=home,
            controller=f"Gemeente {home.name}",
            contact="privacy@waterdal.example",
            purpose="Zien wie elkaar kent.",
            legal_basis="Publieke taak",
            recorded_on=timezone.localdate(),
        )


def organisation(home: Partnership, name: str, domain: str = "social") -> Organisation:
    with within(home):
        found, _new = Organisation.objects.get_or_create(
            partnership=home,
            name=name,
            defaults={"domain": Domain.objects.get(partnership=home, code=domain)},
        )
        return found


def person(
    home: Partnership, name: str, domain: str = "social", at: str = "", **more: Any
) -> Person:
    where = organisation(home, at or f"Organisatie {domain}", domain)
    with within(home):
        made = Person.objects.create(
            partnership=home,
            name=name,
            sort_name=sort_name(name),
            source="test",
            legal_basis="Publieke taak",
            ends_on=more.pop("ends_on", timezone.localdate() + timedelta(days=300)),
            **more,
        )
        Position.objects.create(
            partnership=home,
            person=made,
            organisation=where,
            domain=where.domain,
            function="Adviseur",
        )
        return made


def tie(one: Person, other: Person, last_contact_on: date | None = None) -> Tie:
    first, second = sorted((one.pk, other.pk))
    with acting(system(one.partnership_id)):
        return Tie.objects.create(
            partnership_id=one.partnership_id,
            first_id=first,
            second_id=second,
            source="test",
            last_contact_on=last_contact_on,
        )


def cast() -> Cast:
    """Two partnerships with the same people; only the names in the other one carry the canary."""
    played = Cast(partnership("waterdal", "Waterdal"), partnership("elders", f"Elders {CANARY}"))
    for short, (name, role) in ROLES.items():
        made = member(played.waterdal, f"{short}@waterdal.example", name, role)
        played.actors[short] = member_actor(made.user_id, "waterdal")
    made = member(played.elsewhere, "wim@elders.example", f"Wim {CANARY}", "coordinator")
    played.actors["wim"] = member_actor(made.user_id, "elders")
    for home, extra in ((played.waterdal, ""), (played.elsewhere, f" {CANARY}")):
        processing(home)
        fill(home, extra)
    worker()
    return played


def worker(*, silent_seconds: int = -86_400) -> None:
    """A worker that gave a sign of life so long ago; usually one that stays well for as long as tests last."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_workers")
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - %s * interval '1 second')",
            [silent_seconds],
        )


def fill(home: Partnership, extra: str = "") -> None:
    """Six social workers, five police officers, one teacher whom only Bram knows, and nobody in care."""
    social = [
        person(home, f"Sociaal {number}{extra}", "social", f"Welzijn{extra}") for number in range(6)
    ]
    police = [
        person(home, f"Agent {number}{extra}", "safety", f"Politie{extra}") for number in range(4)
    ]
    bram = person(
        home, f"Bram Hendriks{extra}", "safety", f"Politie{extra}", email="bram@waterdal.example"
    )
    fatma = person(
        home, f"Fatma Yıldız{extra}", "education", f"Mbo Het Baken{extra}", phone=f"06 {extra}"
    )
    tie(bram, fatma, date(2026, 4, 20))
    for one, other in zip(social, [*police, bram], strict=False):
        tie(one, other, date(2026, 11, 1))
    tie(social[0], social[1])
