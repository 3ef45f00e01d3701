"""What is in a database, to compare what came back with what there was."""

from django.db import connection, transaction

from dwarsverband.foundation.database import tables
from dwarsverband.foundation.database.backup import LEFT_OUT, SHAPES
from dwarsverband.foundation.database.roles import as_owner


def contents() -> dict[str, list[tables.Row]]:
    """Every row of every table that a backup keeps, as the owner sees it."""
    with as_owner(), transaction.atomic(), connection.cursor() as cursor:
        for name, value in SHAPES.items():
            cursor.execute("SELECT set_config(%s, %s, true)", [name, value])
        return {
            table.name: sorted(tables.rows(f'SELECT t::text FROM "{table.name}" AS t'))
            for table in tables.known_tables()
            if table.name not in LEFT_OUT
        }


def own_tables() -> list[str]:
    """The tables that there are; none in an empty database."""
    with as_owner():
        return [table.name for table in tables.known_tables()]
