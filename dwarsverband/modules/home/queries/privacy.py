"""What the privacy officer sees: reasons, terms and traces; never content."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from importlib import import_module
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Min
from django.utils.translation import gettext
from django.utils.translation import gettext as _

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.access.log import Line, Lines
from dwarsverband.foundation.accounts.models import Processing
from dwarsverband.foundation.accounts.queries import get_processing, visible_log
from dwarsverband.foundation.accounts.rules import may_see_privacy
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
        given_up=given_up_work(actor),
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
