"""Addresses within the partnership of whoever asks."""

from django.urls import reverse

from dwarsverband.foundation.access import Actor


def address(actor: Actor, name: str, **keys: object) -> str:
    """Where a page of the actor's partnership stands; a name without a colon belongs to none."""
    if ":" in name:
        keys["partnership"] = actor.partnership_slug
    return reverse(name, kwargs=keys)
