"""Addresses within the partnership of whoever asks."""

from functools import lru_cache

from django.urls import get_script_prefix, reverse

from dwarsverband.foundation.access import Actor

MOST_ADDRESSES = 4096


def address(actor: Actor, name: str, **keys: object) -> str:
    """Where a page of the actor's partnership stands; a name without a colon belongs to none."""
    if ":" in name:
        keys["partnership"] = actor.partnership_slug
    return _address(get_script_prefix(), name, tuple(keys.items()))


@lru_cache(MOST_ADDRESSES)
def _address(prefix: str, name: str, keys: tuple[tuple[str, object], ...]) -> str:
    """A page has up to a hundred of them, and the same ones come back; they follow from this alone."""
    return reverse(name, kwargs=dict(keys))
