"""Which tables of another theme seat the people one needs already, and who asked to ride along."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.accounts.models import Domain, Theme
from dwarsverband.foundation.accounts.queries import (
    visible_domains,
    visible_members,
    visible_themes,
)
from dwarsverband.foundation.links import links
from dwarsverband.modules.network.queries.seats import visible_seats
from dwarsverband.modules.tables.models import Meeting, Ride, Table
from dwarsverband.modules.tables.queries.chairs import Around, all_around
from dwarsverband.modules.tables.queries.tables import (
    SEES_TABLES,
    get_table,
    leads,
    open_tables,
    table_list,
    visible_tables,
)

PURPOSE = "table_ride"
ANSWER_DAYS, MOST_SHOWN = 30, 5
Answer = Ride.Answer


@dataclass(frozen=True, slots=True)
class Choices:
    """The themes and domains of a partnership, in the order of the lists."""

    themes: tuple[Theme, ...]
    domains: tuple[Domain, ...]


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants to talk about, and people of which domains they need for it."""

    theme: Theme
    domains: tuple[Domain, ...]


@dataclass(frozen=True, slots=True)
class Lift:
    """A table of another theme: which of the needed domains sit there, and when it meets next."""

    around: Around
    there: tuple[Domain, ...]
    absent: tuple[Domain, ...]
    meeting: Meeting | None


@dataclass(frozen=True, slots=True)
class RideRequest:
    """A theme that is to ride along with a table."""

    table: Table
    theme: Theme


def choices(actor: Actor) -> Choices:
    """What somebody may choose from."""
    return Choices(tuple(visible_themes(actor)), tuple(visible_domains(actor)))


def get_wish(actor: Actor, known: Choices, code: str, domains: Sequence[str]) -> Wish | None:
    """A theme and the domains that are needed: those that it usually needs, unless others are named."""
    theme = next((theme for theme in known.themes if theme.code == code), None)
    if theme is None:
        return None
    named = [domain for domain in known.domains if domain.code in domains]
    usual = set(visible_seats(actor).filter(theme=theme).values_list("domain_id", flat=True))
    return Wish(theme, tuple(named or [domain for domain in known.domains if domain.pk in usual]))


def lifts(actor: Actor, wish: Wish) -> list[Lift]:
    """The tables of other themes at which needed domains sit: most of them first, then the soonest."""
    found = all_around(actor, table_list(actor).exclude(themes__theme=wish.theme))
    coming = _coming(actor)
    lifting = [_lift(one, wish, coming.get(one.table.pk)) for one in found]
    return sorted(
        (one for one in lifting if one.there),
        key=lambda one: (-len(one.there), one.meeting is None, one.around.table.name),
    )


def tables_about(actor: Actor, wish: Wish) -> list[Table]:
    """The tables that are about that theme already: there nothing has to ride along."""
    return list(visible_tables(actor).filter(ended_on=None, themes__theme=wish.theme))


def get_request(actor: Actor, pk: UUID, code: str) -> RideRequest:
    """A table and the theme that is to ride along with it."""
    theme = get_object_or_404(visible_themes(actor), code=code.replace("\0", ""))
    return RideRequest(get_table(actor, pk), theme)


def visible_rides(actor: Actor) -> QuerySet[Ride]:
    """What the actor asked, and what was asked of the tables they see whole; a link shows its own."""
    rides = Ride.objects.filter(partnership_id=actor.partnership_id)
    rides = rides.select_related("table__chair", "theme", "meeting", "asked_by")
    if actor.kind == "link":
        return rides
    if not (actor.kind == "system" or actor.role in SEES_TABLES):
        return rides.none()
    own = Q(asked_by=actor.membership_id or UUID(int=0))
    return rides.filter(own | Q(table__in=open_tables(actor).values("pk")))


def get_ride(actor: Actor, pk: UUID) -> Ride:
    """One of them."""
    return get_object_or_404(visible_rides(actor), pk=pk)


def own_rides(actor: Actor) -> list[Ride]:
    """What the actor asked of chairs, the newest first."""
    return list(visible_rides(actor).filter(asked_by=actor.membership_id or UUID(int=0)))


def rides_of(actor: Actor, table: Table) -> list[Ride]:
    """The last subjects that asked to ride along with a table."""
    return list(visible_rides(actor).filter(table=table)[:MOST_SHOWN])


def ride_of_link(actor: Actor, secret: str) -> Ride:
    """The request that a link from a mail is about."""
    link = links.get(actor, secret, PURPOSE)
    if link is None or link.subject is None:
        raise Http404
    return get_ride(actor, link.subject)


def ride_asker(actor: Actor, ride: Ride) -> str:
    """The name of whoever asked; empty when they left."""
    names = (
        visible_members(actor)
        .filter(pk=ride.asked_by_id or UUID(int=0))
        .values_list("name", flat=True)
    )
    return names.first() or ""


def answers_ride(actor: Actor, ride: Ride) -> bool:
    """Whether the actor leads the table, or holds the link of this request."""
    if actor.kind == "link" and actor.membership_id is not None:
        return (
            links.pending(actor, PURPOSE).filter(pk=actor.membership_id, subject=ride.pk).exists()
        )
    return actor.is_member and leads(actor, ride.table)


def is_asked(actor: Actor, request: RideRequest) -> bool:
    """Whether this theme waits for an answer of this table already."""
    waiting = Ride.objects.filter(table=request.table, theme=request.theme, answer=Answer.ASKED)
    return waiting.exists()


def rides_past_term(actor: Actor) -> QuerySet[Ride]:
    """The requests that should be gone by now."""
    own = {"partnership_id": actor.partnership_id}
    return Ride.objects.filter(**own, ends_on__lt=timezone.localdate())


def _coming(actor: Actor) -> dict[UUID, Meeting]:
    """The next meeting of each table that the actor sees whole."""
    meetings = Meeting.objects.filter(
        partnership_id=actor.partnership_id,
        on__gte=timezone.localdate(),
        recorded_on=None,
        table__in=open_tables(actor).values("pk"),
    )
    return {one.table_id: one for one in meetings.order_by("-on")}


def _lift(around: Around, wish: Wish, meeting: Meeting | None) -> Lift:
    present = {domain.pk for domain in around.present}
    there = tuple(one for one in wish.domains if one.pk in present)
    absent = tuple(one for one in wish.domains if one.pk not in present)
    return Lift(around, there, absent, meeting)
