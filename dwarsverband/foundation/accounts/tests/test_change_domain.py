"""A domain gets another name, letter or shape."""

import pytest

from dwarsverband.foundation.accounts.models import Domain
from tests import make
from tests.answers import ONLY_NOOR, answer, text
from tests.cast import Cast


def _domain(cast: Cast, code: str = "care") -> Domain:
    with make.within(cast.waterdal):
        return Domain.objects.get(code=code)


def _asked(**more: object) -> dict[str, object]:
    return {
        "name_nl": "Zorg en welzijn",
        "name_en": "Care and welfare",
        "letter_nl": "Z",
        "letter_en": "Ca",
        "shape": "care",
        "version": 1,
        **more,
    }


@pytest.mark.parametrize(("who", "expected"), ONLY_NOOR)
def test_who_changes_a_domain(cast: Cast, who: str, expected: str) -> None:
    address = f"/waterdal/indeling/domeinen/{_domain(cast).pk}/wijzigen"
    assert answer(cast.client(who).post(address, _asked())) == expected
    assert (_domain(cast).name_nl == "Zorg en welzijn") is (who == "noor")


def test_the_second_editor_sees_both_texts(cast: Cast) -> None:
    address = f"/waterdal/indeling/domeinen/{_domain(cast).pk}/wijzigen"
    client = cast.client("noor")
    client.post(address, _asked())
    response = client.post(address, _asked(name_nl="Zorg en gezondheid"))
    assert response.status_code == 409
    assert "Zorg en welzijn" in text(response) and "Zorg en gezondheid" in text(response)


def test_a_domain_of_elsewhere_is_not_there(cast: Cast) -> None:
    with make.within(cast.elsewhere):
        theirs = Domain.objects.get(code="care")
    address = f"/waterdal/indeling/domeinen/{theirs.pk}/wijzigen"
    assert answer(cast.client("noor").get(address)) == "not there"
    assert answer(cast.client("noor").post(address, _asked())) == "not there"
