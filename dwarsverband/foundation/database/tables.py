"""What stands in the database: its tables, their columns, and which of them lead to which."""

from collections.abc import Iterator
from dataclasses import dataclass
from graphlib import TopologicalSorter

from django.db import connection

from dwarsverband.foundation.database.roles import owner_role

UNFINISHED = "security.unfinished_restore"
Row = tuple[object, ...]


@dataclass(frozen=True)
class Known:
    """One table: its columns, and whether its policies bind its owner too."""

    name: str
    columns: list[str]
    is_forced: bool


def rows(sql: str, *values: object) -> list[Row]:
    """What the database answers to one question."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values or None)  # type: ignore[arg-type]  # psycopg takes any object
        return list(cursor.fetchall())


def known_tables() -> list[Known]:
    """Every table, those first to which others lead with a key that is checked at once."""
    found = {
        str(name): Known(str(name), list(map(str, columns)), bool(is_forced))  # type: ignore[call-overload]  # an array
        for name, columns, is_forced in rows(
            "SELECT relname, ARRAY(SELECT attname::text FROM pg_attribute WHERE attrelid = pg_class.oid"
            " AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attnum),"
            " relforcerowsecurity FROM pg_class"
            " WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY relname"
        )
    }
    order = TopologicalSorter({name: set[str]() for name in found})
    for source, target in rows(
        "SELECT source.relname, target.relname FROM pg_constraint"
        " JOIN pg_class AS source ON source.oid = conrelid JOIN pg_class AS target ON target.oid = confrelid"
        " WHERE contype = 'f' AND NOT condeferrable AND conrelid <> confrelid"
    ):
        order.add(str(source), str(target))
    return [found[name] for name in order.static_order()]


def hidden_tables() -> list[str]:
    """The tables of which the owner does not see every row; a backup would leave rows out."""
    return [
        str(name)
        for (name,) in rows(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"
            " AND relkind = 'r' AND relforcerowsecurity AND NOT EXISTS (SELECT 1 FROM pg_policies"
            " WHERE schemaname = 'public' AND tablename = relname AND permissive = 'PERMISSIVE'"
            " AND cmd = 'ALL' AND qual = 'true' AND %s = ANY (roles)) ORDER BY relname",
            owner_role(),
        )
    ]


def filled_tables(tables: list[Known]) -> Iterator[str]:
    """Those of some tables that hold at least one row."""
    for table in tables:
        if rows(f'SELECT 1 FROM "{table.name}" LIMIT 1'):  # noqa: S608 (a name from the catalogue)
            yield table.name


def is_unfinished() -> bool:
    """Whether a restore was begun here and not ended."""
    return bool(rows("SELECT 1 WHERE to_regclass(%s) IS NOT NULL", UNFINISHED))


def sequences() -> dict[str, int]:
    """The last number that each sequence gave."""
    return {
        str(name): int(str(last))
        for name, last in rows(
            "SELECT sequencename, last_value FROM pg_sequences"
            " WHERE schemaname = 'public' AND last_value IS NOT NULL"
        )
    }
