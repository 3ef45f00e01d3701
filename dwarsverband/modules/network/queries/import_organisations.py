"""Spellings of one organisation taken together, and the domain each belongs to."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from dwarsverband.foundation.sheets.words import fold, is_typing_error
from dwarsverband.modules.network.queries.import_fields import domain_of, nearest_domain
from dwarsverband.modules.network.queries.import_likeness import pairs_alike, shapes
from dwarsverband.modules.network.queries.import_names import organisation_key
from dwarsverband.modules.network.queries.import_spellings import (
    IN_ORGANISATION,
    apart,
    exactly,
    read_as_one,
)
from dwarsverband.modules.network.queries.import_told import Mention
from dwarsverband.modules.network.queries.import_types import (
    CHANGED,
    DOUBTFUL,
    NEW,
    SAME,
    Known,
    KnownOrganisation,
    PlannedOrganisation,
    Problem,
    Question,
    ReadAsOne,
)

MOST_ALIKE = 4
NO_DOMAIN = "none"
SPELLING, BELONGS, DOMAINS = "spelling:", "organisation:", "domain:"


@dataclass
class Organisation:
    """One organisation, its spellings in the file, and which domains its rows tell."""

    key: str
    known: KnownOrganisation | None = None
    spellings: Counter[str] = field(default_factory=Counter)
    told: Counter[str] = field(default_factory=Counter)
    decided: str = ""
    people: int = 0
    sure_people: int = 0

    @property
    def name(self) -> str:
        """The name as it is known, or else the spelling used most."""
        return self.known.name if self.known else self.spellings.most_common(1)[0][0]

    @property
    def domain(self) -> str:
        """The decided domain, the known one, or else the one most rows tell."""
        known = self.known.domain if self.known else ""
        return self.decided or known or (self.told.most_common(1)[0][0] if self.told else "")

    @property
    def new_spellings(self) -> tuple[str, ...]:
        """Spellings that were decided to mean this one, and would not be recognised next time."""
        if self.key.startswith("="):  # kept apart, so found by its own spelling alone
            return ()
        known = {self.key, *map(organisation_key, self.known.spellings if self.known else ())}
        return tuple(one for one in self.spellings if organisation_key(one) not in known)


class Domains:
    """The words in which this partnership's domains are written."""

    def __init__(self, known: Known, decisions: Mapping[str, str]) -> None:
        self.names = {domain.code: domain.names[0] for domain in known.domains}
        self._codes = {fold(domain.code): domain.code for domain in known.domains}
        self._codes |= {fold(name).strip(): d.code for d in known.domains for name in d.names}
        words = {
            fold(key.removeprefix(DOMAINS)).strip(): code
            for key, code in decisions.items()
            if key.startswith(DOMAINS)
        }
        self._decided = {word: code for word, code in words.items() if code in self.names}
        self._meaningless = {word for word, code in words.items() if code == NO_DOMAIN}

    def code_of(self, text: str) -> str:
        """The domain a text means for sure; empty when it means none."""
        word = fold(text).strip()
        code = self._decided.get(word) or self._codes.get(word) or domain_of(word)
        return code if code in self.names else ""

    def nearest(self, text: str) -> str:
        """The domain a text probably means; empty when there is none."""
        word = fold(text).strip()
        near = (code for name, code in self._codes.items() if is_typing_error(word, name))
        code = next(near, "") or nearest_domain(text)
        return code if code in self.names else ""

    def is_unknown(self, text: str) -> bool:
        """Whether somebody has to say which domain a word means; nobody said that it means none."""
        return not self.code_of(text) and fold(text).strip() not in self._meaningless

    def decided(self, text: str) -> Iterator[str]:
        """The word in a cell, when it is no domain by itself and somebody said what it is."""
        word = fold(text).strip()
        if word in self._decided or word in self._meaningless:
            yield text

    def problem(self, mention: Mention, text: str, column: str) -> Problem:
        """That a word is no domain, and which one may be meant."""
        code = self.nearest(text)
        asked = _("Do you mean %(name)s?") % {"name": self.names[code]} if code else ""
        sentence = _("“%(text)s” is not a domain.") % {"text": text[:60]}
        key = f"{DOMAINS}{fold(text).strip()}"
        where = mention.ref.table, mention.ref.row, column
        return Problem(*where, sentence, key, asked, code, word=text[:60])


class Organisations:
    """Every organisation that is known or named in the file."""

    def __init__(self, known: Known, decisions: Mapping[str, str]) -> None:
        also = {s: one.name for one in known.organisations for s in one.spellings}
        self._aliases = {organisation_key(spelling): name for spelling, name in also.items()}
        self._aliases |= _normal(decisions, SPELLING)
        codes = {domain.code for domain in known.domains}
        belongs = {key: code for key, code in decisions.items() if code in codes}
        self._decided = _normal(belongs, BELONGS)
        self._apart = apart(decisions, IN_ORGANISATION)
        self.by_key: dict[str, Organisation] = {}
        for one in known.organisations:
            key = organisation_key(one.name)
            key = exactly(one.name) if key in self.by_key else key
            self.by_key.setdefault(key, Organisation(key, known=one))
        for name, code in list(self._decided.items()):  # what was said of one spelling
            self._decided.setdefault(self.key_of(name), code)

    def key_of(self, name: str) -> str:
        """The key under which a spelling is kept."""
        exact = exactly(name)
        if exact in self.by_key:
            return exact
        key = organisation_key(name)
        if key in self._aliases:
            return organisation_key(self._aliases[key])
        if key not in self._apart:
            return key
        known = self.by_key[key].known if key in self.by_key else None
        return key if known and exactly(known.name) == exact else exact

    def add(self, mention: Mention, domain: str) -> Organisation | None:
        """Note that a row names an organisation, perhaps with a domain."""
        spelling = mention.values.get("organisation", "")
        key = self.key_of(spelling) if spelling else ""
        if not key:
            return None
        found = self.by_key.setdefault(key, Organisation(key))
        found.spellings[spelling] += 1
        written = organisation_key(spelling) if key.startswith("=") else key
        found.decided = self._decided.get(written, "")
        if domain:
            found.told[domain] += 1
        return found

    def used(self) -> list[Organisation]:
        """The organisations that the file names."""
        return [one for one in self.by_key.values() if one.spellings]

    def named(self, name: str) -> Organisation | None:
        """The organisation of a spelling, if there is one."""
        return self.by_key.get(self.key_of(name))

    def merged(self) -> Iterator[ReadAsOne]:
        """Which spellings were read as one without anybody having said so."""
        for one in self.used():
            own = [name for name in one.spellings if organisation_key(name) == one.key]
            known = [one.known.name] if one.known and own else []
            yield from read_as_one(IN_ORGANISATION, one.key, [*known, *own])

    def near(self) -> list[Question]:
        """New organisations whose name is nearly that of another: a typing error, or another order.

        One that was decided to be itself ('spelling:<name>' answered with that name) is not asked.
        """
        seen: dict[str, Organisation] = {}
        found = []
        for one in self.by_key.values():
            if one.key.startswith("="):
                continue
            near = next((seen[shape] for shape in shapes(one.key) if shape in seen), None)
            if near and one.spellings and not one.known and one.key not in self._aliases:
                found.append(_near_question(one, near))
            for shape in shapes(one.key):
                seen.setdefault(shape, one)
        asked = {question.key for question in found}
        return [*found, *(one for one in self._alike() if one.key not in asked)]

    def _alike(self) -> Iterator[Question]:
        """New names that may be short for another, or be written out: never more than one asks about them."""
        named = (one for one in self.by_key.values() if not one.key.startswith("="))
        for key, longer in pairs_alike(named).items():
            short = self.by_key[key]
            if self._is_undecided(short):
                yield _alike_question(short, longer[:MOST_ALIKE])
            elif len(longer) == 1 and self._is_undecided(longer[0]):
                yield _alike_question(longer[0], [short])

    def _is_undecided(self, one: Organisation) -> bool:
        return bool(one.spellings) and not one.known and one.key not in self._aliases

    def plan(self) -> tuple[PlannedOrganisation, ...]:
        """What would happen to each organisation that the file names."""
        return tuple(
            PlannedOrganisation(
                name=one.name,
                status=_status(one),
                match_id=one.known.id if one.known else "",
                domain=one.domain,
                new_spellings=one.new_spellings,
                people=one.people,
            )
            for one in self.used()
            if one.people
        )

    def questions(self, domains: Domains) -> list[Question]:
        """To which domain an organisation belongs, where nothing says so."""
        return [_domain_question(one, domains) for one in self._placeless() if not one.domain]

    def settled(self, domains: Domains) -> list[Question]:
        """The same questions where somebody said so."""
        return [_domain_question(one, domains) for one in self._placeless() if one.decided]

    def _placeless(self) -> Iterator[Organisation]:
        """The organisations of which neither the network nor a row tells the domain."""
        for one in self.used():
            if one.people and not (one.told or (one.known and one.known.domain)):
                yield one


def _domain_question(one: Organisation, domains: Domains) -> Question:
    return Question(
        f"{BELONGS}{one.name}",
        _("To which domain does %(name)s belong?") % {"name": one.name},
        tuple(domains.names.items()),
        domains.nearest(one.name),
    )


def _status(one: Organisation) -> str:
    if one.known is None:
        return NEW if one.sure_people else DOUBTFUL
    is_news = one.domain != one.known.domain or bool(one.new_spellings)
    return CHANGED if is_news and one.sure_people else SAME


def _normal(decisions: Mapping[str, str], prefix: str) -> dict[str, str]:
    return {
        organisation_key(key.removeprefix(prefix)): value
        for key, value in decisions.items()
        if key.startswith(prefix) and value
    }


def _alike_question(one: Organisation, others: Sequence[Organisation]) -> Question:
    """Whether a name stands for another; nothing is chosen beforehand."""
    answers = [
        (other.name, _("Yes, it is called %(other)s") % {"other": other.name}) for other in others
    ]
    if len(others) == 1:
        sentence = _("Is %(name)s the same organisation as %(other)s?")
        answers.append((one.name, _("No, these are two organisations")))
    else:
        sentence = _("Is %(name)s the same organisation as one of these?")
        answers.append((one.name, _("No, it is another organisation")))
    names = {"name": one.name, "other": others[0].name}
    return Question(f"{SPELLING}{one.name}", sentence % names, tuple(answers))


def _near_question(one: Organisation, near: Organisation) -> Question:
    names = {"name": one.name, "other": near.name}
    answers = (
        (near.name, _("Yes, it is called %(other)s") % names),
        (one.name, _("No, these are two organisations")),
    )
    sentence = _("%(name)s is written almost like %(other)s. Is it the same?") % names
    return Question(f"{SPELLING}{one.name}", sentence, answers, near.name)
