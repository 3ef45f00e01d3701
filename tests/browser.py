"""A real browser: the machine's own Chromium, at the pages of `live`.

`page_as("noor")` is a page in which Noor is signed in; `axe(page)` says what is not accessible.
A page that breaks, asks another host, runs into the content security policy or has a script that
fails, fails its test.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import (
        Browser,
        ConsoleMessage,
        Page,
        Playwright,
        Request,
        Response,
        ViewportSize,
    )

    from tests.live import Live

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
WIDE: ViewportSize = {"width": 1280, "height": 800}
PHONE: ViewportSize = {"width": 390, "height": 844}
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# What another colour scheme can break; the rest of a page is the same in it.
COLOURS = ["color-contrast", "link-in-text-block"]
# Asks axe; with places whose colours are known, asks about colours only of the others.
ASK_AXE = """async ([source, rules, standards, colours, known]) => {
    if (!window.axe) (0, eval)(source);
    // What the page does itself when its size changes has been done after a frame.
    await new Promise((go) => requestAnimationFrame(() => setTimeout(go)));
    const ask = async (where, runOnly, rules = {}) => (await axe.run(where, {
        runOnly, rules, resultTypes: ["violations"], selectors: false, iframes: false, preload: false,
    })).violations.flatMap(({id, help, nodes}) =>
        nodes.map(({html}) => `${id}: ${help} (${html.slice(0, 160)})`));
    const all = rules.length ? {type: "rule", values: rules} : {type: "tag", values: standards};
    if (!known) return [await ask(document, all), []];

    const unlike = /^(id|for|href|name|value|title|action|datetime|aria-label.*|aria-desc.*|aria-controls)$/;
    const looks = (one) => one.tagName + [...one.attributes]
        .filter(({name}) => !unlike.test(name)).map(({name, value}) => `[${name}=${value}]`).join("");
    const mode = innerWidth + String(matchMedia("(prefers-color-scheme: dark)").matches);
    const digest = (sum, text) => {
        for (let at = 0; at < text.length; at++) sum = (sum * 31 + text.charCodeAt(at)) | 0;
        return sum;
    };
    const marks = new Map([[null, digest(7, mode)]]);
    const mark = (one) => {
        if (!marks.has(one)) marks.set(one, digest(mark(one.parentElement), looks(one)));
        return marks.get(one);
    };
    const seen = new Set(known), fresh = [];
    for (const one of document.body.querySelectorAll("*")) {
        const speaks = [...one.childNodes].some((part) => part.nodeType === 3 && part.data.trim());
        if (!speaks && !one.matches("a, input, select, textarea")) continue;
        if (!one.checkVisibility({visibilityProperty: true})) continue;
        const place = mark(one);
        if (!seen.has(place)) fresh.push(one), seen.add(place);
    }
    const others = Object.fromEntries(colours.map((rule) => [rule, {enabled: false}]));
    const shapes = rules.filter((rule) => !colours.includes(rule));
    const rest = !rules.length ? await ask(document, all, others)
        : shapes.length ? await ask(document, {type: "rule", values: shapes}) : [];
    const onColours = fresh.length
        ? await ask({include: fresh}, {type: "rule", values: colours}) : [];
    return [[...rest, ...onColours], [...seen]];
}"""
INSTALL = "install Chromium (Debian: apt install chromium)"
NO_BROWSER = f"No browser was found: {INSTALL}."


def program(bundled: str) -> str:
    """The browser to drive: what CHROMIUM names, the machine's own, or the one of playwright."""
    named = os.environ.get("CHROMIUM", "")
    found = [path for path in map(shutil.which, (named, *PROGRAMS, bundled)) if path]
    return found[0] if found else ""


@pytest.fixture(scope="session")
def _playwright() -> Iterator[Playwright]:
    """Playwright keeps a loop running in this thread, which Django takes for asynchronous code.

    Therefore tests with a browser come last, and no connection of before is used in them: in
    asynchronous code Django has other ones.
    """
    from django.db import connections
    from playwright.sync_api import sync_playwright

    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    connections.close_all()
    with sync_playwright() as playwright:
        yield playwright
        connections.close_all()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="session")
def _browser(_playwright: Playwright) -> Iterator[Browser | None]:
    found = program(_playwright.chromium.executable_path)
    if not found:
        yield None
        return
    started = _playwright.chromium.launch(executable_path=found)
    yield started
    started.close()


@pytest.fixture
def browser(_browser: Browser | None) -> Browser:
    """Chromium; a machine without one leaves the test out, but not in continuous integration."""
    if _browser is None:
        if os.environ.get("CI"):
            pytest.fail(NO_BROWSER)
        pytest.skip(NO_BROWSER)
    return _browser


@pytest.fixture
def page_as(live: Live, browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens a page for one of the cast: wide or as on a phone, with or without scripts."""
    opened = []
    complaints: list[str] = []

    def open_page(
        who: str = "nobody",
        *,
        is_phone: bool = False,
        is_dark: bool = False,
        has_scripts: bool = True,
        language: str = "nl",
        home: str = "",
        beside: str = "",
    ) -> Page:
        home = home or live.address
        context = browser.new_context(
            base_url=home,
            viewport=PHONE if is_phone else WIDE,
            has_touch=is_phone,
            java_script_enabled=has_scripts,
            color_scheme="dark" if is_dark else "light",
            locale={"nl": "nl-NL", "en": "en-GB"}[language],
            reduced_motion="reduce",
        )
        opened.append(context)
        context.set_default_timeout(10_000)
        cookies = {"language": language}
        if who in live.cast.actors:
            cookies["session"] = live.session(who)
        context.add_cookies(
            [{"name": name, "value": value, "url": home} for name, value in cookies.items()]
        )
        page = context.new_page()
        _listen(page, home, complaints, beside)
        return page

    yield open_page
    for context in opened:
        context.close()
    assert not complaints, "\n".join(complaints)


@pytest.fixture(scope="session")
def axe() -> Callable[..., list[str]]:
    """What is not accessible on a page, each with the place where it stands.

    Colours take the longest by far. Whoever walks many pages keeps the places whose colours were
    looked at in a set: the same tags, classes and states, in the same scheme and width, have the
    same colours on the next page too.
    """
    from axe_playwright_python.sync_playwright import Axe

    source = Axe().axe_script

    def look(page: Page, rules: Sequence[str] = (), known: set[int] | None = None) -> list[str]:
        seen = None if known is None else list(known)
        said, places = page.evaluate(ASK_AXE, [source, list(rules), STANDARDS, COLOURS, seen])
        (known if known is not None else set()).update(places)
        found: list[str] = said
        return found

    return look


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests with a browser come last; see `_playwright`."""
    items.sort(key=lambda item: "browser" in getattr(item, "fixturenames", ()))


@pytest.hookimpl(wrapper=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> Iterator[None]:
    """The last line says what did not run."""
    yield
    skipped = terminalreporter.stats.get("skipped", [])
    count = sum(NO_BROWSER in str(report.longrepr) for report in skipped)
    if count:
        sentence = f"{count} browser journeys did not run: {INSTALL}"
        terminalreporter.write_line(sentence, red=True, bold=True)


def _listen(page: Page, address: str, complaints: list[str], beside: str) -> None:
    """Note what a visitor would not see: a failing page or script, a broken policy, a call elsewhere.

    Only where somebody goes to sign in is `beside` ours.
    """

    def heard(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text or "Content-Security-Policy" in message.text:
            complaints.append(f"{page.url}: {message.text}")

    def asked(request: Request) -> None:
        if not request.url.startswith((address, beside or address, "data:", "blob:", "about:")):
            complaints.append(f"{page.url} asks another host: {request.url}")

    def answered(response: Response) -> None:
        if response.status >= 500:
            complaints.append(f"{response.url} answers {response.status}")

    page.on("console", heard)
    page.on("response", answered)
    page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
    page.on("request", asked)
