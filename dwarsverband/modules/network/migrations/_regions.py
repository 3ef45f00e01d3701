"""What a membership sees that is limited to some municipalities."""

IN_REGION = "municipality = ANY ((SELECT security.regions())::text[])"
BOTH_SEEN = (
    "(EXISTS (SELECT 1 FROM network_person AS person WHERE person.partnership_id = {table}.partnership_id"
    " AND person.id = {table}.{column}))"
)


def seen(table: str, *columns: str) -> str:
    """Only where the people in these columns are seen."""
    return " AND ".join(BOTH_SEEN.format(table=table, column=column) for column in columns)


def seen_if_any(table: str, column: str) -> str:
    """Only where the person in this column is seen, if there is one."""
    return f"({table}.{column} IS NULL OR {seen(table, column)})"


TIE_SEEN = (
    "(EXISTS (SELECT 1 FROM network_tie AS tie WHERE tie.partnership_id = {table}.partnership_id"
    " AND tie.id = {table}.tie_id))"
)


def seen_tie(table: str) -> str:
    """Only where the tie is seen."""
    return TIE_SEEN.format(table=table)


PARTICIPATION_SEEN = (
    "(EXISTS (SELECT 1 FROM network_participation AS participation"
    " WHERE participation.partnership_id = {table}.partnership_id"
    " AND participation.id = {table}.participation_id))"
)


def seen_participation(table: str) -> str:
    """Only where whoever answered is seen."""
    return PARTICIPATION_SEEN.format(table=table)
