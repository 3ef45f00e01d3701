"""A letter is sent once, is tried again when the post is closed, and is given up after five times."""

import smtplib
from collections.abc import Iterator
from datetime import timedelta
from typing import Any  # fixtures of the test library
from unittest.mock import patch

import pytest
from django.core import mail
from django.utils import timezone
from procrastinate import exceptions
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.jobs import Job

from dwarsverband.foundation.access.context import acting, system
from dwarsverband.foundation.access.jobs import GAVE_UP, MOST_ATTEMPTS
from dwarsverband.foundation.accounts.tests.letters import invite, last_letter
from dwarsverband.foundation.mail.jobs import send, send_once
from dwarsverband.foundation.mail.letters import unknown_letters, write_letter
from dwarsverband.foundation.mail.models import Letter
from tests import make
from tests.answers import in_english, text
from tests.cast import Cast

SENDING = "django.core.mail.EmailMessage.send"
OPENING = "django.core.mail.backends.locmem.EmailBackend.open"


@pytest.fixture
def letter(cast: Cast) -> Iterator[Letter]:
    """A letter of Noor that waits."""
    with make.within(cast.waterdal):
        written = write_letter(
            cast.noor,
            to="fatma@baken.example",
            language="en",
            subject="Coffee\r\nBcc: everybody@waterdal.example",
            text="Shall we talk?",
            reason="You get this mail because this is a test.",
        )
    yield written


def _send(cast: Cast, letter: Letter) -> Letter:
    with make.within(cast.waterdal):
        send(system(cast.waterdal.pk), str(letter.pk))
        letter.refresh_from_db()
    return letter


def test_a_letter_waits_for_the_worker_and_its_job_holds_numbers_only(letter: Letter) -> None:
    job = ProcrastinateJob.objects.get(task_name="mail.send")
    assert job.args["subjects"] == [str(letter.pk)]
    assert "fatma" not in str(job.args)
    assert mail.outbox == []


def test_it_arrives_as_plain_text_with_why_and_from_whom(cast: Cast, letter: Letter) -> None:
    _send(cast, letter)
    sent = mail.outbox[0]
    assert (sent.to, sent.subject) == (
        ["fatma@baken.example"],
        "Coffee Bcc: everybody@waterdal.example",
    )
    words, footer = sent.body.split("\n-- \n")
    assert words.strip() == "Shall we talk?"
    assert footer.startswith(
        "You get this mail because this is a test.\nWaterdal works with Dwarsverband"
    )
    assert sent.content_subtype == "plain" and not getattr(sent, "alternatives", None)


def test_it_is_sent_once_and_then_forgotten(cast: Cast, letter: Letter) -> None:
    _send(cast, letter)
    after = _send(cast, letter)
    assert len(mail.outbox) == 1
    assert after.sent_at is not None and after.text == ""


def _once(cast: Cast) -> Letter:
    with make.within(cast.waterdal):
        return write_letter(
            cast.noor,
            to="fatma@baken.example",
            language="en",
            subject="Monday",
            text="What waits",
            reason="A test.",
            is_once=True,
        )


def _try_once(letter: Letter, *, ends: BaseException | None = None, at: str = SENDING) -> Letter:
    actor = system(letter.partnership_id)
    if ends is None:
        send_once(actor, str(letter.pk))
    else:
        with patch(at, side_effect=ends), pytest.raises(type(ends)):
            send_once(actor, str(letter.pk))
    with acting(actor):
        letter.refresh_from_db()
    return letter


def test_what_goes_out_at_most_once_is_not_sent_again_by_whoever_comes_after_a_killed_worker(
    cast: Cast,
) -> None:
    letter = _try_once(_once(cast), ends=KeyboardInterrupt())
    assert letter.claimed_at is not None and letter.sent_at is None
    assert _try_once(letter).sent_at is None
    assert mail.outbox == []
    with make.within(cast.waterdal):
        assert not unknown_letters(system(cast.waterdal.pk)).exists()
        Letter.objects.update(claimed_at=timezone.now() - timedelta(hours=1))
        assert unknown_letters(system(cast.waterdal.pk)).get() == letter


def test_it_is_claimed_before_it_leaves_and_sent_once(cast: Cast) -> None:
    letter = _once(cast)
    assert ProcrastinateJob.objects.get(task_name="mail.send_once").args["subjects"] == [
        str(letter.pk)
    ]
    full = smtplib.SMTPDataError(452, b"full")
    assert _try_once(letter, ends=full).claimed_at is None
    closed = _try_once(letter, ends=ConnectionRefusedError(), at=OPENING)
    assert closed.claimed_at is None
    seen = []

    def look(*_anything: object) -> int:
        with make.within(cast.waterdal):
            seen.append(Letter.objects.get(pk=letter.pk).claimed_at)
        return 1

    with patch("django.core.mail.EmailMessage.send", look):
        assert _try_once(letter).sent_at is not None
        _try_once(letter)
    assert len(seen) == 1 and seen[0] is not None


def test_in_a_demo_the_text_stays_for_the_mailbox(
    cast: Cast, letter: Letter, settings: Any
) -> None:
    settings.DEMO = True
    assert "Shall we talk?" in _send(cast, letter).text


def test_a_closed_post_office_leaves_the_letter_as_it_was(cast: Cast, letter: Letter) -> None:
    closed = patch("django.core.mail.EmailMessage.send", side_effect=smtplib.SMTPServerDisconnected)
    with closed, pytest.raises(smtplib.SMTPServerDisconnected):
        _send(cast, letter)
    with make.within(cast.waterdal):
        letter.refresh_from_db()
    assert letter.sent_at is None and "Shall we talk?" in letter.text


def test_it_is_tried_five_times_with_more_patience_each_time() -> None:
    again = app.tasks["mail.send"].retry_strategy
    assert again is not None
    waits = []
    for attempts in range(20):  # how often it was tried before this time
        job = Job(
            id=1,
            queue="default",
            lock=None,
            queueing_lock=None,
            task_name="mail.send",
            attempts=attempts,
        )
        decision = again.get_retry_exception(smtplib.SMTPServerDisconnected(), job)
        if decision is None:
            break
        assert isinstance(decision, exceptions.JobRetry)
        moment = decision.retry_decision.retry_at
        assert moment is not None
        waits.append(round((moment - timezone.now()) / timedelta(seconds=1)))
    assert len(waits) + 1 == MOST_ATTEMPTS == 5
    assert waits == [6, 36, 216, 1296]


def test_a_letter_of_elsewhere_is_not_sent_from_here(cast: Cast, letter: Letter) -> None:
    with make.within(cast.elsewhere):
        send(system(cast.elsewhere.pk), str(letter.pk))
    assert mail.outbox == []


def test_what_was_given_up_is_forgotten_and_seen_by_whoever_wrote_it(cast: Cast) -> None:
    invite(cast)
    letter = last_letter(cast)
    with make.within(cast.waterdal):
        GAVE_UP["mail.send"](system(cast.waterdal.pk), str(letter.pk))
    assert (_send(cast, letter).text, mail.outbox) == ("", [])
    assert "the mail did not arrive" in text(in_english(cast.client("noor")).get("/waterdal/leden"))
