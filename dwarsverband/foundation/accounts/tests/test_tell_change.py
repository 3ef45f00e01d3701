"""Whoever signs in differently is told by mail: a thief cannot change it unseen."""

from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.management import call_command
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from dwarsverband.foundation.accounts.models import User
from dwarsverband.foundation.accounts.tests.factors import ADD, code, removal, secret_on
from tests.cast import Cast
from tests.make import PASSWORD

BRAM = "bram@waterdal.example"
CODES = "/waterdal/account/inloggen/codes"


def _told() -> list[str]:
    """The second paragraph of each letter, sent as a worker does; then the box is empty."""
    mail.outbox.clear()
    for job in ProcrastinateJob.objects.filter(task_name="accounts.send_change", status="todo"):
        app.tasks[job.task_name](**job.args)
    ProcrastinateJob.objects.filter(task_name="accounts.send_change").delete()
    assert all(letter.to == [BRAM] for letter in mail.outbox)
    return [letter.body.split("\n\n")[1] for letter in mail.outbox]


@pytest.mark.regression("somebody could change how another signs in, and nobody heard of it")
def test_each_change_is_told_to_whoever_signs_in(cast: Cast) -> None:
    User.objects.filter(email=BRAM).update(language="nl")
    client = cast.client("bram")
    secret = secret_on(client.get(ADD))
    client.post(ADD, {"code": "000000"})
    assert _told() == []
    client.post(ADD, {"code": code(secret)})
    assert _told() == ["Een app op een telefoon maakt nu codes voor je account."]
    client.post(CODES)
    assert _told() == [
        "Er zijn nieuwe herstelcodes voor je account gemaakt; de oude werken niet meer."
    ]
    client.post(removal(Authenticator.objects.get(type="totp")))
    assert _told() == ["Er is een manier van inloggen van je account weggehaald."]
    new = "een nieuw en lang wachtwoord"
    asked = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    client.post("/wachtwoord", asked)
    assert _told() == ["Je wachtwoord is veranderd."]
    call_command("remove_second_step", BRAM, stdout=StringIO())
    assert _told() == [
        "De beheerder van Dwarsverband heeft je tweede stap weggehaald. Stel die opnieuw in."
    ]
