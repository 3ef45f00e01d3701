"""When people spoke, how often they mean to, and whose turn it is."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dwarsverband.foundation.accounts.models import Domain, Membership, Theme
from dwarsverband.foundation.database.models import Closed
from dwarsverband.modules.network.models.people import Person, Tie


class ContactMoment(Closed):
    """A time that two people spoke, as the keeper of the contact wrote it down.

    There is no text about anybody else: what was promised, and a short note for whoever keeps the
    contact. It is destroyed on its last day, and goes with the tie.
    """

    class Initiative(models.TextChoices):
        """Who looked for the other."""

        US = "us", pgettext_lazy("who took the initiative", "The keeper of the contact")
        THEM = "them", pgettext_lazy("who took the initiative", "The other")

    class Reason(models.TextChoices):
        """What it was about."""

        ACQUAINTANCE = "acquaintance", _("Getting acquainted")
        UPKEEP = "upkeep", _("Keeping in touch")
        THEIR_QUESTION = "their_question", _("A question of theirs")
        OUR_QUESTION = "our_question", _("A question of ours")
        INCIDENT = "incident", _("An incident")

    tie = models.ForeignKey(
        Tie, on_delete=models.CASCADE, related_name="moments", db_constraint=False, db_index=False
    )
    keeper = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="+", db_constraint=False, db_index=False
    )
    recorded_by = models.ForeignKey(
        Membership,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    happened_on = models.DateField()
    ends_on = models.DateField()
    initiative = models.CharField(max_length=10, choices=Initiative.choices, blank=True)
    reason = models.CharField(max_length=20, choices=Reason.choices, default=Reason.UPKEEP)
    minutes = models.PositiveSmallIntegerField(default=0)
    promise = models.CharField(max_length=160, blank=True)
    note = models.CharField(max_length=300, blank=True)
    settled_on = models.DateField(null=True, blank=True)
    last_before_on = models.DateField(
        null=True, blank=True
    )  # to put the clock back when it is taken back

    @property
    def waits(self) -> bool:
        """Something was promised or asked, and is not done yet."""
        is_owed = bool(self.promise) or self.reason == self.Reason.THEIR_QUESTION
        return is_owed and self.settled_on is None

    class Meta:
        ordering = ["-happened_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(minutes__lte=600), name="moment_within_ten_hours"
            )
        ]
        indexes = [
            models.Index(fields=["partnership", "tie", "happened_on"], name="moment_tie"),
            models.Index(fields=["partnership", "happened_on"], name="moment_happened_on"),
            models.Index(fields=["partnership", "keeper"], name="moment_keeper"),
        ]


class Turn(Closed):
    """What a member said about a tie on the list of this week: later, or somebody else.

    Whoever it was handed to sees the contact until they spoke, or give it back. That they took it
    over stays for a year, for whoever handed it over.
    """

    tie = models.ForeignKey(
        Tie, on_delete=models.CASCADE, related_name="+", db_constraint=False, db_index=False
    )
    membership = models.ForeignKey(
        Membership, on_delete=models.CASCADE, related_name="+", db_constraint=False, db_index=False
    )
    later_until = models.DateField(null=True)
    contact = models.ForeignKey(
        Person,
        on_delete=models.CASCADE,
        null=True,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    handed_to = models.ForeignKey(
        Person,
        on_delete=models.CASCADE,
        null=True,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    handed_on = models.DateField(null=True)
    taken_on = models.DateField(null=True)  # since when the other keeps it; then it waits no longer

    @property
    def kept_by(self) -> str:
        """Whose contact it was, when it was handed over."""
        ends = (self.tie.first, self.tie.second)
        return next((one.name for one in ends if one.pk != self.contact_id), "")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "tie", "membership"], name="turn_once_a_member"
            )
        ]
        indexes = [
            models.Index(fields=["partnership", "membership"], name="turn_membership"),
            models.Index(fields=["partnership", "handed_to"], name="turn_handed_to"),
        ]


class TimeSetAside(Closed):
    """How many minutes a week a member keeps free for contacts."""

    membership = models.ForeignKey(
        Membership, on_delete=models.CASCADE, related_name="+", db_constraint=False, db_index=False
    )
    minutes = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "membership"], name="time_set_aside_once"
            ),
            models.CheckConstraint(
                condition=models.Q(minutes__lte=2400), name="time_set_aside_within_a_week"
            ),
        ]


class Rhythm(Closed):
    """How often one wants to speak: at best, and at the latest; in days.

    For one person, a theme, a domain, or everybody (all three empty). What is set must all fit.
    """

    domain = models.ForeignKey(
        Domain,
        on_delete=models.CASCADE,
        null=True,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    theme = models.ForeignKey(
        Theme,
        on_delete=models.CASCADE,
        null=True,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    person = models.ForeignKey(
        Person,
        on_delete=models.CASCADE,
        null=True,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    ideal_days = models.PositiveSmallIntegerField()
    latest_days = models.PositiveSmallIntegerField()
    # What goes along when a theme or a domain is removed, and does not keep it.
    GOES_WITH: ClassVar[dict[str, dict[str, bool]]] = {"theme": {}, "domain": {}}

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "domain", "theme", "person"],
                name="rhythm_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=models.Q(ideal_days__gte=1, latest_days__gte=models.F("ideal_days")),
                name="rhythm_ideal_before_latest",
            ),
        ]


class Holiday(Closed):
    """Days on which the clock of no contact runs, such as a school holiday."""

    name = models.CharField(max_length=80)
    starts_on = models.DateField()
    ends_on = models.DateField()

    class Meta:
        ordering = ["starts_on", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "starts_on", "name"], name="holiday_once"
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")),
                name="holiday_ends_after_start",
            ),
        ]
