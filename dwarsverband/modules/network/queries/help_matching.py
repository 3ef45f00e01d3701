"""Who could answer a question: by match, then by distance in the network, then by load.

The system looks among everybody who offered something, because whoever offers wants to be found;
the asker learns how many are asked and from which domains, and not who they are. For a key person
whoever keeps the agreement is asked.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from math import ceil
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from dwarsverband.analysis.networks.distance import UNREACHED, hops
from dwarsverband.analysis.words.bearing import ORDINARY_WORDS, missing_words
from dwarsverband.analysis.words.folding import words_of
from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.access.context import system
from dwarsverband.foundation.accounts.models import Membership, Role, Theme
from dwarsverband.foundation.accounts.queries import member_list
from dwarsverband.foundation.search.asking import asked_words
from dwarsverband.foundation.search.finding import Answer, find_answers
from dwarsverband.modules.network.models import Agreement, HelpAsk, Offer, Person
from dwarsverband.modules.network.queries.agreements import visible_agreements
from dwarsverband.modules.network.queries.names import folded
from dwarsverband.modules.network.queries.offers import visible_offers
from dwarsverband.modules.network.queries.reading import Network, read_network
from dwarsverband.modules.network.queries.silos import full_report

AT_A_TIME = 3
# Matches that differ less than this part of the best are alike: then who is near and has time comes first.
STEPS = 3
FAR = 10_000
# Of words with fewer letters no typing error is forgiven: a sentence holds many that look alike.
FORGIVEN = 7


@dataclass(frozen=True, slots=True)
class Asking:
    """What is asked, by whom, and who has been asked already."""

    text: str
    theme: Theme | None
    neighbourhood: str
    membership_id: UUID | None
    person_id: UUID | None
    asked: frozenset[UUID] = frozenset()

    @property
    def words(self) -> str:
        """What is looked for; the theme first, because a long question is cut."""
        return f"{self.theme.name_nl} {self.text}" if self.theme else self.text


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who can be asked: for what they offer, or for whom they keep an agreement with."""

    name: str
    email: str
    person_id: UUID | None
    membership_id: UUID | None
    score: float
    words: tuple[str, ...] = ()
    offer: Offer | None = None
    agreement: Agreement | None = None

    @property
    def keys(self) -> set[UUID]:
        """Their numbers: nobody is asked twice, whichever way they came in."""
        return {key for key in (self.person_id, self.membership_id) if key}

    @property
    def knows(self) -> bool:
        """Whether a word led to them that is not ordinary."""
        return not ORDINARY_WORDS.issuperset(self.words)


@dataclass(frozen=True, slots=True)
class Matched:
    """Who could answer, the best first; `own_words` are those of the asker, without the theme.

    `missing` are the words that carry the question and that nobody offered; when ordinary words are
    all that is left, `beside` is the coordinator who is asked, too.
    """

    candidates: tuple[Candidate, ...]
    own_words: frozenset[str] = frozenset()
    missing: tuple[str, ...] = ()
    beside: Candidate | None = None
    is_for_coordinator: bool = False
    domains: Mapping[UUID, UUID | None] = field(default_factory=dict)

    @property
    def first(self) -> tuple[Candidate, ...]:
        """Who is asked now."""
        return self.candidates[:AT_A_TIME]

    @property
    def words(self) -> tuple[str, ...]:
        """The words of the asker that stand in what those who are asked now offered."""
        held = dict.fromkeys(word for one in self.first for word in one.words)
        return tuple(word for word in held if set(words_of(word)) <= self.own_words)

    @property
    def is_by_key_person(self) -> bool:
        """Whether somebody is asked because of a key person with whom they keep contact."""
        return any(one.agreement for one in self.first)

    @property
    def is_by_theme(self) -> bool:
        """Whether somebody who is asked was found by the theme that was chosen, too."""
        held = {word for one in self.first for word in one.words}
        return any(not set(words_of(word)) <= self.own_words for word in held)


def matched(actor: Actor, asking: Asking) -> Matched:
    """Who could answer a question; when nobody offered it, the coordinator, who knows the network."""
    everybody = system(actor.partnership_id)
    known = short_words(asking.words)
    offers = find_answers(everybody, "offer", asking.words, known=known)
    agreements = find_answers(everybody, "agreement", asking.words, known=known)
    members = _members(actor)
    found = [*_offering(everybody, offers, members), *_keeping(everybody, agreements, members)]
    allowed = [one for one in _each_once(found) if _may_be_asked(one, asking)]
    network = read_network(actor)
    domains = dict(zip((one.id for one in network.people), network.domains, strict=True))
    if not allowed:
        coordinators = [one for one in _coordinators(members) if _may_be_asked(one, asking)]
        return Matched(tuple(coordinators), is_for_coordinator=True, domains=domains)
    ranked = _ranked(actor, asking, allowed, network)
    held = {word for one in allowed for word in one.words}
    missing = missing_words((one.text for one in asked_words(asking.text).words), held)
    beside = None
    if missing and not any(one.knows for one in allowed):
        beside = next((one for one in _coordinators(members) if _may_be_asked(one, asking)), None)
        ranked = _first(beside, ranked)
    own = frozenset(words_of(asking.text))
    return Matched(tuple(ranked), own, missing, beside, domains=domains)


def _first(beside: Candidate | None, ranked: list[Candidate]) -> list[Candidate]:
    """The coordinator before whoever was found by ordinary words."""
    if beside is None:
        return ranked
    return [beside, *(one for one in ranked if not one.keys & beside.keys)]


def short_words(text: str) -> frozenset[str]:
    """The words of a question that are taken as they stand: of so few letters another spelling is another word."""
    return frozenset(word for word in words_of(text) if len(word) < FORGIVEN)


@dataclass(frozen=True, slots=True)
class _Members:
    """Who takes part now: by number, and who of them is which person of the network."""

    by_key: Mapping[UUID, Membership]
    person_of: Mapping[str, Person]


def _members(actor: Actor) -> _Members:
    today = timezone.localdate()
    members = member_list(actor).filter(
        Q(ends_on=None) | Q(ends_on__gte=today), starts_on__lte=today
    )
    by_key = {one.pk: one for one in members}
    emails = [one.user.email for one in by_key.values()]
    people = Person.objects.filter(
        partnership_id=actor.partnership_id, email__in=emails, objected_on=None
    )
    return _Members(by_key, {one.email: one for one in people})


def _offering(
    everybody: Actor, answers: Mapping[UUID, Answer], members: _Members
) -> Iterator[Candidate]:
    """Who offered it themselves; of a key person, who keeps the agreement."""
    offers = list(visible_offers(everybody).filter(pk__in=answers))
    agreed = {
        one.person_id: one
        for one in visible_agreements(everybody).filter(
            person__in=[one.person_id for one in offers]
        )
    }
    for offer in offers:
        agreement = agreed.get(offer.person_id)
        if agreement is not None:
            yield from _keepers(agreement, answers[offer.pk], members)
        elif offer.person.email:
            yield Candidate(
                name=offer.person.name,
                email=offer.person.email,
                person_id=offer.person_id,
                membership_id=None,
                score=answers[offer.pk].score,
                words=answers[offer.pk].words,
                offer=offer,
            )


def _keeping(
    everybody: Actor, answers: Mapping[UUID, Answer], members: _Members
) -> Iterator[Candidate]:
    for agreement in visible_agreements(everybody).filter(pk__in=answers):
        yield from _keepers(agreement, answers[agreement.pk], members)


def _keepers(agreement: Agreement, answer: Answer, members: _Members) -> Iterator[Candidate]:
    """The first of the two keepers who still takes part."""
    for key in (agreement.keeper_id, agreement.vice_id):
        member = members.by_key.get(key) if key else None
        if member is not None:
            yield _as_member(member, members, answer, agreement)
            return


def _coordinators(members: _Members) -> Iterator[Candidate]:
    for member in members.by_key.values():
        if member.role == Role.COORDINATOR:
            yield _as_member(member, members, Answer(1.0, ()), None)


def _as_member(
    member: Membership, members: _Members, answer: Answer, agreement: Agreement | None
) -> Candidate:
    person = members.person_of.get(member.user.email)
    return Candidate(
        name=member.name,
        email=member.user.email,
        person_id=person.pk if person else None,
        membership_id=member.pk,
        score=answer.score,
        words=answer.words,
        agreement=agreement,
    )


def _each_once(found: list[Candidate]) -> list[Candidate]:
    """Everybody once, for what matches best."""
    best: dict[UUID, Candidate] = {}
    for one in sorted(found, key=lambda one: -one.score):
        key = one.person_id or one.membership_id
        if key is not None:
            best.setdefault(key, one)
    return list(best.values())


def _may_be_asked(one: Candidate, asking: Asking) -> bool:
    """Nobody asks themselves, and nobody is asked twice."""
    own = {asking.person_id, asking.membership_id}
    return not one.keys & (own | asking.asked)


def _ranked(
    actor: Actor, asking: Asking, found: list[Candidate], network: Network
) -> list[Candidate]:
    """By match, then by distance to the asker, then by what they carry already."""
    best = max(one.score for one in found)
    away, load = _distances(network, asking), _loads(actor)
    near = _neighbours(network, asking.neighbourhood)

    def place(one: Candidate) -> tuple[bool, int, int, int, str]:
        match = ceil(STEPS * one.score / best) + (one.person_id in near)
        own = sum(load[key] for key in one.keys)
        return not one.knows, -match, away.get(one.person_id, FAR), own, folded(one.name)

    return sorted(found, key=place)


def _distances(network: Network, asking: Asking) -> dict[UUID | None, int]:
    """How many steps everybody is away from the asker; nobody is near to whoever is not in it."""
    start = network.number.get(asking.person_id) if asking.person_id else None
    if start is None:
        return {}
    steps = hops(network.graph, start).tolist()
    keys = [one.id for one in network.people]
    return {key: step for key, step in zip(keys, steps, strict=True) if step != UNREACHED}


def _loads(actor: Actor) -> Counter[UUID]:
    """How many questions wait for somebody, and how many bridges hang on them alone."""
    waiting = HelpAsk.objects.filter(partnership_id=actor.partnership_id, answer="")
    load: Counter[UUID] = Counter()
    for person, membership in waiting.values_list("person_id", "membership_id"):
        load.update([person or membership])
    for one in full_report(actor).carried:
        load[one.person.id] += len(one.pairs)
    return load


def _neighbours(network: Network, neighbourhood: str) -> set[UUID | None]:
    """Who works in the neighbourhood that the question is about."""
    wanted = folded(neighbourhood)
    return {
        one.id
        for one, where in zip(network.people, network.where, strict=True)
        if wanted and wanted in {folded(name) for name in where.neighbourhoods}
    }
