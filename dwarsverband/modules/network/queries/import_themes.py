"""Themes as people write them: the partnership's own, a new one, or none."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import takewhile

from django.utils.text import slugify
from django.utils.translation import gettext as _

from dwarsverband.foundation.sheets.words import compact, fold, is_typing_error
from dwarsverband.foundation.ui.numbers import with_capital
from dwarsverband.modules.network.queries.import_spellings import (
    IN_THEME,
    apart,
    exactly,
    read_as_one,
)
from dwarsverband.modules.network.queries.import_told import Mention
from dwarsverband.modules.network.queries.import_types import Known, Problem, ReadAsOne

NEW_THEME, NO_THEME, SAME_AS = "new theme", "no theme", "same as:"
PREFIX = "theme:"
_BETWEEN = re.compile(r"\s*[;,|/+\n]\s*")
_AND = re.compile(r"\s+(?:en|and|&)\s+")
LONGEST = 60


class Themes:
    """The themes of one partnership, and what was decided about words that are none of them."""

    def __init__(self, known: Known, decisions: Mapping[str, str]) -> None:
        self.names = {theme.code: theme.names[0] for theme in known.themes}
        self._written = {theme.code: theme.names for theme in known.themes}
        self._codes = {compact(name): one.code for one in known.themes for name in one.names}
        self._codes |= {compact(one.code): one.code for one in known.themes}
        self._own = frozenset(self._codes)
        self._decided = {
            key.removeprefix(PREFIX): code
            for key, code in decisions.items()
            if key.startswith(PREFIX)
        }
        self._apart = apart(decisions, IN_THEME)
        self._exact = {exactly(name) for one in known.themes for name in one.names}
        self.unknown: dict[str, str] = {}
        self._spellings: dict[str, dict[str, None]] = {}
        self.new: dict[str, str] = {}

    def prepare(self, cells: Iterable[str]) -> None:
        """Look at every word once: new themes are there before another word is said to mean them."""
        for text in dict.fromkeys(cells):
            for word in self._words(text):
                if self._code(word) is None:
                    self.unknown.setdefault(self._key(word), word)

    def read(self, text: str) -> tuple[list[str], list[str]]:
        """The codes of the themes in a cell, and the words of which somebody has to say what they are."""
        codes, unknown = [], []
        for word in self._words(text):
            code = self._code(word)
            if code is None:
                unknown.append(word)
            elif code:
                codes.append(code)
                self._hear(code, word)
        return list(dict.fromkeys(codes)), unknown

    def decided(self, text: str) -> Iterator[str]:
        """The words in a cell that are no theme by themselves, and of which somebody said what they are."""
        if self._decided:
            for word in self._words(text):
                key = self._key(word)
                if key in self._decided and key not in self._own:
                    yield word

    def problem(self, mention: Mention, word: str, column: str) -> Problem:
        """That a word is no theme yet, and which one may be meant: one that is there, or another new word."""
        own = self._key(word)
        near = (code for name, code in self._codes.items() if _is_like(compact(word), name))
        code = next(near, "") if own == compact(word) else ""
        other = "" if code else self._like_another(own)
        name = self.names[code] if code else self.unknown.get(other, "")
        asked = _("Do you mean %(name)s?") % {"name": name} if name else ""
        sentence = _("“%(text)s” is not a theme of this network.") % {"text": word[:60]}
        answer = code or (f"{SAME_AS}{other}" if other else "")
        key = f"{PREFIX}{own}"
        where = mention.ref.table, mention.ref.row, column
        return Problem(*where, sentence, key, asked, answer, word=word[:60])

    def _like_another(self, key: str) -> str:
        """An earlier word that is no theme either and is written almost like this one."""
        earlier = takewhile(lambda one: one != key, self.unknown)
        return next((one for one in earlier if is_typing_error(key, one)), "")

    def merged(self) -> Iterator[ReadAsOne]:
        """Which spellings were read as one theme."""
        for words in self._spellings.values():
            yield from read_as_one(IN_THEME, compact(next(iter(words))), words)

    def _hear(self, code: str, word: str) -> None:
        """A word that was read as a theme because it looks like one, not because somebody said so."""
        names = [*self._written.get(code, ()), self.names[code]]
        name = next((one for one in names if compact(one) == compact(word)), "")
        if name:
            self._spellings.setdefault(code, {name: None})[word] = None

    def _key(self, word: str) -> str:
        """Under what a word is known; one that was kept apart under its own spelling."""
        key = compact(word)
        if key in self._apart and exactly(word) not in self._exact:
            return exactly(word)
        return key

    def _words(self, text: str) -> Iterator[str]:
        if self._code(text) is not None:
            yield text
            return
        for part in _BETWEEN.split(text):
            halves = _AND.split(part)
            if len(halves) > 1 and all(self._code(half) is not None for half in halves):
                yield from halves
            elif compact(part):
                yield part.strip()

    def _code(self, word: str) -> str | None:
        """The code of a theme; empty when it was decided to be none, None when nobody knows."""
        key = self._key(word)
        if key in self._codes:
            return self._codes[key]
        decided = self._decided.get(key, "")
        if decided.startswith(SAME_AS):
            other = decided.removeprefix(SAME_AS)
            decided = self._codes.get(other) or self._decided.get(other, "")
        elif decided == NEW_THEME:
            return self._made(word)
        if decided == NO_THEME:
            return ""
        return decided if decided in self.names else None

    def _made(self, word: str) -> str:
        """The code under which a new theme will be kept."""
        name = with_capital(" ".join(word.split()))[:LONGEST]
        code = slugify(fold(name))[:36] or "other"
        while code in self.names:
            code = f"{code[:36]}-2"
        self.new[code], self.names[code], self._codes[self._key(word)] = name, name, code
        return code


def _is_like(word: str, name: str) -> bool:
    return is_typing_error(word, name) or (
        min(len(word), len(name)) >= 5 and (word in name or name in word)
    )
