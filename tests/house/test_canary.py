"""A word planted in every closed text of the other partnership is never read in Waterdal.

First through pages, API, exports, errors, jobs and mail; then in the database itself, table by
table, and without each policy once to see that the check would notice.
"""

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType

import pytest
from django.core import mail
from django.db import InternalError, ProgrammingError, connection, transaction
from django.test import Client
from procrastinate.contrib.django import app

from dwarsverband.foundation.access.context import acting, system
from dwarsverband.foundation.accounts.models import Partnership, User
from dwarsverband.foundation.accounts.queries import member_actor
from dwarsverband.foundation.database.grants import READ_ONLY
from dwarsverband.foundation.database.roles import as_owner
from tests import make
from tests.answers import Response
from tests.cast import Cast
from tests.places import Place, Things, every_place, secrets_of, things_of
from tests.planting import Model, closed_models, plant, texts
from tests.turns import in_turn

# Short texts hold only the beginning of the word; who searches for less must not find it either.
BEGINNING, ASKED = make.CANARY.lower()[:8], make.CANARY[:7]
# Of tables that are limited by municipality, the rows that belong to none.
OF_EVERYBODY = {
    "search_entry": "municipalities IS NULL",
    "search_postinglist": "municipalities IS NULL",
    "search_gram": "token IN (SELECT unnest(tokens) FROM search_entry WHERE municipalities IS NULL)",
}
# With so many methods is something sent to each operation by whoever may do much, and by others.
EACH, FEW = {"noor": 4}, 1
SEARCH = f"?zoek={ASKED}&search={ASKED}&per=organisatie&vroeger"


# Through the front door


@pytest.mark.parametrize("who", ["noor", "bram", "hanneke", "joost", "nobody"])
def test_whoever_looks_around_in_waterdal_reads_nothing_of_elsewhere(cast: Cast, who: str) -> None:
    client, ours = cast.client(who), things_of(cast.waterdal)
    ours |= secrets_of(cast.waterdal, ours)
    before = {place: client.get(place.at("waterdal", ours)) for place in every_place()}
    seen = {place: response for place, response in before.items() if response.status_code < 400}
    make.fill(cast.elsewhere, f" {make.CANARY} erbij")
    theirs = things_of(cast.elsewhere, make.CANARY)
    for place, response in seen.items():
        now = client.get(place.at("waterdal", ours))
        _listen(now, place)
        assert _plain(now) == _plain(response), f"{place.name} changed because elsewhere grew"
        if place.has_things:
            _listen(client.get(place.at("waterdal", theirs)), place)
        else:
            _listen(client.get(place.at("waterdal", ours) + SEARCH), place)


@pytest.mark.parametrize("who", ["noor", "bram", "hanneke", "joost", "wim", "nobody"])
def test_whoever_sends_something_reads_and_changes_nothing_of_elsewhere(
    cast: Cast, who: str
) -> None:
    ours, theirs = things_of(cast.waterdal), things_of(cast.elsewhere, make.CANARY)
    before, client = _rows(cast.elsewhere), cast.client(who)
    for place in every_place():
        if place.is_inside:
            for response in _sent(client, place, ours, theirs, EACH.get(who, FEW)):
                _listen(response, place)
    assert _rows(cast.elsewhere) == before


def test_what_is_exported_does_not_hold_it(cast: Cast) -> None:
    ours = things_of(cast.waterdal)
    plant(cast.elsewhere, make.CANARY)
    client, exports = cast.client("noor"), 0
    for place in every_place():
        if place.is_inside and "export" in place.name:
            response = client.post(place.at("waterdal", ours))
            exports += response.status_code == 200
            _listen(response, place)
    assert exports >= 2


def test_jobs_and_mail_of_waterdal_do_not_know_it(cast: Cast) -> None:
    plant(cast.waterdal, "Merel")
    plant(cast.elsewhere, make.CANARY)
    for job in app.tasks.values():
        if job.name in {task.task.name for task in app.periodic_registry.periodic_tasks.values()}:
            job(timestamp=0)
    heard = [row for row in _rows(cast.waterdal) if BEGINNING in row.lower()]
    assert not heard
    assert not [letter for letter in mail.outbox if BEGINNING in letter.body.lower()]


# In the database itself


def test_the_word_stands_in_every_closed_model_of_elsewhere(cast: Cast) -> None:
    planted = plant(cast.elsewhere, make.CANARY)
    for model in closed_models():
        if model._meta.db_table not in READ_ONLY:
            told = texts(planted[model])
            assert not told or BEGINNING in str(told).lower(), model._meta.label


@pytest.mark.parametrize("who", ["noor", "bram", "hanneke", "joost"])
def test_the_database_shows_waterdal_no_row_of_elsewhere(cast: Cast, who: str) -> None:
    plant(cast.elsewhere, make.CANARY)
    assert _seen_from(cast.actors[who], cast.elsewhere) == {}
    there = _seen_from(system(cast.elsewhere.pk), cast.elsewhere)
    assert set(there) == {model._meta.db_table for model in closed_models()}, "each table was asked"


def test_without_context_the_database_shows_nothing(cast: Cast) -> None:
    plant(cast.waterdal, "Merel")
    with connection.cursor() as cursor:
        assert [model for model in closed_models() if _count(cursor, model, "true")] == []


def test_no_row_moves_to_another_partnership(cast: Cast) -> None:
    plant(cast.waterdal, "Merel")
    for model in closed_models():
        with acting(cast.noor), connection.cursor() as cursor:
            change = f'UPDATE {_table(model)} SET "{_column(model)}" = %s'
            with pytest.raises((ProgrammingError, InternalError)), transaction.atomic():
                cursor.execute(change, [cast.elsewhere.pk])


def test_a_membership_of_one_municipality_sees_no_row_of_others(cast: Cast) -> None:
    plant(cast.waterdal, "Merel")
    limited = make.member(
        cast.waterdal, "regio@waterdal.example", "Regio", "coordinator", regions=["GM9999"]
    )
    actor = member_actor(limited.user_id, "waterdal")
    seen = _seen_from(actor, cast.waterdal, OF_EVERYBODY)
    assert {table for table, _policy in _policies("region")} & set(seen) == set()
    assert "accounts_domain" in seen, "what has no municipality is seen"


def test_without_any_one_policy_these_checks_fail(
    _played: Cast, django_db_blocker: pytest.FixtureRequest
) -> None:
    with django_db_blocker.unblock(), _planted_for_a_while(_played) as regional:  # type: ignore[attr-defined]  # the library's own blocker
        assert _seen_from(_played.noor, _played.elsewhere) == {}
        unnoticed = []
        for table, policy in _policies("partnership") + _policies("region"):
            with _without(table, policy):
                seen = (
                    _seen_from(_played.noor, _played.elsewhere)
                    if policy == "partnership"
                    else _seen_from(regional, _played.waterdal, OF_EVERYBODY)
                )
                unnoticed += [(table, policy)] if table not in seen else []
        assert not unnoticed
        assert _seen_from(_played.noor, _played.elsewhere) == {}, "everything is as it was"


def _listen(response: Response, place: Place) -> None:
    """Look for the word in everything that somebody gets."""
    told = response.content.decode(errors="replace") + str(response.headers) + str(response.cookies)
    assert BEGINNING not in told.lower(), f"{place.name} tells it"


def _sent(
    client: Client, place: Place, ours: Things, theirs: Things, most: int
) -> Iterator[Response]:
    """Something sent to a place of ours and of theirs; what is typed comes from elsewhere."""
    person, organisation = theirs["mensen/"]["pk"], theirs["organisaties/"]["pk"]
    typed = {
        **dict.fromkeys(("into", "organisation"), organisation),
        **dict.fromkeys(("person", "first", "second", "introducer", "suggestion"), person),
        "domain": theirs["indeling/domeinen/"]["pk"],
        "version": 1,
    }
    body = json.dumps({"name": "A", "function": "", "email": "", "phone": "", "on": "2026-11-01"})
    addresses = dict.fromkeys((place.at("waterdal", theirs), place.at("waterdal", ours)))
    for number, address in enumerate(addresses):
        yield client.post(address, typed)
        methods = ("POST", "PUT", "PATCH", "DELETE") if place.is_for_machines else ()
        for method in in_turn(methods, f"{place.name} {number}", most):
            yield client.generic(
                method, address, body, "application/json", headers={"If-Match": "1"}
            )


def _plain(response: Response) -> str:
    """A page without what is drawn anew each time: tokens, keys, questions to devices, names within."""
    page = response.content.decode(errors="replace")
    return re.sub(r'value="[\w-]{20,}"|-[0-9a-f]{8}\b|challenge&quot;: &quot;[\w-]+', "", page)


def _rows(home: Partnership) -> list[str]:
    """Everything that a partnership holds, but for its log and the answers it remembers."""
    with make.within(home):
        return [
            f"{model._meta.label} {row.pk} {texts(row)}"
            for model in closed_models()
            if not model._meta.label.startswith("access.")
            for row in model._base_manager.order_by("pk")
        ]


def _table(model: Model) -> str:
    return f'"{model._meta.db_table}"'


def _column(model: Model) -> str:
    return "id" if model is Partnership else "partnership_id"


def _count(cursor: object, model: Model, condition: str, *values: object) -> int:
    cursor.execute(f"SELECT count(*) FROM {_table(model)} WHERE {condition}", values)  # type: ignore[attr-defined]  # a cursor
    return int(cursor.fetchone()[0])  # type: ignore[attr-defined]  # the same


def _seen_from(
    actor: object, home: Partnership, but: Mapping[str, str] = MappingProxyType({})
) -> dict[str, int]:
    """How many rows of a partnership the database shows to an actor, for each table with any."""
    with acting(actor), connection.cursor() as cursor:  # type: ignore[arg-type]  # an actor of the cast
        counts = {
            model._meta.db_table: _count(
                cursor,
                model,
                f'"{_column(model)}" = %s AND NOT ({but.get(model._meta.db_table, "false")})',
                home.pk,
            )
            for model in closed_models()
        }
    return {table: count for table, count in counts.items() if count}


def _policies(name: str) -> list[tuple[str, str]]:
    """Every table with a policy of this name."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tablename, policyname FROM pg_policies WHERE policyname = %s ORDER BY 1", [name]
        )
        return list(cursor.fetchall())


@contextmanager
def _without(table: str, policy: str) -> Iterator[None]:
    """A table as it would be if somebody forgot one policy; afterwards it is as it was."""
    if policy == "region":
        off = f'ALTER POLICY region ON "{table}" USING (true)'
        back = _own_words(table)
    else:
        off = f'ALTER TABLE "{table}" DISABLE ROW LEVEL SECURITY'
        back = f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY'
    _as_owner(off)
    try:
        yield
    finally:
        _as_owner(back)


def _own_words(table: str) -> str:
    """The statement that gives a table its region back."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT qual FROM pg_policies WHERE policyname = 'region' AND tablename = %s", [table]
        )
        return f'ALTER POLICY region ON "{table}" USING ({cursor.fetchone()[0]})'


def _as_owner(statement: str) -> None:
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(statement)


@contextmanager
def _planted_for_a_while(cast: Cast) -> Iterator[object]:
    """Rows in both partnerships that others can see, until they are taken away again."""
    before = {home: _keys(home) for home in (cast.waterdal, cast.elsewhere)}
    users = set(User.objects.values_list("pk", flat=True))
    limited = make.member(
        cast.waterdal, "regio@waterdal.example", "Regio", "coordinator", regions=["GM9999"]
    )
    try:
        for home, word in ((cast.waterdal, "Merel"), (cast.elsewhere, make.CANARY)):
            plant(home, word)
        yield member_actor(limited.user_id, "waterdal")
    finally:
        for home, known in before.items():
            _remove_all_but(home, known)
        User.objects.exclude(pk__in=users).delete()


def _keys(home: Partnership) -> dict[Model, list[object]]:
    with make.within(home):
        return {model: [row.pk for row in model._base_manager.all()] for model in _written()}


def _remove_all_but(home: Partnership, known: dict[Model, list[object]]) -> None:
    with make.within(home), connection.cursor() as cursor:
        for model in _written():
            cursor.execute(f"DELETE FROM {_table(model)} WHERE NOT id = ANY (%s)", [known[model]])


def _written() -> list[Model]:
    """The closed models that the application writes, but for the partnership itself."""
    return [
        model
        for model in closed_models()
        if model._meta.db_table not in READ_ONLY and model is not Partnership
    ]
