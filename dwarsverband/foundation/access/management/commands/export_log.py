"""Take every log along as files, with what an outsider needs to check them."""

from pathlib import Path
from typing import Any  # Django's commands take what they are given

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from dwarsverband.foundation.access.log import every_head, export
from dwarsverband.foundation.database.roles import as_owner


class Command(BaseCommand):
    """Writes the lines and the checkpoints of every log, and the program that checks them."""

    help = "Take every log along as files that anybody can check."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where the files go."""
        parser.add_argument("folder", type=Path)

    def handle(self, *arguments: Any, folder: Path, **options: Any) -> None:
        """Write the files into an empty folder."""
        if folder.exists() and any(folder.iterdir()):
            raise CommandError(f"{folder} is not empty. Name a new folder.")
        with as_owner(), transaction.atomic():
            heads = every_head()
            export(folder, list(heads), is_whole=True)
        self.stdout.write(f"{len(heads)} logs. Check them: python3 {folder}/verify_log.py {folder}")
