"""What comes out of a printer: no controls, one sheet a letter, the zone on top."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from dwarsverband.modules.network.tests.pages import carer, find, own_page
from tests import make
from tests.live import Live

if TYPE_CHECKING:
    from playwright.sync_api import Page

OpenPage = Callable[..., "Page"]
SHEET = re.compile(rb"/Type\s*/Page(?![a-zA-Z])")


def _sheets(page: "Page") -> int:
    return len(SHEET.findall(page.pdf(format="A4")))


def _on_paper(page: "Page") -> None:
    page.emulate_media(media="print")


def test_each_letter_gets_a_sheet_of_its_own(live: Live, page_as: OpenPage) -> None:
    page = page_as("noor", language="en")
    page.goto("/waterdal/netwerk/bericht/papier")
    page.get_by_role("button", name="Make the letters").click()
    page.wait_for_load_state()
    letters = page.locator(".dv-paper").count()
    assert letters > 5
    assert _sheets(page) == letters
    _on_paper(page)
    shown = page.locator("body").inner_text()
    assert "Ctrl" not in shown and "Dwarsverband" not in shown.split("Hello")[0]


def test_the_own_page_is_printed_without_what_paper_cannot_do(
    live: Live, page_as: OpenPage
) -> None:
    where = own_page(live.cast, carer(live.cast))
    page = page_as(language="en")
    page.goto(where)
    assert page.get_by_text("What can you do?").is_visible()
    _on_paper(page)
    assert not page.get_by_text("What can you do?").is_visible()
    assert page.get_by_text("Who sees this?").is_visible()


def test_a_question_that_is_only_a_form_stays_off_paper(live: Live, page_as: OpenPage) -> None:
    page = page_as("noor", language="en")
    page.goto("/componenten")
    page.evaluate(
        """() => document.querySelector('main').insertAdjacentHTML('beforeend', `
        <section class="dv-section" id="asks"><header><h2>?</h2></header><form class="dv-form"></form></section>
        <section class="dv-section" id="tells"><header><h2>!</h2></header><p>Tells.</p><form class="dv-form"></form></section>`)"""
    )
    _on_paper(page)
    assert not page.locator("#asks").is_visible()
    assert page.locator("#tells").is_visible()


def test_a_handover_sheet_of_twelve_contacts_is_one_sheet_before_and_after(
    live: Live, page_as: OpenPage
) -> None:
    cast = live.cast
    bram = find(cast, "Bram Hendriks")
    for number in range(10):
        other = make.person(cast.waterdal, f"Contact met een Naam {number}", at="Wijkteam Noord")
        make.tie(bram, other)
    make.person(cast.waterdal, "Karim El Idrissi", "safety", email="karim@waterdal.example")
    make.member(cast.waterdal, "karim@waterdal.example", "Karim El Idrissi")
    page = page_as("noor", language="en")
    sheet = f"/waterdal/netwerk/overdracht/{cast.bram.membership_id}"
    page.goto(sheet)
    assert page.locator("#contacts tbody tr").count() >= 12
    assert _sheets(page) == 1
    _on_paper(page)
    assert not page.locator("#contacts a").first.is_visible()
    page.emulate_media(media="null")
    page.goto(f"{sheet}/overdragen")
    page.select_option("select", label="Karim El Idrissi")
    for number in range(3):
        page.get_by_label(f"Contact met een Naam {number}").check()
    page.locator("main form [type=submit]").click()
    page.get_by_role("button", name="Yes, hand over").click()
    page.wait_for_load_state()
    assert page.locator("#contacts", has_text="not spoken yet").count() == 1
    assert _sheets(page) == 1
