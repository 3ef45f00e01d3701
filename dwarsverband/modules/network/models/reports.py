"""Totals of a day, and figures that were shown to the world."""

from django.db import models

from dwarsverband.foundation.database.models import Closed


class Measurement(Closed):
    """The totals of one day, so that two days can be compared; never a person."""

    measured_on = models.DateField()
    people_count = models.PositiveIntegerField()
    tie_count = models.PositiveIntegerField()
    withdrawn_count = models.PositiveIntegerField()
    sizes = models.JSONField(default=dict)
    pairs = models.JSONField(default=list)

    class Meta:
        ordering = ["-measured_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "measured_on"], name="measured_once_a_day"
            )
        ]


class Publication(Closed):
    """A report as it was shown to the world: without names, without small counts, until a day."""

    figures = models.JSONField()
    published_on = models.DateField()
    ends_on = models.DateField()
    withdrawn_on = models.DateField(null=True)

    class Meta:
        ordering = ["-published_on", "id"]
        indexes = [models.Index(fields=["partnership", "ends_on"], name="publication_ends_on")]
