"""What this session proved: with how much somebody came in, and how long ago they last showed who they are."""

import time
from typing import Any  # the records of the sign-in library

from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from django.http import HttpRequest

# Seconds for which a proof is fresh.
FRESH = 600


def has_second_factor(request: HttpRequest) -> bool:
    """Whether more than a password was given in this session, here or at the identity provider."""
    return any(one["method"] == "mfa" or one.get("second_factor") for one in _records(request))


def is_stale(request: HttpRequest) -> bool:
    """Whether nothing was proved here in the last ten minutes.

    Another place may have let somebody in without asking anything: that is no proof.
    """
    now = time.time()
    return not any(
        0 <= now - one["at"] < FRESH
        for one in _records(request)
        if one["method"] not in {"elsewhere", "socialaccount"}
    )


def record(request: HttpRequest, method: str) -> None:
    """Remember in the session that somebody has just shown who they are."""
    record_authentication(request, request.user, method, reauthenticated=True)


def _records(request: HttpRequest) -> list[dict[str, Any]]:
    return list(get_authentication_records(request, request.user))
