"""The mail that tells the people at a table when they meet, and the day for their own calendar."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

from django.conf import settings
from django.http import Http404
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.accounts.calendar import as_text
from dwarsverband.foundation.links import links
from dwarsverband.foundation.mail import letters
from dwarsverband.foundation.mail.shown import ShownMail
from dwarsverband.foundation.ui.numbers import in_words, listed, with_capital
from dwarsverband.modules.network.models import Person
from dwarsverband.modules.network.queries.consent import languages_of
from dwarsverband.modules.tables.models import Meeting
from dwarsverband.modules.tables.queries.calendar import meeting_event
from dwarsverband.modules.tables.queries.meeting_words import day_words, when_words
from dwarsverband.modules.tables.queries.meetings import expected

PURPOSE = "table_meeting"


@dataclass(frozen=True, slots=True)
class Told:
    """What the last mail about a meeting said, and to how many."""

    meeting: Meeting
    mails: int


@dataclass(frozen=True, slots=True)
class MeetingMail:
    """The mail to everybody at a table: what it looks like in each language, and whom it does not reach."""

    shown: tuple[ShownMail, ...]
    to: tuple[tuple[Person, str], ...]
    reached: str
    missed: str
    moved: str


def meeting_mail(actor: Actor, meeting: Meeting) -> MeetingMail:
    """Everybody at the table of whom an address is known, each in their language."""
    people = [seat.person for seat in expected(actor, meeting.table) if seat.person]
    reached, before = [person for person in people if person.email], moved_from(actor, meeting)
    languages = languages_of(actor, reached)
    first = {languages[person.pk]: person for person in reversed(reached)}
    return MeetingMail(
        shown=tuple(
            mail_to(actor, meeting, one, language, before=before) for language, one in first.items()
        ),
        to=tuple((person, languages[person.pk]) for person in reached),
        reached=reached_words(reached),
        missed=missed_words([person.name for person in people if not person.email]),
        moved=_moved(before),
    )


def details_of(meeting: Meeting, mails: int) -> dict[str, str]:
    """What is remembered beside the address in a mail: what it said, and to how many it went."""
    starts_at = meeting.starts_at.isoformat() if meeting.starts_at else ""
    said = {"on": meeting.on.isoformat(), "starts_at": starts_at, "place": meeting.place}
    return said | {"mails": str(mails)}


def moved_from(actor: Actor, meeting: Meeting) -> Told | None:
    """What the last mail said, when the day, the time or the place is another now."""
    if meeting.told_on is None:
        return None
    link = links.pending(actor, PURPOSE).filter(subject=meeting.pk).first()
    if link is None or "on" not in link.details:
        return None
    now, said = details_of(meeting, 0), link.details
    if all(now[name] == said[name] for name in ("on", "starts_at", "place")):
        return None
    before = Meeting(
        on=date.fromisoformat(said["on"]),
        starts_at=time.fromisoformat(said["starts_at"]) if said["starts_at"] else None,
        place=said["place"],
    )
    return Told(before, int(said["mails"]))


def moved_told(actor: Actor, meeting: Meeting) -> str:
    """How many people hold what holds no longer; nothing when nobody does."""
    return _moved(moved_from(actor, meeting))


def mail_to(
    actor: Actor,
    meeting: Meeting,
    person: Person,
    language: str,
    secret: str = "",
    before: Told | None = None,
) -> ShownMail:
    """The mail to one of them; without a secret, what its address looks like."""
    with translation.override(language):
        told = {
            "name": person.name,
            "table": meeting.table.name,
            "when": when_words(meeting, has_capital=False),
            "day": day_words(meeting.on),
            "before": when_words(before.meeting, has_capital=False) if before else "",
        }
        subject = _("The table %(table)s meets on %(day)s") % told
        reason = _("You get this mail because you sit at this table.")
        page = reverse("meeting_day", args=[secret or "…"]).replace("%E2%80%A6", "…")
        return ShownMail(
            to=person.email,
            language=language,
            subject=_("Changed: %(subject)s") % {"subject": subject} if before else subject,
            opening=(
                _("Hello %(name)s,") % told,
                _("The table %(table)s meets: %(when)s.") % told,
                *([_("This has changed. It was: %(before)s.") % told] if before else []),
                *_agenda(meeting.agenda),
            ),
            closing=(
                _("Put it in your calendar. You need no account.")
                + f"\n{settings.PUBLIC_ADDRESS}{page}",
                ", ".join(filter(None, (actor.name, actor.partnership_name))),
            ),
            reason=reason,
            footer=letters.footer(actor, language, reason),
        )


def cancel_mail(actor: Actor, meeting: Meeting) -> MeetingMail:
    """The mail that a meeting is off, to everybody at the table; to nobody when it was never mailed."""
    seats = expected(actor, meeting.table) if meeting.told_on else []
    people = [seat.person for seat in seats if seat.person]
    reached = [person for person in people if person.email]
    languages = languages_of(actor, reached)
    first = {languages[person.pk]: person for person in reversed(reached)}
    return MeetingMail(
        shown=tuple(off_to(actor, meeting, one, language) for language, one in first.items()),
        to=tuple((person, languages[person.pk]) for person in reached),
        reached=reached_words(reached),
        missed=missed_words([person.name for person in people if not person.email]),
        moved="",
    )


def off_to(actor: Actor, meeting: Meeting, person: Person, language: str) -> ShownMail:
    """The mail to one of them that a meeting is off."""
    with translation.override(language):
        told = {
            "name": person.name,
            "table": meeting.table.name,
            "when": when_words(meeting, has_capital=False),
            "day": day_words(meeting.on),
        }
        reason = _("You get this mail because you sit at this table.")
        return ShownMail(
            to=person.email,
            language=language,
            subject=_("Off: the table %(table)s does not meet on %(day)s") % told,
            opening=(
                _("Hello %(name)s,") % told,
                _("The meeting of the table %(table)s is off. It was: %(when)s.") % told,
            ),
            closing=(
                _("Does it stand in your calendar? Then take it out."),
                ", ".join(filter(None, (actor.name, actor.partnership_name))),
            ),
            reason=reason,
            footer=letters.footer(actor, language, reason),
        )


def off_of_link(actor: Actor, secret: str) -> str:
    """That the meeting of a link was called off, with its day; nothing while it stands."""
    link = links.get(actor, secret, PURPOSE)
    if link is None or link.subject is None:
        raise Http404
    if Meeting.objects.filter(partnership_id=actor.partnership_id, pk=link.subject).exists():
        return ""
    last = links.pending(actor, PURPOSE).filter(subject=link.subject).first() or link
    if "on" not in last.details:
        return _("This meeting is off.")
    day = day_words(date.fromisoformat(last.details["on"]))
    return _("The meeting of %(day)s is off.") % {"day": day}


def cancelled_words(count: int) -> str:
    """The receipt for whoever cancelled it."""
    off = _("Cancelled. This meeting does not take place.")
    return f"{off} {told_words(count)}" if count else off


def day_of_link(actor: Actor, secret: str) -> str:
    """The day that a link from a mail is about, for a calendar."""
    link = links.get(actor, secret, PURPOSE)
    if link is None or link.subject is None:
        raise Http404
    own = {"partnership_id": actor.partnership_id}
    meeting = Meeting.objects.filter(**own, pk=link.subject).select_related("table").first()
    if meeting is None:
        raise Http404
    return as_text(actor, [meeting_event(actor, meeting)])


def told_words(count: int) -> str:
    """The receipt for whoever sent it."""
    sentence = ngettext("%(count)s mail leaves now.", "%(count)s mails leave now.", count)
    return with_capital(sentence % {"count": in_words(count)})


def _agenda(points: Sequence[str]) -> list[str]:
    return [_("It is about:") + "\n" + "\n".join(f"- {one}" for one in points)] if points else []


def reached_words(people: Sequence[Person]) -> str:
    """To whom a mail goes."""
    return _("It goes to %(names)s.") % {"names": listed([one.name for one in people])}


def missed_words(names: Sequence[str]) -> str:
    """Whom it does not reach; nothing when it reaches everybody."""
    if not names:
        return ""
    sentence = _("Of %(names)s we know no e-mail address. Tell them yourself.")
    return sentence % {"names": listed(names)}


def _moved(told: Told | None) -> str:
    if told is None:
        return ""
    sentence = ngettext(
        "%(count)s person was mailed something else: %(when)s.",
        "%(count)s people were mailed something else: %(when)s.",
        told.mails,
    )
    words = {"count": in_words(told.mails), "when": when_words(told.meeting, has_capital=False)}
    return with_capital(sentence % words)
