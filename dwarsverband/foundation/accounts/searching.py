"""By which words organisations, domains and themes are found."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any  # search knows no models
from urllib.parse import urlencode
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, QuerySet
from django.db.models.functions import JSONObject
from django.utils.translation import gettext as _

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.accounts.models import Domain, Theme
from dwarsverband.foundation.search.kinds import Part, Row, Text

SPELLING, OTHER_LANGUAGE, DOMAIN = 1.5, 1.0, 0.5


def sees_whole_lists(actor: Actor) -> bool:
    """Every member sees every organisation, domain and theme of their partnership."""
    return actor.is_member or actor.kind == "system"


def organisation_rows(organisations: QuerySet[Any]) -> QuerySet[Any, Any]:
    """Organisations with how else they are written, and their domain."""
    rows: QuerySet[Any, Any] = organisations.annotate(
        domain_nl=F("domain__name_nl"), domain_en=F("domain__name_en")
    ).values("id", "name", "spellings", "domain_nl", "domain_en")
    return rows


def organisation_text(row: Row) -> Text:
    """An organisation in words."""
    domain = row["domain_nl"] and Domain(name_nl=row["domain_nl"], name_en=row["domain_en"])
    return Text(
        subject=UUID(str(row["id"])),
        title=row["name"],
        subtitle=domain.name if domain else "",
        parts=(
            *(Part(_("Other spelling"), one, SPELLING) for one in row["spellings"]),
            *([listed_part(_("Domain"), domain, DOMAIN)] if domain else []),
        ),
        page="accounts:organisation_list",
        query="?" + urlencode({"zoek": row["name"]}),
    )


def listed_rows(things: QuerySet[Any]) -> QuerySet[Any, Any]:
    """Domains or themes, by their name in both languages."""
    rows: QuerySet[Any, Any] = things.values("id", "name_nl", "name_en")
    return rows


def domain_text(row: Row) -> Text:
    """A domain in words."""
    return _listed(row, Domain, "network:domain_detail", _("Domain"))


def theme_text(row: Row) -> Text:
    """A theme in words."""
    return _listed(row, Theme, "network:theme_detail", _("Theme"))


def _listed(row: Row, model: type[Domain] | type[Theme], page: str, label: str) -> Text:
    thing = model(name_nl=row["name_nl"], name_en=row["name_en"])
    return Text(
        subject=UUID(str(row["id"])),
        title=thing.name,
        parts=(listed_part(label, thing, OTHER_LANGUAGE),),
        page=page,
        keys={"pk": row["id"]},
    )


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
