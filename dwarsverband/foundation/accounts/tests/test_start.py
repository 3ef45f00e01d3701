"""The first address: whoever is in one network lands there, whoever is in more chooses."""

import pytest
from django.utils import timezone

from dwarsverband.foundation.accounts.models import Membership, User
from tests import make
from tests.answers import answer, in_english, text
from tests.cast import Cast


@pytest.mark.parametrize(
    ("who", "where"),
    [
        ("noor", "/waterdal/"),
        ("bram", "/waterdal/"),
        ("hanneke", "/waterdal/"),
        ("joost", "/waterdal/"),
        ("wim", "/elders/"),
        ("samira", "/inloggen?next=/"),
        ("nobody", "/inloggen?next=/"),
    ],
)
def test_where_everybody_lands(cast: Cast, who: str, where: str) -> None:
    assert cast.client(who).get("/")["Location"] == where


def test_whoever_is_in_two_networks_chooses(cast: Cast) -> None:
    user = make.membership_of(cast.wim).user
    with make.within(cast.waterdal):
        Membership.objects.create(
            partnership=cast.waterdal,
            user=user,
            name="Wim",
            role="partner",
            starts_on=timezone.localdate(),
        )
    page = text(cast.client("wim").get("/"))
    assert 'href="/waterdal/"' in page and 'href="/elders/"' in page


def test_whoever_is_in_no_network_reads_what_to_do(cast: Cast) -> None:
    User.objects.create_user("los@waterdal.example", make.PASSWORD)
    client = in_english(cast.client("nobody"))
    client.force_login(User.objects.get(email="los@waterdal.example"))
    response = client.get("/")
    assert answer(response) == "page"
    assert "Ask the coordinator of your network." in text(response)
