"""What people offer to help with, what is asked, who was asked, and what came of it."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dwarsverband.foundation.accounts.models import Membership, Theme
from dwarsverband.foundation.database.models import Closed, Personal
from dwarsverband.modules.network.models.agreements import Agreement
from dwarsverband.modules.network.models.moments import ContactMoment
from dwarsverband.modules.network.models.people import Person


class Offer(Personal):
    """What somebody offers to help others with, in a short line of their own, until a day."""

    person = models.ForeignKey(
        Person,
        on_delete=models.CASCADE,
        related_name="offers",
        db_constraint=False,
        db_index=False,
    )
    text = models.CharField(max_length=120)
    offered_on = models.DateField()

    class Meta:
        ordering = ["text", "id"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "person", "text"], name="offer_once")
        ]


class HelpQuestion(Personal):
    """A question of a member to people who may know; it is destroyed on its last day.

    Who asks is known to whoever is asked, and to nobody else.
    """

    asked_by = models.ForeignKey(
        Membership, on_delete=models.CASCADE, related_name="+", db_constraint=False, db_index=False
    )
    person = models.ForeignKey(
        Person,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    text = models.TextField(max_length=600)
    theme = models.ForeignKey(
        Theme,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    neighbourhood = models.CharField(max_length=80, blank=True)
    asked_on = models.DateField()
    next_on = models.DateField(null=True, blank=True)
    # What goes along when a theme is removed, and does not keep it.
    GOES_WITH: ClassVar[dict[str, dict[str, bool]]] = {"theme": {}}

    class Meta:
        ordering = ["-asked_on", "id"]
        indexes = [
            models.Index(fields=["partnership", "asked_by"], name="help_question_asked_by"),
            models.Index(fields=["partnership", "next_on"], name="help_question_next_on"),
            models.Index(fields=["partnership", "ends_on"], name="help_question_ends_on"),
        ]


class HelpAsk(Closed):
    """Somebody who was asked, and what they answered; it goes with the question.

    For a key person whoever keeps the agreement is asked: that may be a member without a place in
    the network. The row is there before the mail is, so nobody is asked twice.
    """

    class Answer(models.TextChoices):
        """What somebody answered."""

        YES = "yes", _("Can help")
        OTHER = "other", _("Somebody else knows")
        NOT_NOW = "not_now", pgettext_lazy("an answer", "Not now")

    question = models.ForeignKey(
        HelpQuestion,
        on_delete=models.CASCADE,
        related_name="asks",
        db_constraint=False,
        db_index=False,
    )
    person = models.ForeignKey(
        Person,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    membership = models.ForeignKey(
        Membership,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    offer = models.ForeignKey(
        Offer,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    agreement = models.ForeignKey(
        Agreement,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    moment = models.ForeignKey(
        ContactMoment,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    asked_on = models.DateField()
    answer = models.CharField(max_length=10, choices=Answer.choices, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    reach = models.CharField(max_length=200, blank=True)
    elsewhere = models.CharField(max_length=160, blank=True)
    minutes = models.PositiveSmallIntegerField(default=0)
    thanked_on = models.DateField(null=True, blank=True)

    @property
    def name(self) -> str:
        """Who was asked."""
        return self.person.name if self.person else self.membership.name if self.membership else ""

    @property
    def email(self) -> str:
        """To which address it went."""
        if self.person and self.person.email:
            return self.person.email
        return self.membership.user.email if self.membership else ""

    class Meta:
        ordering = ["asked_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "question", "person"], name="help_ask_once_a_person"
            ),
            models.UniqueConstraint(
                fields=["partnership", "question", "membership"], name="help_ask_once_a_member"
            ),
            models.CheckConstraint(
                condition=models.Q(minutes__lte=600), name="help_ask_within_ten_hours"
            ),
        ]
        indexes = [
            models.Index(fields=["partnership", "person"], name="help_ask_person"),
            models.Index(fields=["partnership", "membership"], name="help_ask_membership"),
        ]


class HelpOutcome(Closed):
    """That a question was asked in some month, and whether it helped: nobody's name, no text."""

    month_on = models.DateField()
    theme = models.ForeignKey(
        Theme,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    was_answered = models.BooleanField(default=False)
    was_thanked = models.BooleanField(default=False)
    minutes = models.PositiveSmallIntegerField(default=0)
    # What goes along when a theme is removed, and does not keep it.
    GOES_WITH: ClassVar[dict[str, dict[str, bool]]] = {"theme": {}}

    class Meta:
        ordering = ["-month_on", "id"]
        indexes = [models.Index(fields=["partnership", "month_on"], name="help_outcome_month_on")]
