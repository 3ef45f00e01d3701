"""What an actor does with how often one means to speak, and with holidays."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from dwarsverband.foundation.access import Actor, action
from dwarsverband.foundation.accounts.models import Domain, Theme
from dwarsverband.modules.network.models import Holiday, Person, Rhythm
from dwarsverband.modules.network.rules import upkeep as rules

LONGEST_HOLIDAY = timedelta(days=120)


@action(rules.may_set_rhythm)
def set_rhythm(
    actor: Actor,
    *,
    ideal_days: int,
    latest_days: int,
    domain: Domain | None = None,
    theme: Theme | None = None,
    person: Person | None = None,
) -> Rhythm:
    """Say how often you mean to speak everybody, a group or one person."""
    if latest_days < ideal_days:
        told = _("The latest is not before what you aim for.")
        raise ValidationError({"latest_days": told})
    rhythm, _is_new = Rhythm.objects.update_or_create(
        partnership_id=actor.partnership_id,
        domain=domain,
        theme=theme,
        person=person,
        defaults={"ideal_days": ideal_days, "latest_days": latest_days},
    )
    return rhythm


@action(rules.may_remove_rhythm)
def remove_rhythm(actor: Actor, rhythm: Rhythm) -> None:
    """Let the usual rhythm hold again."""
    Rhythm.objects.filter(pk=rhythm.pk).delete()


@action(rules.may_add_holiday)
def add_holiday(actor: Actor, *, name: str, starts_on: date, ends_on: date) -> Holiday:
    """Write down days on which the clock of no contact runs."""
    if ends_on < starts_on:
        raise ValidationError({"ends_on": _("The last day is not before the first.")})
    if ends_on - starts_on > LONGEST_HOLIDAY:
        raise ValidationError({"ends_on": _("A holiday lasts four months at most.")})
    holiday, _is_new = Holiday.objects.update_or_create(
        partnership_id=actor.partnership_id,
        name=name,
        starts_on=starts_on,
        defaults={"ends_on": ends_on},
    )
    return holiday


@action(rules.may_remove_holiday)
def remove_holiday(actor: Actor, holiday: Holiday) -> None:
    """Take a holiday off the list; the clock runs on those days after all."""
    Holiday.objects.filter(pk=holiday.pk).delete()
