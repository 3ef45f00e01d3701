"""What an actor does that concerns all modules: the demo town."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any  # keywords of a model
from uuid import UUID

from django.utils import timezone

from dwarsverband.foundation.access import Actor, action
from dwarsverband.foundation.accounts.models import (
    Domain,
    Membership,
    Organisation,
    Partnership,
    Processing,
    User,
)
from dwarsverband.modules.home import rules
from dwarsverband.modules.home.actions.contacts import add_contacts
from dwarsverband.modules.home.actions.helping import add_help
from dwarsverband.modules.home.actions.history import add_history
from dwarsverband.modules.home.actions.meetings import add_meetings
from dwarsverband.modules.home.actions.rounds import add_rounds
from dwarsverband.modules.home.actions.tables import add_tables
from dwarsverband.modules.home.actions.themes import add_themes
from dwarsverband.modules.network.models import Person, Position, Tie, TieKind
from dwarsverband.modules.network.queries.names import folded, sort_name

if TYPE_CHECKING:
    from dwarsverband.modules.home.management.town import Town

SOURCE = "demo"
BASIS = "Publieke taak, artikel 6 lid 1 onder e AVG"


@action(rules.may_load_town)
def load_town(
    actor: Actor, partnership: Partnership, *, town: Town, members: Mapping[str, tuple[User, str]]
) -> Partnership:
    """Fill a partnership with a demo town, and let the cast take part."""
    key = partnership.pk
    domains = {domain.code: domain for domain in Domain.objects.filter(partnership_id=key)}
    organisations = {
        name: Organisation(partnership_id=key, name=name, domain=domains[domain])
        for name, domain in town.organisations.items()
    }
    Organisation.objects.bulk_create(organisations.values())
    people = _people(key, town)
    for name in members.keys() & people.keys():
        people[name].email = members[name][0].email
    Person.objects.bulk_create(people.values())
    Position.objects.bulk_create(
        Position(
            partnership_id=key,
            person=people[person.name],
            organisation=organisations[person.organisation],
            domain=domains[person.domain],
            function=person.function,
        )
        for person in town.people
    )
    Tie.objects.bulk_create(_ties(key, town, people))
    add_themes(actor, town, people)
    _record_reasons(key, partnership.name)
    where = {person.name: organisations[person.organisation] for person in town.people}
    _add_members(key, members, where)
    add_history(actor, town, people, BASIS)
    add_contacts(actor, town, people)
    add_meetings(actor, town, people)
    add_rounds(actor, people, BASIS)
    add_help(actor, people)
    add_tables(actor, town, people, BASIS)
    return partnership


def _people(key: UUID, town: Town) -> dict[str, Person]:
    ends_on = timezone.localdate() + timedelta(days=600)
    return {
        person.name: Person(
            partnership_id=key,
            name=person.name,
            sort_name=sort_name(person.name),
            email=_address(person.name) if person.has_email else "",
            source=SOURCE,
            legal_basis=BASIS,
            ends_on=ends_on - timedelta(days=index % 90),
            neighbourhoods=list(town.neighbourhoods[person.name]),
            **_told(person.has_email, index),
        )
        for index, person in enumerate(town.people)
    }


def _told(has_email: bool, index: int) -> dict[str, Any]:  # noqa: FBT001 (private)
    """Nearly everybody knows it: by mail, or by a letter; the last ones came in this week."""
    if index % 12 == 11:
        return {}
    how = Person.Told.MAIL if has_email else Person.Told.LETTER
    return {"told_on": timezone.localdate() - timedelta(days=160 + index % 30), "told_by": how}


def _ties(key: UUID, town: Town, people: Mapping[str, Person]) -> list[Tie]:
    ties = []
    for (one, other), (since, last, strength) in town.ties.items():
        first, second = sorted((people[one].pk, people[other].pk))
        kind = TieKind.COLLABORATION if strength > 2 else TieKind.CONTACT
        ties.append(
            Tie(
                partnership_id=key,
                first_id=first,
                second_id=second,
                kind=kind,
                strength=strength,
                source=SOURCE,
                since_on=since,
                last_contact_on=last,
            )
        )
    return ties


def _record_reasons(key: UUID, name: str) -> None:
    Processing.objects.create(
        partnership_id=key,
        controller=f"Gemeente {name}",
        contact="privacy@waterdal.example",
        purpose="Zien wie elkaar kent en waar een band ontbreekt, zodat mensen elkaar vinden in rustige tijden.",
        legal_basis=BASIS,
        months_kept=24,
        recorded_on=timezone.localdate(),
    )


def _add_members(
    key: UUID, members: Mapping[str, tuple[User, str]], where: Mapping[str, Organisation]
) -> None:
    starts_on: date = timezone.localdate() - timedelta(days=400)
    Membership.objects.bulk_create(
        Membership(
            partnership_id=key,
            user=user,
            name=name,
            role=role,
            organisation=where.get(name),
            starts_on=starts_on,
        )
        for name, (user, role) in members.items()
    )


def _address(name: str) -> str:
    """The same name has the same address in every town: that must never matter."""
    return f"{folded(name).replace(' ', '.').replace(chr(39), '')}@waterdal.example"
