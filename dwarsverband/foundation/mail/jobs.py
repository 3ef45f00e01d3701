"""What can wait: sending."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import timezone

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.access.jobs import job
from dwarsverband.foundation.mail.models import Letter

# After a failure the next attempt waits longer each time: 6 seconds, then 36, 216 and 1,296.
PATIENCE = 6


def give_up(actor: Actor, letter_id: str) -> None:
    """Try no longer; what the letter said is forgotten, whoever wrote it sees that it did not leave."""
    letters = Letter.objects.filter(partnership_id=actor.partnership_id, sent_at=None, pk=letter_id)
    letters.update(given_up_at=timezone.now(), text="")


@job("mail.send", patience=PATIENCE, gave_up=give_up)
def send(actor: Actor, letter_id: str) -> None:
    """Send one letter once; afterwards only that it was sent is kept."""
    waiting = Letter.objects.filter(
        partnership_id=actor.partnership_id, sent_at=None, given_up_at=None
    )
    letter = waiting.select_for_update().filter(pk=letter_id).first()
    if letter is None:
        return
    EmailMessage(letter.subject, letter.text, to=[letter.to]).send()
    letter.sent_at = timezone.now()
    if not settings.DEMO:
        letter.text = ""
    letter.save(update_fields=["sent_at", "text"])
