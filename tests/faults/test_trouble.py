"""The database is gone, slow, reset, or takes nothing in: who asks is told so, and reading goes on."""

import errno
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any  # what a wrapper around a query is given

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from dwarsverband.foundation.access.context import acting
from dwarsverband.foundation.accounts.models import Theme, Token
from dwarsverband.foundation.database import ledger, room, trouble
from dwarsverband.foundation.database.roles import as_owner
from dwarsverband.foundation.database.tables import known_tables, rows
from dwarsverband.modules.network.models import Person
from tests.live import Live
from tests.machines import ask, token
from tests.places import every_place, things_of

THEMES, ADD = "/waterdal/indeling", "/waterdal/indeling/themas/toevoegen"
NETWORK, API = "/waterdal/netwerk", "/api/v1/waterdal/themes"
FULL = """
CREATE FUNCTION public.no_room() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'could not extend file: no space left on device' USING ERRCODE = '53100'; END $$
"""


@pytest.fixture(autouse=True)
def _own_process() -> Iterator[None]:
    """Each test begins as a process that has just started."""
    trouble.note_room()
    yield
    trouble.note_room()


@pytest.fixture
def noor(live: Live) -> Client:
    """A browser that shows what everybody would see when something breaks."""
    return _browser(live, "noor")


def _browser(live: Live, who: str, language: str = "en") -> Client:
    client = live.cast.client(who, language)
    client.raise_request_exception = False
    return client


def _program() -> Client:
    return Client(raise_request_exception=False)


@contextmanager
def _closed_for_writing() -> Iterator[None]:
    """As on a standby, or after somebody closed the database to repair it."""
    name = f'"{connection.settings_dict["NAME"]}"'
    _owner(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    yield
    _owner(
        "SET default_transaction_read_only = off",
        f"ALTER DATABASE {name} RESET default_transaction_read_only",
    )


@contextmanager
def _full_disk() -> Iterator[None]:
    """As PostgreSQL answers when a table cannot grow; signing in and counting included."""
    names = [table.name for table in known_tables()]
    _owner(
        FULL,
        *(
            f'CREATE TRIGGER no_room BEFORE INSERT OR UPDATE ON "{name}"'
            " FOR EACH STATEMENT EXECUTE FUNCTION public.no_room()"
            for name in names
        ),
    )
    yield
    _owner("DROP FUNCTION public.no_room() CASCADE")


def _owner(*statements: str) -> None:
    with as_owner(), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


@contextmanager
def _connected(**more: str) -> Iterator[None]:
    """Every connection leads elsewhere, or is less patient."""
    usual = dict(connection.settings_dict)
    connection.close()
    connection.settings_dict.update(
        {
            "HOST": more.get("HOST", usual["HOST"]),
            "OPTIONS": {**usual["OPTIONS"], **{k: v for k, v in more.items() if k == "options"}},
        }
    )
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(usual)


@contextmanager
def _little_room() -> Iterator[None]:
    """As long as the disk of the database has less than what running work may still need."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "DATABASE_FOLDERS", ["/"])
        patch.setattr(room, "_left", lambda _folder: room.LEAST_BYTES - 1)
        room.forget()
        yield
    room.forget()


@pytest.mark.parametrize("standstill", [_closed_for_writing, _full_disk, _little_room])
def test_whoever_changes_something_is_told_that_nothing_can_be_saved(
    live: Live, noor: Client, standstill: Callable[[], Any]
) -> None:
    secret = token(live.cast.noor).secret
    with standstill():
        answer = noor.post(ADD, {"name_nl": "Vol"})
        page = noor.get(THEMES)
        told = ask(secret, API, {"name": {"nl": "Vol"}}, client=_program())
    assert (answer.status_code, answer["Retry-After"]) == (503, "60")
    assert "Nothing can be saved now" in answer.content.decode()
    assert page.status_code == 200 and "Reading only" in page.content.decode()
    assert (told.status_code, told["Content-Type"]) == (503, "application/problem+json")
    assert json.loads(told.content)["title"] == "Nothing can be saved now"
    trouble.note_room()
    assert noor.post(ADD, {"name_nl": "Weer ruimte"}).status_code == 302
    assert "Reading only" not in noor.get(THEMES).content.decode()
    with acting(live.cast.noor):
        assert Theme.objects.filter(name_nl="Weer ruimte").exists()
        assert not Theme.objects.filter(name_nl="Vol").exists()


def test_every_page_can_still_be_read(live: Live, noor: Client) -> None:
    things = things_of(live.cast.waterdal)
    places = [place for place in every_place() if not place.is_for_machines]
    with _closed_for_writing():
        seen = {path: noor.get(path) for path in (place.at("waterdal", things) for place in places)}
    # The one for monitors says that something is the matter, the one for proxies goes on.
    assert [path for path, answer in seen.items() if answer.status_code >= 500] == ["/gezond"]
    shown = [answer.content.decode() for answer in seen.values() if answer.status_code == 200]
    assert len(shown) > 30
    assert all("Reading only" in page for page in shown if "<main" in page)


@pytest.mark.regression("a refusal for want of room renewed the want of room")
def test_whoever_is_refused_for_want_of_room_does_not_make_it_last(
    live: Live, noor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    with _full_disk():
        assert noor.post(ADD, {"name_nl": "Vol"}).status_code == 503
    until = trouble._full_until
    assert noor.post(ADD, {"name_nl": "Nog niet"}).status_code == 503
    assert trouble._full_until == until
    monkeypatch.setattr(trouble, "_full_until", 0.0)  # as if the seconds had gone by
    assert noor.post(ADD, {"name_nl": "Wel"}).status_code == 302


def test_a_page_that_is_read_writes_nothing_while_there_is_little_room(
    live: Live, noor: Client
) -> None:
    with _little_room(), _after(lambda: "DELETE FROM accounts_theme", moment="READ ONLY"):
        assert noor.get(NETWORK).status_code == 503
    assert noor.get(NETWORK).status_code == 200


def test_nobody_is_taken_out_when_the_ledger_has_no_room(
    live: Live, noor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_anything: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with acting(live.cast.noor):
        person = Person.objects.get(name="Fatma Yıldız")
    monkeypatch.setattr(ledger, "append", full)
    answer = noor.post(f"{NETWORK}/mensen/{person.pk}/uithalen", {"reason": "withdrawn"})
    assert answer.status_code == 503
    with acting(live.cast.noor):
        assert Person.objects.filter(pk=person.pk).exists()


@pytest.mark.parametrize("standstill", [_closed_for_writing, _little_room])
def test_a_token_reads_while_nothing_can_be_written(
    live: Live, standstill: Callable[[], Any]
) -> None:
    secret = token(live.cast.noor).secret
    with standstill():
        answer = ask(secret, API)
    assert answer.status_code == 200
    with acting(live.cast.noor):
        assert Token.objects.get(name="Maandbericht").last_used_on is None


@pytest.mark.parametrize("standstill", [_closed_for_writing, _little_room])
def test_nobody_learns_whether_a_password_is_right_while_nothing_is_counted(
    live: Live, standstill: Callable[[], Any]
) -> None:
    client = Client(raise_request_exception=False)
    with standstill():
        client.get("/inloggen")
        answers = [
            client.post("/inloggen", {"login": "noor@waterdal.example", "password": password})
            for password in ("verkeerd-wachtwoord", "samen-in-waterdal")
        ]
    assert [answer.status_code for answer in answers] == [503, 503]
    assert answers[0].content == answers[1].content


def test_a_refusal_is_still_a_refusal_when_it_cannot_be_written_down(
    live: Live, caplog: pytest.LogCaptureFixture
) -> None:
    bram = _browser(live, "bram")
    with _full_disk():
        answer = bram.post(ADD, {"name_nl": "Niet van Bram"})
    assert answer.status_code == 403
    assert f"accounts.add_theme was denied, by {live.cast.bram.reference}" in caplog.text


@pytest.mark.parametrize(
    ("language", "words"), [("nl", "We zijn zo terug"), ("en", "We are back soon")]
)
def test_a_page_without_a_database_says_when_to_come_back(
    live: Live, language: str, words: str
) -> None:
    noor = _browser(live, "noor", language)
    with _connected(HOST="/nowhere"):
        answer = noor.get(NETWORK)
        told = ask("onzin", API, headers={"Accept-Language": language}, client=_program())
        health = noor.get("/gezond")
    assert (answer.status_code, answer["Retry-After"]) == (503, "10")
    assert (
        words in answer.content.decode() and f'<html lang="{language}"' in answer.content.decode()
    )
    assert answer["Content-Language"] == language and answer["Cache-Control"] == "no-store"
    assert (told.status_code, json.loads(told.content)["title"]) == (503, words)
    assert health.status_code == 503
    assert noor.get(NETWORK).status_code == 200


def test_a_query_that_takes_too_long_is_stopped(live: Live, noor: Client) -> None:
    with _connected(options="-c statement_timeout=100ms"), _after(lambda: "SELECT pg_sleep(5)"):
        answer = noor.get(NETWORK)
    assert (answer.status_code, answer["Retry-After"]) == (503, "30")
    assert "This takes too long" in answer.content.decode()


@pytest.mark.regression(
    "whoever came after a broken connection could have been taken for somebody else"
)
def test_whoever_comes_after_a_broken_connection_is_only_themselves(live: Live) -> None:
    noor, wim = _browser(live, "noor"), _browser(live, "wim")
    kill = "SELECT pg_terminate_backend(pg_backend_pid())"
    with _after(lambda: kill):
        assert noor.post(ADD, {"name_nl": "Half"}).status_code == 503
    assert wim.get(NETWORK).status_code == 404
    with acting(live.cast.noor):
        assert not Theme.objects.filter(name_nl="Half").exists()
        assert Person.objects.exists()


def test_the_next_request_on_a_connection_finds_no_context(live: Live) -> None:
    noor, bram, nobody = (_browser(live, who) for who in ("noor", "bram", "nobody"))
    with _pooled():
        numbers = set()
        for ask_something in (
            lambda: noor.get(NETWORK),
            lambda: noor.get("/waterdal/niets"),
            lambda: noor.post(ADD, {"name_nl": "Eentje"}),
            lambda: bram.post(ADD, {"name_nl": "Geweigerd"}),
            lambda: _broken_off(noor),
            lambda: nobody.get(NETWORK),
        ):
            ask_something()
            ((number, context, seen),) = rows(
                "SELECT pg_backend_pid(), current_setting('dwarsverband.context', true),"
                " (SELECT count(*) FROM network_person)"
            )
            numbers.add(number)
            assert (context or "", seen) == ("", 0)
            connection.close()
        assert len(numbers) == 1, "They should have used the same connection."


def _broken_off(noor: Client) -> None:
    with _after(lambda: "SELECT 1 / 0"):
        assert noor.get(NETWORK).status_code == 500


@contextmanager
def _pooled() -> Iterator[None]:
    """One connection for everybody, as the web server keeps four."""
    usual = connection.settings_dict["OPTIONS"]
    connection.close()
    connection.settings_dict["OPTIONS"] = {**usual, "pool": {"min_size": 1, "max_size": 1}}
    try:
        yield
    finally:
        connection.close()
        connection.close_pool()  # type: ignore[attr-defined]  # PostgreSQL's own
        connection.settings_dict["OPTIONS"] = usual


@contextmanager
def _after(statement: Callable[[], str], moment: str = "set_config") -> Iterator[None]:
    """Once the database knows who is asking, or was told something else, something happens to it."""
    done: list[str] = []

    def interfere(
        execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any
    ) -> Any:
        found = execute(sql, params, many, context)
        if moment in str(sql) and not done:
            done.append(statement())
            context["cursor"].execute(done[0])
        return found

    with connection.execute_wrapper(interfere):
        yield
