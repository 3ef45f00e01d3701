"""What in a text may point at one person."""

import pytest

from dwarsverband.analysis.words.traces import (
    ADDRESS,
    CAPITALS,
    DATE,
    EMAIL,
    NAME,
    NUMBER,
    PHONE,
    traces_of_person,
)


@pytest.mark.parametrize(
    ("text", "traces"),
    [
        ("Wie kent de gewoonten rond de ramadan op een mbo?", []),
        ("Wie weet hoe je met een soeverein gezin over de leerplicht praat?", []),
        ("Wie kent Turkse jongeren in De Linden?", []),
        ("Hoe helpt het Openbaar Ministerie een school in 2026?", []),
        ("Hoe werkt Veilig Thuis samen met het Baken?", []),
        ("Wat doe ik met Jan de Vries?", [NAME]),
        ("Wat vindt Quinten Zwaan daarvan?", [CAPITALS]),
        ("Fatma Yıldız wil weten wat er is.", [NAME]),
        ("De vader van Mohammed belt vaak.", [NAME]),
        ("mevrouw Jansen op de hoek", [NAME]),
        ("Een jongen die Quinten heet, genaamd Quin, post dit.", [NAME]),
        ("Bel J.P. Bakker", [NAME]),
        ("bel 06-1234 5678", [PHONE]),
        ("mail naar a.b@c.nl", [EMAIL]),
        ("nummer 111222333", [NUMBER]),
        ("geboren op 3-4-2009", [DATE]),
        ("woont op de Lindelaan 12", [ADDRESS]),
    ],
)
def test_a_trace_of_a_person_is_seen_and_an_ordinary_question_passes(
    text: str, traces: list[str]
) -> None:
    assert traces_of_person(text, known=["Veilig Thuis", "Het Baken", "De Linden"]) == traces
