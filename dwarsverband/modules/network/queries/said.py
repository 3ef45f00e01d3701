"""What the network and the reader said about contact: rhythm, holidays, time, turns, rounds; all at once."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any  # rows as JSON
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Q, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.utils import timezone

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.accounts.models import Partnership
from dwarsverband.modules.network.models import ContactMoment, Holiday, Rhythm, TimeSetAside, Turn
from dwarsverband.modules.network.queries.people import kept_agreements, own_people
from dwarsverband.modules.network.queries.rounds import Now, round_now, round_of

# What holds where nobody chose otherwise: an hour a week.
MINUTES_A_WEEK = 60


@dataclass(frozen=True, slots=True)
class Says:
    """A rhythm, and for whom it holds; a mark that is empty holds for all."""

    domain: UUID | None
    theme: str | None
    person: UUID | None
    ideal: int
    latest: int


@dataclass(frozen=True, slots=True)
class SaidTurn:
    """What a member said about a tie on the list."""

    id: UUID
    tie: UUID
    by: UUID
    by_name: str
    later_until: date | None
    is_handed: bool
    handed_on: date | None
    contact: str
    contact_id: UUID | None
    ends: tuple[tuple[UUID, str], tuple[UUID, str]]
    handed_to: str


@dataclass(frozen=True, slots=True)
class Setting:
    """What holds for the whole network: it can be compared, so that figures are remembered by it."""

    rhythms: tuple[Says, ...]
    holidays: tuple[tuple[date, date], ...]


@dataclass(frozen=True, slots=True)
class Said:
    """What holds for all, and what the reader said: their time, this week, turns, who they are."""

    setting: Setting
    minutes: int
    spoken: tuple[int, ...]
    turns: tuple[SaidTurn, ...]
    own: tuple[UUID, ...]
    kept: tuple[UUID, ...]
    round: Now | None = None


def said_parts(actor: Actor) -> dict[str, Subquery]:
    """The parts of the question, to be asked with others of the partnership."""
    home = {"partnership_id": actor.partnership_id}
    rhythms = Rhythm.objects.filter(**home).order_by("id")
    holidays = Holiday.objects.filter(**home).order_by("starts_on")
    own = TimeSetAside.objects.filter(membership=actor.membership_id)
    return {
        "said_rhythms": _rows(
            rhythms,
            domain="domain_id",
            theme="theme__code",
            person="person_id",
            ideal="ideal_days",
            latest="latest_days",
        ),
        "said_holidays": _rows(holidays, first="starts_on", last="ends_on"),
        "said_minutes": Subquery(own.values("minutes")[:1]),
        "said_spoken": ArraySubquery(spoken_this_week(actor).order_by().values("minutes")),
        "said_turns": _turns(actor),
        "said_own": ArraySubquery(own_people(actor).order_by("sort_name", "id").values("pk")),
        "said_round": round_now(actor),
        "said_kept": ArraySubquery(kept_agreements(actor).order_by().values("person")),
    }


def said(actor: Actor) -> Said:
    """All of it in one question."""
    home = Partnership.objects.filter(pk=actor.partnership_id)
    row = home.annotate(**said_parts(actor)).values(*_PARTS).get()
    return said_of(actor, row)


def said_of(actor: Actor, row: dict[str, Any]) -> Said:
    """What was said, from the answer to a question in which it was asked."""
    keeps_own = actor.role in ("partner", "administrator")
    minutes = row["said_minutes"]
    return Said(
        setting=Setting(
            rhythms=tuple(_says(one) for one in row["said_rhythms"]),
            holidays=tuple(
                (date.fromisoformat(one["first"]), date.fromisoformat(one["last"]))
                for one in row["said_holidays"]
            ),
        ),
        minutes=MINUTES_A_WEEK if minutes is None else minutes,
        spoken=tuple(row["said_spoken"]),
        turns=tuple(_turn(one) for one in row["said_turns"]),
        own=tuple(row["said_own"]) if keeps_own else (),
        kept=tuple(row["said_kept"]),
        round=round_of(row["said_round"]),
    )


def spoken_this_week(actor: Actor) -> QuerySet[ContactMoment]:
    """What the actor wrote down since Monday."""
    today = timezone.localdate()
    monday = today - timedelta(days=today.weekday())
    return ContactMoment.objects.filter(
        partnership_id=actor.partnership_id,
        recorded_by=actor.membership_id,
        happened_on__gte=monday,
    )


def visible_turns(actor: Actor) -> QuerySet[Turn]:
    """What the actor said about ties on their list, and what was handed to them."""
    is_own = Q(membership=actor.membership_id) | Q(handed_to__in=own_people(actor))
    return Turn.objects.filter(
        is_own,
        partnership_id=actor.partnership_id,
        taken_on=None,
        tie__first__objected_on=None,
        tie__second__objected_on=None,
    )


_PARTS = (
    *("said_rhythms", "said_holidays", "said_minutes"),
    *("said_spoken", "said_turns", "said_own", "said_kept", "said_round"),
)


def _rows(rows: QuerySet[Any], **names: str) -> ArraySubquery:
    return ArraySubquery(rows.values(row=JSONObject(**names)))


def _turns(actor: Actor) -> ArraySubquery:
    return _rows(
        visible_turns(actor).order_by("handed_on", "id"),
        id="id",
        tie="tie_id",
        by="membership_id",
        by_name="membership__name",
        later_until="later_until",
        handed_to="handed_to_id",
        handed_on="handed_on",
        contact="contact__name",
        contact_id="contact_id",
        to="handed_to__name",
        first="tie__first_id",
        first_name="tie__first__name",
        second="tie__second_id",
        second_name="tie__second__name",
    )


def _says(row: dict[str, Any]) -> Says:
    domain, person = row["domain"], row["person"]
    return Says(
        domain=UUID(domain) if domain else None,
        theme=row["theme"],
        person=UUID(person) if person else None,
        ideal=row["ideal"],
        latest=row["latest"],
    )


def _turn(row: dict[str, Any]) -> SaidTurn:
    until = row["later_until"]
    return SaidTurn(
        id=UUID(row["id"]),
        tie=UUID(row["tie"]),
        by=UUID(row["by"]),
        by_name=row["by_name"],
        later_until=date.fromisoformat(until) if until else None,
        is_handed=row["handed_to"] is not None,
        handed_on=date.fromisoformat(row["handed_on"]) if row["handed_on"] else None,
        contact=row["contact"] or "",
        contact_id=UUID(row["contact_id"]) if row["contact_id"] else None,
        ends=(
            (UUID(row["first"]), row["first_name"]),
            (UUID(row["second"]), row["second_name"]),
        ),
        handed_to=row["to"] or "",
    )
