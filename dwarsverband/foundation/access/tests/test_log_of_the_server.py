"""The log of the server tells what broke, and quotes nothing that is stored."""

import json
import logging
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from io import StringIO
from typing import Any  # what stands in a line

import pytest
from django.db import IntegrityError, transaction

from dwarsverband.foundation.access.journal import JsonLines
from dwarsverband.foundation.access.secrecy import WithoutContent
from dwarsverband.foundation.accounts.models import User
from tests.cast import Cast


def test_a_value_that_the_database_quotes_is_left_out(cast: Cast) -> None:
    email = User.objects.all()[0].email
    with pytest.raises(IntegrityError) as broken, transaction.atomic():
        User.objects.create_user(email)
    assert email in str(broken.value)
    said = WithoutContent().formatException((broken.type, broken.value, broken.tb))
    assert "accounts_user_email" in said
    assert email not in said


def test_every_program_of_ours_speaks_so() -> None:
    spoken = [handler.formatter for handler in logging.getLogger().handlers]
    assert any(isinstance(formatter, WithoutContent) for formatter in spoken)


NAME, EMAIL, MACHINE = "Zwaluw Geheimenaar", "zwaluw@geheim.example", "203.0.113.77"
SECRETS = (NAME, "Zwaluw", EMAIL, "geheim", MACHINE, "s3cret", "waterdal")


@pytest.fixture
def lines() -> Iterator[Callable[[], list[dict[str, Any]]]]:
    """What is said while the test lasts, as the programs of an installation say it."""
    written, root = StringIO(), logging.getLogger()
    handler, level = logging.StreamHandler(written), root.level
    handler.setFormatter(JsonLines())
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield lambda: [json.loads(line) for line in written.getvalue().splitlines()]
    root.removeHandler(handler)
    root.setLevel(level)


def _silent(lines: list[dict[str, Any]]) -> None:
    said = json.dumps(lines, ensure_ascii=False)
    assert not [secret for secret in SECRETS if secret in said]


def test_a_request_is_one_line_with_what_is_needed_and_nothing_personal(
    cast: Cast, lines: Callable[[], list[dict[str, Any]]]
) -> None:
    client = cast.client("noor")
    answer = client.get(f"/waterdal/netwerk/mensen?zoek={NAME}", REMOTE_ADDR=MACHINE)
    (line,) = [one for one in lines() if one["event"] == "request"]
    assert line["request"] == answer["X-Request-ID"]
    assert line["partnership"] == str(cast.noor.partnership_id)
    assert (line["method"], line["status"], line["level"]) == ("GET", 200, "INFO")
    assert line["route"] == "/<slug:partnership>/netwerk/mensen"
    assert isinstance(line["milliseconds"], int)
    assert datetime.fromisoformat(line["time"]).utcoffset() == timedelta(0)
    _silent(lines())


@pytest.mark.parametrize(
    "address",
    [
        f"/mijn/s3cret-{NAME}",
        f"/uitnodiging/s3cret?naam={EMAIL}",
        f"/waterdal/{EMAIL}",
        f"/{NAME}",
        f"/api/v1/waterdal/people?search={NAME}",
    ],
)
def test_whatever_somebody_asks_for_stays_out_of_the_log(
    cast: Cast, lines: Callable[[], list[dict[str, Any]]], address: str
) -> None:
    for who in ("noor", "nobody"):
        client = cast.client(who)
        client.defaults |= {"REMOTE_ADDR": MACHINE, "HTTP_USER_AGENT": NAME}
        client.defaults["HTTP_REFERER"] = f"https://{EMAIL}/"
        client.get(address)
        client.post(address, {"email": EMAIL, "name": NAME})
        client.get(address, headers={"host": "geheim.example"})
    assert len(lines()) >= 6
    _silent(lines())


def test_what_broke_tells_its_kind_and_its_place_and_not_what_it_said(
    cast: Cast, lines: Callable[[], list[dict[str, Any]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(_actor: object) -> None:
        raise KeyError(NAME) from ValueError(EMAIL)

    monkeypatch.setattr("dwarsverband.modules.home.views.today_of", breaks)
    client = cast.client("noor")
    client.raise_request_exception = False
    assert client.get("/waterdal/").status_code == 500
    broken = [one for one in lines() if "error" in one]
    assert [error["kind"] for error in broken[0]["error"]] == [
        "builtins.KeyError",
        "builtins.ValueError",
    ]
    assert any("test_log_of_the_server.py" in place for place in broken[0]["error"][0]["at"])
    assert broken[0]["request"] == lines()[-1]["request"]
    _silent([{**one, "error": [e["kind"] for e in one.get("error", [])]} for one in lines()])


def test_a_sign_in_that_fails_names_nobody(
    cast: Cast, lines: Callable[[], list[dict[str, Any]]]
) -> None:
    cast.client("nobody").post("/inloggen", {"login": EMAIL, "password": NAME}, REMOTE_ADDR=MACHINE)
    assert lines()
    _silent(lines())


def test_what_others_say_is_told_by_its_place_alone(
    lines: Callable[[], list[dict[str, Any]]],
) -> None:
    logging.getLogger("others").warning(f"Mail to {EMAIL} of {NAME}")
    logging.getLogger("dwarsverband.mail").warning(
        "Mail to %s was refused", EMAIL, extra={"attempts": 3}
    )
    theirs, ours = lines()
    assert theirs["event"] == "others.test_what_others_say_is_told_by_its_place_alone"
    assert (ours["event"], ours["attempts"]) == ("Mail to %s was refused", 3)
    _silent(lines())


def test_an_installation_speaks_in_lines_of_json_and_a_demo_to_people() -> None:
    script = "import json; from django.conf import settings; print(settings.LOGGING['handlers']['console']['formatter'])"
    asked = {"SECRET_KEY": "unused", "DATABASE_URL": "postgresql://a:b@localhost/none"}
    said = []
    for more in ({}, {"DEMO": "1"}, {"LOG_FORMAT": "plain"}):
        variables = {
            "PATH": os.environ["PATH"],
            "DJANGO_SETTINGS_MODULE": "dwarsverband.config.settings",
        }
        ended = subprocess.run(
            [sys.executable, "-c", script],
            env={**variables, **asked, **more},
            capture_output=True,
            text=True,
            check=True,
        )
        said.append(ended.stdout.strip())
    assert said == ["json", "plain", "plain"]
