"""The fields a column can become, and the words in which people write domains, kinds and strengths."""

from collections.abc import Callable, Iterable

from django.utils.translation import gettext as _

from dwarsverband.foundation.sheets.mapping import Field, guess_mapping
from dwarsverband.foundation.sheets.tables import Table
from dwarsverband.foundation.sheets.words import compact, is_typing_error, listed, words_of
from dwarsverband.modules.network.queries.import_marks import (
    LONGEST_MARK,
    is_meeting_heading,
    presence_of,
)

# How many characters each field of a person may hold.
LENGTHS = {
    "name": 160, "email": 254, "phone": 40, "identifier": 80, "function": 160, "organisation": 160,
    "domain": 80, "meeting": 200,
}  # fmt: skip
# A table with one of these describes people; with none of them it only mentions them.
DESCRIBING = frozenset(
    listed(
        "email phone function organisation domain municipality identifier themes neighbourhoods node"
    )
)
# Several columns may be one of these.
REPEATABLE = frozenset(("attended",))
_OF_MEETINGS = frozenset(("attended", "meeting", "attendees"))

_DOMAIN_WORDS = {
    "social": "sociaal welzijn welzijnswerk jongerenwerk jeugdwerk maatschappelijk sociale opbouwwerk wmo "
    "participatie schuldhulp schuldhulpverlening straatcoach jeugd youth welfare",
    "safety": "veilig veiligheidshuis politie police om justitie openbaarministerie handhaving boa brandweer "
    "reclassering oov ondermijning riec security zorgenveiligheidshuis toezicht",
    "care": "zorg gezondheidszorg ggz ggd huisarts huisartsen ziekenhuis thuiszorg verpleging gehandicaptenzorg "
    "verslavingszorg jeugdzorg jeugdgezondheidszorg health healthcare kliniek",
    "education": "onderwijs school basisschool scholengemeenschap college mbo hbo roc po vo lyceum leerplicht "
    "kinderopvang voorschool university teaching",
    "neighbourhood": "wijk buurt wijkteam wijkteams buurtteam wijkbeheer gebied gebiedsteam wijkmanagement "
    "woningcorporatie corporatie wonen dorp dorpsteam neighborhood housing buurthuis",
    "administration": "bestuur burgemeester wethouder college raad gemeenteraad bestuurder bestuurlijk mayor "
    "alderman council provincie",
    "national": "rijk rijksoverheid ministerie landelijk nctv ministry government expertiseunit",
    "community": "gemeenschap gemeenschappen bewoners vrijwilligers sleutelpersoon sleutelpersonen "
    "sleutelfiguren zelforganisatie sport sportvereniging sportclub vereniging residents",
}
_DOMAIN_OF = {
    compact(word): code for code, words in _DOMAIN_WORDS.items() for word in listed(words)
}
_KINDS = {
    "contact": "contact kent kennen spreekt spreken bekend bekende know knows kennissen overleg",
    "collaboration": "samenwerking samenwerken werktsamen collaboration collaborates werkrelatie project cooperation",
    "agreement": "afspraak afspraken convenant overeenkomst agreement contract protocol",
    "attendance": "attendance aanwezigheid aanwezig bijeenkomst bijeenkomsten vergadering vergaderingen meeting",
}
_KIND_OF = {word: kind for kind, words in _KINDS.items() for word in listed(words)}
_STRENGTHS = {
    1: "zwak weak incidenteel zelden jaarlijks eenmaalperjaar yearly elkjaar rarely",
    2: "matig soms halfjaarlijks elkhalfjaar kwartaal elkkwartaal perkwartaal quarterly sometimes",
    3: "gemiddeld normaal regelmatig maandelijks elkemaand permaand monthly regular",
    4: "sterk strong vaak wekelijks elkeweek perweek weekly often",
    5: "zeersterk heelsterk dagelijks elkedag perdag daily verystrong",
}
_STRENGTH_OF = {word: number for number, words in _STRENGTHS.items() for word in listed(words)}


def import_fields() -> tuple[Field, ...]:
    """Everything a column can become, with labels in the language of the page."""
    return (*_person_fields(), *_tie_fields(), *_meeting_fields())


def _person_fields() -> tuple[Field, ...]:
    return (
        Field("name", _("Name"), synonyms=("naam", "wie", "persoon", "volledige naam", "naam professional",
            "medewerker", "collega", "deelnemer", "professional", "full name", "person", "who",
            "naam contactpersoon", "sleutelpersoon", "sleutelfiguur", "label")),
        Field("given_name", _("Given name"), synonyms=("voornaam", "roepnaam", "voorletters", "initialen",
            "voornamen", "first name", "given", "initials", "forename")),
        Field("infix", _("Words between the names"), synonyms=("tussenvoegsel", "tussenvoegsels", "tussenv", "tv",
            "voorvoegsel", "prefix")),
        Field("family_name", _("Family name"), synonyms=("achternaam", "familienaam", "last name", "surname")),
        Field("email", _("E-mail"), "email", ("e-mail", "mail", "e-mailadres", "e-mail adres", "mailadres",
            "email address", "werkmail")),
        Field("phone", _("Phone"), "phone", ("telefoon", "tel", "telefoonnummer", "tel nr", "mobiel", "mob", "mob nr",
            "mobiele nummer", "mobiel nummer", "gsm", "06", "06 nummer", "phone number", "mobile", "doorkiesnummer")),
        Field("function", _("Position"), synonyms=("functie", "function", "rol", "role", "beroep", "functienaam",
            "job title", "job", "titel", "hoedanigheid")),
        Field("organisation", _("Organisation"), synonyms=("organisatie", "organization", "instelling", "werkgever",
            "bedrijf", "naam organisatie", "organisatienaam", "agency", "instantie", "partner", "company", "employer",
            "waar", "werkt bij", "dienst", "partij", "org")),
        Field("domain", _("Domain"), synonyms=("domein", "sector", "werkveld", "veld", "zorg", "leefgebied", "kolom",
            "beleidsterrein", "field")),
        Field("municipality", _("Municipality code"), "municipality", ("gemeentecode", "gemeente", "municipality",
            "cbs code", "gm code", "plaats", "woonplaats")),
        Field("identifier", _("Number in your own list"), synonyms=("id", "nr", "nummer", "kenmerk", "code", "key",
            "identifier", "person id", "volgnummer", "relatienummer")),
        Field("themes", _("Themes"), synonyms=("thema", "thema's", "themas", "theme", "onderwerp", "onderwerpen",
            "dossier", "dossiers", "aandachtsgebied", "aandachtsgebieden", "topic", "topics")),
        Field("neighbourhoods", _("Neighbourhoods"), synonyms=("wijk", "wijken", "buurt", "buurten", "gebied",
            "gebieden", "werkgebied", "stadsdeel", "kern", "kernen", "neighbourhood", "neighborhood", "district")),
        Field("node", _("Number in this file (not kept)"), synonyms=("number in this file", "nummer in dit bestand")),
    )  # fmt: skip


def _tie_fields() -> tuple[Field, ...]:
    return (
        Field("contact", _("Knows whom"), synonyms=("contactpersoon", "contact", "contacten", "kent", "spreekt",
            "contact met", "spreekt met", "werkt samen met", "contactpersonen", "heeft contact met", "relatie met",
            "collega", "contact naam", "knows", "contacts", "met wie", "kent wie", "vaste contact", "wie nog meer")),
        Field("other_organisation", _("Organisation of that contact"), synonyms=("organisatie contact", "van welke organisatie",
            "organisatie contactpersoon", "organisatie van contact", "contact organisatie", "bij organisatie",
            "organisation of contact", "contact organisation")),
        Field("from", _("From whom"), synonyms=("van", "from", "source", "wie van", "persoon 1", "person 1", "ego",
            "bron", "van wie", "from id", "van id")),
        Field("to", _("To whom"), synonyms=("naar", "to", "target", "persoon 2", "person 2", "alter", "doel", "met", "aan",
            "naar wie", "to id", "naar id", "destination")),
        Field("kind", _("Kind of tie"), synonyms=("soort", "soort contact", "soort relatie", "type", "kind", "relatie",
            "aard", "aard contact", "type relatie", "relation", "layer")),
        Field("strength", _("Strength"), "number", ("sterkte", "strength", "weight", "gewicht", "collab", "intensiteit",
            "hoe vaak", "frequentie", "frequency", "hoe sterk", "ritme", "collaboration")),
        Field("since", _("Since"), "date", ("sinds", "since", "vanaf", "start", "begin", "sinds wanneer", "kent sinds",
            "contact sinds", "startdatum")),
        Field("last_contact", _("Last contact"), "date", ("laatst gesproken", "laatste contact", "laatst gezien",
            "datum laatste contact", "laatste gesprek", "laatst contact", "last contact", "last spoke", "last spoken",
            "laatste contactmoment", "laatst", "contactdatum", "wanneer gesproken", "datum contact")),
    )  # fmt: skip


def _meeting_fields() -> tuple[Field, ...]:
    return (
        Field("meeting", _("Meeting"), synonyms=("overleg", "bijeenkomst", "vergadering", "meeting", "overlegtafel",
            "sessie", "naam overleg", "naam bijeenkomst", "gremium", "werkgroep")),
        Field("met_on", _("Day of the meeting"), "date", ("datum overleg", "datum bijeenkomst", "datum vergadering",
            "vergaderdatum", "meeting date", "date of meeting", "overlegdatum")),
        Field("attendees", _("Who were there"), synonyms=("aanwezigen", "deelnemers", "attendees", "participants",
            "wie waren er", "present", "wie was erbij")),
        Field("attended", _("Was there"), synonyms=("aanwezig", "aanwezigheid", "presentie", "attended", "was erbij",
            "opkomst", "attendance")),
        Field("meeting_weight", _("Weight of meetings"), synonyms=("weight of meetings", "gewicht van bijeenkomsten")),
    )  # fmt: skip


def guess_columns(table: Table) -> dict[str, str]:
    """Per column letter the field it most probably becomes, as people and ties make sense together."""
    fields = {field.name: field for field in import_fields()}
    found = guess_mapping(table, list(fields.values()))
    names = set(found.values())
    if not {"from", "to"} <= names:
        found = guess_mapping(
            table, [f for name, f in fields.items() if name not in ("from", "to")]
        )
        names = set(found.values())
    if not names & {"name", "given_name", "family_name", "from"}:
        found = {letter: "name" if name == "contact" else name for letter, name in found.items()}
    if {"given_name", "family_name"} <= names and "name" in names and "infix" in names:
        found = {letter: name for letter, name in found.items() if name != "name"}
    return _with_meetings(table, found)


def _with_meetings(table: Table, found: dict[str, str]) -> dict[str, str]:
    """The same, where a list tells who was at which meeting: a column a meeting, or a row a person there."""
    columns = [
        column.letter
        for column in table.columns
        if found.get(column.letter, "attended") in _OF_MEETINGS and not column.refused
        if is_meeting_heading(column.heading) and _are_marks(table, column.letter, any)
    ]
    if not any(_are_marks(table, letter, all) for letter in columns):
        columns = []
    names = {name for letter, name in found.items() if letter not in columns}
    if not names & {"name", "family_name", "attendees"}:
        return {letter: name for letter, name in found.items() if name != "attended"}
    if columns and not names & {"meeting", "met_on"}:
        others = {letter: name for letter, name in found.items() if name != "attended"}
        return others | dict.fromkeys(columns, "attended")
    return _with_day(found, names)


def _with_day(found: dict[str, str], names: set[str]) -> dict[str, str]:
    """Beside a meeting, or a mark for being there, a day is that of the meeting."""
    days = [letter for letter, name in found.items() if name in ("since", "last_contact")]
    is_told = names & {"meeting", "attendees", "attended"}
    if days and is_told and not names & {"met_on", "contact", "to"}:
        return {**found, days[0]: "met_on"}
    if "attended" in names and not names & {"meeting", "met_on"}:
        return {letter: name for letter, name in found.items() if name != "attended"}
    return found


def _are_marks(table: Table, letter: str, share: Callable[[Iterable[bool]], bool]) -> bool:
    """Whether all cells of a column say who was there, or any and the others are as short."""
    values = table.samples(letter, 50)
    is_short = all(len(value) <= LONGEST_MARK for value in values)
    return bool(values) and is_short and share(presence_of(one) is not None for one in values)


def domain_of(word: str) -> str:
    """The code of the domain that a word is said for; empty when it is no such word."""
    return _DOMAIN_OF.get(compact(word), "")


def nearest_domain(text: str) -> str:
    """The code of the domain that a text probably means: part of it, a plural, a typing error."""
    for word in [compact(text), *words_of(text)]:
        if code := _DOMAIN_OF.get(word, ""):
            return code
        if code := next((code for known, code in _DOMAIN_OF.items() if _is_like(word, known)), ""):
            return code
    return ""


def _is_like(word: str, known: str) -> bool:
    """A typing error, a word made with the known one, or its start: 'opvang' is more than 'kinderopvang'."""
    if is_typing_error(word, known):
        return True
    return min(len(word), len(known)) >= 5 and (known in word or known.startswith(word))


def kind_of(text: str) -> str:
    """The kind of tie that a text means; empty when it means none."""
    return next((_KIND_OF[key] for key in [compact(text), *words_of(text)] if key in _KIND_OF), "")


def strength_of(text: str) -> int:
    """The strength from one to five that a text means; 0 when it means none."""
    if text in ("1", "2", "3", "4", "5"):
        return int(text)
    return _STRENGTH_OF.get(compact(text), 0)
