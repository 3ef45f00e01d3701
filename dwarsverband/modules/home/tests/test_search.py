"""One field that finds people, organisations and pages, within what somebody may see."""

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from dwarsverband.foundation.accounts.models import Domain, Theme
from dwarsverband.foundation.search.kinds import kinds, plates_of
from dwarsverband.foundation.search.pages import find_pages, visible_pages
from dwarsverband.foundation.ui.addresses import address
from dwarsverband.modules.network.models import Agreement, Desk, Offer
from dwarsverband.modules.tables.models import Table
from tests import make
from tests.answers import MEMBERS_SEE, PAGE, answer, text
from tests.cast import Cast
from tests.live import Live

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

ADDRESS = "/waterdal/zoeken"
ROLES = ("noor", "bram", "hanneke", "joost")


def _told(cast: Cast, who: str, asked: str) -> str:
    return text(cast.client(who, "en").get(ADDRESS, {"zoek": asked}))


@pytest.mark.parametrize(("who", "expected"), MEMBERS_SEE)
def test_who_may_search(cast: Cast, who: str, expected: str) -> None:
    assert answer(cast.client(who).get(ADDRESS)) == expected


def test_a_name_leads_to_a_page_and_says_what_they_do(cast: Cast) -> None:
    page = _told(cast, "noor", "yildiz")
    assert "Fatma Yıldız" in page and "/netwerk/mensen/" in page
    assert "Adviseur, Mbo Het Baken" in page


def test_a_partner_gets_the_same_page_for_somebody_unknown_and_somebody_unseen(cast: Cast) -> None:
    make.person(cast.waterdal, "Zwaantje Kwakkelstein", "care", "GGZ")
    assert "Zwaantje" in _told(cast, "noor", "zwaantje")
    unseen, unknown = (_told(cast, "bram", asked) for asked in ("zwaantje", "zwaantjo"))
    assert _plain(unseen, "zwaantje") == _plain(unknown, "zwaantjo")


def test_a_word_that_nothing_holds_is_corrected_and_said(cast: Cast) -> None:
    page = _told(cast, "noor", "yildz")
    assert "These are the answers for “Yıldız”." in page and "Fatma Yıldız" in page


def test_two_words_are_corrected_in_one_sentence(cast: Cast) -> None:
    page = _told(cast, "noor", "fatna yildz")
    assert (
        "Nothing here holds “fatna” or “yildz”. These are the answers for “Fatma Yıldız”." in page
    )
    assert page.count("These are the answers") == 1


@pytest.mark.parametrize(
    ("asked", "title", "way"),
    [("inclusie", "Inclusion", "themas"), ("education", "Education", "domeinen")],
)
def test_themes_and_domains_are_answers_of_their_own(
    cast: Cast, asked: str, title: str, way: str
) -> None:
    for who in ("noor", "bram", "hanneke"):
        link = rf'href="/waterdal/netwerk/{way}/[0-9a-f-]+"[^>]*>(?:<[^>]*>)*{title}'
        assert re.search(link, _told(cast, who, asked))


def test_an_empty_search_page_is_ready_to_type_in(cast: Cast) -> None:
    assert "autofocus" in _told(cast, "noor", "")
    assert "autofocus" not in _told(cast, "noor", "fatma")


def test_nothing_found_says_what_to_do(cast: Cast) -> None:
    assert "Try fewer words" in _told(cast, "noor", "qqqqqq")
    assert "Try fewer words" not in _told(cast, "noor", "")
    for who in ROLES:
        nothing = _told(cast, who, "xqzw").partition("<main")[2]
        assert 'href="/waterdal/netwerk/hulp"' in nothing
        assert answer(cast.client(who).get("/waterdal/netwerk/hulp")) == "page"


def test_what_is_more_than_fits_stands_on_the_list_itself(cast: Cast) -> None:
    for number in range(12):
        make.person(cast.waterdal, f"Kees Bakker{number}", "care", "GGZ")
    page = _told(cast, "noor", "kees")
    assert "Show all 12" in page
    assert "12 people" in text(cast.client("noor", "en").get("/waterdal/netwerk/mensen?zoek=kees"))


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("verkokering", "network:silo_report"),
        ("kaart", "network:network_map"),
        ("importeren", "network:start_import"),
        ("excel inlezen", "network:start_import"),
        ("wachtwoord", "accounts:account"),
        ("uitnodigen", "accounts:invite_member"),
        ("grondslag", "home:record_processing"),
        ("samenvoegen", "accounts:organisation_list"),
        ("bezwaren", "network:objection_list"),
        ("kart", "network:network_map"),
    ],
)
def test_pages_are_found_by_the_words_that_people_use(cast: Cast, asked: str, name: str) -> None:
    with translation.override("nl"):
        found = [page.href for page in find_pages(cast.noor, asked)]
    assert address(cast.noor, name) in found


@pytest.mark.parametrize(("asked", "first"), [("members", "page"), ("fatma members", "person")])
def test_a_page_that_is_called_so_comes_first(cast: Cast, asked: str, first: str) -> None:
    make.person(cast.waterdal, "Fatma Members", "care", "GGZ")
    page = _told(cast, "noor", asked)
    assert re.findall(r'<section[^>]* id="(page|person)"', page)[0] == first


def test_only_pages_that_somebody_can_open_are_found(cast: Cast) -> None:
    names = [page["name"] for module in plates_of() for page in getattr(module, "PAGES", ())]
    for who in ROLES:
        client, listed = cast.client(who), {page.name for page in visible_pages(cast.actors[who])}
        opened = {
            name for name in names if answer(client.get(address(cast.actors[who], name))) == PAGE
        }
        assert listed == opened, who


def test_machines_get_the_same(cast: Cast) -> None:
    response = cast.client("bram").get(
        reverse("api-1.0.0:search", args=["waterdal"]), {"search": "yildz"}
    )
    found = response.json()
    assert [hit["title"] for group in found["groups"] for hit in group["hits"]] == ["Fatma Yıldız"]
    assert found["corrections"] == [{"typed": "yildz", "taken": "Yıldız"}]


@pytest.mark.parametrize("asked", ["fatma", "yildz politie", "wie kent er iemand bij de politei"])
def test_few_questions_to_the_database_whatever_is_asked(cast: Cast, asked: str) -> None:
    client = cast.client("noor")
    client.get(ADDRESS)
    with CaptureQueriesContext(connection) as nothing:
        client.get(ADDRESS)
    with CaptureQueriesContext(connection) as questions:
        client.get(ADDRESS, {"zoek": asked})
    assert len(questions) - len(nothing) <= 8


def test_as_few_questions_when_eight_kinds_answer(cast: Cast) -> None:
    client = cast.client("noor")
    with CaptureQueriesContext(connection) as nothing:
        client.get(ADDRESS)
    everything = _everything_about(cast, "Tuinen")
    with CaptureQueriesContext(connection) as questions:
        response = client.get(reverse("api-1.0.0:search", args=["waterdal"]), {"search": "tuinen"})
    assert {group["kind"] for group in response.json()["groups"]} == everything
    assert len(questions) - len(nothing) <= 8


@pytest.mark.parametrize("asked", ["\0", "%", "'; --", "x" * 9000, "\u202e", "<script>", "🙂"])
def test_strange_questions_are_no_error(cast: Cast, asked: str) -> None:
    response = cast.client("noor").get(ADDRESS, {"zoek": asked})
    assert answer(response) == PAGE and "<script>" not in text(response).partition("<main")[2]


def test_a_slash_leads_to_the_field_and_enter_to_the_answer(
    live: Live, page_as: "Callable[..., Page]"
) -> None:
    page = page_as("noor")
    page.goto("/waterdal/")
    page.keyboard.press("/")
    page.keyboard.type("yildz")
    page.keyboard.press("Enter")
    page.wait_for_url("**/zoeken?zoek=yildz")
    page.get_by_role("link", name="Fatma Yıldız").click()
    page.wait_for_load_state()
    assert page.locator("h1").inner_text() == "Fatma Yıldız"


def test_on_a_phone_without_scripts_it_is_one_tap_away(
    live: Live, page_as: "Callable[..., Page]"
) -> None:
    page = page_as("bram", is_phone=True, has_scripts=False)
    page.goto("/waterdal/")
    page.locator("header a[href='/waterdal/zoeken']").click()
    page.locator("main input[type=search]").fill("baken")
    page.locator("main form[role=search] button").click()
    page.wait_for_load_state()
    assert page.get_by_role("link", name="Fatma Yıldız").is_visible()


def _everything_about(cast: Cast, word: str) -> set[str]:
    """One of each kind that can be found holds the word."""
    home = cast.waterdal
    person = make.person(home, f"Jip {word}", "care", word)
    own, today = {"partnership": home}, timezone.localdate()
    theirs = {**own, "person": person, "source": "test", "legal_basis": "test"}
    theirs["ends_on"] = today + timedelta(days=9)
    with make.within(home):
        Domain.objects.filter(**own, code="social").update(name_nl=word)
        Theme.objects.filter(**own, code="inclusion").update(name_nl=word)
        Table.objects.create(**own, name=word, begins_on=today)
        Desk.objects.create(**own, name=word, does=word)
        Offer.objects.create(**theirs, text=word, offered_on=today)
        Agreement.objects.create(**theirs, may_ask=word, agreed_on=today)
    return set(kinds())


def _plain(page: str, asked: str) -> str:
    """A page without what was asked, and without what is drawn anew each time."""
    return re.sub(r'search-[0-9a-f]{8}|name="\w+token" value="\w+"', "", page.replace(asked, ""))
