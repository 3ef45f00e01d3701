"""What a member does with the secret address of their calendar."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from dwarsverband.foundation.access import Actor, action
from dwarsverband.foundation.accounts import rules
from dwarsverband.foundation.accounts.queries.calendars import PURPOSE
from dwarsverband.foundation.links import links
from dwarsverband.foundation.links.models import Link

LONGEST = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class MadeCalendar:
    """An address that was just made: told once, kept nowhere."""

    id: UUID
    address: str
    link: Link


@action(rules.may_make_calendar)
def make_calendar(actor: Actor) -> MadeCalendar:
    """Make a secret address for your own calendar; the one before it works no longer."""
    _end(actor)
    ends_at = timezone.now() + LONGEST
    link, secret = links.make(
        actor, PURPOSE, ends_at, details={}, subject=actor.membership_id, is_single_use=False
    )
    place = f"{settings.PUBLIC_ADDRESS}{reverse('calendar_feed', args=[secret])}"
    return MadeCalendar(link.pk, place, link)


@action(rules.may_end_calendar)
def end_calendar(actor: Actor) -> None:
    """Let the address of your calendar work no longer."""
    _end(actor)


def _end(actor: Actor) -> None:
    for link in links.pending(actor, PURPOSE).filter(subject=actor.membership_id):
        links.withdraw(link)
