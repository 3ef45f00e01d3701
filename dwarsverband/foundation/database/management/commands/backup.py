"""Write everything in the database to one file."""

from pathlib import Path
from typing import Any  # Django's commands take what they are given

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from dwarsverband.foundation.database import age
from dwarsverband.foundation.database.archive import UnusableError
from dwarsverband.foundation.database.backup import back_up


class Command(BaseCommand):
    """As the owner of the tables; pages and jobs go on meanwhile."""

    help = "Write everything in the database to one new file, sealed for whoever may restore it."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to."""
        parser.add_argument("file", type=Path, help="a file that does not exist yet")
        parser.add_argument(
            "--to",
            action="append",
            default=[],
            help="a public key (age1…) that may open it, instead of BACKUP_RECIPIENTS; may be said again",
        )
        parser.add_argument(
            "--readable", action="store_true", help="seal nothing: anybody with the file reads it"
        )

    def handle(self, *arguments: Any, **options: Any) -> None:
        """Write it, and say what is in it."""
        try:
            recipients = _recipients(options["to"], is_readable=options["readable"])
            manifest = back_up(options["file"], recipients)
        except (UnusableError, age.SealedError) as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"Nothing was written: {error.strerror}.") from error
        size = options["file"].stat().st_size // 1024
        self.stdout.write(
            f"{options['file']}: {manifest.rows} rows of {len(manifest.tables)} tables, {size} kB, "
            f"{_who_opens(len(recipients))}.\n"
            "Keep the ledger of destroyed rows with it, in its newest form: restore asks for it."
        )


def _recipients(named: list[str], *, is_readable: bool) -> list[X25519PublicKey]:
    if is_readable and named:
        raise CommandError("Say --to or --readable, not both.")
    keys = [] if is_readable else named or settings.BACKUP_RECIPIENTS
    if not keys and not is_readable:
        raise CommandError(
            "Nobody was named who may open this backup. Make a key on another machine with "
            "make_backup_key, and set BACKUP_RECIPIENTS to its public part; or say --readable."
        )
    return [age.public_key(key) for key in keys]


def _who_opens(recipients: int) -> str:
    if not recipients:
        return "which anybody can read"
    return f"sealed for {recipients} {'key' if recipients == 1 else 'keys'}"
