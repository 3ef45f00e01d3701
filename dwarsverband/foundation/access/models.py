"""The log, and the keys by which a repeated request is recognised."""

from uuid import uuid4

from django.db import models


class LogEntry(models.Model):
    """One line of what was done; without foreign keys, so that it outlives its subject."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    partnership_id = models.UUIDField()
    sequence = models.BigIntegerField()
    record = models.BinaryField()
    hash = models.BinaryField()

    class Meta:
        ordering = ["-sequence"]
        constraints = [
            models.UniqueConstraint(fields=["partnership_id", "sequence"], name="log_line_once")
        ]


class LogHead(models.Model):
    """The last line of a partnership's log; a cut tail shows against it."""

    partnership_id = models.UUIDField(primary_key=True)
    sequence = models.BigIntegerField()
    hash = models.BinaryField()


class RequestKey(models.Model):
    """A form or a request that was answered, so that sending it twice has one effect."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    partnership_id = models.UUIDField()
    actor = models.CharField(max_length=80)
    key = models.CharField(max_length=80)
    path = models.CharField(max_length=300)
    status = models.PositiveSmallIntegerField(default=0)
    location = models.CharField(max_length=500, default="")
    body = models.BinaryField(default=b"")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership_id", "actor", "key"], name="request_key_once"
            )
        ]
