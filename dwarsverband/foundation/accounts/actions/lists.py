"""What an actor does with the lists of a partnership: domains, themes, organisations."""

from typing import TypeVar

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext as _

from dwarsverband.foundation.access import Actor, Conflict, action
from dwarsverband.foundation.accounts import rules
from dwarsverband.foundation.accounts.models import Domain, Organisation, Shape, Theme
from dwarsverband.foundation.accounts.queries import (
    INVITATION,
    letters_of,
    references_to,
    visible_domains,
    visible_organisations,
    visible_themes,
)
from dwarsverband.foundation.links import links
from dwarsverband.foundation.sheets.words import fold

Listed = TypeVar("Listed", Domain, Theme)
Edited = TypeVar("Edited", Domain, Theme, Organisation)


@action(rules.may_add_domain)
def add_domain(
    actor: Actor, *, name_nl: str, name_en: str, letter_nl: str, letter_en: str, shape: str
) -> Domain:
    """Add a world of work."""
    others = list(visible_domains(actor))
    domain = Domain(partnership_id=actor.partnership_id)
    domain.letter_nl, domain.letter_en = letter_nl, letter_en or letter_nl
    domain.shape = _free_shape(others, shape)
    return _added(domain, others, name_nl, name_en)


@action(rules.may_change_domain)
def change_domain(
    actor: Actor,
    domain: Domain,
    *,
    name_nl: str,
    name_en: str,
    letter_nl: str,
    letter_en: str,
    shape: str,
    version: int,
) -> Domain:
    """Give a domain another name, letter or shape."""
    current = _current(domain, version)
    others = list(visible_domains(actor).exclude(pk=domain.pk))
    current.letter_nl, current.letter_en = letter_nl, letter_en or letter_nl
    current.shape = _free_shape(others, shape)
    return _renamed(current, others, name_nl, name_en)


@action(rules.may_move_domain_up)
def move_domain_up(actor: Actor, domain: Domain) -> Domain:
    """Put a domain one place higher."""
    Domain.objects.bulk_update(_moved_up(list(visible_domains(actor)), domain), ["order"])
    return domain


@action(rules.may_remove_domain)
def remove_domain(actor: Actor, domain: Domain) -> None:
    """Take a domain that nothing uses off the list."""
    Domain.objects.filter(pk=domain.pk).delete()


@action(rules.may_add_theme)
def add_theme(actor: Actor, *, name_nl: str, name_en: str) -> Theme:
    """Add what the work is about."""
    theme = Theme(partnership_id=actor.partnership_id)
    return _added(theme, list(visible_themes(actor)), name_nl, name_en)


@action(rules.may_change_theme)
def change_theme(actor: Actor, theme: Theme, *, name_nl: str, name_en: str, version: int) -> Theme:
    """Give a theme another name."""
    others = list(visible_themes(actor).exclude(pk=theme.pk))
    return _renamed(_current(theme, version), others, name_nl, name_en)


@action(rules.may_move_theme_up)
def move_theme_up(actor: Actor, theme: Theme) -> Theme:
    """Put a theme one place higher."""
    Theme.objects.bulk_update(_moved_up(list(visible_themes(actor)), theme), ["order"])
    return theme


@action(rules.may_remove_theme)
def remove_theme(actor: Actor, theme: Theme) -> None:
    """Take a theme that nothing uses off the list."""
    Theme.objects.filter(pk=theme.pk).delete()


@action(rules.may_add_organisation)
def add_organisation(actor: Actor, *, name: str, domain: Domain | None) -> Organisation:
    """Add an organisation."""
    organisation = Organisation(partnership_id=actor.partnership_id, name=name, domain=domain)
    _check_spelling(actor, organisation)
    organisation.save()
    return organisation


@action(rules.may_change_organisation)
def change_organisation(
    actor: Actor, organisation: Organisation, *, name: str, domain: Domain | None, version: int
) -> Organisation:
    """Give an organisation another name or domain; the old name stays known as a spelling."""
    current = _current(organisation, version)
    former = current.name
    current.name, current.domain = name, domain
    _check_spelling(actor, current)
    _know(current, [former])
    current.version += 1
    current.save()
    return current


@action(rules.may_merge_organisation)
def merge_organisation(
    actor: Actor, organisation: Organisation, *, into: Organisation
) -> Organisation:
    """Take two spellings for one organisation: what led to the first leads to the second."""
    if organisation.pk == into.pk:
        raise ValidationError({"into": _("Choose another organisation than this one.")})
    both = visible_organisations(actor).filter(pk__in=[organisation.pk, into.pk])
    locked = {one.pk: one for one in both.order_by("pk").select_for_update(of=("self",))}
    source, target = locked[organisation.pk], locked[into.pk]
    own = {"partnership_id": actor.partnership_id}
    for model, name in references_to(Organisation):
        model._base_manager.filter(**own, **{name: source}).update(**{name: target})
    for link in links.pending(actor, INVITATION).filter(details__organisation=str(source.pk)):
        link.details = {**link.details, "organisation": str(target.pk)}
        link.save(update_fields=["details"])
    _know(target, [source.name, *source.spellings])
    target.version += 1
    target.save()
    Organisation.objects.filter(pk=source.pk).delete()
    return target


@action(rules.may_remove_organisation)
def remove_organisation(actor: Actor, organisation: Organisation) -> None:
    """Take an organisation that nothing uses off the list."""
    Organisation.objects.filter(pk=organisation.pk).delete()


def _current(thing: Edited, version: int) -> Edited:
    current = type(thing).objects.select_for_update().get(pk=thing.pk)
    if version != current.version:
        raise Conflict(current)
    return current


def _added(thing: Listed, others: list[Listed], name_nl: str, name_en: str) -> Listed:
    """Put something new at the end of its list, under a code that stays."""
    taken: set[str] = {other.code for other in others}
    word: str = slugify(fold(name_en or name_nl))[:36] or "other"
    codes = [word, *(f"{word}-{number}" for number in range(2, len(taken) + 3))]
    thing.code = next(code for code in codes if code not in taken)
    thing.order = max((other.order for other in others), default=-1) + 1
    thing.version = 0
    return _renamed(thing, others, name_nl, name_en)


def _renamed(thing: Listed, others: list[Listed], name_nl: str, name_en: str) -> Listed:
    if letters_of(name_nl) in {letters_of(other.name_nl) for other in others}:
        raise ValidationError({"name_nl": _("This name is on the list already.")})
    thing.name_nl, thing.name_en = name_nl, name_en or name_nl
    thing.version += 1
    thing.full_clean()
    thing.save()
    return thing


def _moved_up(things: list[Listed], thing: Listed) -> list[Listed]:
    place = next(place for place, one in enumerate(things) if one.pk == thing.pk)
    things.insert(max(place - 1, 0), things.pop(place))
    for order, one in enumerate(things):
        one.order = order
    return things


def _free_shape(others: list[Domain], shape: str) -> str:
    """Two domains are never drawn alike, but for the ring."""
    owner = next((one for one in others if one.shape == shape != Shape.PLAIN), None)
    if owner is not None:
        raise ValidationError(
            {"shape": _("This shape belongs to %(name)s already.") % {"name": owner.name}}
        )
    return shape


def _check_spelling(actor: Actor, organisation: Organisation) -> None:
    """An organisation is on the list once, however it is written."""
    organisation.name = " ".join(organisation.name.split())
    letters = letters_of(organisation.name)
    for other in visible_organisations(actor).exclude(pk=organisation.pk):
        if letters in {letters_of(name) for name in (other.name, *other.spellings)}:
            sentence = _(
                "“%(name)s” is on the list already. Merge the two, or choose another name."
            )
            raise ValidationError({"name": sentence % {"name": other.name}})


def _know(organisation: Organisation, names: list[str]) -> None:
    """Remember how an organisation is also written, so that the next list finds it."""
    known = [*organisation.spellings, *names]
    organisation.spellings = [name for name in dict.fromkeys(known) if name != organisation.name]
