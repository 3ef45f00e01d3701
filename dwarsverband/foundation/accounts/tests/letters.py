"""What arrives by mail in a test."""

import re

from procrastinate.contrib.django.models import ProcrastinateJob

from dwarsverband.foundation.access.context import acting, system
from dwarsverband.foundation.mail.jobs import send
from dwarsverband.foundation.mail.models import Letter
from tests import make
from tests.cast import Cast


def invite(cast: Cast, email: str = "fatma@baken.example", **more: object) -> str:
    """Noor invites somebody; what is returned is the address in the mail."""
    asked = {"name": "Fatma Yıldız", "role": "partner", "language": "nl", **more}
    cast.client("noor").post("/waterdal/leden/uitnodigen", {"email": email, **asked})
    return address_in(last_letter(cast))


def last_letter(cast: Cast) -> Letter:
    """The letter that was written last."""
    with make.within(cast.waterdal):
        letter = Letter.objects.order_by("written_at").last()
    assert letter is not None, "no letter was written"
    return letter


def address_in(letter: Letter) -> str:
    """The path of the invitation in a letter."""
    found = re.search(r"https?://[^/\s]+(/uitnodiging/\S+)", letter.text)
    assert found, letter.text
    return found[1]


def send_all() -> None:
    """Do what a worker does with the letters that wait."""
    for job in ProcrastinateJob.objects.filter(task_name="mail.send", status="todo"):
        actor = system(job.args["partnership"])
        with acting(actor):
            send(actor, *job.args["subjects"])
