"""Every row becomes somebody: known, new, or a doubt that waits for a decision."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from dwarsverband.modules.network.queries.import_matching import (
    FIELDS,
    Register,
    Somebody,
    evidence_of,
    phone_key,
)
from dwarsverband.modules.network.queries.import_names import fuller_name
from dwarsverband.modules.network.queries.import_organisations import Domains, Organisations
from dwarsverband.modules.network.queries.import_rows import Mention
from dwarsverband.modules.network.queries.import_types import (
    CHANGED,
    DOUBTFUL,
    NEW,
    SAME,
    SKIPPED,
    Candidate,
    KnownPerson,
    Note,
    PlannedPerson,
    Problem,
    nobody_withdrew,
)


@dataclass
class Matching:
    """Who every mention turned out to be."""

    organisations: Organisations
    domains: Domains
    decisions: Mapping[str, str]
    has_withdrawn: Callable[[Mapping[str, str]], bool] = nobody_withdrew
    register: Register = field(default_factory=Register)
    who: dict[str, Somebody] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    unclear: set[str] = field(default_factory=set)
    others: set[str] = field(default_factory=set)

    def know(self, people: Iterable[KnownPerson]) -> None:
        """Start from who is in the network."""
        for known in people:
            values = {name: getattr(known, name) for name in FIELDS}
            self._remember(Somebody(known.id, known=known), values, known.domain, is_described=True)

    def match(self, mentions: list[Mention], domain_letters: Mapping[int, str]) -> None:
        """Find out who is meant, the described people first."""
        clean = [self._clean(mention, domain_letters) for mention in mentions]
        for mention in sorted(clean, key=lambda one: not one.is_described):
            person = self._who(mention)
            if person:
                self.who[mention.key] = person

    def _clean(self, mention: Mention, domain_letters: Mapping[int, str]) -> Mention:
        """The mention with its domain as a code, and its organisation noted."""
        word = mention.values.get("domain", "")
        code = self.domains.code_of(word) if word else ""
        if word and self.domains.is_unknown(word):
            letter = domain_letters.get(mention.ref.table, "")
            self.problems.append(self.domains.problem(mention, word, letter))
            self.unclear.add(mention.key)
        place = self.organisations.add(mention, code)
        dropped = {"domain"} if place else {"domain", "organisation"}
        values = {name: value for name, value in mention.values.items() if name not in dropped}
        return replace(mention, values={**values, "domain": code} if code else values)

    def _who(self, mention: Mention) -> Somebody | None:
        decision = self.decisions.get(mention.key, "")
        if decision == "skip":
            return self._new(mention, is_skipped=True)
        if decision in self.register.people:
            return self._join(self.register.people[decision], mention)
        organisation, domain = self._place(mention.values)
        evidence = evidence_of(
            mention.values, organisation, domain, is_described=mention.is_described
        )
        sure, doubtful = self.register.find(evidence)
        sure = [person for person in sure if not person.is_skipped] or sure
        doubtful = [(person, reason) for person, reason in doubtful if not person.is_skipped]
        if not sure and self.has_withdrawn(mention.values):
            return self._leave_out(mention)
        if decision == NEW:
            return self._somebody_else(mention, sure)
        if not (sure or doubtful):
            return self._new(mention) if self._is_nameable(mention) else None
        if len(sure) == 1:
            return self._join(sure[0], mention)
        several = [(person, _("the same name")) for person in sure] or doubtful
        return self._doubt(mention, several)

    def _is_nameable(self, mention: Mention) -> bool:
        """Whether there is a name to keep; an unknown number or address alone is a problem."""
        if mention.values.get("name"):
            return True
        mark = mention.values.get("identifier") or mention.values.get("email", "")
        sentence = (
            _("Nobody has number %(mark)s.")
            if mention.values.get("identifier")
            else _("Nobody has the address %(mark)s. Add a name.")
        )
        self.problems.append(
            Problem(
                mention.ref.table,
                mention.ref.row,
                mention.column,
                sentence % {"mark": mark[:60]},
                f"cell:{mention.ref.table}-{mention.ref.row}-{mention.column}",
                loses_row=True,
            )
        )
        return False

    def _somebody_else(self, mention: Mention, sure: list[Somebody]) -> Somebody | None:
        """One new person for every row that mentions the same name and was told to be somebody else."""
        if mention.is_described:
            return self._new(mention)
        other = next((person for person in sure if person.key in self.others), None)
        if other is not None:
            return self._join(other, mention)
        self.others.add(mention.key)
        return self._new(mention) if self._is_nameable(mention) else None

    def _leave_out(self, mention: Mention) -> Somebody:
        """Whoever asked to be taken out does not come back by a list."""
        sentence = _("This person withdrew. We leave them out.")
        self.notes.append(Note(mention.ref.table, mention.ref.row, sentence))
        return self._new(mention, is_skipped=True)

    def _new(self, mention: Mention, *, is_skipped: bool = False) -> Somebody:
        person = Somebody(mention.key, is_skipped=is_skipped)
        person.hear(mention)
        self._remember_row(person, mention)
        return person

    def _join(self, person: Somebody, mention: Mention) -> Somebody:
        self._note_conflicts(person, mention)
        person.hear(mention)
        self._remember_row(person, mention)
        return person

    def _doubt(self, mention: Mention, several: list[tuple[Somebody, str]]) -> Somebody:
        person = self._new(mention)
        person.candidates = several
        return person

    def _note_conflicts(self, person: Somebody, mention: Mention) -> None:
        """Two rows of one person that contradict each other: the first one counts, and that is said."""
        told = person.told
        for name, words in _FIELD_WORDS.items():
            value, kept = mention.values.get(name, ""), told.get(name, "")
            if value and kept and not self._is_equal(name, value, kept):
                sentence = words() % {"name": told.get("name", ""), "kept": kept}
                self.notes.append(Note(mention.ref.table, mention.ref.row, sentence))

    def _place(self, values: Mapping[str, str]) -> tuple[str, str]:
        organisation = values.get("organisation", "")
        return self.organisations.key_of(organisation) if organisation else "", values.get(
            "domain", ""
        )

    def _remember_row(self, person: Somebody, mention: Mention) -> None:
        self._remember(
            person,
            mention.values,
            mention.values.get("domain", ""),
            is_described=mention.is_described,
        )

    def _remember(
        self, person: Somebody, values: Mapping[str, str], domain: str, *, is_described: bool
    ) -> None:
        organisation, _domain = self._place(values)
        self.register.add(
            person, evidence_of(values, organisation, domain, is_described=is_described)
        )

    def _is_equal(self, name: str, one: str, other: str) -> bool:
        if name == "organisation":
            return self.organisations.key_of(one) == self.organisations.key_of(other)
        if name == "phone":
            return phone_key(one) == phone_key(other)
        return one.casefold() == other.casefold()

    def everybody(self) -> list[Somebody]:
        """Everybody the rows are about, in the order of the rows."""
        unique = {person.key: person for person in self.who.values()}
        return sorted(
            unique.values(), key=lambda person: (person.rows[0].ref.table, person.rows[0].ref.row)
        )

    def count_places(self) -> None:
        """How many people each organisation would hold, and how many of them for sure."""
        for person in self.everybody():
            where = person.told.get("organisation") or person.values().get("organisation", "")
            place = self.organisations.named(where)
            if place and not person.is_skipped:
                place.people += 1
                place.sure_people += not person.candidates

    def plan(self) -> tuple[PlannedPerson, ...]:
        """What would happen to everybody."""
        return tuple(self._planned(person) for person in self.everybody())

    def _planned(self, person: Somebody) -> PlannedPerson:
        told = dict(person.told)
        place = self.organisations.named(told.get("organisation", ""))
        if place:
            told["organisation"] = place.name
            if not any(row.key in self.unclear for row in person.rows):
                told.setdefault("domain", place.domain)
        changes = self._changes(person.known, told) if person.known else {}
        values = person.values() | told | {name: new for name, (_old, new) in changes.items()}
        if person.known:
            values |= {
                n: getattr(person.known, n)
                for n in FIELDS
                if n not in changes and getattr(person.known, n)
            }
        return PlannedPerson(
            key=person.key if not person.known else person.rows[0].key,
            status=_status(person, is_changed=bool(changes)),
            name=values.get("name", ""),
            refs=person.refs,
            values={name: value for name, value in values.items() if value},
            match_id=person.known.id if person.known else "",
            changes=changes,
            candidates=tuple(_candidate(other, reason) for other, reason in person.candidates),
            is_described=person.is_described,
        )

    def _changes(self, known: KnownPerson, told: Mapping[str, str]) -> dict[str, tuple[str, str]]:
        """Field by field what is new; an empty cell never erases, a shorter name never replaces."""
        changes = {}
        for name in FIELDS:
            old, new = getattr(known, name), told.get(name, "")
            if name == "name":
                new = self._better_name(old, new)
            if new and not self._is_equal(name, old, new):
                changes[name] = (old, new)
        return changes

    def _better_name(self, old: str, new: str) -> str:
        return fuller_name(old, new) if new else old


_FIELD_WORDS: dict[str, Callable[[], str]] = {
    "email": lambda: _("Another row gives %(name)s the address %(kept)s. We keep that one."),
    "phone": lambda: _("Another row gives %(name)s the number %(kept)s. We keep that one."),
    "function": lambda: _("Another row says that %(name)s is %(kept)s. We keep that."),
    "organisation": lambda: _("Another row says that %(name)s works at %(kept)s. We keep that."),
}


def _status(person: Somebody, *, is_changed: bool) -> str:
    if person.is_skipped:
        return SKIPPED
    if person.candidates:
        return DOUBTFUL
    if person.known:
        return CHANGED if is_changed else SAME
    return NEW


def _candidate(person: Somebody, reason: str) -> Candidate:
    return Candidate(person.key, person.known is not None, person.values(), person.refs, reason)
