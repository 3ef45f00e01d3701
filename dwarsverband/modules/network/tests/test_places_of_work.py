"""The page of a domain and of an organisation: who is there, whom they know, what hangs on one person."""

import pytest

from dwarsverband.foundation.access.context import acting
from dwarsverband.foundation.accounts.models import Domain, Organisation
from dwarsverband.modules.network.queries.places_of_work import organisation_detail
from tests import make
from tests.cast import Cast


def _address(cast: Cast, name: str) -> str:
    with make.within(cast.waterdal):
        domain = Domain.objects.filter(partnership=cast.waterdal, code=name).first()
        if domain:
            return f"/waterdal/netwerk/domeinen/{domain.pk}"
        found = Organisation.objects.get(partnership=cast.waterdal, name=name)
        return f"/waterdal/netwerk/organisaties/{found.pk}"


def _page(cast: Cast, name: str, who: str = "noor") -> str:
    response = cast.client(who, "en").get(_address(cast, name))
    assert response.status_code == 200
    page: str = response.content.decode().partition("<main")[2]
    return page


def test_a_domain_shows_its_people_and_its_weakest_bridge_first(cast: Cast) -> None:
    page = _page(cast, "safety")
    assert "The network knows five people here." in page
    assert "Agent 1" in page
    assert page.index("No tie at all") < page.index("One tie. Without Bram Hendriks")


def test_an_organisation_shows_whom_it_knows_and_what_hangs_on_it(cast: Cast) -> None:
    page = _page(cast, "Politie")
    assert "Bridges that hang on somebody here" in page
    with acting(cast.noor):
        police = Organisation.objects.get(partnership=cast.waterdal, name="Politie")
        found = organisation_detail(cast.noor, police)
    ties = {one.domain.code: one.ties for one in found.reach}
    assert (ties["social"], ties["education"], ties["safety"]) == (5, 1, 0)


@pytest.mark.parametrize("name", ["education", "Mbo Het Baken", "safety", "Politie"])
def test_a_partner_sees_whom_they_know_and_no_small_count(cast: Cast, name: str) -> None:
    page = _page(cast, name, "bram")
    assert "Agent 1" not in page
    is_own = name in {"education", "Mbo Het Baken"}
    assert ("Fatma" in page) is is_own
    assert "knows one person here" not in page


def test_an_organisation_tells_others_no_number_at_all(cast: Cast) -> None:
    page = _address(cast, "Politie")
    place = page.replace("/waterdal/netwerk/organisaties", "/api/v1/waterdal/organisations")
    for who in ("bram", "hanneke", "joost"):
        answer = cast.client(who).get(f"{place}/people").json()
        assert (answer["size"], answer["reach"], answer["bridges"]) == (-1, [], [])


def test_whoever_knows_nobody_there_reads_whom_to_ask(cast: Cast) -> None:
    assert "You know nobody here yet." in _page(cast, "care", "bram")
    assert "Nobody here yet." in _page(cast, "care")


def test_one_of_elsewhere_is_not_there(cast: Cast) -> None:
    with make.within(cast.elsewhere):
        theirs = Organisation.objects.filter(partnership=cast.elsewhere)[0]
    address = f"/waterdal/netwerk/organisaties/{theirs.pk}"
    assert cast.client("noor").get(address).status_code == 404
