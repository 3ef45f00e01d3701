"""The mail with the minutes: what was decided, and what its reader promised; never who else was there."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.accounts.queries import member_list
from dwarsverband.foundation.mail import letters
from dwarsverband.foundation.mail.shown import ShownMail
from dwarsverband.foundation.ui.addresses import address
from dwarsverband.modules.network.models import Person
from dwarsverband.modules.network.queries.consent import languages_of
from dwarsverband.modules.tables.models import Decision, Meeting
from dwarsverband.modules.tables.queries.meeting_mails import missed_words, reached_words
from dwarsverband.modules.tables.queries.meeting_words import day_words
from dwarsverband.modules.tables.queries.meetings import (
    MeetingDetail,
    expected,
    meeting_detail,
)


@dataclass(frozen=True, slots=True)
class MinutesMail:
    """The mails with the minutes: one of each language to be read first, all of them, and whom they do not reach."""

    shown: tuple[ShownMail, ...]
    to: tuple[ShownMail, ...]
    reached: str
    missed: str


def minutes_mail(actor: Actor, meeting: Meeting) -> MinutesMail:
    """A mail to everybody who was expected at a meeting and sits at the table, each in their language."""
    detail = meeting_detail(actor, meeting)
    wanted = {one.person_id for one in detail.presences}
    seated = [seat.person for seat in expected(actor, meeting.table) if seat.person]
    people = [person for person in seated if person.pk in wanted]
    reached = [person for person in people if person.email]
    languages, inside = languages_of(actor, reached), _with_account(actor, reached)
    promised = {person.pk: _own(detail, person) for person in reached}
    mails = {
        person.pk: _mail(actor, detail, person, languages[person.pk], promised[person.pk], inside)
        for person in reached
    }
    # The longest is the most telling: it shows what whoever promised something reads.
    fullest = sorted(reached, key=lambda person: len(promised[person.pk]))
    return MinutesMail(
        shown=tuple({languages[one.pk]: mails[one.pk] for one in fullest}.values()),
        to=tuple(mails.values()),
        reached=reached_words(reached),
        missed=missed_words([person.name for person in people if not person.email]),
    )


def _with_account(actor: Actor, people: Iterable[Person]) -> set[str]:
    """The addresses of those who sign in here."""
    own = member_list(actor).filter(user__email__in=[person.email for person in people])
    return set(own.values_list("user__email", flat=True))


def _own(detail: MeetingDetail, person: Person) -> list[Decision]:
    """What somebody promised at this table and is not done."""
    known = (*detail.decisions, *detail.open_decisions)
    return [one for one in known if one.owner_id == person.pk and one.state == Decision.State.DOING]


def _mail(
    actor: Actor,
    detail: MeetingDetail,
    person: Person,
    language: str,
    promised: Sequence[Decision],
    inside: set[str],
) -> ShownMail:
    meeting = detail.meeting
    with translation.override(language):
        told = {
            "name": person.name,
            "table": meeting.table.name,
            "day": day_words(meeting.on),
        }
        reason = _("You get this mail because you sit at this table.")
        own = [_("This you do:") + _lines(promised)] if promised else []
        decided = detail.decisions
        return ShownMail(
            to=person.email,
            language=language,
            subject=_("Minutes of the table %(table)s of %(day)s") % told,
            opening=(
                _("Hello %(name)s,") % told,
                _("The table %(table)s met on %(day)s.") % told,
                _("This was decided:") + _lines(decided) if decided else _("Nothing was decided."),
                *own,
            ),
            closing=(
                _more(actor, meeting) if person.email in inside else _ask_chair(),
                ", ".join(filter(None, (actor.name, actor.partnership_name))),
            ),
            reason=reason,
            footer=letters.footer(actor, language, reason),
        )


def _lines(decisions: Iterable[Decision]) -> str:
    return "".join(f"\n- {_line(one)}" for one in decisions)


def _line(one: Decision) -> str:
    if one.due_on is None:
        return one.what
    return f"{one.what} {_('Done by %(day)s.') % {'day': day_words(one.due_on)}}"


def _more(actor: Actor, meeting: Meeting) -> str:
    page = settings.PUBLIC_ADDRESS + address(actor, "tables:meeting_detail", pk=meeting.pk)
    return _("Sign in to read all of it: what was said, and who was there.") + f"\n{page}"


def _ask_chair() -> str:
    return _("Do you want to know more? Ask whoever leads the table.")
