"""What an actor does with what was agreed with key persons."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from dwarsverband.foundation.access import Actor, Conflict, action, later
from dwarsverband.foundation.access.context import system
from dwarsverband.foundation.accounts.models import Membership
from dwarsverband.foundation.accounts.queries import get_partnership, member_list
from dwarsverband.foundation.database.ledger import note
from dwarsverband.modules.network.actions.telling import tell_members
from dwarsverband.modules.network.models import Agreement, Person, Tie, TieKind
from dwarsverband.modules.network.models.people import AGREED
from dwarsverband.modules.network.queries.agreement_words import ended_words
from dwarsverband.modules.network.rules import agreements as rules

BASIS = "agreed by the person"
LONGEST = timedelta(days=1_826)


@dataclass(frozen=True, slots=True)
class Reach:
    """How to reach one key person: shown once, to one reader, and written down that it was."""

    id: UUID
    name: str
    email: str
    phone: str
    reach: str
    reach_when: str


@dataclass(frozen=True, slots=True)
class Agreed:
    """What was agreed: by whom it is kept, what may be asked, how to reach, since and until when."""

    keeper: Membership
    vice: Membership
    may_ask: str
    wont_ask: str
    reach: str
    reach_when: str
    languages: list[str]
    agreed_on: date
    agreed_how: str
    ends_on: date


@action(rules.may_record_agreement)
def record_agreement(actor: Actor, person: Person, *, agreed: Agreed) -> Agreement:
    """Write down what somebody agreed to be asked, and who keeps that."""
    agreement = Agreement(
        partnership_id=actor.partnership_id, person=person, source=AGREED, legal_basis=BASIS
    )
    return _kept(actor, agreement, agreed)


@action(rules.may_change_agreement)
def change_agreement(
    actor: Actor, agreement: Agreement, *, agreed: Agreed, version: int
) -> Agreement:
    """Write down what was agreed anew."""
    current = Agreement.objects.select_for_update().select_related("person").get(pk=agreement.pk)
    if version != current.version:
        raise Conflict(current)
    current.version += 1
    return _kept(actor, current, agreed)


@action(rules.may_end_agreement)
def end_agreement(actor: Actor, agreement: Agreement) -> None:
    """Ask somebody no longer: what was agreed goes, with the ties that came with it; its keepers hear so."""
    _tell_keepers(actor, agreement)
    note("network_agreement", [agreement.pk])
    ties = _ties_of(actor, agreement.person)
    note("network_tie", [tie.pk for tie in ties])
    Tie.objects.filter(pk__in=[tie.pk for tie in ties]).delete()
    Agreement.objects.filter(pk=agreement.pk).delete()
    later("network.place_people", system(actor.partnership_id))


@action(rules.may_show_reach)
def show_reach(actor: Actor, agreement: Agreement) -> Reach:
    """Look up how to reach one key person; that somebody did is written down."""
    person = agreement.person
    return Reach(
        id=agreement.pk,
        name=person.name,
        email=person.email,
        phone=person.phone,
        reach=agreement.reach,
        reach_when=agreement.reach_when,
    )


def _kept(actor: Actor, agreement: Agreement, agreed: Agreed) -> Agreement:
    _check(agreed)
    for name in Agreed.__dataclass_fields__:
        setattr(agreement, name, getattr(agreed, name))
    agreement.full_clean(exclude=["partnership", "person", "keeper", "vice"])
    agreement.save()
    _tie_keepers(actor, agreement)
    return agreement


def _check(agreed: Agreed) -> None:
    today = timezone.localdate()
    if agreed.keeper.pk == agreed.vice.pk:
        raise ValidationError({"vice": _("Choose somebody else: two keep an agreement.")})
    if agreed.agreed_on > today:
        raise ValidationError({"agreed_on": _("This day is still to come.")})
    if not today <= agreed.ends_on <= agreed.agreed_on + LONGEST:
        told = _("An agreement ends on a day to come, within five years after it was made.")
        raise ValidationError({"ends_on": told})


def _tie_keepers(actor: Actor, agreement: Agreement) -> None:
    """Who keeps it and is in the network has a tie with the person; who keeps it no longer has none."""
    wanted = {tuple(sorted((key, agreement.person_id))) for key in _keepers(actor, agreement)}
    for tie in _ties_of(actor, agreement.person):
        if (tie.first_id, tie.second_id) not in wanted:
            tie.delete()
    for first, second in wanted:
        Tie.objects.get_or_create(
            partnership_id=actor.partnership_id,
            first_id=first,
            second_id=second,
            kind=TieKind.AGREEMENT,
            defaults={
                "source": AGREED,
                "since_on": agreement.agreed_on,
                "last_contact_on": agreement.agreed_on,
            },
        )
    later("network.place_people", system(actor.partnership_id))


def _keepers(actor: Actor, agreement: Agreement) -> Iterator[UUID]:
    """The people of the network that the two keepers are, by their addresses."""
    keepers = [key for key in (agreement.keeper_id, agreement.vice_id) if key is not None]
    addresses = Membership.objects.filter(pk__in=keepers)
    people = Person.objects.filter(
        partnership_id=actor.partnership_id, email__in=addresses.values("user__email")
    )
    yield from people.exclude(pk=agreement.person_id).values_list("pk", flat=True)


def _tell_keepers(actor: Actor, agreement: Agreement) -> None:
    """Each in their own language, but not whoever ends it; never why."""
    keepers = (agreement.keeper_id, agreement.vice_id)
    keys = [key for key in keepers if key is not None and key != actor.membership_id]
    slug = get_partnership(actor).slug
    members = member_list(actor).filter(pk__in=keys)
    tell_members(actor, members, lambda: ended_words(actor, agreement, slug), [agreement.person_id])


def _ties_of(actor: Actor, person: Person) -> list[Tie]:
    """The ties that came with an agreement."""
    ties = Tie.objects.filter(
        partnership_id=actor.partnership_id, kind=TieKind.AGREEMENT, source=AGREED
    )
    return [*ties.filter(first=person), *ties.filter(second=person)]
