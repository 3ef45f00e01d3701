"""An organisation that nothing uses leaves the list."""

import pytest

from dwarsverband.foundation.accounts.models import Organisation
from tests import make
from tests.answers import ONLY_NOOR, answer, in_english, text
from tests.cast import Cast


def _has(cast: Cast, organisation: Organisation) -> bool:
    with make.within(cast.waterdal):
        return Organisation.objects.filter(pk=organisation.pk).exists()


@pytest.mark.parametrize(("who", "expected"), ONLY_NOOR)
def test_who_removes_an_organisation(cast: Cast, who: str, expected: str) -> None:
    empty = make.organisation(cast.waterdal, "Niemand werkt hier", "care")
    assert answer(cast.client(who).post(f"/waterdal/organisaties/{empty.pk}/weghalen")) == expected
    assert _has(cast, empty) is (who != "noor")


def test_an_organisation_where_somebody_works_stays(cast: Cast) -> None:
    police = make.organisation(cast.waterdal, "Politie", "safety")
    response = in_english(cast.client("noor")).post(f"/waterdal/organisaties/{police.pk}/weghalen")
    assert answer(response) == "refused"
    assert "This is in use, so it stays." in text(response)
    assert _has(cast, police)
