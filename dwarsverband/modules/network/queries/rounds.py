"""Contact rounds: who is asked, who may answer, and how far a round is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any  # a row of the database
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.accounts.models import Organisation, Theme
from dwarsverband.foundation.links import links
from dwarsverband.modules.network.models import (
    Agreement,
    Holiday,
    MissingName,
    NamedContact,
    Participation,
    Person,
    PersonTheme,
    Position,
    Round,
)
from dwarsverband.modules.network.queries.people import (
    own_people,
    sees_everybody,
)

PURPOSE, RESULT = "round", "round_result"
# Fewer people than this are told to nobody but the coordinator.
SMALL = 5
# A round asks for so many weeks usually, and never longer than that.
USUAL_WEEKS, LONGEST_WEEKS = 3, 8
# Between two mails to one person lie so many days at least; the last comes so long before the end.
REST_DAYS, LAST_DAYS = 3, 3
FRIDAY = 4


def visible_rounds(actor: Actor) -> QuerySet[Round]:
    """The rounds of the network, the newest first: that they were held, never who answered what."""
    rounds = Round.objects.filter(partnership_id=actor.partnership_id)
    return rounds.select_related("theme", "organisation", "asks_about", "opened_by")


def get_round(actor: Actor, pk: UUID) -> Round:
    """One of them."""
    return get_object_or_404(visible_rounds(actor), pk=pk)


def open_round(actor: Actor) -> Round | None:
    """The round that asks now, if any."""
    return visible_rounds(actor).filter(closed_on=None).first()


@dataclass(frozen=True, slots=True)
class Now:
    """The round that asks now: how many answered, and whether the reader still has to."""

    pk: UUID
    answers_until: date
    asked: int
    answered: int
    is_asked: bool


def round_now(actor: Actor) -> Subquery:
    """The round that asks now, to be asked with other things: see `round_of`."""
    everybody = Participation.objects.filter(round=OuterRef("pk"))
    mine = everybody.filter(
        person__in=own_people(actor),
        person__objected_on=None,
        answered_on=None,
        declined_on=None,
        undone_on=None,
    )
    rounds = Round.objects.filter(
        partnership_id=actor.partnership_id,
        closed_on=None,
        answers_until__gte=timezone.localdate(),
    )
    row = JSONObject(
        pk="pk",
        until="answers_until",
        asked=Count("participations"),
        answered=Count("participations", filter=~Q(participations__answered_on=None)),
        is_asked=Exists(mine),
    )
    return Subquery(rounds.order_by("-opened_on", "-id").values(row=row)[:1])


def round_of(row: dict[str, Any] | None) -> Now | None:
    """The same, as it was answered."""
    if row is None:
        return None
    return Now(
        pk=UUID(row["pk"]),
        answers_until=date.fromisoformat(row["until"]),
        asked=row["asked"],
        answered=row["answered"],
        is_asked=row["is_asked"],
    )


def own_open_participations(actor: Actor) -> QuerySet[Participation]:
    """The lists that the actor was asked to tick and did not yet, of rounds that still ask."""
    return Participation.objects.filter(
        partnership_id=actor.partnership_id,
        person__in=own_people(actor),
        person__objected_on=None,
        answered_on=None,
        declined_on=None,
        undone_on=None,
        round__closed_on=None,
        round__answers_until__gte=timezone.localdate(),
    )


def rounds_past_end(actor: Actor) -> QuerySet[Round]:
    """What should have been closed by now."""
    return visible_rounds(actor).filter(closed_on=None, answers_until__lt=timezone.localdate())


def usual_end(actor: Actor) -> date:
    """Until when a round asks if nobody says otherwise: a Friday, and no day of a holiday."""
    holidays = Holiday.objects.filter(partnership_id=actor.partnership_id)
    return end_beside(timezone.localdate(), list(holidays.values_list("starts_on", "ends_on")))


def end_beside(today: date, holidays: Sequence[tuple[date, date]]) -> date:
    """The first Friday from three weeks on that is in no holiday, or else the last one before."""
    day = today + timedelta(weeks=USUAL_WEEKS)
    friday = day + timedelta(days=(FRIDAY - day.weekday()) % 7)
    later = [friday + timedelta(weeks=one) for one in range(LONGEST_WEEKS - USUAL_WEEKS)]
    sooner = [friday - timedelta(weeks=one) for one in range(1, USUAL_WEEKS)]
    free = (
        one for one in (*later, *sooner) if not any(start <= one <= end for start, end in holidays)
    )
    return next(free, friday)


def usual_round(actor: Actor) -> Round:
    """The round that is asked if nobody says otherwise, not kept yet."""
    return Round(opened_on=timezone.localdate(), answers_until=usual_end(actor))


def people_to_ask(
    actor: Actor, theme: Theme | None = None, organisation: Organisation | None = None
) -> QuerySet[Person]:
    """The professionals who would be asked: all, those on a theme, those at an organisation.

    Who objects, asked never to be asked again, or is a key person is not among them.
    """
    return asked_for(actor, theme, organisation).exclude(email="")


def asked_for(
    actor: Actor, theme: Theme | None, organisation: Organisation | None
) -> QuerySet[Person]:
    """The same, with those of whom no address is known."""
    if not sees_everybody(actor):
        raise Http404
    home = {"partnership_id": actor.partnership_id}
    no_more = Participation.objects.filter(**home, person=OuterRef("pk"), asks_no_more=True)
    people = professionals(actor).exclude(Exists(no_more))
    if theme is not None:
        people = people.filter(
            Exists(PersonTheme.objects.filter(**home, person=OuterRef("pk"), theme=theme))
        )
    if organisation is not None:
        at = Position.objects.filter(**home, person=OuterRef("pk"), organisation=organisation)
        people = people.filter(Exists(at))
    return people


def professionals(actor: Actor) -> QuerySet[Person]:
    """Everybody in the network who does not object, but for key persons: they agreed to other things."""
    agreed = Agreement.objects.filter(partnership_id=actor.partnership_id, person=OuterRef("pk"))
    people = Person.objects.filter(partnership_id=actor.partnership_id, objected_on=None)
    return people.exclude(Exists(agreed))


def participations_of(actor: Actor, asked: Round) -> QuerySet[Participation]:
    """Who was asked in a round, for whoever keeps the network."""
    found = Participation.objects.filter(
        partnership_id=actor.partnership_id, round=asked, person__objected_on=None
    )
    return found.select_related("person") if sees_everybody(actor) else found.none()


def get_answer(actor: Actor, pk: UUID) -> Participation:
    """Somebody's part in a round, for whoever keeps the network."""
    found = Participation.objects.filter(
        partnership_id=actor.partnership_id, person__objected_on=None
    )
    mine = found if sees_everybody(actor) else found.none()
    return get_object_or_404(mine.select_related("person", "round"), pk=pk)


def answers_of(actor: Actor, asked: Round) -> QuerySet[Participation]:
    """Who answered, by family name, with how many people they named; not there for others."""
    if not sees_everybody(actor):
        raise Http404
    answered = participations_of(actor, asked).exclude(answered_on=None)
    named = answered.annotate(named_count=Count("named"))
    return named.order_by("person__sort_name", "pk")


def missing_names(actor: Actor) -> QuerySet[MissingName]:
    """Names that somebody missed on the list, for whoever decides about them."""
    found = MissingName.objects.filter(partnership_id=actor.partnership_id)
    found = found.exclude(participation__answered_on=None)
    return found if sees_everybody(actor) else found.none()


def get_missing_name(actor: Actor, pk: UUID) -> MissingName:
    """One of them."""
    return get_object_or_404(missing_names(actor), pk=pk)


@dataclass(frozen=True, slots=True)
class ResponseAt:
    """How many people of one organisation were asked, and how many answered."""

    organisation: str
    asked: int
    answered: int


def response_of(actor: Actor, asked: Round) -> list[ResponseAt]:
    """The response per organisation, where most is still to come first; for who keeps the network."""
    main = Position.objects.filter(person=OuterRef("person"), is_main=True).order_by("-id")
    rows = (
        participations_of(actor, asked)
        .annotate(place=Subquery(main.values("organisation__name")[:1]))
        .order_by()
        .values("place")
        .annotate(asked=Count("id"), answered=Count("id", filter=~Q(answered_on=None)))
    )
    found = [ResponseAt(row["place"] or "", row["asked"], row["answered"]) for row in rows]
    return sorted(found, key=lambda one: (one.answered - one.asked, one.organisation.casefold()))


def own_participation(actor: Actor, pk: UUID) -> Participation:
    """The part that a member has in a round that is open."""
    mine = running(actor).filter(round=pk, person__in=own_people(actor))
    found = mine.first() if actor.is_member else None
    if found is None:
        raise Http404
    return found


def participation_of_link(actor: Actor, secret: str, purpose: str = PURPOSE) -> Participation:
    """Whose answer a link is about, as long as the round asks; else there is nothing here."""
    subject = links.matching(actor, secret, purpose).values("subject")
    return get_object_or_404(running(actor), pk__in=subject)


def participation_of_result(actor: Actor, secret: str) -> Participation:
    """Whose result a link shows."""
    subject = links.matching(actor, secret, RESULT).values("subject")
    return get_object_or_404(_everybody(actor).exclude(round__closed_on=None), pk__in=subject)


def holds_answer_of(actor: Actor, participation: Participation) -> bool:
    """Whether the actor is who is asked: by the link of this person, or by their account."""
    if actor.is_member:
        return own_people(actor).filter(pk=participation.person_id).exists()
    if actor.kind != "link" or actor.membership_id is None:
        return False
    own = links.pending(actor, PURPOSE).filter(pk=actor.membership_id, subject=participation.pk)
    return own.exists()


def running(actor: Actor) -> QuerySet[Participation]:
    """Everybody's part in a round that asks now."""
    today = timezone.localdate()
    return _everybody(actor).filter(round__closed_on=None, round__answers_until__gte=today)


def people_to_write(actor: Actor, asked: Round) -> QuerySet[Participation]:
    """Who got no mail about this round yet."""
    return _waiting(actor, asked).filter(asked_on=None, undone_on=None)


def people_to_remind(actor: Actor, asked: Round) -> QuerySet[Participation]:
    """Who has not answered and may be reminded today: twice at most, and not on a day off.

    The first time half of the time has gone, the second the end is near.
    """
    today = timezone.localdate()
    waiting = _waiting(actor, asked).filter(undone_on=None)
    if is_day_off(actor, today) or today > asked.answers_until:
        return waiting.none()
    rested = today - timedelta(days=REST_DAYS)
    half = asked.opened_on + (asked.answers_until - asked.opened_on) / 2
    is_due = Q(pk__in=[])
    if today >= half:
        is_due |= Q(reminder_count=0, asked_on__lte=rested)
    if today >= asked.answers_until - timedelta(days=LAST_DAYS):
        is_due |= Q(reminder_count=1, reminded_on__lte=rested)
    return waiting.filter(is_due)


def people_to_thank(actor: Actor, asked: Round) -> QuerySet[Participation]:
    """Who answered, and has not read what came of it."""
    return (
        _everybody(actor)
        .filter(round=asked, result_sent_on=None)
        .exclude(Q(answered_on=None) | Q(person__email=""))
    )


def is_day_off(actor: Actor, day: date) -> bool:
    """Whether nobody is bothered on a day: a weekend, or a holiday of this network."""
    holidays = Holiday.objects.filter(
        partnership_id=actor.partnership_id, starts_on__lte=day, ends_on__gte=day
    )
    return day.weekday() > FRIDAY or holidays.exists()


def named_by(participation: Participation) -> QuerySet[NamedContact]:
    """Whom somebody named so far, by family name; who left or objects is not among them."""
    named = NamedContact.objects.filter(
        partnership_id=participation.partnership_id,
        participation=participation,
        person__objected_on=None,
    )
    return named.select_related("person", "theme")


def named_last(participation: Participation) -> list[NamedContact]:
    """Whom somebody named in their last finished answer, by family name."""
    home = {"partnership_id": participation.partnership_id}
    before = Participation.objects.filter(
        **home, person=participation.person_id, round__opened_on__lt=participation.round.opened_on
    ).exclude(answered_on=None)
    last = before.order_by("-round__opened_on").values("pk")[:1]
    named = NamedContact.objects.filter(
        **home, participation__in=Subquery(last), person__objected_on=None
    )
    return list(named.select_related("person", "theme"))


def participations_about(actor: Actor, person: Person) -> QuerySet[Participation]:
    """The parts that somebody had in rounds, to destroy what hangs on them."""
    return Participation.objects.filter(partnership_id=actor.partnership_id, person=person)


def rounds_about(actor: Actor, person: Person) -> QuerySet[Participation]:
    """The same, with all that is kept of them, for their own file."""
    found = participations_about(actor, person).select_related("round")
    return found.prefetch_related("missing").order_by("round__opened_on")


def names_like(actor: Actor, name: str) -> QuerySet[MissingName]:
    """Names that were passed on and are the same as somebody's."""
    return MissingName.objects.filter(partnership_id=actor.partnership_id, name__iexact=name)


def participations_past_term(actor: Actor) -> QuerySet[Participation]:
    """What should have been destroyed by now; that somebody is never asked again goes with them."""
    return Participation.objects.filter(
        partnership_id=actor.partnership_id,
        ends_on__lt=timezone.localdate(),
        asks_no_more=False,
    )


def _everybody(actor: Actor) -> QuerySet[Participation]:
    found = Participation.objects.filter(
        partnership_id=actor.partnership_id, person__objected_on=None
    )
    return found.select_related("person", "round__theme", "round__opened_by", "round__asks_about")


def _waiting(actor: Actor, asked: Round) -> QuerySet[Participation]:
    """Who can still be written to: with an address, without answer, and not tired of it."""
    return (
        running(actor)
        .filter(round=asked, answered_on=None, declined_on=None, asks_no_more=False)
        .exclude(person__email="")
    )
