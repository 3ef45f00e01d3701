"""What a mail says: also one that is shown word for word before it goes, and what its sender adds."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.mail.letters import write_letter
from dwarsverband.foundation.ui.forms import LONGEST_NOTE


@dataclass(frozen=True, slots=True)
class MailWords:
    """What a mail says, and why it comes; whoever it is for and their language are known elsewhere."""

    subject: str
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class ShownMail:
    """To one person, in their language; between both parts fits what its sender adds."""

    to: str
    language: str
    subject: str
    opening: tuple[str, ...]
    closing: tuple[str, ...]
    reason: str
    footer: str

    def text(self, own: str) -> str:
        """The whole mail, but for what stands below every mail."""
        return "\n\n".join(filter(None, (*self.opening, own, *self.closing)))


def one_line(note: str) -> str:
    """A sentence of one's own as it goes into a mail: one line, and no longer than fits."""
    sentence = " ".join(note.split())
    if len(sentence) > LONGEST_NOTE:
        told = {"most": LONGEST_NOTE, "count": len(sentence)}
        raise ValidationError(
            {"note": _("At most %(most)s characters. These are %(count)s.") % told}
        )
    return sentence


def send_shown(
    actor: Actor, mail: ShownMail, own: str, about: Iterable[UUID], *, is_once: bool = False
) -> None:
    """Put it in the outbox; `about` numbers everybody whose name stands in it."""
    write_letter(
        actor,
        to=mail.to,
        language=mail.language,
        subject=mail.subject,
        text=mail.text(own),
        reason=mail.reason,
        about=about,
        is_once=is_once,
    )
