"""Writes what was planned, in bulk: organisations, people, what they do, and ties."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import Manager, Model
from django.utils import timezone
from django.utils.translation import gettext as _

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.accounts.models import Domain, Organisation, Processing, Theme
from dwarsverband.foundation.sheets import progress
from dwarsverband.modules.network.actions.admissions import admit_namesake, admit_returning
from dwarsverband.modules.network.actions.consent import follow_address, tell_again
from dwarsverband.modules.network.actions.import_answers import settle_answers
from dwarsverband.modules.network.actions.import_memory import Kind, Memory, months_later
from dwarsverband.modules.network.models import Import, Person, PersonTheme, Position, Tie
from dwarsverband.modules.network.queries.import_people import NAMESAKE, RETURNS
from dwarsverband.modules.network.queries.import_types import (
    BETWEEN,
    CHANGED,
    NEW,
    SAME,
    Plan,
    PlannedOrganisation,
    PlannedPerson,
    PlannedTie,
)
from dwarsverband.modules.network.queries.import_words import readable_name
from dwarsverband.modules.network.queries.names import sort_name

ADMISSIONS = {NAMESAKE: admit_namesake, RETURNS: admit_returning}
Row = TypeVar("Row", bound=Model)
BATCH = 2_000
PLANNED, WRITTEN = 30, 95
_STATUSES = (NEW, CHANGED, SAME)
_OWN = ("name", "email", "phone", "identifier", "municipality")
_PLACE = ("organisation", "domain", "function")
_PERSON = (
    *(*_OWN, "neighbourhoods", "sort_name", "source", "legal_basis"),
    *("ends_on", "told_on", "told_by", "version"),
)
_POSITION = (*_PLACE, "ends_on", "is_main")
_TIE = (
    *("strength", "weight", "meetings", "since_on", "last_contact_on", "estimated_on"),
    "version",
)


def save_plan(actor: Actor, draft: Import, plan: Plan, processing: Processing) -> dict[str, int]:
    """Write the good rows of a plan, and count what was new, changed and the same."""
    saving = _Saving(actor, draft, plan, processing)
    progress.tell(draft.pk, PLANNED)
    saving.save_organisations()
    saving.save_new_people()
    saving.save_changed_people()
    saving.save_themes()
    saving.save_ties()
    # Otherwise a broken reference shows only when everything is kept, too late for a sentence.
    connection.check_constraints()
    saving.memory.add(settle_answers(actor, plan, {**draft.decisions, **plan.at_once}, saving.ids))
    saving.memory.keep(BATCH)
    return saving.counts()


@dataclass
class _Saving:
    """One list on its way into the tables."""

    actor: Actor
    draft: Import
    plan: Plan
    processing: Processing
    today: date = field(default_factory=lambda: timezone.localdate())
    people: dict[str, list[PlannedPerson]] = field(init=False)
    ties: dict[str, list[PlannedTie]] = field(init=False)
    places: dict[str, list[PlannedOrganisation]] = field(init=False)
    domains: dict[str, UUID] = field(init=False)
    organisations: dict[str, UUID] = field(default_factory=dict)
    ids: dict[str, UUID] = field(default_factory=dict)
    written: int = 0
    memory: Memory = field(init=False)

    def __post_init__(self) -> None:
        """Only what good rows tell; a person who is known already has a number."""
        plan, self.memory = self.plan, Memory(self.draft)
        good = [person for person in plan.people if plan.is_good(person)]
        self.people = {
            status: [one for one in good if one.status == status] for status in _STATUSES
        }
        self.ties = {
            status: [tie for tie in plan.ties if tie.status == status and plan.is_good(tie)]
            for status in _STATUSES
        }
        used = {one.values.get("organisation", "") for ones in self.people.values() for one in ones}
        self.places = {
            status: [one for one in plan.organisations if one.status == status and one.name in used]
            for status in _STATUSES
        }
        self.ids = {one.match_id: UUID(one.match_id) for one in plan.people if one.match_id}
        own = Domain.objects.filter(partnership_id=self.actor.partnership_id)
        self.domains = dict(own.values_list("code", "pk"))

    def counts(self) -> dict[str, int]:
        """How many of each were new, changed and the same."""
        kinds = (("people", self.people), ("organisations", self.places), ("ties", self.ties))
        return {
            f"{kind}_{status}": len(found[status]) for kind, found in kinds for status in _STATUSES
        }

    def save_organisations(self) -> None:
        """New ones, and those of which the domain became known."""
        for status in (CHANGED, SAME):
            self.organisations |= {one.name: UUID(one.match_id) for one in self.places[status]}
        new = [
            Organisation(
                partnership_id=self.actor.partnership_id,
                name=one.name,
                domain_id=self._domain(one.domain),
                spellings=list(one.new_spellings),
            )
            for one in self.places[NEW]
        ]
        self._add(Organisation.objects, new)
        self.organisations |= {one.name: one.pk for one in new}
        planned = {UUID(one.match_id): one for one in self.places[CHANGED]}
        known = Organisation.objects.select_for_update().in_bulk(planned)
        for pk, organisation in known.items():
            self.memory.change(Kind.ORGANISATION, organisation)
            organisation.domain_id = self._domain(planned[pk].domain)
            organisation.spellings = [*organisation.spellings, *planned[pk].new_spellings]
            organisation.version += 1
        self._change(Organisation.objects, list(known.values()), ["domain", "spellings", "version"])

    def save_new_people(self) -> None:
        """People who were not in the network, with what they do."""
        people = {one.key: self._new_person(one) for one in self.people[NEW]}
        self._add(Person.objects, list(people.values()))
        self.ids |= {key: person.pk for key, person in people.items()}
        for one in self.people[NEW]:
            if one.admitted:
                ADMISSIONS[one.admitted](self.actor, people[one.key])
        positions = [self._new_position(one, people[one.key].pk) for one in self.people[NEW]]
        self._add(Position.objects, [position for position in positions if position])

    def save_changed_people(self) -> None:
        """People of whom something else became known."""
        planned = {UUID(one.match_id): one for one in self.people[CHANGED]}
        known = Person.objects.select_for_update().in_bulk(planned)
        if len(known) < len(planned):
            raise ValidationError(_("Somebody left the network in the meantime. Save again."))
        before = {pk: person.email for pk, person in known.items()}
        for pk, person in known.items():
            self._change_person(person, planned[pk])
        self._change(Person.objects, list(known.values()), _PERSON)
        for pk, person in known.items():
            if person.email.casefold() != before[pk].casefold():
                follow_address(self.actor, person, before[pk])
        moved = {pk: one for pk, one in planned.items() if set(_PLACE) & set(one.changes)}
        self._save_positions(moved)

    def save_themes(self) -> None:
        """The themes on which people work, new ones included; nothing is taken away."""
        told = {
            self._id(one): one.values["themes"].split(BETWEEN)
            for status in (NEW, CHANGED)
            for one in self.people[status]
            if one.values.get("themes")
        }
        themes = self._themes({code for codes in told.values() for code in codes})
        known = PersonTheme.objects.filter(person__in=told)
        there = set(known.values_list("person_id", "theme_id"))
        pairs = [(person, themes[code]) for person, codes in told.items() for code in codes]
        self._add(
            PersonTheme.objects,
            [
                PersonTheme(
                    partnership_id=self.actor.partnership_id, person_id=person, theme_id=theme
                )
                for person, theme in pairs
                if (person, theme) not in there
            ],
        )

    def _themes(self, codes: set[str]) -> dict[str, UUID]:
        """The numbers of themes; those that are new are made."""
        own = Theme.objects.filter(partnership_id=self.actor.partnership_id)
        found = dict(own.values_list("code", "pk"))
        new = [
            Theme(
                partnership_id=self.actor.partnership_id,
                code=code,
                name_nl=self.plan.themes[code],
                name_en=self.plan.themes[code],
                order=len(found) + place,
            )
            for place, code in enumerate(sorted(codes & self.plan.new_themes - set(found)))
        ]
        self._add(Theme.objects, new)
        return found | {theme.code: theme.pk for theme in new}

    def _id(self, one: PlannedPerson) -> UUID:
        return UUID(one.match_id) if one.match_id else self.ids[one.key]

    def save_ties(self) -> None:
        """New ties, and those of which something else became known."""
        self._add(Tie.objects, [self._new_tie(one) for one in self.ties[NEW]])
        planned = {UUID(one.match_id): one for one in self.ties[CHANGED]}
        known = Tie.objects.select_for_update().in_bulk(planned)
        for pk, tie in known.items():
            one = planned[pk]
            self.memory.change(Kind.TIE, tie)
            tie.strength, tie.since_on, tie.last_contact_on = (
                one.strength,
                one.since,
                one.last_contact_on,
            )
            if "last_contact_on" in one.changes:
                tie.estimated_on = _estimated(one)
            tie.weight, tie.meetings = one.weight, list(one.meetings)
            tie.version += 1
        self._change(Tie.objects, list(known.values()), _TIE)

    def _new_person(self, one: PlannedPerson) -> Person:
        return Person(
            partnership_id=self.actor.partnership_id,
            sort_name=sort_name(one.name),
            source=self._source(one),
            legal_basis=self.processing.legal_basis,
            ends_on=self._ends_on(),
            neighbourhoods=_several(one.values.get("neighbourhoods", "")),
            **{name: one.values.get(name, "") for name in _OWN},
        )

    def _change_person(self, person: Person, one: PlannedPerson) -> None:
        self.memory.change(Kind.PERSON, person, person.pk)
        for name in set(_OWN) & set(one.changes):
            setattr(person, name, one.changes[name][1])
        if "neighbourhoods" in one.changes:
            person.neighbourhoods = _several(one.changes["neighbourhoods"][1])
        if "email" in one.changes:
            tell_again(self.actor, person)
        person.sort_name = sort_name(person.name)
        person.source, person.legal_basis = self._source(one), self.processing.legal_basis
        person.ends_on = max(person.ends_on, self._ends_on())
        person.version += 1

    def _save_positions(self, moved: dict[UUID, PlannedPerson]) -> None:
        """What people do changed; who went to another organisation leaves the old position behind."""
        own = Position.objects.filter(person__in=moved, is_main=True).order_by("person", "-id")
        known = {position.person_id: position for position in own}
        new = []
        for pk, one in moved.items():
            position = known.get(pk)
            if position:
                self.memory.change(Kind.POSITION, position, pk)
            if position and not (position.organisation_id and "organisation" in one.changes):
                self._change_position(position, one)
                continue
            if position:
                position.is_main, position.ends_on = False, self.today
            new.append(self._new_position(one, pk))
        self._change(Position.objects, list(known.values()), _POSITION)
        self._add(Position.objects, [position for position in new if position])

    def _change_position(self, position: Position, one: PlannedPerson) -> None:
        if "organisation" in one.changes:
            position.organisation_id = self.organisations[one.values["organisation"]]
        if "domain" in one.changes:
            position.domain_id = self._domain(one.values["domain"])
        if "function" in one.changes:
            position.function = one.values["function"]

    def _new_position(self, one: PlannedPerson, person: UUID) -> Position | None:
        organisation, domain, function = (one.values.get(name, "") for name in _PLACE)
        if not (organisation or domain or function):
            return None
        return Position(
            partnership_id=self.actor.partnership_id,
            person_id=person,
            organisation_id=self.organisations[organisation] if organisation else None,
            domain_id=self._domain(domain),
            function=function,
        )

    def _new_tie(self, one: PlannedTie) -> Tie:
        first, second = sorted((self.ids[one.first], self.ids[one.second]))
        return Tie(
            partnership_id=self.actor.partnership_id,
            first_id=first,
            second_id=second,
            kind=one.kind,
            strength=one.strength,
            weight=one.weight,
            meetings=list(one.meetings),
            since_on=one.since,
            last_contact_on=one.last_contact_on,
            estimated_on=_estimated(one),
            source=self._source(one),
        )

    def _source(self, one: PlannedPerson | PlannedTie) -> str:
        """Where it comes from, as people read it in their message, and the day it was brought in."""
        file = self.draft.tables[one.refs[0].table]["file"]
        return f"{self.draft.source or readable_name(file)}, {self.today.isoformat()}"

    def _ends_on(self) -> date:
        return months_later(self.today, self.processing.months_kept)

    def _domain(self, code: str) -> UUID | None:
        return self.domains[code] if code else None

    def _add(self, manager: Manager[Row], rows: Sequence[Row]) -> None:
        for batch in self._batches(rows):
            manager.bulk_create(batch)
            self.memory.add(batch)

    def _change(self, manager: Manager[Row], rows: Sequence[Row], fields: Sequence[str]) -> None:
        """Many rows at once, each with values of its own; they exist, so nothing is added."""
        for batch in self._batches(rows):
            manager.bulk_create(
                batch, update_conflicts=True, unique_fields=["id"], update_fields=list(fields)
            )

    def _batches(self, rows: Sequence[Row]) -> Iterable[Sequence[Row]]:
        total = sum(
            len(found[status]) for found in (self.people, self.ties) for status in (NEW, CHANGED)
        )
        for start in range(0, len(rows), BATCH):
            batch = rows[start : start + BATCH]
            yield batch
            self.written += len(batch)
            share = min(1.0, self.written / max(1, 2 * total))
            progress.tell(self.draft.pk, PLANNED + int((WRITTEN - PLANNED) * share))


def _estimated(one: PlannedTie) -> date | None:
    """The day of the last contact, when a month or a year was told and no day."""
    return one.last_contact_on if one.is_estimate else None


def _several(text: str) -> list[str]:
    return text.split(BETWEEN) if text else []
