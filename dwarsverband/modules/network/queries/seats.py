"""Whom a theme needs: which seats are filled, which nobody fills, and who could.

Somebody fills a seat when they work on the theme, mainly in the domain of the seat, and one of the
words of the seat begins a word of their function or of the name of their organisation. A seat
without words is filled by anybody of its domain.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.access.remembered import remembered
from dwarsverband.foundation.accounts.models import Theme
from dwarsverband.modules.network.models import Seat
from dwarsverband.modules.network.queries.names import folded
from dwarsverband.modules.network.queries.people import sees_everybody
from dwarsverband.modules.network.queries.reading import Named, Network, read_network
from dwarsverband.modules.network.queries.silos import FEWEST_SHOWN

MOST_CANDIDATES, SHORT = 4, 3
# So many pairs of seats are compared once: every table asks for the same ones.
MOST_COMPARED = 4096


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who could fill a seat, and whom they know of those who work on the theme already."""

    person: Named
    function: str
    known: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class Filling:
    """A seat, who fills it, and who could; others than the coordinator see only whether.

    `fits` counts who fits it, on the theme or not. Nothing about fewer than five people is told to
    others, as with the boxes of the report: a seat for the only constable of a village would say of
    that one what they work on, and would tell by falling empty that they object or left.
    """

    seat: Seat
    is_filled: bool
    is_told: bool = True
    fits: int = 0
    people: tuple[Named, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    more: int = 0


@dataclass(frozen=True, slots=True)
class ThemeDetail:
    """A theme, its seats, and who works on it (for whoever sees everybody)."""

    theme: Theme
    seats: tuple[Filling, ...]
    people: tuple[Named, ...]
    names_people: bool

    @property
    def empty(self) -> list[Filling]:
        """The seats that nobody fills."""
        return [one for one in self.seats if one.is_told and not one.is_filled]

    @property
    def filled(self) -> list[Filling]:
        """The seats that somebody fills."""
        return [one for one in self.seats if one.is_told and one.is_filled]

    @property
    def untold(self) -> list[Filling]:
        """The seats of which others than the coordinator are not told whether somebody fills them."""
        return [one for one in self.seats if not one.is_told]

    @property
    def has_proposals(self) -> bool:
        """Whether nobody has looked at some of the seats yet."""
        return any(one.seat.is_proposed for one in self.seats)


def visible_seats(actor: Actor) -> QuerySet[Seat]:
    """The seats of the themes of the actor's partnership."""
    seats = Seat.objects.filter(partnership_id=actor.partnership_id)
    return seats.select_related("domain", "theme")


def get_seat(actor: Actor, pk: UUID) -> Seat:
    """One seat of the actor's partnership."""
    return get_object_or_404(visible_seats(actor), pk=pk)


def seat_form(seat: Seat) -> dict[str, object]:
    """What the form about a seat shows first."""
    own = {name: getattr(seat, name) for name in ("name", "domain", "version")}
    return own | {"words": ", ".join(seat.words)}


def theme_detail(actor: Actor, theme: Theme) -> ThemeDetail:
    """Who is there for a theme and who is missing, as far as the actor may know it."""
    found = remembered(actor, ("theme", theme.pk), lambda: _detail(actor, theme))
    if sees_everybody(actor):
        return found
    return ThemeDetail(found.theme, tuple(map(_hidden, found.seats)), (), names_people=False)


def fillings(actor: Actor) -> dict[UUID, list[Filling]]:
    """The seats of every theme, as far as the actor may know whether somebody fills them."""
    found = remembered(actor, "fillings", lambda: _fillings(actor))
    if sees_everybody(actor):
        return found
    return {theme: [_hidden(one) for one in seats] for theme, seats in found.items()}


def work_texts(network: Network) -> list[str]:
    """What tells of each person which work they do: their function and their organisation."""
    both = [
        f"{where.function} · {person.organisation}"
        for where, person in zip(network.where, network.people, strict=True)
    ]
    known = {text: folded(text) for text in set(both)}
    return [known[text] for text in both]


def who_fits(
    network: Network, texts: Sequence[str], domain: UUID, words: Sequence[str]
) -> list[int]:
    """The people of a domain by whose work these words are recognised, by number."""
    is_recognised = _recognises(words)
    return [at for at in network.by_domain.get(domain, ()) if is_recognised(texts[at])]


@lru_cache(MOST_COMPARED)
def fits_wider(name: str, words: tuple[str, ...], wider: tuple[str, ...]) -> bool:
    """Whether whoever takes a seat of this name and these words is recognised by wider words as well.

    A seat that anybody of its domain fills asks for no work, so that it is wider than none.
    """
    if not wider:
        return False
    is_recognised = _recognises(wider)
    return all(is_recognised(folded(one)) for one in words or [name])


def _fillings(actor: Actor) -> dict[UUID, list[Filling]]:
    network = read_network(actor)
    text = work_texts(network)
    works_on: dict[str, set[int]] = {}
    for at, one in enumerate(network.where):
        for code in one.themes:
            works_on.setdefault(code, set()).add(at)
    found: dict[UUID, list[Filling]] = {}
    for seat in visible_seats(actor):
        own = works_on.get(seat.theme.code, set())
        found.setdefault(seat.theme_id, []).append(_filling(network, seat, own, text))
    return found


def _hidden(one: Filling) -> Filling:
    """A seat for others: that nobody fits is told, and what is said of five people or more."""
    is_told = one.fits == 0 or one.fits >= FEWEST_SHOWN
    return Filling(one.seat, is_filled=is_told and one.is_filled, is_told=is_told)


def _detail(actor: Actor, theme: Theme) -> ThemeDetail:
    network = read_network(actor)
    on_theme = [at for at, one in enumerate(network.where) if theme.code in one.themes]
    works_on = set(on_theme)
    text = work_texts(network)
    return ThemeDetail(
        theme=theme,
        seats=tuple(
            _filling(network, seat, works_on, text)
            for seat in visible_seats(actor).filter(theme=theme)
        ),
        people=tuple(network.people[at] for at in on_theme),
        names_people=True,
    )


def _filling(network: Network, seat: Seat, works_on: set[int], text: Sequence[str]) -> Filling:
    fitting = who_fits(network, text, seat.domain_id, seat.words)
    people = tuple(network.people[at] for at in fitting if at in works_on)
    if people:
        return Filling(seat, is_filled=True, fits=len(fitting), people=people)
    near = [_candidate(network, at, works_on) for at in fitting]
    known = [one for one in near if one.known] or near
    return Filling(
        seat,
        is_filled=False,
        fits=len(fitting),
        candidates=tuple(known[:MOST_CANDIDATES]),
        more=len(near) - len(known[:MOST_CANDIDATES]),
    )


def _candidate(network: Network, at: int, works_on: set[int]) -> Candidate:
    known = tuple(network.people[one] for one in network.contacts(at) if one in works_on)
    return Candidate(network.people[at], network.where[at].function, known)


def _recognises(words: Sequence[str]) -> Callable[[str], bool]:
    """Whether a text tells that somebody has a seat with these words."""
    if not words:
        return lambda text: True
    return re.compile("|".join(_patterns(words))).search  # type: ignore[return-value]  # found or not


def _patterns(words: Sequence[str]) -> Iterator[str]:
    """A word begins a word; one as short as OM is that word."""
    for word in words:
        known = re.escape(folded(word))
        yield rf"\b{known}\b" if len(word) <= SHORT else rf"\b{known}"
