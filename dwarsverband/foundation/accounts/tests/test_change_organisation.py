"""An organisation gets another name or moves to another domain; the old name stays known."""

import pytest

from dwarsverband.foundation.accounts.models import Domain, Organisation
from tests import make
from tests.answers import ONLY_NOOR, answer, in_english, text
from tests.cast import Cast


def _school(cast: Cast) -> Organisation:
    return make.organisation(cast.waterdal, "Mbo Het Baken", "education")


def _after(cast: Cast, school: Organisation) -> Organisation:
    with make.within(cast.waterdal):
        return Organisation.objects.select_related("domain").get(pk=school.pk)


@pytest.mark.parametrize(("who", "expected"), ONLY_NOOR)
def test_who_changes_an_organisation(cast: Cast, who: str, expected: str) -> None:
    school = _school(cast)
    address = f"/waterdal/organisaties/{school.pk}/wijzigen"
    with make.within(cast.waterdal):
        care = Domain.objects.get(code="care")
    asked = {"name": "ROC Het Baken", "domain": care.pk, "version": 1}
    assert answer(cast.client(who).post(address, asked)) == expected
    after = _after(cast, school)
    changed = (after.name, after.domain, after.spellings) == (
        "ROC Het Baken",
        care,
        ["Mbo Het Baken"],
    )
    assert changed is (who == "noor")


def test_a_name_that_returns_is_no_other_spelling(cast: Cast) -> None:
    school = _school(cast)
    address = f"/waterdal/organisaties/{school.pk}/wijzigen"
    cast.client("noor").post(address, {"name": "ROC Het Baken", "version": 1})
    cast.client("noor").post(address, {"name": "Mbo Het Baken", "version": 2})
    assert _after(cast, school).spellings == ["ROC Het Baken"]


def test_the_second_editor_sees_both_texts(cast: Cast) -> None:
    address = f"/waterdal/organisaties/{_school(cast).pk}/wijzigen"
    client = cast.client("noor")
    client.post(address, {"name": "ROC Het Baken", "version": 1})
    response = client.post(address, {"name": "Baken College", "version": 1})
    assert response.status_code == 409
    assert "ROC Het Baken" in text(response) and "Baken College" in text(response)


def test_the_name_of_another_organisation_is_taken(cast: Cast) -> None:
    address = f"/waterdal/organisaties/{_school(cast).pk}/wijzigen"
    page = in_english(cast.client("noor")).post(address, {"name": "POLITIE", "version": 1})
    assert "“Politie” is on the list already." in text(page)
