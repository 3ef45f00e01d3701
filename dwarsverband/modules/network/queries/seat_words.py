"""What the page of a theme says: how many seats are filled, and how near the others are."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dwarsverband.foundation.accounts.models import Theme
from dwarsverband.foundation.ui.numbers import in_words, listed, with_capital
from dwarsverband.modules.network.models import Person
from dwarsverband.modules.network.queries.seats import (
    Candidate,
    Filling,
    ThemeDetail,
)

MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class ThemeWords:
    """The answer of the page, and a sentence for each seat that nobody fills and each candidate."""

    answer: str
    empty: tuple[tuple[Filling, str, tuple[tuple[Candidate, str], ...]], ...]


def theme_words(detail: ThemeDetail) -> ThemeWords:
    """The sentences of the page of a theme."""
    return ThemeWords(
        answer=_answer(detail),
        empty=tuple(
            (one, _near(one, detail), tuple((who, _known(who)) for who in one.candidates))
            for one in detail.empty
        ),
    )


def put_on(person: Person, theme: Theme) -> str:
    """The receipt for whoever put somebody on a theme."""
    return _("%(name)s now works on %(theme)s.") % {"name": person.name, "theme": theme.name}


def taken_off(person: Person, theme: Theme) -> str:
    """The receipt for whoever took somebody off it."""
    names = {"name": person.name, "theme": theme.name}
    return _("%(name)s no longer works on %(theme)s.") % names


def _answer(detail: ThemeDetail) -> str:
    if not detail.seats:
        return _("Nobody has said yet whom this theme needs.")
    untold = (
        _("Of some seats you are not told whether somebody fills them.") if detail.untold else ""
    )
    if not detail.empty:
        return untold or _("Every seat that this theme needs is filled.")
    told = with_capital(
        ngettext(
            "%(empty)s of the %(count)s seats that this theme needs is empty.",
            "%(empty)s of the %(count)s seats that this theme needs are empty.",
            len(detail.empty),
        )
        % {"empty": in_words(len(detail.empty)), "count": in_words(len(detail.seats))}
    )
    return f"{told} {untold}".rstrip()


def _near(one: Filling, detail: ThemeDetail) -> str:
    if not detail.names_people:
        return _("Do you know somebody? Tell the coordinator.")
    if not one.candidates:
        return _("The network knows nobody who fits. Who could call somebody there this week?")
    others = one.more + len(one.candidates) - 1
    if not others:
        return _("Somebody of your network could sit here.")
    return ngettext(
        "Somebody of your network could sit here; %(count)s other fits too.",
        "Somebody of your network could sit here; %(count)s others fit too.",
        others,
    ) % {"count": in_words(others)}


def _known(who: Candidate) -> str:
    if not who.known:
        return _("Knows nobody yet of those who work on this.")
    names = [person.name for person in who.known[:MOST_NAMED]]
    more = len(who.known) - len(names)
    if more:
        told = ngettext(
            "Knows %(names)s and %(more)s other.", "Knows %(names)s and %(more)s others.", more
        )
        return told % {"names": ", ".join(names), "more": in_words(more)}
    return with_capital(_("knows %(names)s.") % {"names": listed(names)})
