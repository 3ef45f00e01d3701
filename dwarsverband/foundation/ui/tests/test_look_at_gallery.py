"""The gallery in a real browser: every component, in both languages, on every screen."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser import COLOURS, PHONE, WIDE
from tests.live import Live

pytestmark = pytest.mark.journey
PageAs = Callable[..., Page]
Axe = Callable[..., list[str]]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_everybody_can_use_every_component(
    live: Live, page_as: PageAs, axe: Axe, language: str
) -> None:
    page = page_as(language=language)
    page.goto("/componenten")
    known: set[int] = set()
    for size in (WIDE, PHONE):
        page.set_viewport_size(size)
        assert axe(page, (), known) == []
        page.emulate_media(color_scheme="dark")
        assert axe(page, COLOURS, known) == []
        page.emulate_media(color_scheme="light")


def test_no_page_moves_sideways(live: Live, page_as: PageAs) -> None:
    page = page_as()
    page.goto("/componenten")
    for width in (320, 390, 640, 641, 960, 961, 1280, 1920):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_everything_to_press_is_large_enough_on_a_phone(live: Live, page_as: PageAs) -> None:
    page = page_as(is_phone=True)
    page.goto("/componenten")
    small = page.evaluate(
        """[...document.querySelectorAll('.dv-button, .dv-input, .dv-select, .dv-option, summary, nav a, nav button')]
        .filter(one => one.offsetParent && one.getBoundingClientRect().height < 44)
        .map(one => one.className + ' ' + one.textContent.trim())"""
    )
    assert small == []


def test_a_form_is_sent_once_however_often_it_is_pressed(live: Live, page_as: PageAs) -> None:
    page = page_as()
    page.goto("/componenten")
    sent = page.evaluate(
        """() => {
            const form = document.querySelector('form.dv-form');
            const press = () => form.dispatchEvent(new SubmitEvent('submit', {cancelable: true, bubbles: true}));
            return [press(), press()];
        }"""
    )
    assert sent == [True, False]


@pytest.mark.parametrize(
    ("is_allowed", "said"), [(True, "Copied."), (False, "Selected. Press Ctrl and C.")]
)
def test_what_is_shown_once_is_copied_with_one_press(
    live: Live, page_as: PageAs, is_allowed: bool, said: str
) -> None:
    page = page_as(language="en")
    page.goto("/componenten")
    answer = "window.taken = text" if is_allowed else "throw new Error('not allowed')"
    page.evaluate(
        f"Object.defineProperty(navigator, 'clipboard', {{ value: {{ writeText: async (text) => {{ {answer} }} }} }})"
    )
    box = page.locator("[data-copy]").first
    box.get_by_role("button", name="Copy").press("Enter")
    box.get_by_text(said).wait_for()
    shown = box.locator(".dv-copy-text").inner_text()
    assert page.evaluate("String(getSelection())").strip() == shown
    assert page.evaluate("window.taken ?? ''") == (shown if is_allowed else "")


def test_without_scripts_there_is_no_button_that_does_nothing(live: Live, page_as: PageAs) -> None:
    page = page_as(has_scripts=False)
    page.goto("/componenten")
    box = page.locator("[data-copy]").first
    assert not box.get_by_role("button").is_visible()
    box.locator(".dv-copy-text").click()
    assert box.locator(".dv-copy-text").evaluate("one => getComputedStyle(one).userSelect") == "all"


def test_what_went_wrong_is_read_first(live: Live, page_as: PageAs) -> None:
    page = page_as()
    page.goto("/componenten")
    assert page.evaluate("document.activeElement.matches('.dv-alert[role=alert]')")


def test_what_others_made_runs_under_our_own_security_policy(live: Live, page_as: PageAs) -> None:
    page = page_as()
    page.goto("/componenten")
    name = "import('/static/ui/vendor/htmx.js').then(loaded => loaded.default.version)"
    assert page.evaluate(name) == "4.0.1"


def test_everything_is_there_without_scripts(live: Live, page_as: PageAs) -> None:
    page = page_as(has_scripts=False)
    page.goto("/componenten")
    page.get_by_role("button", name="English").first.click()
    page.wait_for_load_state()
    assert page.get_by_role("heading", level=1, name="Components").is_visible()
    assert page.url.endswith("/componenten")


def test_paper_shows_no_menus_and_no_buttons(live: Live, page_as: PageAs) -> None:
    page = page_as()
    page.goto("/componenten")
    page.emulate_media(media="print")
    for left_out in (".dv-button", ".dv-tabs", ".dv-footer", ".dv-skip-link"):
        assert not page.locator(left_out).first.is_visible()
    assert page.locator(".dv-matrix").first.is_visible()
