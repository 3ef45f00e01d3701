"""The map in a real browser: drawn, moved, walked over with keys, and read without all that."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.browser import COLOURS
from tests.live import Live

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

OpenPage = Callable[..., "Page"]
Axe = Callable[..., list[str]]
MAP = "/waterdal/netwerk/kaart"
# The colour of one dot of the canvas, as four numbers.
DOT = "(canvas, [x, y]) => [...canvas.getContext('2d').getImageData(x, y, 1, 1).data]"
IMAGE = "canvas => canvas.toDataURL()"


def _open_map(page: "Page", address: str = MAP) -> "Locator":
    """The canvas, once everybody stands on it."""
    page.goto(address)
    page.locator("[data-drawn]").wait_for(state="attached")
    return page.locator("canvas")


def _settle(page: "Page") -> None:
    page.wait_for_timeout(400)


@pytest.mark.parametrize("is_dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("is_phone", [False, True], ids=["wide", "phone"])
@pytest.mark.parametrize("who", ["noor", "bram", "hanneke"])
def test_everybody_can_use_the_map(
    live: Live, page_as: OpenPage, axe: Axe, who: str, is_phone: bool, is_dark: bool
) -> None:
    page = page_as(who, is_phone=is_phone, is_dark=is_dark)
    if is_phone or who == "hanneke":
        page.goto(f"{MAP}?zoek=a")
    else:
        _open_map(page, f"{MAP}?zoek=a")
    assert axe(page, COLOURS if is_dark else ()) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_everybody_stands_on_a_wide_map(live: Live, page_as: OpenPage) -> None:
    page = page_as("noor")
    canvas = _open_map(page)
    assert page.locator(".dv-network-map").get_attribute("data-drawn") == "12"
    assert not page.locator(".dv-domain-ring").is_visible()
    colours = canvas.evaluate(
        "canvas => new Set(new Uint32Array(canvas.getContext('2d')"
        ".getImageData(0, 0, canvas.width, canvas.height).data.buffer)).size"
    )
    assert colours > 50


def test_a_phone_shows_the_domains_and_reads_no_picture(live: Live, page_as: OpenPage) -> None:
    page = page_as("noor", is_phone=True)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(MAP)
    _settle(page)
    assert page.locator(".dv-domain-ring svg").is_visible()
    assert not page.locator("canvas").is_visible()
    assert not [address for address in asked if "/api/" in address]


def test_colours_follow_the_scheme(live: Live, page_as: OpenPage) -> None:
    light, dark = (
        _open_map(page_as("noor", is_dark=is_dark)).evaluate(DOT, [600, 100])
        for is_dark in (False, True)
    )
    assert light != dark


def test_whoever_forces_colours_sees_shapes_and_double_lines(live: Live, page_as: OpenPage) -> None:
    page = page_as("noor")
    page.emulate_media(forced_colors="active")
    canvas = _open_map(page)
    plain = canvas.evaluate(
        "canvas => { const data = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;"
        " let saffron = 0; for (let at = 0; at < data.length; at += 4)"
        " if (data[at] > 230 && data[at + 1] > 160 && data[at + 1] < 200 && data[at + 2] < 90) saffron += 1;"
        " return saffron; }"
    )
    assert plain == 0


def test_keys_go_from_person_to_person(live: Live, page_as: OpenPage) -> None:
    page = page_as("noor", language="en")
    canvas = _open_map(page)
    canvas.focus()
    page.keyboard.press("ArrowRight")
    told = page.locator(".dv-network-map-person")
    assert "Bram Hendriks" in told.inner_text()
    page.keyboard.press("ArrowUp")
    assert "Agent" in told.inner_text()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Shift+ArrowUp")
    assert "Sociaal 4" in told.inner_text()
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Shift+ArrowDown")
    assert "Fatma Yıldız\nMbo Het Baken, Education" in told.inner_text()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/netwerk/mensen/[0-9a-f-]{36}$"))
    assert page.get_by_role("heading", level=1, name="Fatma Yıldız").is_visible()


def test_who_is_focused_in_the_table_gets_the_ring(live: Live, page_as: OpenPage) -> None:
    page = page_as("noor")
    canvas = _open_map(page, f"{MAP}?sorteer=naam")
    before = canvas.evaluate(IMAGE)
    row = page.locator("[data-map-person]").nth(3)
    row.get_by_role("link").first.focus()
    chosen = page.locator(".dv-network-map").get_attribute("data-chosen")
    assert chosen == row.get_attribute("data-map-person")
    assert canvas.evaluate(IMAGE) != before


def test_a_click_tells_who_it_is_and_leads_on(live: Live, page_as: OpenPage) -> None:
    page = page_as("noor", language="en")
    canvas = _open_map(page, f"{MAP}?zoek=fatma")
    picture = page.request.get("/api/v1/waterdal/network-map").json()
    fatma = next(one for one in picture["people"] if one["name"] == "Fatma Yıldız")
    box = canvas.bounding_box()
    assert box
    times = box["width"] / picture["width"]
    canvas.click(position={"x": fatma["x"] * times, "y": fatma["y"] * times})
    page.get_by_role("link", name="Show surroundings").click()
    page.wait_for_url(re.compile(rf"persoon={fatma['id']}"))
    assert page.get_by_role("heading", level=1, name="Whom does Fatma Yıldız know?").is_visible()


def test_a_view_is_an_address(live: Live, page_as: OpenPage) -> None:
    page = page_as("noor")
    canvas = _open_map(page)
    whole = canvas.evaluate(IMAGE)
    page.locator('[data-zoom="2"]').click()
    _settle(page)
    assert re.search(r"#map=480\.0,320\.0,2\.00$", page.url)
    near = canvas.evaluate(IMAGE)
    page.reload()
    page.locator("[data-drawn]").wait_for(state="attached")
    assert canvas.evaluate(IMAGE) == near != whole
    page.locator('[data-zoom="0"]').click()
    _settle(page)
    assert "#" not in page.url
    assert canvas.evaluate(IMAGE) == whole


def test_a_bitmap_moves_while_dragging_and_is_drawn_anew_after(
    live: Live, page_as: OpenPage
) -> None:
    page = page_as("noor")
    canvas = _open_map(page, f"{MAP}#map=640,200,2")
    page.evaluate(
        "() => { window.drawings = 0; new MutationObserver(() => { window.drawings += 1; })"
        ".observe(document.querySelector('.dv-network-map'), { attributeFilter: ['data-drawn'] }); }"
    )
    box = canvas.bounding_box()
    assert box
    x, y = box["x"] + 300, box["y"] + 150
    page.mouse.move(x, y)
    page.mouse.down()
    images = []
    for far in (40, 80, 120):
        page.mouse.move(x + far, y + far)
        images.append(canvas.evaluate(IMAGE))
    _settle(page)
    assert len(set(images)) == 3
    assert page.evaluate("window.drawings") == 0
    page.mouse.up()
    _settle(page)
    assert page.evaluate("window.drawings") == 1
    assert not page.url.endswith("#map=640,200,2")


def test_the_wheel_moves_the_page_unless_a_key_is_held(live: Live, page_as: OpenPage) -> None:
    page = page_as("noor")
    canvas = _open_map(page)
    canvas.hover()
    before = page.evaluate("scrollY")
    page.mouse.wheel(0, 100)
    _settle(page)
    assert page.evaluate("scrollY") > before and "#" not in page.url
    page.keyboard.down("Control")
    page.mouse.wheel(0, -200)
    page.keyboard.up("Control")
    _settle(page)
    assert "#map=" in page.url


def test_without_scripts_there_are_domains_a_table_and_a_search(
    live: Live, page_as: OpenPage
) -> None:
    page = page_as("noor", has_scripts=False, language="en")
    page.goto(MAP)
    assert page.locator(".dv-domain-ring svg").is_visible()
    assert not page.locator("canvas").is_visible()
    page.get_by_label("Part of a name").fill("fatma")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="Surroundings of Fatma Yıldız").click()
    page.wait_for_load_state()
    names = page.locator("[data-map-person] th").all_inner_texts()
    assert names == ["Bram Hendriks", "Fatma Yıldız"]
    page.get_by_role("link", name="Also whom they know").click()
    page.wait_for_load_state()
    assert page.locator("[data-map-person]").count() == 3


def test_paper_shows_the_domains_and_the_table(live: Live, page_as: OpenPage) -> None:
    page = page_as("noor")
    _open_map(page)
    page.emulate_media(media="print")
    assert not page.locator("canvas").is_visible()
    assert page.locator(".dv-domain-ring svg").is_visible()
    assert page.locator("[data-map-person]").first.is_visible()


def test_a_map_that_cannot_be_read_makes_room_for_the_domains(
    live: Live, page_as: OpenPage
) -> None:
    page = page_as("noor")
    page.route("**/api/v1/**", lambda route: route.abort())
    page.goto(MAP)
    page.locator(".dv-network-map-failed").wait_for()
    assert page.locator(".dv-domain-ring svg").is_visible()
    assert not page.locator("canvas").is_visible()


# A crowded circle at the edge of the paper, of which every third must be named; and how much names cover.
CROWD = """async (ringed) => {
  const { Paper, outlines } = await import("/static/ui/map_paper.js");
  const shapes = outlines(await (await fetch("/static/ui/shapes.svg")).text());
  const domains = ["safety", "care"].map((code, at) => (
    { code, name: code, shape: code, x: 850 - 300 * at, y: 330, radius: 90, people: 24 }));
  const people = domains.flatMap(({ code, x, y }) => [...Array(24).keys()].map((number) => {
    const turn = 2.4 * number, far = 16 * Math.sqrt(number);
    return { id: `${code}${number}`, name: `Persoon met naam ${number}`, domain: code, isChosen: true,
      isNamed: number % 3 === 0, x: x + far * Math.cos(turn), y: y + far * Math.sin(turn) };
  }));
  const canvas = document.querySelector("canvas");
  const paper = new Paper(canvas, { width: 960, height: 640, domains, people, ties: [], bridges: [] }, shapes);
  paper.takeColours();
  paper.ringed = ringed;
  paper.draw();
  const rings = ringed.map((at) => [paper.place(people[at]), paper.size / 2 + 10]).map(([[x, y], far]) => [x - far, y - far, x + far, y + far]);
  const names = paper.named.filter((box) => box.of);
  const over = ([l, t, r, b], [L, T, R, B]) => Math.max(0, Math.min(r, R) - Math.max(l, L)) * Math.max(0, Math.min(b, B) - Math.max(t, T));
  const sum = (boxes, others) => boxes.reduce((all, one) => all + others.reduce((own, other) => own + (one === other ? 0 : over(one, other)), 0), 0);
  const size = names.reduce((all, [l, t, r, b]) => all + (r - l) * (b - t), 0);
  return { count: names.length, names: sum(names, paper.named) / size, marks: sum(names, paper.marked) / size,
    rings: sum(names, rings) / size,
    outside: names.filter(([l, t, r, b]) => l < 0 || t < 0 || r > paper.wide || b > paper.high).length };
}"""


@pytest.mark.parametrize("ringed", [[], [21]])
def test_names_cover_neither_each_other_nor_the_marks_nor_the_ring(
    live: Live, page_as: OpenPage, ringed: list[int]
) -> None:
    page = page_as("noor")
    _open_map(page)
    covered = page.evaluate(CROWD, ringed)
    assert covered["count"] == 16 and covered["outside"] == 0
    assert covered["names"] < 0.02
    assert covered["marks"] < 0.1
    assert covered["rings"] < 0.002
