"""What must be true of the database before anybody may use it."""

from collections.abc import Iterator

from django.conf import settings

from dwarsverband.foundation.database.grants import READ_ONLY, WITHOUT_PARTNERSHIP
from dwarsverband.foundation.database.roles import application_role
from dwarsverband.foundation.database.tables import Row, is_unfinished
from dwarsverband.foundation.database.tables import rows as _rows

# The functions that look past row-level security, each read by a second pair of eyes.
AUDITED = {
    "security.context": "checks the signature of the context",
    "security.partnerships": "the partnership of the context, when the membership is current",
    "security.regions": "the municipalities to which the membership is limited",
    "security.memberships_of": "the current memberships of one user",
    "security.every_partnership": "the numbers of all partnerships, for jobs that end terms",
    "security.token_of": "the user and the partnership of one token, by its hash",
    "security.link_of": "the partnership of one link, by its hash",
    "security.forget_words": "removes from the index which letters stood in a word that nothing holds",
    "security.append_log": "adds one line to the log of the context's partnership",
}


def breaches() -> Iterator[str]:
    """Every way in which the database would let somebody see or do too much."""
    if is_unfinished():
        yield "A restore was begun and not ended. Restore again; until then nobody may come in."
    yield from _roles()
    yield from _tables()
    yield from _policies()
    yield from _views()
    yield from _functions()
    yield from _references()
    yield from _indexes()
    yield from _privileges()


def _closed_tables() -> list[Row]:
    return _rows(
        "SELECT relname, relrowsecurity, relforcerowsecurity, pg_get_userbyid(relowner)"
        " FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')"
        " AND NOT relname = ANY (%s) ORDER BY relname",
        list(WITHOUT_PARTNERSHIP),
    )


def _roles() -> Iterator[str]:
    role = application_role()
    if _rows(
        "SELECT 1 FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace"
        " WHERE nspname IN ('public', 'security') AND pg_get_userbyid(relowner) = %s",
        role,
    ):
        yield f"The application connects as {role}, which owns the tables. Give it a role of its own."
    for superuser, bypass, create, create_role in _rows(
        "SELECT rolsuper, rolbypassrls, rolcreatedb, rolcreaterole FROM pg_roles WHERE rolname = %s",
        role,
    ):
        if superuser or bypass:
            yield f"The role {role} is not bound by row-level security. Take SUPERUSER and BYPASSRLS away."
        if create or create_role:
            yield f"The role {role} may make databases or roles. Take CREATEDB and CREATEROLE away."
    for (parent,) in _rows(
        "SELECT parent.rolname FROM pg_auth_members JOIN pg_roles AS parent ON parent.oid = roleid"
        " JOIN pg_roles AS child ON child.oid = member WHERE child.rolname = %s",
        role,
    ):
        yield f"The role {role} is a member of {parent}, and may do what that role may."


def _tables() -> Iterator[str]:
    for table, has_security, is_forced, owner in _closed_tables():
        if not has_security:
            yield f"The table {table} has no row-level security. Add CloseTable to its migration."
        elif not is_forced:
            yield f"Row-level security of the table {table} is not forced on its owner."
        if owner == application_role():
            yield f"The table {table} belongs to the application's role."


def _policies() -> Iterator[str]:
    role = application_role()
    found = _rows(
        "SELECT tablename, policyname, permissive, roles::text[], cmd, qual, with_check"
        " FROM pg_policies WHERE schemaname = 'public'"
    )
    guarded = {
        table
        for table, _name, kind, roles, command, condition, check in found
        if kind == "PERMISSIVE"
        and isinstance(roles, list)
        and role in roles
        and (table in READ_ONLY or (command == "ALL" and "partnerships()" in str(check)))
        and "= ANY (ARRAY( SELECT security.partnerships()" in str(condition)
    }
    for table, *_rest in _closed_tables():
        if table not in guarded:
            yield f"The table {table} has no policy that asks for the partnership."
    for table, name, kind, roles, _command, condition, check in found:
        reaches = isinstance(roles, list) and ({role, "public"} & set(roles))
        if kind == "PERMISSIVE" and reaches and "partnerships()" not in f"{condition or check}":
            yield f"The policy {name} of {table} lets the application see without a partnership."


def _views() -> Iterator[str]:
    for view, kind, options in _rows(
        "SELECT relname, relkind::text, coalesce(reloptions::text, '') FROM pg_class"
        " WHERE relnamespace = 'public'::regnamespace AND relkind IN ('v', 'm')"
    ):
        if kind == "m":
            yield f"The materialised view {view} keeps rows outside row-level security. Remove it."
        elif "security_invoker=true" not in str(options):
            yield f"The view {view} shows rows as its owner. Make it WITH (security_invoker = true)."


def _functions() -> Iterator[str]:
    for name, is_definer, options, public in _rows(
        "SELECT nspname || '.' || proname, prosecdef, coalesce(proconfig::text, ''),"
        " has_function_privilege('public', pg_proc.oid, 'EXECUTE') FROM pg_proc"
        " JOIN pg_namespace ON pg_namespace.oid = pronamespace"
        " WHERE nspname IN ('public', 'security')"
    ):
        if not is_definer:
            continue
        if name not in AUDITED:
            yield f"The function {name} runs as its owner and is not on the list of audited ones."
        if "search_path=pg_catalog" not in str(options):
            yield f"The function {name} runs as its owner without a fixed search_path."
        if public:
            yield f"Everybody may call the function {name}."


def _references() -> Iterator[str]:
    closed = {str(row[0]) for row in _closed_tables()} - {"accounts_partnership"}
    for name, table, target, columns in _rows(
        "SELECT conname, source.relname, target.relname, ARRAY(SELECT attname::text FROM pg_attribute"
        " WHERE attrelid = conrelid AND attnum = ANY (conkey)) FROM pg_constraint"
        " JOIN pg_class AS source ON source.oid = conrelid"
        " JOIN pg_class AS target ON target.oid = confrelid WHERE contype = 'f'"
    ):
        if {table, target} <= closed and "partnership_id" not in (
            columns if isinstance(columns, list) else []
        ):
            yield f"The foreign key {name} of {table} could point into another partnership."


def _indexes() -> Iterator[str]:
    closed = [str(row[0]) for row in _closed_tables() if row[0] != "accounts_partnership"]
    for name, first in _rows(
        "SELECT indexname.relname, attname FROM pg_index"
        " JOIN pg_class AS indexname ON indexname.oid = indexrelid"
        " JOIN pg_class AS tablename ON tablename.oid = indrelid"
        " JOIN pg_attribute ON attrelid = indrelid AND attnum = indkey[0]"
        " WHERE NOT indisprimary AND tablename.relname = ANY (%s)",
        closed,
    ):
        if first != "partnership_id":
            yield f"The index {name} does not begin with the partnership."


def _privileges() -> Iterator[str]:
    role = application_role()
    for (table,) in _rows(
        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"
        " AND has_table_privilege(%s, oid, 'TRUNCATE')",
        role,
    ):
        yield f"The role {role} may empty the table {table} at once (TRUNCATE)."
    for (table,) in _rows(
        "SELECT relname FROM pg_class WHERE relname = ANY (%s) AND relkind = 'r'"
        " AND has_table_privilege(%s, oid, 'INSERT, UPDATE, DELETE')",
        list(READ_ONLY),
        role,
    ):
        yield f"The role {role} may write to {table}, which it should only read."
    for schema in ("public", "security"):
        if _rows("SELECT 1 WHERE has_schema_privilege(%s, %s, 'CREATE')", role, schema):
            yield f"The role {role} may make tables in the schema {schema}."
    if _rows("SELECT 1 WHERE has_table_privilege(%s, 'security.context_key', 'SELECT')", role):
        yield f"The role {role} can read the key that signs the context."
    if not settings.DEMO and settings.DATABASES["default"]["PASSWORD"] == "":
        yield f"The role {role} has no password."
