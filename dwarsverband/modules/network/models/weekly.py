"""Who wants a mail on Monday that says what waits, and in which week the last one was written."""

from django.db import models

from dwarsverband.foundation.accounts.models import Membership
from dwarsverband.foundation.database.models import Closed


class WeeklyMail(Closed):
    """What a member chose, and the Monday of the last week for which their mail was written.

    That day is written down together with the mail, so that no week has two.
    """

    membership = models.ForeignKey(
        Membership, on_delete=models.CASCADE, related_name="+", db_constraint=False, db_index=False
    )
    is_wanted = models.BooleanField(default=False)
    written_for = models.DateField(null=True)
    letter = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "membership"], name="weekly_mail_once_a_member"
            )
        ]
