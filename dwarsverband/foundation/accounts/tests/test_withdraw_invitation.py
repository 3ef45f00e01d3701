"""An invitation is withdrawn before it was used."""

import pytest

from dwarsverband.foundation.accounts.tests.letters import invite
from dwarsverband.foundation.links.models import Link
from tests import make
from tests.answers import ONLY_NOOR, answer, text
from tests.cast import Cast


def _link(cast: Cast) -> Link:
    with make.within(cast.waterdal):
        return Link.objects.latest("made_at")


@pytest.mark.parametrize(
    ("who", "expected"),
    [(who, "not there" if expected == "refused" else expected) for who, expected in ONLY_NOOR],
)
def test_who_withdraws(cast: Cast, who: str, expected: str) -> None:
    invite(cast)
    link = _link(cast)
    response = cast.client(who).post(f"/waterdal/leden/uitnodigingen/{link.pk}/intrekken")
    assert answer(response) == expected
    assert (_link(cast).withdrawn_at is not None) is (who == "noor")


def test_the_list_shows_who_was_invited_to_the_coordinator_only(cast: Cast) -> None:
    invite(cast)
    assert "fatma@baken.example" in text(cast.client("noor").get("/waterdal/leden"))
    for who in ("bram", "hanneke", "joost"):
        assert "fatma@baken.example" not in text(cast.client(who).get("/waterdal/leden"))


def test_a_withdrawn_invitation_works_no_longer_and_forgets_whom_it_was_for(cast: Cast) -> None:
    where = invite(cast)
    cast.client("noor").post(f"/waterdal/leden/uitnodigingen/{_link(cast).pk}/intrekken")
    assert answer(cast.client("nobody").get(where)) == "spent"
    assert _link(cast).details == {}
    assert "fatma@baken.example" not in text(cast.client("noor").get("/waterdal/leden"))


def test_after_that_the_same_person_can_be_invited_again(cast: Cast) -> None:
    first = invite(cast)
    cast.client("noor").post(f"/waterdal/leden/uitnodigingen/{_link(cast).pk}/intrekken")
    assert invite(cast) != first


def test_what_no_longer_works_is_not_withdrawn_twice(cast: Cast) -> None:
    invite(cast)
    address = f"/waterdal/leden/uitnodigingen/{_link(cast).pk}/intrekken"
    cast.client("noor").post(address)
    assert answer(cast.client("noor").post(address)) == "refused"
