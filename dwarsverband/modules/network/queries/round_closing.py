"""What closing a round would do, read before it is done."""

from collections.abc import Iterator

from django.db.models import Count, Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.ui.numbers import in_words, with_capital
from dwarsverband.modules.network.models import Round
from dwarsverband.modules.network.queries.people import sees_everybody
from dwarsverband.modules.network.queries.rounds import participations_of, people_to_thank


def closing_lines(actor: Actor, asked: Round) -> tuple[str, ...]:
    """How many answered, how many still can and until when, and how many mails go; nothing for others."""
    if not sees_everybody(actor) or asked.closed_on is not None:
        return ()
    counts = participations_of(actor, asked).aggregate(
        answered=Count("pk", filter=~Q(answered_on=None)),
        still=Count("pk", filter=Q(answered_on=None, declined_on=None, undone_on=None)),
    )
    mails = people_to_thank(actor, asked).count()
    return tuple(closing_words(asked, counts["answered"], counts["still"], mails))


def closing_words(asked: Round, answered: int, still: int, mails: int) -> Iterator[str]:
    """The same in sentences."""
    yield _said(
        answered,
        ngettext("%(count)s person answered.", "%(count)s people answered.", answered),
        _("Nobody answered yet."),
    )
    if still:
        told = ngettext(
            "%(count)s person can still answer, until %(day)s. After closing no longer.",
            "%(count)s people can still answer, until %(day)s. After closing no longer.",
            still,
        )
        day = date_format(asked.answers_until, "l j F")
        yield with_capital(told % {"count": in_words(still), "day": day})
    yield _said(
        mails,
        ngettext(
            "%(count)s mail goes out at once: whoever answered reads what came of it.",
            "%(count)s mails go out at once: whoever answered reads what came of it.",
            mails,
        ),
        _("No mail goes out."),
    )


def _said(count: int, told: str, nobody: str) -> str:
    return with_capital(told % {"count": in_words(count)}) if count else nobody
