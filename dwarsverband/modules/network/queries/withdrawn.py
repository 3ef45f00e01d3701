"""Who must not come back by the next list: recognised by keyed hashes, never by a name.

A mark is an HMAC (RFC 2104) under a key of this installation, over the partnership and what it is
about. Without that key nobody can try names on it, not even with a copy of the database.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.accounts.models import Organisation
from dwarsverband.foundation.database.keyed import mark_for
from dwarsverband.modules.network.models import Person, Withdrawal
from dwarsverband.modules.network.queries.import_matching import is_shared
from dwarsverband.modules.network.queries.import_names import organisation_key, parse_name

# An address says who it is; a name at an organisation does when there is none; a bare name when
# nothing else is told. PLACE_ONLY belongs to people of whom no address was known.
EMAIL, PLACE, PLACE_ONLY, NAME = "email", "place", "place only", "name"


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """The marks of everybody who asked to be taken out of one partnership."""

    partnership_id: UUID
    marks: frozenset[str]

    def holds(self, values: Mapping[str, str]) -> bool:
        """Whether a row with these values (name, email, organisation) is about one of them."""
        if not self.marks:
            return False
        return any(_mark(self.partnership_id, *one) in self.marks for one in _told(values))


def kept_marks(actor: Actor) -> QuerySet[Withdrawal]:
    """The withdrawals of which the marks are still kept."""
    return Withdrawal.objects.filter(
        partnership_id=actor.partnership_id, marks_end_on__gte=timezone.localdate()
    )


def withdrawn(actor: Actor) -> Withdrawn:
    """Everybody who asked to be taken out and whose mark is still kept."""
    kept = kept_marks(actor)
    marks = frozenset(mark for row in kept.values_list("marks", flat=True) for mark in row)
    return Withdrawn(actor.partnership_id, marks)


def has_withdrawn(actor: Actor, values: Mapping[str, str]) -> bool:
    """Whether a row of a list (name, email, organisation) is about somebody who asked to be taken out."""
    return withdrawn(actor).holds(values)


def marks_of(actor: Actor, person: Person) -> list[str]:
    """What is kept of somebody who goes, so that the same list does not bring them back."""
    same = Person.objects.filter(partnership_id=actor.partnership_id, email__iexact=person.email)
    is_own = bool(person.email) and not is_shared(person.email) and same.count() == 1
    return [_mark(actor.partnership_id, *one) for one in _kept(actor, person, is_own=is_own)]


def _kept(actor: Actor, person: Person, *, is_own: bool) -> Iterator[tuple[str, ...]]:
    name = parse_name(person.name).key
    yield NAME, name
    if is_own:
        yield EMAIL, person.email.casefold()
    places = Organisation.objects.filter(
        partnership_id=actor.partnership_id, positions__person=person
    )
    for organisation in places.distinct():
        for written in {organisation_key(one) for one in _spellings(organisation)}:
            yield PLACE, name, written
            if not is_own:
                yield PLACE_ONLY, name, written


def _spellings(organisation: Organisation) -> list[str]:
    return [organisation.name, *organisation.spellings]


def _told(values: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    """What a row says of who somebody is."""
    name = parse_name(values.get("name", "")).key
    email = values.get("email", "").casefold()
    place = organisation_key(values.get("organisation", ""))
    has_own = bool(email) and not is_shared(email)
    if has_own:
        yield EMAIL, email
    if place:
        yield (PLACE_ONLY if has_own else PLACE), name, place
    elif not has_own:
        yield NAME, name


def _mark(partnership_id: UUID, *parts: str) -> str:
    return mark_for("withdrawn", partnership_id, *parts).hex()
