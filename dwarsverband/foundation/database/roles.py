"""Two roles: the owner migrates, the application reads and writes what its context allows.

The context is one signed text in a transaction-local setting. The database checks the signature
with a key that the application's role cannot read, so that injected SQL cannot become somebody
else. (It does not protect against code that runs inside the application: that holds the key.)
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any  # Django types its settings of a connection as Any

from django.conf import settings
from django.db import connection

from dwarsverband.foundation.database.keyed import key_for, mark_for

SETTING = "dwarsverband.context"
_ROLE = ("USER", "PASSWORD", "HOST", "PORT", "OPTIONS")
CONTEXT_SECONDS = 3600
# By how many seconds the clock of the database is ahead of ours, as far as that ever mattered
_clock = {"ahead": 0.0}

_SCHEMA = """
CREATE SCHEMA IF NOT EXISTS security;
GRANT USAGE ON SCHEMA security TO {application};
GRANT USAGE ON SCHEMA public TO {application};
ALTER DEFAULT PRIVILEGES IN SCHEMA public
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {application};
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {application};
ALTER DEFAULT PRIVILEGES IN SCHEMA security REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
ALTER DEFAULT PRIVILEGES IN SCHEMA security GRANT EXECUTE ON FUNCTIONS TO {application};
CREATE TABLE IF NOT EXISTS security.context_key (
    only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
    inner_key bytea NOT NULL,
    outer_key bytea NOT NULL
);
CREATE OR REPLACE FUNCTION security.context() RETURNS text[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, security AS $$
DECLARE
    parts text[] := string_to_array(current_setting('{setting}', true), '|');
    signed bytea;
    key security.context_key;
BEGIN
    IF parts IS NULL OR cardinality(parts) <> 7 THEN RETURN NULL; END IF;
    IF parts[6]::bigint < extract(epoch FROM clock_timestamp()) THEN RETURN NULL; END IF;
    SELECT * INTO key FROM security.context_key;
    signed := sha256(key.outer_key || sha256(
        key.inner_key || convert_to(array_to_string(parts[1:6], '|'), 'UTF8')));
    IF encode(signed, 'hex') = parts[7] THEN RETURN parts; END IF;
    RETURN NULL;
EXCEPTION WHEN invalid_text_representation OR numeric_value_out_of_range THEN RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION security.context() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION security.context() TO {application};
CREATE OR REPLACE FUNCTION security.has_second_factor() RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, security AS $$
    SELECT coalesce((security.context())[5] = '2', false)
$$;
REVOKE ALL ON FUNCTION security.has_second_factor() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION security.has_second_factor() TO {application};
"""


def application_role() -> str:
    """The name of the role with which pages and jobs connect."""
    return str(settings.APPLICATION_ROLE)


def owner_role() -> str:
    """The name of the role that owns the tables and migrates."""
    return str(settings.DATABASE_OWNER["USER"])


class ContextError(RuntimeError):
    """The database does not believe who is asking; nothing would be seen, and nobody told why."""


def tell(kind: str, user: object, partnership: object, subject: object, *, level: int = 1) -> None:
    """Tell the database who is asking, until this transaction ends.

    The level is 2 for whoever came in with a second factor. Where its clock differs from ours its
    own counts: an expired context would look like an empty
    partnership.
    """
    for _attempt in "12":
        moment = time.time() + _clock["ahead"]
        if _is_believed(signed_context(kind, user, partnership, subject, level, moment)):
            return
    raise ContextError(
        "The database does not accept the context of this program. Did SECRET_KEY change? "
        "Then run `manage.py migrate`, so that the database knows it too."
    )


def _is_believed(value: str) -> bool:
    """Set a context; when it is refused, remember how far the database is ahead of us."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config(%s, %s, true), security.context() IS NOT NULL,"
            " extract(epoch FROM clock_timestamp())",
            [SETTING, value],
        )
        _value, is_accepted, seconds = cursor.fetchone()
    if not is_accepted:
        _clock["ahead"] = float(seconds) - time.time()
    return bool(is_accepted)


def signed_context(
    kind: str, user: object, partnership: object, subject: object, level: int, moment: float
) -> str:
    """Who is asking, in the form that the database accepts until an hour after a moment."""
    expires = int(moment) + CONTEXT_SECONDS
    subjects = (str(part or "") for part in (user, partnership, subject))
    parts = [kind, *subjects, str(level), str(expires)]
    text = "|".join(parts)
    return f"{text}|{mark_for('context', text).hex()}"


def set_context(value: str) -> None:
    """Put back what was told, until this transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config(%s, %s, true)", [SETTING, value])


@contextmanager
def as_owner() -> Iterator[None]:
    """Connect as the owner of the tables for the length of a block: migrations, backup, restore.

    Inside a block of the owner it changes nothing, so that a transaction stays one.
    """
    own: dict[str, Any] = {key: settings.DATABASE_OWNER[key] for key in _ROLE}
    usual: dict[str, Any] = {key: connection.settings_dict[key] for key in _ROLE}
    if usual == own:
        yield
        return
    connection.close()
    connection.close_pool()  # type: ignore[attr-defined]  # PostgreSQL's own
    connection.settings_dict.update(own)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(usual)


def prepare() -> None:
    """Make the schema, the key and the privileges on which every closed table depends."""
    inner, outer = _pads()
    sql = _SCHEMA.format(application=f'"{application_role()}"', setting=SETTING)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(7224)")
        try:
            cursor.execute(sql)
            cursor.execute(
                "INSERT INTO security.context_key (inner_key, outer_key) VALUES (%s, %s)"
                " ON CONFLICT (only_one) DO UPDATE"
                " SET inner_key = excluded.inner_key, outer_key = excluded.outer_key",
                [inner, outer],
            )
        finally:
            cursor.execute("SELECT pg_advisory_unlock(7224)")


def _pads() -> tuple[bytes, bytes]:
    """The two padded keys of HMAC (RFC 2104), so that SQL needs no loop."""
    key = key_for("context").ljust(64, b"\0")
    return bytes(byte ^ 0x36 for byte in key), bytes(byte ^ 0x5C for byte in key)
