"""Small marks: an icon, a domain, a tie, a status, a number."""

from dataclasses import dataclass
from functools import lru_cache

from django.template import Library
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from dwarsverband.foundation.ui.templatetags.ui.rendering import render

register = Library()
MOST_MARKS = 1024
SHAPES = {
    "social": "16.2",
    "safety": "16",
    "care": "16.2",
    "education": "16.2",
    "neighbourhood": "18",
    "administration": "16.2",
    "national": "16.2",
    "community": "16.2",
}
STATUS_ICONS = {
    "neutral": "",
    "positive": "check",
    "warning": "circle-alert",
    "negative": "x",
    "info": "info",
    "thread": "user",
    "open": "door-open",
    "closed": "users",
    "confidential": "lock-keyhole",
}


@dataclass(frozen=True, slots=True)
class Shape:
    """A domain as it is drawn: what is unknown becomes a ring with the first letter."""

    shape: str
    letter: str
    name: str
    height: str


@register.simple_tag
def icon(name: str) -> SafeString:
    """A Lucide icon; the word beside it says what it means."""
    return _icon(str.__str__(name))


@register.simple_tag
def domain(thing: object, label: bool = False, size: str = "") -> SafeString:  # noqa: FBT001, FBT002 (templates name it)
    """The shape and letter of a domain, with its word when `label` says so."""
    return _domain(shape_of(thing), bool(label), str.__str__(size))


@register.simple_tag
def tie(first: object, second: object, state: str = "") -> SafeString:
    """Two domains and the thread between them."""
    shapes = (shape_of(first), shape_of(second))
    words = _tie_words(state) % {"one": shapes[0].name, "other": shapes[1].name}
    return _tie(shapes, str.__str__(words), str.__str__(state))


@register.simple_tag
def status(text: str, kind: str = "neutral", icon: str = "") -> SafeString:
    """One word about how something stands."""
    return render("status", text=text, kind=kind, icon=icon or STATUS_ICONS.get(kind, ""))


@register.simple_tag
def badge(number: int) -> SafeString:
    """A number beside a word."""
    return render("badge", number=number)


# Marks stand on a page a hundred times, and follow from these few words alone. All are plain text here:
# what is safe and what is not would be the same key.
@lru_cache(MOST_MARKS)
def _icon(name: str) -> SafeString:
    return render("icon", name=name)


@lru_cache(MOST_MARKS)
def _domain(shape: Shape, label: bool, size: str) -> SafeString:  # noqa: FBT001 (as the tag)
    return render("domain", shape=shape, label=label, size=size)


@lru_cache(MOST_MARKS)
def _tie(shapes: tuple[Shape, Shape], words: str, state: str) -> SafeString:
    return render("tie", shapes=shapes, words=words, state=state)


def _tie_words(state: str) -> str:
    if state == "one":
        return _("%(one)s and %(other)s: hangs on one person")
    if state == "none":
        return _("%(one)s and %(other)s: no tie")
    return _("%(one)s and %(other)s")


def shape_of(thing: object) -> Shape:
    """How a domain is drawn, or an organisation by its domain, or a text by its first letter."""
    of = thing if hasattr(thing, "shape") else getattr(thing, "domain", None)
    name = str(getattr(thing, "name", thing))
    known = str(getattr(of, "shape", ""))
    shape = known if known in SHAPES else "plain"
    letter = str(getattr(of, "letter", "")) or name[:1].upper()
    letter, name = str.__str__(letter), str.__str__(name)
    return Shape(shape, letter, name, SHAPES.get(shape, "16.2"))
