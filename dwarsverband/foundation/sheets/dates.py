"""Days as people write them in a list; the day comes first, and nothing is guessed in silence."""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from django.utils import timezone
from django.utils.translation import gettext as _

from dwarsverband.foundation.sheets.words import fold, listed

_MONTHS = (
    "januari jan january januarie", "februari feb february febr", "maart mrt mar march maa", "april apr",
    "mei may", "juni jun june", "juli jul july", "augustus aug august", "september sep sept septembre",
    "oktober okt oct october", "november nov", "december dec",
)  # fmt: skip
_MONTH = {word: number for number, words in enumerate(_MONTHS, 1) for word in listed(words)}
_WEEKDAYS = (
    r"maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag|monday|tuesday|wednesday|thursday|friday|"
    r"saturday|sunday|ma|di|wo|do|vr|za|zo|mon|tue|wed|thu|fri|sat|sun"
)
_WEEKDAY = re.compile(rf"^({_WEEKDAYS})\b[.,]?\s*")
_TIME = re.compile(
    r"[t\s,]+(om\s+)?\d{1,2}[:.]\d{2}([:.]\d{2}(\.\d+)?)?\s*(uur|u|z|[+-]\d{2}:?\d{2})?$"
)
_FIRST_SERIAL, _LAST_SERIAL = 20_000, 80_000
_YEARS_BACK, _YEARS_AHEAD = 10, 1


@dataclass(frozen=True)
class ParsedDate:
    """A day and how exactly it was told (day, month, year); without a day, why not."""

    on: date | None
    precision: str = "day"
    problem: str = ""
    text: str = ""

    @property
    def until(self) -> date | None:
        """The last day that may be meant: of a month or a year its last one."""
        if self.on is None or self.precision == "day":
            return self.on
        month = 12 if self.precision == "year" else self.on.month
        return self.on.replace(month=month, day=monthrange(self.on.year, month)[1])

    @property
    def sentence(self) -> str:
        """What is wrong with the text, for the person who wrote it; empty when nothing is."""
        return _SENTENCES[self.problem]() % {"text": self.text} if self.problem else ""


def parse_date(text: str, today: date | None = None) -> ParsedDate:
    """The day a text means; of a month or a year the first day."""
    return _parse(text, today or timezone.localdate())


@lru_cache(maxsize=20_000)
def _parse(text: str, today: date) -> ParsedDate:
    bare = re.sub(r"\s+", " ", fold(text)).strip().strip(".")
    if not bare:
        return ParsedDate(None)
    bare = _TIME.sub("", _WEEKDAY.sub("", bare))
    for pattern, read in _SHAPES:
        if found := pattern.fullmatch(bare):
            return read(found, text, today)
    return _unclear("unread", text)


def _unclear(problem: str, text: str) -> ParsedDate:
    return ParsedDate(None, problem=problem, text=text[:40])


def _day(year: int, month: int, day: int, text: str, precision: str = "day") -> ParsedDate:
    try:
        return ParsedDate(date(year, month, day), precision)
    except ValueError:
        return _unclear("swapped" if month > 12 >= day else "no_such_day", text)


def _year(written: str, today: date) -> int | None:
    """A year of four figures, or of two when it can only be one of the last ten or the next."""
    if len(written) == 4:
        return int(written)
    year = today.year - today.year % 100 + int(written)
    return year if today.year - _YEARS_BACK <= year <= today.year + _YEARS_AHEAD else None


def _in_year(
    written: str, month: int, day: int, text: str, today: date, precision: str
) -> ParsedDate:
    year = _year(written, today)
    if year is None:
        return _unclear("which_century", text)
    return _day(year, month, day, text, precision)


def _year_first(found: re.Match[str], text: str, today: date) -> ParsedDate:
    return _day(int(found[1]), int(found[2]), int(found[3]), text)


def _day_first(found: re.Match[str], text: str, today: date) -> ParsedDate:
    return _in_year(found[3], int(found[2]), int(found[1]), text, today, "day")


def _year_month(found: re.Match[str], text: str, today: date) -> ParsedDate:
    return _day(int(found[1]), int(found[2]), 1, text, "month")


def _month_year(found: re.Match[str], text: str, today: date) -> ParsedDate:
    return _day(int(found[2]), int(found[1]), 1, text, "month")


def _day_word(found: re.Match[str], text: str, today: date) -> ParsedDate:
    return _worded(found[1], found[2], found[3], text, today)


def _word_day(found: re.Match[str], text: str, today: date) -> ParsedDate:
    return _worded(found[2], found[1], found[3], text, today)


def _word_year(found: re.Match[str], text: str, today: date) -> ParsedDate:
    return _worded("", found[1], found[2], text, today)


def _worded(day: str, word: str, year: str | None, text: str, today: date) -> ParsedDate:
    month = _MONTH.get(word)
    if month is None:
        return _unclear("unread", text)
    if not year:
        return _unclear("which_year", text)
    return _in_year(year, month, int(day or 1), text, today, "day" if day else "month")


def _only_year(found: re.Match[str], text: str, today: date) -> ParsedDate:
    return _day(int(found[1]), 1, 1, text, "year")


def _serial(found: re.Match[str], text: str, today: date) -> ParsedDate:
    """The number of days since 30 December 1899, as spreadsheets count."""
    days = int(found[1])
    if not _FIRST_SERIAL <= days <= _LAST_SERIAL:
        return _unclear("unread", text)
    return ParsedDate(date(1899, 12, 30) + timedelta(days=days))


_Reader = Callable[[re.Match[str], str, date], ParsedDate]
_SHAPES: tuple[tuple[re.Pattern[str], _Reader], ...] = (
    (re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})"), _year_first),
    (re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)"), _year_first),
    (re.compile(r"(\d{1,2}) ?[-/. ] ?(\d{1,2}) ?[-/. ] ?['’]?(\d{4}|\d{2})"), _day_first),
    (re.compile(r"(\d{4})[-/](\d{1,2})"), _year_month),
    (re.compile(r"(\d{1,2})[-/](\d{4})"), _month_year),
    (
        re.compile(
            r"(\d{1,2})(?:e|ste|de|st|nd|rd|th)?[ \-]?([a-z]+)[.,]?(?:[ \-]?['’`]?(\d{4}|\d{2}))?"
        ),
        _day_word,
    ),
    (re.compile(r"([a-z]+)[.]? (\d{1,2})(?:st|nd|rd|th)?,? ['’`]?(\d{4})"), _word_day),
    (re.compile(r"([a-z]+)[.,]?[ \-]?['’`]?(\d{4}|\d{2})"), _word_year),
    (re.compile(r"((?:19|20)\d\d)"), _only_year),
    (re.compile(r"(\d{5})(?:\.\d+)?"), _serial),
)
_SENTENCES: dict[str, Callable[[], str]] = {
    "unread": lambda: _("“%(text)s” is not a day we can read."),
    "swapped": lambda: _("%(text)s does not exist: here the day comes before the month."),
    "no_such_day": lambda: _("%(text)s does not exist."),
    "which_century": lambda: _("In which year is %(text)s? Write the year in four figures."),
    "which_year": lambda: _("In which year is %(text)s?"),
}
