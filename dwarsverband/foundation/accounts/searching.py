"""By which words organisations, domains and themes are found."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any  # search knows no models
from urllib.parse import urlencode

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import QuerySet
from django.db.models.functions import JSONObject
from django.utils.translation import gettext as _

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.accounts.models import Domain, Organisation, Theme
from dwarsverband.foundation.search.kinds import Part, Text

SPELLING, OTHER_LANGUAGE, DOMAIN = 1.5, 1.0, 0.5


def sees_whole_lists(actor: Actor) -> bool:
    """Every member sees every organisation, domain and theme of their partnership."""
    return actor.is_member or actor.kind == "system"


def organisation_texts(actor: Actor, organisations: QuerySet[Any]) -> Iterator[Text]:
    """Organisations with how else they are written, and their domain."""
    for organisation in organisations.select_related("domain"):
        yield Text(
            subject=organisation.pk,
            title=organisation.name,
            subtitle=organisation.domain.name if organisation.domain else "",
            parts=tuple(_parts(organisation)),
            page="accounts:organisation_list",
            query="?" + urlencode({"zoek": organisation.name}),
        )


def domain_texts(actor: Actor, domains: QuerySet[Any]) -> Iterator[Text]:
    """Domains, by their name in both languages."""
    for domain in domains:
        yield _listed(domain, "network:domain_detail", _("Domain"))


def theme_texts(actor: Actor, themes: QuerySet[Any]) -> Iterator[Text]:
    """Themes, by their name in both languages."""
    for theme in themes:
        yield _listed(theme, "network:theme_detail", _("Theme"))


def _listed(thing: Domain | Theme, page: str, label: str) -> Text:
    return Text(
        subject=thing.pk,
        title=thing.name,
        parts=(listed_part(label, thing, OTHER_LANGUAGE),),
        page=page,
        keys={"pk": thing.pk},
    )


def _parts(organisation: Organisation) -> Iterator[Part]:
    for spelling in organisation.spellings:
        yield Part(_("Other spelling"), spelling, SPELLING)
    if organisation.domain:
        yield listed_part(_("Domain"), organisation.domain, DOMAIN)


def theme_names(links: QuerySet[Any]) -> ArraySubquery:
    """The names of the themes to which something is linked, read in the same question as the thing itself."""
    names = JSONObject(name_nl="theme__name_nl", name_en="theme__name_en")
    return ArraySubquery(links.order_by("theme__order", "theme__code").values(names=names))


def theme_parts(names: Iterable[Mapping[str, str]], label: str, weight: float) -> Iterator[Part]:
    """The themes whose names were read so."""
    return (listed_part(label, Theme(**one), weight) for one in names)


def listed_part(label: str, thing: Domain | Theme, weight: float) -> Part:
    """A domain or a theme, found by its name in both languages."""
    other = thing.name_nl if thing.name == thing.name_en else thing.name_en
    return Part(label, thing.name, weight, others="" if other == thing.name else other)
