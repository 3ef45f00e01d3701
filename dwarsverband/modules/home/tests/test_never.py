"""What we never do stands on a page for everybody, with or without account."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from django.utils import translation

from dwarsverband.modules.home.queries.never import PROMISES
from tests.answers import answer, text
from tests.cast import EVERYBODY, Cast
from tests.live import Live

if TYPE_CHECKING:
    from playwright.sync_api import Page


@pytest.mark.parametrize("who", EVERYBODY)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_everybody_reads_the_fourteen_promises(cast: Cast, who: str, language: str) -> None:
    client = cast.client(who)
    client.cookies["language"] = language
    response = client.get("/nooit")
    assert answer(response) == "page"
    page = text(response).partition("<main")[2]
    assert page.count("</h2>") == 16, "fourteen promises, whom to tell, and who checks"


def test_each_promise_names_the_tests_behind_it(cast: Cast) -> None:
    page = text(cast.client("nobody").get("/nooit"))
    assert page.count("<details") >= 14
    with translation.override("nl"):
        told = [(str(one.sentence), one.name, one.file) for kept in PROMISES for one in kept.tests]
    assert [part for parts in told for part in parts if part not in page] == []


def test_the_names_of_files_stay_on_a_phone(live: Live, page_as: Callable[..., "Page"]) -> None:
    page = page_as("nobody", is_phone=True)
    page.goto(f"{live.address}/nooit")
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
