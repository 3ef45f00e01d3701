"""The organisations, their other spellings, and which are probably one."""

import pytest

from dwarsverband.foundation.accounts.models import Organisation
from tests import make
from tests.answers import MEMBERS_SEE, answer, text
from tests.cast import Cast

ADDRESS = "/waterdal/organisaties"


@pytest.mark.parametrize(("who", "expected"), MEMBERS_SEE)
def test_who_sees_the_organisations(cast: Cast, who: str, expected: str) -> None:
    response = cast.client(who).get(ADDRESS)
    assert answer(response) == expected
    if expected == "page":
        assert "Mbo Het Baken" in text(response)
        assert ("/wijzigen" in text(response)) is (who == "noor")


def test_the_organisations_of_elsewhere_are_not_on_it(cast: Cast) -> None:
    for address in (ADDRESS, f"{ADDRESS}?zoek={make.CANARY}", f"{ADDRESS}?zoek=Politie"):
        page = text(cast.client("noor").get(address))
        assert f"Politie {make.CANARY}" not in page


@pytest.mark.parametrize("wanted", ["baken", "BAKEN", "Hoek"])
def test_a_part_of_a_name_or_of_another_spelling_finds_it(cast: Cast, wanted: str) -> None:
    with make.within(cast.waterdal):
        Organisation.objects.filter(name="Mbo Het Baken").update(spellings=["ROC De Hoek"])
    page = text(cast.client("bram").get(f"{ADDRESS}?zoek={wanted}"))
    assert "Mbo Het Baken" in page and "Welzijn" not in page.partition("<tbody>")[2]


@pytest.mark.parametrize("wanted", ["%", "_", "'", "\0", "(", "{x}", "\\", "🙂", "x" * 500])
def test_strange_signs_find_nothing_and_break_nothing(cast: Cast, wanted: str) -> None:
    response = cast.client("bram").get(ADDRESS, {"zoek": wanted})
    assert answer(response) == "page"
    if wanted != "\0":
        assert "Mbo Het Baken" not in text(response)


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("GGD Waterdal", "G.G.D. Waterdal", True),
        ("Mbo Het Baken", "MBO het Baaken", True),
        ("Wijkteam Noord", "Wijkteam Zuid", False),
        ("Basisschool 12", "Basisschool 13", False),
    ],
)
def test_two_spellings_are_proposed_for_a_merge(
    cast: Cast, one: str, other: str, alike: bool
) -> None:
    first, second = make.organisation(cast.waterdal, one), make.organisation(cast.waterdal, other)
    page = text(cast.client("noor").get(ADDRESS))
    ways = {f"{a.pk}/samenvoegen?met={b.pk}" for a, b in ((first, second), (second, first))}
    assert any(way in page for way in ways) is alike
    assert "samenvoegen" not in text(cast.client("bram").get(ADDRESS))


def test_a_long_list_comes_in_pages_with_the_same_number_of_questions(
    cast: Cast, django_assert_max_num_queries: object
) -> None:
    for number in range(120):
        make.organisation(cast.waterdal, f"Organisatie {number:03}", "care")
    client = cast.client("noor")
    # Session, user, who asks, transaction and its context come first.
    with django_assert_max_num_queries(14):  # type: ignore[operator]  # a fixture of the test library
        assert "?pagina=5" in text(client.get(ADDRESS))
