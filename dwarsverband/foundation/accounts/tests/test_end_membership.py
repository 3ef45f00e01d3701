"""A membership ends, and from then on opens nothing."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests import make
from tests.answers import ONLY_NOOR, answer, in_english, text
from tests.cast import Cast


def _address(cast: Cast, who: str = "bram") -> str:
    return f"/waterdal/leden/{cast.actors[who].membership_id}/beeindigen"


@pytest.mark.parametrize(("who", "expected"), ONLY_NOOR)
def test_who_ends_a_membership(cast: Cast, who: str, expected: str) -> None:
    assert answer(cast.client(who).post(_address(cast))) == expected
    assert (make.membership_of(cast.bram).ends_on is not None) is (who == "noor")


def test_whoever_left_finds_nothing_from_the_next_page_on(cast: Cast) -> None:
    bram = cast.client("bram")
    assert answer(bram.get("/waterdal/account")) == "page"
    cast.client("noor").post(_address(cast))
    assert answer(bram.get("/waterdal/account")) == "not there"


def test_a_membership_that_began_today_can_end_too(cast: Cast) -> None:
    new = make.member(
        cast.waterdal, "nieuw@waterdal.example", "Nieuw Lid", starts_on=timezone.localdate()
    )
    cast.client("noor").post(f"/waterdal/leden/{new.pk}/beeindigen")
    with make.within(cast.waterdal):
        new.refresh_from_db()
    assert new.ends_on == timezone.localdate() - timedelta(days=1)


def test_somebody_has_to_stay(cast: Cast) -> None:
    response = in_english(cast.client("noor")).post(_address(cast, "noor"))
    assert answer(response) == "refused"
    assert "You cannot end your own membership." in text(response)
