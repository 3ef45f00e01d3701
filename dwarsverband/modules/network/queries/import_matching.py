"""Who is the same person: by address or number for sure, by name and organisation nearly, else doubtful."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import islice

from django.utils.translation import gettext as _

from dwarsverband.foundation.sheets.words import fold, listed
from dwarsverband.modules.network.queries.import_names import (
    DIFFERENT,
    MAYBE,
    SAME,
    Name,
    compare_names,
    differ_only_between,
    fuller_name,
    parse_name,
)
from dwarsverband.modules.network.queries.import_told import Mention
from dwarsverband.modules.network.queries.import_types import MANY, KnownPerson, RowRef, together

_SHARED = frozenset(
    listed(
        "info secretariaat contact balie receptie post algemeen wijkteam team office meldpunt administratie "
        "school directie mail welkom hallo klantcontact griffie bestuurssecretariaat bureau postbus"
    )
)
_LOOKED_AT, _SHOWN = 40, 5
FIELDS = listed(
    "name email phone function organisation domain municipality identifier themes neighbourhoods"
)


@dataclass
class Somebody:
    """One person: known, planned, or both; what is known of them and what the rows say."""

    key: str
    known: KnownPerson | None = None
    names: list[Name] = field(default_factory=list)
    emails: set[str] = field(default_factory=set)
    phones: set[str] = field(default_factory=set)
    identifiers: set[str] = field(default_factory=set)
    organisations: set[str] = field(default_factory=set)
    domains: set[str] = field(default_factory=set)
    rows: list[Mention] = field(default_factory=list)
    candidates: list[tuple["Somebody", str]] = field(default_factory=list)
    told: dict[str, str] = field(default_factory=dict)
    is_skipped: bool = False
    admitted: str = ""

    @property
    def objects(self) -> bool:
        """Whether it is somebody who objects: of them nothing changes until that is decided."""
        return self.known is not None and self.known.objects

    @property
    def refs(self) -> tuple[RowRef, ...]:
        """Where the rows that say something of this person stand."""
        return tuple(dict.fromkeys(row.ref for row in self.rows))

    @property
    def is_described(self) -> bool:
        """Whether more is known than a mention."""
        return self.known is not None or any(row.is_described for row in self.rows)

    def hear(self, row: Mention) -> None:
        """What one more row says; the first row that says something counts, and the fullest name."""
        self.rows.append(row)
        for name, value in row.values.items():
            if name in MANY:
                self.told[name] = together(self.told.get(name, ""), value)
            self.told.setdefault(name, value)
        if "name" in row.values:
            self.told["name"] = fuller_name(self.told["name"], row.values["name"])

    def values(self) -> dict[str, str]:
        """What is known, filled up with what the rows say."""
        known = {name: getattr(self.known, name) for name in FIELDS} if self.known else {}
        return {
            name: value for name in FIELDS if (value := known.get(name) or self.told.get(name, ""))
        }


@dataclass(frozen=True)
class Evidence:
    """What a row says of who somebody is."""

    name: Name
    email: str
    phone: str
    identifier: str
    organisation: str
    domain: str
    is_described: bool


def evidence_of(
    values: Mapping[str, str], organisation: str, domain: str, *, is_described: bool
) -> Evidence:
    """The marks by which a person is recognised."""
    return Evidence(
        name=parse_name(values.get("name", "")),
        email=values.get("email", "").casefold(),
        phone=phone_key(values.get("phone", "")),
        identifier=values.get("identifier", "").casefold(),
        organisation=organisation,
        domain=domain,
        is_described=is_described,
    )


def phone_key(phone: str) -> str:
    """The figures of a phone number, with or without the country."""
    figures = re.sub(r"\D", "", phone.replace("(0)", ""))
    for start in ("0031", "31"):
        if figures.startswith(start) and len(figures) >= 11:
            return f"0{figures.removeprefix(start)}"
    return figures


class Register:
    """Everybody met so far, found by what identifies them."""

    def __init__(self) -> None:
        self.people: dict[str, Somebody] = {}
        self._index: dict[str, dict[str, Somebody]] = defaultdict(dict)

    def add(self, person: Somebody, evidence: Evidence) -> None:
        """Remember what was said of somebody."""
        self.people[person.key] = person
        if evidence.name.family and evidence.name not in person.names:
            person.names.append(evidence.name)
        for found, mark in (
            (person.emails, evidence.email),
            (person.phones, evidence.phone),
            (person.identifiers, evidence.identifier),
            (person.organisations, evidence.organisation),
            (person.domains, evidence.domain),
        ):
            if mark:
                found.add(mark)
        for mark in _marks(evidence):
            self._index[mark].setdefault(person.key, person)

    def find(self, evidence: Evidence) -> tuple[list[Somebody], list[tuple[Somebody, str]]]:
        """Who it is for sure, and who it may be with the reason."""
        sure: list[Somebody] = []
        doubtful: list[tuple[Somebody, str]] = []
        seen: set[str] = set()
        for marks in (_strong_marks(evidence), _name_marks(evidence), _weak_marks(evidence)):
            for person in self._with(marks, seen):
                relation, reason = relate(evidence, person)
                if relation == SAME:
                    sure.append(person)
                elif relation == MAYBE:
                    doubtful.append((person, reason))
            if sure or len(doubtful) >= _SHOWN:
                break
        return sure, doubtful[:_SHOWN]

    def _with(self, marks: list[str], seen: set[str]) -> list[Somebody]:
        found = []
        for mark in marks:
            for person in islice(self._index.get(mark, {}).values(), _LOOKED_AT):
                if person.key not in seen:
                    seen.add(person.key)
                    found.append(person)
        return found


def _strong_marks(evidence: Evidence) -> list[str]:
    marks = [
        f"email {evidence.email}" if evidence.email else "",
        f"identifier {evidence.identifier}" if evidence.identifier else "",
        f"phone {evidence.phone}" if evidence.phone else "",
        f"name {evidence.name.key} at {evidence.organisation}" if evidence.name.family else "",
    ]
    return [mark for mark in marks if mark]


def _name_marks(evidence: Evidence) -> list[str]:
    return [f"name {evidence.name.key}"] if evidence.name.family else []


def _weak_marks(evidence: Evidence) -> list[str]:
    name = evidence.name
    if not name.family:
        return []
    if not name.given:
        return [f"family {name.family} ", f"called {name.family}"]
    return [
        f"family {name.family} {name.letter}",
        f"family {name.family} ",
        f"called {name.given[0]} ",
        f"given {' '.join(name.given)} at {evidence.organisation}",
    ]


def _marks(evidence: Evidence) -> list[str]:
    """Everything under which somebody can be found; 'called' leads to the full name and back."""
    name = evidence.name
    called = [f"called {name.given[0]}"] if name.given else [f"called {name.family} "]
    return [
        *_strong_marks(evidence),
        *_name_marks(evidence),
        *(mark for mark in _weak_marks(evidence) if not mark.startswith("called")),
        *(called if name.family else []),
    ]


def relate(evidence: Evidence, person: Somebody) -> tuple[str, str]:
    """Whether a row is about somebody: same, maybe with the reason, or different."""
    names = _names(evidence.name, person.names)
    has_email = bool(evidence.email) and evidence.email in person.emails
    if evidence.identifier and person.identifiers:
        if evidence.identifier in person.identifiers:
            return SAME, ""
        return (MAYBE, _("the same e-mail address")) if has_email else (DIFFERENT, "")
    if has_email and not is_shared(evidence.email):
        is_named = names != DIFFERENT or not evidence.name.family
        return (SAME, "") if is_named else (MAYBE, _("the same e-mail address, another name"))
    if names == DIFFERENT:
        return DIFFERENT, ""
    return _relate_named(evidence, person, names)


def _relate_named(evidence: Evidence, person: Somebody, names: str) -> tuple[str, str]:
    """Names that are the same or may be: what the other marks say."""
    other_email = bool(evidence.email and person.emails and evidence.email not in person.emails)
    other_place = bool(
        evidence.organisation
        and person.organisations
        and evidence.organisation not in person.organisations
    )
    if evidence.phone and evidence.phone in person.phones and not other_email:
        return SAME, ""
    if names == SAME:
        return _relate_same_name(evidence, person, other_email=other_email, other_place=other_place)
    if other_place and not any(differ_only_between(evidence.name, name) for name in person.names):
        return DIFFERENT, ""
    return MAYBE, _("a name that may be the same")


def _relate_same_name(
    evidence: Evidence, person: Somebody, *, other_email: bool, other_place: bool
) -> tuple[str, str]:
    if other_place:
        return MAYBE, _("the same name, another organisation")
    if other_email:
        return MAYBE, _("the same name, another e-mail address")
    is_placed = evidence.organisation in person.organisations or not (
        evidence.organisation or person.organisations
    )
    if is_placed or not (evidence.is_described and person.is_described):
        return SAME, ""
    return MAYBE, _("the same name, the organisation is not told")


def _names(name: Name, others: list[Name]) -> str:
    if name in others:
        return SAME
    results = [compare_names(name, other) for other in others]
    return MAYBE if MAYBE in results else DIFFERENT


def is_shared(email: str) -> bool:
    """Whether a mailbox belongs to a place rather than to a person."""
    return re.split(r"[.\-_+@]", fold(email))[0] in _SHARED
