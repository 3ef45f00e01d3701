"""A calendar that other programs read (iCalendar, RFC 5545), filled by the modules that are named.

Each module names on its plate what it puts there. Names of people have no place in it: a calendar
lies on phones and with providers that we do not know.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from dwarsverband.foundation.access import Actor

# A line has at most so many octets; a longer one goes on below, after a space.
LONGEST_LINE = 75
READ_AGAIN = "PT6H"
_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


@dataclass(frozen=True, slots=True)
class Event:
    """Something on a day, or at a moment: the same `key` is the same event the next time.

    `ends` is the last day, or the moment at which it is over. Of two of one key, the higher
    `sequence` is the later one.
    """

    key: str
    title: str
    starts: date | datetime
    ends: date | datetime
    href: str
    place: str = ""
    sequence: int = 0

    @property
    def lasts_days(self) -> bool:
        """Whether it ends on another day than it starts."""
        return f"{self.starts:%Y%m%d}" != f"{self.ends:%Y%m%d}"


Events = Callable[[Actor], Iterable[Event]]


def events(actor: Actor) -> list[Event]:
    """What the modules put in the calendar of a member, by the day."""
    names = (getattr(import_module(module), "CALENDAR", "") for module in settings.MODULES)
    ways: list[Events] = [import_string(name) for name in names if name]
    found = [event for way in ways for event in way(actor)]
    return sorted(found, key=lambda event: (f"{event.starts:%Y%m%d}", event.key))


def as_text(actor: Actor, found: Iterable[Event]) -> str:
    """The calendar as other programs read it."""
    # Of today, not of now: asked twice a day, it is the same until something changes.
    made = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    name = _("Network of %(name)s") % {"name": actor.partnership_name}
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Dwarsverband//Dwarsverband//NL",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(name)}",
        f"X-WR-TIMEZONE:{settings.TIME_ZONE}",
        f"REFRESH-INTERVAL;VALUE=DURATION:{READ_AGAIN}",
        f"X-PUBLISHED-TTL:{READ_AGAIN}",
        *(line for event in found for line in _lines(event, made)),
        "END:VCALENDAR",
    ]
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _lines(event: Event, made: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{event.key}@{urlsplit(settings.PUBLIC_ADDRESS).hostname}"
    yield f"DTSTAMP:{_moment(made)}"
    if isinstance(event.starts, datetime) and isinstance(event.ends, datetime):
        yield f"DTSTART:{_moment(event.starts)}"
        yield f"DTEND:{_moment(event.ends)}"
    else:  # of whole days the end is the first day after it
        yield f"DTSTART;VALUE=DATE:{event.starts:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{event.ends + timedelta(days=1):%Y%m%d}"
        yield "TRANSP:TRANSPARENT"
    if event.sequence:
        yield f"SEQUENCE:{event.sequence}"
    yield f"SUMMARY:{_text(event.title)}"
    if event.place:
        yield f"LOCATION:{_text(event.place)}"
    yield f"DESCRIPTION:{_text(settings.PUBLIC_ADDRESS + event.href)}"
    yield f"URL:{settings.PUBLIC_ADDRESS}{event.href}"
    yield "END:VEVENT"


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(text: str) -> str:
    return text.translate(_ESCAPED)


def _folded(line: str) -> str:
    """A long line in parts, never inside a letter."""
    parts, part = [], ""
    for sign in line:
        if len((part + sign).encode()) > LONGEST_LINE:
            parts.append(part)
            part = " "
        part += sign
    return "\r\n".join([*parts, part])
