"""Whoever signs in elsewhere shows there again who they are, before what matters most."""

import re
import time

import pytest
from django.test import Client

from dwarsverband.foundation.access.context import acting
from dwarsverband.foundation.accounts.queries import visible_log
from dwarsverband.foundation.accounts.tests.factors import app_of
from dwarsverband.foundation.accounts.tests.issuer import Issuer, link, there_and_back
from tests.answers import Response, answer, in_english, text
from tests.cast import Cast

LOG, SIGN_IN = "/waterdal/privacy/logboek", "/inloggen/elders/gemeente"
PROVE = "/waterdal/account/bevestigen/elders/gemeente"
THEME = {"proof-onward": "/waterdal/indeling/themas/toevoegen", "proof-is_sent": "on"}


def _signed_in_there(cast: Cast, issuer: Issuer, **claims: object) -> Client:
    link(cast.client("joost"), issuer)
    issuer.claims = dict(claims)
    client = in_english(Client())
    there_and_back(client, issuer, SIGN_IN)
    return client


def _prove(client: Client, issuer: Issuer, **sent: str) -> Response:
    """Press the button of the page that asks, sign in there, come back, and go on."""
    assert (
        there_and_back(client, issuer, PROVE, **{"proof-onward": LOG, **sent})["Location"] == PROVE
    )
    hidden = text(client.get(PROVE)).partition(f'action="{PROVE}"')[2].partition("</form>")[0]
    return client.post(PROVE, dict(re.findall(r'name="([^"]+)" value="([^"]*)"', hidden)))


def test_a_second_step_taken_there_just_now_counts(cast: Cast, issuer: Issuer) -> None:
    client = _signed_in_there(cast, issuer, amr=["mfa"], auth_time=time.time() - 60)
    assert client.post(LOG)["Content-Type"] == "application/zip"


@pytest.mark.parametrize(
    ("amr", "ago"),
    [(["mfa"], 900), (["mfa"], -900), (["pwd"], 60), (["mfa"], None)],
    ids=["long ago", "to come", "password only", "never said"],
)
def test_what_was_not_asked_just_now_does_not_count(
    cast: Cast, issuer: Issuer, amr: list[str], ago: int | None
) -> None:
    when = {} if ago is None else {"auth_time": time.time() - ago}
    assert _signed_in_there(cast, issuer, amr=amr, **when).post(LOG).status_code == 403


def test_the_place_is_asked_again_and_the_export_goes_on(cast: Cast, issuer: Issuer) -> None:
    client = _signed_in_there(cast, issuer)
    assert "Sign in again with Gemeente Waterdal" in text(client.post(LOG))
    issuer.claims = {"auth_time": time.time()}
    went_on = _prove(client, issuer, **{"proof-is_sent": "on"})
    assert (issuer.asked["prompt"], issuer.asked["max_age"]) == (["login"], ["0"])
    assert (went_on.status_code, went_on["Location"]) == (307, LOG)
    assert client.post(LOG)["Content-Type"] == "application/zip"
    with acting(cast.noor):
        (line,) = visible_log(cast.noor, ("accounts.confirm_identity",))[:]
    assert line.verdict == "allowed"


def test_what_was_typed_waits_while_somebody_is_there(cast: Cast, issuer: Issuer) -> None:
    link(cast.client("noor"), issuer)
    client = cast.client("noor", is_stale=True)
    issuer.claims = {"auth_time": time.time()}
    sent = {"name_nl": "Eenzaam", "name_en": ""}
    assert there_and_back(client, issuer, PROVE, **THEME, **sent)["Location"] == PROVE
    assert 'name="name_nl" value="Eenzaam"' in text(client.get(PROVE))
    assert client.post(PROVE, {**THEME, **sent})["Location"] == THEME["proof-onward"]


@pytest.mark.parametrize(
    "told", [None, 1, "now", True], ids=["nothing", "long ago", "no moment", "no number"]
)
def test_an_open_session_there_is_no_proof(cast: Cast, issuer: Issuer, told: object) -> None:
    client = _signed_in_there(cast, issuer)
    issuer.claims = {} if told is None else {"auth_time": told}
    assert _prove(client, issuer).status_code == 403
    assert client.post(LOG).status_code == 403
    with acting(cast.noor):
        (line,) = visible_log(cast.noor, ("accounts.confirm_identity",))[:]
    assert line.verdict == "denied"


def test_somebody_else_there_is_no_proof(cast: Cast, issuer: Issuer) -> None:
    client = _signed_in_there(cast, issuer)
    issuer.subject, issuer.claims = "ambtenaar-18", {"auth_time": time.time()}
    assert _prove(client, issuer).status_code == 403
    assert client.post(LOG).status_code == 403


def test_whoever_has_a_second_step_here_is_not_let_through_by_a_password_there(
    cast: Cast, issuer: Issuer
) -> None:
    client = _signed_in_there(cast, issuer)
    app_of("joost@waterdal.example")
    issuer.claims = {"auth_time": time.time(), "amr": ["pwd"]}
    assert _prove(client, issuer).status_code == 403
    issuer.claims = {"auth_time": time.time(), "amr": ["pwd", "mfa"]}
    assert answer(_prove(client, issuer)) == "done"


def test_nobody_proves_with_a_place_that_is_not_theirs(cast: Cast, issuer: Issuer) -> None:
    link(cast.client("joost"), issuer)
    for who in ("noor", "bram"):
        assert answer(cast.client(who).get(PROVE)) == "not there"
        assert answer(cast.client(who).post(PROVE)) == "not there"


def test_nobody_is_sent_elsewhere_after_it(cast: Cast, issuer: Issuer) -> None:
    client = _signed_in_there(cast, issuer)
    issuer.claims = {"auth_time": time.time()}
    for elsewhere in ("https://elders.example", "//elders.example", "/elders/"):
        went_on = _prove(client, issuer, **{"proof-onward": elsewhere})
        assert went_on["Location"] == "/waterdal/account"
