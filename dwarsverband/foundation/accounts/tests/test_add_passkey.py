"""Passkeys: what a device did not make is refused; the way with a real one stands in the journeys."""

import json

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from dwarsverband.foundation.accounts.models import User
from tests.answers import answer, in_english, text
from tests.cast import Cast

ADD, SIGN_IN = "/waterdal/account/inloggen/passkey", "/inloggen/passkey"
USER_HANDLE = "YWJj"
RUBBISH = [
    "",
    "null",
    "[]",
    "7",
    '"x"',
    "{}",
    "[" * 20_000 + "]" * 20_000,
    "x" * 1_000_000,
    json.dumps({"response": {"userHandle": None}}),
    json.dumps({"id": "AA", "rawId": "AA", "type": "public-key", "response": 5}),
    json.dumps(
        {
            "id": "AA",
            "rawId": "AA",
            "type": "public-key",
            "response": {
                "clientDataJSON": "e30",
                "authenticatorData": "A" * 60,
                "signature": "AA",
                "userHandle": USER_HANDLE,
            },
        }
    ),
]


@pytest.mark.parametrize("sent", RUBBISH, ids=range(len(RUBBISH)))
def test_what_no_device_made_signs_nobody_in_and_breaks_nothing(cast: Cast, sent: str) -> None:
    client = Client()
    client.get(SIGN_IN, headers={"Accept": "application/json"})
    assert client.post(SIGN_IN, {"credential": sent})["Location"] == "/inloggen"
    assert answer(client.get("/waterdal/")) == "sign in"


def test_what_no_device_made_is_not_kept(cast: Cast) -> None:
    client = cast.client("bram")
    client.get(ADD)
    for sent in RUBBISH:
        assert answer(client.post(ADD, {"name": "Telefoon", "credential": sent})) == "page"
    assert not Authenticator.objects.exists()


def test_what_a_device_is_asked_tells_nobody_who_has_a_passkey(cast: Cast) -> None:
    asked = Client().get(SIGN_IN, headers={"Accept": "application/json"}).json()
    assert not asked["request_options"]["publicKey"].get("allowCredentials")
    assert asked["request_options"]["publicKey"]["userVerification"] == "required"


def test_an_eleventh_passkey_is_refused_with_a_sentence(cast: Cast) -> None:
    user = User.objects.get(email="bram@waterdal.example")
    for number in range(10):
        data = {"name": f"Sleutel {number}", "number": "0" * 8 + "-0000-4000-8000-" + "0" * 12}
        Authenticator.objects.create(user=user, type="webauthn", data=data)
    assert "You have ten passkeys" in text(in_english(cast.client("bram")).get(ADD))


def test_without_scripts_the_page_says_that_it_needs_them(cast: Cast) -> None:
    assert "A passkey needs scripts" in text(in_english(cast.client("bram")).get(ADD))
