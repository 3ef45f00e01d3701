"""Which domains a table invites, sees, hears and gives work: a line for each meeting, and a trend.

Luke, D. A. e.a. (2015). Breaking Down Silos: Mapping Growth of Cross-Disciplinary Collaboration in a
Translational Science Initiative. Clinical and Translational Science, 8(2), 143-149: a share over time
tells more than a score.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dwarsverband.foundation.accounts.models import Domain
from dwarsverband.foundation.ui.numbers import in_words, listed, with_capital
from dwarsverband.modules.tables.models import Decision, Meeting
from dwarsverband.modules.tables.queries.meetings import spoken_at

# So many meetings at each end are compared.
ENDS, LEAST = 3, 4


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """One meeting: how many of each domain were expected and came, and who spoke how long."""

    meeting: Meeting
    expected: int
    came: int
    domains: tuple[Domain, ...]
    absent: tuple[Domain, ...]
    minutes: int


@dataclass(frozen=True, slots=True)
class DomainLine:
    """One domain over all meetings: times expected and present, minutes, actions."""

    domain: Domain
    expected: int
    came: int
    minutes: int
    actions: int


@dataclass(frozen=True, slots=True)
class Balance:
    """The balance of domains at a table."""

    trend: str
    lines: tuple[MeetingLine, ...]
    domains: tuple[DomainLine, ...]
    has_minutes: bool


def balance_of(meetings: Sequence[Meeting], decisions: Iterable[Decision]) -> Balance | None:
    """The balance over the meetings of which it was written down who came; none without any."""
    held = [one for one in meetings if one.recorded_on is not None]
    if not held:
        return None
    lines = tuple(_line(one) for one in held)
    domains = tuple(_domains(held, decisions))
    return Balance(_trend(lines), lines, domains, any(one.minutes for one in lines))


def _line(meeting: Meeting) -> MeetingLine:
    expected = [one for one in meeting.presences.all() if one.domain]
    came = {one.domain for one in expected if one.was_there}
    wanted = {one.domain for one in expected}
    return MeetingLine(
        meeting=meeting,
        expected=len(expected),
        came=sum(one.was_there for one in expected),
        domains=_in_order(came),
        absent=_in_order(wanted - came),
        minutes=sum(minutes for _domain, minutes in spoken_at(meeting)),
    )


def _domains(held: Sequence[Meeting], decisions: Iterable[Decision]) -> Iterable[DomainLine]:
    known, expected, came = dict[UUID, Domain](), Counter[UUID](), Counter[UUID]()
    minutes, actions = Counter[UUID](), Counter[UUID]()
    for meeting in held:
        for one in meeting.presences.all():
            if one.domain is not None:
                known[one.domain.pk] = one.domain
                expected[one.domain.pk] += 1
                came[one.domain.pk] += one.was_there
        for domain, spoken in spoken_at(meeting):
            known[domain.pk] = domain
            minutes[domain.pk] += spoken
    for decision in decisions:
        if decision.owner_domain is not None:
            known[decision.owner_domain.pk] = decision.owner_domain
            actions[decision.owner_domain.pk] += 1
    for domain in _in_order(known.values()):
        at = domain.pk
        yield DomainLine(domain, expected[at], came[at], minutes[at], actions[at])


def _in_order(domains: Iterable[Domain | None]) -> tuple[Domain, ...]:
    found = [domain for domain in domains if domain is not None]
    return tuple(sorted(found, key=lambda domain: (domain.order, domain.code)))


def _trend(lines: Sequence[MeetingLine]) -> str:
    """How many domains came to the first meetings and to the last; who no longer or newly comes."""
    if len(lines) < LEAST:
        return _("Too few meetings to see a change. After four of them it stands here.")
    ends = min(ENDS, len(lines) // 2)
    first, last = _present(lines[-ends:]), _present(lines[:ends])
    before, now = set(first), set(last)
    told = {
        "first": in_words(len(before)),
        "last": in_words(len(now)),
        "day": date_format(lines[-1].meeting.on, "F Y"),
    }
    sentences = [with_capital(_change(len(before), len(now)) % told)]
    sentences += _names(_in_order(now - before), came=True)
    sentences += _names(_in_order(before - now), came=False)
    return " ".join(sentences)


def _present(lines: Sequence[MeetingLine]) -> list[Domain]:
    return [domain for line in lines for domain in line.domains]


def _change(before: int, now: int) -> str:
    if now > before:
        return _("%(last)s domains came to the last meetings, against %(first)s in %(day)s.")
    if now < before:
        return ngettext(
            "%(last)s domain still came to the last meetings, against %(first)s in %(day)s.",
            "%(last)s domains still came to the last meetings, against %(first)s in %(day)s.",
            now,
        )
    return ngettext(
        "%(last)s domain came to the last meetings, as many as in %(day)s.",
        "%(last)s domains came to the last meetings, as many as in %(day)s.",
        now,
    )


def _names(domains: Sequence[Domain], *, came: bool) -> list[str]:
    if not domains:
        return []
    names = {"domains": listed([domain.name for domain in domains])}
    return [(_("New: %(domains)s.") if came else _("No longer there: %(domains)s.")) % names]
