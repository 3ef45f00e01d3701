"""What a member chooses for themselves in other modules, as the plates name it."""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module

from django.conf import settings
from django.utils.translation import gettext

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.ui.addresses import address


@dataclass(frozen=True, slots=True)
class OwnSetting:
    """A page on which somebody chooses something that holds for them alone."""

    title: str
    subtitle: str
    icon: str
    href: str


def own_settings(actor: Actor) -> Iterator[OwnSetting]:
    """The pages that are of use to somebody in the role of the actor."""
    for module in settings.MODULES:
        for one in getattr(import_module(module), "OWN_SETTINGS", []):
            title, subtitle = one["title"], one["subtitle"]
            if actor.role in one["roles"]:
                href = address(actor, one["name"])
                yield OwnSetting(gettext(title), gettext(subtitle), one["icon"], href)
