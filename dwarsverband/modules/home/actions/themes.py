"""What the people of the demo town work on; and some seats that the town has looked at."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.accounts.models import Theme
from dwarsverband.modules.network.models import Person, PersonTheme, Seat

if TYPE_CHECKING:
    from dwarsverband.modules.home.management.town import Town

LOOKED_AT = "radicalisation"


def add_themes(actor: Actor, town: Town, people: Mapping[str, Person]) -> None:
    """Write down who works on what; the seats of one theme are no longer a proposal."""
    own = {"partnership_id": actor.partnership_id}
    themes = {theme.code: theme for theme in Theme.objects.filter(**own)}
    PersonTheme.objects.bulk_create(
        PersonTheme(**own, person=people[name], theme=themes[code])
        for name, codes in town.themes.items()
        for code in codes
    )
    Seat.objects.filter(**own, theme__code=LOOKED_AT).update(is_proposed=False)
