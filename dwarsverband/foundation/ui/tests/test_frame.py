"""The frame of every page: who is here, where they can go, and who reads along."""

import re

import pytest
from django.test import RequestFactory
from django.urls import resolve

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.ui.frame import Item, frame
from tests.cast import Cast


def _frame(address: str, actor: Actor) -> dict[str, object]:
    request = RequestFactory().get(address)
    request.actor = actor  # type: ignore[attr-defined]
    request.resolver_match = resolve(address)
    return frame(request)


def _member(role: str = "partner") -> Actor:
    return Actor(
        kind="member",
        partnership_slug="waterdal",
        partnership_name="Waterdal",
        name="Fatma Yıldız",
        role=role,
    )


def _items(found: dict[str, object]) -> list[Item]:
    return [item for group in found["navigation"] for item in group.items]  # type: ignore[attr-defined]


def test_a_member_sees_the_modules_that_exist_by_zone() -> None:
    found = _frame("/waterdal/", _member())
    assert [group.key for group in found["navigation"]][:2] == ["today", "together"]  # type: ignore[attr-defined]
    assert all(item.href.startswith("/waterdal/") for item in _items(found))


def test_where_we_are_is_marked_once() -> None:
    found = _frame("/waterdal/netwerk/mensen", _member())
    assert [item.icon for item in _items(found) if item.current] == ["network"]
    assert [tab.icon for tab in found["tabs"] if tab.current] == ["network"]  # type: ignore[attr-defined]


def test_on_a_phone_the_last_place_leads_to_everything() -> None:
    tabs = _frame("/waterdal/menu", _member())["tabs"]
    assert tabs[-1].href == "/waterdal/menu" and tabs[-1].current == "true"  # type: ignore[index]


@pytest.mark.parametrize("address", ["/waterdal/privacy", "/waterdal/menu", "/waterdal/account"])
def test_what_is_not_below_the_front_page_does_not_mark_it(address: str) -> None:
    assert [item for item in _items(_frame(address, _member("coordinator"))) if item.current] == []


def test_nobody_gets_a_menu_before_signing_in() -> None:
    found = _frame("/nooit", Actor())
    assert found["navigation"] == () and found["tabs"] == ()
    assert found["page_frame"] == "ui/public.html"
    assert found["zone"].key == "open"  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("role", "is_shown"),
    [
        ("coordinator", True),
        ("privacy_officer", True),
        ("partner", False),
        ("administrator", False),
    ],
)
def test_who_gets_the_way_to_the_privacy_page(role: str, is_shown: bool) -> None:
    assert bool(_frame("/waterdal/", _member(role))["own"]["privacy"]) is is_shown  # type: ignore[index]


def test_a_closed_page_says_who_reads_along(cast: Cast) -> None:
    page = cast.client("noor").get("/waterdal/menu").content.decode()
    assert 'data-zone="closed"' in page
    assert "Waterdal" in re.search(r'class="dv-zone".*?</section>', page, re.DOTALL)[0]  # type: ignore[index]


def test_no_page_says_that_every_partner_sees_everything(cast: Cast) -> None:
    for who, address, said in (
        ("bram", "/waterdal/netwerk/kaart", "Only members of Waterdal see this, each their own"),
        ("noor", "/waterdal/netwerk/mensen", "Only the coordinator sees this page."),
        ("bram", "/waterdal/netwerk/mensen", "Only members of Waterdal see this, each their own"),
        ("noor", "/waterdal/account/sleutels", "You see the tokens of everybody here"),
        ("bram", "/waterdal/account/sleutels", "Only you and the coordinator see this page."),
    ):
        page = cast.client(who, "en").get(address).content.decode()
        assert said in page.split('class="dv-zone"')[1].split("</section>")[0]


def test_the_other_language_is_one_press_away_and_comes_back_here(cast: Cast) -> None:
    client = cast.client("noor")
    page = client.get("/waterdal/menu?a=1").content.decode()
    assert 'action="/taal"' in page and 'name="next" value="/waterdal/menu?a=1"' in page
    answer = client.post("/taal", {"language": "en", "next": "/waterdal/menu?a=1"})
    assert answer["Location"] == "/waterdal/menu?a=1"
    assert '<html lang="en">' in client.get("/waterdal/menu").content.decode()


def test_the_first_thing_that_the_keyboard_reaches_leads_to_the_content(cast: Cast) -> None:
    page = cast.client("noor").get("/waterdal/menu").content.decode()
    first = re.search(r"<(?:a|button|input)\b[^>]*>", page.partition("<body>")[2])
    assert first and 'href="#content"' in first[0]
    assert page.count('<main id="content"') == 1
