"""Different spellings that were read as one, and neighbourhoods that are written almost alike."""

from collections.abc import Iterable, Iterator, Mapping

from django.utils.translation import gettext as _

from dwarsverband.foundation.sheets.words import fold
from dwarsverband.modules.network.queries.import_likeness import shapes
from dwarsverband.modules.network.queries.import_types import BETWEEN, Question, ReadAsOne

APART, NEIGHBOURHOOD, YES = "apart:", "neighbourhood:", "yes"
IN_ORGANISATION, IN_NEIGHBOURHOOD, IN_THEME = "organisation:", "neighbourhood:", "theme:"
SHORTEST = 5


def exactly(text: str) -> str:
    """A spelling as it is written, whatever its capitals and spaces."""
    return f"={' '.join(text.casefold().split())}"


def apart(decisions: Mapping[str, str], kind: str) -> frozenset[str]:
    """What was said to stay apart: the keys under which its spellings are read as one."""
    prefix = f"{APART}{kind}"
    told = (key for key, value in decisions.items() if key.startswith(prefix) and value == YES)
    return frozenset(key.removeprefix(prefix) for key in told)


def read_as_one(kind: str, key: str, spellings: Iterable[str]) -> Iterator[ReadAsOne]:
    """One line about a name when it is written in several ways; capitals and spaces are no other way."""
    different: dict[str, str] = {}
    for one in spellings:
        different.setdefault(exactly(one), one)
    if len(different) > 1:
        yield ReadAsOne(f"{APART}{kind}{key}", kind, tuple(different.values()))


class Neighbourhoods:
    """The words of a town for its neighbourhoods: as they were written first, whatever the capitals."""

    def __init__(self, decisions: Mapping[str, str]) -> None:
        self._meant = {
            fold(key.removeprefix(NEIGHBOURHOOD)): name
            for key, name in decisions.items()
            if key.startswith(NEIGHBOURHOOD) and name
        }
        self._apart = apart(decisions, IN_NEIGHBOURHOOD)
        self._names: dict[str, str] = {}
        self._known: set[str] = set()
        self._spellings: dict[str, dict[str, None]] = {}

    def know(self, text: str) -> None:
        """Words that stand in the network already."""
        for word in _words(text):
            self._names.setdefault(self._key(word), word)
            self._known.add(self._key(word))

    def read(self, text: str) -> str:
        """The neighbourhoods of a cell, each as it is written first."""
        return BETWEEN.join(dict.fromkeys(self._named(word) for word in _words(text)))

    def _named(self, word: str) -> str:
        meant = self._meant.get(fold(word), "")
        key = self._key(meant or word)
        name = self._names.setdefault(key, meant or word)
        if not meant:
            self._spellings.setdefault(key, {name: None})[word] = None
        return name

    def _key(self, word: str) -> str:
        key = fold(word)
        return exactly(word) if key in self._apart else key

    def near(self) -> Iterator[Question]:
        """New words that are written almost like another, each asked once."""
        seen: dict[str, str] = {}
        for key in sorted(self._names, key=lambda one: one not in self._known):
            forms = shapes(key, SHORTEST)
            near = next((seen[form] for form in forms if form in seen), "")
            if near and key not in self._known and fold(self._names[key]) not in self._meant:
                yield _question(self._names[key], self._names[near])
            for form in forms:
                seen.setdefault(form, key)

    def merged(self) -> Iterator[ReadAsOne]:
        """Which spellings were read as one."""
        for key, spellings in self._spellings.items():
            yield from read_as_one(IN_NEIGHBOURHOOD, key, spellings)


def _words(text: str) -> list[str]:
    return text.split(BETWEEN) if text else []


def _question(name: str, other: str) -> Question:
    names = {"name": name, "other": other}
    answers = (
        (other, _("Yes, it is called %(other)s") % names),
        (name, _("No, these are two neighbourhoods")),
    )
    sentence = _("%(name)s is written almost like %(other)s. Is it the same neighbourhood?")
    return Question(f"{NEIGHBOURHOOD}{name}", sentence % names, answers, other)
