"""Who a machine speaks for: the holder of a token, or the signed-in browser (with CSRF token)."""

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.security import SessionAuth

from dwarsverband.foundation.access import Actor, Refused, Verdict, denied

READING = {"GET", "HEAD", "OPTIONS"}


class MemberAuth(SessionAuth):
    """A member of the partnership in the address, by token or by session.

    A session needs a CSRF token (a bare function would skip that). A token needs none, because no
    browser sends it by itself; it reaches the areas that it was made for, and may write if it may.
    """

    def __init__(self, area: str = "") -> None:
        """Guard one area; a token reaches none that has no name."""
        super().__init__()
        self.area = area

    def __call__(self, request: HttpRequest) -> Actor | None:
        """The actor, if it is a member; what a token may not do is refused with a sentence."""
        actor: Actor = request.actor  # type: ignore[attr-defined]  # set by the middleware
        if actor.means is None:
            found: Actor | None = super().__call__(request)
            return found
        verdict = self._may_reach(request, actor)
        if verdict is not None:
            raise Refused(verdict, "accounts.use_token", ())
        return actor

    def authenticate(self, request: HttpRequest, key: str | None) -> Actor | None:
        """The actor that the session gives, if it is a member."""
        actor: Actor = request.actor  # type: ignore[attr-defined]  # set by the middleware
        return actor if actor.is_member else None

    def _may_reach(self, request: HttpRequest, actor: Actor) -> Verdict | None:
        if actor.means is None or self.area not in actor.means.areas:
            return denied(_("This token does not reach this part. Make one that does."))
        if not actor.means.may_write and request.method not in READING:
            return denied(_("This token only reads. Make one that may also write."))
        return None
