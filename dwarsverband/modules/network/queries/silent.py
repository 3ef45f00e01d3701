"""Which ties are silent for too long, by name: for the coordinator all of them, for others their own."""

from dataclasses import dataclass
from uuid import UUID

import numpy as np
from django.core.paginator import Page, Paginator

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.accounts.queries import visible_themes
from dwarsverband.modules.network.queries.said import said
from dwarsverband.modules.network.queries.upkeep import (
    Marks,
    Talk,
    Weekly,
    keeps_contacts,
    own_ties,
    talks_at,
    weekly,
)
from dwarsverband.modules.network.queries.upkeep_words import silence_sentence

A_PAGE = 12


@dataclass(frozen=True, slots=True)
class Silence:
    """Two people who did not speak for too long, and in words for how long and what went before."""

    talk: Talk
    sentence: str


@dataclass(frozen=True, slots=True)
class SilentTies:
    """One page of them by name, how many there are, what can be chosen and what was."""

    ties: tuple[Silence, ...]
    page: Page[int]
    domains: tuple[tuple[str, str], ...]
    themes: tuple[tuple[str, str], ...]
    chosen: dict[str, str]


def silent_ties(actor: Actor, domain: str = "", theme: str = "", page: int | str = 1) -> SilentTies:
    """The ties that are silent for longer than the latest that was chosen, in the order of names.

    A domain goes by its number and a theme by its code; what is not there is no choice.
    """
    found = said(actor)
    known = weekly(actor, found)
    domains = {str(one.pk): one.name for one in known.counted.report.groups}
    themes = {one.code: one.name for one in visible_themes(actor)}
    domain, theme = domain if domain in domains else "", theme if theme in themes else ""
    marks = known.kept.silence >= known.kept.latest
    if not keeps_contacts(actor):
        marks = np.zeros_like(marks)
    if not actor.is_coordinator:
        marks = marks & own_ties(actor, known, found)
    marks = marks & _within(known, UUID(domain) if domain else None, theme)
    listed = Paginator(_by_name(known, marks), A_PAGE).get_page(page)
    talks = talks_at(actor, known, list(listed), found.own)
    return SilentTies(
        ties=tuple(Silence(one, silence_sentence(one)) for one in talks),
        page=listed,
        domains=tuple(domains.items()),
        themes=tuple(themes.items()),
        chosen={"domein": domain, "thema": theme},
    )


def _within(known: Weekly, domain: UUID | None, theme: str) -> Marks:
    """Where one of the two works in a domain, and one of the two on a theme."""
    network, kept = known.counted.network, known.kept
    people = len(network.people)
    in_domain = np.array([domain in (None, one) for one in network.domains], dtype=bool)
    on_theme = np.array([not theme or theme in one.themes for one in network.where], dtype=bool)
    if not people:
        return np.zeros(0, dtype=bool)
    both: Marks = (in_domain[kept.first] | in_domain[kept.second]) & (
        on_theme[kept.first] | on_theme[kept.second]
    )
    return both


def _by_name(known: Weekly, marks: Marks) -> list[int]:
    """People are numbered in the order of their names."""
    kept = known.kept
    order = np.lexsort((kept.second, kept.first))
    places: list[int] = order[marks[order]].tolist()
    return places
