"""What the database asks before it shows a closed row. Audited: there are five functions, no more."""

from dwarsverband.foundation.database.roles import application_role

_FUNCTIONS = """
CREATE FUNCTION security.partnerships() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, security AS $$
    SELECT membership.partnership_id
    FROM public.accounts_membership AS membership, security.context() AS asking
    WHERE asking[1] = 'member'
      AND membership.user_id = asking[2]::uuid
      AND membership.partnership_id = asking[3]::uuid
      AND membership.starts_on <= (now() AT TIME ZONE 'Europe/Amsterdam')::date
      AND (membership.ends_on IS NULL
           OR membership.ends_on >= (now() AT TIME ZONE 'Europe/Amsterdam')::date)
    UNION ALL
    SELECT asking[3]::uuid FROM security.context() AS asking
    WHERE asking[1] IN ('system', 'link')
$$;
CREATE FUNCTION security.regions() RETURNS text[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, security AS $$
    SELECT membership.regions::text[]
    FROM public.accounts_membership AS membership, security.context() AS asking
    WHERE asking[1] = 'member'
      AND membership.user_id = asking[2]::uuid
      AND membership.partnership_id = asking[3]::uuid
      AND cardinality(membership.regions) > 0
$$;
CREATE FUNCTION security.memberships_of(asked uuid)
RETURNS TABLE (partnership_id uuid, slug text, partnership_name text,
               membership_id uuid, name text, role text, regions text[], language text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, security AS $$
    SELECT partnership.id, partnership.slug, partnership.name,
           membership.id, membership.name, membership.role, membership.regions, account.language
    FROM public.accounts_membership AS membership
    JOIN public.accounts_partnership AS partnership ON partnership.id = membership.partnership_id
    JOIN public.accounts_user AS account ON account.id = membership.user_id
    WHERE membership.user_id = asked AND account.is_active
      AND membership.starts_on <= (now() AT TIME ZONE 'Europe/Amsterdam')::date
      AND (membership.ends_on IS NULL
           OR membership.ends_on >= (now() AT TIME ZONE 'Europe/Amsterdam')::date)
    ORDER BY partnership.name
$$;
CREATE FUNCTION security.every_partnership() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, security AS $$
    SELECT partnership.id FROM public.accounts_partnership AS partnership
$$;
"""
_PUBLIC = """
REVOKE ALL ON FUNCTION security.{name} FROM PUBLIC;
GRANT EXECUTE ON FUNCTION security.{name} TO "{role}";
"""
NAMES = ("partnerships()", "regions()", "memberships_of(uuid)", "every_partnership()")


_BY_HASH = """
CREATE FUNCTION security.token_of(asked uuid, secret_hash text)
RETURNS TABLE (token_id uuid, scope text, areas text[], last_used_on date, user_id uuid,
               partnership_id uuid, slug text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, security AS $$
    SELECT token.id, token.scope, token.areas, token.last_used_on, membership.user_id,
           partnership.id, partnership.slug
    FROM public.accounts_token AS token
    JOIN public.accounts_membership AS membership
      ON membership.id = token.membership_id AND membership.partnership_id = token.partnership_id
    JOIN public.accounts_partnership AS partnership ON partnership.id = token.partnership_id
    WHERE token.id = asked AND token.hash = secret_hash
      AND token.ends_on >= (now() AT TIME ZONE 'Europe/Amsterdam')::date
$$;
"""
# How often somebody asked, under a keyed hash. Not logged: after a crash the counting begins anew.
_COUNTS = """
CREATE UNLOGGED TABLE request_count (
    name char(64) PRIMARY KEY,
    began_at timestamptz NOT NULL,
    count integer NOT NULL
);
"""


def create_tokens() -> str:
    """How a token is found before its partnership is known, and where requests are counted."""
    granted = _PUBLIC.format(name="token_of(uuid, text)", role=application_role())
    return _BY_HASH + granted + _COUNTS


def drop_tokens() -> str:
    """The way back."""
    return "DROP TABLE request_count; DROP FUNCTION security.token_of(uuid, text);"


def create() -> str:
    """The functions, and who may call them."""
    return _FUNCTIONS + "".join(
        _PUBLIC.format(name=name, role=application_role()) for name in NAMES
    )


def drop() -> str:
    """The way back."""
    return "".join(f"DROP FUNCTION security.{name};" for name in NAMES)


# Since a partnership may ask a second factor of its own roles, whoever asks who somebody is hears it.
_WITH_RULE = """
DROP FUNCTION security.memberships_of(uuid);
CREATE FUNCTION security.memberships_of(asked uuid)
RETURNS TABLE (partnership_id uuid, slug text, partnership_name text,
               membership_id uuid, name text, role text, regions text[], language text,
               asks_second_factor boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, security AS $$
    SELECT partnership.id, partnership.slug, partnership.name,
           membership.id, membership.name, membership.role, membership.regions, account.language,
           COALESCE(membership.role = ANY (asked_of.roles), false)
    FROM public.accounts_membership AS membership
    JOIN public.accounts_partnership AS partnership ON partnership.id = membership.partnership_id
    JOIN public.accounts_user AS account ON account.id = membership.user_id
    LEFT JOIN public.accounts_signinrule AS asked_of
      ON asked_of.partnership_id = membership.partnership_id
    WHERE membership.user_id = asked AND account.is_active
      AND membership.starts_on <= (now() AT TIME ZONE 'Europe/Amsterdam')::date
      AND (membership.ends_on IS NULL
           OR membership.ends_on >= (now() AT TIME ZONE 'Europe/Amsterdam')::date)
    ORDER BY partnership.name
$$;
"""


def tell_rule() -> str:
    """The memberships of a user, each with whether its partnership asks more than a password."""
    granted = _PUBLIC.format(name="memberships_of(uuid)", role=application_role())
    return _WITH_RULE + granted


def tell_no_rule() -> str:
    """The way back."""
    before = _FUNCTIONS[_FUNCTIONS.index("CREATE FUNCTION security.memberships_of") :]
    before = before[: before.index("CREATE FUNCTION security.every_partnership")]
    granted = _PUBLIC.format(name="memberships_of(uuid)", role=application_role())
    return "DROP FUNCTION security.memberships_of(uuid);" + before + granted
