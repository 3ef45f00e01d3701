"""An organisation is added."""

import pytest

from dwarsverband.foundation.accounts.models import Domain, Organisation
from tests import make
from tests.answers import ONLY_NOOR, answer, in_english, text
from tests.cast import Cast

ADDRESS = "/waterdal/organisaties/toevoegen"


@pytest.mark.parametrize(("who", "expected"), ONLY_NOOR)
def test_who_adds_an_organisation(cast: Cast, who: str, expected: str) -> None:
    with make.within(cast.waterdal):
        care = Domain.objects.get(code="care")
    response = cast.client(who).post(ADDRESS, {"name": "GGZ  Waterland", "domain": care.pk})
    assert answer(response) == expected
    with make.within(cast.waterdal):
        found = Organisation.objects.filter(name="GGZ Waterland", domain=care)
        assert found.exists() is (who == "noor")


@pytest.mark.parametrize("name", ["mbo het baken", "M.B.O. Het Baken", "Mbo Het Báken"])
def test_an_organisation_is_on_the_list_once_however_it_is_written(cast: Cast, name: str) -> None:
    page = in_english(cast.client("noor")).post(ADDRESS, {"name": name})
    assert "“Mbo Het Baken” is on the list already." in text(page)


def test_a_domain_of_elsewhere_cannot_be_chosen(cast: Cast) -> None:
    with make.within(cast.elsewhere):
        theirs = Domain.objects.get(code="care")
    response = cast.client("noor").post(ADDRESS, {"name": "GGZ Waterland", "domain": theirs.pk})
    assert answer(response) == "page"


def test_names_in_other_letters_are_not_all_the_same(cast: Cast) -> None:
    for name in ("جمعية المدينة", "مركز النساء"):
        assert answer(cast.client("noor").post(ADDRESS, {"name": name})) == "done"
