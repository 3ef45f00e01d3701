"""What can be found: each module says it on its plate, by name."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from typing import Any  # a query set of any model
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.utils.module_loading import import_string
from django.utils.translation import gettext

from dwarsverband.foundation.access import Actor

ACCOUNTS = "dwarsverband.foundation.accounts"
# What usually has no more words than this is known by its name.
LONGEST_NAME = 20
Things = QuerySet[Any]
# Values by name, as a question of Django's tells them or as the database writes them in JSON.
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Part:
    """Some words of a thing: what they are called, the words, and how much they count.

    By the other words it is found too, without showing them: a name in the other language.
    """

    label: str
    text: str
    weight: float = 1.0
    others: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """A thing as it is searched and shown: its title, what else is said of it, and its page.

    `municipalities` limits who sees it; None means that the whole partnership does.
    """

    subject: UUID
    title: str
    parts: Sequence[Part]
    page: str
    subtitle: str = ""
    query: str = ""
    keys: Mapping[str, object] = field(default_factory=dict)
    municipalities: Sequence[str] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Kind:
    """A sort of thing that can be found.

    `visible` is the module's own query, and `sees_all` tells for whom that is everything; `rows` reads what is written about things as values, and `text` makes words of such a row.
    `watches` names each table of which a change changes the words, and the way from its rows to
    the number of the thing: a column, and then for each step a table, the column by which it is
    reached, and the column that leads on. The first table is the thing's own. `page` shows all
    of them, and looks for words when the address says `?zoek=`.
    """

    name: str
    label: str
    icon: str
    visible: Callable[[Actor], Things]
    rows: Callable[[Things], Things]
    text: Callable[[Row], Text]
    watches: Mapping[str, Sequence[str]]
    usual_length: int
    page: str
    sees_all: Callable[[Actor], bool]

    @property
    def title(self) -> str:
        """What it is called, in the reader's language."""
        return gettext(self.label)

    def texts(self, things: Things) -> Iterator[Text]:
        """Some things with their words."""
        return (self.text(row) for row in self.rows(things))

    @property
    def is_long(self) -> bool:
        """Whether it is a text, and not known by its name."""
        return self.usual_length > LONGEST_NAME

    @property
    def table(self) -> str:
        """Its own table."""
        return next(iter(self.watches))


@cache
def kinds() -> dict[str, Kind]:
    """Everything that can be found, in the order in which it is shown."""
    plates = [plate for module in plates_of() for plate in getattr(module, "SEARCH", ())]
    return {
        plate["kind"]: Kind(
            name=plate["kind"],
            label=plate["title"],
            icon=plate["icon"],
            visible=import_string(plate["visible"]),
            rows=import_string(plate["rows"]),
            text=import_string(plate["text"]),
            watches=plate["watches"],
            usual_length=plate["usual_length"],
            page=plate["page"],
            sees_all=import_string(plate["sees_all"]),
        )
        for plate in sorted(plates, key=lambda plate: plate["order"])
    }


def plates_of() -> list[object]:
    """The plates that may tell what can be found."""
    return [import_module(name) for name in (*settings.MODULES, ACCOUNTS)]
