"""What an actor does with people and ties."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from dwarsverband.foundation.access import Actor, Conflict, action, always, later, replies
from dwarsverband.foundation.access.context import system
from dwarsverband.foundation.accounts.models import Membership
from dwarsverband.foundation.accounts.queries import get_partnership, visible_themes
from dwarsverband.foundation.database.ledger import keep, note
from dwarsverband.foundation.links import links
from dwarsverband.foundation.mail import letters
from dwarsverband.modules.network import rules
from dwarsverband.modules.network.actions.consent import follow_address, tell_again
from dwarsverband.modules.network.actions.helping import forget_help
from dwarsverband.modules.network.actions.telling import tell_members
from dwarsverband.modules.network.models import (
    Import,
    Introduction,
    Measurement,
    Person,
    PersonTheme,
    Place,
    Position,
    Tie,
    Withdrawal,
)
from dwarsverband.modules.network.queries.agreement_words import left_words
from dwarsverband.modules.network.queries.agreements import keepers_of
from dwarsverband.modules.network.queries.elsewhere import forgetting_elsewhere
from dwarsverband.modules.network.queries.export import Export, contact_card
from dwarsverband.modules.network.queries.names import sort_name
from dwarsverband.modules.network.queries.own_file import own_file
from dwarsverband.modules.network.queries.people import own_address
from dwarsverband.modules.network.queries.round_words import named
from dwarsverband.modules.network.queries.rounds import (
    names_like,
    participations_about,
)
from dwarsverband.modules.network.queries.withdrawn import marks_of

# So long the marks of whoever left are kept: the longest term for which anybody is kept.
MARK_DAYS = 1_826


@action(rules.may_change_person)
def change_person(
    actor: Actor,
    person: Person,
    *,
    name: str,
    function: str,
    version: int,
    email: str | None = None,
    phone: str | None = None,
    municipality: str | None = None,
    neighbourhoods: Sequence[str] | None = None,
    themes: Sequence[str] | None = None,
) -> Person:
    """Correct what is written about somebody; what is not told stays as it is."""
    current = Person.objects.select_for_update().get(pk=person.pk)
    if version != current.version:
        raise Conflict(current)
    before = current.email
    is_new_address = email is not None and email.casefold() != before.casefold()
    if actor.is_coordinator and is_new_address:
        _check_address(actor, email or "")
        tell_again(actor, current)
    current.name = _one_line(name)
    current.email = current.email if email is None else email
    current.phone = current.phone if phone is None else _one_line(phone)
    current.sort_name = sort_name(current.name)
    if municipality is not None:
        _check_region(actor, municipality)
        current.municipality = municipality
    if neighbourhoods is not None:
        current.neighbourhoods = list(dict.fromkeys(neighbourhoods))
    current.version += 1
    current.full_clean()
    current.save()
    Position.objects.filter(person=current, is_main=True).update(function=_one_line(function))
    if themes is not None:
        _work_on(actor, current, themes)
    if is_new_address:
        follow_address(actor, current, before)
    return current


def _one_line(text: str) -> str:
    """What stands in mails to others writes no lines of its own there."""
    return " ".join(text.split())


def _check_address(actor: Actor, email: str) -> None:
    """Nobody becomes somebody else: who has an address reads what was asked and noted under it."""
    if email and email.casefold() == own_address(actor):
        told = _(
            "This is the address of your own account. Is this you? Then write it on your own page: "
            "the way there stands in the mail or in the letter that you got."
        )
        raise ValidationError({"email": told})


def _check_region(actor: Actor, municipality: str) -> None:
    """Whoever sees some municipalities only moves nobody out of sight."""
    if actor.regions and municipality not in actor.regions:
        told = _("You see some municipalities only. Ask a coordinator who sees them all.")
        raise ValidationError({"municipality": told})


@action(rules.may_export_person, asks_proof=always)
def export_person(actor: Actor, person: Person, *, kind: str = "page") -> Export:
    """Everything that is recorded about one person, as one file that they can keep: to read, or for a program."""
    return own_file(actor, person, kind)


@action(rules.may_make_contact_card)
def make_contact_card(actor: Actor, person: Person) -> Export:
    """Take one person along to the own address book."""
    return contact_card(person)


@action(rules.may_withdraw_person)
def withdraw_person(actor: Actor, person: Person, *, reason: str = "request") -> Withdrawal | None:
    """Take somebody out: the person, what they do and whom they know; what stays is that it happened.

    Lists that were not saved yet are thrown away too, because the name may stand in them; so are
    mails and links. Whoever asked for it does not come back by the next list. Whoever sees some
    municipalities only takes somebody out of sight at once; what lies elsewhere has to go too, and
    the product itself, which sees it, destroys everything a moment later.
    """
    if actor.regions:
        _hide(person)
        later("network.withdraw_person", system(actor.partnership_id), person)
        return None
    note("network_person", [person.pk])
    # First, because it waits for a list that is being saved: that may bring in a tie.
    lists = Import.objects.filter(partnership_id=actor.partnership_id)
    note("network_import", lists.exclude(tables=[]).values_list("pk", flat=True))
    lists.update(tables=[], mappings=[], decisions={})
    current = Person.objects.select_for_update().filter(pk=person.pk).first()
    if current is None:
        raise ValidationError(_("This person has left already."))
    marks = marks_of(actor, current) if reason == "request" else []
    keepers = list(keepers_of(actor, current))  # as long as the agreement is there
    _forget_texts(actor, current)
    Tie.objects.filter(first=person).delete()
    Tie.objects.filter(second=person).delete()
    Position.objects.filter(person=person).delete()
    Place.objects.filter(person=person).delete()
    PersonTheme.objects.filter(person=person).delete()
    Person.objects.filter(pk=person.pk).delete()
    _tell_keepers(actor, keepers)
    return _withdrawal(actor, reason, marks)


def _tell_keepers(actor: Actor, keepers: Sequence[Membership]) -> None:
    """Whoever kept an agreement hears once that it is over, without a name."""
    slug = get_partnership(actor).slug
    tell_members(named(actor), keepers, lambda: left_words(slug), (), is_once=True)


def _hide(person: Person) -> None:
    """Keep somebody out of everything, as whoever objects."""
    current = Person.objects.select_for_update().get(pk=person.pk)
    if current.objected_on is None:
        current.objected_on, current.objection = timezone.localdate(), _("Take me out.")
        current.version += 1
        current.save()


def _withdrawal(actor: Actor, reason: str, marks: list[str]) -> Withdrawal:
    """That somebody left, and by which marks they are recognised; also kept where a backup cannot lose it."""
    today = timezone.localdate()
    _measure_again(actor, today)
    made = Withdrawal(
        partnership_id=actor.partnership_id,
        withdrawn_on=today,
        reason=reason,
        marks=marks,
        marks_end_on=today + timedelta(days=MARK_DAYS) if marks else None,
    )
    values = {
        "id": str(made.pk),
        "partnership_id": str(made.partnership_id),
        "withdrawn_on": _day(made.withdrawn_on),
        "reason": reason,
        "marks": marks,
        "marks_end_on": _day(made.marks_end_on) or None,
    }
    keep(Withdrawal._meta.db_table, made.pk, values)
    made.save()
    return made


def _work_on(actor: Actor, person: Person, codes: Sequence[str]) -> None:
    """From now on somebody works on these themes and no others."""
    wanted = dict(visible_themes(actor).filter(code__in=codes).values_list("code", "pk"))
    if set(codes) - set(wanted):
        raise ValidationError({"themes": _("This theme is not on the list of this network.")})
    own = PersonTheme.objects.filter(person=person)
    own.exclude(theme__in=wanted.values()).delete()
    there = set(own.values_list("theme_id", flat=True))
    PersonTheme.objects.bulk_create(
        PersonTheme(partnership_id=actor.partnership_id, person=person, theme_id=theme)
        for theme in wanted.values()
        if theme not in there
    )


def _measure_again(actor: Actor, today: date) -> None:
    """The totals of today still count whoever goes: they go too, and are taken anew."""
    counted = Measurement.objects.filter(partnership_id=actor.partnership_id, measured_on=today)
    if counted.delete()[0]:
        later("network.measure_network", system(actor.partnership_id))


def _forget_texts(actor: Actor, person: Person) -> None:
    """Nothing stays that was written to somebody or about them: mails, links, answers to requests.

    Other modules first: whoever leaves by their own link may do so as long as that link is there.
    """
    for forget in forgetting_elsewhere(actor):
        forget(actor, person)
    met = Introduction.objects.filter(
        Q(first=person) | Q(second=person) | Q(introducer=person),
        partnership_id=actor.partnership_id,
    )
    asked = participations_about(actor, person).values_list("pk", flat=True)
    links.destroy(actor, [person.pk, *met.values_list("pk", flat=True), *asked])
    names_like(actor, person.name).delete()
    letters.forget(actor, person.pk, name=person.name, email=person.email)
    replies.forget(actor.partnership_id, person.pk)
    forget_help(actor, person)


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
