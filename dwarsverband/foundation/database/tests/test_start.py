"""An unsafe installation does not start, and says why."""

import pytest
from django.db import connection
from pytest_django import Settings

from dwarsverband.foundation.database import starting
from dwarsverband.foundation.database.checks import breaches

SAFE = {
    "DEBUG": False,
    "DEMO": False,
    "IS_TEST": False,
    "SECRET_KEY": "kH3-v9Qw_2zLr8Tn5Xb1Ym7Pd4Gs6Jc0Fa-Ue",
    "ALLOWED_HOSTS": ["netwerk.waterdal.example"],
    "PUBLIC_ADDRESS": "https://netwerk.waterdal.example",
    "ALLAUTH_TRUSTED_PROXY_COUNT": 1,
}
UNSAFE: dict[str, dict[str, object]] = {
    "DEBUG is on": {"DEBUG": True},
    "can be guessed": {"SECRET_KEY": "geheim"},
    "a default that everybody can read": {"SECRET_KEY": "only-for-tests" * 4},
    "names every host": {"ALLOWED_HOSTS": ["netwerk.waterdal.example", "*"]},
    "Name only the host in the address": {"ALLOWED_HOSTS": [".waterdal.example"]},
    "TRUSTED_PROXIES is 0": {"ALLAUTH_TRUSTED_PROXY_COUNT": 0},
    "/nowhere, and its disk cannot be seen": {"DATABASE_FOLDERS": ["/nowhere"]},
    "is empty": {"ALLOWED_HOSTS": []},
    "does not begin with https": {"PUBLIC_ADDRESS": "http://netwerk.waterdal.example"},
    "there is no such role": {"SECOND_FACTOR_ROLES": ["coordinator", "coördinator"]},
    "OIDC_TOWN_ISSUER does not begin with https": {
        "IDENTITY_PROVIDERS": [
            {"provider_id": "town", "settings": {"server_url": "http://inloggen.example"}}
        ]
    },
    "A demo is for one machine": {"DEMO": True},
}


@pytest.fixture(autouse=True)
def _safe(settings: Settings, cast: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "close", lambda: None)
    for name, value in SAFE.items():
        setattr(settings, name, value)


def test_a_safe_installation_starts() -> None:
    starting.refuse_unsafe()


@pytest.mark.parametrize("reason", UNSAFE)
def test_an_unsafe_setting_is_refused(settings: Settings, reason: str) -> None:
    for name, value in UNSAFE[reason].items():
        setattr(settings, name, value)
    with pytest.raises(SystemExit, match=reason):
        starting.refuse_unsafe()


def test_a_role_that_owns_the_tables_is_refused(settings: Settings) -> None:
    settings.APPLICATION_ROLE = settings.DATABASE_OWNER["USER"]
    assert any("which owns the tables" in reason for reason in breaches())
    with pytest.raises(SystemExit, match="which owns the tables"):
        starting.refuse_unsafe()


def test_an_unsafe_database_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(starting, "breaches", lambda: iter(["The table network_tie is open."]))
    with pytest.raises(SystemExit, match="network_tie is open"):
        starting.refuse_unsafe()
