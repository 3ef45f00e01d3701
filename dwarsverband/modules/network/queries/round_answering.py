"""What somebody who is asked sees: step by step, and never more than is needed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from dwarsverband.foundation.access import Actor
from dwarsverband.modules.network.models import MissingName, NamedContact, Participation
from dwarsverband.modules.network.queries.round_likely import (
    Likely,
    Search,
    chosen_people,
    likely_people,
    search_people,
)
from dwarsverband.modules.network.queries.rounds import named_by, named_last

# What an address asks: to change an answer that was given, and whom to look for.
CHANGE, SEARCH = "aanpassen", "zoek"
# Who was looked for in vain goes along to the last step.
MISSED = "mist"


@dataclass(frozen=True, slots=True)
class Whom:
    """The first step: whom somebody named, who is likely, who was found, and who was named last time."""

    named: tuple[Likely, ...]
    likely: tuple[Likely, ...]
    search: Search
    before: tuple[NamedContact, ...]
    is_done: bool

    @property
    def shown(self) -> tuple[Likely, ...]:
        """Everybody who can be ticked on this page."""
        return (*self.named, *self.likely, *self.search.found)


def whom(actor: Actor, participation: Participation, asked: Mapping[str, str]) -> Whom:
    """What the first step shows; who finished sees that, until they want to change something."""
    is_changing = CHANGE in asked or SEARCH in asked
    if participation.answered_on is not None and not is_changing:
        return Whom((), (), Search(), (), is_done=True)
    keys, before = set(_named_keys(participation)), named_last(participation)
    old = {one.person_id for one in before}
    if old & keys:  # it was said already what of it still holds
        before, old = [], set()
    elif CHANGE in asked:  # then those of last time are ticked, to be unticked
        keys, before = keys | old, []
    named = chosen_people(actor, participation, keys)
    search = search_people(actor, participation, asked.get(SEARCH, ""))
    found = tuple(one for one in search.found if one.id not in keys)
    there = keys | old
    there |= {one.id for one in found}
    likely = [one for one in likely_people(actor, participation) if one.id not in there]
    advice = search.advice or _already(search, found)
    shown = Search(search.asked, found, advice, search.is_in_vain)
    return Whom(tuple(named), tuple(likely), shown, tuple(before), is_done=False)


@dataclass(frozen=True, slots=True)
class Often:
    """The second step: of whom it is still to be said how often, and of whom it was said."""

    unsaid: tuple[NamedContact, ...]
    said: tuple[NamedContact, ...]


def how_often(participation: Participation) -> Often:
    """What the second step asks."""
    named = list(named_by(participation))
    return Often(
        tuple(one for one in named if not one.often), tuple(one for one in named if one.often)
    )


@dataclass(frozen=True, slots=True)
class Last:
    """The last step: how many were named, and which names were passed on."""

    named: tuple[NamedContact, ...]
    missing: tuple[MissingName, ...]


def last_step(participation: Participation) -> Last:
    """What the last step tells."""
    return Last(tuple(named_by(participation)), tuple(participation.missing.all()))


def _named_keys(participation: Participation) -> Iterator[UUID]:
    yield from named_by(participation).values_list("person_id", flat=True)


def _already(search: Search, found: tuple[Likely, ...]) -> str:
    """Why nobody stands below a search that found somebody."""
    return _("You named them already.") if search.found and not found else ""
