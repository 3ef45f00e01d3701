"""The database itself keeps partnerships apart; each kind of breach is seen."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection, transaction

from dwarsverband.foundation.database.checks import breaches
from dwarsverband.foundation.database.roles import application_role, as_owner, owner_role

BREACHES = {
    "ALTER TABLE network_tie DISABLE ROW LEVEL SECURITY": "network_tie has no row-level security",
    "ALTER TABLE network_tie NO FORCE ROW LEVEL SECURITY": "network_tie is not forced",
    "DROP POLICY partnership ON network_person": "network_person has no policy",
    "CREATE POLICY all_rows ON network_person USING (true)": "lets the application see without",
    "CREATE TABLE network_note (id uuid, text text)": "network_note has no row-level security",
    "CREATE VIEW everybody AS SELECT * FROM network_person": "The view everybody shows rows as its owner",
    "CREATE MATERIALIZED VIEW everybody AS SELECT 1 AS one": "materialised view everybody",
    "CREATE FUNCTION public.peek() RETURNS bigint LANGUAGE sql SECURITY DEFINER AS 'SELECT 1::bigint'": (
        "public.peek runs as its owner and is not on the list"
    ),
    "ALTER FUNCTION security.partnerships() RESET search_path": "without a fixed search_path",
    "GRANT EXECUTE ON FUNCTION security.context() TO PUBLIC": "Everybody may call the function security.context",
    "ALTER TABLE network_tie ADD CONSTRAINT loose FOREIGN KEY (first_id) REFERENCES network_person (id)": (
        "loose of network_tie could point into another partnership"
    ),
    "CREATE INDEX loose ON network_person (email)": "The index loose does not begin with the partnership",
    "GRANT TRUNCATE ON network_person TO {application}": "may empty the table network_person",
    "GRANT UPDATE ON access_logentry TO {application}": "may write to access_logentry",
    "GRANT CREATE ON SCHEMA public TO {application}": "may make tables in the schema public",
    "GRANT SELECT ON security.context_key TO {application}": "can read the key that signs the context",
}


@contextmanager
def _owner() -> Iterator[None]:
    """The owner's connection, in a transaction that is undone."""
    with as_owner(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.mark.django_db(transaction=False)
def test_the_database_is_safe(cast: object) -> None:
    assert list(breaches()) == []


@pytest.mark.parametrize("statement", BREACHES)
def test_every_kind_of_breach_is_seen(
    statement: str, _played: object, django_db_blocker: object
) -> None:
    with django_db_blocker.unblock(), _owner(), connection.cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute(statement.format(application=f'"{application_role()}"'))
        assert any(BREACHES[statement] in found for found in breaches()), list(breaches())


def test_the_suite_runs_as_the_application(cast: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == (application_role(),)
    assert application_role() != owner_role()
