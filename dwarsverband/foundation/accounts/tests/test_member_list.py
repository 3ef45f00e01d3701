"""Who takes part, and who did before."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests import make
from tests.answers import MEMBERS_SEE, answer, text
from tests.cast import Cast


@pytest.mark.parametrize(("who", "expected"), MEMBERS_SEE)
def test_who_sees_the_members(cast: Cast, who: str, expected: str) -> None:
    assert answer(cast.client(who).get("/waterdal/leden")) == expected


def test_whoever_left_stands_apart(cast: Cast) -> None:
    make.member(
        cast.waterdal,
        "weg@waterdal.example",
        "Wegge Gast",
        ends_on=timezone.localdate() - timedelta(days=1),
    )
    client = cast.client("bram")
    now, before = text(client.get("/waterdal/leden")), text(client.get("/waterdal/leden?vroeger"))
    assert "Hanneke Vos" in now and "Wegge Gast" not in now
    assert "Wegge Gast" in before and "Hanneke Vos" not in before


def test_addresses_are_for_the_coordinator(cast: Cast) -> None:
    assert "bram@waterdal.example" in text(cast.client("noor").get("/waterdal/leden"))
    assert "noor@waterdal.example" not in text(cast.client("bram").get("/waterdal/leden"))


def test_nobody_of_elsewhere_is_on_the_list(cast: Cast) -> None:
    for address in ("/waterdal/leden", "/waterdal/leden?vroeger"):
        assert make.CANARY not in text(cast.client("noor").get(address))


def test_a_long_list_comes_in_pages_with_the_same_number_of_questions(
    cast: Cast, django_assert_max_num_queries: object
) -> None:
    for number in range(60):
        make.member(cast.waterdal, f"lid{number}@waterdal.example", f"Lid {number:02}")
    client = cast.client("noor")
    # Session, user, who asks, transaction and its context come first.
    with django_assert_max_num_queries(14):  # type: ignore[operator]  # a fixture of the test library
        page = text(client.get("/waterdal/leden"))
    assert "?pagina=2" in page
    assert "Lid 59" in text(client.get("/waterdal/leden?pagina=3"))
