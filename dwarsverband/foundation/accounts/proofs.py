"""What this session proved: with how much somebody came in, and how long ago they last showed who they are."""

import time
from typing import Any  # the records of the sign-in library

from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from django.http import HttpRequest

# Seconds for which a proof is fresh.
FRESH = 600
# How the library names a proof that another place gave; ours has the moment at which it asked.
ELSEWHERE = {"elsewhere", "socialaccount"}


def has_second_factor(request: HttpRequest) -> bool:
    """Whether more than a password was given in this session, here or at the identity provider."""
    return any(one["method"] == "mfa" or one.get("second_factor") for one in _records(request))


def is_stale(request: HttpRequest) -> bool:
    """Whether nothing was proved in the last ten minutes.

    Another place may have let somebody in without asking anything: what counts is when it asked,
    if it says so.
    """
    return not any(
        is_fresh(one.get("proved_at") if one["method"] in ELSEWHERE else one["at"])
        for one in _records(request)
    )


def is_fresh(moment: float | None) -> bool:
    """Whether a proof of this moment still counts; of a moment to come it never does."""
    return moment is not None and 0 <= time.time() - moment < FRESH


def record(request: HttpRequest, method: str, **more: object) -> None:
    """Remember in the session that somebody has just shown who they are."""
    record_authentication(request, request.user, method, reauthenticated=True, **more)


def _records(request: HttpRequest) -> list[dict[str, Any]]:
    return list(get_authentication_records(request, request.user))
