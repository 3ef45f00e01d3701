"""What people offer to help with, as far as an actor sees it, and by which words that is found."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any  # search knows no models
from uuid import UUID

from django.db.models import F, OuterRef, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.accounts.searching import theme_names, theme_parts
from dwarsverband.foundation.search.finding import find_keys, found_first
from dwarsverband.foundation.search.kinds import Part, Row, Text
from dwarsverband.modules.network.models import Offer, Person, PersonTheme
from dwarsverband.modules.network.queries.people import own_people, visible_people

USUAL_DAYS = 365
# How much each counts beside what a key person may be asked.
LANGUAGE, THEME, PLACE = 1.0, 0.7, 0.5


def visible_offers(actor: Actor) -> QuerySet[Offer]:
    """What is offered by the people whom the actor sees; whoever holds a link asks for their own."""
    offers = Offer.objects.filter(
        partnership_id=actor.partnership_id,
        ends_on__gte=timezone.localdate(),
        person__in=visible_people(actor),
    )
    return offers.select_related("person").order_by("person__sort_name", "text", "id")


def offer_list(actor: Actor, wanted: str = "") -> QuerySet[Offer]:
    """The same by family name, or those that are found by words, best first."""
    offers = visible_offers(actor)
    return found_first(offers, find_keys(actor, "offer", wanted)) if wanted else offers


def own_offers(actor: Actor) -> QuerySet[Offer]:
    """What the actor offers."""
    return visible_offers(actor).filter(person__in=own_people(actor))


def offers_of(actor: Actor, person: Person) -> QuerySet[Offer]:
    """What one person offers, for their own page and their own file."""
    return Offer.objects.filter(partnership_id=actor.partnership_id, person=person)


def get_offer(actor: Actor, pk: UUID) -> Offer:
    """One of the offers that the actor sees."""
    return get_object_or_404(visible_offers(actor), pk=pk)


def get_own_person(actor: Actor) -> Person:
    """Who the actor is in the network; whoever is not in it offers nothing there."""
    return get_object_or_404(Person, pk__in=own_people(actor), objected_on=None)


def offers_past_term(actor: Actor) -> QuerySet[Offer]:
    """What should have ended by now."""
    return Offer.objects.filter(
        partnership_id=actor.partnership_id, ends_on__lt=timezone.localdate()
    )


def usual_end(actor: Actor) -> date:
    """The day on which an offer of today usually ends."""
    return timezone.localdate() + timedelta(days=USUAL_DAYS)


def offer_rows(offers: QuerySet[Any]) -> QuerySet[Any, Any]:
    """Offers as their owners wrote them."""
    rows: QuerySet[Any, Any] = offers.annotate(
        name=F("person__name"), municipality=F("person__municipality")
    ).values("id", "text", "person_id", "name", "municipality")
    return rows


def offer_text(row: Row) -> Text:
    """An offer in words."""
    return Text(
        subject=UUID(str(row["id"])),
        title=row["text"],
        subtitle=row["name"],
        parts=(),
        page="network:person_detail",
        keys={"pk": row["person_id"]},
        municipalities=(row["municipality"],),
    )


def agreement_rows(agreements: QuerySet[Any]) -> QuerySet[Any, Any]:
    """Key persons by what they may be asked, and what they want mentioned."""
    themes = PersonTheme.objects.filter(person=OuterRef("person"))
    rows: QuerySet[Any, Any] = agreements.annotate(
        name=F("person__name"),
        municipality=F("person__municipality"),
        neighbourhoods=F("person__neighbourhoods"),
        names_of_themes=theme_names(themes),
    ).values(
        "id",
        "person_id",
        "may_ask",
        "languages",
        "name",
        "municipality",
        "neighbourhoods",
        "names_of_themes",
    )
    return rows


def agreement_text(row: Row) -> Text:
    """A key person in words."""
    return Text(
        subject=UUID(str(row["id"])),
        title=row["name"],
        parts=tuple(_parts(row)),
        page="network:person_detail",
        keys={"pk": row["person_id"]},
        municipalities=(row["municipality"],),
    )


def _parts(row: Row) -> Iterator[Part]:
    yield Part(_("You may ask"), row["may_ask"])
    for language in row["languages"]:
        yield Part(_("Language"), language, LANGUAGE)
    yield from theme_parts(row["names_of_themes"], _("Theme"), THEME)
    for place in row["neighbourhoods"]:
        yield Part(_("Neighbourhood"), place, PLACE)
