"""A theme gets another name."""

import pytest

from dwarsverband.foundation.accounts.models import Theme
from tests import make
from tests.answers import ONLY_NOOR, answer, text
from tests.cast import Cast


def _theme(cast: Cast) -> Theme:
    with make.within(cast.waterdal):
        return Theme.objects.get(code="inclusion")


@pytest.mark.parametrize(("who", "expected"), ONLY_NOOR)
def test_who_changes_a_theme(cast: Cast, who: str, expected: str) -> None:
    address = f"/waterdal/indeling/themas/{_theme(cast).pk}/wijzigen"
    asked = {"name_nl": "Meedoen", "name_en": "Taking part", "version": 1}
    assert answer(cast.client(who).post(address, asked)) == expected
    assert (_theme(cast).name_nl == "Meedoen") is (who == "noor")


def test_the_second_editor_sees_both_texts(cast: Cast) -> None:
    address = f"/waterdal/indeling/themas/{_theme(cast).pk}/wijzigen"
    client = cast.client("noor")
    client.post(address, {"name_nl": "Meedoen", "version": 1})
    response = client.post(address, {"name_nl": "Erbij horen", "version": 1})
    assert response.status_code == 409
    assert "Meedoen" in text(response) and "Erbij horen" in text(response)
