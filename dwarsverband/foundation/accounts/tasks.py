"""What somebody has to do elsewhere, for the sheet of whoever hands over: modules name on their plate who tells it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from importlib import import_module

from django.conf import settings
from django.utils.module_loading import import_string

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.accounts.models import Membership


@dataclass(frozen=True, slots=True)
class Task:
    """Something that one member took on: what, where, and by when."""

    what: str
    where: str
    due_on: date | None
    href: str


Ways = Callable[[Actor, Membership], Iterable[Task]]


def tasks_of(actor: Actor, member: Membership) -> tuple[Task, ...]:
    """What a member took on in every module, as far as the actor may see it."""
    names = (getattr(import_module(module), "TASKS", "") for module in settings.MODULES)
    ways: list[Ways] = [import_string(name) for name in names if name]
    return tuple(task for way in ways for task in way(actor, member))
