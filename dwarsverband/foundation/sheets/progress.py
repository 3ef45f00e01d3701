"""How far a long transaction is, told before it ends.

What a transaction writes is seen by nobody until it is kept. Its advisory locks are seen at once,
cost no second connection, and go when it ends, however it ends.
"""

from uuid import UUID

from django.db import connection

_HEARD = """
SELECT max(objid::bigint) FROM pg_locks
WHERE locktype = 'advisory' AND objsubid = 2 AND classid = %s
AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""


def tell(subject: UUID, percent: int) -> None:
    """Say how much of the work on something is done."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock_shared(%s, %s)", [_number(subject), percent])


def heard(subject: UUID) -> int | None:
    """How much of the work on something is done; none when nobody is at work on it."""
    with connection.cursor() as cursor:
        cursor.execute(_HEARD, [_number(subject)])
        row = cursor.fetchone()
    return None if row is None or row[0] is None else int(row[0])


def _number(subject: UUID) -> int:
    return subject.int & 0x7FFF_FFFF
