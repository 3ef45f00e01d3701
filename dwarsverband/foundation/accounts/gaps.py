"""What stands out in a domain or a theme: modules say it, and name on their plate who does."""

from collections.abc import Callable, Mapping
from importlib import import_module
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import import_string

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.accounts.queries import visible_domains, visible_themes

Gaps = Callable[[Actor], Mapping[UUID, str]]


def lists_with_gaps(actor: Actor) -> dict[str, list[tuple[object, str]]]:
    """Domains and themes, each with what is missing there; empty when nothing stands out."""
    names = (getattr(import_module(module), "GAPS", "") for module in settings.MODULES)
    ways: list[Gaps] = [import_string(name) for name in names if name]
    told = [way(actor) for way in ways]
    lists = {"domains": visible_domains(actor), "themes": visible_themes(actor)}
    return {
        name: [(one, " · ".join(some[one.pk] for some in told if one.pk in some)) for one in things]
        for name, things in lists.items()
    }
