"""Nobody asks too often; the answer says when to come back, and one asker does not hinder another."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client
from pytest_django import Settings

from dwarsverband.foundation.api import limits
from tests.answers import Response, text
from tests.cast import Cast
from tests.live import Live
from tests.machines import ask, token

PEOPLE = "/api/v1/waterdal/people"


@pytest.fixture(autouse=True)
def _few(settings: Settings) -> None:
    settings.API_LIMIT, settings.API_LIMIT_STRANGERS = 3, 2


def _left(response: Response) -> int:
    return int(response["RateLimit"].partition("r=")[2].partition(";")[0])


def test_every_answer_says_how_often_you_may_still_ask(cast: Cast) -> None:
    secret = token(cast.noor).secret
    answers = [ask(secret, PEOPLE) for _time in range(3)]
    assert [_left(one) for one in answers] == [2, 1, 0]
    assert answers[0]["RateLimit-Policy"] == '"default";q=3;w=60'
    assert {one.status_code for one in answers} == {200}


def test_too_often_is_a_problem_with_the_time_to_wait(cast: Cast) -> None:
    secret = token(cast.noor).secret
    refused = [ask(secret, PEOPLE) for _time in range(4)][-1]
    assert refused.status_code == 429
    assert refused["Content-Type"] == "application/problem+json"
    assert 1 <= int(refused["Retry-After"]) <= 60
    assert "too often" in json.loads(refused.content)["detail"]
    assert refused["API-Version"] == "1.0.0"


def test_a_token_that_asks_too_often_hinders_no_other_and_no_page(cast: Cast) -> None:
    busy, other = token(cast.noor).secret, token(cast.noor).secret
    for _time in range(4):
        ask(busy, PEOPLE)
    assert ask(busy, PEOPLE).status_code == 429
    assert ask(other, PEOPLE).status_code == 200
    assert cast.client("noor").get(PEOPLE).status_code == 200
    assert cast.client("noor").get("/waterdal/netwerk/mensen").status_code == 200


def test_whoever_is_nobody_is_counted_by_machine_and_hinders_no_member(cast: Cast) -> None:
    tried = [ask("onzin", PEOPLE).status_code for _time in range(3)]
    assert tried == [401, 401, 429]
    assert Client().get("/api/v1/openapi.json").status_code == 429
    assert ask(token(cast.noor).secret, PEOPLE).status_code == 200


def test_what_failed_counts_too(cast: Cast) -> None:
    secret = token(cast.noor).secret
    nothing = f"{PEOPLE}/00000000-0000-4000-8000-000000000000"
    assert [ask(secret, nothing).status_code for _time in range(4)] == [404, 404, 404, 429]


def test_a_window_that_has_passed_begins_anew(cast: Cast) -> None:
    assert [limits.count("x", 60).number for _time in range(3)] == [1, 2, 3]
    _later("2 minutes")
    assert limits.count("x", 60, by=0).number == 0
    assert limits.count("x", 60).number == 1


def test_counts_of_more_than_a_day_ago_are_removed(cast: Cast) -> None:
    limits.count("x", 60)
    _later("2 days")
    limits.count("y", 60)
    limits.forget_old()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM request_count WHERE began_at < now() - interval '1 day'"
        )
        assert cursor.fetchone() == (0,)


def test_the_database_knows_no_machine_and_no_member(cast: Cast) -> None:
    ask("onzin", PEOPLE)
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM request_count")
        assert "127.0.0.1" not in str(cursor.fetchall())


def test_all_threads_and_processes_count_together(live: Live) -> None:
    def often(_number: int) -> None:
        for _time in range(10):
            limits.count("together", 60)
        connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(often, range(4)))
    live.is_touched = True
    assert limits.count("together", 60, by=0).number == 40


def test_a_person_gets_a_page_and_the_time_to_wait(cast: Cast) -> None:
    client = Client(headers={"Accept-Language": "en"})
    refused = [client.post("/mijn", {"code": "2345-6789-CDFH"}) for _time in range(31)][-1]
    assert refused.status_code == 429
    assert refused["Retry-After"] == "300"
    assert "short time" in text(refused)


def _later(time: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE request_count SET began_at = began_at - %s::interval", [time])
