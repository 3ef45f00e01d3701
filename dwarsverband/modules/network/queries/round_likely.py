"""Whom somebody probably works with, and why; never who knows whom.

Somebody sees their own contacts, whom they met at meetings, and who works on the same theme or in
the same neighbourhood: a name and an organisation. Others are found by their name only.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any  # rows with what was annotated
from uuid import UUID

from django.db.models import (
    BooleanField,
    Case,
    Exists,
    Func,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.utils.translation import gettext as _

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.accounts.models import Membership
from dwarsverband.foundation.api import limits
from dwarsverband.modules.network.models import (
    Agreement,
    Participation,
    Person,
    PersonTheme,
    Position,
    Tie,
    TieKind,
)
from dwarsverband.modules.network.queries.names import folded

# So many people stand on the list, of whom so many at most for a theme, a place or a domain.
MOST, MOST_LIKELY = 40, 12
# A search finds so few, from so many letters, and can be done so often an hour.
MOST_FOUND, FEWEST_LETTERS = 6, 3
MOST_SEARCHES, HOUR = 60, 3_600
_UNSEEN = re.compile(r"[\x00-\x1f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Likely:
    """Somebody on the list: the name, the organisation, and why they stand there."""

    id: UUID
    name: str
    organisation: str
    why: str

    @property
    def note(self) -> str:
        """What stands below the name."""
        return " · ".join(part for part in (self.organisation, self.why) if part)


@dataclass(frozen=True, slots=True)
class Search:
    """What was typed, who was found, and what to do next."""

    asked: str = ""
    found: tuple[Likely, ...] = ()
    advice: str = ""
    is_in_vain: bool = False


def likely_people(actor: Actor, participation: Participation) -> list[Likely]:
    """Likely people first: who is known, who was met, who shares most of the work."""
    people = _with_why(_others(actor, participation), participation)
    spoken = people.filter(Q(is_known=True) | Q(is_met=True))
    near = people.filter(is_known=False, is_met=False, has_agreed=False, shared__gt=0)
    rows = [
        *spoken.order_by("-is_known", "sort_name", "id")[:MOST],
        *near.order_by("-shared", "sort_name", "id")[:MOST_LIKELY],
    ]
    return [_likely(row) for row in rows]


def chosen_people(
    actor: Actor, participation: Participation, keys: Collection[UUID]
) -> list[Likely]:
    """These people as they stand on a list, by family name, wherever they were found."""
    people = _with_why(_others(actor, participation).filter(pk__in=keys), participation)
    return [_likely(row) for row in people.order_by("sort_name", "id")]


def may_be_named(actor: Actor, participation: Participation) -> QuerySet[Person]:
    """Who can be named: everybody in the network but for whoever objects and key persons one does not know."""
    people = _with_why(_others(actor, participation), participation)
    return people.filter(Q(has_agreed=False) | Q(is_known=True) | Q(is_met=True))


def search_people(actor: Actor, participation: Participation, typed: str) -> Search:
    """A few people whose name begins like this; of others nothing is told."""
    asked = _UNSEEN.sub(" ", typed)[:80].strip()
    words = folded(asked).split()
    if not words:
        return Search()
    if max(len(word) for word in words) < FEWEST_LETTERS:
        return Search(asked, advice=_("Type at least three letters of the name."))
    counted = limits.count(f"round search:{participation.pk}", HOUR)
    if counted.number > MOST_SEARCHES:
        return Search(asked, advice=_("You searched often. In an hour you can search again."))
    people = may_be_named(actor, participation)
    for word in words:
        people = people.filter(Q(sort_name__startswith=word) | Q(sort_name__contains=f" {word}"))
    rows = list(people.order_by("sort_name", "id")[: MOST_FOUND + 1])
    found = tuple(_likely(row) for row in rows[:MOST_FOUND])
    return Search(asked, found, _advice(len(rows)), is_in_vain=not rows)


def _advice(count: int) -> str:
    if count > MOST_FOUND:
        return _("More people are called that. Type more of the name.")
    if not count:
        return _("Nobody in this network is called that. You can pass the name on at the end.")
    return ""


def _others(actor: Actor, participation: Participation) -> QuerySet[Person]:
    people = Person.objects.filter(partnership_id=actor.partnership_id, objected_on=None)
    return people.exclude(pk=participation.person_id)


def _with_why(people: QuerySet[Person], participation: Participation) -> QuerySet[Any]:
    """The same people with what makes them likely, and what is shown of them."""
    own, home = participation.person, {"partnership_id": participation.partnership_id}
    of_person = {**home, "person": OuterRef("pk")}
    own_themes = PersonTheme.objects.filter(**home, person=own).values("theme")
    main = Position.objects.filter(**of_person).order_by("-is_main", "id")
    domain = participation.round.asks_about_id
    about = Q(Exists(main.filter(domain=domain))) if domain else Q(pk__in=[])
    theme = Exists(PersonTheme.objects.filter(**of_person, theme__in=own_themes))
    near = Q(neighbourhoods__overlap=own.neighbourhoods)
    told = people.annotate(
        is_known=_is(_tied(own, home, is_met=False)),
        is_met=_is(_tied(own, home, is_met=True)),
        is_asked_about=_is(about),
        has_theme=_is(Q(theme)),
        is_near=_is(near),
        shared=_number(about) + _number(Q(theme)) + _number(near),
        has_agreed=Exists(Agreement.objects.filter(**of_person)),
        place=Subquery(main.values("organisation__name")[:1]),
    )
    return told.filter(~_is_out_of_sight(participation) | Q(is_known=True) | Q(is_met=True))


def _is_out_of_sight(participation: Participation) -> Exists:
    """Whoever sees some municipalities only as a member sees no others by a link."""
    email = participation.person.email.lower() or None
    own = Membership.objects.filter(
        partnership_id=participation.partnership_id, user__email=email, regions__len__gt=0
    )
    here = Func(
        OuterRef("municipality"),
        "regions",
        template="%(expressions)s)",
        arg_joiner=" = ANY (",
        output_field=BooleanField(),
    )
    return Exists(own.filter(~Q(here)))


def _is(condition: Q) -> Case:
    yes, no = Value(value=True), Value(value=False)
    return Case(When(condition, then=yes), default=no, output_field=BooleanField())


def _number(condition: Q) -> Case:
    return Case(When(condition, then=Value(1)), default=Value(0), output_field=IntegerField())


def _tied(own: Person, home: dict[str, UUID], *, is_met: bool) -> Q:
    kind = Q(kind=TieKind.ATTENDANCE)
    ties = Tie.objects.filter(kind if is_met else ~kind, **home)
    return Q(pk__in=ties.filter(first=own).values("second")) | Q(
        pk__in=ties.filter(second=own).values("first")
    )


def _likely(row: Any) -> Likely:
    """One row of `_with_why`."""
    return Likely(row.pk, row.name, row.place or "", _why(row))


def _why(row: Any) -> str:
    """The reason in a word, or two."""
    if row.is_known:
        return _("you know each other")
    if row.is_met:
        return _("same meeting")
    words = (
        (row.is_asked_about, _("asked about this time")),
        (row.has_theme, _("same theme")),
        (row.is_near, _("same neighbourhood")),
    )
    return ", ".join(word for is_so, word in words if is_so)
