"""What somebody finds when they come in: what to do next."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.accounts.waiting import Waits
from dwarsverband.foundation.ui.addresses import address
from dwarsverband.foundation.ui.numbers import in_words, with_capital
from dwarsverband.modules.home.queries.administrator import Administrator, administrator
from dwarsverband.modules.home.queries.agenda import (
    Ageing,
    Agenda,
    ageing,
    agenda,
    own_agenda,
    round_ageing,
)
from dwarsverband.modules.network.models import Introduction
from dwarsverband.modules.network.queries.introductions import open_introductions
from dwarsverband.modules.network.queries.load_words import OwnLoad, own_load_words
from dwarsverband.modules.network.queries.overview import own_load_of
from dwarsverband.modules.network.queries.round_words import RoundNow, rounds_now
from dwarsverband.modules.network.queries.silo_words import silo_words
from dwarsverband.modules.network.queries.silos import Silos
from dwarsverband.modules.network.queries.upkeep import weekly
from dwarsverband.modules.network.queries.upkeep_words import TalkTold, WeekTold, week_told
from dwarsverband.modules.tables.queries.meeting_words import DecisionTold, decisions_told
from dwarsverband.modules.tables.queries.meetings import own_promises

MOST = 3
# What waits and stands on the page by itself, with what it is about.
SHOWN = ("decisions", "introductions", "rounds")
# First what can be done now, last what was put off.
ORDER = (
    Introduction.Status.ACCEPTED,
    Introduction.Status.ASKED,
    Introduction.Status.LATER,
)


@dataclass(frozen=True, slots=True)
class Step:
    """Something that is still to be set up: what, why, and where."""

    title: str
    reason: str
    verb: str
    href: str


@dataclass(frozen=True, slots=True)
class Pending:
    """An introduction of which the end is not known yet: where it stands, and the next step."""

    introduction: Introduction
    title: str
    reason: str
    verb: str
    href: str


@dataclass(frozen=True, slots=True)
class Today:
    """The first page: what is still to be set up, whom to speak, what waits, what ages, what is known."""

    question: str
    answer: str
    day: date
    steps: tuple[Step, ...] = ()
    rounds: tuple[RoundNow, ...] = ()
    week: WeekTold | None = None
    waits: tuple[Waits, ...] = ()
    promises: tuple[DecisionTold, ...] = ()
    pending: tuple[Pending, ...] = ()
    more_pending: int = 0
    ageing: tuple[Ageing, ...] = ()
    load: OwnLoad | None = None
    counts: tuple[str, ...] = ()
    sees_report: bool = False
    administrator: Administrator | None = None

    @property
    def is_quiet(self) -> bool:
        """Nothing waits for the reader: then what is known comes first."""
        talks = self.week and (self.week.talks or self.week.handed)
        waiting = (
            self.steps,
            self.rounds,
            talks,
            self.waits,
            self.promises,
            self.pending,
            self.ageing,
        )
        return not any((*waiting, self.load))

    @property
    def has_no_steps(self) -> bool:
        """Whether the one filled button belongs to the first talk."""
        return not self.steps

    @property
    def talks(self) -> tuple[TalkTold, ...]:
        """Whom to speak this week, or this month, and why."""
        if self.administrator:
            return self.administrator.talks
        return self.week.talks if self.week else ()


def today(actor: Actor) -> Today:
    """What this actor can do next."""
    if actor.role == "privacy_officer":
        return _today_of_privacy_officer(actor)
    if actor.role == "administrator":
        return _today_of_administrator(actor)
    found = agenda(actor) if actor.is_coordinator else None
    told, waits = (found.said, found.waits) if found else own_agenda(actor)
    kept = weekly(actor, told)
    report = kept.counted.report
    words = silo_words(report)
    steps = tuple(_steps(actor, report, found)) if found else ()
    week = week_told(actor, kept, told)
    kinds = {one.kind for one in waits}
    introductions = open_introductions(actor) if "introductions" in kinds else ()
    waiting = sorted(introductions, key=lambda one: ORDER.index(one.status))
    return Today(
        question=_question(steps, week),
        answer=_answer(report, week, words.answer),
        day=timezone.localdate(),
        steps=steps,
        rounds=tuple(rounds_now(actor, told.round)),
        week=week,
        waits=tuple(one for one in waits if one.kind not in SHOWN),
        promises=tuple(decisions_told(own_promises(actor) if "decisions" in kinds else [])),
        pending=tuple(_pending(actor, one) for one in waiting[:MOST]),
        more_pending=max(len(waiting) - MOST, 0),
        ageing=_ageing(actor, found, report) if found else (),
        load=own_load_words(own_load_of(kept.counted, told.own)),
        counts=(words.source,) if report.people_count else (),
        sees_report=bool(report.people_count),
    )


def _today_of_administrator(actor: Actor) -> Today:
    found = administrator(actor)
    return Today(
        question=_("What does your network ask of you this month?"),
        answer=found.answer,
        day=timezone.localdate(),
        promises=found.promises,
        administrator=found,
    )


def _today_of_privacy_officer(actor: Actor) -> Today:
    return Today(
        question=_("What is kept here, and why?"),
        answer=_("You see reasons, terms and traces; never what is written about people."),
        day=timezone.localdate(),
        steps=(
            Step(
                _("The privacy page"),
                _("Who is responsible, on which basis, until when, and what was done."),
                _("Open the privacy page"),
                address(actor, "home:privacy"),
            ),
        ),
    )


def _question(steps: Sequence[Step], week: WeekTold | None) -> str:
    has_talks = week is not None and bool(week.talks or week.handed)
    if steps and not has_talks:
        return _("What do you do first?")
    if has_talks:
        return _("Who will you talk to this week?")
    return _("How is your network?")


def _answer(report: Silos, week: WeekTold | None, words: str) -> str:
    if week is not None and (week.talks or week.handed or week.is_done):
        return week.sentence
    return words if report.people_count else _("Here you will see who knows whom.")


def _steps(actor: Actor, report: Silos, found: Agenda) -> Iterator[Step]:
    """What is still to be set up, in the order in which it is needed."""
    if not found.has_reason:
        yield Step(
            _("Write down why you keep names"),
            _("The law asks for it, and people will ask you. It takes two minutes."),
            _("Write it down"),
            address(actor, "home:record_processing"),
        )
    if report.people_count == 0:
        yield Step(
            _("Bring in the list that you already have"),
            _("A spreadsheet of professionals and whom they know. You see first what it would do."),
            _("Bring in a list"),
            address(actor, "network:start_import"),
        )
    if found.draft_id is not None:
        yield Step(
            _("A list waits for you"),
            _("“%(name)s” was read, and not saved yet.") % {"name": ", ".join(found.draft_files)},
            _("Go on with this list"),
            address(actor, "network:review_import", pk=found.draft_id),
        )
    yield from _steps_about_consent(actor, found)


def _steps_about_consent(actor: Actor, found: Agenda) -> Iterator[Step]:
    """Who waits for a decision, and who does not know yet that they are recorded."""
    if found.objecting:
        yield Step(
            ngettext("%(count)s person objects", "%(count)s people object", found.objecting)
            % {"count": with_capital(in_words(found.objecting))},
            _("They stay out of everything until you decide. The law gives you a month."),
            _("Read the objection"),
            address(actor, "network:objection_list"),
        )
    if found.untold:
        yield Step(
            ngettext(
                "%(count)s person does not know yet that they are on the list",
                "%(count)s people do not know yet that they are on the list",
                found.untold,
            )
            % {"count": with_capital(in_words(found.untold))},
            _("One message tells them what is recorded and how they leave."),
            _("Tell them"),
            address(actor, "network:consent_list"),
        )


def _ageing(actor: Actor, found: Agenda, report: Silos) -> tuple[Ageing, ...]:
    """What grows old; a network without people has no round to hold."""
    more = round_ageing(actor, found) if report.people_count else ()
    return (*ageing(actor, found), *more)


def _pending(actor: Actor, one: Introduction) -> Pending:
    first, second = one.ends
    names = {"first": first.person.name, "second": second.person.name}
    met = actor.is_coordinator and one.status == Introduction.Status.ACCEPTED
    return Pending(
        introduction=one,
        title=_("%(first)s and %(second)s") % names,
        reason=_where_it_stands(actor, one),
        verb=_("They met") if met else _("Open the introductions"),
        href=address(actor, "network:record_meeting", pk=one.pk)
        if met
        else address(actor, "network:introduction_list"),
    )


def _where_it_stands(actor: Actor, one: Introduction) -> str:
    if actor.role == "partner":
        return _("You were asked to introduce these two.")
    if one.introducer is None:
        return _("You introduce them yourself.")
    days = (timezone.localdate() - (one.answered_on or one.asked_on)).days
    return _of_introducer(one, days) % {"name": one.introducer.name, "days": in_words(days)}


def _of_introducer(one: Introduction, days: int) -> str:
    if one.status == Introduction.Status.ACCEPTED:
        return (
            _("%(name)s brings them together, since today.")
            if not days
            else ngettext(
                "%(name)s brings them together, since %(days)s day.",
                "%(name)s brings them together, since %(days)s days.",
                days,
            )
        )
    if one.status == Introduction.Status.LATER:
        return _("%(name)s answered: later.")
    return (
        _("%(name)s was asked today.")
        if not days
        else ngettext(
            "%(name)s was asked %(days)s day ago and has not answered yet.",
            "%(name)s was asked %(days)s days ago and has not answered yet.",
            days,
        )
    )
