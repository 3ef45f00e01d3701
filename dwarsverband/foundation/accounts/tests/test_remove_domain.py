"""A domain that nothing uses leaves the list."""

import pytest

from dwarsverband.foundation.accounts.models import Domain
from tests import make
from tests.answers import ONLY_NOOR, answer, in_english, text
from tests.cast import Cast


def _address(cast: Cast, code: str) -> str:
    with make.within(cast.waterdal):
        return f"/waterdal/indeling/domeinen/{Domain.objects.get(code=code).pk}/weghalen"


def _has(cast: Cast, code: str) -> bool:
    with make.within(cast.waterdal):
        return Domain.objects.filter(code=code).exists()


@pytest.mark.parametrize(("who", "expected"), ONLY_NOOR)
def test_who_removes_a_domain(cast: Cast, who: str, expected: str) -> None:
    assert answer(cast.client(who).post(_address(cast, "national"))) == expected
    assert _has(cast, "national") is (who != "noor")


def test_a_domain_that_somebody_works_in_stays(cast: Cast) -> None:
    client = in_english(cast.client("noor"))
    response = client.post(_address(cast, "safety"))
    assert answer(response) == "refused"
    assert "This is in use, so it stays." in text(response)
    assert _has(cast, "safety")
