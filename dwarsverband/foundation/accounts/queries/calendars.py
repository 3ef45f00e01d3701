"""The secret address of a member's own calendar."""

from uuid import UUID

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.accounts.models import Membership
from dwarsverband.foundation.links import links
from dwarsverband.foundation.links.models import Link

CALENDAR = "calendar"
PURPOSE = f"{links.AS_MEMBER}{CALENDAR}"


def own_calendar(actor: Actor) -> Link | None:
    """The address that the actor made and that still works; of what it says only a hash is kept."""
    return links.pending(actor, PURPOSE).filter(subject=actor.membership_id).first()


def reads_calendar(actor: Actor) -> bool:
    """Whether somebody came in with the secret address of a calendar."""
    return actor.is_member and actor.means is not None and actor.means.areas == (CALENDAR,)


def user_of_link(actor: Actor, secret: str, purpose: str) -> UUID | None:
    """The user whom a link with a member's own eyes is about."""
    subject = links.matching(actor, secret, purpose).values("subject")
    members = Membership.objects.filter(partnership_id=actor.partnership_id, pk__in=subject)
    user: UUID | None = members.values_list("user", flat=True).first()
    return user
