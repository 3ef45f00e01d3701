"""The browser that tests drive: the one that is named, else the machine's own, else the bundled one."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests import browser
from tests.live import Live


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine without any browser."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CHROMIUM", raising=False)
    return tmp_path


def _install(machine: Path, name: str) -> str:
    path = machine / name
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    return str(path)


def test_what_is_named_goes_before_what_is_found(
    machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _install(machine, "chromium")
    monkeypatch.setenv("CHROMIUM", _install(machine, "my-browser"))
    assert browser.program("") == str(machine / "my-browser")


@pytest.mark.parametrize("name", browser.PROGRAMS)
def test_the_machine_s_own_goes_before_the_bundled_one(machine: Path, name: str) -> None:
    bundled = _install(machine, "bundled")
    assert browser.program(bundled) == bundled
    own = _install(machine, name)
    assert browser.program(bundled) == own


def test_a_machine_without_a_browser_has_none(machine: Path) -> None:
    assert browser.program(str(machine / "not-there")) == ""


@pytest.mark.parametrize("is_dark", [False, True])
def test_what_nobody_can_use_is_named(
    live: Live, page_as: Callable[..., Page], axe: Callable[..., list[str]], is_dark: bool
) -> None:
    page = page_as(is_dark=is_dark)
    page.goto("/componenten")
    _add_what_nobody_reads(page)
    assert {said.split(":")[0] for said in axe(page)} == {"color-contrast", "image-alt"}
    assert {said.split(":")[0] for said in axe(page, browser.COLOURS)} == {"color-contrast"}


def test_a_colour_that_is_known_is_not_looked_at_again_but_a_new_one_is(
    live: Live, page_as: Callable[..., Page], axe: Callable[..., list[str]]
) -> None:
    page = page_as()
    page.goto("/inloggen")
    known: set[int] = set()
    assert axe(page, (), known) == []
    _add_what_nobody_reads(page)
    assert {said.split(":")[0] for said in axe(page, (), known)} == {"color-contrast", "image-alt"}
    assert {said.split(":")[0] for said in axe(page, (), known)} == {"image-alt"}
    page.emulate_media(color_scheme="dark")
    said = axe(page, browser.COLOURS, known)
    assert [line.split(":")[0] for line in said] == ["color-contrast"]


def _add_what_nobody_reads(page: Page) -> None:
    page.evaluate(
        """() => {
            const unread = document.querySelector('h1').parentElement.appendChild(document.createElement('p'));
            unread.textContent = 'Nobody reads this';
            unread.style.color = 'rgb(120, 120, 120)';
            unread.style.background = 'rgb(150, 150, 150)';
            unread.appendChild(document.createElement('img')).src = 'data:,';
        }"""
    )
