"""What a member is here for, until when, and where."""

from datetime import timedelta

import pytest
from django.utils import timezone

from dwarsverband.foundation.accounts.models import Membership
from tests import make
from tests.answers import ONLY_NOOR, answer, in_english, text
from tests.cast import Cast


def _address(cast: Cast, who: str = "bram") -> str:
    return f"/waterdal/leden/{cast.actors[who].membership_id}/wijzigen"


def _asked(**more: object) -> dict[str, object]:
    return {"name": "Bram Hendriks", "role": "administrator", "version": 1, **more}


def _member(cast: Cast, who: str = "bram") -> Membership:
    return make.membership_of(cast.actors[who])


@pytest.mark.parametrize(("who", "expected"), ONLY_NOOR)
def test_who_changes_a_membership(cast: Cast, who: str, expected: str) -> None:
    assert answer(cast.client(who).post(_address(cast), _asked())) == expected
    assert (_member(cast).role == "administrator") is (who == "noor")


def test_everything_that_was_chosen_is_kept(cast: Cast) -> None:
    police = make.organisation(cast.waterdal, "Politie", "safety")
    ends_on = timezone.localdate() + timedelta(days=30)
    asked = _asked(organisation=police.pk, ends_on=ends_on, regions="gm0363; GM0080 GM0363")
    assert answer(cast.client("noor").post(_address(cast), asked)) == "done"
    member = _member(cast)
    assert (member.organisation_id, member.ends_on) == (police.pk, ends_on)
    assert (member.regions, member.version) == (["GM0363", "GM0080"], 2)


def test_the_second_editor_sees_both_texts(cast: Cast) -> None:
    client = cast.client("noor")
    client.post(_address(cast), _asked(name="Bram H."))
    response = client.post(_address(cast), _asked(name="Bram Hendrikse"))
    assert response.status_code == 409
    assert "Bram H." in text(response) and "Bram Hendrikse" in text(response)
    assert _member(cast).name == "Bram H."


def test_the_coordinator_stays_coordinator(cast: Cast) -> None:
    client = in_english(cast.client("noor"))
    page = client.post(
        _address(cast, "noor"), {"name": "Noor Bakker", "role": "partner", "version": 1}
    )
    assert "You cannot change your own role or municipalities." in text(page)
    page = client.post(
        _address(cast, "noor"), {"name": "Noor B.", "role": "coordinator", "version": 1}
    )
    assert answer(page) == "done"
    assert (_member(cast, "noor").name, _member(cast, "noor").role) == ("Noor B.", "coordinator")


def test_a_day_that_has_passed_gets_a_sentence(cast: Cast) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    page = in_english(cast.client("noor")).post(_address(cast), _asked(ends_on=yesterday))
    assert "This day has passed." in text(page)


def test_a_changed_role_counts_on_the_next_page(cast: Cast) -> None:
    bram = cast.client("bram")
    assert answer(bram.get("/waterdal/privacy")) == "not there"
    cast.client("noor").post(_address(cast), _asked(role="privacy_officer"))
    assert answer(bram.get("/waterdal/privacy")) == "page"


def test_a_member_of_elsewhere_is_not_there(cast: Cast) -> None:
    theirs = f"/waterdal/leden/{cast.wim.membership_id}/wijzigen"
    assert answer(cast.client("noor").get(theirs)) == "not there"
    assert answer(cast.client("noor").post(theirs, _asked())) == "not there"
