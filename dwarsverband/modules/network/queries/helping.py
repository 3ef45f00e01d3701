"""Questions for help: one's own, those for which one was asked, and how many there were."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from dwarsverband.analysis.words.traces import traces_of_person
from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.access.verdict import NOWHERE
from dwarsverband.foundation.accounts.models import Domain, Organisation, Theme
from dwarsverband.foundation.accounts.queries import visible_domains
from dwarsverband.foundation.api import limits
from dwarsverband.foundation.links import links
from dwarsverband.foundation.search.finding import find_keys, found_first
from dwarsverband.modules.network.models import (
    Desk,
    HelpAsk,
    HelpOutcome,
    HelpQuestion,
    Holiday,
    Person,
)
from dwarsverband.modules.network.queries.desks import visible_desks
from dwarsverband.modules.network.queries.help_matching import (
    Asking,
    Matched,
    matched,
    short_words,
)
from dwarsverband.modules.network.queries.people import own_key, own_people

PURPOSE = "help"
DAYS_OPEN, WAIT_DAYS = 30, 2
MOST_DESKS, MOST_DAYS = 4, 60
# So many times an hour somebody reads who would get a question; of fewer people no domain is named.
MOST_PREVIEWS, HOUR, FEWEST = 20, 3_600, 5
Answer = HelpAsk.Answer


@dataclass(frozen=True, slots=True)
class Preview:
    """What would happen with a question: how many are asked, from which domains, for which words.

    Of a domain with few people nothing is told: a preview may not say what one person offered. Whoever
    looks often sees for an hour only that a question can be sent.
    """

    count: int
    domains: tuple[Domain, ...]
    words: tuple[str, ...]
    theme: Theme | None
    is_often: bool
    is_for_coordinator: bool
    desks: tuple[Desk, ...]
    traces: tuple[str, ...]
    missing: tuple[str, ...] = ()
    is_by_key_person: bool = False
    is_beside: bool = False


@dataclass(frozen=True, slots=True)
class ThemeTotal:
    """How many questions about a theme there were in a year, and how many were answered."""

    name: str
    asked: int
    answered: int
    thanked: int


@dataclass(frozen=True, slots=True)
class Totals:
    """The same for everything, with the time that answers took; for the coordinator alone."""

    asked: int
    answered: int
    thanked: int
    minutes: int
    themes: tuple[ThemeTotal, ...]


def own_questions(actor: Actor) -> QuerySet[HelpQuestion]:
    """What the actor asked and is open, the newest first, with who was asked."""
    asks = _asks(actor).order_by("asked_on", "id")
    questions = HelpQuestion.objects.filter(
        partnership_id=actor.partnership_id,
        asked_by=actor.membership_id or NOWHERE,
        ends_on__gte=timezone.localdate(),
    )
    return questions.select_related("theme").prefetch_related(Prefetch("asks", asks))


def get_question(actor: Actor, pk: UUID) -> HelpQuestion:
    """One of them; nobody else opens it, the coordinator neither."""
    return get_object_or_404(own_questions(actor), pk=pk)


def own_asks(actor: Actor) -> QuerySet[HelpAsk]:
    """The questions that the actor was asked, what waits first."""
    is_own = Q(person__in=own_people(actor))
    if actor.membership_id is not None and actor.is_member:
        is_own |= Q(membership=actor.membership_id)
    return _asks_going_on(actor).filter(is_own).order_by("answer", "-asked_on", "id")


def get_ask(actor: Actor, pk: UUID) -> HelpAsk:
    """One of them."""
    return get_object_or_404(own_asks(actor), pk=pk)


def get_answer(actor: Actor, pk: UUID) -> HelpAsk:
    """What somebody answered to a question of the actor's own."""
    own = _asks(actor).filter(question__asked_by=actor.membership_id or NOWHERE)
    return get_object_or_404(own, pk=pk)


def answers_to_thank(actor: Actor) -> QuerySet[HelpAsk]:
    """Who can help with a question of the actor's own, or knows who can, and was not thanked yet."""
    own = _asks(actor).filter(question__asked_by=actor.membership_id or NOWHERE)
    return own.filter(answer__in=(Answer.YES, Answer.OTHER), thanked_on=None)


def ask_of_link(actor: Actor, secret: str) -> HelpAsk:
    """What somebody was asked with a link from a mail; not as a member who takes part no more."""
    subject = links.matching(actor, secret, PURPOSE).values("subject")
    today = timezone.localdate()
    takes_part = Q(membership__ends_on=None) | Q(membership__ends_on__gte=today)
    ask = _asks_going_on(actor).filter(takes_part, pk__in=subject).first()
    if ask is None:
        raise Http404
    return ask


def was_asked(actor: Actor, ask: HelpAsk) -> bool:
    """Whether the actor is who was asked: by their link, or by their account."""
    if actor.kind == "link":
        own = links.pending(actor, PURPOSE)
        return own.filter(pk=actor.membership_id or NOWHERE, subject=ask.pk).exists()
    if not actor.is_member:
        return False
    return own_asks(actor).filter(pk=ask.pk).exists()


def asking(actor: Actor, text: str, theme: Theme | None, neighbourhood: str) -> Asking:
    """A question of the actor, as it is matched."""
    return Asking(text, theme, neighbourhood, actor.membership_id, own_key(actor))


def asked_again(actor: Actor, question: HelpQuestion) -> Asking:
    """A question that is open, as it is matched once more: without whoever was asked."""
    asked = HelpAsk.objects.filter(question=question).values_list("person_id", "membership_id")
    return Asking(
        question.text,
        question.theme,
        question.neighbourhood,
        question.asked_by_id,
        question.person_id,
        frozenset(key for row in asked for key in row if key),
    )


def preview(actor: Actor, text: str, theme: Theme | None, neighbourhood: str) -> Preview:
    """What would happen with a question; nothing of it is kept."""
    found = matched(actor, asking(actor, text, theme, neighbourhood))
    looked = limits.count(f"help preview:{actor.partnership_id}:{actor.membership_id}", HOUR)
    is_often = looked.number > MOST_PREVIEWS
    return Preview(
        count=len(found.first),
        domains=() if is_often else _domains(actor, found),
        words=() if is_often else found.words,
        theme=theme if theme and found.is_by_theme and not is_often else None,
        is_often=is_often,
        is_for_coordinator=found.is_for_coordinator,
        desks=tuple(desks_for(actor, text, theme) or _desks_about(actor, theme)),
        traces=tuple(traces(actor, text)),
        missing=() if is_often else found.missing,
        is_by_key_person=found.is_by_key_person and not is_often,
        is_beside=found.beside is not None and not is_often,
    )


def desks_for(actor: Actor, text: str, theme: Theme | None) -> list[Desk]:
    """The desks that match a question, the best first."""
    words = f"{theme.name_nl} {text}" if theme else text
    keys = find_keys(actor, "desk", words, known=short_words(words))[:MOST_DESKS]
    return list(found_first(visible_desks(actor), keys))


def _desks_about(actor: Actor, theme: Theme | None) -> list[Desk]:
    """When no word leads to a desk: those of the theme."""
    if theme is None:
        return []
    return list(visible_desks(actor).filter(themes__theme=theme).distinct()[:MOST_DESKS])


def traces(actor: Actor, text: str) -> list[str]:
    """What in a text may point at a person; organisations, desks, places and themes are none."""
    home = {"partnership_id": actor.partnership_id}
    known = [*Organisation.objects.filter(**home).values_list("name", flat=True)]
    known += Desk.objects.filter(**home).values_list("name", flat=True)
    known += Theme.objects.filter(**home).values_list("name_nl", flat=True)
    for places in Person.objects.filter(**home).values_list("neighbourhoods", flat=True):
        known += places
    return traces_of_person(text, known)


def questions_to_ask_on(actor: Actor) -> QuerySet[HelpQuestion]:
    """The questions of which the next people may be asked today; on a day off, none.

    Of whoever objects, or takes part no longer, nobody is asked any more.
    """
    today = timezone.localdate()
    questions = HelpQuestion.objects.filter(
        Q(person=None) | Q(person__objected_on=None),
        Q(asked_by__ends_on=None) | Q(asked_by__ends_on__gte=today),
        partnership_id=actor.partnership_id,
        next_on__lte=today,
        ends_on__gt=today,
    )
    return questions if Days(actor).works(today) else questions.none()


def questions_past_term(actor: Actor) -> QuerySet[HelpQuestion]:
    """The questions that have come to their end."""
    return HelpQuestion.objects.filter(
        partnership_id=actor.partnership_id, ends_on__lt=timezone.localdate()
    )


def is_answered(question: HelpQuestion) -> bool:
    """Whether somebody said yes."""
    return HelpAsk.objects.filter(question=question, answer=Answer.YES).exists()


def next_day(actor: Actor) -> date:
    """The day on which the next people are asked: two working days from now, holidays left out."""
    days, day = Days(actor), timezone.localdate()
    waited = 0
    for _number in range(MOST_DAYS):
        day += timedelta(days=1)
        waited += days.works(day)
        if waited == WAIT_DAYS:
            break
    return day


@dataclass
class Days:
    """The days on which this network works."""

    actor: Actor

    @cached_property
    def holidays(self) -> list[tuple[date, date]]:
        """From when to when nobody works."""
        today = timezone.localdate()
        holidays = Holiday.objects.filter(
            partnership_id=self.actor.partnership_id, ends_on__gte=today
        )
        return list(holidays.values_list("starts_on", "ends_on"))

    def works(self, day: date) -> bool:
        """Whether a day is a working day: no weekend, no holiday."""
        is_off = any(first <= day <= last for first, last in self.holidays)
        return day.weekday() < 5 and not is_off


def totals(actor: Actor) -> Totals | None:
    """How many questions there were in a year, for the coordinator; never a text or a name."""
    if not actor.is_coordinator:
        return None
    since = timezone.localdate() - timedelta(days=365)
    home = {"partnership_id": actor.partnership_id}
    ended = HelpOutcome.objects.filter(**home, month_on__gt=since).select_related("theme")
    open_ones = HelpQuestion.objects.filter(**home).select_related("theme")
    asks = HelpAsk.objects.only("question_id", "answer", "thanked_on", "minutes")
    counted = [
        *ended,
        *(outcome_of(one) for one in open_ones.prefetch_related(Prefetch("asks", asks))),
    ]
    return _totals(counted)


def outcome_of(question: HelpQuestion) -> HelpOutcome:
    """What is kept of a question when it goes: nobody's name, no text."""
    asks = list(question.asks.all())
    return HelpOutcome(
        partnership_id=question.partnership_id,
        month_on=question.asked_on.replace(day=1),
        theme=question.theme,
        was_answered=any(one.answer == Answer.YES for one in asks),
        was_thanked=any(one.thanked_on for one in asks),
        minutes=min(sum(one.minutes for one in asks), 32_000),
    )


def questions_of(actor: Actor, person: Person) -> QuerySet[HelpQuestion]:
    """What one person asked and is kept, for their own file and to destroy it."""
    own = Q(person=person)
    if person.email:
        own |= Q(asked_by__user__email=person.email.lower())
    found = HelpQuestion.objects.filter(own, partnership_id=actor.partnership_id)
    return found.select_related("theme").prefetch_related("asks")


def asks_of(actor: Actor, person: Person) -> QuerySet[HelpAsk]:
    """What one person was asked and answered, for their own page and their own file."""
    own = Q(person=person)
    if person.email:
        own |= Q(membership__user__email=person.email.lower())
    found = HelpAsk.objects.filter(own, partnership_id=actor.partnership_id)
    found = found.select_related("question__theme", "question__asked_by__organisation")
    return found.order_by("-asked_on", "id")


def _asks_going_on(actor: Actor) -> QuerySet[HelpAsk]:
    """The same, as long as whoever asks takes part: an answer tells how somebody is reached."""
    today = timezone.localdate()
    return _asks(actor).filter(
        Q(question__asked_by__ends_on=None) | Q(question__asked_by__ends_on__gte=today)
    )


def _asks(actor: Actor) -> QuerySet[HelpAsk]:
    """Who was asked, but for whoever objects, on either side."""
    asks = HelpAsk.objects.filter(
        Q(person=None) | Q(person__objected_on=None),
        Q(question__person=None) | Q(question__person__objected_on=None),
        partnership_id=actor.partnership_id,
        question__ends_on__gte=timezone.localdate(),
    )
    return asks.select_related(
        *("question__theme", "question__asked_by__organisation", "question__asked_by__user"),
        *("person", "membership__user", "offer", "agreement"),
    )


def _domains(actor: Actor, found: Matched) -> tuple[Domain, ...]:
    """The domains of whoever is asked now, in the order of the list; none when one of them is small."""
    wanted = {found.domains.get(one.person_id) if one.person_id else None for one in found.first}
    if wanted & small_domains(Counter(found.domains.values())):
        return ()
    return tuple(domain for domain in visible_domains(actor) if domain.pk in wanted)


def small_domains(counts: Mapping[UUID | None, int]) -> set[UUID | None]:
    """The domains with too few people to be named; never one alone, because silence would name it."""
    by_size = sorted((count, str(pk), pk) for pk, count in counts.items() if pk is not None)
    small = [pk for count, _text, pk in by_size if count < FEWEST]
    if len(small) == 1:
        small = [pk for _count, _text, pk in by_size[:2]]
    return {None, *small}


def _totals(counted: Iterable[HelpOutcome]) -> Totals:
    rows = list(counted)
    themes: dict[str, list[HelpOutcome]] = {}
    for one in rows:
        themes.setdefault(one.theme.name if one.theme else "", []).append(one)
    return Totals(
        asked=len(rows),
        answered=sum(one.was_answered for one in rows),
        thanked=sum(one.was_thanked for one in rows),
        minutes=sum(one.minutes for one in rows),
        themes=tuple(
            ThemeTotal(
                name=name,
                asked=len(some),
                answered=sum(one.was_answered for one in some),
                thanked=sum(one.was_thanked for one in some),
            )
            for name, some in sorted(themes.items(), key=lambda pair: (not pair[0], pair[0]))
        ),
    )
