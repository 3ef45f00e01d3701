"""Who you are here, where else you take part, and the ways out."""

import pytest
from django.utils import timezone

from dwarsverband.foundation.accounts.models import Membership
from tests import make
from tests.answers import MEMBERS_SEE, answer, text
from tests.cast import Cast


@pytest.mark.parametrize(("who", "expected"), MEMBERS_SEE)
def test_who_sees_an_account(cast: Cast, who: str, expected: str) -> None:
    response = cast.client(who).get("/waterdal/account")
    assert answer(response) == expected
    if expected == "page":
        assert f"{who}@waterdal.example" in text(response)


def test_from_one_network_one_goes_to_the_other(cast: Cast) -> None:
    user = make.membership_of(cast.wim).user
    with make.within(cast.waterdal):
        Membership.objects.create(
            partnership=cast.waterdal,
            user=user,
            name="Wim in Waterdal",
            role="partner",
            starts_on=timezone.localdate(),
        )
    client = cast.client("wim")
    here = text(client.get("/waterdal/account"))
    assert "Wim in Waterdal" in here and 'href="/elders/"' in here
    assert "Wim in Waterdal" not in text(client.get("/elders/account"))


def test_the_other_network_of_somebody_else_is_told_to_nobody(cast: Cast) -> None:
    for who in ("noor", "bram", "hanneke", "joost"):
        assert make.CANARY not in text(cast.client(who).get("/waterdal/account"))


def test_signing_out_stands_there_as_a_button(cast: Cast) -> None:
    page = text(cast.client("bram").get("/waterdal/account"))
    assert '<form class="dv-post" method="post" action="/uitloggen"' in page
