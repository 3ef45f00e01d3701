"""An app on a phone makes the codes for a second step."""

import pytest
from allauth.mfa.models import Authenticator

from dwarsverband.foundation.access.context import acting
from dwarsverband.foundation.accounts.queries import visible_log
from dwarsverband.foundation.accounts.tests.factors import (
    ADD,
    STEP,
    code,
    password_given,
    removal,
    secret_on,
)
from tests.answers import answer, in_english, text
from tests.cast import Cast

BRAM = "bram@waterdal.example"


def test_somebody_adds_an_app_and_signs_in_with_it(cast: Cast) -> None:
    client = in_english(cast.client("bram"))
    secret = secret_on(client.get(ADD))
    added = client.post(ADD, {"code": code(secret, steps=-1)})
    assert "we show them now, and never again" in text(added).lower()
    second = password_given(BRAM)
    assert answer(second.get("/waterdal/")) == "sign in"
    assert second.post(STEP, {"code": code(secret)})["Location"] == "/"
    assert answer(second.get("/waterdal/")) == "page"


@pytest.mark.regression("a session from before the second step went on after it was asked")
def test_with_the_first_factor_whoever_came_in_without_it_elsewhere_is_out(cast: Cast) -> None:
    other, here = password_given(BRAM), password_given(BRAM)
    assert answer(other.get("/waterdal/")) == "page"
    here.post(ADD, {"code": code(secret_on(here.get(ADD)))})
    assert answer(other.get("/waterdal/")) == "sign in"
    assert answer(here.get("/waterdal/")) == "page"


def test_a_code_that_does_not_fit_adds_nothing(cast: Cast) -> None:
    client = cast.client("bram")
    secret = secret_on(client.get(ADD))
    wrong = f"{(int(code(secret)) + 500_000) % 1_000_000:06}"
    assert answer(client.post(ADD, {"code": wrong})) == "page"
    assert not Authenticator.objects.exists()
    assert secret_on(client.get(ADD)) == secret, "Whoever scanned it need not scan again."


def test_secrets_lie_sealed_in_the_database_and_in_the_session(cast: Cast) -> None:
    client = cast.client("bram")
    secret = secret_on(client.get(ADD))
    assert secret not in str(dict(client.session.items()))
    client.post(ADD, {"code": code(secret)})
    kept = " ".join(str(one.data) for one in Authenticator.objects.all())
    codes = Authenticator.objects.get(type="recovery_codes").wrap()
    assert secret not in kept
    assert not [one for one in codes.generate_codes() if one in kept]


def test_the_picture_is_drawn_in_the_page_and_asks_no_other_site(cast: Cast) -> None:
    page = text(cast.client("bram").get(ADD))
    assert "<svg" in page
    assert "data:image" not in page


def test_a_second_app_is_refused_with_a_sentence(cast: Cast) -> None:
    client = in_english(cast.client("bram"))
    client.post(ADD, {"code": code(secret_on(client.get(ADD)))})
    page = client.get(ADD)
    assert "You have an app already" in text(page)
    assert answer(client.post(ADD, {"code": "123456"})) == "refused"


def test_the_log_says_that_a_way_to_sign_in_was_added_and_taken_away(cast: Cast) -> None:
    client = cast.client("noor")
    client.post(ADD, {"code": code(secret_on(client.get(ADD)))})
    app = Authenticator.objects.get(type="totp")
    client.post(removal(app))
    with acting(cast.noor):
        lines = visible_log(cast.noor, ("accounts.add_app", "accounts.remove_factor"))
        said = [(line.verb, line.subject, line.verdict) for line in lines[:]]
    assert said == [
        ("accounts.remove_factor", (f"authenticator:{app.pk}",), "allowed"),
        ("accounts.add_app", (), "allowed"),
    ]


@pytest.mark.parametrize("who", ["noor", "joost"])
def test_nobody_takes_away_a_factor_of_somebody_else(cast: Cast, who: str) -> None:
    client = cast.client("bram")
    client.post(ADD, {"code": code(secret_on(client.get(ADD)))})
    app = Authenticator.objects.get(type="totp")
    removed = cast.client(who).post(removal(app))
    assert answer(removed) == "not there"
    assert Authenticator.objects.count() == 2


def test_with_the_last_factor_go_the_recovery_codes(cast: Cast) -> None:
    client = cast.client("bram")
    client.post(ADD, {"code": code(secret_on(client.get(ADD)))})
    app = Authenticator.objects.get(type="totp")
    client.post(removal(app))
    assert not Authenticator.objects.exists()
    assert password_given(BRAM).get("/waterdal/").status_code == 200
