"""Lets the database note what changed in every table from which something can be found."""

from collections.abc import Iterator, Sequence

from django.db import connection
from psycopg import sql

from dwarsverband.foundation.search.kinds import Kind, kinds

# Raise it when words are read in another way: an upgrade then reads everything anew by itself.
EDITION = 3
_EVENTS = {"INSERT": "NEW", "UPDATE": "NEW", "DELETE": "OLD"}
_WATCH = """
CREATE OR REPLACE TRIGGER {name} AFTER {event} ON {table}
    REFERENCING {rows} TABLE AS changed FOR EACH STATEMENT
    EXECUTE FUNCTION security.{function}({values});
"""
_MARK = """
INSERT INTO search_stale (id, partnership_id, kind, subject)
    SELECT gen_random_uuid(), partnership_id, {kind}, id FROM {table};
"""
Trigger = tuple[str, str, str, str, Sequence[str]]


def watch() -> None:
    """Put the triggers on the tables, as their owner; what was not watched before is read anew."""
    known = _known()
    wanted = {kind.name: list(_triggers(kind)) for kind in kinds().values()}
    with connection.cursor() as cursor:
        for name, triggers in wanted.items():
            for trigger in triggers:
                cursor.execute(_statement(trigger))
            if not {(one[2], one[0]) for one in triggers} <= known:
                names = {"kind": sql.Literal(name), "table": sql.Identifier(kinds()[name].table)}
                cursor.execute(sql.SQL(_MARK).format(**names))
        for table, name in known - {(one[2], one[0]) for some in wanted.values() for one in some}:
            drop = sql.SQL("DROP TRIGGER {} ON {}")
            cursor.execute(drop.format(sql.Identifier(name), sql.Identifier(table)))


def _triggers(kind: Kind) -> Iterator[Trigger]:
    """Name, event, table, function, and what the function is told."""
    for table, ways in kind.watches.items():
        for number, way in enumerate(ways):
            for event in _EVENTS:
                name = f"search_{kind.name}_{number}_{event.lower()}_{EDITION}"
                values = (kind.name, *way.split())
                if event == "DELETE" and table == kind.table:
                    yield name, event, table, "forget_for_search", values[:1]
                else:
                    yield name, event, table, "note_for_search", values


def _statement(trigger: Trigger) -> sql.Composed:
    name, event, table, function, values = trigger
    return sql.SQL(_WATCH).format(
        name=sql.Identifier(name),
        event=sql.SQL(event),
        table=sql.Identifier(table),
        rows=sql.SQL(_EVENTS[event]),
        function=sql.Identifier(function),
        values=sql.SQL(", ").join(map(sql.Literal, values)),
    )


def _known() -> set[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, tgname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid"
            " WHERE NOT tgisinternal AND starts_with(tgname, 'search_')"
        )
        return set(cursor.fetchall())
