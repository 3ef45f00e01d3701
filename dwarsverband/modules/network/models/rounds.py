"""Contact rounds: professionals are asked with whom they work, and what they answered."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from dwarsverband.foundation.accounts.models import Domain, Membership, Organisation, Theme
from dwarsverband.foundation.database.models import Closed, Personal
from dwarsverband.modules.network.models.people import Person, Tie


class Round(Closed):
    """The coordinator asks with whom people work, until a day; then it closes by itself.

    The totals are written down when it closes; they stay, who answered what does not.
    """

    opened_by = models.ForeignKey(
        Membership,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    theme = models.ForeignKey(
        Theme,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    asks_about = models.ForeignKey(
        Domain,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    opened_on = models.DateField()
    answers_until = models.DateField()
    closed_on = models.DateField(null=True)
    asked_count = models.PositiveIntegerField(default=0)
    answered_count = models.PositiveIntegerField(default=0)
    tie_count = models.PositiveIntegerField(default=0)
    new_count = models.PositiveIntegerField(default=0)
    confirmed_count = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-opened_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(answers_until__gte=models.F("opened_on")),
                name="round_ends_after_start",
            )
        ]
        indexes = [models.Index(fields=["partnership", "opened_on"], name="round_opened_on")]


class Participation(Personal):
    """One professional in one round: whether they were asked, reminded, and answered."""

    round = models.ForeignKey(
        Round,
        on_delete=models.CASCADE,
        related_name="participations",
        db_constraint=False,
        db_index=False,
    )
    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="+", db_constraint=False, db_index=False
    )
    asked_on = models.DateField(null=True)
    reminder_count = models.PositiveSmallIntegerField(default=0)
    reminded_on = models.DateField(null=True)
    answered_on = models.DateField(null=True)
    declined_on = models.DateField(null=True)
    asks_no_more = models.BooleanField(default=False)
    undone_on = models.DateField(null=True)
    result_sent_on = models.DateField(null=True)

    class Meta:
        ordering = ["person__sort_name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "round", "person"], name="participation_once_a_round"
            ),
            models.CheckConstraint(
                condition=models.Q(reminder_count__lte=2),
                name="participation_reminded_twice_at_most",
            ),
        ]
        indexes = [models.Index(fields=["partnership", "person"], name="participation_person")]


class NamedContact(Closed):
    """Somebody whom a professional named in a round, how often they speak and on which theme.

    It counts once the answer is finished; then it remembers how the tie was before, to put it back.
    """

    class Often(models.TextChoices):
        """How often the two spoke these three months."""

        WEEKLY = "weekly", _("Every week")
        MONTHLY = "monthly", _("Every month")
        LESS = "less", _("Less often")

    participation = models.ForeignKey(
        Participation,
        on_delete=models.CASCADE,
        related_name="named",
        db_constraint=False,
        db_index=False,
    )
    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="+", db_constraint=False, db_index=False
    )
    often = models.CharField(max_length=10, choices=Often.choices, blank=True)
    theme = models.ForeignKey(
        Theme,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    tie = models.ForeignKey(
        Tie,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    spoken_on = models.DateField(null=True)
    made_tie = models.BooleanField(default=False)
    strength_before = models.PositiveSmallIntegerField(null=True)
    last_before_on = models.DateField(null=True)
    said_before_on = models.DateField(null=True)

    class Meta:
        ordering = ["person__sort_name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "participation", "person"], name="named_contact_once"
            )
        ]
        indexes = [
            models.Index(fields=["partnership", "person"], name="named_contact_person"),
            models.Index(fields=["partnership", "tie"], name="named_contact_tie"),
        ]


class MissingName(Personal):
    """Somebody who is not in the network, as a professional named them; the coordinator decides."""

    participation = models.ForeignKey(
        Participation,
        on_delete=models.CASCADE,
        related_name="missing",
        db_constraint=False,
        db_index=False,
    )
    name = models.CharField(max_length=160)
    organisation = models.CharField(max_length=160, blank=True)
    domain_code = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["name", "id"]
        indexes = [models.Index(fields=["partnership", "participation"], name="missing_name_from")]
