"""A list that narrows while somebody types: their place is kept, and what changed is read aloud."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.live import Live

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

OpenPage = Callable[..., "Page"]
Axe = Callable[["Page"], list[str]]
LIST = "/waterdal/netwerk/mensen"


def test_a_list_narrows_while_somebody_types(live: Live, page_as: OpenPage, axe: Axe) -> None:
    page = page_as("noor", language="en")
    problems: list[str] = []
    page.on("console", lambda line: problems.append(line.text) if line.type == "error" else None)
    page.goto(LIST)
    page.evaluate("window.isSame = true")
    box = page.get_by_role("main").get_by_role("searchbox")
    box.press_sequentially("fatma", delay=20)
    page.locator("#lead", has_text="fatma").wait_for()
    assert page.locator("#found tbody tr").count() == 1
    assert page.url.endswith("?zoek=fatma")
    assert page.evaluate("window.isSame && document.activeElement.type === 'search'")
    assert page.locator("#lead").get_attribute("role") == "status"
    assert box.input_value() == "fatma"
    assert axe(page) == []
    box.fill("")
    page.locator("#found tbody tr").nth(5).wait_for()
    box.fill("xqzw")
    page.locator("#found", has_text="Nobody was found with these words.").wait_for()
    assert problems == []


@pytest.mark.parametrize("has_scripts", [True, False])
def test_enter_and_the_button_do_the_same(live: Live, page_as: OpenPage, has_scripts: bool) -> None:
    page = page_as("noor", has_scripts=has_scripts, language="en")
    page.goto(LIST)
    box = page.get_by_role("main").get_by_role("searchbox")
    box.fill("fatma")
    box.press("Enter")
    page.wait_for_url("**?zoek=fatma")
    assert page.locator("#found tbody tr").count() == 1


def test_organisations_narrow_too(live: Live, page_as: OpenPage) -> None:
    page = page_as("noor", language="en")
    page.goto("/waterdal/organisaties")
    page.get_by_role("main").get_by_role("searchbox").press_sequentially("mbo")
    page.wait_for_url("**?zoek=mbo")
    page.wait_for_function("document.querySelectorAll('#found tbody tr').length === 1")


def test_what_was_typed_before_the_page_was_whole_counts(live: Live, page_as: OpenPage) -> None:
    page = page_as("noor", language="en")
    waiting: list[Route] = []
    page.route("**/htmx*.js", lambda route: waiting.append(route))
    page.goto(LIST, wait_until="domcontentloaded")
    page.get_by_role("main").get_by_role("searchbox").press_sequentially("fatma")
    page.wait_for_timeout(300)
    waiting[0].continue_()
    page.locator("#lead", has_text="fatma").wait_for()
    assert page.url.endswith("?zoek=fatma")
