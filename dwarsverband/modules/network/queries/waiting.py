"""What waits for a member in the network: whom to speak, what was promised, who asks for help."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.accounts.waiting import ToCount, Waits, counted, waiting
from dwarsverband.foundation.ui.addresses import address
from dwarsverband.modules.network.models import Participation
from dwarsverband.modules.network.queries.agreements import agreements_ending
from dwarsverband.modules.network.queries.handed import Handed, handed_to
from dwarsverband.modules.network.queries.helping import answers_to_thank, own_asks
from dwarsverband.modules.network.queries.introductions import open_introductions
from dwarsverband.modules.network.queries.moments import own_promises
from dwarsverband.modules.network.queries.rounds import missing_names, own_open_participations
from dwarsverband.modules.network.queries.said import Said
from dwarsverband.modules.network.queries.upkeep import Talk, Weekly, keeps_contacts, month, week

WORKING_DAYS = 4


@dataclass(frozen=True, slots=True)
class Due:
    """Whom a member speaks before the week is over; for whoever plans by the month, the month."""

    talks: tuple[Talk, ...]
    handed: tuple[Handed, ...]
    is_monthly: bool
    starts: date
    ends: date

    @property
    def count(self) -> int:
        """How many conversations that is."""
        return len(self.talks) + len(self.handed)


def due(actor: Actor, known: Weekly, found: Said) -> Due:
    """Whom this member speaks now: the same on every page, in the mail and in the calendar."""
    today = timezone.localdate()
    if actor.role == "administrator":
        first, next_month = today.replace(day=1), (today.replace(day=28) + timedelta(days=4))
        last = next_month - timedelta(days=next_month.day)
        talks, handed = month(actor, known, found), handed_to(actor, found)
        return Due(talks, handed, is_monthly=True, starts=first, ends=last)
    this_week, monday = week(actor, known, found), today - timedelta(days=today.weekday())
    friday = monday + timedelta(days=WORKING_DAYS)
    return Due(this_week.talks, this_week.handed, is_monthly=False, starts=monday, ends=friday)


def talks_wait(actor: Actor, found: Due) -> Waits | None:
    """The same, counted as everything else that waits; nothing when nobody does."""
    if not found.count:
        return None
    one = ToCount(
        kind="talks",
        rows=Participation.objects.none(),
        words=lambda count: talks_words(count, is_monthly=found.is_monthly),
        verb=_("See who"),
        href=address(actor, "home:today"),
        has_day=True,
    )
    return counted(one, found.count)


def talks_words(count: int, *, is_monthly: bool) -> str:
    """How many conversations wait, this week or this month."""
    if is_monthly:
        return ngettext(
            "%(count)s conversation waits for you this month.",
            "%(count)s conversations wait for you this month.",
            count,
        )
    return ngettext(
        "%(count)s conversation waits for you this week.",
        "%(count)s conversations wait for you this week.",
        count,
    )


def everything(actor: Actor, found: Due) -> tuple[Waits, ...]:
    """All that waits: whom to speak first, then the rest of every module."""
    first = talks_wait(actor, found)
    return (*((first,) if first else ()), *waiting(actor))


def waits(actor: Actor) -> Iterator[ToCount]:
    """What can wait here, but for whom to speak: that follows from what would be lost."""
    yield from _help(actor)
    yield ToCount(
        kind="rounds",
        rows=own_open_participations(actor),
        words=lambda count: ngettext(
            "%(count)s contact round asks with whom you work.",
            "%(count)s contact rounds ask with whom you work.",
            count,
        ),
        verb=_("Answer"),
        href=address(actor, "home:today"),
    )
    yield ToCount(
        kind="introductions",
        rows=open_introductions(actor),
        words=lambda count: ngettext(
            "%(count)s introduction is not finished yet.",
            "%(count)s introductions are not finished yet.",
            count,
        ),
        verb=_("Open the introductions"),
        href=address(actor, "network:introduction_list"),
    )
    if actor.is_coordinator:
        yield _names(actor)
    if keeps_contacts(actor):
        yield from _kept(actor)


def _help(actor: Actor) -> Iterator[ToCount]:
    """Questions that wait for an answer, and answers that wait for whoever asked."""
    yield ToCount(
        kind="help",
        rows=own_asks(actor).filter(answer=""),
        words=lambda count: ngettext(
            "%(count)s question for help waits for your answer.",
            "%(count)s questions for help wait for your answer.",
            count,
        ),
        verb=_("Answer"),
        href=f"{address(actor, 'network:help_page')}#asked",
    )
    yield ToCount(
        kind="answers",
        rows=answers_to_thank(actor),
        words=lambda count: ngettext(
            "%(count)s colleague answered your question. Read it, and say thank you.",
            "%(count)s colleagues answered your question. Read it, and say thank you.",
            count,
        ),
        verb=_("Read the answer"),
        href=address(actor, "network:help_page"),
    )


def _names(actor: Actor) -> ToCount:
    """What waits for whoever decides about names that people passed on in a round."""
    return ToCount(
        kind="names",
        rows=missing_names(actor),
        words=lambda count: ngettext(
            "%(count)s name was passed on. You decide whether it comes in.",
            "%(count)s names were passed on. You decide whether they come in.",
            count,
        ),
        verb=_("See who was missed"),
        href=address(actor, "network:round_list"),
    )


def _kept(actor: Actor) -> Iterator[ToCount]:
    """What waits for whoever keeps contacts: promises, and agreements that end."""
    yield ToCount(
        kind="promises",
        rows=own_promises(actor),
        words=lambda count: ngettext(
            "%(count)s promise or question is not done yet.",
            "%(count)s promises or questions are not done yet.",
            count,
        ),
        verb=_("See what waits"),
        href=f"{address(actor, 'network:upkeep')}#moments",
        has_day=True,
    )
    yield ToCount(
        kind="agreements",
        rows=agreements_ending(actor),
        words=lambda count: ngettext(
            "%(count)s agreement that you keep ends within a month.",
            "%(count)s agreements that you keep end within a month.",
            count,
        ),
        verb=_("Open the key persons"),
        href=address(actor, "network:key_person_list"),
        has_day=True,
    )
