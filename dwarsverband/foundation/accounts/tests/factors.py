"""An app on a phone, as a test holds it."""

import re
import time
from uuid import uuid4

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client

from dwarsverband.foundation.accounts.actions.factors import new_secret
from dwarsverband.foundation.accounts.models import User
from dwarsverband.foundation.accounts.sealing import seal
from tests.answers import Response, text
from tests.make import PASSWORD

ADD = "/waterdal/account/inloggen/app"
STEP = "/inloggen/tweede-stap"


def code(secret: str, *, steps: int = 0) -> str:
    """What the app shows now, or showed some half minutes ago (a negative number)."""
    left = 30 - time.time() % 30
    if left < 2:
        time.sleep(left)  # so that it is not another half minute when the code arrives
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps)))


def app_of(email: str) -> str:
    """Give somebody an app, and say what it shares with us."""
    secret = new_secret()
    user = User.objects.get(email=email)
    data = {"secret": seal(secret), "number": str(uuid4())}
    Authenticator.objects.create(user=user, type="totp", data=data)
    return secret


def secret_on(page: Response) -> str:
    """The secret as the page shows it, to type over."""
    found = re.search(r">([A-Z2-7]{32})<", text(page))
    assert found, "The page shows no secret."
    return found[1]


def password_given(email: str) -> Client:
    """A browser in which somebody has given their password."""
    client = Client()
    client.post("/inloggen", {"login": email, "password": PASSWORD})
    return client


def removal(factor: Authenticator) -> str:
    """Where a way to sign in is taken away."""
    return f"/waterdal/account/inloggen/{factor.data['number']}/weghalen"
