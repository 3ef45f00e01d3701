"""Every message has its Dutch."""

from typing import Any  # Django's commands take what they are given

from django.core.management.base import BaseCommand, CommandError, CommandParser

from dwarsverband.foundation.ui import words


class Command(BaseCommand):
    """Compares the messages in code and templates with the Dutch file."""

    help = "Check that every message has its Dutch; --update brings the file in line."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """One option."""
        parser.add_argument(
            "--update", action="store_true", help="add what is new, remove what is gone"
        )

    def handle(self, *arguments: Any, **options: Any) -> None:
        """Say what has no Dutch and what is no longer used."""
        if options["update"]:
            words.update()
        missing, unused = words.missing(), words.unused()
        for text in missing:
            self.stderr.write(f"- no Dutch: {text!r}")
        for text in unused:
            self.stderr.write(f"- no longer used: {text!r}")
        if missing or unused:
            raise CommandError(
                f"{len(missing)} messages have no Dutch, {len(unused)} are no longer used."
            )
        self.stdout.write("Every message has its Dutch.")
