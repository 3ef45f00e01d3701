"""Mail that waits to be sent, written in the same transaction as what it tells."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from dwarsverband.foundation.database.models import Closed


class Letter(Closed):
    """One mail to one address, in the receiver's language; `about` numbers everybody it names.

    One that goes out at most once is claimed before it is sent. When it was claimed and not sent,
    nobody knows whether it left, and it is not tried again.
    """

    to = models.EmailField()
    language = models.CharField(max_length=2, default="nl")
    subject = models.CharField(max_length=200)
    text = models.TextField()
    about = ArrayField(models.UUIDField(), default=list)
    written_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True)
    given_up_at = models.DateTimeField(null=True)
    is_once = models.BooleanField(default=False)
    claimed_at = models.DateTimeField(null=True)
    ends_on = models.DateField()

    class Meta:
        ordering = ["-written_at"]
        indexes = [models.Index(fields=["partnership", "written_at"], name="letter_written")]
