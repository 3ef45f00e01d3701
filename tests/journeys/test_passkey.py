"""A device signs somebody in; a virtual one stands in for a phone with a fingerprint."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from pytest_django import Settings

from tests.live import Live
from tests.make import PASSWORD

if TYPE_CHECKING:
    from playwright.sync_api import Page

OpenPage = Callable[..., "Page"]
Axe = Callable[["Page"], list[str]]
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
pytestmark = pytest.mark.journey


def test_a_device_is_added_signs_in_and_takes_the_second_step(
    live: Live, page_as: OpenPage, axe: Axe, settings: Settings
) -> None:
    settings.PUBLIC_ADDRESS = live.address.replace("127.0.0.1", "localhost")
    page = page_as("noor", language="en", home=settings.PUBLIC_ADDRESS)
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    page.goto("/waterdal/account/inloggen/passkey")
    page.get_by_label("What do you call this device?").fill("Phone")
    assert axe(page) == []
    page.get_by_role("button", name="Make the passkey").click()
    page.get_by_role("heading", name="Your recovery codes").wait_for()
    assert axe(page) == []
    _sign_out(page)
    page.goto("/inloggen?next=/waterdal/leden")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(re.compile(r"^[^?]+/waterdal/leden$"))
    _sign_out(page)
    page.goto("/inloggen")
    page.locator("[name=login]").fill("noor@waterdal.example")
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    assert axe(page) == []
    page.get_by_role("button", name="With a passkey").click()
    page.wait_for_url("**/waterdal/")


def _sign_out(page: "Page") -> None:
    page.goto("/uitloggen")
    page.get_by_role("main").get_by_role("button", name="Sign out").click()
