"""Marks made with the secret of an installation."""

import hashlib
import hmac

from pytest_django import Settings

from dwarsverband.foundation.database.keyed import mark_for


def test_a_mark_is_an_hmac_of_its_parts_with_a_key_for_its_purpose(settings: Settings) -> None:
    settings.SECRET_KEY = "secret"
    key = hashlib.sha256(b"withdrawn:secret").digest()
    expected = hmac.new(key, b"1\0jan", hashlib.sha256).digest()
    assert mark_for("withdrawn", 1, "jan") == expected
    assert mark_for("meeting", 1, "jan") != expected
