"""The same request sent twice has one effect, and gets the same answer."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from threading import Thread

import pytest
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.test import RequestFactory
from django.utils import timezone

from dwarsverband.foundation.access import Actor, Refused, Request, denied, replies
from dwarsverband.foundation.access.context import acting
from dwarsverband.foundation.access.middleware import AccessMiddleware
from dwarsverband.foundation.access.models import RequestKey
from tests.cast import Cast
from tests.live import Live

KEY = "5f0c2f0e-once"


def _send(
    actor: Actor,
    view: Callable[[HttpRequest], HttpResponse],
    key: str = KEY,
    path: str = "/waterdal/netwerk",
) -> HttpResponse:
    """One request through the middleware: a form says its key in a field, a machine in a header."""
    is_machine = path.startswith("/api/")
    fields = {} if is_machine else {"idempotency_key": key}
    headers = {"Idempotency-Key": key} if is_machine else {}
    request: Request = RequestFactory().post(path, fields, headers=headers)  # type: ignore[assignment]  # the actor follows
    request.actor = actor
    answer = AccessMiddleware(view)(request)
    assert isinstance(answer, HttpResponse)
    return answer


class Counter:
    """A view that counts how often it was really asked."""

    def __init__(self, answer: Callable[[], HttpResponse]) -> None:
        self.answer = answer
        self.times = 0

    def __call__(self, request: HttpRequest) -> HttpResponse:
        self.times += 1
        return self.answer()


def _moved() -> HttpResponse:
    return HttpResponseRedirect("/waterdal/netwerk/42")


def test_a_form_sent_twice_has_one_effect(cast: Cast) -> None:
    view = Counter(_moved)
    first, second = _send(cast.noor, view), _send(cast.noor, view)
    assert view.times == 1
    assert (second.status_code, second["Location"]) == (first.status_code, first["Location"])


def test_a_machine_gets_the_same_answer_again(cast: Cast) -> None:
    view = Counter(lambda: HttpResponse(b'{"id": 42}', status=201))
    path = "/api/v1/waterdal/people"
    first, second = (_send(cast.noor, view, path=path) for _time in "12")
    assert view.times == 1
    assert (second.status_code, second.content) == (201, first.content)


@pytest.mark.regression("a file about somebody who left was kept as an answer for a day")
def test_a_file_is_kept_nowhere_and_made_anew(cast: Cast) -> None:
    headers = {"Content-Disposition": 'attachment; filename="1.json"'}
    view = Counter(lambda: HttpResponse(b'{"name": "Yvonne"}', headers=headers))
    path = "/api/v1/waterdal/people/42/export"
    answers = [_send(cast.noor, view, path=path) for _time in "12"]
    assert view.times == 2 and answers[0].content == answers[1].content
    with acting(cast.noor):
        assert not RequestKey.objects.exists()


def test_whoever_lacks_the_second_step_gets_no_answer_of_before(cast: Cast) -> None:
    path = "/api/v1/waterdal/people"
    _send(cast.noor, lambda _request: HttpResponse(b'{"id": 42}', status=201), path=path)
    led = replace(cast.noor, asks_second_factor=True)
    assert _send(led, lambda _request: HttpResponse(status=403), path=path).content == b""


@pytest.mark.parametrize(
    "other",
    [
        {"key": "another-key-1"},
        {"who": "bram"},
        {"who": "wim"},
        {"path": "/waterdal/netwerk/ander"},
    ],
)
def test_another_request_is_not_taken_for_the_same(cast: Cast, other: dict[str, str]) -> None:
    view = Counter(_moved)
    _send(cast.noor, view)
    who = cast.actors[other.pop("who", "noor")]
    _send(who, view, **other)
    assert view.times == 2


@pytest.mark.parametrize("key", ["", "kort", "x" * 81, "met spatie erin"])
def test_a_key_of_another_form_is_no_key(cast: Cast, key: str) -> None:
    view = Counter(_moved)
    for _time in "12":
        _send(cast.noor, view, key=key)
    assert view.times == 2


@pytest.mark.parametrize("status", [200, 400, 403, 409, 500])
def test_what_changed_nothing_may_be_sent_again(cast: Cast, status: int) -> None:
    view = Counter(lambda: HttpResponse("Kijk nog eens", status=status))
    for _time in "12":
        assert _send(cast.noor, view).status_code == status
    assert view.times == 2


def test_what_was_refused_may_be_sent_again(cast: Cast) -> None:
    def refuse() -> HttpResponse:
        raise Refused(denied("Nee."), "test.verb", [])

    view = Counter(refuse)
    for _time in "12":
        assert _send(cast.noor, view).status_code == 403
    assert view.times == 2


def test_two_at_the_same_moment_have_one_effect(live: Live) -> None:
    view = Counter(_moved)
    answers: list[HttpResponse] = []

    def send() -> None:
        from django.db import connection

        answers.append(_send(live.cast.noor, view))
        connection.close()

    threads = [Thread(target=send) for _number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert view.times == 1
    assert {answer["Location"] for answer in answers} == {"/waterdal/netwerk/42"}
    live.is_touched = True


def test_an_answer_is_forgotten_after_a_day(cast: Cast) -> None:
    view = Counter(_moved)
    _send(cast.noor, view)
    with acting(cast.noor):
        RequestKey.objects.update(at=timezone.now() - timedelta(hours=25))
        assert replies.forget_old(cast.waterdal.pk) == 1
    _send(cast.noor, view)
    assert view.times == 2
