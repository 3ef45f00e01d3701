"""Dutch writes words together; here they come apart again."""

from collections.abc import Callable
from functools import lru_cache

from dwarsverband.analysis.words.stems import stem

SHORTEST = 3
LONGEST = 40
# What many words end with that is no word of its own there: aanvra-ging, taalbeheer-sing.
ENDINGS = frozenset(
    """
    baar ding ende eren eerd ging heid king lijk ling ming ning ping ring schap sing sten teit ting
    ving zing
    """.split()  # noqa: SIM905 (a list of endings reads as a text)
)
# What Dutch puts between two words: jeugd-werk, veiligheid-s-huis, groep-en-leider, zonn-e-schijn.
_LINKS = ("", "s", "en", "e", "n")
# Words of this work that often stand in longer ones; a text adds its own.
COMMON = frozenset(
    stem(word)
    for word in [
        "aanbod",
        "aandacht",
        "aangifte",
        "aanpak",
        "aanvraag",
        "adres",
        "advies",
        "adviseur",
        "afdeling",
        "afspraak",
        "agenda",
        "agent",
        "ambtenaar",
        "analyse",
        "arbeid",
        "armoede",
        "arts",
        "avond",
        "baan",
        "bedrijf",
        "begeleider",
        "begeleiding",
        "behandeling",
        "beheer",
        "belang",
        "beleid",
        "beroep",
        "bestuur",
        "bestuurder",
        "bewoner",
        "bezoek",
        "bezwaar",
        "bijstand",
        "bond",
        "brandweer",
        "brief",
        "buurt",
        "cel",
        "centrum",
        "coach",
        "commissie",
        "consulent",
        "contact",
        "coordinatie",
        "coordinator",
        "cultuur",
        "curator",
        "deel",
        "directeur",
        "dienst",
        "dorp",
        "drug",
        "dwang",
        "economie",
        "eenheid",
        "eigenaar",
        "expert",
        "familie",
        "gebied",
        "gebouw",
        "gebruik",
        "gedrag",
        "geld",
        "gemeente",
        "gesprek",
        "geweld",
        "gezin",
        "gezondheid",
        "groep",
        "grond",
        "handel",
        "handhaving",
        "haven",
        "heffing",
        "hulp",
        "hulpverlener",
        "hulpverlening",
        "huis",
        "huiselijk",
        "huur",
        "informatie",
        "inkomen",
        "inspecteur",
        "inspectie",
        "instelling",
        "integratie",
        "jaar",
        "jeugd",
        "jongere",
        "jurist",
        "kamer",
        "kans",
        "kantoor",
        "keten",
        "kind",
        "klacht",
        "klas",
        "koepel",
        "kosten",
        "kring",
        "kwaliteit",
        "lading",
        "leer",
        "leerling",
        "leerplicht",
        "leider",
        "leraar",
        "les",
        "lid",
        "lijn",
        "loket",
        "maat",
        "maatregel",
        "maatschappij",
        "makelaar",
        "man",
        "manager",
        "markt",
        "medewerker",
        "meester",
        "melding",
        "mens",
        "misdaad",
        "moeder",
        "nacht",
        "netwerk",
        "nood",
        "officier",
        "omgeving",
        "onderwijs",
        "onderzoek",
        "onderzoeker",
        "ondersteuning",
        "ontwikkeling",
        "opbouw",
        "opleiding",
        "opvang",
        "organisatie",
        "ouder",
        "overlast",
        "overleg",
        "partner",
        "pastor",
        "pedagoog",
        "pensioen",
        "persoon",
        "plaats",
        "plan",
        "platform",
        "plein",
        "plicht",
        "politie",
        "praktijk",
        "preventie",
        "probleem",
        "professional",
        "programma",
        "project",
        "psycholoog",
        "raad",
        "radicalisering",
        "recht",
        "rechter",
        "regie",
        "regio",
        "regisseur",
        "reiniging",
        "rijk",
        "risico",
        "ruimte",
        "samenwerking",
        "school",
        "schuld",
        "sector",
        "signaal",
        "sleutel",
        "sociaal",
        "sport",
        "spreekuur",
        "spoed",
        "staat",
        "stad",
        "station",
        "stichting",
        "straat",
        "straf",
        "strategie",
        "strijd",
        "student",
        "systeem",
        "taak",
        "taal",
        "tafel",
        "team",
        "tehuis",
        "thuis",
        "toets",
        "toezicht",
        "toezichthouder",
        "trainer",
        "uitkering",
        "vader",
        "vakantie",
        "veiligheid",
        "verblijf",
        "verbinder",
        "verbinding",
        "vereniging",
        "vergunning",
        "verkeer",
        "verlener",
        "verlening",
        "verpleger",
        "verslaving",
        "vertrouwen",
        "verzekering",
        "verzorger",
        "voetbal",
        "voogd",
        "voorlichter",
        "voorlichting",
        "voorziening",
        "vraag",
        "vrouw",
        "vrijwilliger",
        "wacht",
        "water",
        "weer",
        "weg",
        "welzijn",
        "werk",
        "werker",
        "werknemer",
        "wet",
        "wethouder",
        "wijk",
        "winkel",
        "wonen",
        "woning",
        "zaak",
        "zeden",
        "zieke",
        "ziekenhuis",
        "zorg",
    ]
)


@lru_cache(maxsize=100_000)
def cuts(word: str) -> tuple[tuple[str, str], ...]:
    """Every way to see a word as two, without what stands between them; O(length)."""
    if len(word) < 2 * SHORTEST or len(word) > LONGEST or not word.isalpha():
        return ()
    return tuple(
        (word[:place], word[place + len(link) :])
        for place in range(SHORTEST, len(word) - SHORTEST + 1)
        for link in _LINKS
        if word.startswith(link, place) and len(word) - place - len(link) >= SHORTEST
    )


def parts(word: str, knows: Callable[[str], bool], depth: int = 3) -> tuple[str, ...]:
    """The stems of the words in a compound, those of its longer parts included; or nothing.

    `knows` tells whether a stem is a word. The longest last word wins, because that is what the
    thing is: a "jeugdhulpverlener" is a "hulpverlener". O(length squared) in the worst case.
    """
    if depth == 0:
        return ()
    for left, right in cuts(word):
        head = stem(right)
        if not is_word(right, head, knows):
            continue
        first, deeper = stem(left), parts(left, knows, depth - 1)
        if is_word(left, first, knows):
            return (first, *deeper, head, *parts(right, knows, depth - 1))
        if deeper:
            return (*deeper, head, *parts(right, knows, depth - 1))
    return ()


def is_word(text: str, its_stem: str, knows: Callable[[str], bool]) -> bool:
    """A known word; three letters only when they are common, because much ends in "end" or "ing"."""
    if its_stem in COMMON:
        return True
    return len(text) > SHORTEST and not {text, its_stem} & ENDINGS and knows(its_stem)


def split(word: str, knows: Callable[[str], bool]) -> frozenset[str]:
    """The stems of every two words that a word may be made of, and of the words in those."""
    found = {*parts(word, COMMON.__contains__), *parts(word, knows)}
    for left, right in cuts(word):
        first, last = stem(left), stem(right)
        if is_word(left, first, knows) and is_word(right, last, knows):
            found |= {first, last}
    return frozenset(found)


def ends(word: str, knows: Callable[[str], bool], least: int) -> frozenset[str]:
    """The stems of the longest known words that a word begins and ends with; O(length)."""
    first = last = ""
    for left, right in cuts(word):
        if len(left) >= max(least, len(first) + 1) and is_word(left, stem(left), knows):
            first = left
        if len(right) >= max(least, len(last) + 1) and is_word(right, stem(right), knows):
            last = right
    return frozenset(stem(one) for one in (first, last) if one)
