"""A backup put back into an empty database: whole, or not at all.

Tables, policies and functions are made by the migrations of the product, up to the one at which
the backup was made; rows come from the file; then the newer migrations follow. What the ledger
says was destroyed after the backup is destroyed again. Migrations cannot share one transaction
(PostgreSQL wants new values of a type kept before they are used), so until the last step the
application's role may not enter, and a mark tells that a restore was not finished.
"""

import contextlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any  # the values of any row

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Model, QuerySet
from django.utils.module_loading import import_string
from psycopg import sql

from dwarsverband.foundation.database import archive, grants, ledger, tables
from dwarsverband.foundation.database.backup import LEFT_OUT, set_shapes
from dwarsverband.foundation.database.roles import application_role, as_owner, prepare

# Filled by migrations and by a running worker; no reason to call a database used.
NEVER_EMPTY = {"auth_permission", "django_content_type", "procrastinate_workers", *LEFT_OUT}
CHECKS = ("check_database_security", "verify_log")
EMPTY = """
DROP SCHEMA IF EXISTS security CASCADE;
DROP SCHEMA public CASCADE;
CREATE SCHEMA public;
"""
BEGIN = """
REVOKE USAGE ON SCHEMA public FROM {application};
CREATE TABLE {mark} (begun_at timestamptz NOT NULL DEFAULT now());
"""
# Tables of the sign-in library, whose numbers are counted: since when a row is there.
BORN = {"mfa_authenticator": "created_at", "socialaccount_socialaccount": "date_joined"}
# The ledger writes no parts of a second.
SECOND = timedelta(seconds=1)
Key = tuple[str, str]


class RefusedError(RuntimeError):
    """Nothing was restored; the text says why and what to do."""


def restore(
    path: Path,
    *,
    keys: Sequence[X25519PrivateKey] = (),
    uncertain: str = "",
    is_ledger_lost: bool = False,
) -> tuple[archive.Manifest, int]:
    """Put a backup back; what came back, and how many rows the ledger destroyed again.

    `uncertain` says what happens to rows of which the ledger does not know whether they went:
    `keep` or `destroy`.
    """
    with archive.reading(path, keys) as reader, as_owner():
        manifest = reader.manifest
        _refuse_lost_ledger(manifest, is_ledger_lost=is_ledger_lost)
        _refuse_used_database()
        _refuse_newer(manifest.migrations)
        with _whole():
            _migrate(manifest.migrations)
            with transaction.atomic():
                _load(reader)
            _migrate()
            with transaction.atomic():
                destroyed = _destroy(ledger.destroyed()) + _decide(ledger.announced(), uncertain)
                for follow in settings.AFTER_RESTORING:
                    import_string(follow)()
                _bring_back(ledger.kept(is_certain=uncertain != "destroy"))
                _end()
    return manifest, destroyed


def _refuse_lost_ledger(manifest: archive.Manifest, *, is_ledger_lost: bool) -> None:
    if not is_ledger_lost and not ledger.continues(manifest.ledger):
        raise RefusedError(
            "The ledger of destroyed rows is older than this backup, or not here, so people who "
            "left could come back. Put the newest ledger at LEDGER_PATH; or, if it is lost, "
            "say --without-ledger."
        )


def _refuse_used_database() -> None:
    known = tables.known_tables()
    filled = [name for name in tables.filled_tables(known) if name not in NEVER_EMPTY]
    if filled and not tables.is_unfinished():
        raise RefusedError(
            f"This database is not empty: there are rows in {', '.join(filled[:3])}. "
            "Restore into a new database, so that nothing is lost."
        )


def _refuse_newer(migrations: Iterable[Key]) -> None:
    known = MigrationExecutor(connection).loader.graph.nodes
    unknown = [f"{app}.{name}" for app, name in migrations if (app, name) not in known]
    if unknown:
        raise RefusedError(
            f"This backup was made by a newer version: {unknown[0]} is not known here. "
            "Install that version first, and restore with it."
        )


@contextlib.contextmanager
def _whole() -> Iterator[None]:
    """Begin with nothing; end with everything, or with nothing again."""
    names = {"application": f'"{application_role()}"', "mark": tables.UNFINISHED}
    with transaction.atomic(), connection.cursor() as cursor:
        _clean()
        prepare()
        cursor.execute(BEGIN.format(**names))
    try:
        yield
    except BaseException:
        _give_up()
        raise


def _give_up() -> None:
    with contextlib.suppress(DatabaseError):  # the server itself may be gone; the mark remains
        _clean()


def _clean() -> None:
    with connection.cursor() as cursor:
        cursor.execute(EMPTY)


def _end() -> None:
    """Let the application in, and look whether all is as it should be."""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE {tables.UNFINISHED}")
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    prepare()
    grants.give()
    call_command("sign_log", restored=True, stdout=StringIO())
    for check in CHECKS:
        call_command(check, stdout=StringIO())


def _migrate(migrations: Iterable[Key] = ()) -> None:
    """Make the tables as they were at these migrations, or as they are now."""
    executor = MigrationExecutor(connection)
    graph = executor.loader.graph
    wanted = set(migrations) or set(graph.nodes)
    children = {key: {child.key for child in graph.node_map[key].children} for key in wanted}
    executor.migrate(
        [
            key
            for key in sorted(wanted)
            if not any(child in wanted and child[0] == key[0] for child in children[key])
        ]
    )


def _load(reader: archive.Reader) -> None:
    known = {table.name: table for table in tables.known_tables()}
    brought = {table.name: table for table in reader.manifest.tables}
    if set(brought) != set(known) - set(LEFT_OUT):
        strange = sorted(set(brought) ^ (set(known) - set(LEFT_OUT)))
        raise RefusedError(f"The tables of this backup are not those of its version: {strange[0]}.")
    set_shapes()
    _for_each(known.values(), "ALTER TABLE {} DISABLE TRIGGER USER")
    forced = [table for table in known.values() if table.is_forced]
    _for_each(forced, "ALTER TABLE {} NO FORCE ROW LEVEL SECURITY")
    for name in known:
        if name in brought:
            _fill(reader, brought[name], known[name])
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for name, last in reader.manifest.sequences.items():
            cursor.execute("SELECT setval(%s::regclass, %s)", [f'public."{name}"', last])
    _for_each(forced, "ALTER TABLE {} FORCE ROW LEVEL SECURITY")
    _for_each(known.values(), "ALTER TABLE {} ENABLE TRIGGER USER")


def _fill(reader: archive.Reader, brought: archive.Table, known: tables.Known) -> None:
    if sorted(brought.columns) != sorted(known.columns):
        raise RefusedError(
            f"The columns of {brought.name} in this backup are not those of its version."
        )
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(brought.name), sql.SQL(", ").join(map(sql.Identifier, brought.columns))
    )
    with connection.cursor() as cursor:
        with cursor.copy(statement) as copy:
            for piece in reader.pieces(brought):
                copy.write(piece)
        if cursor.rowcount != brought.rows:
            raise RefusedError(f"The table {brought.name} should have {brought.rows} rows.")


def _for_each(known: Iterable[tables.Known], statement: str) -> None:
    with connection.cursor() as cursor:
        for table in known:
            cursor.execute(sql.SQL(statement).format(sql.Identifier(table.name)))


def _destroy(rows: Iterable[ledger.Row]) -> int:
    """Destroy rows with everything that hangs on them; how many were there."""
    models = {model._meta.db_table: model for model in apps.get_models()}
    count = 0
    for table, keys in _by_table(rows).items():
        if table not in models:
            raise RefusedError(
                f"The ledger names the table {table}, which this version does not know."
            )
        found = models[table]._base_manager.filter(pk__in=keys)
        if table in BORN:
            found = found.filter(pk__in=_born_before(found, table))
        count += found.count()
        found.delete()
    return count


def _born_before(found: QuerySet[Model], table: str) -> list[object]:
    """Of rows with numbers that are given out again after a restore: those that were there when one went."""
    gone = ledger.moments()
    born = found.values_list("pk", BORN[table])
    return [key for key, at in born if at < gone[table, str(key)] + SECOND]


def _bring_back(rows: Iterable[tuple[str, dict[str, Any]]]) -> None:
    """Rows that were written after the backup and must not be lost, where their partnership is there."""
    models = {model._meta.db_table: model for model in apps.get_models()}
    homes = models["accounts_partnership"]._base_manager
    there = {str(key) for key in homes.values_list("pk", flat=True)}
    for table, values in rows:
        if table not in models:
            raise RefusedError(
                f"The ledger names the table {table}, which this version does not know."
            )
        model = models[table]
        fields = {one.attname: one for one in model._meta.concrete_fields}
        if values["partnership_id"] in there:
            row = model(**{name: fields[name].to_python(told) for name, told in values.items()})
            model._base_manager.bulk_create([row], ignore_conflicts=True)


def _decide(rows: Iterable[ledger.Row], uncertain: str) -> int:
    """Rows that were about to go when something stopped: a person says what happens to them."""
    if uncertain == "destroy":
        return _destroy(rows)
    there = [row for row in rows if uncertain != "keep" and _is_there(row)]
    if there:
        names = ", ".join(f"{key} in {table}" for table, key in there[:5])
        raise RefusedError(
            f"Of {len(there)} rows it is not known whether they were destroyed ({names}). "
            "Look them up, and say --uncertain=keep or --uncertain=destroy."
        )
    return 0


def _is_there(row: ledger.Row) -> bool:
    table, key = row
    models = {model._meta.db_table: model for model in apps.get_models()}
    return table in models and models[table]._base_manager.filter(pk=key).exists()


def _by_table(rows: Iterable[ledger.Row]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for table, key in rows:
        found.setdefault(table, []).append(key)
    return found
