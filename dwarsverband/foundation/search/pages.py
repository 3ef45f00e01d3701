"""The pages of the product itself, by their names and by the words people use for them."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from django.utils import translation
from django.utils.translation import gettext

from dwarsverband.analysis.words.common import FUNCTION_WORDS
from dwarsverband.analysis.words.compounds import COMMON, parts
from dwarsverband.analysis.words.folding import words_of
from dwarsverband.analysis.words.spelling import is_near
from dwarsverband.analysis.words.stems import stem
from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.search.asking import asked_words
from dwarsverband.foundation.search.kinds import plates_of
from dwarsverband.foundation.ui.addresses import address

MOST = 6
TITLE, WORDS, BEGINS, NEAR = 3.0, 1.0, 0.6, 0.5
# Whatever scores less than this part of the best is left out.
LEAST_SHARE = 0.4
SHORTEST = 3


@dataclass(frozen=True, slots=True)
class Page:
    """A page that the actor can open."""

    title: str
    href: str
    icon: str


@dataclass(frozen=True, slots=True)
class _Plate:
    """A page as its module names it."""

    name: str
    title: str
    words: str
    icon: str
    roles: tuple[str, ...]


def find_pages(actor: Actor, text: str) -> list[Page]:
    """The pages that the actor can open and that are called like this, the best first."""
    words = [word.text for word in asked_words(text).words]
    scored = [
        (score, number, plate)
        for number, plate in enumerate(visible_pages(actor))
        if (score := sum(_score(plate, word) for word in words))
    ]
    best = max((score for score, _number, _plate in scored), default=0.0)
    chosen = sorted(one for one in scored if one[0] >= LEAST_SHARE * best)
    chosen.sort(key=lambda one: (-one[0], one[1]))
    return [
        Page(gettext(plate.title), address(actor, plate.name), plate.icon)
        for _score_of, _number, plate in chosen[:MOST]
    ]


def page_words(actor: Actor, text: str) -> set[str]:
    """The words of a question that a page which the actor can open is called by."""
    return {
        word.text
        for word in asked_words(text).words
        if any(stem(word.text) in _tokens(plate) for plate in visible_pages(actor))
    }


def visible_pages(actor: Actor) -> list[_Plate]:
    """The pages that the actor can open."""
    return [one for one in _plates() if not one.roles or actor.role in one.roles]


@lru_cache(maxsize=1)
def _plates() -> tuple[_Plate, ...]:
    return tuple(
        _Plate(
            page["name"], page["title"], page["words"], page["icon"], tuple(page.get("roles", ()))
        )
        for module in plates_of()
        for page in getattr(module, "PAGES", ())
    )


def _score(plate: _Plate, word: str) -> float:
    """How well a page answers one word: by its title, or by other words for it."""
    own, found = stem(word), _tokens(plate)
    if own in found:
        return found[own]
    if len(word) >= SHORTEST:
        begins = [value for token, value in found.items() if token.startswith(word)]
        if begins:
            return BEGINS * max(begins)
    near = [
        value
        for token, value in found.items()
        if min(len(own), len(token)) > SHORTEST and is_near(own, token, 1)
    ]
    return NEAR * max(near, default=0.0)


@lru_cache(maxsize=200)
def _tokens(plate: _Plate) -> dict[str, float]:
    """The words of a page in both languages; very common ones tell nothing."""
    found: dict[str, float] = {}
    for text, value in _texts(plate):
        for word in words_of(text):
            if word in FUNCTION_WORDS:
                continue
            for token in (stem(word), *parts(word, COMMON.__contains__)):
                found[token] = max(value, found.get(token, 0.0))
    return found


def _texts(plate: _Plate) -> Iterator[tuple[str, float]]:
    for language in ("nl", "en"):
        with translation.override(language):
            yield gettext(plate.title), TITLE
            yield gettext(plate.words), WORDS
