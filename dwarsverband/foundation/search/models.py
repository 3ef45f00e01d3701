"""The index: which thing holds which word. It is made from what modules keep, and never backed up."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from dwarsverband.foundation.database.models import Closed


class Entry(Closed):
    """A thing that is in the index, the words it holds, and to whose members it is shown.

    Each share is how much of the thing's words a word makes up. The number stands for these words:
    other words, another number. What is fresh stands in no list yet.
    """

    kind = models.CharField(max_length=20)
    subject = models.UUIDField()
    municipalities = ArrayField(models.CharField(max_length=80), null=True)
    number = models.IntegerField()
    is_fresh = models.BooleanField(default=True)
    tokens = ArrayField(models.CharField(max_length=40), default=list)
    shares = ArrayField(models.FloatField(), default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "kind", "subject"], name="search_entry_once"
            )
        ]
        indexes = [
            models.Index(fields=["partnership", "kind", "number"], name="search_entry_number"),
            models.Index(
                fields=["partnership", "kind"],
                condition=models.Q(is_fresh=True),
                name="search_entry_fresh",
            ),
        ]


class PostingList(Closed):
    """The things of one kind that hold a word, for one audience: their numbers and their shares.

    A long list has several parts. An asterisk stands in everything.
    """

    kind = models.CharField(max_length=20)
    token = models.CharField(max_length=40)
    municipalities = ArrayField(models.CharField(max_length=80), null=True)
    part = models.IntegerField(default=0)
    postings = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "token", "kind", "municipalities", "part"],
                nulls_distinct=False,
                name="search_list_once",
            )
        ]


class Gone(Closed):
    """A number that is in a list and stands for nothing any more."""

    kind = models.CharField(max_length=20)
    number = models.IntegerField()

    class Meta:
        indexes = [models.Index(fields=["partnership", "kind", "number"], name="search_gone_kind")]


class Gram(Closed):
    """A way to a word that is in the index: three of its letters, or all but one after a hyphen."""

    gram = models.CharField(max_length=41)
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
