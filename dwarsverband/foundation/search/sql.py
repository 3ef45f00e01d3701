"""What the database does by itself: it notes what changed, and forgets at once what is gone.

So no action, import or command can leave the index behind, whoever writes it later.
"""

from dwarsverband.foundation.database.roles import application_role

_FUNCTIONS = """
CREATE OR REPLACE FUNCTION security.note_for_search() RETURNS trigger LANGUAGE plpgsql AS $$
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
CREATE OR REPLACE FUNCTION security.forget_for_search() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE home uuid; gone uuid[];
BEGIN
    FOR home, gone IN SELECT partnership_id, array_agg(id) FROM changed GROUP BY partnership_id LOOP
        PERFORM security.forget_found(home, TG_ARGV[0], gone);
    END LOOP;
    RETURN NULL;
END $$;
CREATE OR REPLACE FUNCTION security.forget_found(home uuid, of_kind text, gone uuid[]) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE words text[];
BEGIN
    WITH removed AS (
        DELETE FROM public.search_entry
        WHERE partnership_id = home AND kind = of_kind AND subject = ANY (gone)
        RETURNING number, is_fresh, tokens),
    noted AS (
        INSERT INTO public.search_gone (id, partnership_id, kind, number)
        SELECT gen_random_uuid(), home, of_kind, number FROM removed WHERE NOT is_fresh)
    SELECT array_agg(DISTINCT word) INTO words FROM removed CROSS JOIN unnest(removed.tokens) AS word;
    PERFORM security.forget_words(home, words);
END $$;
CREATE OR REPLACE FUNCTION security.lock_lists(home uuid, alone boolean) RETURNS void LANGUAGE sql AS $$
    SELECT CASE WHEN alone
        THEN pg_advisory_xact_lock(hashtextextended('search:' || home, 0))
        ELSE pg_advisory_xact_lock_shared(hashtextextended('search:' || home, 0)) END
$$;
CREATE OR REPLACE FUNCTION security.forget_words(home uuid, words text[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, security
-- Right after a long list PostgreSQL does not know how much there is, and would read all for each.
SET enable_nestloop = off AS $$
DECLARE lost text[];
BEGIN
    IF words IS NULL OR NOT home = ANY (ARRAY(SELECT security.partnerships())) THEN RETURN; END IF;
    PERFORM security.lock_lists(home, false);
    -- A list goes when every place in it is gone; one with more places than are gone is not even read.
    WITH gone AS MATERIALIZED (
        SELECT kind, number FROM public.search_gone WHERE partnership_id = home),
    short AS MATERIALIZED (
        SELECT id, kind, postings FROM public.search_postinglist
        WHERE partnership_id = home AND token = ANY (words)
          AND octet_length(postings) / {size} <= (SELECT count(*) FROM gone)),
    place AS MATERIALIZED (
        SELECT id, kind, ('x' || encode(
            substring(postings FROM at * {size} + 1 FOR 4), 'hex'))::bit(32)::int AS number
        FROM short CROSS JOIN generate_series(0, octet_length(postings) / {size} - 1) AS at)
    DELETE FROM public.search_postinglist WHERE partnership_id = home AND id IN (
        SELECT place.id FROM place LEFT JOIN gone USING (kind, number)
        GROUP BY place.id HAVING bool_and(gone.number IS NOT NULL));
    SELECT array_agg(word) INTO lost FROM unnest(words) AS word
    WHERE NOT EXISTS (
        SELECT 1 FROM public.search_postinglist AS list
        WHERE list.partnership_id = home AND list.token = word)
    AND word NOT IN (
        SELECT token FROM public.search_entry AS entry CROSS JOIN unnest(entry.tokens) AS token
        WHERE entry.partnership_id = home AND entry.is_fresh);
    DELETE FROM public.search_gram AS gram
    WHERE gram.partnership_id = home AND gram.token = ANY (lost);
END $$;
REVOKE ALL ON FUNCTION security.forget_words(uuid, text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION security.forget_words(uuid, text[]) TO "{application}";
"""
NAMES = (
    "note_for_search()",
    "forget_for_search()",
    "forget_found(uuid, text, uuid[])",
    "forget_words(uuid, text[])",
    "lock_lists(uuid, boolean)",
)
# A place in a list: the number of the thing in four bytes, and its share in two.
PLACE_BYTES = 6


def create() -> str:
    """The functions; they run as whoever changes something, and see no more.

    But for one: whether nothing else holds a word must be asked across all municipalities. It answers
    nothing, and removes only what nothing holds.
    """
    names = {"{application}": application_role(), "{size}": str(PLACE_BYTES)}
    functions = _FUNCTIONS
    for name, value in names.items():
        functions = functions.replace(name, value)
    return functions


def drop() -> str:
    """The way back."""
    return "".join(f"DROP FUNCTION IF EXISTS security.{name} CASCADE;" for name in NAMES)
