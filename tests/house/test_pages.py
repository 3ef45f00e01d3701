"""Every page: accessible, one h1, whole without scripts, never wider than a phone."""

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from dwarsverband.foundation.access.reach import reach_of
from dwarsverband.foundation.accounts.models import Domain, Membership, Organisation, Theme
from dwarsverband.modules.network.models import Desk, Import, Introduction, Person, Round, Tie
from tests import make
from tests.answers import PAGE
from tests.browser import COLOURS, PHONE, WIDE
from tests.house.test_addresses import EXPECTED, WHO
from tests.live import Live
from tests.turns import in_turn

if TYPE_CHECKING:
    from playwright.sync_api import Page

OpenPage = Callable[..., "Page"]
Axe = Callable[..., list[str]]
# Addresses that answer something else than a page, or only to what a page sends.
# The gallery shows three headings on purpose, and has tests of its own.
NO_PAGE = {"gallery", "health", "ready", "set_language", "account_logout"}
NO_PAGE |= {"account_reset_password_from_key"}
# What a narrow screen or another reader can break, because things move, shrink or leave the page;
# the rest is the same as on the wide page of the coordinator.
NARROW = [
    *COLOURS, "target-size", "scrollable-region-focusable", "button-name", "link-name", "label",
    "aria-hidden-focus", "heading-order", "empty-heading", "region", "skip-link",
]  # fmt: skip


def _addresses(
    patterns: list[URLPattern | URLResolver], before: str = "", space: str = ""
) -> Iterator[tuple[str, str, URLPattern]]:
    """Each with its route and its whole name."""
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _addresses(pattern.url_patterns, route, inner)
        else:
            yield route, f"{space}{pattern.name}", pattern


def _paths(live: Live, who: str = "noor") -> list[str]:
    """Every address that promises somebody a page, filled in with what Waterdal holds."""
    _begin(live)
    found = []
    for route, name, pattern in _addresses(get_resolver().url_patterns):
        is_shown = pattern.name not in NO_PAGE and not route.startswith("api/")
        is_shown = is_shown and EXPECTED[name][WHO.index(who)] == PAGE
        if is_shown and "secret" not in route and reach_of(pattern.callback) != "link":
            found.append(_filled(live, route, str(pattern.name)))
    return sorted(set(found) - {""})


def _begin(live: Live) -> None:
    """What the cast has not begun by itself: a list on its way in, an introduction, a round."""
    day, own = timezone.localdate(), {"partnership": live.cast.waterdal}
    with make.within(live.cast.waterdal):
        if Import.objects.filter(**own).exists():
            return
        Round.objects.create(**own, opened_on=day, answers_until=day)
        first, second = Person.objects.filter(**own).order_by("pk")[:2]
        Import.objects.create(**own, files=["lijst.xlsx"], ends_on=day)
        Introduction.objects.create(
            **own, first=first, second=second, people_before=0, asked_on=day, ends_on=day
        )


def _filled(live: Live, route: str, name: str) -> str:
    """An address with the numbers it asks for; empty when there is nothing to ask for."""
    keys = _keys(live, name)
    path = route.replace("<slug:partnership>", "waterdal")
    while "<" in path:
        if not keys:
            return ""
        start, end = path.index("<"), path.index(">")
        path = path[:start] + str(keys.pop(0)) + path[end + 1 :]
    return f"/{path}"


def _keys(live: Live, name: str) -> list[UUID]:
    """The numbers that an address asks for, by what its name is about."""
    with make.within(live.cast.waterdal):
        own = {"partnership": live.cast.waterdal}
        tables = {
            "person": Person.objects.filter(**own),
            "pair": Domain.objects.filter(**own, code__in=["social", "safety"]),
            "contact": Tie.objects.filter(**own),
            "member": Membership.objects.filter(**own).exclude(name="Noor Bakker"),
            "domain": Domain.objects.filter(**own),
            "theme": Theme.objects.filter(**own),
            "organisation": Organisation.objects.filter(**own),
            "meeting": Introduction.objects.filter(**own),
            "import": Import.objects.filter(**own),
            "round": Round.objects.filter(**own),
            "answer_list": Round.objects.filter(**own),
            "desk": Desk.objects.filter(**own),
        }
        found = next((rows for word, rows in tables.items() if word in name), None)
        return [] if found is None else [row.pk for row in found[:2]]


def _shows(page: "Page", path: str) -> bool:
    """Open an address: whether it shows this reader a page, and not a file, a refusal or another page."""
    from playwright.sync_api import Error

    try:
        answer = page.goto(path)
    except Error as error:
        if "Download is starting" in error.message:
            return False
        raise
    assert answer is not None, path
    return answer.status == 200 and answer.request.redirected_from is None


def _complaints(
    page: "Page", path: str, axe: Axe, known: set[int], rules: Sequence[str] = ()
) -> Iterator[str]:
    if page.locator("h1").count() != 1:
        yield f"{path} has {page.locator('h1').count()} headings of the first level"
    if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
        yield f"{path} is wider than the screen"
    yield from (f"{path}: {sentence}" for sentence in axe(page, rules, known))


def _unseen(*_asked: object) -> list[str]:
    """Of a page that somebody else looks at in this run."""
    return []


def test_every_page_is_accessible_wide_on_a_phone_and_in_the_dark(
    live: Live, page_as: OpenPage, axe: Axe
) -> None:
    page = page_as("noor")
    found: list[str] = []
    known: set[int] = set()
    for path in _paths(live):
        if not _shows(page, path):
            continue
        found += _complaints(page, path, axe, known)
        page.emulate_media(color_scheme="dark")
        found += _complaints(page, f"{path} in the dark", axe, known, COLOURS)
        page.emulate_media(color_scheme="light")
        page.set_viewport_size(PHONE)
        found += _complaints(page, f"{path} on a phone", axe, known, NARROW)
        page.set_viewport_size(WIDE)
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("who", "is_phone", "language"),
    [("bram", True, "en"), ("joost", False, "nl"), ("nobody", True, "nl")],
)
def test_every_page_is_accessible_to_others(
    live: Live, page_as: OpenPage, axe: Axe, who: str, is_phone: bool, language: str
) -> None:
    page = page_as(who, is_phone=is_phone, language=language)
    known: set[int] = set()
    found: list[str] = []
    whole, own = set(_paths(live)), _paths(live, who)
    shared = [path for path in own if path in whole]
    asked = {*in_turn(shared, who, len(shared) // 2), *(set(own) - whole)}
    for path in own:
        if _shows(page, path):
            look = axe if path in asked else _unseen
            found += _complaints(page, path, look, known, NARROW if path in whole else ())
    assert not found, "\n".join(found)


def test_every_page_is_whole_without_scripts(live: Live, page_as: OpenPage) -> None:
    page = page_as("noor", has_scripts=False)
    for path in _paths(live):
        if _shows(page, path):
            assert page.locator("h1").count() == 1, path
            assert page.locator("main").inner_text().strip(), path


def test_the_pages_are_found(live: Live) -> None:
    paths = _paths(live)
    assert "/waterdal/netwerk/verkokering" in paths
    assert len(paths) > 25
    assert "/inloggen" in _paths(live, "nobody")
