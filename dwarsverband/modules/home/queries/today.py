"""What somebody finds when they come in: what to do next."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.ui.addresses import address
from dwarsverband.foundation.ui.numbers import in_words, listed, with_capital
from dwarsverband.modules.home.queries.agenda import Ageing, Agenda, ageing, agenda
from dwarsverband.modules.network.models import Introduction, Tie
from dwarsverband.modules.network.queries.introductions import open_introductions
from dwarsverband.modules.network.queries.load_words import OwnLoad, own_load_words
from dwarsverband.modules.network.queries.overview import Counted, counted, own_load_of
from dwarsverband.modules.network.queries.people import own_keys, visible_ties
from dwarsverband.modules.network.queries.reading import Named
from dwarsverband.modules.network.queries.silo_words import bridge_sentence, silo_words
from dwarsverband.modules.network.queries.silos import Group, Pair, Silos

MOST = 3
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
class Talk:
    """A bridge that somebody should look after: who carries it, and why it is on the list."""

    pair: Pair
    title: str
    organisation: str
    reason: str
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
class OwnTie:
    """A tie of the reader: with whom, and in which domain they work."""

    tie: Tie
    other: Named
    domain: Group | None


@dataclass(frozen=True, slots=True)
class Today:
    """The first page: what is still to be set up, whom to speak, what waits, what ages, what is known."""

    question: str
    answer: str
    day: date
    steps: tuple[Step, ...] = ()
    talks: tuple[Talk, ...] = ()
    pending: tuple[Pending, ...] = ()
    more_pending: int = 0
    ageing: tuple[Ageing, ...] = ()
    load: OwnLoad | None = None
    own_ties: tuple[OwnTie, ...] = ()
    counts: tuple[str, ...] = ()
    sees_report: bool = False

    @property
    def is_quiet(self) -> bool:
        """Nothing waits for the reader: then what is known comes first."""
        lists = (self.steps, self.talks, self.pending, self.ageing, self.load, self.own_ties)
        return not any(lists)


def today(actor: Actor) -> Today:
    """What this actor can do next."""
    if actor.role == "privacy_officer":
        return _today_of_privacy_officer(actor)
    known = counted(actor)
    report, keys = known.report, own_keys(actor)
    words = silo_words(report)
    found = agenda(actor) if actor.is_coordinator else None
    steps = tuple(_steps(actor, report, found)) if found else ()
    own = own_ties(actor, known, keys) if keys else ()
    talks = (
        tuple(_talk(actor, pair) for pair in report.bridges[:MOST]) if report.names_people else ()
    )
    waiting = sorted(open_introductions(actor), key=lambda one: ORDER.index(one.status))
    return Today(
        question=_question(steps, talks, own),
        answer=words.answer if report.people_count else _("Here you will see who knows whom."),
        day=timezone.localdate(),
        steps=steps,
        talks=talks,
        pending=tuple(_pending(actor, one) for one in waiting[:MOST]),
        more_pending=max(len(waiting) - MOST, 0),
        ageing=tuple(ageing(actor, known, found)) if found else (),
        load=own_load_words(own_load_of(known, keys)),
        own_ties=own,
        counts=(words.source,) if report.people_count else (),
        sees_report=bool(report.people_count),
    )


def own_ties(actor: Actor, known: Counted, keys: Sequence[UUID]) -> tuple[OwnTie, ...]:
    """The ties of the actor's own person, the longest silence first; unknown is longest."""
    network = known.network
    domains: dict[UUID | None, Group] = {one.pk: one for one in known.report.groups}
    ties = visible_ties(actor).order_by(F("last_contact_on").asc(nulls_first=True), "id")
    found = []
    for tie in ties[:MOST]:
        other = tie.second_id if tie.first_id in keys else tie.first_id
        at = network.number.get(other)
        if at is None:  # somebody came in just now
            continue
        found.append(OwnTie(tie, network.people[at], domains.get(network.domains[at])))
    return tuple(found)


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


def _question(steps: Sequence[Step], talks: Sequence[Talk], own: Sequence[OwnTie]) -> str:
    if steps and not talks:
        return _("What do you do first?")
    if talks or own:
        return _("Who will you talk to this week?")
    return _("How is your network?")


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
    days = (timezone.localdate() - (one.answered_on or one.asked_on)).days
    told = {"name": one.introducer.name if one.introducer else _("you"), "days": in_words(days)}
    if actor.role == "partner":
        return _("You were asked to introduce these two.")
    if one.status == Introduction.Status.ACCEPTED:
        return (
            _("%(name)s brings them together, since today.")
            if not days
            else ngettext(
                "%(name)s brings them together, since %(days)s day.",
                "%(name)s brings them together, since %(days)s days.",
                days,
            )
        ) % told
    if one.status == Introduction.Status.LATER:
        return _("%(name)s answered: later.") % told
    return (
        _("%(name)s was asked today.")
        if not days
        else ngettext(
            "%(name)s was asked %(days)s day ago and has not answered yet.",
            "%(name)s was asked %(days)s days ago and has not answered yet.",
            days,
        )
    ) % told


def _talk(actor: Actor, pair: Pair) -> Talk:
    names = [person.name for person in pair.carriers]
    return Talk(
        pair=pair,
        title=listed(names),
        organisation=listed(
            list(
                dict.fromkeys(
                    person.organisation for person in pair.carriers if person.organisation
                )
            )
        ),
        reason=bridge_sentence(pair),
        href=address(actor, "network:pair_detail", first=pair.first.pk, second=pair.second.pk),
    )
