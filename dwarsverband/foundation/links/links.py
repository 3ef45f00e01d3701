"""Make a link, find it, use it, withdraw it."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.database.ledger import note
from dwarsverband.foundation.database.many import among
from dwarsverband.foundation.links.models import Link

# Whoever holds a link for such a purpose reads one thing as the member whom it is about.
AS_MEMBER = "member:"


@dataclass(frozen=True, slots=True)
class FoundLink:
    """A link that still works: whose it is and what it is for."""

    id: UUID
    purpose: str
    partnership_id: UUID
    partnership_slug: str
    partnership_name: str


def make(
    actor: Actor,
    purpose: str,
    ends_at: datetime,
    *,
    details: dict[str, str],
    subject: UUID | None = None,
    is_single_use: bool = True,
    secret: str = "",
) -> tuple[Link, str]:
    """A new link for one purpose, and its secret part, which is kept nowhere."""
    secret = secret or secrets.token_urlsafe(32)
    link = Link.objects.create(
        id=_number(secret),
        partnership_id=actor.partnership_id,
        purpose=purpose,
        subject=subject,
        hash=_hash(secret),
        details=details,
        made_by=actor.membership_id,
        ends_at=ends_at,
        is_single_use=is_single_use,
    )
    return link, secret


def find(secret: str) -> FoundLink | None:
    """The link with this secret, unless it ended, was used or was withdrawn."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM security.link_of(%s, %s)", [_number(secret), _hash(secret)])
        row = cursor.fetchone()
    return FoundLink(*row) if row else None


def get(actor: Actor, secret: str, purpose: str) -> Link | None:
    """What the holder of a link may read of it, within the link's own partnership."""
    return matching(actor, secret, purpose).first()


def matching(actor: Actor, secret: str, purpose: str) -> QuerySet[Link]:
    """The link with this secret, as a question to ask on with."""
    return pending(actor, purpose).filter(hash=_hash(secret))


def pending(actor: Actor, purpose: str) -> QuerySet[Link]:
    """The links for one purpose that still work, the newest first."""
    return Link.objects.filter(
        partnership_id=actor.partnership_id,
        purpose=purpose,
        used_at=None,
        withdrawn_at=None,
        ends_at__gt=timezone.now(),
    ).order_by("-made_at")


def use(link: Link) -> bool:
    """Spend a link that works once; whoever comes second gets False."""
    fresh = Link.objects.filter(pk=link.pk, used_at=None, withdrawn_at=None)
    return fresh.update(used_at=timezone.now(), details={}) == 1


def withdraw(link: Link) -> None:
    """Let a link work no longer, and forget whom it was for."""
    Link.objects.filter(pk=link.pk).update(withdrawn_at=timezone.now(), details={})


def prolong(actor: Actor, purpose: str, subject: UUID, ends_at: datetime) -> None:
    """Let what works still work until another moment."""
    pending(actor, purpose).filter(subject=subject).update(ends_at=ends_at)


def destroy(actor: Actor, subjects: Iterable[UUID]) -> int:
    """Remove every link that is about one of these numbers."""
    found = Link.objects.filter(among("subject", subjects), partnership_id=actor.partnership_id)
    note("links_link", found.values_list("pk", flat=True))
    return found.delete()[0]


def destroy_old_links(actor: Actor) -> int:
    """Remove the links that have ended."""
    old = Link.objects.filter(partnership_id=actor.partnership_id, ends_at__lt=timezone.now())
    note("links_link", old.values_list("pk", flat=True))
    return old.delete()[0]


def _hash(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()


def _number(secret: str) -> UUID:
    """The primary key under which a link is found without knowing its partnership."""
    return UUID(hex=_hash(secret)[:32])
