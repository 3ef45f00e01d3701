"""Two years of meetings of the demo town's tables: who came, who spoke, what was decided."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any  # fields of three models

from django.utils import timezone

from dwarsverband.foundation.accounts.models import Membership, Theme
from dwarsverband.modules.network.models import Person
from dwarsverband.modules.tables.models import (
    Decision,
    Discussion,
    Meeting,
    Presence,
    Ride,
    Speaking,
    Table,
    TableSeat,
    Visitor,
)

State = Decision.State
Rhythm = Table.Rhythm
SOURCE, KEPT, DECISIONS_KEPT = "table", 730, 1_826
DAYS = {Rhythm.MONTH: 30, Rhythm.WEEKS_6: 42, Rhythm.QUARTER: 91}
# So many people of a table came halfway through; of the others each misses every so many meetings.
NEWCOMERS, MISSES = 2, 5
# Of those who miss one, whoever sits on an even place sent word. A guest comes every so many meetings.
WORD, GUESTS_EVERY = 2, 3
# At one table somebody kept count of who spoke, the last few times: minutes of each domain in turn.
COUNTED, TIMES, SPOKEN = "Jeugd en wijk Noord", 5, (21, 17, 12, 8, 3)
PLACES = ("Buurthuis De Schakel", "Stadhuis, kamer 2", "Wijkteam Noord")
AGENDAS = {
    "Jeugd en wijk Noord": (
        "Wie mist er, en wat zou die vragen?",
        "Zondag open: de eerste drie weken",
        "Stageplekken: wat blokkeert?",
    ),
    "Samen in Waterdal": ("Wat hoor je op straat?", "Iftar en buurtmaaltijd: wie nodigt wie uit?"),
    "Ondermijning Waterdal": ("Leegstand op het bedrijventerrein", "Wat merken verhuurders?"),
    "Verzuim en school": ("Wie zagen we deze maand niet?", "Overstap naar het mbo"),
    "Lokale aanpak radicalisering": ("Wat leerden we dit kwartaal?", "Wie belt wie?"),
}
# What was said about the first point of each meeting, in turn.
SAID = {
    "Jeugd en wijk Noord": (
        "De school mist een vast gezicht van de wijk. De sportclub ziet jongeren die niemand anders ziet.",
        "Iedereen vraagt één collega mee. Thuis en school zitten nu alleen op papier aan tafel.",
        "Zorg komt pas als het misgaat. Afgesproken: eerder bellen, ook zonder aanleiding.",
    ),
    "Samen in Waterdal": (
        "Het is rustiger op het plein. Ouders vragen wanneer het licht wordt gemaakt.",
        "Twee verhalen over dezelfde avond. We legden ze naast elkaar en kozen geen kant.",
    ),
    "Ondermijning Waterdal": (
        "Drie panden staan langer dan een jaar leeg. Makelaars willen meedenken.",
        "Ondernemers durven weinig te zeggen. Een gesprek aan hun eigen tafel werkt beter.",
    ),
    "Verzuim en school": (
        "Na de herfstvakantie blijven er meer weg. Eén telefoontje scheelt de helft.",
        "De bus rijdt anders. Wie ver woont, komt te laat en wordt gemist geteld.",
    ),
    "Lokale aanpak radicalisering": (
        "Eerst weten wie je belt, dan pas wat je ziet. De lijst was op twee plekken oud.",
        "Mentoren vragen om rust: één nummer, en iemand die terugbelt.",
    ),
}
# Who came along from outside the network, in turn.
GUESTS = (
    ("Els Smit", "Buurtsportvereniging Noord"),
    ("Rob van Dam", "Woonbron"),
    ("Nadia Amrani", "Bibliotheek Waterdal"),
)


@dataclass(frozen=True, slots=True)
class Decided:
    """What a table decided: who does it, how long ago, when it is due, and how it stands."""

    table: str
    what: str
    why: str
    owner: str
    days: int
    due_in: int
    state: State


# Which table, about which theme and what, who asked, how long ago, and what the chair said.
RIDES = (
    (
        *("Verzuim en school", "polarisation", "Hoe praten we in de klas over ruzie elders?"),
        *("Noor Bakker", 130, Ride.Answer.ACCEPTED),
    ),
    (
        *("Verzuim en school", "radicalisation", "Wat ziet een mentor, en wie belt die dan?"),
        *("Bram Hendriks", 9, Ride.Answer.ASKED),
    ),
)
DECIDED = (
    Decided(
        "Jeugd en wijk Noord",
        "De Schakel is op zondag open.",
        "Bewoners vroegen dit zelf: ruim 8 van de 10 zijn het eens.",
        *("Danilo Pinas", 60, 1, State.DONE),
    ),
    Decided(
        "Jeugd en wijk Noord",
        "Eén vaste wijkagent bij de pauze van Het Baken.",
        "Zodat school en politie elkaar kennen vóór er iets is.",
        *("Bram Hendriks", 32, 15, State.DOING),
    ),
    Decided(
        "Jeugd en wijk Noord",
        "Stageplekken bij de woningcorporatie, begin met vier.",
        "Werk haalt meer weg dan toezicht.",
        *("Omar Haddad", 110, -60, State.DOING),
    ),
    Decided(
        "Samen in Waterdal",
        "De burgemeester opent de buurtmaaltijd in Zuid.",
        "Wie uitnodigt, laat zien dat iedereen welkom is.",
        *("Hanneke Vos", 40, 9, State.DOING),
    ),
    Decided(
        "Samen in Waterdal",
        "Een docent van Het Baken aan tafel vragen.",
        "Zonder school praten we over jongeren, niet met ze.",
        *("Noor Bakker", 70, -12, State.DOING),
    ),
    Decided(
        "Samen in Waterdal",
        "Een gesprek tussen jongerenraad en Boerenoverleg.",
        "Ze lezen over elkaar, en spreken elkaar nooit.",
        *("Samuel Boateng", 200, -120, State.DIFFERENT),
    ),
    Decided(
        "Ondermijning Waterdal",
        "Verhuurders krijgen één nummer om te bellen.",
        "Nu belt niemand, omdat niemand weet wie.",
        *("Karim El Idrissi", 95, 20, State.DOING),
    ),
    Decided(
        "Verzuim en school",
        "Wie drie dagen mist, wordt thuis gebeld.",
        "Een brief lezen ze niet.",
        *("Thijs Verhoeven", 150, -90, State.DONE),
    ),
    Decided(
        "Lokale aanpak radicalisering",
        "Een lijst met wie je belt, op papier.",
        "In een crisis doet het netwerk het niet.",
        *("Ronald Wolters", 300, -200, State.LET_GO),
    ),
)


def add_minutes(tables: Mapping[str, Table], people: Mapping[str, Person], basis: str) -> None:
    """Write down what a town of two years would have written down of its tables."""
    for name, table in tables.items():
        seats = list(TableSeat.objects.filter(table=table, person__isnull=False))
        meetings = list(_meetings(table, name))
        Meeting.objects.bulk_create(meetings)
        held = [one for one in meetings if one.recorded_on is not None]
        Presence.objects.bulk_create(
            presence
            for at, one in enumerate(held)
            for presence in _came(one, at, held, seats, basis)
        )
        Visitor.objects.bulk_create(_guests(held, basis))
        Discussion.objects.bulk_create(_said(held, SAID[name], basis))
        if name == COUNTED:
            Speaking.objects.bulk_create(_spoken(held[-TIMES:], seats))
    Ride.objects.bulk_create(_rides(tables, people, basis))
    Decision.objects.bulk_create(
        _decision(tables[one.table], one, people[one.owner], basis) for one in DECIDED
    )


def _rides(tables: Mapping[str, Table], people: Mapping[str, Person], basis: str) -> Iterator[Ride]:
    """What others wanted to talk about at a table that seats their people already."""
    today = timezone.localdate()
    for table, theme, topic, asker, days, answer in RIDES:
        host = tables[table]
        own = {"partnership_id": host.partnership_id}
        asked_on = today - timedelta(days=days)
        yield Ride(
            **own,
            table=host,
            theme=Theme.objects.filter(**own, code=theme).first(),
            topic=topic,
            asked_by=Membership.objects.filter(**own, name=asker).first(),
            chair=host.chair,
            answer=answer,
            asked_on=asked_on,
            answered_on=None if answer == Ride.Answer.ASKED else asked_on + timedelta(days=3),
            source=SOURCE,
            legal_basis=basis,
            ends_on=asked_on + timedelta(days=KEPT),
        )


def _meetings(table: Table, name: str) -> Iterator[Meeting]:
    """From the day on which a table began, and one more that is still to come."""
    today, day, number = timezone.localdate(), table.begins_on, 0
    step = timedelta(days=DAYS[Rhythm(table.rhythm)])
    while day < today + step:
        yield Meeting(
            partnership_id=table.partnership_id,
            table=table,
            on=_workday(day),
            starts_at=time(10, 0),
            place=PLACES[number % len(PLACES)],
            agenda=list(AGENDAS[name]) if day >= today else list(AGENDAS[name][:1]),
            recorded_on=_workday(day) if _workday(day) < today else None,
        )
        day, number = day + step, number + 1


def _workday(day: date) -> date:
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)


def _came(
    meeting: Meeting, at: int, held: Sequence[Meeting], seats: Sequence[TableSeat], basis: str
) -> Iterator[Presence]:
    is_early = at < len(held) // 2
    for place, seat in enumerate(seats[: len(seats) - NEWCOMERS] if is_early else seats):
        yield Presence(
            **_kept(meeting, basis),
            person_id=seat.person_id,
            domain_id=seat.domain_id,
            was_there=place % MISSES != at % MISSES,
            sent_word=place % MISSES == at % MISSES and place % WORD == 0,
        )


def _guests(held: Sequence[Meeting], basis: str) -> Iterator[Visitor]:
    for number, meeting in enumerate(held[::GUESTS_EVERY]):
        name, organisation = GUESTS[number % len(GUESTS)]
        yield Visitor(**_kept(meeting, basis), name=name, organisation=organisation)


def _said(held: Sequence[Meeting], said: Sequence[str], basis: str) -> Iterator[Discussion]:
    """The first point of each; at the last meeting also what else was said."""
    for number, meeting in enumerate(held):
        text = said[number % len(said)]
        yield Discussion(**_kept(meeting, basis), point=meeting.agenda[0], said=text)
    for meeting in held[-1:]:
        yield Discussion(
            **_kept(meeting, basis), said="Volgende keer beginnen we een half uur eerder."
        )


def _kept(meeting: Meeting, basis: str) -> dict[str, Any]:
    return {
        "partnership_id": meeting.partnership_id,
        "meeting": meeting,
        "source": SOURCE,
        "legal_basis": basis,
        "ends_on": meeting.on + timedelta(days=KEPT),
    }


def _spoken(meetings: Sequence[Meeting], seats: Sequence[TableSeat]) -> Iterator[Speaking]:
    domains = list(dict.fromkeys(seat.domain_id for seat in seats))
    for number, meeting in enumerate(meetings):
        for domain, minutes in zip(domains, SPOKEN, strict=False):
            yield Speaking(
                partnership_id=meeting.partnership_id,
                meeting=meeting,
                domain_id=domain,
                minutes=minutes + number,
            )


def _decision(table: Table, one: Decided, owner: Person, basis: str) -> Decision:
    today = timezone.localdate()
    decided_on = today - timedelta(days=one.days)
    seat = TableSeat.objects.get(table=table, person=owner)
    return Decision(
        partnership_id=table.partnership_id,
        table=table,
        meeting=Meeting.objects.filter(table=table, on__lte=decided_on).first(),
        what=one.what,
        why=one.why,
        owner=owner,
        owner_domain_id=seat.domain_id,
        has_owner=True,
        decided_on=decided_on,
        due_on=today + timedelta(days=one.due_in),
        state=one.state,
        told_on=None if one.state == State.DOING else today - timedelta(days=one.days // 2),
        source=SOURCE,
        legal_basis=basis,
        ends_on=decided_on + timedelta(days=DECISIONS_KEPT),
    )
