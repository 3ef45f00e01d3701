"""What waits for a member, counted in one question: modules say what, and name on their plate who does.

The front page, the mail of Monday, the calendar and the administrator's page all read it here, so that
they never tell different numbers. A count and its sentence hold no name.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any  # rows of any model

from django.conf import settings
from django.db.models import Count, QuerySet, Subquery
from django.utils.module_loading import import_string

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.accounts.models import Partnership
from dwarsverband.foundation.ui.numbers import in_words, with_capital

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise  # a plural that waits for its number


@dataclass(frozen=True, slots=True)
class ToCount:
    """Something that can wait: its rows, the sentence about so many of them, and where they are.

    The sentence is a plural that is chosen by its `number` (see `ngettext_lazy`). `has_day` says that the calendar knows the day of each of them by itself.
    """

    kind: str
    rows: QuerySet[Any]
    words: "_StrPromise"
    verb: str
    href: str
    has_day: bool = False


@dataclass(frozen=True, slots=True)
class Waits:
    """So many of one kind wait: what that is in words, and the one thing to do."""

    kind: str
    count: int
    sentence: str
    verb: str
    href: str
    has_day: bool


Ways = Callable[[Actor], Iterable[ToCount]]


def waiting(actor: Actor) -> tuple[Waits, ...]:
    """Everything that waits for a member, without what does not; nothing for whoever is no member."""
    asked = to_count(actor)
    parts = waiting_parts(asked)
    home = Partnership.objects.filter(pk=actor.partnership_id)
    return waiting_of(asked, home.annotate(**parts).values(*parts).get()) if parts else ()


def to_count(actor: Actor) -> tuple[ToCount, ...]:
    """What can wait for a member, module by module."""
    if not actor.is_member:
        return ()
    names = (getattr(import_module(module), "WAITS", "") for module in settings.MODULES)
    ways: list[Ways] = [import_string(name) for name in names if name]
    return tuple(one for way in ways for one in way(actor))


def waiting_parts(asked: Iterable[ToCount]) -> dict[str, Subquery]:
    """The parts of the question, to be asked with others of the partnership: see `waiting_of`."""
    return {f"waits_{one.kind}": _count(one.rows) for one in asked}


def waiting_of(asked: Iterable[ToCount], row: dict[str, Any]) -> tuple[Waits, ...]:
    """What waits, from the answer to a question in which it was asked."""
    found = ((one, row[f"waits_{one.kind}"] or 0) for one in asked)
    return tuple(counted(one, count) for one, count in found if count)


def counted(one: ToCount, count: int) -> Waits:
    """So many of something, in words."""
    sentence = with_capital(one.words % {"number": count, "count": in_words(count)})
    return Waits(one.kind, count, sentence, one.verb, one.href, one.has_day)


def _count(rows: QuerySet[Any]) -> Subquery:
    counts = rows.order_by().values("partnership").annotate(count=Count("pk", distinct=True))
    return Subquery(counts.values("count"))
