"""Where a user is signed in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.accounts.models import SignIn


def visible_sessions(actor: Actor) -> QuerySet[SignIn]:
    """Where the actor is signed in now, the newest first; nobody sees that of somebody else."""
    lasting = Session.objects.filter(expire_date__gt=timezone.now()).values("session_key")
    found = SignIn.objects.filter(user_id=str(actor.user_id), session_key__in=lasting)
    return found.order_by("-began_at")


def get_session(actor: Actor, pk: UUID) -> SignIn:
    """One of them."""
    return get_object_or_404(visible_sessions(actor), pk=pk)


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A session as the page shows it."""

    pk: UUID
    device: str
    began_on: date
    is_here: bool


def session_rows(actor: Actor, sessions: Iterable[SignIn], here: str) -> list[SessionRow]:
    """Sessions in words; `here` is the number of the one that asks."""
    return [
        SessionRow(
            pk=one.pk,
            device=one.device,
            began_on=timezone.localdate(one.began_at),
            is_here=str(one.pk) == here,
        )
        for one in sessions
    ]
