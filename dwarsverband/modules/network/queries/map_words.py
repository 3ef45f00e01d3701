"""What the map says aloud, and its domains as a ring."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.ui.figures import DomainRing, RingTie
from dwarsverband.foundation.ui.numbers import in_words, with_capital
from dwarsverband.modules.network.queries.filters import Choices, Filter, filter_words
from dwarsverband.modules.network.queries.matrix import MANY
from dwarsverband.modules.network.queries.network_map import NetworkMap
from dwarsverband.modules.network.queries.silo_words import people_sentence, silo_words
from dwarsverband.modules.network.queries.silos import Pair

API = "api-1.0.0:network_map"


@dataclass(frozen=True, slots=True)
class MapWords:
    """The question, the answer in a sentence, what the picture shows, and what the table holds."""

    title: str
    answer: str
    finding: str
    legend: str
    edge: str
    label: str
    caption: str
    source: str


def map_words(view: NetworkMap) -> MapWords:
    """The sentences that go with a view of the map."""
    told = silo_words(view.report)
    return MapWords(
        title=_title(view),
        answer=_answer(view, told.answer),
        finding=_finding(view),
        legend=_("Yellow lines hang on one person.") if view.report.bridges else "",
        edge=told.edge,
        label=" ".join((f"{_finding(view)}.", _("The table with the map says the same."))),
        caption=people_sentence(len(view.chosen), view.asked.wanted),
        source=told.source,
    )


def domain_ring(view: NetworkMap) -> DomainRing:
    """The domains and what is between them: of everybody, of one domain, or of one person."""
    report = view.report
    number = {domain.pk: at for at, domain in enumerate(report.groups)}
    pairs = [pair for pair in report.pairs if _is_asked_for(view, pair)]
    ties = [
        RingTie(number[pair.first.pk], number[pair.second.pk], _state(pair), pair.ties)
        for pair in pairs
    ]
    if view.start is not None:
        ties = list(_ties_of_person(view, view.start))
    states = [tie.state for tie in ties]
    sentences = [
        ngettext("%(count)s domain in a ring.", "%(count)s domains in a ring.", len(number))
        % {"count": with_capital(in_words(len(number)))},
        _bridges(states.count("one")),
        "" if view.person else _strangers(states.count("none")),
    ]
    return DomainRing(
        label=" ".join(one for one in sentences if one), things=report.groups, ties=ties
    )


def picture_address(actor: Actor, view: NetworkMap) -> str:
    """Where a script reads what it draws: the same view for machines; none for what is too much."""
    if not view.can_be_drawn:
        return ""
    asked = view.asked
    domain = view.domain.code if view.domain else ""
    query = {"search": asked.wanted, "domain": domain, "person": asked.person, **_part(view.part)}
    told = {name: value for name, value in query.items() if value}
    if asked.person:
        told["steps"] = str(asked.steps)
    address = reverse(API, kwargs={"partnership": actor.partnership_slug})
    return f"{address}?{urlencode(told)}" if told else address


def _part(part: Filter) -> dict[str, str]:
    """A part of the network as machines ask for it."""
    return {
        "theme": part.theme,
        "neighbourhood": part.neighbourhood,
        "municipality": part.municipality,
        "spokenSince": part.spoken_since.isoformat() if part.spoken_since else "",
        "withoutMeetings": "true" if part.without_meetings else "",
    }


def _is_asked_for(view: NetworkMap, pair: Pair) -> bool:
    return view.domain is None or view.domain in (pair.first, pair.second)


def _ties_of_person(view: NetworkMap, start: int) -> Iterator[RingTie]:
    """From somebody's own domain to those in which they know people."""
    own = view.domain_of[start]
    known = Counter(view.domain_of[other] for other in view.contacts[start])
    fragile = [{pair.first, pair.second} for pair in view.report.bridges]
    for number, domain in enumerate(view.domains):
        if own == len(view.domains) or own == number:
            continue
        is_fragile = {view.domains[own], domain} in fragile
        state = "none" if not known[number] else "one" if is_fragile else "some"
        yield RingTie(own, number, state, known[number])


def _state(pair: Pair) -> str:
    if pair.is_hidden:
        return "hidden"
    if not pair.ties:
        return "none"
    if pair.hangs_on_one:
        return "one"
    return "many" if pair.ties >= MANY else "some"


def _title(view: NetworkMap) -> str:
    if view.person:
        return _("Whom does %(name)s know?") % {"name": view.person.name}
    return _("Whom do you know?") if view.is_about_me else _("Who knows whom?")


def _answer(view: NetworkMap, told: str) -> str:
    if view.start is not None:
        return _about_person(view, view.start)
    part = filter_words(view.part, Choices(view.themes, (), (), has_meetings=False))
    if view.asked.wanted:
        found = people_sentence(len(view.chosen), view.asked.wanted)
        domain = _("Only the domain %(name)s.") % {"name": view.domain.name} if view.domain else ""
        return " ".join(filter(None, (found, domain, part)))
    if view.domain and view.people:
        return f"{_about_domain(view, view.domain.name)} {part}".rstrip()
    if part:
        return f"{part} {_people(len(view.people)) if view.people else ''} {told}"
    if view.is_about_me:
        return _("You see yourself and the people whom you know. Others see their own.")
    if not view.people:
        return told
    return f"{_people(len(view.people))} {told}"


def _people(count: int) -> str:
    return ngettext("%(count)s person.", "%(count)s people.", count) % {
        "count": with_capital(in_words(count))
    }


def _about_person(view: NetworkMap, start: int) -> str:
    contacts = view.contacts[start]
    domains = {view.domain_of[other] for other in contacts} - {len(view.domains)}
    reach = ngettext(
        "Speaks with %(people)s person", "Speaks with %(people)s people", len(contacts)
    ) % {"people": in_words(len(contacts))}
    where = ngettext("in %(domains)s domain.", "in %(domains)s domains.", len(domains)) % {
        "domains": in_words(len(domains))
    }
    if view.asked.steps == 1:
        return f"{reach} {where}"
    further = ngettext(
        "Including those whom they know: %(count)s person.",
        "Including those whom they know: %(count)s people.",
        len(view.chosen) - 1,
    ) % {"count": in_words(len(view.chosen) - 1)}
    return f"{reach} {where} {further}"


def _about_domain(view: NetworkMap, name: str) -> str:
    own = ngettext(
        "%(count)s person from %(name)s", "%(count)s people from %(name)s", len(view.chosen)
    ) % {"count": with_capital(in_words(len(view.chosen))), "name": name}
    others = len(view.shown) - len(view.chosen)
    known = ngettext(
        "and %(count)s elsewhere whom they know.", "and %(count)s elsewhere whom they know.", others
    ) % {"count": in_words(others)}
    return f"{own}, {known}"


def _finding(view: NetworkMap) -> str:
    if view.person or view.is_about_me or not view.asked.is_everything:
        return _("Who knows whom, by domain")
    count = len(view.report.bridges)
    if not count:
        return _("No bridge hangs on one person")
    return with_capital(_bridges(count)).rstrip(".")


def _bridges(count: int) -> str:
    if not count:
        return ""
    return with_capital(
        ngettext(
            "%(count)s bridge hangs on one person.", "%(count)s bridges hang on one person.", count
        )
        % {"count": in_words(count)}
    )


def _strangers(count: int) -> str:
    if not count:
        return ""
    return with_capital(
        ngettext(
            "%(count)s pair of domains has no tie at all.",
            "%(count)s pairs of domains have no tie at all.",
            count,
        )
        % {"count": in_words(count)}
    )
