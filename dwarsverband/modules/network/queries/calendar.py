"""What the network puts in a member's calendar: that something waits, and never with whom."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.accounts.calendar import Event
from dwarsverband.foundation.accounts.waiting import waiting
from dwarsverband.foundation.ui.addresses import address
from dwarsverband.modules.network.models import ContactMoment
from dwarsverband.modules.network.queries.moments import own_promises
from dwarsverband.modules.network.queries.people import kept_agreements
from dwarsverband.modules.network.queries.said import said
from dwarsverband.modules.network.queries.upkeep import keeps_contacts, weekly
from dwarsverband.modules.network.queries.waiting import due

# A promise should be kept within two weeks; after that it stands on today.
PROMISE_DAYS, MOST = 14, 50


def events(actor: Actor) -> Iterator[Event]:
    """The conversations of this week, what was promised, and the last days of agreements."""
    if not keeps_contacts(actor):
        return
    today, found = timezone.localdate(), said(actor)
    now = due(actor, weekly(actor, found), found)
    keys = [one.tie.pk for one in now.talks] + [one.id for one in now.handed]
    list_of_week = address(actor, "home:today")
    for key in keys:
        title = _("Conversation (see Dwarsverband)")
        yield Event(f"talk-{key}-{now.starts:%Y%m%d}", title, now.starts, now.ends, list_of_week)
    for one in waiting(actor):
        if not one.has_day:
            yield Event(
                f"{one.kind}-{now.starts:%Y%m%d}", one.sentence, now.starts, now.ends, one.href
            )
    for moment in own_promises(actor)[:MOST]:
        day = max(moment.happened_on + timedelta(days=PROMISE_DAYS), today)
        place = f"{address(actor, 'network:upkeep')}#moments"
        yield Event(f"promise-{moment.pk}", _waits(moment), day, day, place)
    yield from _agreements(actor, today)


def _waits(moment: ContactMoment) -> str:
    if moment.promise:
        return _("A promise (see Dwarsverband)")
    return _("A question that waits (see Dwarsverband)")


def _agreements(actor: Actor, today: date) -> Iterator[Event]:
    """On their last day; the list of key persons says which."""
    place = address(actor, "network:key_person_list")
    for agreement in kept_agreements(actor).filter(ends_on__gte=today).order_by("ends_on")[:MOST]:
        title = _("An agreement ends (see Dwarsverband)")
        day = agreement.ends_on
        yield Event(f"agreement-{agreement.pk}", title, day, day, place)
