"""A part of the network: of one theme, one neighbourhood, one municipality, or since a day."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from urllib.parse import urlencode

import numpy as np
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.accounts.models import Theme
from dwarsverband.foundation.accounts.queries import visible_themes
from dwarsverband.foundation.ui.numbers import with_capital
from dwarsverband.modules.network.queries.people import sees_everybody
from dwarsverband.modules.network.queries.reading import Network, Where, read_network

LONGEST = 80
# What each part is called in an address.
THEME, NEIGHBOURHOOD, MUNICIPALITY, SPOKEN, MEETINGS = (
    "thema",
    "wijk",
    "gemeente",
    "gesproken",
    "samen",
)
NAMES = (THEME, NEIGHBOURHOOD, MUNICIPALITY, SPOKEN, MEETINGS)
WITHOUT = "nee"


@dataclass(frozen=True, slots=True)
class Filter:
    """What is counted: of whom, and which ties. Nothing chosen counts everything."""

    theme: str = ""
    neighbourhood: str = ""
    municipality: str = ""
    spoken_since: date | None = None
    without_meetings: bool = False

    @property
    def is_everything(self) -> bool:
        """Whether nothing is left out."""
        return all(getattr(self, one.name) == one.default for one in fields(self))


EVERYTHING = Filter()


@dataclass(frozen=True, slots=True)
class Choices:
    """What there is to choose from; a part in which nobody is recorded is not offered."""

    themes: tuple[Theme, ...]
    neighbourhoods: tuple[str, ...]
    municipalities: tuple[str, ...]
    has_meetings: bool


def asked_filter(actor: Actor, query: Mapping[str, str]) -> Filter:
    """What an address asks for, by whoever may ask; what cannot be read is left out."""
    if not sees_everybody(actor):
        return EVERYTHING
    return Filter(
        theme=_text(query.get(THEME, "")),
        neighbourhood=_text(query.get(NEIGHBOURHOOD, "")),
        municipality=_text(query.get(MUNICIPALITY, "")),
        spoken_since=_day(query.get(SPOKEN, "")),
        without_meetings=is_without(query.get(MEETINGS)),
    )


def is_without(value: object) -> bool:
    """Whether an address leaves out the ties of people who only sat at the same meetings."""
    return value == WITHOUT or value is True


def filtered(network: Network, wanted: Filter) -> Network:
    """The part of a network that is asked for."""
    if wanted.is_everything:
        return network
    people = np.array([_is_of(one, wanted) for one in network.where], dtype=bool)
    ties = np.ones(len(network.first), dtype=bool)
    if wanted.spoken_since is not None:
        ties &= network.last >= wanted.spoken_since.toordinal()
    if wanted.without_meetings:
        ties &= ~network.is_meeting
    return network.only(people, ties)


def filter_choices(actor: Actor) -> Choices | None:
    """What can be chosen, for whoever may filter."""
    if not sees_everybody(actor):
        return None
    network = read_network(actor)
    return Choices(
        themes=tuple(visible_themes(actor)),
        neighbourhoods=_sorted({name for one in network.where for name in one.neighbourhoods}),
        municipalities=_sorted({one.municipality for one in network.where} - {""}),
        has_meetings=bool(network.is_meeting.any()),
    )


def filter_words(wanted: Filter, choices: Choices | None) -> str:
    """The filter in one sentence; nothing when everything is counted."""
    if wanted.is_everything:
        return ""
    return with_capital(_("only %(parts)s.") % {"parts": ", ".join(_parts(wanted, choices))})


@dataclass(frozen=True, slots=True)
class Told:
    """What a page says about its filter: which part it shows, how to send it on, or why it shows all."""

    sentence: str = ""
    query: str = ""
    is_refused: bool = False
    theme: Theme | None = None


def filter_told(query: Mapping[str, str], wanted: Filter, choices: Choices | None) -> Told:
    """What the page says above its figures."""
    return Told(
        sentence=filter_words(wanted, choices),
        query=filter_query(wanted),
        is_refused=choices is None and any(query.get(name) for name in NAMES),
        theme=_theme(wanted, choices),
    )


def _theme(wanted: Filter, choices: Choices | None) -> Theme | None:
    themes = choices.themes if choices else ()
    return next((theme for theme in themes if theme.code == wanted.theme), None)


def filter_sentence(actor: Actor, wanted: Filter) -> str:
    """The same in one sentence, on a page that offers no choices."""
    return filter_words(wanted, None if wanted.is_everything else filter_choices(actor))


def filter_query(wanted: Filter) -> str:
    """How the filter stands in an address."""
    told = {
        THEME: wanted.theme,
        NEIGHBOURHOOD: wanted.neighbourhood,
        MUNICIPALITY: wanted.municipality,
        SPOKEN: wanted.spoken_since.isoformat() if wanted.spoken_since else "",
        MEETINGS: WITHOUT if wanted.without_meetings else "",
    }
    return urlencode({name: value for name, value in told.items() if value})


def _parts(wanted: Filter, choices: Choices | None) -> Iterator[str]:
    if wanted.theme:
        names = {theme.code: theme.name for theme in choices.themes} if choices else {}
        yield _("the theme %(name)s") % {"name": names.get(wanted.theme, wanted.theme)}
    if wanted.neighbourhood:
        yield _("the neighbourhood %(name)s") % {"name": wanted.neighbourhood}
    if wanted.municipality:
        yield _("the municipality %(code)s") % {"code": wanted.municipality}
    if wanted.spoken_since is not None:
        yield _("spoken since %(day)s") % {"day": date_format(wanted.spoken_since, "j F Y")}
    if wanted.without_meetings:
        yield _("without sitting at the same meetings")


def _is_of(one: Where, wanted: Filter) -> bool:
    return (
        (not wanted.theme or wanted.theme in one.themes)
        and (not wanted.neighbourhood or wanted.neighbourhood in one.neighbourhoods)
        and (not wanted.municipality or wanted.municipality == one.municipality)
    )


def _sorted(names: set[str]) -> tuple[str, ...]:
    return tuple(sorted(names, key=str.casefold))


def _text(value: str) -> str:
    return value.replace("\0", "").strip()[:LONGEST]


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None
