"""Everything in the database as one file: as it was at one moment, read by the owner."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
from django.db import connection, transaction
from psycopg import sql

from dwarsverband.foundation.database import archive, ledger, tables
from dwarsverband.foundation.database.roles import as_owner

# What is not kept: it tells nothing tomorrow, or comes back by itself.
LEFT_OUT = {
    "access_requestkey": "answers to repeated requests; a day old at most",
    "accounts_signin": "the same as django_session",
    "cache": "counts of sign-ins",
    "django_migrations": "the list stands in the manifest",
    "django_session": "signed-in browsers; everybody signs in again",
    "search_entry": "what can be found; read anew from the things themselves",
    "search_gone": "the same, what is no more",
    "search_gram": "the same, by letters",
    "search_postinglist": "the same, by word",
    "search_stale": "the same, what is still to be read",
}
# How values are written, whatever the server prefers.
SHAPES = {
    "datestyle": "ISO, YMD",
    "intervalstyle": "iso_8601",
    "bytea_output": "hex",
    "timezone": "UTC",
    "extra_float_digits": "1",
}


def back_up(path: Path, recipients: Sequence[X25519PublicKey] = ()) -> archive.Manifest:
    """Write a backup that its recipients can open; what others change meanwhile is not in it."""
    with as_owner(), archive.writing(path, recipients) as writer, transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        set_shapes()
        hidden = tables.hidden_tables()
        if hidden:
            raise archive.UnusableError(
                f"The owner of the tables does not see all of {', '.join(hidden)}. "
                "Nothing was written; run check_database_security."
            )
        for table in tables.known_tables():
            if table.name not in LEFT_OUT:
                writer.add(table.name, table.columns, _copier(table))
        manifest = archive.Manifest(
            made_at=datetime.now(UTC).isoformat(timespec="seconds"),
            migrations=[(str(app), str(name)) for app, name in _applied()],
            sequences=tables.sequences(),
            ledger=ledger.mark(),
            tables=writer.tables,
        )
        writer.finish(manifest)
    return manifest


def set_shapes() -> None:
    """Let values be written and read the same way everywhere, until this transaction ends."""
    with connection.cursor() as cursor:
        for name, value in SHAPES.items():
            cursor.execute("SELECT set_config(%s, %s, true)", [name, value])


def _copier(table: tables.Known) -> Callable[[Callable[[bytes], None]], int]:
    statement = sql.SQL("COPY {} ({}) TO STDOUT").format(
        sql.Identifier(table.name), sql.SQL(", ").join(map(sql.Identifier, table.columns))
    )

    def hand_over(take: Callable[[bytes], None]) -> int:
        with connection.cursor() as cursor:
            with cursor.copy(statement) as copy:
                for piece in copy:
                    take(bytes(piece))
            return int(cursor.rowcount)

    return hand_over


def _applied() -> list[tables.Row]:
    return tables.rows("SELECT app, name FROM django_migrations ORDER BY id")
