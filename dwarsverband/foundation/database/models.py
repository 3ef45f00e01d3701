"""What every closed table has: a partnership, and a number that tells nothing about others."""

from uuid import uuid4

from django.db import models


class Closed(models.Model):
    """A row that belongs to one partnership; the database shows it to nobody else."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    partnership = models.ForeignKey(
        "accounts.Partnership", on_delete=models.CASCADE, related_name="+", db_index=False
    )

    class Meta:
        abstract = True


class Personal(Closed):
    """A closed row about a person: where it came from, why it may be kept, and until when."""

    source = models.CharField(max_length=200)
    legal_basis = models.CharField(max_length=200)
    ends_on = models.DateField()

    class Meta:
        abstract = True
