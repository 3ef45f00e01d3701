"""Whom a theme usually needs: a list to begin with, as a proposal.

After the seats that the national coordinator for counterterrorism (NCTV) names for a local approach;
he adds that other phenomena may need another network. Domains and themes by their code; the words
are those by which a function or an organisation is recognised.
"""

Reference = tuple[str, str, tuple[str, ...]]

_SOCIAL: Reference = ("social", "Gemeente, sociaal domein", ("gemeente",))
_EDUCATION: Reference = ("education", "Gemeente, onderwijs", ("gemeente", "leerplicht"))
_CARE: Reference = ("care", "Gemeente, zorg", ("gemeente", "ggd"))
_SAFETY: Reference = ("safety", "Gemeente, veiligheid", ("gemeente",))
_BOARD: Reference = ("administration", "Burgemeester of wethouder", ("burgemeester", "wethouder"))
_HOUSE: Reference = ("safety", "Zorg- en Veiligheidshuis", ("veiligheidshuis",))
_POLICE: Reference = ("safety", "Politie", ("politie", "wijkagent", "jeugdagent"))
_PROSECUTION: Reference = ("safety", "Openbaar Ministerie", ("openbaar ministerie", "om"))
_PROBATION: Reference = ("safety", "Reclassering", ("reclassering",))
_CHILDREN: Reference = (
    "care",
    "Raad voor de Kinderbescherming",
    ("raad voor de kinderbescherming",),
)
_NATIONAL: Reference = ("national", "Regioadviseur van de NCTV", ("nctv",))
_YOUTH: Reference = ("social", "Jongerenwerk", ("jongerenwerk",))
_SCHOOL: Reference = ("education", "School", ())
_CARER: Reference = ("care", "Zorgverlener", ())
_DISTRICT: Reference = ("neighbourhood", "Wijk of buurt", ())
_COMMUNITY: Reference = ("community", "Maatschappelijk middenveld", ())

LOCAL_APPROACH: tuple[Reference, ...] = (
    _SOCIAL,
    _EDUCATION,
    _CARE,
    _SAFETY,
    _HOUSE,
    _POLICE,
    _PROSECUTION,
    _PROBATION,
    _CHILDREN,
    _NATIONAL,
    _YOUTH,
    _SCHOOL,
    _CARER,
    _DISTRICT,
    _COMMUNITY,
)
BY_THEME: dict[str, tuple[Reference, ...]] = {
    "inclusion": (_SOCIAL, _EDUCATION, _YOUTH, _SCHOOL, _CARER, _DISTRICT, _COMMUNITY, _BOARD),
    "polarisation": (
        _SOCIAL,
        _SAFETY,
        _POLICE,
        _YOUTH,
        _SCHOOL,
        _CARER,
        _DISTRICT,
        _COMMUNITY,
        _BOARD,
    ),
    "problem-behaviour": (
        _SOCIAL,
        _SAFETY,
        _POLICE,
        _HOUSE,
        _YOUTH,
        _SCHOOL,
        ("education", "Leerplicht", ("leerplicht",)),
        ("care", "Jeugdhulp", ("jeugdhulp", "jeugdarts", "gezinsbegeleider")),
        _CHILDREN,
        _DISTRICT,
    ),
    "subversive-crime": (
        _SAFETY,
        _POLICE,
        _PROSECUTION,
        ("safety", "RIEC", ("riec", "regionaal informatie")),
        ("national", "Belastingdienst", ("belastingdienst",)),
        ("neighbourhood", "Woningcorporatie", ("woningcorporatie", "woonstichting")),
        _SOCIAL,
        _YOUTH,
        _SCHOOL,
        _CARER,
        _BOARD,
    ),
}


def reference_seats(code: str) -> tuple[Reference, ...]:
    """The seats that a theme usually needs; those of the local approach when we know no better."""
    return BY_THEME.get(code, LOCAL_APPROACH)
