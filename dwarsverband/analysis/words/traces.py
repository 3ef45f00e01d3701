"""What in a text may point at one person: a name, a number, an address.

It is a warning and no proof: a text without traces can still be about somebody, and a name may be
that of a street. Nothing is looked up, so that nobody can try out who is known.
"""

import re
from collections.abc import Iterable, Iterator

from dwarsverband.analysis.words.folding import fold

# A name that is certainly one, or two words with a capital, which may also be an organisation.
NAME, CAPITALS = "name", "capitals"
PHONE, EMAIL, NUMBER, DATE, ADDRESS = "phone", "email", "number", "date of birth", "address"
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.\w+")
_PHONE = re.compile(r"(?<!\d)(?:\+|00)?\d(?:[ ()./-]{0,2}\d){8,12}(?!\d)")
_BSN = re.compile(r"(?<!\d)\d{3}[ .]?\d{2,3}[ .]?\d{3,4}(?!\d)")
_DATE = re.compile(r"(?<!\d)\d{1,2}[-/. ]\d{1,2}[-/. ](?:19|20)\d\d(?!\d)")
_ADDRESS = re.compile(
    r"\b[A-Z][\w'-]*(?:straat|laan|weg|plein|kade|gracht|hof|pad|singel|dreef|steeg)\s+\d+"
    r"|(?<!\d)[1-9]\d{3} ?[A-Z]{2}(?![\w])"
)
_INFIX = r"(?:(?:van|de|der|den|het|ten|ter|te|el|al|ben|bin|von|da|dos)\s+){0,3}"
_WORD = r"[A-ZÀ-ÖØ-ÞŁŞİÇĞ][a-zà-öø-ÿğışçıł]+(?:-[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ]+)?"
_TWO = re.compile(rf"(?<![\w@])({_WORD})\s+({_INFIX}){_WORD}\b")
_TITLED = re.compile(
    r"\b(?:meneer|mijnheer|mevrouw|dhr|mevr|mw|familie|mr|mrs|ms|miss)\b\.?\s+" + _INFIX + _WORD,
    re.IGNORECASE,
)
_CALLED = re.compile(rf"\b(?:heet|genaamd|genoemd|called|named)\s+{_WORD}")
_INITIAL = re.compile(rf"\b[A-Z]\.\s?(?:[A-Z]\.\s?)*{_INFIX}{_WORD}")
_SINGLE = re.compile(_WORD)
# Given names that are much used here, folded; a bare one counts as a name.
_GIVEN = frozenset(
    """
    aaliyah abdel abdi abdul abdullah achmed adam ahmed aisha aicha ali amina amir anna anouk ayse
    bart bas bilal bram chantal daan daniel david dennis dylan els emma emre erik esra eva fatima
    fatma femke finn floor fleur frank gerard hamza hanna hans hassan henk hussein ibrahim imane
    ingrid iris ismail jamal jan jasper jeroen jesse joost joris julia karim karin kees kevin khadija
    kim lars laura levi lisa lotte lucas luuk maaike malika marieke mark marloes martijn mehmet
    melissa michael milan mohamed mohammed mohammad moham mo mustafa najib nadia naomi nick niels
    nina noa noah noor nora omar osman patrick peter piet pieter priscilla rachid rick rob robin
    ronald ruben said salma sam samira sander sanne sara sarah sem sjoerd sofie stefan stijn sven
    thijs thomas tim tom vincent wesley willem wouter yara yasin yasmin youssef yusuf zainab zeynep
    """.split()  # noqa: SIM905 (a list of so many words reads as a text)
)
# Words with a capital that begin a sentence or belong to no person.
_NO_NAME = frozenset(
    """
    aan als bij dan dat de deze die dit een en er ga gaat geen graag heeft het hoe ik in is kan kent
    kunnen maar mag meer mijn moet na naar nu of om ons onze op over samen sinds te tijdens uit van
    vanaf veel via voor waar wanneer wat we weet welk welke wie wij wil zijn zoek
    a an and are at can do does for from has have how i if in is it my of on our the there this to we
    what when where which who why with you your
    maandag dinsdag woensdag donderdag vrijdag zaterdag zondag januari februari maart april mei juni
    juli augustus september oktober november december kerst pasen ramadan suikerfeest offerfeest
    nieuwe oude grote kleine eerste tweede nederlandse turkse marokkaanse syrische poolse surinaamse
    gemeente politie school wijk stichting vereniging openbaar ministerie rijk nederland europa
    """.split()  # noqa: SIM905 (as above)
)


def traces_of_person(text: str, known: Iterable[str] = ()) -> list[str]:
    """Which kinds of traces stand in a text; the names in `known` are those of no person.

    O(length of the text × number of known names).
    """
    return list(dict.fromkeys(_traces(_without(text, known))))


def _without(text: str, known: Iterable[str]) -> str:
    """The text without names of organisations, places and the like, the longest first."""
    small = text.casefold()
    there = {name for name in known if len(name) > 2 and name.casefold() in small}
    for name in sorted(there, key=len, reverse=True):
        text = re.sub(rf"\b{re.escape(name)}\b", " · ", text, flags=re.IGNORECASE)
    return text


def _traces(text: str) -> Iterator[str]:
    if _EMAIL.search(text):
        yield EMAIL
    if any(_is_bsn(found) for found in _BSN.findall(text)):
        yield NUMBER
    elif _PHONE.search(text):
        yield PHONE
    if _DATE.search(text):
        yield DATE
    if _ADDRESS.search(text):
        yield ADDRESS
    if _is_named(text):
        yield NAME
    elif any(not _is_no_name(found[0].split()[-1]) for found in _two_names(text)):
        yield CAPITALS


def _is_named(text: str) -> bool:
    """Whether a title, an initial, a verb or a much used given name tells that a name follows."""
    if _TITLED.search(text) or _CALLED.search(text) or _INITIAL.search(text):
        return True
    return any(fold(word) in _GIVEN for word in _SINGLE.findall(text))


def _two_names(text: str) -> Iterator[re.Match[str]]:
    """Two words with a capital in a row, of which the first is not a word that begins a sentence."""
    start = 0
    while found := _TWO.search(text, start):
        if _is_no_name(found[1]):
            start = found.end(1)
            continue
        yield found
        start = found.end()


def _is_no_name(word: str) -> bool:
    return fold(word) in _NO_NAME


def _is_bsn(text: str) -> bool:
    """Whether nine figures pass the test of a citizen service number (the eleven-test)."""
    figures = [int(sign) for sign in text if sign.isdigit()]
    if len(figures) != 9 or not any(figures):
        return False
    weighed = sum(figure * weight for figure, weight in zip(figures, range(9, 1, -1), strict=False))
    return (weighed - figures[8]) % 11 == 0
