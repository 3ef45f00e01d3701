"""What other modules hold about one person: they say it, and name on their plate (`PERSON`) who does."""

from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from typing import Any  # a way is called by its name

from django.conf import settings
from django.utils.module_loading import import_string

from dwarsverband.foundation.access import Actor
from dwarsverband.modules.network.models import Person

Way = Callable[..., Any]


def filed_elsewhere(actor: Actor, person: Person) -> dict[str, object]:
    """What stands about somebody in other modules, under the names of the file about them."""
    found: dict[str, object] = {}
    for way in _ways("file"):
        found |= way(actor, person)
    return found


def told_elsewhere(actor: Actor, person: Person) -> list[str]:
    """The same in sentences, for somebody's own page."""
    return [sentence for way in _ways("told") for sentence in way(actor, person)]


def forgetting_elsewhere(actor: Actor) -> list[Way]:
    """What other modules do when somebody leaves, in the same transaction."""
    return list(_ways("forget"))


def words_elsewhere() -> dict[str, Any]:
    """What the names mean that other modules bring to the file about somebody."""
    found: dict[str, Any] = {}
    for way in _ways("words"):
        found |= way()
    return found


def _ways(name: str) -> Iterator[Way]:
    for module in settings.MODULES:
        plate: Mapping[str, str] = getattr(import_module(module), "PERSON", {})
        if name in plate:
            yield import_string(plate[name])
