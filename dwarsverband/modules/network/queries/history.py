"""How the network was on earlier days, and what changed since, in words."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.ui.numbers import in_words, with_capital
from dwarsverband.modules.network.models import Measurement
from dwarsverband.modules.network.queries.people import sees_everybody
from dwarsverband.modules.network.queries.silos import Silos

MOST_OFFERED = 24
PairState = dict[frozenset[str], tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Change:
    """What changed in the network since a day, as sentences."""

    since: date
    sentences: tuple[str, ...]


def visible_measurements(actor: Actor) -> QuerySet[Measurement]:
    """The totals of earlier days, for whoever sees everybody."""
    found = Measurement.objects.filter(partnership_id=actor.partnership_id)
    return found if sees_everybody(actor) else found.none()


def offered_days(actor: Actor) -> list[date]:
    """One day a month with which today can be compared, the newest first."""
    days: dict[tuple[int, int], date] = {}
    for day in visible_measurements(actor).values_list("measured_on", flat=True):
        days[day.year, day.month] = day
    return list(days.values())[:MOST_OFFERED]


def change_since(actor: Actor, report: Silos, wanted: str) -> Change | None:
    """What changed since the last measurement on or before a day; none when there is none.

    Of earlier days only totals are kept, of everything together: a part cannot be compared.
    """
    if not wanted or not report.filter.is_everything:
        return None
    try:
        day = date.fromisoformat(wanted)
    except ValueError:
        return None
    then = visible_measurements(actor).filter(measured_on__lte=day).first()
    if then is None:
        return None
    return Change(then.measured_on, tuple(_sentences(then, report)))


def totals_of(report: Silos) -> dict[str, object]:
    """What is kept of a report: sizes and pairs by the code of the domain."""
    codes = {group.pk: getattr(group, "code", "") for group in report.groups}
    sizes = zip(report.groups, report.sizes, strict=True)
    return {
        "people_count": report.people_count,
        "tie_count": report.tie_count,
        "withdrawn_count": report.withdrawn_count,
        "sizes": {codes[group.pk]: size for group, size in sizes},
        "pairs": [
            [codes[pair.first.pk], codes[pair.second.pk], pair.ties, pair.needed]
            for pair in report.pairs
        ],
    }


def _sentences(then: Measurement, report: Silos) -> Iterator[str]:
    before, after = _states(then.pairs), _states(totals_of(report)["pairs"])
    day = date_format(then.measured_on, "j F Y")
    yield from _difference(_count(after, 1) - _count(before, 1), _bridge_words(), day)
    met = [
        pair for pair, (ties, _needed) in after.items() if ties and not before.get(pair, (0, 0))[0]
    ]
    lost = [
        pair for pair, (ties, _needed) in before.items() if ties and not after.get(pair, (0, 0))[0]
    ]
    if met:
        yield ngettext(
            "%(count)s pair of domains met that did not know each other then.",
            "%(count)s pairs of domains met that did not know each other then.",
            len(met),
        ) % {"count": with_capital(in_words(len(met)))}
    if any(after[pair][1] == 1 for pair in met):
        yield _("A new bridge begins on one person: better than none.")
    if lost:
        yield ngettext(
            "%(count)s pair of domains lost its last tie.",
            "%(count)s pairs of domains lost their last tie.",
            len(lost),
        ) % {"count": with_capital(in_words(len(lost)))}
    yield from _difference(report.people_count - then.people_count, _people_words(), day)


def _difference(change: int, words: tuple[str, str, str, str, str], day: str) -> Iterator[str]:
    more_one, more, fewer_one, fewer, same = words
    if change > 0:
        sentence = more_one if change == 1 else more
    elif change < 0:
        sentence = fewer_one if change == -1 else fewer
    else:
        sentence = same
    yield sentence % {"count": with_capital(in_words(abs(change))), "day": day}


def _bridge_words() -> tuple[str, str, str, str, str]:
    return (
        _("One bridge more hangs on one person than on %(day)s."),
        _("%(count)s bridges more hang on one person than on %(day)s."),
        _("One bridge fewer hangs on one person than on %(day)s."),
        _("%(count)s bridges fewer hang on one person than on %(day)s."),
        _("As many bridges hang on one person as on %(day)s."),
    )


def _people_words() -> tuple[str, str, str, str, str]:
    return (
        _("One person came in."),
        _("%(count)s people came in."),
        _("One person left."),
        _("%(count)s people left."),
        _("As many people take part."),
    )


def _states(pairs: object) -> PairState:
    rows = pairs if isinstance(pairs, list) else []
    return {frozenset((first, second)): (ties, needed) for first, second, ties, needed in rows}


def _count(states: PairState, needed: int) -> int:
    return sum(found == needed for _ties, found in states.values())
