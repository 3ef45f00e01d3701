"""Everything between two domains."""

import pytest

from dwarsverband.foundation.accounts.models import Domain, Partnership
from tests import make
from tests.cast import Cast


def _address(home: Partnership, first: str, second: str) -> str:
    with make.within(home):
        one, other = (
            Domain.objects.get(partnership=home, code=code).pk for code in (first, second)
        )
    return f"/waterdal/netwerk/verkokering/{one}/{other}"


def test_the_coordinator_sees_who_speaks_with_whom(cast: Cast) -> None:
    page = cast.client("noor").get(_address(cast.waterdal, "safety", "education")).content.decode()
    assert "Bram Hendriks" in page
    assert "Fatma Yıldız" in page


def test_strangers_have_a_page_too(cast: Cast) -> None:
    page = cast.client("noor").get(_address(cast.waterdal, "social", "care"))
    assert page.status_code == 200


@pytest.mark.parametrize("who", ["bram", "hanneke", "joost", "wim"])
def test_a_pair_over_too_few_people_is_not_there_for_others(cast: Cast, who: str) -> None:
    address = _address(cast.waterdal, "safety", "education")
    assert cast.client(who).get(address).status_code == 404


def test_a_pair_of_another_partnership_is_not_there(cast: Cast) -> None:
    address = _address(cast.elsewhere, "safety", "education")
    assert cast.client("noor").get(address).status_code == 404
