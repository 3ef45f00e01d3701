"""The log in the database: the application's role may add a line and may never change one."""

from dwarsverband.foundation.database.roles import application_role, owner_role

_APPEND = """
CREATE FUNCTION security.append_log(partnership uuid, record bytea) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, security AS $$
DECLARE
    head public.access_loghead;
    line bytea;
BEGIN
    IF NOT partnership = ANY (ARRAY(SELECT security.partnerships())) THEN
        RAISE EXCEPTION 'A line belongs to the partnership of the context.';
    END IF;
    INSERT INTO public.access_loghead VALUES (partnership, 0, decode(repeat('00', 32), 'hex'))
        ON CONFLICT DO NOTHING;
    SELECT * INTO head FROM public.access_loghead WHERE partnership_id = partnership FOR UPDATE;
    line := sha256(head.hash || int8send(head.sequence + 1) || record);
    INSERT INTO public.access_logentry (id, partnership_id, sequence, record, hash)
        VALUES (gen_random_uuid(), partnership, head.sequence + 1, record, line);
    UPDATE public.access_loghead SET sequence = head.sequence + 1, hash = line
        WHERE partnership_id = partnership;
    RETURN head.sequence + 1;
END $$;
REVOKE ALL ON FUNCTION security.append_log(uuid, bytea) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION security.append_log(uuid, bytea) TO "{application}";
CREATE FUNCTION security.only_add() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN RAISE EXCEPTION 'A line of the log is never changed or removed.'; END $$;
CREATE TRIGGER only_add BEFORE UPDATE OR DELETE OR TRUNCATE ON access_logentry
    FOR EACH STATEMENT EXECUTE FUNCTION security.only_add();
"""
_READ_ONLY = """
ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY;
CREATE POLICY partnership ON "{table}" FOR SELECT TO "{application}"
    USING (partnership_id = ANY (ARRAY(SELECT security.partnerships())));
CREATE POLICY owner ON "{table}" TO "{owner}" USING (true) WITH CHECK (true);
REVOKE INSERT, UPDATE, DELETE ON "{table}" FROM "{application}";
"""


def create() -> str:
    """The function that adds a line, and the policies by which lines are read."""
    names = {"application": application_role(), "owner": owner_role()}
    tables = ("access_logentry", "access_loghead")
    return _APPEND.format(**names) + "".join(
        _READ_ONLY.format(table=table, **names) for table in tables
    )


def drop() -> str:
    """The way back."""
    return (
        "DROP TRIGGER only_add ON access_logentry; DROP FUNCTION security.only_add();"
        " DROP FUNCTION security.append_log(uuid, bytea);"
    )
