"""What the database does by itself: it notes what changed, and forgets at once what is gone.

So no action, import or command can leave the index behind, whoever writes it later.
"""

from dwarsverband.foundation.database.roles import application_role

_FUNCTIONS = """
CREATE FUNCTION security.note_for_search() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    origin text := format('SELECT DISTINCT partnership_id, %I AS key FROM changed', TG_ARGV[1]);
BEGIN
    FOR hop IN 0 .. (TG_NARGS - 2) / 3 - 1 LOOP
        origin := format(
            'SELECT DISTINCT way.partnership_id, way.%I AS key FROM public.%I AS way JOIN (%s) AS come'
            ' ON come.partnership_id = way.partnership_id AND come.key = way.%I',
            TG_ARGV[4 + 3 * hop], TG_ARGV[2 + 3 * hop], origin, TG_ARGV[3 + 3 * hop]);
    END LOOP;
    EXECUTE format(
        'INSERT INTO public.search_stale (id, partnership_id, kind, subject)'
        ' SELECT gen_random_uuid(), partnership_id, %L, key FROM (%s) AS noted'
        ' WHERE key IS NOT NULL', TG_ARGV[0], origin);
    RETURN NULL;
END $$;
CREATE FUNCTION security.forget_for_search() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE home uuid; gone uuid[];
BEGIN
    FOR home, gone IN SELECT partnership_id, array_agg(id) FROM changed GROUP BY partnership_id LOOP
        PERFORM security.forget_found(home, TG_ARGV[0], gone);
    END LOOP;
    RETURN NULL;
END $$;
CREATE FUNCTION security.forget_found(home uuid, of_kind text, gone uuid[]) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE words text[];
BEGIN
    SELECT array_agg(DISTINCT token) INTO words FROM public.search_posting
        WHERE partnership_id = home AND subject = ANY (gone) AND kind = of_kind;
    DELETE FROM public.search_posting
        WHERE partnership_id = home AND subject = ANY (gone) AND kind = of_kind;
    DELETE FROM public.search_entry
        WHERE partnership_id = home AND kind = of_kind AND subject = ANY (gone);
    PERFORM security.forget_words(home, words);
END $$;
CREATE FUNCTION security.forget_words(home uuid, words text[]) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, security AS $$
    DELETE FROM public.search_gram AS gram
    WHERE gram.partnership_id = home AND gram.token = ANY (words)
      AND home = ANY (ARRAY(SELECT security.partnerships()))
      AND NOT EXISTS (
        SELECT 1 FROM public.search_posting AS posting
        WHERE posting.partnership_id = home AND posting.token = gram.token)
$$;
REVOKE ALL ON FUNCTION security.forget_words(uuid, text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION security.forget_words(uuid, text[]) TO "{application}";
"""
NAMES = (
    "note_for_search()",
    "forget_for_search()",
    "forget_found(uuid, text, uuid[])",
    "forget_words(uuid, text[])",
)


def create() -> str:
    """The functions; they run as whoever changes something, and see no more.

    But for one: whether nothing else holds a word must be asked across all municipalities. It answers
    nothing, and removes only what nothing holds.
    """
    return _FUNCTIONS.replace("{application}", application_role())


def drop() -> str:
    """The way back."""
    return "".join(f"DROP FUNCTION security.{name} CASCADE;" for name in NAMES)
