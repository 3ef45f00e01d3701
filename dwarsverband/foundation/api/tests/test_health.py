"""A monitor reads in one answer what is wrong, and nobody reads there what is stored."""

import time
from collections import namedtuple

import pytest
from django.db import connection
from django.test import Client
from pytest_django import Settings

from dwarsverband.foundation.access import later
from dwarsverband.foundation.access.context import acting
from dwarsverband.foundation.access.tests import test_worker  # noqa: F401 (registers its jobs)
from dwarsverband.foundation.api import health
from dwarsverband.foundation.database import room
from tests import make
from tests.cast import Cast

Space = namedtuple("Space", "total used free")


def _checks(address: str = "/gezond") -> tuple[int, dict[str, str]]:
    answer = Client().get(address)
    return answer.status_code, answer.json()["checks"]


def test_all_is_well(cast: Cast) -> None:
    answer = cast.client("nobody").get("/gezond")
    assert answer.status_code == 200
    assert answer.json() == {
        "status": "ok",
        "checks": dict.fromkeys(
            ("database", "migrations", "worker", "queue", "clock", "disk"), "ok"
        ),
    }


def test_a_worker_without_a_sign_of_life_is_seen_and_pages_are_served_all_the_same(
    cast: Cast,
) -> None:
    make.worker(silent_seconds=61)
    answer = Client().get("/gezond")
    assert (answer.status_code, answer["Retry-After"]) == (503, "30")
    assert (answer.json()["status"], answer.json()["checks"]["worker"]) == ("not well", "silent")
    assert _checks("/gezond/paginas") == (200, {"database": "ok", "migrations": "ok"})


def test_an_installation_without_a_worker_is_not_well(cast: Cast) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_workers")
    assert _checks()[0] == 503


@pytest.mark.parametrize(("minutes", "word"), [(14, "ok"), (16, "late")])
def test_a_queue_that_does_not_move_is_seen(cast: Cast, minutes: int, word: str) -> None:
    with acting(cast.noor):
        later("access.test_looks", cast.noor)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_events SET at = at - %s * interval '1 minute'", [minutes]
        )
    assert _checks()[1]["queue"] == word


def test_a_job_that_waits_for_its_time_is_not_late(cast: Cast) -> None:
    with acting(cast.noor):
        later("access.test_looks", cast.noor)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_events SET at = at - interval '1 day'")
        cursor.execute("UPDATE procrastinate_jobs SET scheduled_at = now() + interval '1 minute'")
    assert _checks()[1]["queue"] == "ok"


def test_tables_of_an_older_version_serve_no_pages(cast: Cast) -> None:
    known = health._known() | {("network", "9999_later")}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(health, "_known", lambda: known)
        assert _checks("/gezond/paginas") == (503, {"database": "ok", "migrations": "waiting"})


@pytest.mark.parametrize(
    ("total", "free", "word"),
    [(10**12, 10**11, "ok"), (10**12, 10**10, "nearly full"), (10**9, 4 * 10**8, "nearly full")],
)
def test_a_disk_that_fills_up_is_seen(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, total: int, free: int, word: str
) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _place: Space(total, total - free, free))
    assert _checks()[1]["disk"] == word


def test_a_disk_of_the_database_is_told_before_pages_are_read_only(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    settings.DATABASE_FOLDERS = ["/of/the/database"]
    sizes = {"/of/the/database": 2 * room.LEAST_BYTES - 2**26}
    monkeypatch.setattr(
        "shutil.disk_usage",
        lambda place: Space(10**12, 0, sizes.get(str(place), 10**12)),
    )
    assert (_checks()[1]["disk"], _checks()[1]["database"]) == ("nearly full", "ok")


def test_too_little_room_is_read_only_and_pages_are_served(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "is_short", lambda: True)
    assert _checks()[1]["database"] == "read-only"
    assert _checks("/gezond/paginas") == (200, {"database": "read-only", "migrations": "ok"})


def test_a_clock_that_differs_from_the_database_is_seen(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    ahead = time.time() + 40
    monkeypatch.setattr(f"{health.__name__}.time.time", lambda: ahead)
    assert _checks()[1]["clock"] == "differs"


def test_a_database_that_only_reads_is_seen(cast: Cast) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET default_transaction_read_only = on")
    try:
        assert _checks("/gezond/paginas")[1]["database"] == "read-only"
    finally:
        with connection.cursor() as cursor:
            cursor.execute("RESET default_transaction_read_only")
