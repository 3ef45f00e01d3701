"""Mails to members, each in their own language."""

from collections.abc import Callable, Iterable
from uuid import UUID

from django.utils import translation

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.accounts.models import Membership
from dwarsverband.foundation.mail.letters import write_letter
from dwarsverband.foundation.mail.shown import MailWords


def tell_members(
    actor: Actor,
    members: Iterable[Membership],
    words: Callable[[], MailWords],
    about: Iterable[UUID],
    *,
    is_once: bool = False,
) -> None:
    """Write to each of them; `about` numbers everybody whose name stands in it."""
    named = list(about)
    for member in members:
        with translation.override(member.user.language):
            said = words()
            write_letter(
                actor,
                to=member.user.email,
                language=member.user.language,
                subject=said.subject,
                text=said.text,
                reason=said.reason,
                about=named,
                is_once=is_once,
            )
