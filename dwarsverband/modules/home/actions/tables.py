"""At which tables the people of the demo town sit, who is missing there, and who was invited."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.accounts.models import Domain, Theme
from dwarsverband.modules.home.actions.minutes import add_minutes
from dwarsverband.modules.network.models import Person, Seat
from dwarsverband.modules.tables.models import Table, TableInvitation, TableSeat, TableTheme

if TYPE_CHECKING:
    from dwarsverband.modules.home.management.town import Town

Rhythm = Table.Rhythm
Status = TableInvitation.Status
SOURCE, KEPT = "table", 730


@dataclass(frozen=True, slots=True)
class Plan:
    """A table of the town: the first who sit there leads it."""

    name: str
    purpose: str
    themes: tuple[str, ...]
    rhythm: Rhythm
    days: int
    people: tuple[str, ...]
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody who was invited: to which table, for which seat, how long ago, with which answer."""

    table: str
    domain: str
    seat: str
    person: str
    days: int
    status: Status


PLANS = (
    Plan(
        "Jeugd en wijk Noord",
        "Jongeren in Noord hebben een plek, een volwassene die hen kent en uitzicht op werk.",
        ("inclusion", "problem-behaviour"),
        Rhythm.WEEKS_6,
        620,
        (
            *("Gerda Meijer", "Omar Haddad", "Bram Hendriks", "Karim El Idrissi"),
            *("Danilo Pinas", "Anouk Visser", "Farid Amiri", "Hanneke Vos"),
        ),
        ("Raad voor de Kinderbescherming", "Zorg- en Veiligheidshuis", "Gemeente, onderwijs"),
    ),
    Plan(
        "Samen in Waterdal",
        "Groepen die tegenover elkaar staan, blijven met elkaar in gesprek.",
        ("polarisation",),
        Rhythm.MONTH,
        700,
        (
            *("Noor Bakker", "Samuel Boateng", "Bram Hendriks", "Peter Smit", "Hanneke Vos"),
            *("Abdi Warsame", "Els Doornbos", "Linh Nguyen"),
        ),
        ("Jongerenwerk",),
    ),
    Plan(
        "Ondermijning Waterdal",
        "Wie hier een zaak begint of een huis huurt, is wie hij zegt te zijn.",
        ("subversive-crime",),
        Rhythm.QUARTER,
        540,
        ("Peter Smit", "Ronald Wolters", "Bram Hendriks", "Karim El Idrissi", "Pauline Groen"),
        ("Jongerenwerk", "Zorgverlener"),
    ),
    Plan(
        "Verzuim en school",
        "Wie niet naar school komt, wordt binnen een week gesproken.",
        ("problem-behaviour",),
        Rhythm.WEEKS_6,
        400,
        (
            *("Thijs Verhoeven", "Fatma Yıldız", "Jeroen Postma", "Hülya Şahin"),
            *("Chantal Maduro", "Yvonne Jansen", "Anouk Visser"),
        ),
    ),
    Plan(
        "Lokale aanpak radicalisering",
        "We zien op tijd wie afglijdt, en wie er naast staat.",
        ("radicalisation",),
        Rhythm.QUARTER,
        690,
        ("Ronald Wolters", "Noor Bakker", "Bram Hendriks", "Tarik Demir", "Samuel Boateng"),
    ),
)
ASKED = (
    Asked("Jeugd en wijk Noord", "education", "School", "Fatma Yıldız", 6, Status.ASKED),
    Asked("Ondermijning Waterdal", "education", "School", "Jeroen Postma", 75, Status.DECLINED),
    Asked(
        "Samen in Waterdal", "neighbourhood", "Wijk of buurt", "Linh Nguyen", 310, Status.ACCEPTED
    ),
)


def add_tables(actor: Actor, town: Town, people: Mapping[str, Person], basis: str) -> None:
    """Write down which tables there are, with their themes, seats and invitations."""
    own = {"partnership_id": actor.partnership_id}
    domains = {domain.code: domain for domain in Domain.objects.filter(**own)}
    themes = {theme.code: theme for theme in Theme.objects.filter(**own)}
    work = {one.name: (domains[one.domain], one.function) for one in town.people}
    tables = {plan.name: _table(actor, plan, people) for plan in PLANS}
    Table.objects.bulk_create(tables.values())
    TableTheme.objects.bulk_create(
        TableTheme(**own, table=tables[plan.name], theme=themes[code])
        for plan in PLANS
        for code in plan.themes
    )
    seats = [
        seat for plan in PLANS for seat in _seats(tables[plan.name], plan.people, people, work)
    ]
    out = [seat for plan in PLANS for seat in _left_out(tables[plan.name], plan, themes)]
    TableSeat.objects.bulk_create([*seats, *out])
    add_minutes(tables, people, basis)
    for asked in ASKED:
        _invite(tables[asked.table], asked, domains[asked.domain], people[asked.person], basis)


def _table(actor: Actor, plan: Plan, people: Mapping[str, Person]) -> Table:
    return Table(
        partnership_id=actor.partnership_id,
        name=plan.name,
        purpose=plan.purpose,
        rhythm=plan.rhythm,
        chair=people[plan.people[0]],
        begins_on=timezone.localdate() - timedelta(days=plan.days),
    )


def _seats(
    table: Table,
    names: Sequence[str],
    people: Mapping[str, Person],
    work: Mapping[str, tuple[Domain, str]],
) -> Iterator[TableSeat]:
    for order, name in enumerate(names):
        domain, function = work[name]
        yield TableSeat(
            partnership_id=table.partnership_id,
            table=table,
            domain=domain,
            name=function,
            person=people[name],
            filled_on=table.begins_on,
            order=order,
        )


def _left_out(table: Table, plan: Plan, themes: Mapping[str, Theme]) -> Iterator[TableSeat]:
    wanted = Seat.objects.filter(
        theme__in=[themes[code] for code in plan.themes], name__in=plan.left_out
    )
    for domain, name in set(wanted.values_list("domain_id", "name")):
        yield TableSeat(
            partnership_id=table.partnership_id,
            table=table,
            domain_id=domain,
            name=name,
            is_needed=False,
        )


def _invite(table: Table, asked: Asked, domain: Domain, person: Person, basis: str) -> None:
    """An invitation, with the seat that it is about."""
    asked_on = timezone.localdate() - timedelta(days=asked.days)
    is_answered = asked.status != Status.ASKED
    answered_on = asked_on + timedelta(days=2) if is_answered else None
    TableInvitation.objects.create(
        partnership_id=table.partnership_id,
        seat=_invited_seat(table, asked, domain, person, answered_on),
        person=person,
        status=asked.status,
        asked_on=asked_on,
        answered_on=answered_on,
        source=SOURCE,
        legal_basis=basis,
        ends_on=asked_on + timedelta(days=KEPT),
    )


def _invited_seat(
    table: Table, asked: Asked, domain: Domain, person: Person, answered_on: date | None
) -> TableSeat:
    if asked.status == Status.ACCEPTED:
        seat = TableSeat.objects.get(table=table, person=person)
        seat.name, seat.filled_on = asked.seat, answered_on
        seat.save()
        return seat
    return TableSeat.objects.create(
        partnership_id=table.partnership_id, table=table, domain=domain, name=asked.seat
    )
