"""Make the key with which backups are opened."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any  # Django's commands take what they are given

from django.core.management.base import BaseCommand, CommandError, CommandParser

from dwarsverband.foundation.database import age, programs


class Command(BaseCommand):
    """On the machine of whoever may restore: the server needs only the public part."""

    help = "Make the key with which backups are opened; do this on another machine than the server."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to."""
        parser.add_argument("file", type=Path, help="a file that does not exist yet")

    def handle(self, *arguments: Any, **options: Any) -> None:
        """Write the private key once, where only its owner reads it; show the public part."""
        secret, public = age.make_key()
        moment = datetime.now(UTC).isoformat(timespec="seconds")
        path: Path = options["file"]
        if path.exists():
            raise CommandError(f"{path} exists already. Choose another name.")
        try:
            programs.write_private(path, f"# created: {moment}\n# public key: {public}\n{secret}\n")
        except OSError as error:
            raise CommandError(f"{path} cannot be written: {error.strerror}.") from error
        self.stdout.write(f"BACKUP_RECIPIENTS={public}")
        self.stdout.write(
            f"Set this on the server. Keep {path} away from it: on paper, or in a safe."
        )
