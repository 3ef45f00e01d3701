"""What a page says about a meeting and about what was decided."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote, urlencode

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.ui.numbers import in_words, with_capital
from dwarsverband.modules.tables.models import Decision, Meeting
from dwarsverband.modules.tables.queries.meetings import (
    MeetingDetail,
    address_of_owner,
    has_no_account,
)
from dwarsverband.modules.tables.queries.minutes import Point

State = Decision.State
KINDS = {
    State.DOING: "info",
    State.DONE: "positive",
    State.DIFFERENT: "warning",
    State.LET_GO: "neutral",
}


@dataclass(frozen=True, slots=True)
class MeetingWords:
    """When and where, who was there in one sentence, and the points with what was said."""

    title: str
    when: str
    answer: str
    heading: str
    points: tuple[Point, ...]
    besides: str


@dataclass(frozen=True, slots=True)
class DecisionTold:
    """A decision with how it stands; one that is overdue is asked about."""

    decision: Decision
    kind: str
    status: str
    ask: str


def meeting_words(detail: MeetingDetail) -> MeetingWords:
    """The sentences of the page of a meeting."""
    day = date_format(detail.meeting.on, "j F Y")
    return MeetingWords(
        title=_("Meeting of %(day)s") % {"day": day},
        when=f"{detail.meeting.table.name} · {when_words(detail.meeting)}",
        answer=_answer(detail),
        heading=_("Said here") if any(one.said for one in detail.points) else _("Agenda"),
        points=tuple(one for one in detail.points if one.point),
        besides=next((one.said for one in detail.points if not one.point), ""),
    )


def day_words(day: date) -> str:
    """A day; of another year, with the year."""
    is_this_year = day.year == timezone.localdate().year
    return str(date_format(day, "j F" if is_this_year else "j F Y"))


def when_words(meeting: Meeting, *, has_capital: bool = True) -> str:
    """The weekday, the day, the time and the place; of another year, the year."""
    day = f"{date_format(meeting.on, 'l')} {day_words(meeting.on)}"
    day = with_capital(day) if has_capital else day
    parts = [f"{day}, {meeting.starts_at:%H.%M}" if meeting.starts_at else day, meeting.place]
    return " · ".join(filter(None, parts))


def decisions_told(decisions: Sequence[Decision]) -> list[DecisionTold]:
    """Some decisions, each with how it stands."""
    return [
        DecisionTold(
            decision=one,
            kind="warning" if one.is_overdue else KINDS[State(one.state)],
            status=_("Past its day") if one.is_overdue else str(one.get_state_display()),
            ask=_ask(one),
        )
        for one in decisions
    ]


def planned(meeting: Meeting) -> str:
    """The receipt for whoever planned it; of a day that has passed there is nobody to mail."""
    if meeting.on < timezone.localdate():
        return _("It stands.")
    return _("It stands. Nobody knows it yet: mail the people at the table.")


def decided(decision: Decision, *, is_unread: bool) -> str:
    """The receipt for whoever wrote it down: whether who does it reads it here."""
    if decision.owner is None:
        return _("Written down.")
    if not is_unread:
        return _("Written down. Whoever does it reads it on their front page.")
    return _("Written down. Whoever does it has no account and does not read it here: tell them.")


def owner_words(actor: Actor, decision: Decision) -> dict[str, object]:
    """Whether whoever does it reads it here (`unread` when not), and the mail that tells them, if they have an address."""
    told: dict[str, object] = {"unread": has_no_account(actor, decision)}
    email = address_of_owner(actor, decision)
    return {**told, "mail": decision_mail(decision, email)} if email else told


def decision_mail(decision: Decision, email: str) -> str:
    """The address of a mail about it, to send yourself."""
    due = day_words(decision.due_on) if decision.due_on else ""
    lines = [
        _("Hello %(name)s,") % {"name": decision.owner_words},
        _("At the table %(table)s we decided: %(what)s")
        % {"table": decision.table.name, "what": decision.what},
        _("Done by %(day)s.") % {"day": due} if due else "",
    ]
    body = "\r\n\r\n".join(filter(None, lines))
    subject = _("What you do for the table %(table)s") % {"table": decision.table.name}
    return f"mailto:{quote(email, safe='@')}?{urlencode({'subject': subject, 'body': body}, quote_via=quote)}"


def reported(decision: Decision) -> str:
    """The receipt for whoever said how something stands."""
    sentences = {
        State.DOING: _("Thank you. It is under way."),
        State.DONE: _("Thank you. It is done."),
        State.DIFFERENT: _("Thank you. It became different: tell the table why."),
        State.LET_GO: _("Let go. That is fine too."),
    }
    return sentences[State(decision.state)]


def _ask(decision: Decision) -> str:
    if not decision.is_overdue or decision.due_on is None:
        return ""
    told = {"day": day_words(decision.due_on)}
    return _("It was to be done on %(day)s. How does it stand?") % told


def _answer(detail: MeetingDetail) -> str:
    if detail.meeting.recorded_on is None:
        if detail.meeting.is_past:
            return _("Nobody wrote down yet who was there.")
        points = len(detail.meeting.agenda)
        sentence = ngettext(
            "%(count)s point on the agenda.", "%(count)s points on the agenda.", points
        )
        return with_capital(sentence % {"count": in_words(points)})
    came, all_of = len(detail.came), len(detail.presences)
    sentence = ngettext(
        "%(came)s of %(count)s person was there.",
        "%(came)s of %(count)s people were there.",
        all_of,
    )
    return with_capital(sentence % {"came": in_words(came), "count": in_words(all_of)})
