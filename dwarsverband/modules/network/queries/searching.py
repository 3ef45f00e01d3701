"""By which words people are found."""

from collections.abc import Iterator
from typing import Any  # search knows no models

from django.db.models import OuterRef, QuerySet
from django.utils.translation import gettext as _

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.accounts.searching import listed_part, theme_names, theme_parts
from dwarsverband.foundation.search.kinds import Part, Text
from dwarsverband.modules.network.models import PersonTheme, Position
from dwarsverband.modules.network.queries.people import with_positions

# How much each counts beside the name.
FUNCTION, ORGANISATION, THEME, PLACE, DOMAIN = 1.0, 0.8, 0.7, 0.7, 0.5


def person_texts(actor: Actor, people: QuerySet[Any]) -> Iterator[Text]:
    """People with what they do, where, on which themes and in which neighbourhoods."""
    themes = theme_names(PersonTheme.objects.filter(person=OuterRef("pk")))
    for person in with_positions(people).annotate(names_of_themes=themes):
        positions = list(person.positions.all())
        main = positions[0] if positions else None
        at = main.organisation.name if main and main.organisation else ""
        yield Text(
            subject=person.pk,
            title=person.name,
            subtitle=", ".join(filter(None, (main.function if main else "", at))),
            parts=tuple(_parts(person, positions)),
            page="network:person_detail",
            keys={"pk": person.pk},
            municipalities=(person.municipality,),
        )


def _parts(person: Any, positions: list[Position]) -> Iterator[Part]:
    for position in positions:
        yield Part(_("Function"), position.function, FUNCTION)
        yield from _organisation(position)
        domain = position.domain or (position.organisation and position.organisation.domain)
        if domain:
            yield listed_part(_("Domain"), domain, DOMAIN)
    yield from theme_parts(person.names_of_themes, _("Theme"), THEME)
    for place in person.neighbourhoods:
        yield Part(_("Neighbourhood"), place, PLACE)


def _organisation(position: Position) -> Iterator[Part]:
    if position.organisation:
        yield Part(_("Organisation"), position.organisation.name, ORGANISATION)
        for spelling in position.organisation.spellings:
            yield Part(_("Other spelling"), spelling, ORGANISATION)
