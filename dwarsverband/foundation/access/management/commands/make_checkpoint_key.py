"""Make the key with which the log is signed."""

from typing import Any  # Django's commands take what they are given

from django.core.management.base import BaseCommand

from dwarsverband.foundation.access import checkpoints


class Command(BaseCommand):
    """Prints a secret key, and the public key that others need to check signatures."""

    help = "Make the key with which the log is signed."

    def handle(self, *arguments: Any, **options: Any) -> None:
        """Show both; nothing is kept."""
        secret = checkpoints.make_key()
        self.stdout.write(f"CHECKPOINT_KEY={secret}")
        self.stdout.write("Keep it outside the database. Give this public key to whoever checks:")
        self.stdout.write(checkpoints.public_part(secret))
