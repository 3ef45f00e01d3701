"""An identity provider that the tests of signing in elsewhere share."""

import pytest
from pytest_django import Settings

from dwarsverband.foundation.accounts.adapter import IdentityAdapter
from dwarsverband.foundation.accounts.tests.issuer import Issuer, trusting


@pytest.fixture
def issuer(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Issuer:
    made = trusting(settings, Issuer())
    monkeypatch.setattr(IdentityAdapter, "get_requests_session", lambda _adapter: made)
    return made
