"""Sign how far every log is; the worker does it every ten minutes."""

from typing import Any  # Django's commands take what they are given

from django.core.management.base import BaseCommand, CommandError, CommandParser

from dwarsverband.foundation.access import checkpoints
from dwarsverband.foundation.access.log import every_head
from dwarsverband.foundation.database.roles import as_owner


class Command(BaseCommand):
    """Signs the heads of all logs; after a restore it says that lines went with it."""

    help = "Sign how far every log is."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whether a backup was put back."""
        parser.add_argument("--restored", action="store_true", help="A backup was put back.")

    def handle(self, *arguments: Any, restored: bool, **options: Any) -> None:
        """Sign, and say how many logs grew."""
        if not checkpoints.public_key():
            if restored:
                return
            raise CommandError("CHECKPOINT_KEY is missing. Make one: manage.py make_checkpoint_key")
        with as_owner():
            heads = every_head()
        if restored:
            checkpoints.sign_restored(heads)
        self.stdout.write(f"{checkpoints.sign(heads)} logs grew and were signed.")
