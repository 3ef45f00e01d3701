"""Who knows that they are recorded, who objects, and what somebody sees of themselves."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.http import Http404

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.accounts.models import Processing, Role, User
from dwarsverband.foundation.accounts.queries import get_processing, member_list
from dwarsverband.foundation.links import codes, links
from dwarsverband.modules.network.models import Introduction, Person, Position, Tie
from dwarsverband.modules.network.queries.elsewhere import told_elsewhere
from dwarsverband.modules.network.queries.people import (
    Known,
    as_known,
    recorded_people,
    sees_everybody,
    with_positions,
    with_themes,
)

PURPOSE = "own_page"
_MAILABLE, _ON_PAPER = ~Q(email=""), Q(email="")
_UNTOLD = Q(told_on=None, objected_on=None)
_TOLD = Count("id", filter=~_UNTOLD)
_TO_MAIL = Count("id", filter=_UNTOLD & _MAILABLE)
_TO_HAND = Count("id", filter=_UNTOLD & _ON_PAPER)


@dataclass(frozen=True, slots=True)
class Consent:
    """How many people know that they are recorded, how many do not, and how many object."""

    told: int
    to_mail: int
    on_paper: int
    objecting: int

    @property
    def untold(self) -> int:
        """How many people do not know it yet."""
        return self.to_mail + self.on_paper

    @property
    def people(self) -> int:
        """Everybody who is recorded."""
        return self.told + self.untold


def consent(actor: Actor) -> Consent:
    """How far telling people is, for whoever does it; the privacy officer sees the same counts."""
    if not (sees_everybody(actor) or actor.role == Role.PRIVACY_OFFICER):
        raise Http404
    counts = Person.objects.filter(partnership_id=actor.partnership_id).aggregate(
        objecting=Count("id", filter=Q(objected_on__isnull=False)),
        told=_TOLD,
        to_mail=_TO_MAIL,
        on_paper=_TO_HAND,
    )
    return Consent(**counts)


@dataclass(frozen=True, slots=True)
class ToldAt:
    """The same for the people of one organisation; without a name for those who have none."""

    organisation: str
    told: int
    to_mail: int
    on_paper: int

    @property
    def untold(self) -> int:
        """How many people do not know it yet."""
        return self.to_mail + self.on_paper


def told_per_organisation(actor: Actor) -> list[ToldAt]:
    """How far it is per organisation, where most people do not know it first."""
    rows = (
        _kept(actor)
        .annotate(place=_place())
        .order_by()
        .values("place")
        .annotate(told=_TOLD, to_mail=_TO_MAIL, on_paper=_TO_HAND)
    )
    found = [
        ToldAt(row["place"] or "", row["told"], row["to_mail"], row["on_paper"]) for row in rows
    ]
    return sorted(found, key=lambda one: (-one.untold, one.organisation))


def people_to_mail(actor: Actor) -> QuerySet[Person]:
    """Whoever does not know it yet and has an address."""
    return with_themes(with_positions(_kept(actor).filter(_UNTOLD, _MAILABLE)))


def people_on_paper(actor: Actor) -> QuerySet[Person]:
    """Whoever does not know it yet and has no address, by organisation."""
    return _by_place(_kept(actor).filter(_UNTOLD, _ON_PAPER))


def chosen_people(actor: Actor, keys: Iterable[UUID]) -> QuerySet[Person]:
    """Those of some people who get a letter, in the order in which letters are handed over: by organisation."""
    return _by_place(_kept(actor).filter(_ON_PAPER, pk__in=list(keys)))


def untold_people(actor: Actor, keys: Iterable[UUID]) -> QuerySet[Person]:
    """Those of some people who do not know it yet."""
    return _kept(actor).filter(_UNTOLD, pk__in=list(keys))


def objecting_people(actor: Actor) -> QuerySet[Person]:
    """Whoever objects, the longest first."""
    people = _kept(actor).filter(objected_on__isnull=False)
    return with_positions(people).order_by("objected_on", "sort_name", "id")


def secret_of_code(actor: Actor, typed: str) -> str:
    """The secret of the own page that a typed code opens; empty when it opens none."""
    secret = codes.secret_of(typed)
    link = links.find(secret) if secret else None
    return secret if link is not None and link.purpose == PURPOSE else ""


def person_of_link(actor: Actor, secret: str) -> Person | None:
    """Whose own page a link opens, as long as it works and the person is kept."""
    subject = links.matching(actor, secret, PURPOSE).values("subject")
    people = Person.objects.filter(partnership_id=actor.partnership_id, pk__in=subject)
    return with_themes(with_positions(people)).first()


def holds_page_of(actor: Actor, person: Person) -> bool:
    """Whether the actor came in with a link to this person's own page."""
    if actor.kind != "link" or actor.membership_id is None:
        return False
    return links.pending(actor, PURPOSE).filter(pk=actor.membership_id, subject=person.pk).exists()


@dataclass(frozen=True, slots=True)
class OwnPage:
    """Everything that is recorded about one person, why, and who sees it."""

    person: Person
    ties: list[Known]
    introductions: list[Introduction]
    processing: Processing | None
    coordinators: list[str]
    elsewhere: list[str]

    @property
    def known(self) -> set[UUID]:
        """The numbers of the people whom this person knows."""
        return {one.other.pk for one in self.ties}


def own_page(actor: Actor, secret: str) -> OwnPage | None:
    """What somebody sees of themselves with their link, as long as it works."""
    person = person_of_link(actor, secret)
    return _everything(actor, person) if person is not None else None


def everything_about(actor: Actor, person: Person) -> OwnPage:
    """The same, for whoever keeps the list and for the person themselves."""
    if not (sees_everybody(actor) or holds_page_of(actor, person)):
        raise Http404
    return _everything(actor, person)


def _everything(actor: Actor, person: Person) -> OwnPage:
    coordinators = member_list(actor).filter(role=Role.COORDINATOR)
    return OwnPage(
        person=person,
        ties=as_known(person, _ties_of(actor, person)),
        introductions=list(_introductions_of(actor, person)),
        processing=get_processing(actor),
        coordinators=list(coordinators.values_list("name", flat=True)),
        elsewhere=told_elsewhere(actor, person),
    )


def people_known(actor: Actor, people: Iterable[Person]) -> dict[UUID, int]:
    """How many others each of some people knows, as far as we know."""
    keys = [person.pk for person in people]
    ties = Tie.objects.filter(
        Q(first__in=keys) | Q(second__in=keys), partnership_id=actor.partnership_id
    )
    known: defaultdict[UUID, set[UUID]] = defaultdict(set)
    for first, second in ties.values_list("first_id", "second_id"):
        known[first].add(second)
        known[second].add(first)
    return {key: len(known[key]) for key in keys}


def languages_of(actor: Actor, people: Iterable[Person]) -> dict[UUID, str]:
    """In which language some people read: that of their account, or else that of the installation."""
    emails = {person.pk: person.email.lower() for person in people}
    users = User.objects.filter(email__in=set(emails.values()) - {""})
    chosen = dict(users.values_list("email", "language"))
    return {key: chosen.get(email, settings.LANGUAGE_CODE) for key, email in emails.items()}


def language_of(actor: Actor, person: Person) -> str:
    """In which language one person reads."""
    return languages_of(actor, [person])[person.pk]


def _kept(actor: Actor) -> QuerySet[Person]:
    """Everybody, for whoever keeps the list; for others this page is not there."""
    if not sees_everybody(actor):
        raise Http404
    return recorded_people(actor)


def _by_place(people: QuerySet[Person]) -> QuerySet[Person]:
    """The same people, those of one organisation together."""
    return (
        with_themes(with_positions(people))
        .annotate(place=_place())
        .order_by("place", "sort_name", "id")
    )


def _place() -> Subquery:
    """The name of the organisation where somebody mainly works."""
    own = Position.objects.filter(person=OuterRef("pk"), is_main=True).order_by("-id")
    return Subquery(own.values("organisation__name")[:1])


def _ties_of(actor: Actor, person: Person) -> QuerySet[Tie]:
    """Every tie of one person, but for those with somebody who objects."""
    return Tie.objects.filter(
        Q(first=person.pk, second__objected_on=None) | Q(second=person.pk, first__objected_on=None),
        partnership_id=actor.partnership_id,
    )


def _introductions_of(actor: Actor, person: Person) -> QuerySet[Introduction]:
    """Every introduction that names one person, the newest first."""
    found = Introduction.objects.filter(
        Q(first=person.pk) | Q(second=person.pk) | Q(introducer=person.pk),
        partnership_id=actor.partnership_id,
    )
    return found.select_related("first", "second", "first_domain", "second_domain")
