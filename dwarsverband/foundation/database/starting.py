"""What must be true before pages are served: of the settings, and of the database."""

import sys
from collections.abc import Iterator
from typing import Any  # each provider is a nest of settings
from urllib.parse import urlsplit

from django.apps import apps
from django.conf import settings
from django.db import connection

from dwarsverband.foundation.database import room
from dwarsverband.foundation.database.checks import breaches

SHORTEST_SECRET = 32
FEWEST_SIGNS = 10
OWN_MACHINE = {"localhost", "127.0.0.1", "[::1]", "testserver"}


def refuse_unsafe() -> None:
    """End the program when anybody could see or do too much; every reason is said."""
    reasons = [*_settings(), *breaches()]
    connection.close()
    if reasons:
        lines = "\n".join(f"- {reason}" for reason in reasons)
        sys.exit(f"Dwarsverband does not start, because this is not safe:\n{lines}")


def _settings() -> Iterator[str]:
    if settings.DEBUG:
        yield "DEBUG is on: errors would show what is stored. Switch it off."
    if settings.DEMO:
        yield from _demo()
    elif not settings.IS_TEST:
        yield from _production()


def _demo() -> Iterator[str]:
    """Everybody knows the passwords of a demo."""
    strangers = sorted(set(settings.ALLOWED_HOSTS) - OWN_MACHINE)
    if strangers:
        yield f"A demo is for one machine, but ALLOWED_HOSTS names {strangers[0]}. Take DEMO away."


def _production() -> Iterator[str]:
    secret = settings.SECRET_KEY
    if len(secret) < SHORTEST_SECRET or len(set(secret)) < FEWEST_SIGNS:
        yield "SECRET_KEY can be guessed. Make one: python3 -c 'import secrets; print(secrets.token_urlsafe(48))'"
    if "only-for-tests" in secret or "insecure" in secret:
        yield "SECRET_KEY is a default that everybody can read. Make one of your own."
    if not settings.ALLOWED_HOSTS:
        yield "ALLOWED_HOSTS is empty: no address would be answered. Name the host in the address."
    if any("*" in host or host.startswith(".") for host in settings.ALLOWED_HOSTS):
        yield "ALLOWED_HOSTS names every host. Name only the host in the address."
    if not settings.CHECKPOINT_KEY:
        yield "CHECKPOINT_KEY is missing: a cut log would not show. Make one: manage.py make_checkpoint_key"
    if urlsplit(settings.PUBLIC_ADDRESS).scheme != "https":
        yield "PUBLIC_ADDRESS does not begin with https://, so sign-ins could be read on the way."
    if not settings.ALLAUTH_TRUSTED_PROXY_COUNT:
        yield "TRUSTED_PROXIES is 0, but https needs a web server before ours: all visitors would count as one. Say how many stand before it, usually 1."
    yield from room.unseen()
    yield from _sign_in()


def _sign_in() -> Iterator[str]:
    known = apps.get_model("accounts", "Membership")._meta.get_field("role")
    for role in sorted(set(settings.SECOND_FACTOR_ROLES) - set(dict(known.flatchoices))):
        yield f"SECOND_FACTOR_ROLES names {role}, and there is no such role. See docs/reference/terms.md."
    providers: list[dict[str, Any]] = settings.IDENTITY_PROVIDERS
    for one in providers:
        if urlsplit(one["settings"]["server_url"]).scheme != "https":
            name = f"OIDC_{one['provider_id'].upper()}_ISSUER"
            yield f"{name} does not begin with https://, so anybody on the way could sign in."
