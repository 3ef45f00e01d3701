"""Whoever guesses is slowed down on every worker, learns nothing, and keeps nobody else out."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any  # what a request brings

import pytest
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.contrib.auth.hashers import MD5PasswordHasher
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from dwarsverband.foundation.access.context import acting
from dwarsverband.foundation.accounts import guessing
from dwarsverband.foundation.accounts.models import User
from dwarsverband.foundation.accounts.queries import visible_log
from dwarsverband.foundation.accounts.tests.factors import STEP, app_of, code, password_given
from dwarsverband.foundation.api import limits
from tests.answers import Response, answer, in_english, text
from tests.cast import Cast
from tests.live import Live
from tests.make import PASSWORD

BRAM, NIEMAND = "bram@waterdal.example", "niemand@waterdal.example"
WAIT = "This was tried too often. Try again in "


def _try(email: str = BRAM, given: str = "geraden wachtwoord", **where: Any) -> Response:
    client = in_english(Client(**where))
    return client.post("/inloggen", {"login": email, "password": given})


def _later(seconds: int) -> None:
    """Let so many seconds pass."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE request_count SET began_at = began_at - %s * interval '1 second'", [seconds]
        )


def test_the_wait_doubles_up_to_a_quarter_of_an_hour(cast: Cast) -> None:
    waits = []
    for _guess in range(14):
        waits.append(limits.wait("somebody", free=3))
        if waits[-1]:
            _later(waits[-1])
            assert limits.wait("somebody", free=3) == 0
    assert waits == [0, 0, 0, 5, 10, 20, 40, 80, 160, 320, 640, 900, 900, 900]


def test_an_early_attempt_makes_the_wait_no_longer(cast: Cast) -> None:
    for _guess in range(3):
        limits.wait("somebody", free=3)
    assert [limits.wait("somebody", free=3) for _time in range(50)] == [5] * 50


def test_a_day_without_guesses_is_a_new_beginning(cast: Cast) -> None:
    for _guess in range(3):
        limits.wait("somebody", free=3)
    _later(limits.DAY + 1)
    assert [limits.wait("somebody", free=3) for _time in range(3)] == [0, 0, 0]


@pytest.mark.regression("guesses at the same moment counted as one")
def test_guesses_at_the_same_moment_are_counted_one_by_one(live: Live) -> None:
    live.is_touched = True

    def guess(_worker: int) -> int:
        try:
            return limits.wait("together", free=3)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as workers:
        waits = list(workers.map(guess, range(12)))
    assert waits.count(0) == 3


@pytest.mark.regression("how long somebody had to wait told who has an account")
def test_a_known_and_an_unknown_address_wait_alike(cast: Cast) -> None:
    said = []
    for email in (BRAM, NIEMAND):
        pages = [_try(email=email) for _guess in range(6)]
        assert WAIT not in text(pages[4])
        said.append(text(pages[5]).partition(WAIT)[2][:12])
    assert said[0] == said[1]
    assert said[0]


def test_many_machines_that_guess_slowly_at_one_account_have_to_wait_too(cast: Cast) -> None:
    said = []
    for machine in range(guessing.FREE_STRANGE + 6):
        said.append(WAIT in text(_try(REMOTE_ADDR=f"192.0.2.{machine}")))
        _later(20)
    assert said == [False] * (guessing.FREE_STRANGE + 3) + [True, False, True]


def test_a_known_browser_comes_in_while_others_guess(cast: Cast) -> None:
    own = password_given(BRAM)
    own.post("/uitloggen")
    for machine in range(guessing.FREE_STRANGE + 1):
        _try(REMOTE_ADDR=f"192.0.2.{machine}")
    assert WAIT in text(_try(BRAM, PASSWORD, REMOTE_ADDR="192.0.2.200"))
    assert answer(own.post("/inloggen", {"login": BRAM, "password": PASSWORD})) == "done"


def test_what_a_browser_is_known_by_tells_nothing_and_cannot_be_made(cast: Cast) -> None:
    own = password_given(BRAM)
    kept = own.cookies["known"]
    assert "bram" not in kept.value
    assert kept["httponly"]
    stranger = Client()
    stranger.cookies["known"] = kept.value[:-3] + "abc"
    for _guess in range(6):
        page = in_english(stranger).post("/inloggen", {"login": BRAM, "password": "geraden"})
    assert WAIT in text(page)


def test_a_known_browser_that_guesses_has_to_wait_too(cast: Cast) -> None:
    own = in_english(password_given(BRAM))
    own.post("/uitloggen")
    for _guess in range(guessing.FREE_KNOWN + 1):
        page = own.post("/inloggen", {"login": BRAM, "password": "geraden wachtwoord"})
    assert WAIT in text(page)


def test_nobody_is_kept_out_for_longer_than_the_wait(cast: Cast) -> None:
    for _guess in range(8):
        _try()
    assert WAIT in text(_try(BRAM, PASSWORD))
    _later(limits.LONGEST_WAIT)
    assert answer(_try(BRAM, PASSWORD)) == "done"
    assert WAIT not in text(_try()), "The right password begins anew."


@pytest.mark.regression("whoever guessed kept the owner of a new password out")
def test_a_new_password_by_mail_lets_its_owner_in_while_others_guess(cast: Cast) -> None:
    for machine in range(guessing.FREE_STRANGE + 1):
        _try(REMOTE_ADDR=f"192.0.2.{machine}")
    chosen, user, client = "een nieuw en lang wachtwoord", User.objects.get(email=BRAM), Client()
    way = f"/wachtwoord/nieuw/{user_pk_to_url_str(user)}-{default_token_generator.make_token(user)}"
    page = client.get(way, follow=True)
    client.post(page.redirect_chain[-1][0], {"password1": chosen, "password2": chosen})
    assert answer(_try(BRAM, chosen)) == "done"


def test_whoever_guesses_at_many_accounts_from_one_machine_has_to_wait(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guessing, "FREE_MACHINE", 8)
    for number in range(guessing.FREE_MACHINE):
        _try(email=f"iemand{number}@waterdal.example")
    assert WAIT in text(_try(email="nog-iemand@waterdal.example"))


def test_codes_are_guessed_as_slowly_as_passwords(cast: Cast) -> None:
    secret, client = app_of(BRAM), in_english(password_given(BRAM))
    wrong = f"{(int(code(secret)) + 500_000) % 1_000_000:06}"
    pages = [client.post(STEP, {"code": wrong}) for _guess in range(6)]
    assert [WAIT in text(page) for page in pages] == [False] * 5 + [True]
    assert answer(client.post(STEP, {"code": code(secret)})) == "page"
    _later(limits.LONGEST_WAIT)
    assert answer(client.post(STEP, {"code": code(secret)})) == "done"


@pytest.fixture
def hashes(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Each time that a password is hashed, which is what takes time."""
    made: list[str] = []
    encode = MD5PasswordHasher.encode

    def count(self: MD5PasswordHasher, password: str, salt: str) -> str:
        made.append(password)
        return str(encode(self, password, salt))

    monkeypatch.setattr(MD5PasswordHasher, "encode", count)
    yield made


def test_known_unknown_and_closed_accounts_take_the_same_work(
    cast: Cast, hashes: list[str]
) -> None:
    User.objects.filter(email="joost@waterdal.example").update(is_active=False)
    _try(email="eerste@waterdal.example")
    seen = []
    for email in (BRAM, NIEMAND, "joost@waterdal.example"):
        hashes.clear()
        with CaptureQueriesContext(connection) as asked:
            page = _try(email=email)
        names = ("Content-Type", "Cache-Control", "Content-Language", "Set-Cookie", "Location")
        headers = [page.headers.get(name, "") for name in names]
        questions = [one["sql"].split()[0] for one in asked]
        seen.append((page.status_code, headers, sorted(page.cookies), len(hashes), questions))
    assert seen[0][3] == 1
    assert seen[0] == seen[1] == seen[2]


def test_the_log_says_once_that_somebody_guesses_and_queues_the_same_for_nobody(
    cast: Cast,
) -> None:
    for email in (BRAM, NIEMAND):
        for _guess in range(7):
            _try(email=email)
    jobs = ProcrastinateJob.objects.filter(task_name="accounts.note_guesses")
    assert [set(job.args) for job in jobs] == [{"user"}, {"user"}]
    for job in jobs:
        app.tasks[job.task_name](**job.args)
    with acting(cast.noor):
        (line,) = visible_log(cast.noor, ("accounts.sign_in",))[:]
    assert (line.subject, line.verdict) == (
        (f"membership:{cast.bram.membership_id}",),
        "denied",
    )
