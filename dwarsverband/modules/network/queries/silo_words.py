"""What a silo report says aloud: sentences that a coordinator would use."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isnan

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.ui.numbers import in_words, listed, with_capital
from dwarsverband.modules.network.models import Person
from dwarsverband.modules.network.queries.people import Known, sees_everybody
from dwarsverband.modules.network.queries.silos import Group, Pair, Silos

MOST_NAMED = 3
# From here on a difference with chance is told: two deviations, or a twentieth of the scale.
SPREAD, SLIGHT = 2.0, 0.05


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure of the literature: its name, what it is here, what chance would give.

    `meaning` says what is measured, `reading` what this value says of this network.
    """

    name: str
    value: str
    expected: str
    meaning: str
    reading: str


@dataclass(frozen=True, slots=True)
class SiloWords:
    """The answer in one sentence, which groups stand at the edge, and what it was counted from."""

    answer: str
    edge: str
    source: str
    measures: tuple[Measure, ...]


def silo_words(report: Silos) -> SiloWords:
    """The sentences that go with a report."""
    return SiloWords(
        answer=_answer(report),
        edge=_edge(report),
        source=_source(report),
        measures=tuple(measures(report)),
    )


def _answer(report: Silos) -> str:
    missing = _missing(report) if report.is_by_domain else ""
    parts = [missing, _bridges(len(report.bridges)), _strangers(len(report.strangers))]
    told = [part for part in parts if part]
    if told and not report.is_complete:
        told.append(_("That is as far as you see: there may be more."))
    if told:
        return " ".join(with_capital(part) for part in told)
    if report.tie_count == 0:
        return (
            _("No ties are known yet. Bring in a list of who knows whom.")
            if report.filter.is_everything
            else _("In this part of the network no tie is known.")
        )
    if not report.is_by_domain:
        return _("Whoever knows each other here does so through more than one person.")
    return _("Every two domains know each other through more than one person.")


def _missing(report: Silos) -> str:
    if not report.missing:
        return ""
    missing = [group.name for group in report.missing[:MOST_NAMED]]
    more = len(report.missing) - MOST_NAMED
    names = ", ".join(missing) if more > 0 else listed(missing)
    if more > 0:
        return ngettext(
            "Nobody from %(names)s and one other domain is at the table.",
            "Nobody from %(names)s and %(more)s other domains is at the table.",
            more,
        ) % {"names": names, "more": in_words(more)}
    return _("Nobody from %(names)s is at the table.") % {"names": names}


def _bridges(count: int) -> str:
    if not count:
        return ""
    return ngettext(
        "%(count)s bridge hangs on one person.", "%(count)s bridges hang on one person.", count
    ) % {"count": in_words(count)}


def _strangers(count: int) -> str:
    if not count:
        return ""
    return ngettext(
        "%(count)s pair of domains has no tie at all.",
        "%(count)s pairs of domains have no tie at all.",
        count,
    ) % {"count": in_words(count)}


def _edge(report: Silos) -> str:
    """Which groups stand at the edge: those with the most weak places, if some clearly do."""
    weak = {group.pk: 0 for group in report.groups}
    for pair in (*report.bridges, *report.strangers):
        weak[pair.first.pk] += 1
        weak[pair.second.pk] += 1
    most = max(weak.values(), default=0)
    edge: list[Group] = [group for group in report.groups if weak[group.pk] >= most - 1 >= 2]
    if not edge or len(edge) > MOST_NAMED:
        return _("Who speaks with whom")
    names = with_capital(listed([group.name for group in edge]))
    return ngettext("%(names)s stands at the edge", "%(names)s stand at the edge", len(edge)) % {
        "names": names
    }


def _source(report: Silos) -> str:
    parts = [_counted(report), _withdrawn(report.withdrawn_count)]
    return " ".join(part for part in parts if part)


def _counted(report: Silos) -> str:
    if not report.is_complete:
        return _("Boxes over fewer than five people are not shown to you.")
    people = ngettext("%(count)s person", "%(count)s people", report.people_count)
    told = (
        _("Counted from %(people)s and %(ties)s in this partnership.")
        if report.filter.is_everything
        else _("Counted from %(people)s and %(ties)s in this part of the partnership.")
    )
    ties = ngettext("%(count)s tie", "%(count)s ties", report.tie_count)
    return told % {
        "people": people % {"count": report.people_count},
        "ties": ties % {"count": report.tie_count},
    }


def _withdrawn(count: int) -> str:
    if not count:
        return ""
    return ngettext(
        "%(count)s person withdrew in the last twelve months.",
        "%(count)s people withdrew in the last twelve months.",
        count,
    ) % {"count": with_capital(in_words(count))}


def pair_sentence(pair: Pair) -> str:
    """How firmly two groups know each other, in one sentence."""
    if not pair.ties:
        return _("No tie at all, as far as we know.")
    if not pair.hangs_on_one:
        return ngettext(
            "%(count)s tie. It takes the absence of %(needed)s people to lose it.",
            "%(count)s ties. It takes the absence of %(needed)s people to lose them all.",
            pair.ties,
        ) % {"count": with_capital(in_words(pair.ties)), "needed": in_words(pair.needed)}
    count = with_capital(in_words(pair.ties))
    if not pair.carriers:
        return ngettext(
            "%(count)s tie, and it hangs on one person.",
            "%(count)s ties, and they all hang on one person.",
            pair.ties,
        ) % {"count": count}
    names = listed([person.name for person in pair.carriers], is_choice=True)
    return ngettext(
        "%(count)s tie. Without %(names)s there is none left.",
        "%(count)s ties. Without %(names)s there is none left.",
        pair.ties,
    ) % {"count": count, "names": names}


def person_sentence(actor: Actor, person: Person, ties: Sequence[Known]) -> str:
    """What somebody does, and how far their ties reach, as far as the reader sees them."""
    position = next(iter(person.positions.all()), None)
    work = (
        [position.function, position.organisation.name if position.organisation else ""]
        if position
        else []
    )
    told = ", ".join(part for part in work if part)
    domains = len({known.domain.pk for known in ties if known.domain})
    reach = ngettext(
        "Speaks with %(people)s person", "Speaks with %(people)s people", len(ties)
    ) % {"people": in_words(len(ties))}
    where = ngettext("in %(domains)s domain.", "in %(domains)s domains.", domains) % {
        "domains": in_words(domains)
    }
    if not sees_everybody(actor):
        where = _("%(where)s, as far as you see.") % {"where": where.removesuffix(".")}
    return " ".join(
        part for part in (f"{told}." if told else "", f"{reach} {where}" if ties else "") if part
    )


def size_sentence(size: int) -> str:
    """How many people work somewhere; a small count is not told."""
    if size < 0:
        return _("You see here whom you know yourself.")
    if not size:
        return _("The network knows nobody here.")
    return ngettext(
        "The network knows %(count)s person here.", "The network knows %(count)s people here.", size
    ) % {"count": in_words(size)}


def people_sentence(count: int, wanted: str) -> str:
    """How many people a list holds."""
    if wanted:
        return ngettext(
            "%(count)s person found with “%(wanted)s”.",
            "%(count)s people found with “%(wanted)s”.",
            count,
        ) % {"count": count, "wanted": wanted}
    return ngettext(
        "%(count)s person whom you may see here.", "%(count)s people whom you may see here.", count
    ) % {"count": count}


def measures(report: Silos) -> list[Measure]:
    """The measures of the literature with what they mean; shown, never a target."""
    figures = report.figures
    if figures is None or isnan(figures.ei_index):
        return []
    expected = figures.ei_expected
    return [
        Measure(
            _("E-I index (Krackhardt and Stern 1988)"),
            _figure(figures.ei_index),
            _("%(mean)s ± %(deviation)s by chance")
            % {"mean": _figure(expected.mean), "deviation": _figure(expected.deviation)},
            _(
                "Ties between domains less ties inside, as a part of all. −1: only inside, 1: only between."
            ),
            _reading(figures.ei_index - expected.mean, SPREAD * expected.deviation, turned=True),
        ),
        Measure(
            _("Assortativity (Newman 2003)"),
            _figure(figures.assortativity),
            _("%(mean)s by chance") % {"mean": _figure(0.0)},
            _("How much likelier people know somebody of their own domain. 1: nobody else."),
            _reading(figures.assortativity, SLIGHT),
        ),
        Measure(
            _("Modularity (Newman and Girvan 2004)"),
            _figure(figures.modularity),
            _("%(mean)s by chance") % {"mean": _figure(0.0)},
            _("The part of ties inside domains, less what chance would give."),
            _reading(figures.modularity, SLIGHT),
        ),
    ]


def _reading(difference: float, margin: float, *, turned: bool = False) -> str:
    """What a difference with chance says; a turned measure is high where ties run between domains."""
    if isnan(difference) or isnan(margin):
        return _("This cannot be computed here.")
    if abs(difference) <= margin:
        return _("Here: about as chance would have it.")
    if (difference < 0) is turned:
        return _("Here: people know their own domain more than chance would have it.")
    return _("Here: people know other domains more than chance would have it.")


def _figure(value: float) -> str:
    return "–" if isnan(value) else number_format(value, decimal_pos=2)
