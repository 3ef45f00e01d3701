"""Themes as people write them: the partnership's own, a new one, or none."""

import re
from collections.abc import Iterator, Mapping

from django.utils.text import slugify
from django.utils.translation import gettext as _

from dwarsverband.foundation.sheets.words import compact, fold, is_typing_error
from dwarsverband.modules.network.queries.import_told import Mention
from dwarsverband.modules.network.queries.import_types import Known, Problem

NEW_THEME, NO_THEME = "new theme", "no theme"
PREFIX = "theme:"
_BETWEEN = re.compile(r"\s*[;,|/+\n]\s*")
_AND = re.compile(r"\s+(?:en|and|&)\s+")
LONGEST = 60


class Themes:
    """The themes of one partnership, and what was decided about words that are none of them."""

    def __init__(self, known: Known, decisions: Mapping[str, str]) -> None:
        self.names = {theme.code: theme.names[0] for theme in known.themes}
        self._codes = {compact(name): one.code for one in known.themes for name in one.names}
        self._codes |= {compact(one.code): one.code for one in known.themes}
        self._decided = {
            key.removeprefix(PREFIX): code
            for key, code in decisions.items()
            if key.startswith(PREFIX)
        }
        self.new: dict[str, str] = {}

    def read(self, text: str) -> tuple[list[str], list[str]]:
        """The codes of the themes in a cell, and the words of which somebody has to say what they are."""
        codes, unknown = [], []
        for word in self._words(text):
            code = self._code(word)
            if code is None:
                unknown.append(word)
            elif code:
                codes.append(code)
        return list(dict.fromkeys(codes)), unknown

    def problem(self, mention: Mention, word: str, column: str) -> Problem:
        """That a word is no theme yet, and which one may be meant."""
        near = (code for name, code in self._codes.items() if _is_like(compact(word), name))
        code = next(near, "")
        asked = _("Do you mean %(name)s?") % {"name": self.names[code]} if code else ""
        sentence = _("“%(text)s” is not a theme of this network.") % {"text": word[:60]}
        key = f"{PREFIX}{compact(word)}"
        return Problem(mention.ref.table, mention.ref.row, column, sentence, key, asked, code)

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
        key = compact(word)
        if key in self._codes:
            return self._codes[key]
        decided = self._decided.get(key, "")
        if decided == NEW_THEME:
            return self._made(word)
        if decided == NO_THEME:
            return ""
        return decided if decided in self.names else None

    def _made(self, word: str) -> str:
        """The code under which a new theme will be kept."""
        name = word.strip()[:LONGEST]
        code = slugify(fold(name))[:36] or "other"
        while code in self.names:
            code = f"{code[:36]}-2"
        self.new[code], self.names[code], self._codes[compact(word)] = name, name, code
        return code


def _is_like(word: str, name: str) -> bool:
    return is_typing_error(word, name) or (
        min(len(word), len(name)) >= 5 and (word in name or name in word)
    )
