"""The log of the server tells what broke, and quotes nothing that is stored."""

import logging

import pytest
from django.db import IntegrityError, transaction

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
