"""How the sign-in library behaves here: nobody signs up, people are invited."""

import hashlib
import hmac
from typing import Any  # the library hands over what it likes

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest

# What the next page shows by itself.
UNSAID = {"account/messages/logged_in.txt", "account/messages/logged_out.txt"}


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # the library ships no types
    """People come in by an invitation, and land where their network is."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: an invitation makes the account."""
        return False

    def add_message(self, request: HttpRequest, *arguments: Any, **options: Any) -> None:
        """Say what happened, unless the next page shows it."""
        if not UNSAID.intersection(map(str, (*arguments, *options.values()))):
            super().add_message(request, *arguments, **options)


def hidden_key(key: str, prefix: str, version: int) -> str:
    """The name of a count of sign-ins: no address of a person or a machine stands in the database."""
    secret = settings.SECRET_KEY.encode()
    return hmac.new(secret, f"{prefix}:{version}:{key}".encode(), hashlib.sha256).hexdigest()
