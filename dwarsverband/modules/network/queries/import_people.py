"""Every row becomes somebody: known, new, or a doubt that waits for a decision."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from dwarsverband.foundation.sheets.words import fold
from dwarsverband.modules.network.queries.import_addresses import Addresses
from dwarsverband.modules.network.queries.import_matching import (
    FIELDS,
    Register,
    Somebody,
    evidence_of,
    phone_key,
)
from dwarsverband.modules.network.queries.import_names import fuller_name, parse_name
from dwarsverband.modules.network.queries.import_organisations import Domains, Organisations
from dwarsverband.modules.network.queries.import_spellings import Neighbourhoods
from dwarsverband.modules.network.queries.import_themes import Themes
from dwarsverband.modules.network.queries.import_told import Mention
from dwarsverband.modules.network.queries.import_types import (
    BETWEEN,
    CHANGED,
    DOUBTFUL,
    MANY,
    NEW,
    SAME,
    SKIPPED,
    Candidate,
    Known,
    KnownPerson,
    Note,
    PlannedPerson,
    Problem,
    Question,
    RowRef,
    nobody_withdrew,
    together,
)

WITHDRAWN, LEAVE_OUT, NAMESAKE, RETURNS = "withdrawn:", "leave out", "namesake", "returns"


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
    questions: dict[str, Question] = field(default_factory=dict)
    unclear: set[str] = field(default_factory=set)
    others: set[str] = field(default_factory=set)
    themes: Themes = field(default_factory=lambda: Themes(Known(), {}))
    nodes: dict[str, Somebody] = field(default_factory=dict)
    neighbourhoods: Neighbourhoods = field(init=False)
    addresses: Addresses = field(default_factory=Addresses)

    def __post_init__(self) -> None:
        """What was decided about the words for neighbourhoods counts from the first one."""
        self.neighbourhoods = Neighbourhoods(self.decisions)

    def know(self, people: Iterable[KnownPerson]) -> None:
        """Start from who is in the network, and whose address nobody else gets."""
        for known in people:
            self.addresses.hold(known.email, known.id)
            values = {name: getattr(known, name) for name in FIELDS}
            self._remember(Somebody(known.id, known=known), values, known.domain, is_described=True)
            self.neighbourhoods.know(known.neighbourhoods)

    def match(self, mentions: list[Mention], letters: Mapping[tuple[int, str], str]) -> None:
        """Find out who is meant, the described people first."""
        self.themes.prepare(one.values["themes"] for one in mentions if "themes" in one.values)
        clean = [self._clean(mention, letters) for mention in mentions]
        for mention in sorted(clean, key=lambda one: not one.is_described):
            person = self._who(mention)
            if person:
                self.who[mention.key] = person
                self.nodes.setdefault(mention.values.get("node", ""), person)

    def _clean(self, mention: Mention, letters: Mapping[tuple[int, str], str]) -> Mention:
        """The mention with its domain and themes as codes, and its organisation noted."""
        word = mention.values.get("domain", "")
        code = self.domains.code_of(word) if word else ""
        if word and self.domains.is_unknown(word):
            letter = letters.get((mention.ref.table, "domain"), "")
            self.problems.append(self.domains.problem(mention, word, letter))
            self.unclear.add(mention.key)
        place = self.organisations.add(mention, code)
        dropped = {"domain"} if place else {"domain", "organisation"}
        values = {name: value for name, value in mention.values.items() if name not in dropped}
        if "themes" in values:
            values["themes"] = self._theme_codes(mention, letters)
        if "neighbourhoods" in values:
            values["neighbourhoods"] = self.neighbourhoods.read(values["neighbourhoods"])
        return replace(mention, values={**values, "domain": code} if code else values)

    def _theme_codes(self, mention: Mention, letters: Mapping[tuple[int, str], str]) -> str:
        codes, unknown = self.themes.read(mention.values["themes"])
        letter = letters.get((mention.ref.table, "themes"), "")
        self.problems += [self.themes.problem(mention, word, letter) for word in unknown]
        return BETWEEN.join(codes)

    def _who(self, mention: Mention) -> Somebody | None:
        decision = self.decisions.get(mention.key, "")
        if decision == "skip":
            return self._new(mention, is_skipped=True)
        own = self.register.people.get(decision) or self._of_node(mention.values.get("node", ""))
        if own:
            return self._join(own, mention)
        organisation, domain = self._place(mention.values)
        evidence = evidence_of(
            mention.values, organisation, domain, is_described=mention.is_described
        )
        sure, doubtful = self.register.find(evidence)
        doubtful = [(person, reason) for person, reason in doubtful if not person.is_skipped]
        here = [person for person in sure if not person.is_skipped]
        has_left = self.has_withdrawn(mention.values)
        if not (here or sure) and has_left:
            return self._leave_out(mention, self._admitted(mention, organisation))
        if decision != NEW and here and not mention.is_described and has_left:
            # Of two with one name, one left: what was told of a bare name may be about either.
            others = [person for person in here if not person.candidates]
            return self._doubt(mention, [(person, _("the same name")) for person in others])
        return self._choose(mention, decision, here or sure, doubtful)

    def _choose(
        self,
        mention: Mention,
        decision: str,
        sure: list[Somebody],
        doubtful: list[tuple[Somebody, str]],
    ) -> Somebody | None:
        if decision == NEW:
            return self._somebody_else(mention, sure)
        if not (sure or doubtful):
            return self._new(mention) if self._is_nameable(mention) else None
        if len(sure) == 1:
            return self._join(sure[0], mention)
        several = [(person, _("the same name")) for person in sure] or doubtful
        return self._doubt(mention, several)

    def _of_node(self, node: str) -> Somebody | None:
        """Who a number of this file stands for: somebody of another row, or of the network itself."""
        return (self.nodes.get(node) or self.register.people.get(node)) if node else None

    def _is_nameable(self, mention: Mention) -> bool:
        """Whether there is a name to keep; an unknown number or address alone is a problem."""
        if mention.values.get("name"):
            return True
        number = mention.values.get("identifier") or mention.values.get("node", "")
        mark = number or mention.values.get("email", "")
        sentence = (
            _("Nobody has number %(mark)s.")
            if number
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

    def _admitted(self, mention: Mention, organisation: str) -> str:
        """Why somebody with the mark of one who left comes in all the same; asked once a name."""
        name = mention.values.get("name", "")
        key = f"{WITHDRAWN}{parse_name(name).key}@{organisation}"
        is_address = self.has_withdrawn({"email": mention.values.get("email", "")})
        answers = [(LEAVE_OUT, _("Leave out"))]
        if not is_address:
            answers.append((NAMESAKE, _("Somebody else, with the same name")))
        answers.append((RETURNS, _("The same person, who asks to come back")))
        sentence = _(
            "%(name)s: somebody with this name asked to be taken out. Who is this? Say that it is "
            "somebody else only if you are sure. The log holds that you said so."
        )
        if is_address:
            sentence = _(
                "%(name)s: somebody with this e-mail address asked to be taken out. Did they ask "
                "to come back? The log holds that you said so."
            )
        self.questions[key] = Question(
            key,
            sentence % {"name": name or mention.values.get("email", "")},
            tuple(answers),
            LEAVE_OUT,
        )
        decision = self.decisions.get(key, "")
        return decision if decision in {one for one, _words in answers[1:]} else ""

    def _leave_out(self, mention: Mention, admitted: str) -> Somebody | None:
        """Whoever asked to be taken out does not come back by a list, unless somebody says who it is."""
        if admitted:
            person = self._new(mention) if self._is_nameable(mention) else None
            if person is not None:
                person.admitted = admitted
            return person
        sentence = _("This person withdrew. We leave them out.")
        self.notes.append(Note(mention.ref.table, mention.ref.row, sentence, is_open=True))
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
        if person.objects and mention.is_described:
            sentence = _("%(name)s objects. Nothing about them changes until that is decided.")
            told = sentence % {"name": person.known.name if person.known else ""}
            self.notes.append(Note(mention.ref.table, mention.ref.row, told, is_open=True))
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
        changes = self._changes(person, person.known, told) if person.known else {}
        if _status(person, is_changed=False) == NEW:
            self._own_or_none(person, told)
        values = told | {name: new for name, (_old, new) in changes.items()}
        if person.known:
            known = {name: getattr(person.known, name) for name in FIELDS if name not in changes}
            values |= {name: value for name, value in known.items() if value}
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
            spellings=_spellings(person),
            admitted=person.admitted,
        )

    def _changes(
        self, person: Somebody, known: KnownPerson, told: Mapping[str, str]
    ) -> dict[str, tuple[str, str]]:
        """Field by field what is new; an empty cell never erases, a shorter name never replaces."""
        changes = {}
        for name in FIELDS:
            old, new = getattr(known, name), told.get(name, "")
            if name == "name":
                new = self._better_name(old, new)
            if name in MANY:
                new = together(old, new)
            if new and not self._is_equal(name, old, new):
                changes[name] = (old, new)
        if "domain" in changes and "organisation" not in changes and not known.domain:
            place = self.organisations.named(known.organisation)
            if place and place.known and changes["domain"][1] == place.known.domain:
                del changes["domain"]
        email = changes.get("email", ("", ""))[1]
        if sentence := self.addresses.kept(email, known.id, known.name):
            del changes["email"]
            self._tell_openly(person, sentence)
        self.addresses.hold(email, known.id)
        return changes

    def _own_or_none(self, person: Somebody, told: dict[str, str]) -> None:
        """Somebody new gets no address that belongs to somebody else, whatever the row says."""
        email = told.get("email", "")
        if sentence := self.addresses.refusal(email, person.key, told.get("name", "")):
            del told["email"]
            self._tell_openly(person, sentence)
        self.addresses.hold(told.get("email", ""), person.key)

    def _tell_openly(self, person: Somebody, sentence: str) -> None:
        first = person.refs[0]
        self.notes.append(Note(first.table, first.row, sentence, is_open=True))

    def _better_name(self, old: str, new: str) -> str:
        return fuller_name(old, new) if new else old


_FIELD_WORDS: dict[str, Callable[[], str]] = {
    "email": lambda: _("Another row gives %(name)s the address %(kept)s. We keep that one."),
    "phone": lambda: _("Another row gives %(name)s the number %(kept)s. We keep that one."),
    "function": lambda: _("Another row says that %(name)s is %(kept)s. We keep that."),
    "organisation": lambda: _("Another row says that %(name)s works at %(kept)s. We keep that."),
}


def _spellings(person: Somebody) -> tuple[tuple[str, RowRef], ...]:
    """The ways in which the rows write one person, when there are several."""
    found: dict[str, tuple[str, RowRef]] = {}
    for row in person.rows:
        if name := row.values.get("name", ""):
            found.setdefault(fold(name), (name, row.ref))
    known = {fold(person.known.name)} if person.known else set()
    return tuple(found.values()) if len(set(found) | known) > 1 else ()


def _status(person: Somebody, *, is_changed: bool) -> str:
    if person.is_skipped or person.objects:
        return SKIPPED
    if person.candidates:
        return DOUBTFUL
    if person.known:
        return CHANGED if is_changed else SAME
    return NEW


def _candidate(person: Somebody, reason: str) -> Candidate:
    return Candidate(person.key, person.known is not None, person.values(), person.refs, reason)
