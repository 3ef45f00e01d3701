"""Signing in tells nobody who has an account, goes where one wanted to go, and cannot be guessed."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from django.utils.translation import gettext
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from dwarsverband.foundation.accounts.actions.sign_in import forget_sign_ins
from dwarsverband.foundation.accounts.models import User
from tests import make
from tests.answers import answer, in_english, text
from tests.cast import Cast

NOOR = {"login": "noor@waterdal.example", "password": make.PASSWORD}


def _plain(page: str) -> list[str]:
    """A page without what differs each time: tokens, keys and what was typed."""
    return [
        line
        for line in page.splitlines()
        if "token" not in line and "key" not in line and "@" not in line
    ]


def test_with_the_right_password_one_is_in_one_s_own_network(cast: Cast) -> None:
    client = Client()
    response = client.post("/inloggen", NOOR, follow=True)
    assert response.redirect_chain[-1][0] == "/waterdal/"


def test_an_address_is_remembered_until_after_signing_in(cast: Cast) -> None:
    client = Client()
    asked = client.get("/waterdal/leden?vroeger")
    assert asked["Location"] == "/inloggen?next=/waterdal/leden%3Fvroeger"
    assert client.post(asked["Location"], NOOR)["Location"] == "/waterdal/leden?vroeger"


@pytest.mark.parametrize(
    "elsewhere", ["https://elders.example/", "//elders.example", "javascript:alert(1)"]
)
def test_nobody_is_sent_to_another_site(cast: Cast, elsewhere: str) -> None:
    assert Client().post(f"/inloggen?next={elsewhere}", NOOR)["Location"] == "/"


def test_the_session_gets_another_key(cast: Cast) -> None:
    client = Client()
    client.get("/inloggen")
    session = client.session
    session["seen"] = True
    session.save()
    client.cookies["session"] = str(session.session_key)
    before = session.session_key
    client.post("/inloggen", NOOR)
    assert client.session.session_key != before


def test_a_wrong_password_and_an_unknown_address_look_the_same(cast: Cast) -> None:
    pages = [
        in_english(Client()).post(
            "/inloggen", {"login": login, "password": "een verkeerd wachtwoord"}
        )
        for login in ("noor@waterdal.example", "niemand@waterdal.example")
    ]
    assert [answer(page) for page in pages] == ["page", "page"]
    assert _plain(text(pages[0])) == _plain(text(pages[1]))


def _send_letters() -> None:
    """Do what a worker does."""
    for job in ProcrastinateJob.objects.filter(
        task_name="accounts.send_new_password", status="todo"
    ):
        app.tasks[job.task_name](**job.args)


def test_asking_for_a_new_password_looks_the_same_for_everybody(cast: Cast) -> None:
    asked = []
    Client().post("/wachtwoord/vergeten", {"email": "eerste@waterdal.example"})
    for email in ("noor@waterdal.example", "niemand@waterdal.example"):
        with CaptureQueriesContext(connection) as questions:
            response = Client().post("/wachtwoord/vergeten", {"email": email})
        assert response["Location"] == "/wachtwoord/vergeten/verstuurd"
        asked.append([question["sql"].split()[0] for question in questions])
    assert asked[0] == asked[1]
    _send_letters()
    assert [letter.to for letter in mail.outbox] == [["noor@waterdal.example"]]


def test_a_new_password_is_chosen_once_with_the_link_in_the_mail(cast: Cast) -> None:
    client = Client()
    client.post("/wachtwoord/vergeten", {"email": "bram@waterdal.example"})
    _send_letters()
    path = mail.outbox[0].body.partition(settings.PUBLIC_ADDRESS)[2].split()[0]
    page = client.get(path, follow=True)
    chosen = "een nieuw en lang wachtwoord"
    client.post(page.redirect_chain[-1][0], {"password1": chosen, "password2": chosen})
    assert User.objects.get(email="bram@waterdal.example").check_password(chosen)
    asked = {"login": "bram@waterdal.example", "password": chosen}
    assert answer(Client().post("/inloggen", asked)) == "done"
    assert "password1" not in text(Client().get(path, follow=True))


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_letter_comes_in_one_s_own_language(cast: Cast, language: str) -> None:
    User.objects.filter(email="bram@waterdal.example").update(language=language)
    Client().post("/wachtwoord/vergeten", {"email": "bram@waterdal.example"})
    _send_letters()
    with translation.override(language):
        assert mail.outbox[0].subject == gettext("A new password")


def test_guessing_stops_after_five_attempts_on_every_worker(cast: Cast) -> None:
    for _attempt in range(5):
        Client().post("/inloggen", {**NOOR, "password": "geraden wachtwoord"})
    assert answer(Client().post("/inloggen", NOOR)) != "done"
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM cache")
        assert cursor.fetchone()[0] > 0, "counted in one process only"
        cursor.execute(
            "SELECT count(*) FROM cache WHERE cache_key LIKE '%127.0.0.1%' OR cache_key LIKE '%noor%'"
        )
        assert cursor.fetchone() == (0,), "an address stands in the database"


def test_counts_that_have_ended_leave_the_database(cast: Cast) -> None:
    Client().post("/inloggen", {**NOOR, "password": "geraden wachtwoord"})
    with connection.cursor() as cursor:
        cursor.execute("UPDATE cache SET expires = %s", [timezone.now() - timedelta(seconds=1)])
        forget_sign_ins()
        cursor.execute("SELECT count(*) FROM cache")
        assert cursor.fetchone() == (0,)


def test_signing_out_takes_a_button(cast: Cast) -> None:
    client = cast.client("noor")
    client.get("/uitloggen")
    assert answer(client.get("/waterdal/account")) == "page"
    client.post("/uitloggen")
    assert answer(client.get("/waterdal/account")) == "sign in"


def test_nobody_signs_up(cast: Cast) -> None:
    for address in (
        "/aanmelden",
        "/registreren",
        "/signup",
        "/accounts/signup/",
        "/account/signup",
    ):
        client = Client()
        client.get(address, follow=True)
        client.post(address, {"email": "nieuw@elders.example", "password1": make.PASSWORD})
    assert not User.objects.filter(email="nieuw@elders.example").exists()


def test_an_account_that_was_closed_opens_nothing(cast: Cast) -> None:
    User.objects.filter(email="noor@waterdal.example").update(is_active=False)
    client = Client()
    assert client.post("/inloggen", NOOR)["Location"] == "/inloggen/gesloten"
    assert answer(client.get("/waterdal/")) == "sign in"
    wrong = client.post("/inloggen", {**NOOR, "password": "een verkeerd wachtwoord"})
    assert answer(wrong) == "page"


def test_a_member_whose_account_is_closed_finds_nothing_from_then_on(cast: Cast) -> None:
    client = cast.client("noor")
    User.objects.filter(email="noor@waterdal.example").update(is_active=False)
    assert answer(client.get("/waterdal/account")) in {"sign in", "not there"}
