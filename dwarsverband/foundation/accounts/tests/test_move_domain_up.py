"""The order of the list is that of the work."""

import pytest

from dwarsverband.foundation.accounts.models import Domain
from tests import make
from tests.answers import ONLY_NOOR, answer
from tests.cast import Cast


def _codes(cast: Cast) -> list[str]:
    with make.within(cast.waterdal):
        return [one.code for one in Domain.objects.all()]


def _address(cast: Cast, code: str) -> str:
    with make.within(cast.waterdal):
        return f"/waterdal/indeling/domeinen/{Domain.objects.get(code=code).pk}/hoger"


@pytest.mark.parametrize(("who", "expected"), ONLY_NOOR)
def test_who_moves_a_domain_up(cast: Cast, who: str, expected: str) -> None:
    before = _codes(cast)
    assert answer(cast.client(who).post(_address(cast, before[2]))) == expected
    moved = [before[0], before[2], before[1], *before[3:]]
    assert _codes(cast) == (moved if who == "noor" else before)


def test_the_first_one_stays_first(cast: Cast) -> None:
    before = _codes(cast)
    cast.client("noor").post(_address(cast, before[0]))
    assert _codes(cast) == before


def test_looking_moves_nothing(cast: Cast) -> None:
    assert answer(cast.client("noor").get(_address(cast, "care"))) == "post only"
