"""The second step of signing in: each code works once, whichever worker is asked."""

import threading
from concurrent.futures import ThreadPoolExecutor

from allauth.mfa.models import Authenticator
from django.db import connection
from django.test import Client

from dwarsverband.foundation.accounts.actions.factors import check_code
from dwarsverband.foundation.accounts.models import User
from dwarsverband.foundation.accounts.tests.factors import (
    ADD,
    STEP,
    app_of,
    code,
    password_given,
    secret_on,
)
from tests.answers import answer, in_english, text
from tests.cast import Cast
from tests.live import Live

BRAM = "bram@waterdal.example"


def test_a_code_is_not_accepted_twice(cast: Cast) -> None:
    secret = app_of(BRAM)
    used = code(secret)
    first, second = password_given(BRAM), in_english(password_given(BRAM))
    assert answer(first.post(STEP, {"code": used})) == "done"
    assert "was used already" in text(second.post(STEP, {"code": used}))
    assert answer(second.get("/waterdal/")) == "sign in"


def test_an_older_code_than_the_newest_is_not_accepted_either(cast: Cast) -> None:
    secret = app_of(BRAM)
    assert answer(password_given(BRAM).post(STEP, {"code": code(secret)})) == "done"
    assert answer(password_given(BRAM).post(STEP, {"code": code(secret, steps=-1)})) == "page"
    assert answer(password_given(BRAM).post(STEP, {"code": code(secret, steps=1)})) == "done"


def test_a_phone_half_a_minute_behind_comes_in_and_one_a_minute_behind_does_not(cast: Cast) -> None:
    secret = app_of(BRAM)
    assert answer(password_given(BRAM).post(STEP, {"code": code(secret, steps=-2)})) == "page"
    assert answer(password_given(BRAM).post(STEP, {"code": code(secret, steps=-1)})) == "done"


def test_of_two_workers_at_the_same_moment_one_accepts_a_code(live: Live) -> None:
    secret = app_of(BRAM)
    live.is_touched = True
    number, used = User.objects.get(email=BRAM).pk, code(secret)
    together = threading.Barrier(2)

    def ask(_worker: int) -> bool:
        together.wait()
        try:
            return check_code(number, used) is not None
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as workers:
        assert sorted(workers.map(ask, range(2))) == [False, True]


def test_a_code_that_was_used_to_add_the_app_signs_nobody_in(cast: Cast) -> None:
    client = cast.client("bram")
    page = client.get(ADD)
    used = code(secret_on(page))
    client.post(ADD, {"code": used})
    assert answer(password_given(BRAM).post(STEP, {"code": used})) == "page"


def test_a_password_alone_opens_nothing_once_there_is_a_second_step(cast: Cast) -> None:
    app_of(BRAM)
    client = password_given(BRAM)
    for address in ("/waterdal/", "/waterdal/account", "/waterdal/account/inloggen", "/"):
        assert answer(client.get(address)) == "sign in", address
    assert client.get("/api/v1/waterdal/account").status_code == 401


def test_without_a_password_first_there_is_no_second_step(cast: Cast) -> None:
    secret = app_of(BRAM)
    client = Client()
    assert client.get(STEP)["Location"] == "/inloggen"
    assert client.post(STEP, {"code": code(secret)})["Location"] == "/inloggen"
    assert answer(client.get("/waterdal/")) == "sign in"


def test_a_recovery_code_works_once(cast: Cast) -> None:
    app_of(BRAM)
    client = cast.client("bram")
    client.post("/waterdal/account/inloggen/codes")
    first, *others = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    assert len(others) == 9
    assert answer(password_given(BRAM).post(STEP, {"code": first})) == "done"
    assert answer(password_given(BRAM).post(STEP, {"code": first})) == "page"
    assert "9 codes are left" in text(in_english(client).get("/waterdal/account/inloggen"))


def test_new_recovery_codes_are_shown_once_and_end_the_old_ones(cast: Cast) -> None:
    app_of(BRAM)
    client = in_english(cast.client("bram"))
    address = "/waterdal/account/inloggen/codes"
    page = client.post(address)
    old = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    assert all(f"{one[:4]} {one[4:]}" in text(page) for one in old)
    assert not any(
        f"{one[:4]} {one[4:]}" in text(client.get("/waterdal/account/inloggen")) for one in old
    )
    client.post(address)
    assert answer(password_given(BRAM).post(STEP, {"code": old[0]})) == "page"


def test_codes_are_for_whoever_has_a_second_step(cast: Cast) -> None:
    assert answer(cast.client("bram").post("/waterdal/account/inloggen/codes")) == "refused"
