"""What an actor sees of people and of the ties between them."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.db.models.functions import JSONObject
from django.shortcuts import get_object_or_404
from django.utils import timezone

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.accounts.models import Domain, Organisation, User
from dwarsverband.foundation.accounts.queries import visible_themes
from dwarsverband.foundation.search.finding import find_keys, found_first
from dwarsverband.modules.network.models import (
    Agreement,
    Person,
    PersonTheme,
    Position,
    Tie,
    Withdrawal,
)


def visible_people(actor: Actor) -> QuerySet[Person]:
    """The coordinator sees everybody; a partner sees themselves and whom they know.

    Whoever keeps an agreement with a key person sees that person too. Whoever objects is in it for nobody, until the coordinator has decided.
    """
    people = Person.objects.filter(partnership_id=actor.partnership_id, objected_on=None)
    if sees_everybody(actor):
        return people
    is_kept = Q(Exists(kept_agreements(actor).filter(person=OuterRef("pk"))))
    if actor.role == "administrator":
        return people.filter(is_kept)
    if actor.role != "partner":
        return people.none()
    own = own_people(actor)
    return people.filter(
        is_kept
        | Q(pk__in=own)
        | Q(Exists(Tie.objects.filter(first__in=own, second=OuterRef("pk"))))
        | Q(Exists(Tie.objects.filter(second__in=own, first=OuterRef("pk"))))
    )


def kept_agreements(actor: Actor) -> QuerySet[Agreement]:
    """The agreements with key persons that the actor keeps, first or second."""
    keeper = actor.membership_id or UUID(int=0)
    return Agreement.objects.filter(
        Q(keeper=keeper) | Q(vice=keeper), partnership_id=actor.partnership_id
    )


def recorded_people(actor: Actor) -> QuerySet[Person]:
    """Everybody who is recorded, whoever objects included: to decide about and to destroy, not to show."""
    people = Person.objects.filter(partnership_id=actor.partnership_id)
    return people if sees_everybody(actor) else people.none()


def people_list(actor: Actor, wanted: str = "") -> QuerySet[Person]:
    """The people an actor sees, by family name, with what they do; or those who are found, best first."""
    people = with_positions(visible_people(actor))
    return found_first(people, find_keys(actor, "person", wanted)) if wanted else people


def get_person(actor: Actor, pk: UUID) -> Person:
    """One visible person; whoever keeps the list also opens the page of somebody who objects."""
    people = recorded_people(actor) if sees_everybody(actor) else visible_people(actor)
    return get_object_or_404(with_themes(with_positions(people)), pk=pk)


def with_positions(people: QuerySet[Person]) -> QuerySet[Person]:
    """The same people, with what they do read along, and whether they are key persons."""
    positions = Position.objects.select_related("organisation__domain", "domain")
    agreed = Agreement.objects.filter(
        person=OuterRef("pk"), partnership_id=OuterRef("partnership_id")
    )
    return people.annotate(has_agreement=Exists(agreed)).prefetch_related(
        Prefetch("positions", positions)
    )


def with_themes(people: QuerySet[Person]) -> QuerySet[Person]:
    """The same people, with the themes on which they work read along, in the order of the list."""
    links = PersonTheme.objects.filter(person=OuterRef("pk")).order_by(
        "theme__order", "theme__code"
    )
    row = JSONObject(key="theme_id", code="theme__code", nl="theme__name_nl", en="theme__name_en")
    return people.annotate(theme_rows=ArraySubquery(links.values(row=row)))


def visible_ties(actor: Actor) -> QuerySet[Tie]:
    """The ties of which the actor sees both ends; a partner sees only the own ones."""
    ties = Tie.objects.filter(
        partnership_id=actor.partnership_id, first__objected_on=None, second__objected_on=None
    )
    if sees_everybody(actor):
        return ties
    own = own_people(actor)
    if actor.role == "administrator":
        kept = kept_agreements(actor).values("person")
        return ties.filter(Q(first__in=own, second__in=kept) | Q(second__in=own, first__in=kept))
    if actor.role != "partner":
        return ties.none()
    return ties.filter(Q(first__in=own) | Q(second__in=own))


@dataclass(frozen=True, slots=True)
class Known:
    """A tie as one person has it: with whom, who works where, in which domain."""

    tie: Tie
    other: Person
    organisation: Organisation | None
    domain: Domain | None


def ties_of(actor: Actor, person: Person) -> list[Known]:
    """The visible ties of one person, the longest silence first; unknown is longest."""
    return as_known(person, visible_ties(actor).filter(Q(first=person) | Q(second=person)))


def as_known(person: Person, ties: QuerySet[Tie]) -> list[Known]:
    """Ties as one person has them, the longest silence first; unknown is longest."""
    found = {tie: tie.second_id if tie.first_id == person.pk else tie.first_id for tie in ties}
    people = Person.objects.filter(partnership_id=person.partnership_id, pk__in=set(found.values()))
    others = {other.pk: other for other in with_positions(people)}
    known = [_known(tie, others[key]) for tie, key in found.items()]
    return sorted(known, key=lambda one: (one.tie.last_contact_on or date.min, one.other.sort_name))


def _known(tie: Tie, other: Person) -> Known:
    position = next(iter(other.positions.all()), None)
    organisation = position.organisation if position else None
    domain = (position.domain if position else None) or (
        organisation.domain if organisation else None
    )
    return Known(tie, other, organisation, domain)


def own_keys(actor: Actor) -> list[UUID]:
    """The people of the network that a partner is: one, unless two share an address."""
    return list(own_people(actor).values_list("pk", flat=True)) if actor.role == "partner" else []


def keeper_keys(actor: Actor) -> list[UUID]:
    """The people of the network that whoever keeps contacts is."""
    if actor.role not in ("partner", "administrator", "coordinator"):
        return []
    return list(own_people(actor).values_list("pk", flat=True))


def own_key(actor: Actor) -> UUID | None:
    """The number of the person of the network that the actor is."""
    key: UUID | None = own_people(actor).values_list("pk", flat=True).first()
    return key


def own_person(actor: Actor) -> Person | None:
    """The person of the network that the actor is, by the address of the account."""
    return people_list(actor).filter(pk__in=own_people(actor)).first()


def get_tie(actor: Actor, pk: UUID) -> Tie:
    """One visible tie."""
    return get_object_or_404(visible_ties(actor).select_related("first", "second"), pk=pk)


def people_past_term(actor: Actor) -> QuerySet[Person]:
    """Everybody who should have left by now."""
    return recorded_people(actor).filter(ends_on__lt=timezone.localdate())


def visible_withdrawals(actor: Actor) -> QuerySet[Withdrawal]:
    """That people left, and when; never who."""
    return Withdrawal.objects.filter(partnership_id=actor.partnership_id)


def withdrawn_this_year(actor: Actor) -> int:
    """How many people asked to be taken out in the last twelve months."""
    since = timezone.localdate() - timedelta(days=365)
    return visible_withdrawals(actor).filter(reason="request", withdrawn_on__gte=since).count()


def sees_everybody(actor: Actor) -> bool:
    """Whether the whole list is the actor's work."""
    return actor.is_coordinator or actor.kind == "system"


def own_address(actor: Actor) -> str:
    """The address of the actor's own account, in small letters; empty for whoever has none."""
    own = User.objects.filter(pk=actor.user_id or UUID(int=0))
    return (own.values_list("email", flat=True).first() or "").casefold()


def own_people(actor: Actor) -> QuerySet[Person]:
    """Whoever the actor is in the network, by the address of the account; to ask further with."""
    email = User.objects.filter(pk=actor.user_id or UUID(int=0)).values("email")
    people = Person.objects.filter(partnership_id=actor.partnership_id)
    return people.filter(email__in=email).values("pk")  # type: ignore[return-value]  # used as a subquery


def person_form(person: Person) -> dict[str, object]:
    """What the form about a person shows first."""
    main = next(iter(person.positions.all()), None)
    return {
        "name": person.name,
        "email": person.email,
        "phone": person.phone,
        "function": main.function if main else "",
        "municipality": person.municipality,
        "neighbourhoods": ", ".join(person.neighbourhoods),
        "themes": person.theme_codes,
        "version": person.version,
    }


def theme_choices(actor: Actor) -> list[tuple[str, str]]:
    """The themes of the partnership, to choose from."""
    return [(theme.code, theme.name) for theme in visible_themes(actor)]


def today() -> date:
    """The day it is in the Netherlands."""
    return timezone.localdate()
