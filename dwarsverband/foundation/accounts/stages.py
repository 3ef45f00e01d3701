"""When signing in asks for a second step."""

import time

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.stages import AuthenticateStage
from django.http import HttpRequest

FRESH = 600


class SecondStepStage(AuthenticateStage):  # type: ignore[misc]  # the library ships no types
    """Not of whoever has just taken it at their identity provider."""

    def _should_handle(self, request: HttpRequest) -> bool:
        records = get_authentication_records(request, self.login.user)
        was_taken = any(
            one.get("second_factor") and 0 <= time.time() - one["at"] < FRESH for one in records
        )
        return not was_taken and super()._should_handle(request)
