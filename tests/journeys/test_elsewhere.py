"""Somebody links the place where they work, signs in there, and shows there again who they are."""

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from pytest_django import Settings

from dwarsverband.foundation.accounts.tests.issuer import Issuer, site_of, trusting
from tests.live import Live

if TYPE_CHECKING:
    from playwright.sync_api import Page

OpenPage = Callable[..., "Page"]
Axe = Callable[["Page"], list[str]]
LINK = "/waterdal/account/inloggen/elders/gemeente"
pytestmark = pytest.mark.journey


def test_whoever_signs_in_elsewhere_takes_the_log_along(
    live: Live, page_as: OpenPage, axe: Axe, settings: Settings
) -> None:
    with site_of(Issuer()) as issuer:
        trusting(settings, issuer)
        stranger = page_as("nobody", language="en", beside=issuer.home)
        stranger.goto("/inloggen")
        _there(stranger, "Sign in with Gemeente Waterdal")
        stranger.get_by_role("heading", name="We do not know yet who you are").wait_for()
        page = page_as("joost", language="en", beside=issuer.home)
        page.goto(LINK)
        _there(page, "Go there")
        page.get_by_role("main").get_by_role("button", name="Link it").click()
        stranger.goto("/inloggen?next=/waterdal/privacy")
        _there(stranger, "Sign in with Gemeente Waterdal")
        stranger.wait_for_url("**/waterdal/privacy")
        stranger.get_by_role("button", name="Download the log").click()
        assert axe(stranger) == []
        issuer.claims = {"auth_time": time.time()}
        _there(stranger, "Sign in again with Gemeente Waterdal")
        assert axe(stranger) == []
        with stranger.expect_download() as taken:
            stranger.get_by_role("button", name="Go on").click()
        assert taken.value.suggested_filename.endswith(".zip")


def _there(page: "Page", button: str) -> None:
    page.get_by_role("main").get_by_role("button", name=button).click()
    page.get_by_role("link", name="Dat ben ik").click()
