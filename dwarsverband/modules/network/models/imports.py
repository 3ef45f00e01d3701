"""Lists on their way in, and what was there before them."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from dwarsverband.foundation.database.models import Closed
from dwarsverband.modules.network.models.people import Person


class Import(Closed):
    """A spreadsheet on its way in: its rows, how its columns are read, and what was decided.

    For a day after saving it keeps the numbers of what was added, so that it can be undone.
    """

    class Status(models.TextChoices):
        """How far it is."""

        DRAFT = "draft", _("Not saved yet")
        WAITING = "waiting", _("Being saved")
        DONE = "done", _("Saved")
        FAILED = "failed", _("Not saved")
        UNDONE = "undone", _("Undone")

    files = ArrayField(models.CharField(max_length=200), default=list)
    source = models.CharField(max_length=120, blank=True)
    tables = models.JSONField(default=list)
    mappings = models.JSONField(default=list)
    decisions = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)
    outcome = models.TextField(blank=True)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.DRAFT)
    made_by = models.UUIDField(null=True)
    made_at = models.DateTimeField(auto_now_add=True)
    applied_at = models.DateTimeField(null=True)
    added = models.JSONField(default=dict)
    undo_until = models.DateTimeField(null=True)
    ends_on = models.DateField()
    version = models.PositiveIntegerField(default=1)

    @property
    def title(self) -> str:
        """Where it comes from, or else the names of the files."""
        return self.source or ", ".join(self.files)

    class Meta:
        ordering = ["-made_at"]
        indexes = [models.Index(fields=["partnership", "made_at"], name="import_made_at")]


class BeforeImport(Closed):
    """How something was before a list changed it, kept for a day so that it can be put back.

    `version` is the one that the list made: whatever has another one was changed by somebody since.
    """

    class Kind(models.TextChoices):
        """What it is."""

        PERSON = "person"
        POSITION = "position"
        TIE = "tie"
        ORGANISATION = "organisation"

    draft = models.ForeignKey(
        Import, on_delete=models.CASCADE, related_name="+", db_constraint=False, db_index=False
    )
    person = models.ForeignKey(
        Person,
        on_delete=models.CASCADE,
        null=True,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    kind = models.CharField(max_length=20, choices=Kind.choices)
    row = models.UUIDField()
    version = models.PositiveIntegerField(default=0)
    earlier = models.JSONField(default=dict)
    ends_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["partnership", "draft"], name="before_import_draft"),
            models.Index(fields=["partnership", "person"], name="before_import_person"),
        ]


class ImportAnswer(Closed):
    """What was answered about a list before, so that nobody has to answer it again.

    The mark recognises what was asked and tells nothing (RFC 2104); the answer is a number, a code
    or another mark, never a name. It goes with the person it is about, and by itself at its term.
    """

    mark = models.CharField(max_length=64)
    answer = models.CharField(max_length=80, blank=True)
    person = models.ForeignKey(
        Person,
        on_delete=models.CASCADE,
        null=True,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    made_on = models.DateField()
    ends_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partnership", "mark"], name="import_answer_mark")
        ]
        indexes = [
            models.Index(fields=["partnership", "person"], name="import_answer_person"),
            models.Index(fields=["partnership", "ends_on"], name="import_answer_ends_on"),
        ]
