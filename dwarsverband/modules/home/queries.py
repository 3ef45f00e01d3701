"""What somebody finds when they come in: what to do next."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from importlib import import_module
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Min
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext as _

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.access.log import Line, Lines
from dwarsverband.foundation.accounts.models import Processing
from dwarsverband.foundation.accounts.queries import get_processing, visible_log
from dwarsverband.foundation.accounts.rules import may_see_privacy
from dwarsverband.foundation.search.explaining import (
    Correction,
    Match,
    corrected,
    corrections,
    explained,
)
from dwarsverband.foundation.search.finding import find
from dwarsverband.foundation.search.pages import Page, find_pages, page_words
from dwarsverband.foundation.ui.addresses import address
from dwarsverband.foundation.ui.numbers import in_words, listed, with_capital
from dwarsverband.modules.network.models import Import, Person, Withdrawal
from dwarsverband.modules.network.queries.consent import Consent, consent
from dwarsverband.modules.network.queries.imports import visible_imports
from dwarsverband.modules.network.queries.people import Known, own_person, ties_of
from dwarsverband.modules.network.queries.silo_words import bridge_sentence, silo_words
from dwarsverband.modules.network.queries.silos import Pair, Silos, silo_report

MOST = 3
SHOWN = 10
# Everything with actions of its own; each says in its plate what the log says of them.
PLATES = ("dwarsverband.foundation.accounts", *settings.MODULES)


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
class Today:
    """The first page: what is still to be set up, whom to speak, what is known."""

    question: str
    answer: str
    day: date
    steps: tuple[Step, ...] = ()
    talks: tuple[Talk, ...] = ()
    own_ties: tuple[Known, ...] = ()
    counts: tuple[str, ...] = ()
    sees_report: bool = False


def today(actor: Actor) -> Today:
    """What this actor can do next."""
    if actor.role == "privacy_officer":
        return _today_of_privacy_officer(actor)
    report = silo_report(actor)
    words = silo_words(report)
    steps = tuple(_steps(actor, report))
    own = tuple(own_ties(actor)[:MOST]) if actor.role == "partner" else ()
    talks = (
        tuple(_talk(actor, pair) for pair in report.bridges[:MOST]) if report.names_people else ()
    )
    return Today(
        question=_question(steps, talks, own),
        answer=words.answer if report.people_count else _("Here you will see who knows whom."),
        day=timezone.localdate(),
        steps=steps,
        talks=talks,
        own_ties=own,
        counts=(words.source,) if report.people_count else (),
        sees_report=bool(report.people_count),
    )


def own_ties(actor: Actor) -> list[Known]:
    """The ties of the actor's own person, the longest silence first."""
    person = own_person(actor)
    return ties_of(actor, person) if person else []


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


def _question(steps: Sequence[Step], talks: Sequence[Talk], own: Sequence[Known]) -> str:
    if steps and not talks:
        return _("What do you do first?")
    if talks or own:
        return _("Who will you talk to this week?")
    return _("How is your network?")


def _steps(actor: Actor, report: Silos) -> Iterator[Step]:
    """What is still to be set up, in the order in which it is needed."""
    if not actor.is_coordinator:
        return
    if get_processing(actor) is None:
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
    draft = visible_imports(actor).filter(status=Import.Status.DRAFT).first()
    if draft is not None:
        yield Step(
            _("A list waits for you"),
            _("“%(name)s” was read, and not saved yet.") % {"name": ", ".join(draft.files)},
            _("Go on with this list"),
            address(actor, "network:review_import", pk=draft.pk),
        )
    yield from _steps_about_consent(actor)


def _steps_about_consent(actor: Actor) -> Iterator[Step]:
    """Who waits for a decision, and who does not know yet that they are recorded."""
    counts = consent(actor)
    if counts.objecting:
        yield Step(
            ngettext("%(count)s person objects", "%(count)s people object", counts.objecting)
            % {"count": with_capital(in_words(counts.objecting))},
            _("They stay out of everything until you decide. The law gives you a month."),
            _("Read the objection"),
            address(actor, "network:objection_list"),
        )
    if counts.untold:
        yield Step(
            ngettext(
                "%(count)s person does not know yet that they are on the list",
                "%(count)s people do not know yet that they are on the list",
                counts.untold,
            )
            % {"count": with_capital(in_words(counts.untold))},
            _("One message tells them what is recorded and how they leave."),
            _("Tell them"),
            address(actor, "network:consent_list"),
        )


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


@dataclass(frozen=True, slots=True)
class LogLine:
    """A line of the log in words: what happened, when, who did it and how, and to what (numbers)."""

    sentence: str
    at: datetime
    who: str
    who_number: str
    numbers: tuple[str, ...]
    is_denied: bool
    token: str


@dataclass(frozen=True, slots=True)
class Privacy:
    """What the privacy officer sees: reasons, terms and traces; never content."""

    processing: Processing | None
    log: Lines
    exports: tuple[LogLine, ...]
    withdrawals: tuple[Withdrawal, ...]
    people_count: int
    next_end_on: date | None
    consent: Consent


def privacy(actor: Actor, verbs: tuple[str, ...] = (), number: UUID | None = None) -> Privacy:
    """The privacy page, for the privacy officer and the coordinator."""
    log = visible_log(actor, verbs, number)
    own = {"partnership_id": actor.partnership_id}
    ends = Person.objects.filter(**own).aggregate(count=Count("id"), first=Min("ends_on"))
    exports = tuple(verb for verb in log_sentences() if ".export_" in verb)
    return Privacy(
        processing=get_processing(actor),
        log=log,
        exports=tuple(log_lines(visible_log(actor, exports)[:SHOWN])),
        withdrawals=tuple(Withdrawal.objects.filter(**own)[:SHOWN]),
        people_count=ends["count"],
        next_end_on=ends["first"],
        consent=consent(actor),
    )


def person_term(actor: Actor, number: UUID | None) -> Mapping[str, object] | None:
    """Until when and why somebody with this number is kept; never who it is."""
    if number is None or not may_see_privacy(actor).is_allowed:
        return None
    people = Person.objects.filter(partnership_id=actor.partnership_id, pk=number)
    return people.values("ends_on", "source", "legal_basis").first()


def log_lines(lines: Iterable[Line]) -> list[LogLine]:
    """Lines of the log in words."""
    sentences = log_sentences()
    kinds = {
        "member": _("a member"),
        "link": _("the holder of a link"),
        "system": _("the product itself"),
    }
    return [
        LogLine(
            sentence=sentences.get(line.verb, line.verb),
            at=line.at,
            who=kinds.get(line.actor.partition(":")[0], _("somebody")),
            who_number=line.actor.partition(":")[2],
            numbers=tuple(dict.fromkeys(name.partition(":")[2] for name in line.subject)),
            is_denied=line.verdict != "allowed",
            token=line.means.partition(":")[2],
        )
        for line in lines
    ]


def log_sentences() -> dict[str, str]:
    """What the log says of each verb; every module names its own."""
    return {
        f"{plate.rpartition('.')[2]}.{verb}": gettext(sentence)
        for plate in PLATES
        for verb, sentence in getattr(import_module(plate), "SENTENCES", {}).items()
    }


def processing_form(processing: Processing | None) -> dict[str, object]:
    """What the form about reasons shows first."""
    if processing is None:
        return {"months_kept": 24, "version": 0}
    names = ("controller", "contact", "purpose", "legal_basis", "months_kept", "version")
    return {name: getattr(processing, name) for name in names}


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that was found: where it stands, and why it was found."""

    key: UUID
    title: str
    href: str
    subtitle: str
    why: tuple[tuple[str, str], ...]

    @property
    def told(self) -> str:
        """What stands under the title: what it is, and which words were found where."""
        return " · ".join(filter(None, (self.subtitle, *(": ".join(one) for one in self.why))))


@dataclass(frozen=True, slots=True)
class Hits:
    """What was found of one kind: the first, how much in all, and where the rest is."""

    kind: str
    title: str
    icon: str
    count: int
    hits: tuple[Hit, ...]
    rest: str

    @property
    def heading(self) -> str:
        """What it is, and how much of it."""
        return f"{self.title} ({self.count})"


@dataclass(frozen=True, slots=True)
class Search:
    """What was asked, what was found, and which words were taken for others."""

    asked: str
    groups: tuple[Hits, ...]
    pages: tuple[Page, ...]
    corrections: tuple[Correction, ...]
    corrected: str

    @property
    def count(self) -> int:
        """How much was found in all."""
        return sum(group.count for group in self.groups) + len(self.pages)

    @property
    def lead(self) -> str:
        """How much was found, in a sentence."""
        if not self.asked or not self.count:
            return ""
        return ngettext(
            "%(count)s answer to “%(asked)s”.", "%(count)s answers to “%(asked)s”.", self.count
        ) % {"count": self.count, "asked": self.asked}

    @property
    def corrected_query(self) -> str:
        """The same question with the other words, as an address."""
        return urlencode({"zoek": self.corrected})


def search(actor: Actor, asked: str) -> Search:
    """People, organisations and pages that the actor sees and that answer these words."""
    pages = tuple(find_pages(actor, asked))
    found = find(actor, asked, known=page_words(actor, asked) if pages else ())
    groups = tuple(
        Hits(
            kind=one.kind.name,
            title=one.kind.title,
            icon=one.kind.icon,
            count=one.count,
            hits=tuple(_hit(actor, match) for match in one.matches),
            rest=_rest(actor, one.kind.page, asked) if one.count > len(one.matches) else "",
        )
        for one in explained(found)
    )
    return Search(asked, groups, pages, tuple(corrections(found)), corrected(found))


def _hit(actor: Actor, match: Match) -> Hit:
    text = match.text
    return Hit(
        key=text.subject,
        title=text.title,
        href=address(actor, text.page, **text.keys) + text.query,
        subtitle=text.subtitle,
        why=tuple((part.label, part.text) for part in match.why if part.text not in text.subtitle),
    )


def _rest(actor: Actor, page: str, asked: str) -> str:
    return f"{address(actor, page)}?{urlencode({'zoek': asked})}"
