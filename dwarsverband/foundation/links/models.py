"""Links for people without account: what for, until when, how often. Only hashes are stored."""

from django.db import models

from dwarsverband.foundation.database.models import Closed


class Link(Closed):
    """An address that lets its holder do one thing; its number is the first half of its hash."""

    purpose = models.CharField(max_length=40)
    subject = models.UUIDField(null=True)
    hash = models.CharField(max_length=64)
    details = models.JSONField(default=dict)
    made_by = models.UUIDField(null=True)
    made_at = models.DateTimeField(auto_now_add=True)
    ends_at = models.DateTimeField()
    is_single_use = models.BooleanField(default=True)
    used_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["partnership", "hash"], name="link_once")]
