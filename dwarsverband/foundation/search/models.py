"""The index: which thing holds which word. It is made from what modules keep, and never backed up."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from dwarsverband.foundation.database.models import Closed


class Entry(Closed):
    """A thing that is in the index, and the municipalities to whose members it is shown."""

    kind = models.CharField(max_length=20)
    subject = models.UUIDField()
    municipalities = ArrayField(models.CharField(max_length=80), null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "kind", "subject"], name="search_entry_once"
            )
        ]


class Posting(Closed):
    """A word of a thing; the share is how much of the thing's words it makes up."""

    kind = models.CharField(max_length=20)
    token = models.CharField(max_length=40)
    subject = models.UUIDField()
    share = models.FloatField()

    class Meta:
        indexes = [
            models.Index(
                fields=["partnership", "token", "kind", "-share", "subject"],
                name="search_posting_token",
            ),
            models.Index(
                fields=["partnership", "subject", "token", "kind", "share"],
                name="search_posting_subject",
            ),
        ]


class Gram(Closed):
    """Three letters of a word that is in the index, to find it by a part or with a typing error."""

    gram = models.CharField(max_length=3)
    token = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "gram", "token"], name="search_gram_once"
            )
        ]
        indexes = [models.Index(fields=["partnership", "token"], name="search_gram_token")]


class Stale(Closed):
    """A thing that changed and of which the index has yet to hear; written by the database itself."""

    kind = models.CharField(max_length=20)
    subject = models.UUIDField()

    class Meta:
        indexes = [models.Index(fields=["partnership", "kind"], name="search_stale_kind")]
