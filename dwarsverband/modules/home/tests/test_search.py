"""One field that finds people, organisations and pages, within what somebody may see."""

import pytest

from tests.answers import MEMBERS_SEE, answer, text
from tests.cast import Cast

ADDRESS = "/waterdal/zoeken"


@pytest.mark.parametrize(("who", "expected"), MEMBERS_SEE)
def test_who_may_search(cast: Cast, who: str, expected: str) -> None:
    assert answer(cast.client(who).get(ADDRESS)) == expected


def test_a_name_leads_to_a_page(cast: Cast) -> None:
    page = text(cast.client("noor").get(ADDRESS, {"zoek": "yildiz"}))
    assert "Fatma Yıldız" in page and "/netwerk/mensen/" in page
