"""Write everything in the database to one file."""

from pathlib import Path
from typing import Any  # Django's commands take what they are given

from django.core.management.base import BaseCommand, CommandError, CommandParser

from dwarsverband.foundation.database.archive import UnusableError
from dwarsverband.foundation.database.backup import back_up


class Command(BaseCommand):
    """As the owner of the tables; pages and jobs go on meanwhile."""

    help = "Write everything in the database to one new file."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to."""
        parser.add_argument("file", type=Path, help="a file that does not exist yet")

    def handle(self, *arguments: Any, **options: Any) -> None:
        """Write it, and say what is in it."""
        try:
            manifest = back_up(options["file"])
        except UnusableError as error:
            raise CommandError(str(error)) from error
        size = options["file"].stat().st_size // 1024
        self.stdout.write(
            f"{options['file']}: {manifest.rows} rows of {len(manifest.tables)} tables, {size} kB.\n"
            "Keep the ledger of destroyed rows with it, in its newest form: restore asks for it."
        )
