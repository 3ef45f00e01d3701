"""The domains and themes with which a partnership begins; it may change them."""

DOMAINS = [
    {
        "code": code,
        "name_nl": dutch,
        "name_en": english,
        "shape": code,
        "letter_nl": one,
        "letter_en": two,
        "order": order,
    }
    for order, (code, dutch, english, one, two) in enumerate(
        [
            ("social", "Sociaal", "Social", "S", "So"),
            ("safety", "Veiligheid", "Safety", "V", "Sa"),
            ("care", "Zorg", "Care", "Z", "Ca"),
            ("education", "Onderwijs", "Education", "O", "Ed"),
            ("neighbourhood", "Wijk", "Neighbourhood", "W", "Nb"),
            ("administration", "Bestuur", "Administration", "B", "Ad"),
            ("national", "Rijk", "National", "R", "Na"),
            ("community", "Gemeenschap", "Community", "G", "Co"),
        ]
    )
]
THEMES = [
    {"code": code, "name_nl": dutch, "name_en": english, "order": order}
    for order, (code, dutch, english) in enumerate(
        [
            ("inclusion", "Inclusie", "Inclusion"),
            ("polarisation", "Polarisatie", "Polarisation"),
            ("problem-behaviour", "Probleemgedrag", "Problem behaviour"),
            ("subversive-crime", "Ondermijning", "Subversive crime"),
            ("radicalisation", "Radicalisering", "Radicalisation"),
            ("extremism", "Extremisme", "Extremism"),
        ]
    )
]
