"""Where somebody is signed in: shown without an address, ended from elsewhere."""

from io import StringIO

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.test import Client

from dwarsverband.foundation.access.context import acting
from dwarsverband.foundation.accounts.actions.sign_in import forget_sign_ins
from dwarsverband.foundation.accounts.devices import device_of
from dwarsverband.foundation.accounts.models import SignIn
from dwarsverband.foundation.accounts.queries import visible_log
from dwarsverband.foundation.accounts.tests.factors import app_of, password_given
from tests.answers import answer, in_english, text
from tests.cast import Cast
from tests.make import PASSWORD

LIST = "/waterdal/account/sessies"
BRAM = "bram@waterdal.example"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:143.0) Gecko/20100101 Firefox/143.0"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Version/18.0 Mobile Safari/604"


def _browser(told: str = FIREFOX) -> Client:
    client = Client(headers={"User-Agent": told})
    client.post("/inloggen", {"login": BRAM, "password": PASSWORD})
    return in_english(client)


def test_the_list_says_in_which_browsers_and_which_one_this_is(cast: Cast) -> None:
    here = _browser()
    _browser(PHONE)
    page = text(here.get(LIST))
    assert "Firefox, Windows" in page
    assert "Safari, iPhone" in page
    assert page.count("You are here now.") == 1


def test_no_address_and_nothing_more_of_the_browser_is_kept(cast: Cast) -> None:
    _browser()
    with connection.cursor() as cursor:
        cursor.execute("SELECT accounts_signin::text FROM accounts_signin")
        ((row,),) = cursor.fetchall()
    assert "Firefox, Windows" in row
    assert not [part for part in ("127.0.0.1", "Mozilla", "143") if part in row]


def test_one_is_ended_and_the_others_stay(cast: Cast) -> None:
    here, there, elsewhere = _browser(), _browser(PHONE), _browser()
    row = SignIn.objects.get(device="Safari, iPhone")
    assert here.post(f"{LIST}/{row.pk}/beeindigen")["Location"] == LIST
    assert answer(there.get("/waterdal/")) == "sign in"
    assert [answer(one.get("/waterdal/")) for one in (here, elsewhere)] == ["page", "page"]


def test_all_others_are_ended_at_once(cast: Cast) -> None:
    here, there = _browser(), _browser(PHONE)
    noor = Client()
    noor.post("/inloggen", {"login": "noor@waterdal.example", "password": PASSWORD})
    here.post(f"{LIST}/andere")
    found = [answer(one.get("/waterdal/")) for one in (here, there, noor)]
    assert found == ["page", "sign in", "page"]


@pytest.mark.parametrize("who", ["noor", "joost"])
def test_nobody_ends_a_session_of_somebody_else(cast: Cast, who: str) -> None:
    there = _browser()
    row = SignIn.objects.get()
    assert answer(cast.client(who).post(f"{LIST}/{row.pk}/beeindigen")) == "not there"
    assert answer(there.get("/waterdal/")) == "page"


def test_a_new_password_ends_all_others_and_this_one_stays_on_the_list(cast: Cast) -> None:
    here, there = _browser(), _browser(PHONE)
    chosen = "een nieuw en lang wachtwoord"
    asked = {"oldpassword": PASSWORD, "password1": chosen, "password2": chosen}
    here.post("/wachtwoord", asked)
    assert answer(there.get("/waterdal/")) == "sign in"
    assert "You are here now." in text(here.get(LIST))
    assert SignIn.objects.count() == 1


def test_signing_out_clears_what_the_browser_kept_and_ends_the_session(cast: Cast) -> None:
    client = _browser()
    key = client.cookies["session"].value
    assert "Clear-Site-Data" not in client.get("/uitloggen")
    gone = client.post("/uitloggen")
    assert gone["Clear-Site-Data"] == '"cache", "storage"'
    assert not Session.objects.filter(session_key=key).exists()
    forget_sign_ins()
    assert not SignIn.objects.exists()


def test_whoever_lost_everything_is_let_in_by_whoever_runs_it(cast: Cast) -> None:
    here = _browser()
    app_of(BRAM)
    assert answer(password_given(BRAM).get("/waterdal/")) == "sign in"
    call_command("remove_second_step", BRAM.upper(), stdout=StringIO())
    assert answer(here.get("/waterdal/")) == "sign in"
    assert answer(password_given(BRAM).get("/waterdal/")) == "page"
    with acting(cast.noor):
        (line,) = visible_log(cast.noor, ("accounts.remove_factors",))[:]
    assert line.subject == (f"membership:{cast.bram.membership_id}",)


def test_nobody_is_let_in_by_a_wrong_address(cast: Cast) -> None:
    with pytest.raises(CommandError, match="Nobody signs in with this address"):
        call_command("remove_second_step", "niemand@waterdal.example")


@pytest.mark.parametrize(
    ("told", "device"),
    [
        (f"{FIREFOX[:-14]}Chrome/140.0 Safari/537.36 Edg/140.0", "Edge, Windows"),
        ("Mozilla/5.0 (Linux; Android 15) AppleWebKit Chrome/140 Mobile Safari", "Chrome, Android"),
        ("curl/8.0", ""),
        ("", ""),
    ],
)
def test_a_browser_in_words(told: str, device: str) -> None:
    assert device_of(told) == device
