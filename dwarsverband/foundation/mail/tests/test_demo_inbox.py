"""The mailbox of a demo: what everybody would have received, with links that work."""

from typing import Any  # fixtures of the test library

import pytest

from dwarsverband.foundation.accounts.tests.letters import invite
from dwarsverband.foundation.mail.models import Letter
from dwarsverband.foundation.mail.queries import parts
from tests import make
from tests.answers import answer, text
from tests.cast import Cast

ADDRESS = "/waterdal/demo-postvak"


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("noor", "page"),
        ("bram", "not there"),
        ("hanneke", "not there"),
        ("joost", "not there"),
        ("wim", "not there"),
        ("samira", "sign in"),
        ("nobody", "sign in"),
    ],
)
def test_who_opens_the_mailbox_of_a_demo(
    cast: Cast, settings: Any, who: str, expected: str
) -> None:
    settings.DEMO = True
    assert answer(cast.client(who).get(ADDRESS)) == expected


def test_in_a_demo_the_account_page_leads_to_it(cast: Cast, settings: Any) -> None:
    assert ADDRESS not in text(cast.client("noor").get("/waterdal/account"))
    settings.DEMO = True
    assert ADDRESS in text(cast.client("noor").get("/waterdal/account"))
    assert ADDRESS not in text(cast.client("bram").get("/waterdal/account"))


def test_outside_a_demo_there_is_none(cast: Cast) -> None:
    assert answer(cast.client("noor").get(ADDRESS)) == "not there"


def test_the_link_in_a_letter_can_be_followed(cast: Cast, settings: Any) -> None:
    settings.DEMO = True
    where = invite(cast)
    page = text(cast.client("noor").get(ADDRESS))
    assert f'<a href="{where}">' in page
    assert answer(cast.client("nobody").get(where)) == "page"


def test_the_letters_of_elsewhere_are_not_in_it(cast: Cast, settings: Any) -> None:
    settings.DEMO = True
    with make.within(cast.elsewhere):
        Letter.objects.create(
            partnership=cast.elsewhere,
            to="a@b.example",
            subject=make.CANARY,
            text=make.CANARY,
            ends_on="2030-01-01",
        )
    assert make.CANARY not in text(cast.client("noor").get(ADDRESS))


def test_only_our_own_addresses_become_links(settings: Any) -> None:
    settings.PUBLIC_ADDRESS = "http://localhost:8000"
    letter = (
        "Hi http://localhost:8000/uitnodiging/a_b-C, http://localhost:8000/mijn? or"
        " http://localhost:8000/voorstel/a-b?antwoord=ja, or http://elders.example/x,"
        " http://localhost:8000.elders.example/, http://localhost:8000@elders.example/, http://localhost:8000."
    )
    assert [part.href for part in parts(letter) if part.href] == [
        "/uitnodiging/a_b-C",
        "/mijn",
        "/voorstel/a-b?antwoord=ja",
        "/",
    ]
    assert "".join(part.text for part in parts(letter)) == letter


def test_only_the_newest_mail_is_open(cast: Cast, settings: Any) -> None:
    settings.DEMO = True
    for who in ("een", "twee", "drie"):
        invite(cast, email=f"{who}@waterdal.example")
    page = cast.client("noor", "en").get("/waterdal/demo-postvak").content.decode()
    assert page.count('<details class="dv-details">') == 2
    assert page.count('<details class="dv-details" open>') == 1
