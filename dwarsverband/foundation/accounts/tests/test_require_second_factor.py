"""A partnership asks a second step of its own roles: never less than the installation does."""

import json
import re

import pytest
from pytest_django import Settings

from dwarsverband.foundation.access.context import acting
from dwarsverband.foundation.accounts.models import SignInRule
from dwarsverband.foundation.accounts.queries import member_actor, visible_log
from dwarsverband.foundation.accounts.tests.factors import ADD, app_of, code, secret_on
from dwarsverband.foundation.database.tables import rows
from tests.answers import answer, in_english, text
from tests.cast import Cast
from tests.machines import ask, token

PAGE, LIST = "/waterdal/leden/tweede-stap", "/waterdal/account/inloggen"
API = "/api/v1/waterdal/sign-in-rule"
THEME = "/waterdal/indeling/themas/toevoegen"


def _ask_of(cast: Cast, *roles: str) -> None:
    with acting(cast.noor):
        SignInRule.objects.create(partnership=cast.waterdal, roles=roles)


@pytest.mark.parametrize(
    ("who", "told"),
    [
        ("noor", "page"),
        ("joost", "page"),
        ("bram", "not there"),
        ("hanneke", "not there"),
        ("wim", "not there"),
        ("nobody", "sign in"),
    ],
)
@pytest.mark.parametrize("is_chosen", [False, True])
def test_who_sees_whom_it_is_asked_of(cast: Cast, who: str, told: str, is_chosen: bool) -> None:
    if is_chosen:
        _ask_of(cast)
    assert answer(cast.client(who).get(PAGE)) == told


def test_she_asks_it_of_partners_once_she_has_one_herself(cast: Cast) -> None:
    client = in_english(cast.client("noor"))
    refused = client.post(PAGE, {"roles": ["partner"], "version": 0})
    assert (refused.status_code, "yourself first" in text(refused)) == (403, True)
    app_of("noor@waterdal.example")
    assert answer(client.post(PAGE, {"roles": ["partner"], "version": 0})) == "done"
    led = cast.client("bram").get("/waterdal/")
    assert led["Location"] == f"{LIST}?next=/waterdal/"
    assert answer(cast.client("hanneke").get("/waterdal/")) == "page"
    with acting(cast.noor):
        (done, denied) = visible_log(cast.noor, ("accounts.require_second_factor",))[:]
    assert (done.verdict, denied.verdict) == ("allowed", "denied")
    assert "partner" not in done.record.replace("partnership", "")


def test_the_members_page_tells_two_roles_who_lacks_one(cast: Cast) -> None:
    _ask_of(cast, "partner", "coordinator")
    app_of("noor@waterdal.example")
    for who in ("joost", "hanneke"):
        page = text(in_english(cast.client(who)).get("/waterdal/leden"))
        is_told = who == "joost"
        assert ("Asked, and not set up yet" in page) is is_told
        assert ("Asked, and set up" in page) is is_told
        assert ("Second step" in page) is is_told
        items = cast.client(who).get("/api/v1/waterdal/members").json()["items"]
        told = {one["role"]: one["secondStep"] for one in items}
        expected = {"partner": "lacking", "coordinator": "set"} if is_told else {}
        assert all(step == expected.get(role, "") for role, step in told.items())


def test_it_asks_for_a_proof(cast: Cast) -> None:
    app_of("joost@waterdal.example")
    stale = cast.client("joost", is_stale=True)
    assert stale.post(PAGE, {"roles": ["partner"], "version": 0}).status_code == 403
    assert answer(cast.client("bram").get("/waterdal/")) == "page"


def test_the_other_town_asks_nothing_more(cast: Cast) -> None:
    _ask_of(cast, "coordinator", "partner")
    assert cast.client("wim").get("/elders/").status_code == 200
    assert not member_actor(str(cast.wim.user_id), "elders").lacks_second_factor
    with acting(cast.wim):
        assert rows("SELECT count(*) FROM accounts_signinrule") == [(0,)]


def test_nothing_chosen_here_takes_away_what_the_installation_asks(
    cast: Cast, settings: Settings
) -> None:
    settings.SECOND_FACTOR_ROLES = ["coordinator"]
    _ask_of(cast)
    assert cast.client("noor").get("/waterdal/")["Location"].startswith(LIST)
    assert "Network coordinator. You can ask more" in text(
        in_english(cast.client("joost")).get(PAGE)
    )


@pytest.mark.regression("whoever had to set up a second step lost what they had typed")
def test_what_somebody_was_typing_waits_until_the_second_step_is_there(cast: Cast) -> None:
    client = in_english(cast.client("noor"))
    _ask_of(cast, "coordinator")
    led = client.post(THEME, {"name_nl": "Eenzaam & alleen", "idempotency_key": "x" * 22})
    assert "What you just sent waits" in text(client.get(led["Location"]))
    assert "Eenzaam" not in str(dict(client.session)), "What waits is sealed."
    codes = text(client.post(ADD, {"code": code(secret_on(client.get(ADD)))}))
    form = codes.partition(f'action="{THEME}"')[2].partition("</form>")[0]
    waits = dict(re.findall(r'name="([^"]+)" value="([^"]*)"', form))
    assert waits.pop("name_nl") == "Eenzaam &amp; alleen"
    assert answer(client.post(THEME, {**waits, "name_nl": "Eenzaam & alleen"})) == "done"
    assert "Eenzaam &amp; alleen" in text(client.get("/waterdal/indeling"))


def test_who_has_one_and_came_in_without_goes_on_with_what_they_sent(cast: Cast) -> None:
    client, secret = in_english(cast.client("noor")), app_of("noor@waterdal.example")
    _ask_of(cast, "coordinator")
    asked = text(client.get(client.post(THEME, {"name_nl": "Eenzaam"})["Location"]))
    assert 'name="name_nl" value="Eenzaam"' in asked
    sent = {"proof-onward": THEME, "proof-is_sent": "on", "proof-code": code(secret)}
    done = client.post("/waterdal/account/bevestigen", {**sent, "name_nl": "Eenzaam"}, follow=True)
    assert "Eenzaam" in text(done)


def test_programs_read_it_and_change_it_not(cast: Cast) -> None:
    secret = token(cast.noor).secret
    app_of("noor@waterdal.example")
    assert json.loads(text(ask(secret, API))) == {"roles": [], "everywhere": [], "version": 0}
    headers = {"If-Match": '"0"'}
    refused = ask(secret, API, {"roles": ["partner"]}, method="PUT", headers=headers)
    assert (refused.status_code, "token" in text(refused)) == (403, True)
    assert ask(token(cast.bram).secret, API).status_code == 404


def test_her_session_changes_it_by_the_api_and_an_older_version_does_not(cast: Cast) -> None:
    app_of("noor@waterdal.example")
    client = cast.client("noor")
    for version, status in (("0", 200), ("0", 409)):
        sent = client.put(
            API,
            {"roles": ["partner"]},
            content_type="application/json",
            headers={"If-Match": f'"{version}"'},
        )
        assert sent.status_code in {status, 412}
    assert sent.status_code != 200
    assert json.loads(text(ask(token(cast.noor).secret, API)))["roles"] == ["partner"]
