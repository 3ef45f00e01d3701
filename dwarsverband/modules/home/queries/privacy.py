"""What the privacy officer sees: reasons, terms and traces; never content."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from importlib import import_module
from itertools import groupby
from typing import Any  # a row of several tables

from django.conf import settings
from django.db.models import CharField, Count, Min, OuterRef, Subquery
from django.db.models.functions import Cast
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext as _

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.access.log import HIDDEN, Line, Lines
from dwarsverband.foundation.accounts.models import Partnership, Processing
from dwarsverband.foundation.accounts.queries import get_processing, visible_log
from dwarsverband.foundation.accounts.rules import may_see_privacy
from dwarsverband.foundation.mail.letters import unknown_letters
from dwarsverband.foundation.ui.numbers import as_day, in_words, with_capital
from dwarsverband.modules.home.queries.given_up import GivenUpWork, given_up_work
from dwarsverband.modules.network.models import Person, Withdrawal
from dwarsverband.modules.network.queries.consent import Consent, consent

SHOWN = 10
# Everything with actions of its own; each says in its plate what the log says of them.
PLATES = ("dwarsverband.foundation.accounts", *settings.MODULES)


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
    is_hidden: bool = False
    of_day: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class LogRow:
    """The same thing, done by the same one after the other: how often, since when, to which numbers."""

    line: LogLine
    count: int
    since: datetime
    numbers: tuple[str, ...]

    @property
    def took_time(self) -> bool:
        """Whether the first and the last were not in the same minute."""
        return self.since.replace(second=0) != self.line.at.replace(second=0)


@dataclass(frozen=True, slots=True)
class LogDay:
    """What happened on a day, the newest first, and how much it was in a sentence."""

    title: str
    sentence: str
    rows: tuple[LogRow, ...]


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
    given_up: list[GivenUpWork]
    unknown_mails: int


def privacy(actor: Actor, verbs: tuple[str, ...] = (), number: str = "") -> Privacy:
    """The privacy page, for the privacy officer and the coordinator."""
    log = visible_log(actor, verbs, number)
    own = {"partnership_id": actor.partnership_id}
    kept = _kept(actor)
    exports = tuple(verb for verb in log_sentences() if ".export_" in verb)
    return Privacy(
        processing=get_processing(actor),
        log=log,
        exports=tuple(log_lines(visible_log(actor, exports)[:SHOWN])),
        withdrawals=tuple(Withdrawal.objects.filter(**own)[:SHOWN]),
        people_count=kept["people"] or 0,
        next_end_on=kept["first_end"],
        consent=consent(actor),
        given_up=given_up_work(actor),
        unknown_mails=kept["unknown"] or 0,
    )


def _kept(actor: Actor) -> dict[str, Any]:
    """How many people are kept, when the first of them leaves, and how many mails got lost; at once."""
    people = Person.objects.filter(partnership=OuterRef("pk")).order_by().values("partnership")
    lost = unknown_letters(actor).order_by().values("partnership")
    parts = {
        "people": Subquery(people.annotate(count=Count("id")).values("count")),
        "first_end": Subquery(people.annotate(first=Min("ends_on")).values("first")),
        "unknown": Subquery(lost.annotate(count=Count("id")).values("count")),
    }
    home = Partnership.objects.filter(pk=actor.partnership_id)
    found: dict[str, Any] = home.annotate(**parts).values(*parts).get()
    return found


def person_term(actor: Actor, number: str) -> Mapping[str, object] | None:
    """Until when and why somebody with this number is kept; never who it is."""
    if not number or not may_see_privacy(actor).is_allowed:
        return None
    people = Person.objects.filter(partnership_id=actor.partnership_id)
    people = people.annotate(number=Cast("pk", CharField())).filter(number__startswith=number)
    return people.values("ends_on", "source", "legal_basis").first()


def log_lines(lines: Iterable[Line]) -> list[LogLine]:
    """Lines of the log in words."""
    sentences = log_sentences()
    kinds = {
        "member": _("a member"),
        "link": _("the holder of a link"),
        "system": _("the product itself"),
        HIDDEN: _("a member; who is told to nobody"),
    }
    return [
        LogLine(
            sentence=sentences.get(line.verb, line.verb),
            at=line.at,
            who=kinds.get(line.actor.partition(":")[0], _("somebody")),
            who_number="" if line.actor.startswith(HIDDEN) else line.actor.partition(":")[2],
            is_hidden=line.actor.startswith(HIDDEN),
            numbers=tuple(dict.fromkeys(name.partition(":")[2] for name in line.subject)),
            is_denied=line.verdict != "allowed",
            token=line.means.partition(":")[2],
            of_day=line.of_day,
        )
        for line in lines
    ]


def log_days(lines: Iterable[Line]) -> list[LogDay]:
    """Lines of the log by the day, in the Netherlands; what repeats itself is one row.

    How much was done and refused on a day is counted of the whole day, other pages included.
    """
    days = groupby(log_lines(lines), key=lambda line: as_day(line.at))
    return [_day(day, list(told)) for day, told in days]


def _day(day: date, lines: Sequence[LogLine]) -> LogDay:
    done, refused = lines[0].of_day
    sentences = [
        ngettext("%(count)s thing was done.", "%(count)s things were done.", done)
        if done
        else _("Nothing was done."),
        ngettext("%(count)s was refused.", "%(count)s were refused.", refused) if refused else "",
    ]
    counts = (done, refused)
    return LogDay(
        title=with_capital(date_format(day, "l j F Y")),
        sentence=" ".join(
            sentence % {"count": with_capital(in_words(count))}
            for sentence, count in zip(sentences, counts, strict=True)
            if sentence
        ),
        rows=tuple(_row(list(same)) for _key, same in groupby(lines, key=_sameness)),
    )


def _sameness(line: LogLine) -> tuple[object, ...]:
    return line.sentence, line.who, line.who_number, line.is_denied, line.token


def _row(lines: Sequence[LogLine]) -> LogRow:
    numbers = dict.fromkeys(number for line in lines for number in line.numbers)
    return LogRow(lines[0], len(lines), lines[-1].at, tuple(numbers))


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
