"""What the network puts in a member's calendar: that something waits, and never with whom."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.accounts.calendar import Event
from dwarsverband.foundation.ui.addresses import address
from dwarsverband.modules.network.models import ContactMoment
from dwarsverband.modules.network.queries.people import kept_agreements
from dwarsverband.modules.network.queries.said import said
from dwarsverband.modules.network.queries.upkeep import keeps_contacts, week
from dwarsverband.modules.network.queries.weekly import monday_of, own_promises

# A promise should be kept within two weeks; after that it stands on today.
PROMISE_DAYS, MOST, WORKING_DAYS = 14, 50, 4


def events(actor: Actor) -> Iterator[Event]:
    """The conversations of this week, what was promised, and the last days of agreements."""
    if not keeps_contacts(actor):
        return
    today, found = timezone.localdate(), said(actor)
    monday, list_of_week = monday_of(today), address(actor, "home:today")
    this_week = week(actor, found=found)
    keys = [one.tie.pk for one in this_week.talks] + [one.id for one in this_week.handed]
    friday = monday + timedelta(days=WORKING_DAYS)
    for key in keys:
        title = _("Conversation (see Dwarsverband)")
        yield Event(f"talk-{key}-{monday:%Y%m%d}", title, monday, friday, list_of_week)
    for moment in own_promises(actor, found.own)[:MOST]:
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
