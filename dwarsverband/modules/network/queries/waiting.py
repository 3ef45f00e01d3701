"""What waits for a member in the network: whom to speak, what was promised, who asks for help."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

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
# What waits, in a sentence about so many of it.
TALKS_OF_A_WEEK = ngettext_lazy(
    "%(count)s conversation waits for you this week.",
    "%(count)s conversations wait for you this week.",
    "number",
)
TALKS_OF_A_MONTH = ngettext_lazy(
    "%(count)s conversation waits for you this month.",
    "%(count)s conversations wait for you this month.",
    "number",
)
ROUNDS = ngettext_lazy(
    "%(count)s contact round asks with whom you work.",
    "%(count)s contact rounds ask with whom you work.",
    "number",
)
INTRODUCTIONS = ngettext_lazy(
    "%(count)s introduction is not finished yet.",
    "%(count)s introductions are not finished yet.",
    "number",
)
HELP = ngettext_lazy(
    "%(count)s question for help waits for your answer.",
    "%(count)s questions for help wait for your answer.",
    "number",
)
ANSWERS = ngettext_lazy(
    "%(count)s colleague answered your question. Read it, and say thank you.",
    "%(count)s colleagues answered your question. Read it, and say thank you.",
    "number",
)
NAMES = ngettext_lazy(
    "%(count)s name was passed on. You decide whether it comes in.",
    "%(count)s names were passed on. You decide whether they come in.",
    "number",
)
PROMISES = ngettext_lazy(
    "%(count)s promise or question is not done yet.",
    "%(count)s promises or questions are not done yet.",
    "number",
)
AGREEMENTS = ngettext_lazy(
    "%(count)s agreement that you keep ends within a month.",
    "%(count)s agreements that you keep end within a month.",
    "number",
)


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
    words = TALKS_OF_A_MONTH if found.is_monthly else TALKS_OF_A_WEEK
    nobody, page = Participation.objects.none(), address(actor, "home:today")
    one = ToCount("talks", nobody, words, _("See who"), page, has_day=True)
    return counted(one, found.count)


def everything(actor: Actor, found: Due) -> tuple[Waits, ...]:
    """All that waits: whom to speak first, then the rest of every module."""
    first = talks_wait(actor, found)
    return (*((first,) if first else ()), *waiting(actor))


def waits(actor: Actor) -> Iterator[ToCount]:
    """What can wait here, but for whom to speak: that follows from what would be lost."""
    help_page, round_list = (
        address(actor, f"network:{name}") for name in ("help_page", "round_list")
    )
    asked, page = own_asks(actor).filter(answer=""), address(actor, "home:today")
    yield ToCount("help", asked, HELP, _("Answer"), f"{help_page}#asked")
    yield ToCount("answers", answers_to_thank(actor), ANSWERS, _("Read the answer"), help_page)
    yield ToCount("rounds", own_open_participations(actor), ROUNDS, _("Answer"), page)
    begun, page = open_introductions(actor), address(actor, "network:introduction_list")
    yield ToCount("introductions", begun, INTRODUCTIONS, _("Open the introductions"), page)
    if actor.is_coordinator:
        yield ToCount("names", missing_names(actor), NAMES, _("See who was missed"), round_list)
    if keeps_contacts(actor):
        yield from _kept(actor)


def _kept(actor: Actor) -> Iterator[ToCount]:
    """What waits for whoever keeps contacts: promises, and agreements that end."""
    promised, page = own_promises(actor), f"{address(actor, 'network:upkeep')}#moments"
    yield ToCount("promises", promised, PROMISES, _("See what waits"), page, has_day=True)
    ending, page = agreements_ending(actor), address(actor, "network:key_person_list")
    yield ToCount("agreements", ending, AGREEMENTS, _("Open the key persons"), page, has_day=True)
