"""Pages that belong to no module: nothing here, something broke, and the gallery."""

import json

import pytest
from django.db import connection
from django.test import Client, RequestFactory
from django.urls import reverse

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.ui import views
from tests.cast import EVERYBODY, Cast


def test_nothing_here_and_not_yours_look_the_same(cast: Cast) -> None:
    pages = [cast.client("wim").get(address) for address in ("/waterdal/netwerk", "/elders/niets")]
    assert [page.status_code for page in pages] == [404, 404]
    assert (
        "Nothing is here" in pages[1].content.decode()
        or "Hier is niets" in pages[1].content.decode()
    )


def test_an_address_for_a_button_says_so_to_whoever_reads_it(cast: Cast) -> None:
    told = cast.client("noor").get("/taal")
    assert (told.status_code, told["Allow"]) == (405, "POST")
    assert "Hier staat geen pagina" in told.content.decode()


@pytest.mark.parametrize(
    "view", [views.broken, lambda request: views.not_found(request, Exception())]
)
def test_a_machine_gets_a_problem_document(view: object) -> None:
    answer = view(RequestFactory().get("/api/v1/waterdal/people/1"))  # type: ignore[operator]
    assert answer["Content-Type"] == "application/problem+json"
    assert json.loads(answer.content)["status"] == answer.status_code


def test_the_page_for_our_own_mistakes_asks_nothing_of_the_database(cast: Cast) -> None:
    request = RequestFactory().get("/waterdal/")
    request.actor = Actor(kind="member", partnership_slug="waterdal")  # type: ignore[attr-defined]

    def refuse(*anything: object) -> None:
        raise AssertionError("asked the database")

    with connection.execute_wrapper(refuse):
        answer = views.broken(request)
    assert answer.status_code == 500 and b"<h1>" in answer.content


def test_a_form_from_elsewhere_is_refused_with_a_sentence(cast: Cast) -> None:
    answer = Client(enforce_csrf_checks=True).post("/taal", {"language": "en"})
    assert answer.status_code == 403 and b"<h1>" in answer.content


def test_a_request_that_is_too_large_is_refused_with_a_page(cast: Cast) -> None:
    answer = cast.client("noor").post("/taal", {"language": "e" * (13 * 1024 * 1024)})
    assert answer.status_code == 413 and b"<h1>" in answer.content


@pytest.mark.parametrize("who", EVERYBODY)
def test_anyone_sees_the_gallery(cast: Cast, who: str) -> None:
    assert cast.client(who).get(reverse("gallery")).status_code == 200


@pytest.mark.parametrize(
    "name",
    ["account_login", "account_reset_password", "account_reset_password_done", "account_logout"],
)
def test_the_pages_around_signing_in_speak_our_language(cast: Cast, name: str) -> None:
    who = "noor" if name == "account_logout" else "nobody"
    page = cast.client(who).get(reverse(name)).content.decode()
    assert "dv-public" in page and page.count("<h1>") == 1
