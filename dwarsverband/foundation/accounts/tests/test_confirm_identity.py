"""Before what matters most, somebody shows again who they are; what was sent waits."""

import re
from typing import Any  # what a form holds

import pytest
from django.test import Client

from dwarsverband.foundation.access import always
from dwarsverband.foundation.access.action import PROOFS
from dwarsverband.foundation.access.context import acting
from dwarsverband.foundation.accounts.queries import today, visible_invitations, visible_log
from dwarsverband.foundation.accounts.tests.factors import app_of, code
from tests import make
from tests.answers import Response, answer, in_english, text
from tests.cast import Cast

CONFIRM = "/waterdal/account/bevestigen"
LOG = "/waterdal/privacy/logboek"
INVITE = "/waterdal/leden/uitnodigen"
ASKED = "Is it really you?"
SOMEBODY = {
    "name": "Ilse Kok",
    "email": "ilse@waterdal.example",
    "language": "nl",
    "role": "coordinator",
}


def _stale(cast: Cast, who: str) -> Client:
    return in_english(cast.client(who, is_stale=True))


def _fields(page: Response) -> dict[str, Any]:
    """What a browser would send with the form of a page."""
    form = text(page).partition(f'action="{CONFIRM}"')[2].partition("</form>")[0]
    found = re.findall(r'<input type="hidden" name="([^"]+)"(?: value="([^"]*)")?', form)
    return {name: value for name, value in found if name != "csrfmiddlewaretoken"}


def test_an_export_waits_until_somebody_has_shown_who_they_are(cast: Cast) -> None:
    client = _stale(cast, "joost")
    asked = client.post(LOG)
    assert (asked.status_code, ASKED in text(asked)) == (403, True)
    answered = client.post(CONFIRM, {**_fields(asked), "proof-password": make.PASSWORD})
    assert (answered.status_code, answered["Location"]) == (307, LOG)
    assert client.post(LOG)["Content-Type"] == "application/zip"


def test_what_was_filled_in_is_not_lost(cast: Cast) -> None:
    client = _stale(cast, "noor")
    asked = client.post(INVITE, SOMEBODY)
    sent = {**_fields(asked), "proof-password": make.PASSWORD}
    assert sent.items() >= SOMEBODY.items()
    client.post(CONFIRM, sent, follow=True)
    with acting(cast.noor):
        assert [one.name for one in visible_invitations(cast.noor)] == ["Ilse Kok"]


def test_whoever_cannot_show_it_does_nothing_and_leaves_a_line(cast: Cast) -> None:
    client = _stale(cast, "noor")
    sent = {**_fields(client.post(INVITE, SOMEBODY)), "proof-password": "geraden wachtwoord"}
    answered = client.post(CONFIRM, sent)
    assert ASKED in text(answered)
    assert _fields(answered).items() >= SOMEBODY.items()
    assert client.post(LOG).status_code == 403
    with acting(cast.noor):
        assert not visible_invitations(cast.noor)
        (line,) = visible_log(cast.noor, ("accounts.confirm_identity",))[:]
    assert (line.verdict, "geraden" in line.record) == ("denied", False)


def test_whoever_has_a_second_step_shows_it_and_no_password(cast: Cast) -> None:
    secret, client = app_of("joost@waterdal.example"), _stale(cast, "joost")
    asked = client.post(LOG)
    assert "proof-password" not in text(asked)
    client.post(CONFIRM, {**_fields(asked), "proof-password": make.PASSWORD})
    assert client.post(LOG).status_code == 403
    client.post(CONFIRM, {**_fields(asked), "proof-code": code(secret)})
    assert answer(client.post(LOG)) == "page"


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://elders.example/",
        "//elders.example",
        "/\\elders.example",
        "/elders/",
        "javascript:1",
    ],
)
def test_nobody_is_sent_elsewhere(cast: Cast, elsewhere: str) -> None:
    sent = {"proof-onward": elsewhere, "proof-password": make.PASSWORD}
    assert answer(_stale(cast, "noor").post(CONFIRM, sent)) == "page"


def test_a_page_that_was_only_read_is_read_again_and_nothing_is_sent_to_it(cast: Cast) -> None:
    sent = {"proof-onward": LOG, "proof-password": make.PASSWORD}
    answered = _stale(cast, "joost").post(CONFIRM, sent)
    assert (answered.status_code, answered["Location"]) == (302, LOG)


def test_what_matters_less_asks_nothing(cast: Cast) -> None:
    client = _stale(cast, "noor")
    assert answer(client.post(INVITE, {**SOMEBODY, "role": "partner"})) == "done"


GUARDED = {
    "/waterdal/netwerk/meenemen": {"kind": "people.csv"},
    "/waterdal/account/sleutels/maken": {
        "name": "Maandbericht",
        "scope": "read",
        "areas": ["lists"],
        "ends_on": today().isoformat(),
    },
    "/waterdal/account/inloggen/app": {"code": "123456"},
    LOG: {},
    INVITE: SOMEBODY,
}


@pytest.mark.parametrize("address", GUARDED)
def test_what_asks_for_a_proof(cast: Cast, address: str) -> None:
    assert _stale(cast, "noor").post(address, GUARDED[address]).status_code == 403
    assert cast.client("noor").post(address, GUARDED[address]).status_code in {200, 302}


def test_the_api_refuses_a_stale_session_in_words(cast: Cast) -> None:
    answered = _stale(cast, "noor").post("/api/v1/waterdal/log-export")
    assert answered.status_code == 403
    assert answered.json()["detail"] == "First show that it is you."


def test_every_way_to_take_names_along_asks_for_a_proof() -> None:
    exports = {verb for verb in PROOFS if ".export_" in verb}
    assert exports == {"accounts.export_log", "network.export_network", "network.export_person"}
    assert {PROOFS[verb] for verb in exports} == {always}
