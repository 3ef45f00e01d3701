"""Who a machine speaks for: the signed-in browser (with CSRF token)."""

from django.http import HttpRequest
from ninja.security import SessionAuth

from dwarsverband.foundation.access import Actor


class MemberAuth(SessionAuth):
    """A signed-in member of the partnership in the address; a bare function would skip CSRF."""

    def authenticate(self, request: HttpRequest, key: str | None) -> Actor | None:
        """The actor that the session gives, if it is a member."""
        actor: Actor = request.actor  # type: ignore[attr-defined]  # set by the middleware
        return actor if actor.is_member else None
