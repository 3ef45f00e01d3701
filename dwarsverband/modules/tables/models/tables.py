"""A table at which people of several domains meet, and the chairs around it."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dwarsverband.foundation.accounts.models import Domain, Theme
from dwarsverband.foundation.database.models import Closed, Personal
from dwarsverband.modules.network.models import Person


class Table(Closed):
    """A place where people meet about one theme or more, again and again or once."""

    class Rhythm(models.TextChoices):
        """How often it meets."""

        WEEKS_2 = "weeks_2", _("every two weeks")
        MONTH = "month", _("every month")
        WEEKS_6 = "weeks_6", _("every six weeks")
        QUARTER = "quarter", _("every three months")
        HALF_YEAR = "half_year", _("twice a year")
        ONCE = "once", _("once")

    name = models.CharField(max_length=120)
    purpose = models.CharField(max_length=300, blank=True)
    rhythm = models.CharField(max_length=10, choices=Rhythm.choices, default=Rhythm.WEEKS_6)
    chair = models.ForeignKey(
        Person,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    begins_on = models.DateField()
    ended_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "name"], name="table_name_once"),
        ]
        indexes = [models.Index(fields=["partnership", "chair"], name="table_chair")]


class TableTheme(Closed):
    """A theme about which a table meets."""

    table = models.ForeignKey(
        Table, on_delete=models.CASCADE, related_name="themes", db_constraint=False, db_index=False
    )
    theme = models.ForeignKey(
        Theme, on_delete=models.CASCADE, related_name="+", db_constraint=False, db_index=False
    )

    class Meta:
        ordering = ["theme__order", "theme__code"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "table", "theme"], name="table_theme_once"
            )
        ]
        indexes = [models.Index(fields=["partnership", "theme"], name="table_theme_theme")]


class TableSeat(Closed):
    """A chair at a table: which work belongs there, and who sits on it, if anybody.

    One that is not needed says that this table can do without somebody whom its theme asks for.
    """

    table = models.ForeignKey(
        Table, on_delete=models.CASCADE, related_name="seats", db_constraint=False, db_index=False
    )
    domain = models.ForeignKey(
        Domain, on_delete=models.CASCADE, related_name="+", db_constraint=False, db_index=False
    )
    name = models.CharField(max_length=120)
    words = ArrayField(models.CharField(max_length=80), default=list, blank=True)
    person = models.ForeignKey(
        Person,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    filled_on = models.DateField(null=True)
    is_needed = models.BooleanField(default=True)
    order = models.PositiveSmallIntegerField(default=0)
    # What goes along when a domain is removed, and does not keep it.
    GOES_WITH: ClassVar[dict[str, dict[str, bool]]] = {"domain": {"is_needed": False}}

    class Meta:
        ordering = ["order", "name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "table", "person"], name="table_seat_once_a_person"
            ),
        ]
        indexes = [models.Index(fields=["partnership", "person"], name="table_seat_person")]


class TableInvitation(Personal):
    """Somebody was asked to take a seat: when, and what they answered.

    Whoever sends somebody else of their organisation says by which function, never a name.
    """

    class Status(models.TextChoices):
        """What was answered."""

        ASKED = "asked", _("Invited")
        ACCEPTED = "accepted", pgettext_lazy("an invitation", "Comes")
        DECLINED = "declined", pgettext_lazy("an invitation", "Does not come")
        INSTEAD = "instead", pgettext_lazy("an invitation", "Somebody else comes")

    seat = models.ForeignKey(
        TableSeat,
        on_delete=models.CASCADE,
        related_name="invitations",
        db_constraint=False,
        db_index=False,
    )
    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="+", db_constraint=False, db_index=False
    )
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.ASKED)
    instead = models.CharField(max_length=120, blank=True)
    asked_on = models.DateField()
    answered_on = models.DateField(null=True)

    @property
    def is_open(self) -> bool:
        """Whether no answer came yet."""
        return self.status == self.Status.ASKED

    class Meta:
        ordering = ["-asked_on", "id"]
        indexes = [
            models.Index(fields=["partnership", "seat"], name="table_invitation_seat"),
            models.Index(fields=["partnership", "person"], name="table_invitation_person"),
        ]
