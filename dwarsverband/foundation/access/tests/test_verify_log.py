"""A line of the log is never changed or removed; whoever manages it anyhow is found out."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from dwarsverband.foundation.access import log
from dwarsverband.foundation.access.context import acting
from dwarsverband.foundation.database.roles import as_owner
from dwarsverband.foundation.database.tables import rows
from tests.cast import Cast
from tests.live import Live

OWN = "access_logentry WHERE partnership_id = %(home)s"
DAMAGE = {
    f"UPDATE access_logentry SET record = record || '\\x20' WHERE id IN (SELECT id FROM {OWN} AND sequence = 2)": (
        "line 2: A line was changed or moved."
    ),
    f"UPDATE access_logentry SET hash = sha256(hash) WHERE id IN (SELECT id FROM {OWN} AND sequence = 2)": (
        "line 2: A line was changed or moved."
    ),
    f"DELETE FROM {OWN} AND sequence = 2": "line 2: A line was removed.",
    "UPDATE access_logentry AS one SET record = other.record, hash = other.hash"
    " FROM access_logentry AS other WHERE one.partnership_id = %(home)s"
    " AND other.partnership_id = %(home)s AND one.sequence IN (2, 3)"
    " AND other.sequence = 5 - one.sequence": "line 2: A line was changed or moved.",
    f"DELETE FROM {OWN} AND sequence = (SELECT max(sequence) FROM {OWN})": "The end was cut off.",
    f"DELETE FROM {OWN}": "line 1: The end was cut off.",
    "DELETE FROM access_loghead WHERE partnership_id = %(home)s": (
        "The last line is not the one that was written."
    ),
}
FORBIDDEN = (
    "UPDATE access_logentry SET record = ''",
    "DELETE FROM access_logentry",
    "TRUNCATE access_logentry",
    "INSERT INTO access_logentry SELECT gen_random_uuid(), partnership_id, 999, record, hash"
    " FROM access_logentry",
    "ALTER TABLE access_logentry DISABLE TRIGGER only_add",
    "UPDATE access_loghead SET sequence = 0",
    "DELETE FROM access_loghead",
)


def test_a_log_as_it_was_written_is_found_whole(live: Live) -> None:
    _write(live)
    said = StringIO()
    call_command("verify_log", stdout=said)
    assert "as it was written" in said.getvalue()


@pytest.mark.parametrize("damage", DAMAGE)
def test_damage_is_found(live: Live, damage: str) -> None:
    _write(live)
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE access_logentry DISABLE TRIGGER only_add")
        cursor.execute(damage, {"home": live.cast.waterdal.pk})
        assert cursor.rowcount
    said = StringIO()
    with pytest.raises(CommandError, match="not as it was written"):
        call_command("verify_log", stderr=said)
    assert DAMAGE[damage] in said.getvalue()
    assert str(live.cast.elsewhere.pk) not in said.getvalue()


@pytest.mark.parametrize("statement", FORBIDDEN)
def test_the_application_only_adds_lines(cast: Cast, statement: str) -> None:
    with acting(cast.noor):
        log.write(cast.noor, "test.verb", [])
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_nobody_adds_a_line_for_another_partnership(cast: Cast) -> None:
    with (
        acting(cast.noor),
        pytest.raises(DatabaseError, match="partnership of the context"),
        transaction.atomic(),
    ):
        rows("SELECT security.append_log(%s, %s)", cast.elsewhere.pk, b"{}")


def test_even_the_owner_does_not_change_a_line_by_accident(live: Live) -> None:
    _write(live)
    for statement in ("UPDATE access_logentry SET record = ''", "DELETE FROM access_logentry"):
        with (
            as_owner(),
            pytest.raises(DatabaseError, match="never changed"),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)


def _write(live: Live) -> None:
    with acting(live.cast.noor):
        for number in range(5):
            log.write(live.cast.noor, f"test.verb_{number}", [live.cast.waterdal])
