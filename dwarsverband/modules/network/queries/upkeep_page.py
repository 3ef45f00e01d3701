"""The page on which a network is kept up, and what its forms show first."""

from dataclasses import dataclass
from datetime import date
from typing import Any  # rows as JSON
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.core.paginator import Page, Paginator
from django.db.models import Count, Subquery
from django.db.models.functions import JSONObject
from django.utils import timezone
from django.utils.translation import get_language

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.accounts.models import Membership, Partnership
from dwarsverband.foundation.accounts.queries import visible_themes
from dwarsverband.modules.network.models import ContactMoment, Holiday
from dwarsverband.modules.network.queries.agreements import possible_keepers
from dwarsverband.modules.network.queries.moments import Told, as_told, waiting_moments
from dwarsverband.modules.network.queries.people import visible_people
from dwarsverband.modules.network.queries.rhythms import (
    IDEAL_DAYS,
    LATEST_DAYS,
    visible_holidays,
    visible_rhythms,
)
from dwarsverband.modules.network.queries.said import Said, said, said_of, said_parts
from dwarsverband.modules.network.queries.signals import Signals, newcomers, signals
from dwarsverband.modules.network.queries.time_spent import (
    Spent,
    TimeSpent,
    own_time,
    spent_rows,
    time_spent,
)
from dwarsverband.modules.network.queries.upkeep import Weekly, keeps_contacts, weekly
from dwarsverband.modules.network.queries.upkeep_words import every_in_words, time_in_words

A_PAGE = 25


@dataclass(frozen=True, slots=True)
class RhythmTold:
    """How often, and for whom: somebody, or a group by its names; nobody and no name is everybody."""

    id: UUID
    domain_id: UUID | None
    theme_id: UUID | None
    person_id: UUID | None
    whom: str
    ideal_days: int
    latest_days: int

    @property
    def ideal(self) -> str:
        """How often at best, in words."""
        return every_in_words(self.ideal_days)

    @property
    def latest(self) -> str:
        """How often at the latest, in words."""
        return every_in_words(self.latest_days)


@dataclass(frozen=True, slots=True)
class UpkeepPage:
    """Everything about keeping a network up, as far as the reader may know it."""

    keeps: bool
    known: Weekly
    said: Said
    time_aside: str
    waiting: tuple[Told, ...]
    waiting_page: Page[ContactMoment]
    signals: Signals | None
    spent: TimeSpent | None
    own: Spent | None
    usual: tuple[str, str]
    rhythms: tuple[RhythmTold, ...]
    holidays: tuple[Holiday, ...]
    members: tuple[tuple[str, str], ...]


def upkeep(actor: Actor, page: int | str = 1) -> UpkeepPage:
    """What waits, what the network says about itself, what time brought, how often you speak."""
    keeps = keeps_contacts(actor)
    row = _asked(actor)
    found = said_of(actor, row)
    known, rows = weekly(actor, found), spent_rows(actor)
    language = "en" if get_language() == "en" else "nl"
    themes = {one["code"]: one[language] for one in row["themes"]}
    new = {UUID(key) for tie in row["new"] or () for key in (tie["first"], tie["second"])}
    waiting = waiting_moments(actor) if keeps else ContactMoment.objects.none()
    waits = Paginator(waiting, A_PAGE).get_page(page)
    return UpkeepPage(
        keeps=keeps,
        known=known,
        said=found,
        time_aside=time_in_words(found.minutes) if keeps else "",
        waiting=tuple(as_told(actor, waits, found.own)),
        waiting_page=waits,
        signals=signals(actor, known, themes, new, row["questions"] or 0),
        spent=time_spent(actor, known, rows, themes),
        own=own_time(actor, rows, found.own) if keeps else None,
        usual=(every_in_words(IDEAL_DAYS), every_in_words(LATEST_DAYS)),
        rhythms=tuple(_rhythm(one, language) for one in row["rhythms"]),
        holidays=tuple(_holiday(one) for one in row["holidays"]),
        members=tuple((one["pk"], one["name"]) for one in row["members"] or ()),
    )


def _asked(actor: Actor) -> dict[str, Any]:
    """What was said, with the names of themes and the ties that began within a year."""
    home, own = Partnership.objects.filter(pk=actor.partnership_id), said_parts(actor)
    names = JSONObject(code="code", nl="name_nl", en="name_en")
    ends = JSONObject(first="first_id", second="second_id")
    days = JSONObject(pk="id", name="name", starts_on="starts_on", ends_on="ends_on")
    rhythm = JSONObject(
        id="id",
        domain="domain_id",
        theme="theme_id",
        person="person_id",
        domain_nl="domain__name_nl",
        domain_en="domain__name_en",
        theme_nl="theme__name_nl",
        theme_en="theme__name_en",
        name="person__name",
        ideal="ideal_days",
        latest="latest_days",
    )
    members = possible_keepers(actor) if actor.is_coordinator else Membership.objects.none()
    parts = {
        **own,
        "members": ArraySubquery(members.values(row=JSONObject(pk="id", name="name"))),
        "questions": _questions(actor),
        "rhythms": ArraySubquery(visible_rhythms(actor).values(row=rhythm)),
        "themes": ArraySubquery(visible_themes(actor).values(row=names)),
        "new": ArraySubquery(newcomers(actor).order_by().values(row=ends)),
        "holidays": ArraySubquery(
            visible_holidays(actor).filter(ends_on__gte=timezone.localdate()).values(row=days)
        ),
    }
    found: dict[str, Any] = home.annotate(**parts).values(*parts).get()
    return found


def _questions(actor: Actor) -> Subquery:
    """How many questions of theirs wait for an answer."""
    reason = ContactMoment.Reason.THEIR_QUESTION
    waiting = waiting_moments(actor).filter(reason=reason).order_by().values("partnership")
    return Subquery(waiting.annotate(count=Count("pk")).values("count"))


def _rhythm(row: dict[str, Any], language: str) -> RhythmTold:
    groups = [row[f"domain_{language}"], row[f"theme_{language}"]]
    whom = row["name"] or ", ".join(name for name in groups if name)
    return RhythmTold(
        id=UUID(row["id"]),
        domain_id=_key(row["domain"]),
        theme_id=_key(row["theme"]),
        person_id=_key(row["person"]),
        whom=whom,
        ideal_days=row["ideal"],
        latest_days=row["latest"],
    )


def _key(text: str | None) -> UUID | None:
    return UUID(text) if text else None


def _holiday(row: dict[str, str]) -> Holiday:
    return Holiday(
        pk=UUID(row["pk"]),
        name=row["name"],
        starts_on=date.fromisoformat(row["starts_on"]),
        ends_on=date.fromisoformat(row["ends_on"]),
    )


def minutes_set_aside(actor: Actor) -> int:
    """How much time a week the actor keeps free for contacts."""
    return said(actor).minutes


def rhythm_form(actor: Actor, person: str) -> dict[str, object]:
    """What the form about a rhythm shows first; for a person whom the actor sees, that person."""
    shown: dict[str, object] = {"ideal_days": IDEAL_DAYS, "latest_days": LATEST_DAYS}
    try:
        found = visible_people(actor).filter(pk=UUID(person)).first()
    except ValueError:
        return shown
    return {**shown, "person": found.pk, "name": found.name} if found else shown
