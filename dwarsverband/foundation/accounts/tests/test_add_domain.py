"""A world of work is added."""

import pytest

from dwarsverband.foundation.accounts.models import Domain
from tests import make
from tests.answers import ONLY_NOOR, answer, in_english, text
from tests.cast import Cast

ADDRESS = "/waterdal/indeling/domeinen/toevoegen"
ASKED = {"name_nl": "Sport", "letter_nl": "Sp", "shape": "plain"}


def _domains(cast: Cast) -> list[Domain]:
    with make.within(cast.waterdal):
        return list(Domain.objects.all())


@pytest.mark.parametrize(("who", "expected"), ONLY_NOOR)
def test_who_adds_a_domain(cast: Cast, who: str, expected: str) -> None:
    assert answer(cast.client(who).post(ADDRESS, ASKED)) == expected
    assert ("Sport" in {domain.name_nl for domain in _domains(cast)}) is (who == "noor")


def test_a_new_domain_comes_last_and_has_a_name_in_both_languages(cast: Cast) -> None:
    cast.client("noor").post(ADDRESS, ASKED)
    last = _domains(cast)[-1]
    assert (last.name_nl, last.name_en, last.letter_en, last.code) == (
        "Sport",
        "Sport",
        "Sp",
        "sport",
    )


def test_a_name_is_on_the_list_once(cast: Cast) -> None:
    page = in_english(cast.client("noor")).post(ADDRESS, {**ASKED, "name_nl": "zorg"})
    assert "This name is on the list already." in text(page)


def test_two_domains_are_never_drawn_alike_but_for_the_ring(cast: Cast) -> None:
    client = in_english(cast.client("noor"))
    page = client.post(ADDRESS, {**ASKED, "shape": "care"})
    assert "This shape belongs to Care already." in text(page)
    assert answer(client.post(ADDRESS, ASKED)) == "done"
    assert answer(client.post(ADDRESS, {**ASKED, "name_nl": "Cultuur"})) == "done"


def test_a_shape_that_does_not_exist_cannot_be_chosen(cast: Cast) -> None:
    assert answer(cast.client("noor").post(ADDRESS, {**ASKED, "shape": "star"})) == "page"


def test_names_in_other_letters_get_codes_of_their_own(cast: Cast) -> None:
    for name in ("الرياضة", "المدرسة"):
        assert answer(cast.client("noor").post(ADDRESS, {**ASKED, "name_nl": name})) == "done"
    assert [domain.code for domain in _domains(cast)[-2:]] == ["other", "other-2"]
