"""Columns that have no place here, known by their heading or by what is in them."""

import re
from collections.abc import Sequence

from dwarsverband.foundation.sheets.words import compact, is_typing_error, listed, words_of

RELIGION, ORIGIN, HEALTH, POLITICS = "religion", "origin", "health", "politics"
CITIZEN_NUMBER, SEXUALITY, UNION, CRIME = "citizen_number", "sexuality", "union", "crime"

# Pieces of a heading: found anywhere in it, as in "geloofsovertuiging".
_PIECES: dict[str, tuple[str, ...]] = {
    CITIZEN_NUMBER: listed(
        "burgerservice burgernummer sofinummer sofinr bsnnummer bsnnr persoonsnummer "
        "citizenservice citizennumber socialsecurity nationalinsurance nationalid paspoort "
        "passport identiteitsbewijs rijksregisternummer"
    ),
    RELIGION: listed(
        "geloof religi godsdienst kerkgenoot levensbeschouw levensovertuig kerkelijk moslim "
        "islam moskee faith denomination muslim worldview"
    ),
    ORIGIN: listed(
        "nationalit etnisch etnicit ethnic afkomst herkomst geboorteland geboorteplaats "
        "landvangeboorte countryofbirth placeofbirth birthplace countryoforigin huidskleur "
        "skincolo migratieachtergrond migrationbackground allochtoon autochtoon "
        "cultureleachtergrond culturalbackground moedertaal mothertongue nativelanguage "
        "verblijfsstatus verblijfsvergunning immigrationstatus asielstatus staatsburgerschap "
        "citizenship"
    ),
    HEALTH: listed(
        "gezondheid health diagnos ziekte ziekmeld ziekbeeld medicijn medicatie medication "
        "medisch medical handicap beperking disabilit stoornis disorder allergi allergy dieet "
        "dietary verslaving addiction zwanger pregnan bloedgroep psychisch psychiatrisch "
        "zorgvraag zorgbehoefte zorgindicatie illness arbeidsongeschikt"
    ),
    POLITICS: listed(
        "politiek political stemgedrag stemvoorkeur ideologi ideology partijlid partymember "
        "lidmaatschappartij"
    ),
    SEXUALITY: listed("seksue sexue seksualit sexual geaardheid lhbt lgbt genderidentit"),
    UNION: listed("vakbond vakvereniging bondslid tradeunion labourunion laborunion unionmember"),
    CRIME: listed(
        "strafblad strafrecht strafbaar antecedent veroordel criminalrecord conviction "
        "offence offense delict verdachte justitieledocumentatie justitieelverleden detentie "
        "crimineelverleden policerecord"
    ),
}
# Whole words, too short or too common to be looked for inside others.
_WORDS: dict[str, tuple[str, ...]] = {
    CITIZEN_NUMBER: listed("bsn sofi ssn"),
    RELIGION: listed("kerk parochie church mosque creed gezindte denominatie"),
    ORIGIN: listed("ras race ethnie roots"),
    HEALTH: listed("ziek ziektes diet sick medicatie"),
    POLITICS: listed("politics fractie"),
    SEXUALITY: listed("homo hetero homoseksueel"),
    UNION: listed("fnv cnv"),
    CRIME: listed("strafrechtelijk arrests"),
}
# Pieces that take the doubt away: "gezondheidscentrum" is an organisation, "herkomst gegevens" a source.
_HARMLESS: dict[str, tuple[str, ...]] = {
    RELIGION: listed("geloofwaardig"),
    ORIGIN: listed(
        "herkomstgegevens herkomstcontact herkomstdata herkomstbestand herkomstinformatie "
        "herkomstbron herkomstvandegegevens herkomstvanhetcontact bronherkomst"
    ),
    HEALTH: listed(
        "gezondheidscent gezondheidszorg volksgezondheid gezondheidsinstelling "
        "gezondheidsorganisatie gezondheidsdienst publiekegezondheid positievegezondheid "
        "healthcent healthcare publichealth healthorgani healthservice healthagency "
        "medischcentrum medischedienst medicalcent verslavingszorg addictioncare"
    ),
    POLITICS: listed("politiekbestuur politiekverantwoordelijk"),
    CRIME: listed("strafrechtketen strafrechtelijkeketen"),
}
# Ordinary headings that lie one typing error away from a refused one.
_ORDINARY = frozenset(
    listed(
        "politie police relatie relaties regio regie functie fractie locatie legion region belofte "
        "ziekenhuis partij partijen afspraak herkansing herkennen ras race racer kers werk kern sofie"
    )
)
_FUZZY: dict[str, str] = {
    **dict.fromkeys(("geloof", "religie", "religion", "godsdienst", "levensovertuiging"), RELIGION),
    **dict.fromkeys(
        ("nationaliteit", "nationality", "etniciteit", "ethnicity", "afkomst", "herkomst"), ORIGIN
    ),
    **dict.fromkeys(
        ("gezondheid", "diagnose", "diagnosis", "ziekte", "medicijnen", "medicatie"), HEALTH
    ),
    **dict.fromkeys(("politieke", "political", "politiek"), POLITICS),
    **dict.fromkeys(("burgerservicenummer", "burgerservicenr", "sofinummer"), CITIZEN_NUMBER),
    **dict.fromkeys(("seksuele", "geaardheid", "seksualiteit"), SEXUALITY),
    **dict.fromkeys(("vakbond", "vakvereniging"), UNION),
    **dict.fromkeys(("strafblad", "antecedenten", "veroordeling"), CRIME),
}
_VALUES: dict[str, frozenset[str]] = {
    RELIGION: frozenset(
        listed(
            "moslim islam islamitisch soenniet soennitisch sjiiet alevi christen christelijk katholiek "
            "roomskatholiek rk protestant protestants gereformeerd hervormd evangelisch joods jood hindoe "
            "hindoeisme boeddhist boeddhisme atheist atheisme agnost muslim christian catholic jewish hindu "
            "buddhist atheist sikh"
        )
    ),
    POLITICS: frozenset(
        listed(
            "vvd cda d66 pvda groenlinks glpvda groenlinkspvda sp pvv fvd christenunie cu sgp volt denk "
            "pvdd partijvoordedieren bbb nsc ja21 50plus bij1"
        )
    ),
}
_NOT_TOLD = frozenset(("", "onbekend", "geen", "nvt", "unknown", "none"))
_DIGITS = re.compile(r"[\s.\-]")


def refusal_of(headings: Sequence[str], values: Sequence[str]) -> str:
    """The code for which a column is refused, by its headings or its values; empty when it is welcome."""
    for heading in headings:
        if code := refused_heading(heading):
            return code
    return _refused_values(values, " ".join(headings))


def refused_heading(heading: str) -> str:
    """The code for which a heading is refused; empty when it is welcome."""
    words, whole = words_of(heading), compact(heading)
    if whole == "origin":
        return ORIGIN
    for code, pieces in _PIECES.items():
        rest = whole
        for harmless in _HARMLESS.get(code, ()):
            rest = rest.replace(harmless, "")
        if any(piece in rest for piece in pieces) or any(word in _WORDS[code] for word in words):
            return code
    return next((code for word in [*words, whole] if (code := _misspelt(word))), "")


def _misspelt(word: str) -> str:
    if len(word) < 5 or word in _ORDINARY:
        return ""
    # A word that is written right was judged above, with what takes the doubt away.
    near = (
        code for known, code in _FUZZY.items() if word != known and is_typing_error(word, known)
    )
    return next(near, "")


def _refused_values(values: Sequence[str], heading: str) -> str:
    told = [value for value in values if value]
    if _are_citizen_numbers(told, heading):
        return CITIZEN_NUMBER
    for code, known in _VALUES.items():
        short = [key for value in told[:500] if (key := compact(value[:60])) not in _NOT_TOLD]
        hits = sum(key in known for key in short)
        if hits >= 2 and hits * 2 > len(short):
            return code
    return ""


def _are_citizen_numbers(values: Sequence[str], heading: str) -> bool:
    """Nine figures that pass the eleven-proof; one in eleven does so by chance, most of a column does not."""
    numbers = [
        bare
        for value in values
        if (bare := _DIGITS.sub("", value)).isdecimal() and 8 <= len(bare) <= 9
    ]
    passed = sum(passes_eleven_proof(number) for number in numbers)
    if passed >= 3:
        return passed * 2 >= len(numbers)
    is_phone = any(piece in compact(heading) for piece in ("tel", "mob", "phone", "gsm"))
    return (
        passed > 0 and passed == len(numbers) and not is_phone and all(len(n) == 9 for n in numbers)
    )


def passes_eleven_proof(number: str) -> bool:
    """Whether figures form a valid Dutch citizen service number."""
    figures = [int(figure) for figure in number.zfill(9)]
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    total = sum(figure * weight for figure, weight in zip(figures, weights, strict=True))
    return total % 11 == 0 and any(figures)
