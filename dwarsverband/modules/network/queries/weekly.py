"""The mail of Monday: who gets it, what it counts, and whether the last one left."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.accounts.models import Membership
from dwarsverband.foundation.accounts.queries import member_list
from dwarsverband.foundation.accounts.waiting import Waits
from dwarsverband.foundation.links import links
from dwarsverband.foundation.mail.letters import unknown_letters
from dwarsverband.modules.network.models import Holiday, WeeklyMail
from dwarsverband.modules.network.queries.moments import visible_moments
from dwarsverband.modules.network.queries.people import visible_ties
from dwarsverband.modules.network.queries.said import said, visible_turns
from dwarsverband.modules.network.queries.upkeep import weekly
from dwarsverband.modules.network.queries.waiting import due, everything

PURPOSE = "weekly_mail"
LINK_DAYS, FRIDAY = 60, 4


@dataclass(frozen=True, slots=True)
class Counts:
    """What waits for one member, and what changed in a week: numbers, and never a name."""

    waits: tuple[Waits, ...]
    handed: int
    spoken: int
    new_ties: int

    @property
    def is_empty(self) -> bool:
        """Nothing waits and nothing changed: no mail is better than this one."""
        return not any((self.waits, self.handed, self.spoken, self.new_ties))


@dataclass(frozen=True, slots=True)
class OwnWeeklyMail:
    """What somebody chose, and what is known of their last mail."""

    is_wanted: bool
    written_for: date | None
    is_unknown: bool


def monday_of(day: date) -> date:
    """The first day of its week (ISO 8601)."""
    return day - timedelta(days=day.weekday())


def is_time(actor: Actor, monday: date) -> bool:
    """Whether a mail for that week may go out today: a working day of that week, and no holiday."""
    today = timezone.localdate()
    if monday_of(today) != monday or today.weekday() > FRIDAY:
        return False
    holidays = Holiday.objects.filter(
        partnership_id=actor.partnership_id, starts_on__lte=today, ends_on__gte=today
    )
    return not holidays.exists()


def waiting_for_mail(actor: Actor, monday: date) -> QuerySet[Membership]:
    """Who takes part, wants the mail and has none for that week yet, nor for a later one."""
    mails = _due(actor, monday).values("membership")
    return member_list(actor).filter(pk__in=mails).order_by("pk")


def is_due(actor: Actor, monday: date) -> bool:
    """Whether the actor waits for the mail of that week."""
    return _due(actor, monday).filter(membership=actor.membership_id).exists()


def own_weekly_mail(actor: Actor) -> OwnWeeklyMail:
    """What the actor chose; who never chose gets none."""
    mails = WeeklyMail.objects.filter(partnership_id=actor.partnership_id)
    found = mails.filter(membership=actor.membership_id).first()
    if found is None:
        return OwnWeeklyMail(is_wanted=False, written_for=None, is_unknown=False)
    is_lost = found.letter is not None and unknown_letters(actor).filter(pk=found.letter).exists()
    return OwnWeeklyMail(found.is_wanted, found.written_for, is_lost)


def weekly_mail_of_link(actor: Actor, secret: str) -> WeeklyMail:
    """Whose mails the holder of a link may stop."""
    link = links.get(actor, secret, PURPOSE)
    if link is None:
        raise Http404
    mails = WeeklyMail.objects.filter(partnership_id=actor.partnership_id)
    return get_object_or_404(mails, membership=link.subject)


def holds_link_of(actor: Actor, mail: WeeklyMail) -> bool:
    """Whether the actor came in with the link that stops these mails."""
    if actor.kind != "link" or actor.membership_id is None:
        return False
    own = links.pending(actor, PURPOSE).filter(pk=actor.membership_id, subject=mail.membership_id)
    return own.exists()


def counts(actor: Actor) -> Counts:
    """What waits for the actor, and what changed since a week ago."""
    found, since = said(actor), timezone.localdate() - timedelta(days=7)
    moments = visible_moments(actor).filter(happened_on__gte=since)
    handed = visible_turns(actor).filter(handed_on__gte=since)
    return Counts(
        waits=everything(actor, due(actor, weekly(actor, found), found)),
        handed=handed.exclude(membership=actor.membership_id).count(),
        spoken=moments.count(),
        new_ties=visible_ties(actor).filter(since_on__gte=since).count(),
    )


def _due(actor: Actor, monday: date) -> QuerySet[WeeklyMail]:
    mails = WeeklyMail.objects.filter(partnership_id=actor.partnership_id, is_wanted=True)
    return mails.filter(Q(written_for=None) | Q(written_for__lt=monday))
