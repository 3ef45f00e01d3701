"""When a table met, who was there, what was decided, and who does it."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dwarsverband.foundation.accounts.models import Domain
from dwarsverband.foundation.database.models import Closed, Personal
from dwarsverband.modules.network.models import Person
from dwarsverband.modules.tables.models.tables import Table


class Meeting(Closed):
    """One time that a table meets: when, where, and about what."""

    table = models.ForeignKey(
        Table,
        on_delete=models.CASCADE,
        related_name="meetings",
        db_constraint=False,
        db_index=False,
    )
    on = models.DateField()
    starts_at = models.TimeField(null=True)
    place = models.CharField(max_length=120, blank=True)
    agenda = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    recorded_on = models.DateField(null=True)
    told_on = models.DateField(null=True)
    minutes_told_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    @property
    def is_past(self) -> bool:
        """Whether its day has come."""
        return self.on <= timezone.localdate()

    class Meta:
        ordering = ["-on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "table", "on"], name="meeting_once_a_day"
            )
        ]
        indexes = [models.Index(fields=["partnership", "on"], name="meeting_on")]


class Presence(Personal):
    """That somebody was expected at a meeting, and whether they came, or sent word that they would not.

    The domain stays when the person goes, so that the balance of a meeting stays what it was.
    """

    meeting = models.ForeignKey(
        Meeting,
        on_delete=models.CASCADE,
        related_name="presences",
        db_constraint=False,
        db_index=False,
    )
    person = models.ForeignKey(
        Person,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    domain = models.ForeignKey(
        Domain,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    was_there = models.BooleanField(default=False)
    sent_word = models.BooleanField(default=False)
    GOES_WITH: ClassVar[dict[str, dict[str, bool]]] = {"domain": {}}

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "meeting", "person"], name="presence_once_a_person"
            ),
            models.CheckConstraint(
                condition=~models.Q(was_there=True, sent_word=True), name="presence_one_answer"
            ),
        ]
        indexes = [models.Index(fields=["partnership", "person"], name="presence_person")]


class Visitor(Personal):
    """Somebody from outside the network who was at a meeting: a name and an organisation, no more."""

    meeting = models.ForeignKey(
        Meeting,
        on_delete=models.CASCADE,
        related_name="visitors",
        db_constraint=False,
        db_index=False,
    )
    name = models.CharField(max_length=120)
    organisation = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["name", "id"]
        indexes = [models.Index(fields=["partnership", "meeting"], name="visitor_meeting")]


class Discussion(Personal):
    """What was said about a point of the agenda, in a few sentences; without a point, what else was said."""

    meeting = models.ForeignKey(
        Meeting,
        on_delete=models.CASCADE,
        related_name="discussions",
        db_constraint=False,
        db_index=False,
    )
    point = models.CharField(max_length=200, blank=True)
    said = models.CharField(max_length=1_000)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["partnership", "meeting"], name="discussion_meeting")]


class Speaking(Closed):
    """How many minutes a domain spoke at a meeting, if somebody kept count; never a person."""

    meeting = models.ForeignKey(
        Meeting,
        on_delete=models.CASCADE,
        related_name="speakings",
        db_constraint=False,
        db_index=False,
    )
    domain = models.ForeignKey(
        Domain, on_delete=models.CASCADE, related_name="+", db_constraint=False, db_index=False
    )
    minutes = models.PositiveSmallIntegerField()
    GOES_WITH: ClassVar[dict[str, dict[str, bool]]] = {"domain": {}}

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "meeting", "domain"], name="speaking_once_a_domain"
            )
        ]


class Decision(Personal):
    """What a table decided, and who does it by when; asked about again until it is done or let go.

    The domain of the owner stays when the owner goes.
    """

    class State(models.TextChoices):
        """How far it is."""

        DOING = "doing", pgettext_lazy("a decision", "Under way")
        DONE = "done", pgettext_lazy("a decision", "Done")
        DIFFERENT = "different", pgettext_lazy("a decision", "Became different")
        LET_GO = "let_go", pgettext_lazy("a decision", "Let go")

    table = models.ForeignKey(
        Table,
        on_delete=models.CASCADE,
        related_name="decisions",
        db_constraint=False,
        db_index=False,
    )
    meeting = models.ForeignKey(
        Meeting,
        on_delete=models.SET_NULL,
        null=True,
        related_name="decisions",
        db_constraint=False,
        db_index=False,
    )
    what = models.CharField(max_length=200)
    why = models.CharField(max_length=300, blank=True)
    owner = models.ForeignKey(
        Person,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    owner_domain = models.ForeignKey(
        Domain,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    has_owner = models.BooleanField(default=False)
    decided_on = models.DateField()
    due_on = models.DateField(null=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DOING)
    told_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)
    GOES_WITH: ClassVar[dict[str, dict[str, bool]]] = {"owner_domain": {}}

    @property
    def is_overdue(self) -> bool:
        """Whether its day has passed and nothing was heard."""
        today = timezone.localdate()
        return self.state == self.State.DOING and self.due_on is not None and self.due_on < today

    @property
    def owner_words(self) -> str:
        """Who does it; whoever left is somebody who is no longer here."""
        if self.owner is not None and self.owner.objected_on is None:
            return self.owner.name
        return str(_("somebody who is no longer here")) if self.has_owner else ""

    class Meta:
        ordering = ["-decided_on", "-id"]
        indexes = [
            models.Index(fields=["partnership", "table", "decided_on"], name="decision_table"),
            models.Index(fields=["partnership", "owner"], name="decision_owner"),
            models.Index(fields=["partnership", "meeting"], name="decision_meeting"),
        ]
