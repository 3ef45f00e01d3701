"""Who could meet, and who was asked to introduce them."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dwarsverband.foundation.accounts.models import Domain
from dwarsverband.foundation.database.models import Personal
from dwarsverband.modules.network.models.people import Person


class Introduction(Personal):
    """Two people who could meet, and whoever knows both; the smaller number first."""

    class Status(models.TextChoices):
        """How far it is."""

        ASKED = "asked", _("Asked")
        LATER = "later", pgettext_lazy("an answer", "Later")
        ACCEPTED = "accepted", _("Will introduce them")
        DECLINED = "declined", _("Declined")
        MET = "met", _("They met")

    first = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="+", db_constraint=False, db_index=False
    )
    second = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="+", db_constraint=False, db_index=False
    )
    introducer = models.ForeignKey(
        Person,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    first_domain = models.ForeignKey(
        Domain,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    second_domain = models.ForeignKey(
        Domain,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    people_before = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.ASKED)
    asked_on = models.DateField()
    answered_on = models.DateField(null=True)
    again_on = models.DateField(null=True)
    met_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-asked_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "first", "second", "asked_on"],
                name="introduction_once_a_day",
            ),
            models.CheckConstraint(
                condition=models.Q(first__lt=models.F("second")), name="introduction_in_order"
            ),
        ]
        indexes = [models.Index(fields=["partnership", "asked_on"], name="introduction_asked")]
