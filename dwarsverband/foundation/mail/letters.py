"""Write a letter; it leaves when the transaction has been kept."""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from dwarsverband.foundation.access import Actor, later
from dwarsverband.foundation.access.context import system
from dwarsverband.foundation.database.ledger import note
from dwarsverband.foundation.mail.models import Letter

DAYS_KEPT = 30
# A machine that takes longer over one mail has lost it.
LONGEST_SENDING = timedelta(minutes=15)


def write_letter(
    actor: Actor,
    *,
    to: str,
    language: str,
    subject: str,
    text: str,
    reason: str,
    about: Iterable[UUID] = (),
    is_once: bool = False,
) -> Letter:
    """Put one mail in the outbox; below it stands why it was sent, and from whom it comes.

    `about` numbers everybody whose name stands in it, whoever receives it included. What is sent
    `once` rather gets lost than comes twice: a reminder.
    """
    letter = Letter.objects.create(
        partnership_id=actor.partnership_id,
        to=to,
        language=language,
        subject=" ".join(subject.split())[:200],
        text=f"{text.strip()}\n\n-- \n{footer(actor, language, reason)}\n",
        about=list(about),
        is_once=is_once,
        ends_on=timezone.localdate() + timedelta(days=DAYS_KEPT),
    )
    # A letter leaves also when its writer has gone in the meantime.
    way = "mail.send_once" if is_once else "mail.send"
    later(way, system(actor.partnership_id), letter)
    return letter


def unsent_letters(actor: Actor) -> dict[str, Letter]:
    """The letters that have not left yet, or never will, by the address they are for."""
    letters = Letter.objects.filter(partnership_id=actor.partnership_id, sent_at=None)
    return {letter.to: letter for letter in letters.order_by("written_at")}


def unknown_letters(actor: Actor) -> QuerySet[Letter]:
    """What was claimed and never came back: nobody knows whether it left."""
    return Letter.objects.filter(
        partnership_id=actor.partnership_id,
        sent_at=None,
        claimed_at__lt=timezone.now() - LONGEST_SENDING,
    )


def forget(actor: Actor, number: UUID, *, name: str, email: str) -> int:
    """Remove every letter about somebody; one that does not say about whom is searched for them."""
    named = Q(subject__icontains=name) | Q(text__icontains=name)
    if email:
        named |= Q(to__iexact=email)
    letters = Letter.objects.filter(partnership_id=actor.partnership_id)
    found = letters.filter(Q(about__contains=[number]) | (Q(about=[]) & named))
    note("mail_letter", found.values_list("pk", flat=True))
    return found.delete()[0]


def destroy_old_letters(actor: Actor) -> int:
    """Remove the letters whose term has ended."""
    old = Letter.objects.filter(
        partnership_id=actor.partnership_id, ends_on__lt=timezone.localdate()
    )
    note("mail_letter", old.values_list("pk", flat=True))
    return old.delete()[0]


def footer(actor: Actor, language: str, reason: str) -> str:
    """What stands below every mail: why it was sent, and from whom it comes."""
    with translation.override(language):
        sender = _("%(partnership)s works with Dwarsverband, on %(address)s.") % {
            "partnership": actor.partnership_name,
            "address": settings.PUBLIC_ADDRESS,
        }
    return f"{reason}\n{sender}"
