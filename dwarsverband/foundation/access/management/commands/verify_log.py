"""Show whether a line of the log was changed, removed, moved, forged or cut off."""

from typing import Any  # Django's commands take what they are given

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from dwarsverband.foundation.access.log import verify
from dwarsverband.foundation.database.roles import as_owner


class Command(BaseCommand):
    """Follows the chain of every partnership from its first line to its last."""

    help = "Check that no line of the log was changed, removed, moved or cut off."

    def handle(self, *arguments: Any, **options: Any) -> None:
        """Say what is wrong and where, and end with an error when something is."""
        with as_owner(), transaction.atomic():
            findings = verify()
        for finding in findings:
            self.stderr.write(f"- {finding.partnership}, line {finding.line}: {finding.sentence}")
        if findings:
            raise CommandError("The log is not as it was written.")
        self.stdout.write("Every line of the log is as it was written.")
