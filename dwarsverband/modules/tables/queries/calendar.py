"""What tables put in a member's calendar: when the own tables meet, and what was promised there."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.accounts.calendar import Event
from dwarsverband.foundation.ui.addresses import address
from dwarsverband.modules.tables.models import Meeting
from dwarsverband.modules.tables.queries.meetings import own_promises
from dwarsverband.modules.tables.queries.tables import own_tables

# How long a meeting takes where nobody says so, and how many of them a calendar holds.
LONG, MOST = timedelta(hours=1), 50


def events(actor: Actor) -> Iterator[Event]:
    """The meetings to come of the tables where the actor sits, and the promises with a day."""
    today = timezone.localdate()
    meetings = Meeting.objects.filter(table__in=own_tables(actor).values("pk"), on__gte=today)
    for meeting in meetings.select_related("table").order_by("on", "id")[:MOST]:
        yield meeting_event(actor, meeting)
    for promise in own_promises(actor)[:MOST]:
        if promise.due_on is not None:
            title = _("A promise (see Dwarsverband)")
            day = max(promise.due_on, today)
            place = address(actor, "tables:table_detail", pk=promise.table_id)
            yield Event(f"decision-{promise.pk}", title, day, day, place)


def meeting_event(actor: Actor, meeting: Meeting) -> Event:
    """A meeting as a calendar shows it: the table, the day, and no name."""
    page = address(actor, "tables:table_detail", pk=meeting.table_id)
    key, name = f"meeting-{meeting.pk}", meeting.table.name
    place, version = meeting.place, meeting.version
    if meeting.starts_at is None:
        return Event(key, name, meeting.on, meeting.on, page, place, version)
    starts = timezone.make_aware(datetime.combine(meeting.on, meeting.starts_at))
    return Event(key, name, starts, starts + LONG, page, place, version)
