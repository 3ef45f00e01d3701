"""Numbers, lists and lengths of time as people say them."""

from collections.abc import Sequence
from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

DAYS, WEEKS, MONTHS = 14, 60, 730
DAYS_A_MONTH, DAYS_A_YEAR = 30.44, 365.25


def in_words(count: int) -> str:
    """A small number is a word, a larger one is written in figures."""
    names = {
        0: pgettext("number", "no"),
        1: pgettext("number", "one"),
        2: pgettext("number", "two"),
        3: pgettext("number", "three"),
        4: pgettext("number", "four"),
        5: pgettext("number", "five"),
        6: pgettext("number", "six"),
        7: pgettext("number", "seven"),
        8: pgettext("number", "eight"),
        9: pgettext("number", "nine"),
        10: pgettext("number", "ten"),
        11: pgettext("number", "eleven"),
        12: pgettext("number", "twelve"),
    }
    return names.get(count, str(count))


def listed(names: Sequence[str], *, is_choice: bool = False) -> str:
    """Names one after the other: a, b and c; or, as a choice, a, b or c."""
    if len(names) < 2:
        return "".join(names)
    parts = {"most": ", ".join(names[:-1]), "last": names[-1]}
    return (_("%(most)s or %(last)s") if is_choice else _("%(most)s and %(last)s")) % parts


def with_capital(text: str) -> str:
    """A text as it begins a sentence; a Dutch capital carries no accent of stress."""
    return (text[:1].upper() + text[1:]).replace("Éé", "Eé", 1)


def estimate(day: date) -> str:
    """Around which month something was; in which year, when only that was told: its first day."""
    is_this_year = day.year == timezone.localdate().year
    if (day.month, day.day) == (1, 1) and not is_this_year:
        return _("some time in %(year)s") % {"year": day.year}
    return _("around %(month)s") % {"month": date_format(day, "F" if is_this_year else "F Y")}


def silence(day: date | None, *, is_estimate: bool = False) -> str:
    """How long nobody spoke, in words; of an estimate only around which month, or in which year."""
    if day is None:
        return _("never spoken, as far as we know")
    if is_estimate:
        return estimate(day)
    passed = (timezone.localdate() - as_day(day)).days
    if passed <= 0:
        return _("spoken today")
    if passed < DAYS:
        count = passed
        text = ngettext("%(count)s day of silence", "%(count)s days of silence", count)
    elif passed < WEEKS:
        count = passed // 7
        text = ngettext("%(count)s week of silence", "%(count)s weeks of silence", count)
    elif passed < MONTHS:
        count = int(passed / DAYS_A_MONTH)
        text = ngettext("%(count)s month of silence", "%(count)s months of silence", count)
    else:
        count = int(passed / DAYS_A_YEAR)
        text = ngettext("%(count)s year of silence", "%(count)s years of silence", count)
    return text % {"count": in_words(count)}


def week_of(day: date) -> str:
    """A day with its weekday and its week (ISO 8601)."""
    return _("%(day)s · week %(week)s") % {
        "day": with_capital(date_format(day, "l j F")),
        "week": day.isocalendar().week,
    }


def as_day(moment: date) -> date:
    """The day of a moment, in the Netherlands."""
    return timezone.localtime(moment).date() if isinstance(moment, datetime) else moment
