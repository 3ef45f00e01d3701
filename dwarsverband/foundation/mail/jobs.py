"""What can wait: sending."""

from smtplib import SMTPRecipientsRefused, SMTPResponseException

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.utils import timezone

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.access.context import acting
from dwarsverband.foundation.access.jobs import job
from dwarsverband.foundation.mail.models import Letter

# After a failure the next attempt waits longer each time: 6 seconds, then 36, 216 and 1,296.
PATIENCE = 6
# The post office answered that it does not take the letter: it is certain that nothing left.
REFUSED = (SMTPResponseException, SMTPRecipientsRefused)


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
    _note_sent(letter)


@job("mail.send_once", patience=PATIENCE, gave_up=give_up, is_whole=False)
def send_once(actor: Actor, letter_id: str) -> None:
    """Send one letter at most once: it is claimed first, and whoever is killed after that sent it, or not."""
    with get_connection() as post:  # what fails here, fails before anything was claimed
        with acting(actor):
            letter = _claimed(actor, letter_id)
        if letter is None:
            return
        try:
            EmailMessage(letter.subject, letter.text, to=[letter.to], connection=post).send()
        except REFUSED:
            with acting(actor):
                Letter.objects.filter(pk=letter.pk).update(claimed_at=None)
            raise
    with acting(actor):
        _note_sent(letter)


def _claimed(actor: Actor, letter_id: str) -> Letter | None:
    """A letter that nobody else sends; none when it was claimed before."""
    waiting = Letter.objects.filter(
        partnership_id=actor.partnership_id,
        pk=letter_id,
        claimed_at=None,
        sent_at=None,
        given_up_at=None,
    )
    is_ours = waiting.update(claimed_at=timezone.now()) == 1
    return Letter.objects.get(pk=letter_id) if is_ours else None


def _note_sent(letter: Letter) -> None:
    """Afterwards only that it was sent is kept; a demo keeps what it said, to be read."""
    kept = {} if settings.DEMO else {"text": ""}
    Letter.objects.filter(pk=letter.pk).update(sent_at=timezone.now(), **kept)
