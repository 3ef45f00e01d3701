"""Another place says who somebody is: linked by whoever is signed in, and by nobody else."""

import pytest
from allauth.socialaccount.models import SocialAccount
from django.db import connection
from django.test import Client
from pytest_django import Settings

from dwarsverband.foundation.access.context import acting
from dwarsverband.foundation.accounts.models import User
from dwarsverband.foundation.accounts.queries import visible_log
from dwarsverband.foundation.accounts.tests.factors import app_of
from dwarsverband.foundation.accounts.tests.issuer import Issuer, link, there_and_back
from tests.answers import answer, in_english, text
from tests.cast import Cast

LINK, SIGN_IN = "/waterdal/account/inloggen/elders/gemeente", "/inloggen/elders/gemeente"


def test_somebody_who_is_signed_in_links_it_and_signs_in_with_it(
    cast: Cast, issuer: Issuer
) -> None:
    link(cast.client("bram"), issuer)
    client = Client()
    there = there_and_back(client, issuer, SIGN_IN, next="/waterdal/leden")
    assert there["Location"] == "/waterdal/leden"
    assert answer(client.get("/waterdal/")) == "page"


def test_coming_back_links_nothing_by_itself(cast: Cast, issuer: Issuer) -> None:
    client = cast.client("bram")
    there_and_back(client, issuer, LINK)
    assert not SocialAccount.objects.exists()
    assert "Link it?" in text(in_english(client).get(LINK))


def test_whoever_is_not_linked_gets_no_account_though_the_address_is_known(
    cast: Cast, issuer: Issuer
) -> None:
    before = User.objects.count()
    client = in_english(Client())
    back = there_and_back(client, issuer, SIGN_IN)
    assert "We do not know yet who you are" in text(back)
    assert answer(client.get("/waterdal/")) == "sign in"
    assert (User.objects.count(), SocialAccount.objects.count()) == (before, 0)


def test_nobody_links_without_being_signed_in(cast: Cast, issuer: Issuer) -> None:
    signed_in, stranger = cast.client("bram"), Client()
    assert answer(stranger.post(LINK)) == "sign in"
    away = signed_in.post(LINK)["Refresh"].removeprefix("0; url=")
    assert stranger.get(issuer.sign_in(away)).status_code == 502
    assert not SocialAccount.objects.exists()


def test_a_way_back_works_once_and_in_the_browser_that_went(cast: Cast, issuer: Issuer) -> None:
    client = cast.client("bram")
    back = issuer.sign_in(client.post(LINK)["Refresh"].removeprefix("0; url="))
    assert cast.client("noor").get(back).status_code == 502
    assert client.get(back)["Location"] == LINK
    assert client.get(back).status_code == 502


def test_linking_asks_for_a_proof_and_leaves_a_line(cast: Cast, issuer: Issuer) -> None:
    client = cast.client("bram", is_stale=True)
    assert link(client, issuer).status_code == 403
    assert not SocialAccount.objects.exists()
    link(cast.client("bram"), issuer)
    with acting(cast.noor):
        (line,) = visible_log(cast.noor, ("accounts.link_identity",))[:]
    assert "ambtenaar" not in line.record


def test_one_place_belongs_to_one_account(cast: Cast, issuer: Issuer) -> None:
    link(cast.client("bram"), issuer)
    client = in_english(cast.client("joost"))
    link(client, issuer)
    assert "belongs to another account" in text(client.get("/waterdal/account/inloggen"))
    assert SocialAccount.objects.get().user.email == "bram@waterdal.example"


def test_nothing_that_is_told_there_is_kept(cast: Cast, issuer: Issuer) -> None:
    link(cast.client("bram"), issuer)
    there_and_back(Client(), issuer, SIGN_IN)
    with connection.cursor() as cursor:
        cursor.execute("SELECT socialaccount_socialaccount::text FROM socialaccount_socialaccount")
        ((row,),) = cursor.fetchall()
    assert "Bram" not in row
    assert "@" not in row


@pytest.mark.parametrize(
    ("claims", "location"),
    [
        ({"amr": ["pwd", "mfa"]}, "/"),
        ({"acr": "mfa"}, "/"),
        ({"amr": ["pwd"]}, "/inloggen/tweede-stap"),
        ({"amr": "mfaa"}, "/inloggen/tweede-stap"),
        ({}, "/inloggen/tweede-stap"),
    ],
)
def test_the_second_step_taken_there_counts_here(
    cast: Cast, issuer: Issuer, settings: Settings, claims: dict[str, object], location: str
) -> None:
    link(cast.client("noor"), issuer)
    app_of("noor@waterdal.example")
    settings.SECOND_FACTOR_ROLES = ["coordinator"]
    issuer.claims = dict(claims)
    client = Client()
    assert there_and_back(client, issuer, SIGN_IN)["Location"] == location
    assert (answer(client.get("/waterdal/")) == "page") is (location == "/")


def test_signing_in_there_is_no_fresh_proof_here(cast: Cast, issuer: Issuer) -> None:
    link(cast.client("joost"), issuer)
    client = Client()
    there_and_back(client, issuer, SIGN_IN)
    assert client.post("/waterdal/privacy/logboek").status_code == 403


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "https://elders.example"},
        {"aud": "iemand-anders"},
        {"exp": 1},
        {"sub": ""},
        {"sub": "x" * 5000},
    ],
    ids=["issuer", "audience", "too late", "nobody", "too long"],
)
def test_what_does_not_fit_signs_nobody_in(
    cast: Cast, issuer: Issuer, claims: dict[str, object]
) -> None:
    link(cast.client("bram"), issuer)
    issuer.claims = claims
    client = Client()
    assert there_and_back(client, issuer, SIGN_IN).status_code in {403, 502}
    assert answer(client.get("/waterdal/")) == "sign in"


@pytest.mark.parametrize("query", ["", "?code=x&state=y", "?error=access_denied", "?state=&code="])
def test_a_strange_way_back_gets_a_page(cast: Cast, issuer: Issuer, query: str) -> None:
    assert Client().get(f"{SIGN_IN}/terug{query}").status_code == 502


def test_a_place_that_does_not_answer_is_told(cast: Cast, issuer: Issuer) -> None:
    issuer.is_gone = True
    page = in_english(Client()).post(SIGN_IN)
    assert page.status_code == 502
    assert "did not work" in text(page)


def test_the_link_is_taken_away_by_whoever_it_belongs_to(cast: Cast, issuer: Issuer) -> None:
    link(cast.client("bram"), issuer)
    assert answer(cast.client("noor").post(f"{LINK}/weghalen")) == "not there"
    assert answer(cast.client("bram").post(f"{LINK}/weghalen")) == "done"
    assert there_and_back(Client(), issuer, SIGN_IN).status_code == 403


def test_a_closed_account_opens_nothing(cast: Cast, issuer: Issuer) -> None:
    link(cast.client("bram"), issuer)
    User.objects.filter(email="bram@waterdal.example").update(is_active=False)
    assert there_and_back(Client(), issuer, SIGN_IN)["Location"] == "/inloggen/gesloten"


@pytest.mark.regression("signing in at another place could lead to a page that is not there")
def test_without_a_page_to_go_to_somebody_lands_on_the_first(cast: Cast, issuer: Issuer) -> None:
    link(cast.client("bram"), issuer)
    page = text(Client().get("/inloggen")).partition(f'action="{SIGN_IN}"')[2]
    assert 'name="next" value=""' in page
    assert there_and_back(Client(), issuer, SIGN_IN, next="None")["Location"] == "/"


@pytest.mark.parametrize("elsewhere", ["https://elders.example", "//elders.example"])
def test_nobody_is_sent_to_another_site_after_it(
    cast: Cast, issuer: Issuer, elsewhere: str
) -> None:
    link(cast.client("bram"), issuer)
    assert there_and_back(Client(), issuer, SIGN_IN, next=elsewhere)["Location"] == "/"


def test_the_page_on_which_people_sign_in_names_the_place(cast: Cast, issuer: Issuer) -> None:
    assert "Sign in with Gemeente Waterdal" in text(in_english(Client()).get("/inloggen"))
