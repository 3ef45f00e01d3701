"""Where somebody is signed in: remembered when it begins, ended from elsewhere."""

from typing import Any  # a session of Django
from uuid import UUID

from django.contrib.sessions.models import Session
from django.db.models import QuerySet

from dwarsverband.foundation.access import Actor, action, always
from dwarsverband.foundation.accounts import rules
from dwarsverband.foundation.accounts.models import SignIn
from dwarsverband.foundation.accounts.queries.sessions import visible_sessions

# Under what a session knows its own row.
HERE = "sign_in"


@action(rules.may_end_session, asks_proof=always)
def end_session(actor: Actor, session: SignIn) -> None:
    """Sign somebody out in one other browser."""
    _end(SignIn.objects.filter(pk=session.pk))


@action(rules.may_end_other_sessions, asks_proof=always)
def end_other_sessions(actor: Actor, *, here: str) -> None:
    """Sign somebody out everywhere but here."""
    _end(visible_sessions(actor).exclude(pk=here or UUID(int=0)))


def begin(session: Any, user_id: UUID, device: str) -> None:
    """Remember that somebody signed in, and with what kind of browser; no address, no moment of use."""
    row = SignIn.objects.create(user_id=user_id, session_key=session.session_key, device=device)
    session[HERE] = str(row.pk)


def follow(session: Any) -> None:
    """The session got another key, as after a new password."""
    SignIn.objects.filter(pk=session.get(HERE) or UUID(int=0)).update(
        session_key=session.session_key
    )


def end_all(user_id: UUID, but: str = "") -> None:
    """Sign a user out everywhere, but perhaps here."""
    _end(SignIn.objects.filter(user_id=user_id).exclude(pk=but or UUID(int=0)))


def forget_ended() -> None:
    """Remove what is left of sessions that are over."""
    SignIn.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()


def _end(rows: QuerySet[SignIn]) -> None:
    Session.objects.filter(
        session_key__in=list(rows.values_list("session_key", flat=True))
    ).delete()
    rows.delete()
