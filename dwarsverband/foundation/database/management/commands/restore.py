"""Put a backup back into an empty database."""

import sys
from pathlib import Path
from typing import Any  # Django's commands take what they are given

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError
from django.utils.module_loading import import_string

from dwarsverband.foundation.database import age, room
from dwarsverband.foundation.database.archive import UnusableError
from dwarsverband.foundation.database.restore import RefusedError, restore


class Command(BaseCommand):
    """Whole, or not at all; what was destroyed since stays destroyed."""

    help = "Put a backup back into an empty database."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which file, and what only a person can decide."""
        parser.add_argument("file", type=Path, help="a file that `backup` wrote")
        parser.add_argument(
            "--key",
            default="",
            help="the file with the private key; - reads it from standard input",
        )
        parser.add_argument(
            "--uncertain",
            choices=("keep", "destroy"),
            default="",
            help="what happens to rows of which the ledger does not know whether they went",
        )
        parser.add_argument(
            "--without-ledger", action="store_true", help="the ledger of destroyed rows is lost"
        )

    def handle(self, *arguments: Any, **options: Any) -> None:
        """Restore, and say what came back."""
        room.demand()
        try:
            manifest, destroyed = restore(
                options["file"],
                keys=_keys(options["key"]),
                uncertain=options["uncertain"],
                is_ledger_lost=options["without_ledger"],
            )
        except (UnusableError, RefusedError, DatabaseError, age.SealedError) as error:
            raise CommandError(f"{error} Nothing was restored.") from error
        for name in settings.AFTER_STARTING:
            import_string(name)()
        self.stdout.write(
            f"{manifest.rows} rows are back, as they were on {manifest.made_at}. "
            f"{destroyed} rows that were destroyed since were destroyed again.\n"
            "The database keeps partnerships apart, and every line of the log is as it was written."
        )


def _keys(place: str) -> list[X25519PrivateKey]:
    """The private keys that somebody brought; they are kept nowhere."""
    if not place:
        return []
    try:
        text = sys.stdin.read() if place == "-" else Path(place).read_text(encoding="utf-8")
    except PermissionError as error:
        raise age.SealedError(
            f"This user may not read {place}. Give the key by standard input: --key - < {place}."
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise age.SealedError(f"{place} cannot be read as a key: {error}.") from error
    return age.private_keys(text)
