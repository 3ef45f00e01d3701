"""What was agreed with a key person: what they may be asked, by whom, and until when."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from dwarsverband.foundation.accounts.models import Membership
from dwarsverband.foundation.database.models import Personal
from dwarsverband.modules.network.models.people import Person


class Agreement(Personal):
    """What somebody agreed to be asked, and not to be asked; until a day, with two who keep it.

    There is no field for religion, origin, family, reliability, or whom somebody knows.
    """

    class How(models.TextChoices):
        """How it was agreed."""

        TALK = "talk", _("in a conversation")
        PHONE = "phone", _("by telephone")
        WRITING = "writing", _("in writing")

    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="+", db_constraint=False, db_index=False
    )
    keeper = models.ForeignKey(
        Membership,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    vice = models.ForeignKey(
        Membership,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    may_ask = models.TextField(max_length=1000)
    wont_ask = models.TextField(max_length=1000, blank=True)
    reach = models.CharField(max_length=200, blank=True)
    reach_when = models.CharField(max_length=200, blank=True)
    languages = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    agreed_on = models.DateField()
    agreed_how = models.CharField(max_length=10, choices=How.choices, default=How.TALK)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["person__sort_name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "person"], name="agreement_once_a_person"
            ),
            models.CheckConstraint(
                condition=~models.Q(keeper=models.F("vice")), name="agreement_has_two_keepers"
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("agreed_on")),
                name="agreement_ends_after_start",
            ),
        ]
        indexes = [
            models.Index(fields=["partnership", "keeper"], name="agreement_keeper"),
            models.Index(fields=["partnership", "vice"], name="agreement_vice"),
        ]
