"""Refuse to go on when the database would let somebody see or do too much."""

from typing import Any  # Django's commands take what they are given

from django.core.management.base import BaseCommand, CommandError

from dwarsverband.foundation.database.checks import breaches


class Command(BaseCommand):
    """Looks at tables, policies, views, functions, keys, indexes, privileges and roles."""

    help = "Check tables, policies, views, functions, keys, indexes, privileges and roles."

    def handle(self, *arguments: Any, **options: Any) -> None:
        """Say every breach, and end with an error when there is one."""
        found = list(breaches())
        for sentence in found:
            self.stderr.write(f"- {sentence}")
        if found:
            raise CommandError(f"The database is not safe: {len(found)} breaches.")
        self.stdout.write("The database keeps partnerships apart.")
