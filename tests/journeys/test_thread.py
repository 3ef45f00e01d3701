"""The thread: a spreadsheet in, the silos on the screen, within ten seconds."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests import make
from tests.live import Live

if TYPE_CHECKING:
    from playwright.sync_api import Page

OpenPage = Callable[..., "Page"]
LIST = (
    "naam;organisatie;domein;kent;laatst gesproken\n"
    "Anouk Visser;Welzijn Dal;sociaal;Yvonne Jansen;3-9-2026\n"
    "Yvonne Jansen;GGD Dal;zorg;Anouk Visser;3 sept 2026\n"
    "Peter Smit;Politie Dal;veiligheid;Anouk Visser;2026-11-01\n"
    "Thijs Verhoeven;Mbo Dal;onderwijs;;\n"
)


def _sign_in(page: "Page", email: str) -> None:
    page.goto("/inloggen")
    page.locator("input[name=login]").fill(email)
    page.locator("input[name=password]").fill(make.PASSWORD)
    page.locator("main button[type=submit]").click()


def _new_coordinator() -> None:
    home = make.partnership(slug="dal", name="Dal")
    make.member(home, "begin@dal.example", "Begin Hier", "coordinator")


@pytest.mark.parametrize("has_scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_coordinator_sees_the_silos_of_her_own_list(
    live: Live, page_as: OpenPage, tmp_path: Path, has_scripts: bool
) -> None:
    _new_coordinator()
    file = tmp_path / "lijst.csv"
    file.write_text(LIST, encoding="utf-8")
    page = page_as(has_scripts=has_scripts, language="en")
    _sign_in(page, "begin@dal.example")
    page.get_by_role("link", name="Write it down").click()
    page.get_by_label("Who is responsible?").fill("Gemeente Dal")
    page.get_by_label("Where can people ask about it?").fill("privacy@dal.example")
    page.get_by_label("Why do you record who knows whom?").fill("Zien wie elkaar kent.")
    page.get_by_label("On which legal basis?").fill("Publieke taak")
    page.locator("main button[type=submit]").last.click()

    page.goto("/dal/netwerk/importeren")
    began = time.monotonic()
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Read the list").click()
    page.get_by_role("button", name="Save").first.click()
    live.work()
    page.goto("/dal/netwerk/verkokering")
    answer = page.locator("main").inner_text()
    assert time.monotonic() - began < 10
    assert "Nobody from Neighbourhood, Administration, National" in answer
    assert "hang on one person" in answer
    assert "Anouk Visser" in answer


def test_the_same_with_only_the_keyboard(live: Live, page_as: OpenPage) -> None:
    page = page_as("noor")
    page.goto("/waterdal/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.classList.contains('dv-skip-link')")
    page.keyboard.press("Enter")
    page.goto("/waterdal/netwerk/verkokering")
    reached = set()
    for _press in range(60):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.innerText"))
    assert "Fatma Yıldız" in reached
