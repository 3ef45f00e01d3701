"""How a link is found before its partnership is known."""

from dwarsverband.foundation.database.roles import application_role

_FUNCTION = """
CREATE FUNCTION security.link_of(asked uuid, secret_hash text)
RETURNS TABLE (id uuid, purpose text, partnership_id uuid, slug text, partnership_name text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, security AS $$
    SELECT link.id, link.purpose, link.partnership_id, partnership.slug, partnership.name
    FROM public.links_link AS link
    JOIN public.accounts_partnership AS partnership ON partnership.id = link.partnership_id
    WHERE link.id = asked AND link.hash = secret_hash
      AND link.ends_at > now() AND link.withdrawn_at IS NULL
      AND (link.used_at IS NULL OR NOT link.is_single_use)
$$;
REVOKE ALL ON FUNCTION security.link_of(uuid, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION security.link_of(uuid, text) TO "{application}";
"""


def create() -> str:
    """The function, and who may call it."""
    return _FUNCTION.format(application=application_role())


def drop() -> str:
    """The way back."""
    return "DROP FUNCTION security.link_of(uuid, text);"
