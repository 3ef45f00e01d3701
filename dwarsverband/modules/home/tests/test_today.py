"""What somebody finds when they come in: what to do next."""

import pytest

from dwarsverband.foundation.accounts.queries import member_actor
from dwarsverband.modules.network.models import Person
from tests import make
from tests.cast import Cast

HOME = "/waterdal/"


def _page(cast: Cast, who: str, address: str = HOME) -> str:
    return cast.client(who, "en").get(address).content.decode()


def test_the_coordinator_is_shown_the_bridge_to_look_after(cast: Cast) -> None:
    page = _page(cast, "noor")
    assert "Bram Hendriks and Fatma Yıldız" in page
    assert "Together they are the only tie between" in page


def test_a_partner_sees_the_own_contacts_and_nobody_else(cast: Cast) -> None:
    page = _page(cast, "bram")
    assert "Fatma Yıldız" in page
    assert "Sociaal 3" not in page


@pytest.mark.parametrize("who", ["hanneke", "joost"])
def test_the_mayor_and_the_privacy_officer_see_no_name(cast: Cast, who: str) -> None:
    page = _page(cast, who)
    assert "Fatma" not in page
    assert "Sociaal 3" not in page


def test_a_new_partnership_is_told_where_to_begin(cast: Cast) -> None:
    home = make.partnership(slug="begin", name="Begin")
    member = make.member(home, "begin@begin.example", "Begin Hier", "coordinator")
    cast.actors["begin"] = member_actor(member.user_id, "begin")
    page = _page(cast, "begin", "/begin/")
    del cast.actors["begin"]
    assert page.index("Write down why you keep names") < page.index(
        "Bring in the list that you already have"
    )


def test_whoever_does_not_know_it_yet_is_counted(cast: Cast) -> None:
    assert "Twelve people do not know yet that they are on the list" in _page(cast, "noor")


def test_an_objection_stands_on_top(cast: Cast) -> None:
    with make.within(cast.waterdal):
        Person.objects.filter(partnership=cast.waterdal, name="Sociaal 3").update(
            objected_on="2026-11-01"
        )
    assert "One person objects" in _page(cast, "noor")


def test_the_page_needs_few_queries(cast: Cast, django_assert_max_num_queries: object) -> None:
    client = cast.client("noor")
    with django_assert_max_num_queries(15):  # type: ignore[operator]
        client.get(HOME)
