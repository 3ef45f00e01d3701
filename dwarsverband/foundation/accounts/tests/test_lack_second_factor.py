"""A role can ask for a second step; who has none is led to where it is set up."""

from dataclasses import replace

import pytest
from allauth.mfa.models import Authenticator
from pytest_django import Settings

from dwarsverband.foundation.access.context import acting
from dwarsverband.foundation.accounts.before_proof import WAITING
from dwarsverband.foundation.accounts.tests.factors import (
    ADD,
    STEP,
    app_of,
    code,
    password_given,
    removal,
    secret_on,
)
from dwarsverband.foundation.database.tables import rows
from tests.answers import answer, in_english, text
from tests.cast import Cast
from tests.machines import ask, token

LIST = "/waterdal/account/inloggen"


@pytest.fixture(autouse=True)
def _asked_of_coordinators(settings: Settings) -> None:
    settings.SECOND_FACTOR_ROLES = ["coordinator"]


@pytest.mark.parametrize("address", ["/waterdal/", "/waterdal/leden", "/waterdal/netwerk/mensen"])
def test_a_coordinator_without_second_step_is_led_to_where_it_is_set_up(
    cast: Cast, address: str
) -> None:
    led = cast.client("noor").get(address)
    assert led["Location"] == f"{LIST}?next={address}"
    assert "Your role asks for a second step" in text(in_english(cast.client("noor")).get(LIST))


def test_what_she_sends_is_not_done(cast: Cast) -> None:
    sent = cast.client("noor").post("/waterdal/indeling/themas/toevoegen", {"name_nl": "Eenzaam"})
    assert sent["Location"].startswith(LIST)
    assert answer(cast.client("bram").get("/waterdal/indeling")) == "page"
    assert "Eenzaam" not in text(cast.client("bram").get("/waterdal/indeling"))


def test_a_partner_comes_in_with_a_password(cast: Cast) -> None:
    assert answer(cast.client("bram").get("/waterdal/")) == "page"


def test_once_she_has_added_an_app_she_is_in(cast: Cast) -> None:
    client = cast.client("noor")
    client.post(ADD, {"code": code(secret_on(client.get(ADD)))})
    assert answer(client.get("/waterdal/")) == "page"


def test_what_was_sent_before_is_handed_back_once(cast: Cast) -> None:
    client = cast.client("noor")
    client.post("/waterdal/indeling/themas/toevoegen", {"name_nl": "Eenzaam"})
    assert WAITING in client.session
    shown = client.post(ADD, {"code": code(secret_on(client.get(ADD)))})
    assert "Eenzaam" in text(shown)
    assert WAITING not in client.session


def test_an_older_session_shows_the_step_that_was_added_meanwhile(cast: Cast) -> None:
    client = in_english(cast.client("noor"))
    secret = app_of("noor@waterdal.example")
    asked = client.get(client.get("/waterdal/leden")["Location"])
    assert "Is it really you?" in text(asked)
    sent = {"proof-onward": "/waterdal/leden", "proof-code": code(secret)}
    assert client.post("/waterdal/account/bevestigen", sent)["Location"] == "/waterdal/leden"
    assert answer(client.get("/waterdal/leden")) == "page"


def test_the_api_says_so_to_her_session_and_her_token_keeps_working(cast: Cast) -> None:
    refused = in_english(cast.client("noor")).get("/api/v1/waterdal/account")
    assert (refused.status_code, refused["Content-Type"]) == (403, "application/problem+json")
    assert "second step" in refused.json()["detail"]
    assert ask(token(cast.noor).secret, "/api/v1/waterdal/account").status_code == 200


def test_the_last_factor_stays_while_the_role_asks_for_it(cast: Cast) -> None:
    secret = app_of("noor@waterdal.example")
    client = in_english(password_given("noor@waterdal.example"))
    client.post(STEP, {"code": code(secret)})
    app = Authenticator.objects.get(type="totp")
    refused = client.post(removal(app))
    assert "Add another way first" in text(refused)
    assert Authenticator.objects.filter(pk=app.pk).exists()


def test_the_database_knows_who_came_in_with_a_second_factor(cast: Cast) -> None:
    with acting(cast.noor):
        assert rows("SELECT security.has_second_factor()") == [(False,)]
    with acting(replace(cast.noor, has_second_factor=True)):
        assert rows("SELECT security.has_second_factor()") == [(True,)]
        ((signed,),) = rows("SELECT current_setting('dwarsverband.context')")
    with acting(cast.noor):
        forged = str(signed).replace("|2|", "|1|")
        rows("SELECT set_config('dwarsverband.context', %s, true)", forged)
        assert rows("SELECT security.has_second_factor()") == [(False,)]
