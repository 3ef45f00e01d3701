"""What undoing a list would do: what goes, what comes back, what stays and why."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.accounts.models import Membership, Organisation, Theme
from dwarsverband.foundation.database.many import among
from dwarsverband.foundation.ui.numbers import listed
from dwarsverband.modules.network.models import (
    BeforeImport,
    Import,
    ImportAnswer,
    Introduction,
    Person,
    PersonTheme,
    Position,
    Seat,
    Tie,
)
from dwarsverband.modules.network.queries.imports import visible_imports

Kind = BeforeImport.Kind
CHANGED, MET, INTRODUCED, USED = "changed", "met", "introduced", "used"
SHOWN = 20
AS_ADDED = 1


class PersonRow(NamedTuple):
    """Somebody whom a list brought in or changed, as they are now."""

    pk: UUID
    name: str
    version: int
    is_told: bool


class TieRow(NamedTuple):
    """A tie that a list touched, or that leads to somebody whom it brought in."""

    pk: UUID
    first: UUID
    second: UUID
    version: int


class PlaceRow(NamedTuple):
    """A position, and where it is."""

    pk: UUID
    person: UUID
    organisation: UUID | None


@dataclass(frozen=True, slots=True)
class EarlierList:
    """A list that was brought in: how far it is, and whether it can still be undone."""

    draft: Import
    words: str
    can_undo: bool

    @property
    def called(self) -> str:
        """Its title and when it was brought in: two lists may have the same title."""
        at = timezone.localtime(self.draft.made_at)
        return f"{self.draft.title}, {date_format(at, 'j F')}, {date_format(at, 'H:i')}"


@dataclass(frozen=True, slots=True)
class Stays:
    """Something that is left as it is, and why."""

    name: str
    reason: str


@dataclass
class UndoPlan:
    """Everything that undoing one list would do now."""

    people: set[UUID] = field(default_factory=set)
    ties: set[UUID] = field(default_factory=set)
    positions: set[UUID] = field(default_factory=set)
    organisations: set[UUID] = field(default_factory=set)
    themes: set[UUID] = field(default_factory=set)
    person_themes: set[UUID] = field(default_factory=set)
    answers: set[UUID] = field(default_factory=set)
    back: list[BeforeImport] = field(default_factory=list)
    stays: list[Stays] = field(default_factory=list)
    ties_that_stay: int = 0
    told: int = 0

    @property
    def goes_words(self) -> str:
        """What is removed, counted."""
        return _counted(len(self.people), len(self.organisations), len(self.ties))

    @property
    def back_words(self) -> str:
        """What is put back, counted."""
        counts = Counter(one.kind for one in self.back)
        people = {one.person_id for one in self.back if one.kind in (Kind.PERSON, Kind.POSITION)}
        return _counted(len(people), counts[Kind.ORGANISATION], counts[Kind.TIE])

    @property
    def has_effect(self) -> bool:
        """Whether undoing would change anything."""
        goes = (
            *(self.people, self.ties, self.positions),
            *(self.organisations, self.themes, self.person_themes),
        )
        return bool(self.back) or any(goes)

    @property
    def stays_count(self) -> int:
        """How much is left as it is."""
        return len(self.stays) + self.ties_that_stay

    @property
    def stays_shown(self) -> list[Stays]:
        """The first of what is left as it is."""
        return self.stays[:SHOWN]

    @property
    def stays_more(self) -> int:
        """How many more there are."""
        return max(0, len(self.stays) - SHOWN)


def _counted(people: int, organisations: int, ties: int) -> str:
    told = [
        (people, ngettext("%(count)s person", "%(count)s people", people)),
        (
            organisations,
            ngettext("%(count)s organisation", "%(count)s organisations", organisations),
        ),
        (ties, ngettext("%(count)s tie", "%(count)s ties", ties)),
    ]
    return listed([text % {"count": count} for count, text in told if count])


def is_undoable(draft: Import) -> bool:
    """Whether a list was saved less than a day ago, and not undone."""
    if draft.status != Import.Status.DONE or draft.undo_until is None:
        return False
    return timezone.now() < draft.undo_until


def until_words(draft: Import) -> str:
    """Until when a list can be undone."""
    until = timezone.localtime(draft.undo_until)
    return _("You can undo this until %(day)s at %(time)s.") % {
        "day": date_format(until, "j F"),
        "time": date_format(until, "H:i"),
    }


def earlier_lists(actor: Actor, count: int = 10) -> list[EarlierList]:
    """The newest lists, each with how far it is and until when it can be undone."""
    return [_earlier(draft) for draft in visible_imports(actor)[:count]]


def _earlier(draft: Import) -> EarlierList:
    can_undo = is_undoable(draft)
    words = f"{draft.get_status_display()}. {until_words(draft)}" if can_undo else ""
    return EarlierList(draft, words or draft.get_status_display(), can_undo)


def undo_plan(actor: Actor, draft: Import) -> UndoPlan:
    """What undoing a list would do now; what somebody changed since is left alone."""
    return _Undoing(actor, draft).plan()


class _Undoing:
    """One list, beside what is in the network now."""

    def __init__(self, actor: Actor, draft: Import) -> None:
        self.own = {"partnership_id": actor.partnership_id}
        self.before = list(BeforeImport.objects.filter(**self.own, draft=draft))
        self.added = {kind: {UUID(key) for key in keys} for kind, keys in draft.added.items()}
        self.result = UndoPlan()

    def plan(self) -> UndoPlan:
        """Ties first, because they hold people; then people, and what hangs on them."""
        self.result.answers = self._new(ImportAnswer)
        self.people, self.ties = self._read_people(), self._read_ties()
        self._plan_ties()
        touched = self._plan_people()
        self._plan_work(touched)
        self._plan_themes(touched)
        return self.result

    def _new(self, model: type) -> set[UUID]:
        return self.added.get(model.__name__, set())

    def _of(self, kind: Kind) -> Mapping[UUID, BeforeImport]:
        return {one.row: one for one in self.before if one.kind == kind}

    def _read_people(self) -> dict[UUID, PersonRow]:
        keys = self._new(Person) | {one.person_id for one in self.before if one.person_id}
        rows = Person.objects.filter(among("pk", keys), **self.own).order_by("sort_name", "pk")
        return {
            pk: PersonRow(pk, name, version, told is not None)
            for pk, name, version, told in rows.values_list("pk", "name", "version", "told_on")
        }

    def _read_ties(self) -> dict[UUID, TieRow]:
        people = self._new(Person)
        keys = self._new(Tie) | set(self._of(Kind.TIE))
        wanted = Q(among("pk", keys)) | Q(among("first", people)) | Q(among("second", people))
        rows = Tie.objects.filter(wanted, **self.own)
        return {
            row[0]: TieRow(*row)
            for row in rows.values_list("pk", "first_id", "second_id", "version")
        }

    def _plan_ties(self) -> None:
        new, changed = self._new(Tie), self._of(Kind.TIE)
        for tie in self.ties.values():
            if tie.pk in changed and tie.version == changed[tie.pk].version:
                self.result.back.append(changed[tie.pk])
            elif tie.pk in new and tie.version == AS_ADDED:
                self.result.ties.add(tie.pk)
            elif tie.pk in new or tie.pk in changed:
                self.result.ties_that_stay += 1

    def _plan_people(self) -> set[UUID]:
        """Who goes, who gets the earlier details back; the numbers of those who are left alone."""
        new, changed = self._new(Person), self._of(Kind.PERSON)
        reasons = dict(self._reasons(new & set(self.people)))
        touched = set()
        for person in self.people.values():
            reason = reasons.get(person.pk, "")
            if person.pk in changed and person.version != changed[person.pk].version:
                reason = CHANGED
            if reason:
                touched.add(person.pk)
                self.result.stays.append(Stays(person.name, _reason_words(reason)))
            elif person.pk in new:
                self.result.people.add(person.pk)
                self.result.told += person.is_told
            elif person.pk in changed:
                self.result.back.append(changed[person.pk])
        return touched

    def _reasons(self, new: set[UUID]) -> Iterator[tuple[UUID, str]]:
        """Why somebody new stays; the weightiest reason last, because it counts."""
        asked = Introduction.objects.filter(**self.own) if new else Introduction.objects.none()
        for row in asked.values_list("first_id", "second_id", "introducer_id"):
            yield from ((pk, INTRODUCED) for pk in row if pk in new)
        for tie in self.ties.values():
            if tie.pk not in self.result.ties:
                yield from ((pk, MET) for pk in (tie.first, tie.second) if pk in new)
        yield from ((pk, CHANGED) for pk in new if self.people[pk].version != AS_ADDED)

    def _plan_work(self, touched: set[UUID]) -> None:
        """Positions follow their person; an organisation goes when nobody works there any more."""
        positions, organisations = self._read_work()
        new, changed = self._new(Position), self._of(Kind.POSITION)
        going = {
            one.pk
            for one in positions
            if one.person in self.result.people or (one.pk in new and one.person not in touched)
        }
        self.result.positions = going & new
        back = {
            pk: one
            for pk, one in changed.items()
            if one.person_id not in touched and _is_there(one, organisations)
        }
        self.result.back += back.values()
        used = {
            one.organisation for one in positions if one.pk not in going and one.pk not in back
        } | {_uuid(one.earlier["organisation_id"]) for one in back.values()}
        self._plan_organisations(organisations, used)

    def _read_work(self) -> tuple[list[PlaceRow], dict[UUID, Organisation]]:
        places, positions = self._new(Organisation), self._of(Kind.POSITION)
        earlier = {
            key for one in positions.values() if (key := _uuid(one.earlier["organisation_id"]))
        }
        keys = places | set(self._of(Kind.ORGANISATION)) | earlier
        member = Membership.objects.filter(organisation=OuterRef("pk"))
        organisations = Organisation.objects.filter(among("pk", keys), **self.own)
        rows = Position.objects.filter(
            Q(pk__in=self._new(Position) | set(positions)) | Q(organisation__in=places), **self.own
        )
        return (
            [PlaceRow(*row) for row in rows.values_list("pk", "person_id", "organisation_id")],
            {one.pk: one for one in organisations.annotate(has_member=Exists(member))},
        )

    def _plan_organisations(
        self, known: Mapping[UUID, Organisation], used: set[UUID | None]
    ) -> None:
        new, changed = self._new(Organisation), self._of(Kind.ORGANISATION)
        for pk, one in known.items():
            if pk in new:
                is_used = pk in used or one.has_member  # type: ignore[attr-defined]  # annotated
                if is_used or one.version != AS_ADDED:
                    words = _reason_words(USED if is_used else CHANGED)
                    self.result.stays.append(Stays(one.name, words))
                else:
                    self.result.organisations.add(pk)
            elif pk in changed and one.version == changed[pk].version:
                self.result.back.append(changed[pk])
            elif pk in changed:
                self.result.stays.append(Stays(one.name, _reason_words(CHANGED)))

    def _plan_themes(self, touched: set[UUID]) -> None:
        """A theme on which somebody works goes with its person; a new theme when nobody needs it."""
        links, themes = self._new(PersonTheme), self._new(Theme)
        if not (links or themes):
            return
        used: set[UUID] = set()
        rows = PersonTheme.objects.filter(Q(pk__in=links) | Q(theme__in=themes), **self.own)
        for pk, person, theme_id in rows.values_list("pk", "person_id", "theme_id"):
            if person in self.result.people or (pk in links and person not in touched):
                self.result.person_themes.add(pk)
            else:
                used.add(theme_id)
        seat = Seat.objects.filter(theme=OuterRef("pk"))
        for theme in Theme.objects.filter(**self.own, pk__in=themes).annotate(
            has_seat=Exists(seat)
        ):
            is_used = theme.pk in used or theme.has_seat
            if is_used or theme.version != AS_ADDED:
                words = _reason_words(USED if is_used else CHANGED)
                self.result.stays.append(Stays(theme.name, words))
            else:
                self.result.themes.add(theme.pk)


def _is_there(remembered: BeforeImport, known: Mapping[UUID, Organisation]) -> bool:
    """Whether the organisation to which somebody would go back still exists."""
    key = _uuid(remembered.earlier["organisation_id"])
    return key is None or key in known


def _uuid(key: str | None) -> UUID | None:
    return UUID(key) if key else None


def _reason_words(reason: str) -> str:
    words = {
        CHANGED: _("changed by somebody since"),
        MET: _("has a tie that came or changed since"),
        INTRODUCED: _("takes part in an introduction"),
        USED: _("is used by somebody else"),
    }
    return words[reason]


def undo_words(plan: UndoPlan) -> Iterable[str]:
    """What undoing does, in sentences."""
    if plan.goes_words:
        yield _("Removed: %(told)s.") % {"told": plan.goes_words}
    if plan.back_words:
        yield _("As it was before: %(told)s.") % {"told": plan.back_words}
    if plan.ties_that_stay:
        sentence = ngettext(
            "%(count)s tie stays: contact was recorded since, or another list changed it.",
            "%(count)s ties stay: contact was recorded since, or another list changed them.",
            plan.ties_that_stay,
        )
        yield sentence % {"count": plan.ties_that_stay}
    if plan.told:
        sentence = ngettext(
            "%(count)s person of these has been told already. Say that it was a mistake.",
            "%(count)s people of these have been told already. Say that it was a mistake.",
            plan.told,
        )
        yield sentence % {"count": plan.told}


def outcome_words(plan: UndoPlan) -> str:
    """What undoing a list left behind."""
    if not plan.stays_count:
        return _("The network is as it was before this list.")
    sentence = ngettext(
        "%(count)s thing was changed since, and stays.",
        "%(count)s things were changed since, and stay.",
        plan.stays_count,
    )
    return sentence % {"count": plan.stays_count}
