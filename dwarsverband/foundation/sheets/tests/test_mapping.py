"""Which column means what: guessed from Dutch and English headings, and from what is in it."""

import pytest

from dwarsverband.foundation.sheets.mapping import Field, guess_mapping
from dwarsverband.foundation.sheets.tests import books

FIELDS = (
    Field("name", "Name", synonyms=("naam", "wie")),
    Field("email", "E-mail", "email", ("mail", "e-mailadres")),
    Field("phone", "Phone", "phone", ("telefoon", "mobiel")),
    Field("organisation", "Organisation", synonyms=("organisatie", "werkgever")),
    Field("since", "Since", "date", ("sinds",)),
    Field("municipality", "Municipality code", "municipality", ("gemeente",)),
)


def _guess(rows: books.Rows) -> dict[str, str]:
    return guess_mapping(books.table(rows), FIELDS)


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Naam", "name"),
        ("NAAM:", "name"),
        ("Naam medewerker", "name"),
        ("Organisatie", "organisation"),
        ("Organsatie", "organisation"),
        ("Werkgever (huidig)", "organisation"),
        ("Organization", "organisation"),
        ("Sinds", "since"),
    ],
)
def test_a_heading_is_understood_with_errors_and_additions(heading: str, field: str) -> None:
    assert _guess([[heading, "Xyz"], ["aap", "1"], ["noot", "2"]]).get("A") == field


def test_what_is_in_a_column_tells_what_it_is() -> None:
    rows = [["Naam", "Kolom", "Nog een"]]
    rows += [["Jan", "j@ggd.example", "06 1234 5678"], ["Piet", "p@ggd.example", "0612345679"]]
    assert _guess(rows) == {"A": "name", "B": "email", "C": "phone"}


def test_a_field_is_given_once_to_the_column_that_fits_best() -> None:
    rows = [["Naam organisatie", "Naam", "Organisatie"], ["x", "Jan", "GGD"], ["y", "Piet", "GGD"]]
    assert _guess(rows) == {"B": "name", "C": "organisation"}


def test_a_heading_that_says_mail_over_no_addresses_is_not_believed() -> None:
    assert "B" not in _guess([["Naam", "Mail"], ["Jan", "ja"], ["Piet", "nee"]])


def test_a_name_of_a_municipality_is_no_code() -> None:
    assert "B" not in _guess([["Naam", "Gemeente"], ["Jan", "Waterdal"], ["Piet", "Ede"]])
    assert (
        _guess([["Naam", "Gemeente"], ["Jan", "GM0344"], ["Piet", "GM0228"]])["B"] == "municipality"
    )


def test_a_day_of_birth_is_never_taken_for_a_day_of_contact() -> None:
    assert "B" not in _guess(
        [["Naam", "Geboortedatum sinds"], ["Jan", "1-1-1980"], ["Piet", "2-2-1981"]]
    )


def test_a_refused_column_is_never_mapped() -> None:
    assert _guess([["Naam", "Geloof"], ["Jan", "x"], ["Piet", "y"]]) == {"A": "name"}
