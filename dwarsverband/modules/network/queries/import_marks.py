"""Lists of who was there: marks in cells, and days in the headings of meetings."""

import re
from datetime import date

from dwarsverband.foundation.sheets.dates import parse_date
from dwarsverband.foundation.sheets.words import compact, fold, listed, words_of

_PRESENT = frozenset(
    listed(
        "x xx 1 ja j yes y v ok aanwezig aanw aw present pres p online digitaal teams hybride waar true erbij was"
    )
)
_ABSENT = frozenset(
    listed(
        "0 nee n no afwezig afw absent abs afgemeld afbericht afm mka mkg zka ziek verlof vakantie verhinderd nvt "
        "onwaar false leeg o geen niet nietaanwezig"
    )
)
_TICKS, _CROSSES = frozenset("✓✔☑√×✅+"), frozenset("✗✘☐-–—./")
LONGEST_MARK = 16
_MEETING_WORDS = frozenset(
    listed(
        "overleg bijeenkomst vergadering sessie meeting tafel overlegtafel themadag netwerkdag werkgroep borrel lunch "
        "training ronde week"
    )
)
_DAY = re.compile(
    r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[-/.]\d{1,2}(?:[-/.]\d{2,4})?"
    r"|\d{1,2}(?:e)?[ -][a-z]{3,9}\.?(?:[ -]['’]?\d{2,4})?"
)
_SHORT = re.compile(r"(\d{1,2})[-/.](\d{1,2})")


def presence_of(text: str) -> bool | None:
    """Whether a mark says that somebody was there; none when it is no mark."""
    bare = text.strip()
    word = compact(bare)
    if not word:
        return None if set(bare) - _TICKS - _CROSSES else bool(set(bare) & _TICKS)
    if word in _PRESENT:
        return True
    return False if word in _ABSENT else None


def is_meeting_heading(heading: str) -> bool:
    """Whether a heading names a meeting: by its day, or by a word such as overleg."""
    words = words_of(heading)
    return bool(_DAY.search(fold(heading))) or any(
        word in _MEETING_WORDS or any(len(w) > 5 and word.startswith(w) for w in _MEETING_WORDS)
        for word in words
    )


def heading_day(heading: str, group: str, today: date) -> tuple[date | None, str, bool]:
    """The day in a heading, what else it says, and whether the year was not told but taken: the last one."""
    found = _DAY.search(fold(heading))
    if not found:
        return None, heading, False
    name = (heading[: found.start()] + heading[found.end() :]).strip(" ,:()-–")
    for text in (found[0], f"{found[0]} {group}"):
        if on := parse_date(text, today).on:
            return on, name, False
    return _last_such_day(found[0], today), name, True


def _last_such_day(text: str, today: date) -> date | None:
    """The last day before today that is written like this, without a year."""
    short = _SHORT.fullmatch(text)
    for year in (today.year, today.year - 1):
        told = f"{short[1]}-{short[2]}-{year}" if short else f"{text.rstrip('.')} {year}"
        on = parse_date(told, today).on
        if on and on <= today:
            return on
    return None
