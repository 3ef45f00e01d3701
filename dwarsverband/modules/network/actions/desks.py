"""What an actor does with desks."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from dwarsverband.foundation.access import Actor, Conflict, action
from dwarsverband.foundation.accounts.queries import visible_themes
from dwarsverband.modules.network.models import Desk, DeskTheme
from dwarsverband.modules.network.queries.desks import starter_desks, visible_desks
from dwarsverband.modules.network.rules import desks as rules


@action(rules.may_add_desk)
def add_desk(actor: Actor, *, themes: Sequence[str], **told: str) -> Desk:
    """Write down a desk that helps: what it does, what it does not, how to reach it."""
    return _saved(actor, Desk(partnership_id=actor.partnership_id, version=0), themes, told)


@action(rules.may_change_desk)
def change_desk(
    actor: Actor, desk: Desk, *, themes: Sequence[str], version: int, **told: str
) -> Desk:
    """Write down what is different about a desk; whether that was checked is said apart."""
    current = Desk.objects.select_for_update().get(pk=desk.pk)
    if version != current.version:
        raise Conflict(current)
    return _saved(actor, current, themes, told)


@action(rules.may_check_desk)
def check_desk(actor: Actor, desk: Desk) -> Desk:
    """Say that everything about a desk is right today."""
    desk.checked_on = timezone.localdate()
    desk.save(update_fields=["checked_on"])
    return desk


@action(rules.may_remove_desk)
def remove_desk(actor: Actor, desk: Desk) -> None:
    """Take a desk off the list."""
    Desk.objects.filter(pk=desk.pk).delete()


@action(rules.may_propose_desks)
def propose_desks(actor: Actor) -> None:
    """Put the usual desks on a list on which there are none, each still to be checked."""
    if visible_desks(actor).exists():
        raise ValidationError(_("There are desks on the list already."))
    themes = {theme.code: theme for theme in visible_themes(actor)}
    home = {"partnership_id": actor.partnership_id}
    begun = [
        (
            Desk(**home, name=one.name, does=one.does, does_not=one.does_not, hours=one.hours),
            one.themes,
        )
        for one in starter_desks()
    ]
    Desk.objects.bulk_create(desk for desk, _themes in begun)
    DeskTheme.objects.bulk_create(
        DeskTheme(**home, desk=desk, theme=themes[code])
        for desk, codes in begun
        for code in codes
        if code in themes
    )


def _saved(actor: Actor, desk: Desk, themes: Sequence[str], told: dict[str, str]) -> Desk:
    for name, text in told.items():
        setattr(desk, name, text.strip())
    desk.name = " ".join(desk.name.split())
    others = visible_desks(actor).exclude(pk=desk.pk)
    if others.filter(name__iexact=desk.name).exists():
        raise ValidationError({"name": _("There is a desk with this name already.")})
    desk.version += 1
    desk.full_clean(exclude=["partnership"], validate_constraints=False)
    desk.save()
    _be_about(actor, desk, themes)
    return desk


def _be_about(actor: Actor, desk: Desk, codes: Sequence[str]) -> None:
    """From now on a desk is about these themes and no others."""
    wanted = list(visible_themes(actor).filter(code__in=codes))
    if set(codes) - {theme.code for theme in wanted}:
        raise ValidationError({"themes": _("This theme is not on the list of this network.")})
    DeskTheme.objects.filter(desk=desk).delete()
    DeskTheme.objects.bulk_create(
        DeskTheme(partnership_id=actor.partnership_id, desk=desk, theme=theme) for theme in wanted
    )
