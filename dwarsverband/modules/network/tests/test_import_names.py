"""When two written names may be one person, and two spellings one organisation."""

import pytest

from dwarsverband.modules.network.queries.import_names import (
    DIFFERENT,
    MAYBE,
    SAME,
    compare_names,
    fuller_name,
    organisation_key,
    parse_name,
    tidy_name,
)


@pytest.mark.parametrize(
    ("one", "other", "verdict"),
    [
        ("Jan v.d. Berg", "Jan v/d Berg", SAME),
        ("Jan v.d. Berg", "Berg, Jan v.d.", SAME),
        ("dhr. Jan Berg", "Jan Berg", SAME),
        ("Zoë Müller", "zoe muller", SAME),
        ("Trees van 't Hof", "Trees van het Hof", SAME),
        ("Jan v.d. Berg", "Jan van den Berg", MAYBE),
        ("J. Berg", "Jan Berg", MAYBE),
        ("Berg", "Jan Berg", MAYBE),
        ("Noor", "Noor Bakker", MAYBE),
        ("Jan Willem Berg", "Jan Berg", MAYBE),
        ("Fatima Yildiz", "Fatima Yldiz", MAYBE),
        ("J. (Jan) Berg", "Jan Berg", SAME),
        ("Jan Berg", "Piet Berg", DIFFERENT),
        ("Jan Berg", "Jan Vos", DIFFERENT),
        ("Jan van Berg", "Jan de Berg", DIFFERENT),
        ("P. Berg", "Jan Berg", DIFFERENT),
    ],
)
def test_two_written_names(one: str, other: str, verdict: str) -> None:
    assert compare_names(parse_name(one), parse_name(other)) == verdict
    assert compare_names(parse_name(other), parse_name(one)) == verdict


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Berg, Jan v.d.", "Jan v.d. Berg"),
        ("  Jan   Berg ;", "Jan Berg"),
        ("Berg, drs.", "Berg, drs."),
        (" . ", ""),
        ("Jan Berg", "Jan Berg"),
    ],
)
def test_a_name_is_shown_with_the_given_name_first(written: str, shown: str) -> None:
    assert tidy_name(written) == shown


@pytest.mark.parametrize(
    ("one", "other", "kept"),
    [
        ("J. Berg", "Jan Berg", "Jan Berg"),
        ("Jan v.d. Berg", "Jan van den Berg", "Jan van den Berg"),
        ("Jan van den Berg", "Jan v.d. Berg", "Jan van den Berg"),
        ("Jan Berg", "jan berg", "Jan Berg"),
    ],
)
def test_the_fuller_name_is_kept(one: str, other: str, kept: str) -> None:
    assert fuller_name(one, other) == kept


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("GGD Waterdal", "G.G.D. Waterdal", True),
        ("GGD Waterdal", "ggd  waterdal", True),
        ("Zorg & Welzijn", "Zorg en Welzijn", True),
        ("’t Huis", "t Huis", True),
        ("GGD Waterdal", "GGZ Waterdal", False),
        ("Wijkteam 1", "Wijkteam 2", False),
    ],
)
def test_two_spellings_of_an_organisation(one: str, other: str, is_same: bool) -> None:
    assert (organisation_key(one) == organisation_key(other)) is is_same


@pytest.mark.parametrize(
    ("one", "other"),
    [("Омар Азиз", "ОМАР АЗИЗ"), ("عمر عزيز", "عمر  عزيز"), ("Ömer Şahin", "ömer şahin")],
)
def test_names_in_every_script_are_names(one: str, other: str) -> None:
    assert parse_name(one).family
    assert compare_names(parse_name(one), parse_name(other)) == SAME
    assert organisation_key(one) == organisation_key(other) != ""
