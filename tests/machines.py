"""How a program asks: with a token, without cookies."""

import json
from datetime import timedelta
from typing import Any  # what a body holds

from django.test import Client

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.access.context import acting
from dwarsverband.foundation.accounts.actions.tokens import make_token
from dwarsverband.foundation.accounts.models import Token
from dwarsverband.foundation.accounts.queries import today
from dwarsverband.foundation.api.areas import area_words
from tests.answers import Response


def token(actor: Actor, scope: str = "write", areas: tuple[str, ...] = (), days: int = 30) -> Token:
    """A token of somebody, for everything unless areas are named."""
    with acting(actor):
        return make_token(
            actor,
            name="Maandbericht",
            scope=scope,
            areas=areas or tuple(area_words()),
            ends_on=today() + timedelta(days=days),
        )


def ask(
    secret: str,
    address: str,
    body: Any = None,
    *,
    method: str = "",
    client: Client | None = None,
    headers: dict[str, str] | None = None,
) -> Response:
    """What a program with a token gets, in English; with a body it sends something, as JSON unless it is bytes."""
    browser = client or Client(enforce_csrf_checks=True)
    return browser.generic(
        method or ("GET" if body is None else "POST"),
        address,
        b"" if body is None else body if isinstance(body, bytes) else json.dumps(body),
        content_type="application/json",
        headers={"Authorization": f"Bearer {secret}", "Accept-Language": "en", **(headers or {})},
    )
