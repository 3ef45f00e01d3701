"""Contacts that are kept up, for machines."""

from datetime import date
from uuid import UUID

from pydantic import Field

from dwarsverband.foundation.access import Request
from dwarsverband.foundation.accounts.queries import get_domain, get_theme
from dwarsverband.foundation.api.areas import area_router
from dwarsverband.foundation.api.schema import Input, PageNumber, Schema
from dwarsverband.modules.network.actions import moments as actions
from dwarsverband.modules.network.actions import rhythms as rhythm_actions
from dwarsverband.modules.network.api.agreements import AgreementOut
from dwarsverband.modules.network.api.reports import NamedOut
from dwarsverband.modules.network.models import (
    ContactMoment,
    Holiday,
    Rhythm,
    TimeSetAside,
)
from dwarsverband.modules.network.queries import handover, moments, people, rhythms, upkeep_page
from dwarsverband.modules.network.queries import upkeep as queries
from dwarsverband.modules.network.queries.upkeep_words import talks_told

router = area_router("upkeep")


class MomentOut(Schema):
    """A time that two people spoke; the note and the minutes only for whoever keeps the contact."""

    id: UUID
    tie_id: UUID
    happened_on: date
    reason: str
    initiative: str
    promise: str
    settled_on: date | None
    waits: bool


class MomentToldOut(Schema):
    """The same, with the names of both."""

    moment: MomentOut
    first: str
    second: str
    note: str
    minutes: int | None

    @staticmethod
    def resolve_first(told: moments.Told) -> str:
        """The name of one of them."""
        return told.first.name

    @staticmethod
    def resolve_second(told: moments.Told) -> str:
        """The name of the other."""
        return told.second.name


class SpentOut(Schema):
    """What contact with one group took in a year, and how many ties it kept alive."""

    name: str
    minutes: int
    conversations: int
    tie_count: int


class TimeSpentOut(Schema):
    """The same time three times: by the domain, the themes and the organisation."""

    total: SpentOut
    domains: list[SpentOut]
    themes: list[SpentOut]
    organisations: list[SpentOut]


class RhythmOut(Schema):
    """How often one means to speak, in days, and for whom; for everybody where nothing is set."""

    id: UUID
    domain_id: UUID | None
    theme_id: UUID | None
    person_id: UUID | None
    ideal_days: int
    latest_days: int


class HolidayOut(Schema):
    """Days on which no clock runs."""

    id: UUID
    name: str
    starts_on: date
    ends_on: date


class ToSpeakOut(Schema):
    """Two people who should speak, and why."""

    tie_id: UUID
    title: str
    organisation: str
    reason: str


class HandedOut(Schema):
    """A contact that was handed to the caller: who kept it before, and since when it is theirs."""

    id: UUID
    contact: str
    by: str
    on: date | None


class AwayOut(Schema):
    """A contact that the caller put off or handed over: the names, until when, or to whom."""

    id: UUID
    names: list[str]
    until: date | None
    to: str


class OneColleagueOut(Schema):
    """Somebody whom only one person outside their own organisation knows."""

    contact: NamedOut
    colleague: NamedOut


class SignalsOut(Schema):
    """What the network says about itself: counts, and for the coordinator who hangs on one colleague."""

    silent: int
    due: int
    questions: int
    one_colleague: list[OneColleagueOut]
    one_colleague_count: int
    domains_without: list[str]
    themes_without: list[str]
    nobody_new: list[str]

    @staticmethod
    def resolve_domains_without(found: object) -> list[str]:
        """The domains without anybody, by name."""
        return [one.name for one in getattr(found, "domains_without", ())]

    @staticmethod
    def resolve_nobody_new(found: object) -> list[str]:
        """The domains without a new tie in a year, by name."""
        return [one.name for one in getattr(found, "nobody_new", ())]


class UpkeepOut(Schema):
    """Whom the caller speaks this week, what waits, what time brought, and the rhythm."""

    talks: list[ToSpeakOut]
    handed: list[HandedOut]
    more_handed: list[HandedOut]
    away: list[AwayOut]
    minutes_set_aside: int
    spoken_this_week: int
    waiting: list[MomentToldOut]
    waiting_count: int
    signals: SignalsOut | None
    spent: TimeSpentOut | None
    rhythms: list[RhythmOut]
    holidays: list[HolidayOut]


class HandedContactOut(Schema):
    """A contact on a handover sheet, and to whom it went."""

    name: str
    kinds: list[str]
    last_contact_on: date | None
    is_estimate: bool
    handed_to: str
    handed_on: date | None
    taken_on: date | None


class TaskOut(Schema):
    """What a member took on at a table, and by when."""

    what: str
    where: str
    due_on: date | None


class HandoverOut(Schema):
    """Everything that one member keeps: contacts, key persons, promises that are not done."""

    member: str
    contacts: list[HandedContactOut]
    agreements: list[AgreementOut]
    promises: list[MomentOut]
    tasks: list[TaskOut]


class TimeSetAsideIn(Input):
    """How many minutes a week."""

    minutes: int = Field(ge=0, le=2400)


class TimeSetAsideOut(Schema):
    """How many minutes a week."""

    minutes: int


class RhythmIn(Input):
    """How often, in days, and for whom: what is left out holds for all."""

    ideal_days: int = Field(ge=1, le=3650)
    latest_days: int = Field(ge=1, le=3650)
    domain_id: UUID | None = None
    theme_id: UUID | None = None
    person_id: UUID | None = None


class HolidayIn(Input):
    """Which days."""

    name: str = Field(min_length=1, max_length=80)
    starts_on: date
    ends_on: date


class HandOverIn(Input):
    """Who will speak them: somebody the caller knows."""

    to: UUID


class TakeOverIn(Input):
    """When you spoke."""

    on: date


class TurnOut(Schema):
    """What was said about a tie: until when it rests, or to whom it was handed."""

    id: UUID
    tie_id: UUID
    later_until: date | None
    handed_to_id: UUID | None


class SpokenOut(Schema):
    """A tie, and the last day on which the two spoke."""

    id: UUID
    last_contact_on: date | None


@router.get("/upkeep", response=UpkeepOut, by_alias=True)
def upkeep(request: Request, page: PageNumber = 1) -> dict[str, object]:
    """Whom you speak this week, what waits, what the network says, and how often you mean to speak.

    What waits comes twenty-five at a time, the oldest first.
    """
    found = upkeep_page.upkeep(request.actor, page)
    week = queries.week(request.actor, found.known, found.said)
    return {
        "talks": [
            {
                "tie_id": one.talk.tie.pk,
                "title": one.title,
                "organisation": one.organisation,
                "reason": one.reason,
            }
            for one in talks_told(request.actor, found.known, week.talks)
        ],
        "handed": week.handed,
        "more_handed": week.more_handed,
        "away": week.away,
        "minutes_set_aside": week.minutes,
        "spoken_this_week": week.spoken,
        "waiting": found.waiting,
        "waiting_count": found.waiting_page.paginator.count,
        "signals": found.signals,
        "spent": found.spent,
        "rhythms": found.rhythms,
        "holidays": found.holidays,
    }


@router.get("/members/{pk}/handover-sheet", response=HandoverOut, by_alias=True)
def handover_sheet(request: Request, pk: UUID) -> dict[str, object]:
    """What a member hands over: contacts, agreements and promises."""
    sheet = handover.handover(request.actor, pk)
    return {
        "member": sheet.member.name,
        "contacts": sheet.contacts,
        "agreements": sheet.agreements,
        "promises": sheet.promises,
        "tasks": sheet.tasks,
    }


@router.put("/upkeep/time-aside", response=TimeSetAsideOut, by_alias=True)
def set_time_aside(request: Request, body: TimeSetAsideIn) -> TimeSetAside:
    """Say how much time a week you keep free for contacts."""
    return actions.set_time_aside(request.actor, minutes=body.minutes)


@router.put("/rhythms", response=RhythmOut, by_alias=True)
def set_rhythm(request: Request, body: RhythmIn) -> Rhythm:
    """Say how often you mean to speak everybody, a group or one person."""
    return rhythm_actions.set_rhythm(
        request.actor,
        ideal_days=body.ideal_days,
        latest_days=body.latest_days,
        domain=get_domain(request.actor, body.domain_id) if body.domain_id else None,
        theme=get_theme(request.actor, body.theme_id) if body.theme_id else None,
        person=people.get_person(request.actor, body.person_id) if body.person_id else None,
    )


@router.delete("/rhythms/{pk}", response={204: None})
def remove_rhythm(request: Request, pk: UUID) -> None:
    """Let the usual rhythm hold again."""
    rhythm_actions.remove_rhythm(request.actor, rhythms.get_rhythm(request.actor, pk))


@router.post("/holidays", response=HolidayOut, by_alias=True)
def add_holiday(request: Request, body: HolidayIn) -> Holiday:
    """Write down days on which no clock runs."""
    return rhythm_actions.add_holiday(request.actor, **body.dict())


@router.delete("/holidays/{pk}", response={204: None})
def remove_holiday(request: Request, pk: UUID) -> None:
    """Take a holiday off the list."""
    rhythm_actions.remove_holiday(request.actor, rhythms.get_holiday(request.actor, pk))


@router.post("/ties/{pk}/put-off", response=TurnOut, by_alias=True)
def put_off_contact(request: Request, pk: UUID) -> object:
    """Put a contact off for two weeks."""
    return actions.put_off_contact(request.actor, people.get_tie(request.actor, pk))


@router.post("/ties/{pk}/hand-over", response=TurnOut, by_alias=True)
def hand_over_contact(request: Request, pk: UUID, body: HandOverIn) -> object:
    """Ask somebody you know to speak one of your contacts."""
    tie, to = people.get_tie(request.actor, pk), people.get_person(request.actor, body.to)
    return actions.hand_over_contact(request.actor, tie, to=to)


@router.post("/turns/{pk}/take-over", response=SpokenOut, by_alias=True)
def take_over_contact(request: Request, pk: UUID, body: TakeOverIn) -> object:
    """Say that you spoke a contact that was handed to you."""
    turn = queries.get_handed(request.actor, pk)
    return actions.take_over_contact(request.actor, turn, on=body.on)


@router.post("/turns/{pk}/give-back", response={204: None})
def give_back_contact(request: Request, pk: UUID) -> None:
    """Give a contact back to whoever handed it to you."""
    actions.give_back_contact(request.actor, queries.get_handed(request.actor, pk))


@router.post("/turns/{pk}/take-back", response={204: None})
def take_back_turn(request: Request, pk: UUID) -> None:
    """Take back that you put a contact off or handed it over."""
    actions.take_back_turn(request.actor, queries.get_own_turn(request.actor, pk))


@router.post("/moments/{pk}/settle", response=MomentOut, by_alias=True)
def settle_moment(request: Request, pk: UUID) -> ContactMoment:
    """Say that a promise was kept, or a question answered."""
    return actions.settle_moment(request.actor, moments.get_moment(request.actor, pk))


@router.delete("/moments/{pk}", response={204: None})
def remove_moment(request: Request, pk: UUID) -> None:
    """Take back a moment that was no moment."""
    actions.remove_moment(request.actor, moments.get_moment(request.actor, pk))
