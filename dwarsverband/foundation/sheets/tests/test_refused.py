"""Columns that have no place here, by their heading or by what is in them; and those that only look like it."""

import pytest
from django.utils import translation

from dwarsverband.foundation.sheets.refusals import refusal_sentence
from dwarsverband.foundation.sheets.refused import passes_eleven_proof, refusal_of


@pytest.mark.parametrize(
    ("heading", "code"),
    [
        ("Geloof", "religion"),
        ("Gelof", "religion"),
        ("Kerkgenootschap", "religion"),
        ("Religion / belief", "religion"),
        ("Nationaliteit", "origin"),
        ("Land van herkomst", "origin"),
        ("Etnische achtergrond", "origin"),
        ("Gezondheid", "health"),
        ("Diagnose", "health"),
        ("Dieetwensen", "health"),
        ("Politieke voorkeur", "politics"),
        ("BSN", "citizen_number"),
        ("Burgerservicenummer", "citizen_number"),
        ("Burger service nr.", "citizen_number"),
        ("Seksuele geaardheid", "sexuality"),
        ("Lid vakbond", "union"),
        ("Strafblad", "crime"),
        ("Antecedenten", "crime"),
    ],
)
def test_a_heading_is_refused_with_a_kind_sentence(heading: str, code: str) -> None:
    assert refusal_of([heading], []) == code
    with translation.override("en"):
        assert refusal_sentence(code).startswith("We record nobody")


@pytest.mark.parametrize(
    "heading",
    [
        "Naam", "Organisatie", "Functie", "Politie", "Gezondheidscentrum", "GGD volksgezondheid", "Regio",
        "Herkomst gegevens", "Telefoon", "Relatie", "Locatie", "Ziekenhuis", "Partij", "Strafrechtketen",
        "Verslavingszorg", "Gerelateerd aan", "Fractiesecretaris van", "Kerngroep", "Opmerking",
    ],
)  # fmt: skip
def test_what_only_looks_like_it_is_welcome(heading: str) -> None:
    assert refusal_of([heading], ["iets", "anders"]) == ""


@pytest.mark.parametrize(
    ("values", "code"),
    [
        (["moslim", "katholiek", "geen"], "religion"),
        (["VVD", "D66", "CDA", ""], "politics"),
        (["111222333", "123456782", "999999990"], "citizen_number"),
        (["111.222.333"], "citizen_number"),
        (["katholiek onderwijs", "GGD", "Politie"], ""),
        (["0612345678", "0687654321"], ""),
        (["111222333", "100000000", "100000001", "100000002", "100000004"], ""),
    ],
)
def test_what_is_in_a_column_can_refuse_it(values: list[str], code: str) -> None:
    assert refusal_of(["Kolom"], values) == code


@pytest.mark.parametrize(
    ("number", "passes"),
    [("111222333", True), ("123456782", True), ("111222334", False), ("0", False)],
)
def test_the_eleven_proof(number: str, passes: bool) -> None:
    assert passes_eleven_proof(number) is passes
