"""A subject that rides along with a table of another theme."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dwarsverband.foundation.accounts.models import Membership, Theme
from dwarsverband.foundation.database.models import Personal
from dwarsverband.modules.network.models import Person
from dwarsverband.modules.tables.models.meetings import Meeting
from dwarsverband.modules.tables.models.tables import Table


class Ride(Personal):
    """Somebody asked the chair of a table to put a subject of another theme on its agenda."""

    class Answer(models.TextChoices):
        """What the chair said."""

        ASKED = "asked", _("Asked")
        ACCEPTED = "accepted", pgettext_lazy("a ride", "On the agenda")
        DECLINED = "declined", pgettext_lazy("a ride", "Not at this table")

    table = models.ForeignKey(
        Table, on_delete=models.CASCADE, related_name="rides", db_constraint=False, db_index=False
    )
    theme = models.ForeignKey(
        Theme,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    topic = models.CharField(max_length=160)
    asked_by = models.ForeignKey(
        Membership,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    chair = models.ForeignKey(
        Person,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    meeting = models.ForeignKey(
        Meeting,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    answer = models.CharField(max_length=10, choices=Answer.choices, default=Answer.ASKED)
    asked_on = models.DateField()
    answered_on = models.DateField(null=True)
    GOES_WITH: ClassVar[dict[str, dict[str, bool]]] = {"theme": {}}

    class Meta:
        ordering = ["-asked_on", "-id"]
        indexes = [
            models.Index(fields=["partnership", "table"], name="ride_table"),
            models.Index(fields=["partnership", "asked_by"], name="ride_asked_by"),
            models.Index(fields=["partnership", "chair"], name="ride_chair"),
        ]
