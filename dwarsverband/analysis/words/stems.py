"""What the forms of one Dutch word share.

After the Dutch stemmer of M. F. Porter (snowballstem.org, "Dutch stemming algorithm"), on words
without accents. Added: voiced endings (brieven, brief; huizen, huis), plurals on -s after a silent
e (gemeentes, organisaties), every doubled consonant (gezinnen, gezin), a doubled vowel after another
(individueel, individuele), and the few plurals that change their vowel (steden, stad).
Words without a vowel are abbreviations, and stay as they are.
"""

from functools import lru_cache

VOWELS = frozenset("aeiouy")
IRREGULAR = {
    "steden": "stad",
    "leden": "lid",
    "schepen": "schip",
    "smeden": "smid",
    "kinderen": "kind",
    "kinders": "kind",
    "goederen": "goed",
    "liederen": "lied",
    "volkeren": "volk",
    "gelederen": "gelid",
}
# The past of a verb, not members.
_PAST = ("geleden", "verleden", "overleden", "bekleden", "ontleden")
# Words on -s that are no plural.
_SINGULAR = ("advies", "verlies", "precies", "vlies", "bries")
_SILENT = ("ies", "tes", "des", "ges")
# What else words of one family differ in, and what it leaves: ontwikkelaar, ontwikkelt.
_FAMILY = (
    ("ancier", ""),
    ("elar", "el"),
    ("enar", "en"),
    ("erar", "er"),
    ("ster", ""),
    ("atie", ""),
    ("ator", ""),
    ("er", ""),
    ("t", ""),
    ("d", ""),
)
_SHORTEST_ROOT = 4


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The stem of a folded Dutch word; O(length)."""
    for plural, single in IRREGULAR.items():
        if word.endswith(plural) and not word.endswith(_PAST):
            return stem(word[: -len(plural)] + single) if word != plural else single
    if len(word) <= 3 or not word.isalpha() or VOWELS.isdisjoint(word):
        return word
    if word.endswith(_SILENT) and len(word) > 5 and not word.endswith(_SINGULAR):
        word = word[:-1]
    marked = _mark(word)
    first = _region(marked, 0, least=3)
    return _Word(marked, first, _region(marked, first)).stemmed().lower()


@lru_cache(maxsize=100_000)
def root(word: str) -> str:
    """What a stem shares with others of its family: who does it, that it is done; O(length)."""
    found = word
    for ending, rest in _FAMILY:
        begin = word.removesuffix(ending)
        is_left = len(begin + rest) >= _SHORTEST_ROOT and not VOWELS.isdisjoint(begin)
        if begin != word and is_left:
            found = begin + rest
            break
    if found.startswith("ge") and len(found) >= 6 and word[-1] in "dt":
        found = found[2:]
    if len(found) > 3 and found[-1] == found[-2] and found[-1] not in VOWELS:
        found = found[:-1]
    return _voiceless(found)


def _voiceless(word: str) -> str:
    if len(word) > 3 and word[-1] in "zv":
        return word[:-1] + {"z": "s", "v": "f"}[word[-1]]
    return word


def _mark(word: str) -> str:
    """Write as a capital what sounds as a consonant: y at the start or after a vowel, i between two."""
    signs = list(word)
    for place, sign in enumerate(signs):
        after_vowel = place > 0 and signs[place - 1] in VOWELS
        if sign == "y" and (place == 0 or after_vowel):
            signs[place] = "Y"
        elif (
            sign == "i"
            and after_vowel
            and signs[place + 1 : place + 2]
            and word[place + 1] in VOWELS
        ):
            signs[place] = "I"
    return "".join(signs)


def _region(word: str, start: int, least: int = 0) -> int:
    """Where the part begins that follows the first consonant after a vowel."""
    for place in range(start + 1, len(word)):
        if word[place] not in VOWELS and word[place - 1] in VOWELS:
            return max(place + 1, least)
    return len(word)


class _Word:
    """A word that loses its endings, and where its two regions begin."""

    def __init__(self, text: str, first: int, second: int) -> None:
        self.text, self.first, self.second = text, first, second

    def stemmed(self) -> str:
        """All steps, in order."""
        self._plural()
        lost_e = self._final_e()
        self._abstract()
        self._derived(lost_e=lost_e)
        self._double_vowel()
        return _voiceless(self.text)

    def _has(self, ending: str, region: int) -> bool:
        return self.text.endswith(ending) and len(self.text) - len(ending) >= region

    def _cut(self, ending: str) -> None:
        self.text = self.text[: -len(ending)]

    def _undouble(self) -> None:
        if self.text[-1:] == self.text[-2:-1] and self.text[-1:] not in VOWELS:
            self.text = self.text[:-1]

    def _cut_en(self, ending: str) -> None:
        before = self.text[: -len(ending)]
        if before and before[-1] not in VOWELS and not before.endswith("gem"):
            self.text = before
            self._undouble()

    def _plural(self) -> None:
        for ending in ("heden", "ene", "en", "se", "s"):
            if not self.text.endswith(ending):
                continue
            if not self._has(ending, self.first):
                return
            if ending == "heden":
                self.text = self.text[:-5] + "heid"
            elif ending in {"ene", "en"}:
                self._cut_en(ending)
            elif self.text[: -len(ending)][-1:] not in VOWELS | {"j", "Y", "I"}:
                self._cut(ending)
            return

    def _final_e(self) -> bool:
        if self._has("e", self.first) and self.text[-2:-1] not in VOWELS:
            self._cut("e")
            self._undouble()
            return True
        return False

    def _abstract(self) -> None:
        if self._has("heid", self.second) and not self.text.endswith("cheid"):
            self._cut("heid")
            if self._has("en", self.first):
                self._cut_en("en")

    def _derived(self, *, lost_e: bool) -> None:
        for ending in ("end", "ing"):
            if self._has(ending, self.second):
                self._cut(ending)
                if self._has("ig", self.second) and not self.text.endswith("eig"):
                    self._cut("ig")
                else:
                    self._undouble()
                return
        if self._has("ig", self.second) and not self.text.endswith("eig"):
            self._cut("ig")
        elif self._has("lijk", self.second):
            self._cut("lijk")
            self._final_e()
        elif self._has("baar", self.second):
            self._cut("baar")
        elif self._has("bar", self.second) and lost_e:
            self._cut("bar")

    def _double_vowel(self) -> None:
        end = self.text[-4:]
        if end in {"ieel", "ueel"} and len(self.text) > 5:
            self.text = self.text[:-2] + "l"
        elif (
            len(end) == 4
            and end[1] == end[2]
            and end[1] in "aeou"
            and end[0] not in VOWELS
            and end[3] not in VOWELS | {"I"}
        ):
            self.text = self.text[:-2] + self.text[-1]
