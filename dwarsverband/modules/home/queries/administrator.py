"""What a mayor, an alderman or a director reads in a minute: whom to speak, what is missing, what it asks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any  # rows as JSON

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models.functions import JSONObject
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.accounts.models import Partnership
from dwarsverband.foundation.accounts.queries import visible_themes
from dwarsverband.foundation.accounts.waiting import (
    ToCount,
    Waits,
    to_count,
    waiting_of,
    waiting_parts,
)
from dwarsverband.foundation.ui.numbers import in_words, listed
from dwarsverband.modules.network.queries.agreements import agreements_ending
from dwarsverband.modules.network.queries.handed import Handed
from dwarsverband.modules.network.queries.said import said_of, said_parts
from dwarsverband.modules.network.queries.signals import (
    domains_without,
    themes_without,
    white_spots,
)
from dwarsverband.modules.network.queries.silo_words import silo_words
from dwarsverband.modules.network.queries.silos import Pair
from dwarsverband.modules.network.queries.time_spent import spent_rows, time_spent
from dwarsverband.modules.network.queries.upkeep import Weekly, weekly
from dwarsverband.modules.network.queries.upkeep_words import TalkTold, talks_told
from dwarsverband.modules.network.queries.waiting import due, talks_wait
from dwarsverband.modules.tables.queries.meeting_words import DecisionTold, decisions_told
from dwarsverband.modules.tables.queries.meetings import own_promises

# Fewer than so many is told to nobody but the coordinator; of a list the first are named.
FEWEST, MOST_NAMED, MOST_PLACES = 5, 4, 3
# What stands on the page by itself.
SHOWN = ("agreements", "decisions")


@dataclass(frozen=True, slots=True)
class Ending:
    """An agreement that the reader keeps and that ends soon: with whom, and when."""

    name: str
    ends_on: date


@dataclass(frozen=True, slots=True)
class Kept:
    """Something that the network kept alive in a year: how much, or that it is little."""

    name: str
    count: str


@dataclass(frozen=True, slots=True)
class Administrator:
    """The page: names only of whom the reader keeps; the rest is counts, places and subjects."""

    talks: tuple[TalkTold, ...]
    handed: tuple[Handed, ...]
    ending: tuple[Ending, ...]
    waits: tuple[Waits, ...]
    promises: tuple[DecisionTold, ...]
    spots: tuple[str, ...]
    kept: tuple[Kept, ...]
    stands: str
    asks: tuple[str, ...]
    answer: str


def administrator(actor: Actor) -> Administrator:
    """All of it, on one side of paper."""
    can_wait = to_count(actor)
    row = _asked(actor, can_wait)
    found = said_of(actor, row)
    known = weekly(actor, found)
    now = due(actor, known, found)
    talks = talks_wait(actor, now)
    waits = waiting_of(can_wait, row)
    ending = tuple(
        Ending(one["name"], date.fromisoformat(one["ends_on"]))
        for one in row["ending"][:MOST_NAMED]
    )
    network, groups = known.counted.network, known.counted.report.groups
    missing = [one.name for one in domains_without(network, groups)]
    themes = themes_without(network, {one["code"]: one["name"] for one in row["themes"]})
    return Administrator(
        talks=talks_told(actor, known, now.talks),
        handed=now.handed,
        ending=ending,
        spots=tuple(_spots(known, missing, themes)),
        kept=tuple(_kept(actor, known)),
        stands=silo_words(known.counted.report).answer if network.people else "",
        promises=tuple(
            decisions_told(own_promises(actor))
            if any(one.kind == "decisions" for one in waits)
            else ()
        ),
        waits=tuple(one for one in waits if one.kind not in SHOWN),
        asks=tuple(_asks(now.count, len(ending), missing)),
        answer=talks.sentence if talks else _("Nobody waits for you this month."),
    )


def _asked(actor: Actor, can_wait: Sequence[ToCount]) -> dict[str, Any]:
    """What was said about contact, what waits, the themes, which agreements end soon; at once."""
    language = "en" if get_language() == "en" else "nl"
    theme = JSONObject(code="code", name=f"name_{language}")
    agreement = JSONObject(name="person__name", ends_on="ends_on")
    parts = {
        **said_parts(actor),
        **waiting_parts(can_wait),
        "themes": ArraySubquery(visible_themes(actor).values(row=theme)),
        "ending": ArraySubquery(agreements_ending(actor).values(row=agreement)),
    }
    home = Partnership.objects.filter(pk=actor.partnership_id)
    row: dict[str, Any] = home.annotate(**parts).values(*parts).get()
    return row


def _spots(known: Weekly, missing: Sequence[str], themes: Sequence[str]) -> Iterator[str]:
    """Where nobody is known: domains, themes, and neighbourhoods in the order of their names."""
    network, report = known.counted.network, known.counted.report
    if missing:
        yield _("Nobody is known of: %(names)s.") % {"names": _some(missing)}
    if themes:
        yield _("Nobody is known to work on: %(names)s.") % {"names": _some(themes)}
    pairs = [_("%(first)s and %(second)s") % _names(pair) for pair in report.strangers]
    if pairs:
        yield _("Between these domains there is no tie yet: %(pairs)s.") % {
            "pairs": _some(pairs, "; ")
        }
    spots = white_spots(network, report.groups)
    for spot in spots[:MOST_PLACES]:
        domains = listed([one.name for one in spot.domains])
        told = {"place": spot.neighbourhood, "domains": domains}
        yield _("In %(place)s we know nobody of %(domains)s.") % told
    more = len(spots) - MOST_PLACES
    if more > 0:
        yield ngettext(
            "In %(count)s more neighbourhood too a domain is missing.",
            "In %(count)s more neighbourhoods too a domain is missing.",
            more,
        ) % {"count": in_words(more)}


def _names(pair: Pair) -> dict[str, str]:
    return {"first": pair.first.name, "second": pair.second.name}


def _some(names: Sequence[str], between: str = ", ") -> str:
    """The first of them, and how many more there are."""
    more = len(names) - MOST_NAMED
    if more <= 0:
        return between.join(names) if between != ", " else listed(names)
    told = {"names": between.join(names[:MOST_NAMED]), "more": in_words(more)}
    return ngettext("%(names)s and one more", "%(names)s and %(more)s more", more) % told


def _kept(actor: Actor, known: Weekly) -> Iterator[Kept]:
    """The totals of a year; of fewer than five only that."""
    spent = time_spent(actor, known, spent_rows(actor), {})
    if spent is None:
        return
    total = spent.total
    yield Kept(_("Ties kept alive"), _count(total.tie_count))
    yield Kept(_("Conversations"), _count(total.conversations))
    yield Kept(_("Hours"), _count(total.hours))


def _count(count: int) -> str:
    return str(count) if count >= FEWEST else _("fewer than five")


def _asks(talks: int, ending: int, missing: Sequence[str]) -> Iterator[str]:
    """What the network asks of the reader: things that they can do."""
    if talks:
        yield _("Speak the people who wait above, also when nothing happens.")
    if ending:
        yield _("Talk again about what you agreed, before it ends.")
    if missing:
        names = listed(missing[:MOST_NAMED], is_choice=True)
        yield _("Do you know somebody from %(names)s? Bring them to your coordinator.") % {
            "names": names
        }
    if not (talks or ending or missing):
        day = date_format(timezone.localdate(), "F")
        yield _("Nothing more in %(month)s. Letting go is fine too.") % {"month": day}
