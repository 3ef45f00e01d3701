"""Themes, neighbourhoods and municipalities in a list: the partnership's words, and the town's own."""

import pytest

from dwarsverband.foundation.accounts.models import Theme
from dwarsverband.modules.network.models import PersonTheme
from dwarsverband.modules.network.tests import lists
from tests import make
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("november")

ROWS = [
    ["Naam", "Organisatie", "Thema's", "Wijk(en)", "Gemeente"],
    ["Eline Bos", "GGD Waterdal", "Polarisatie; inclusie", "Centrum, Rivierwijk", "GM0344"],
    ["Jo Vos", "Mbo Het Baken", "radicalisering en polarisatie", "centrum", "gm0344"],
    ["Ruth Cohen", "Politie", "Drugs", "Oost/West", "GM0344"],
]


def _themes(room: lists.Room, name: str) -> list[str]:
    with make.within(room.home):
        own = PersonTheme.objects.filter(partnership=room.home, person__name=name)
        return sorted(own.values_list("theme__name_nl", flat=True))


def _start(room: lists.Room) -> lists.Page:
    return room.start(("lijst.xlsx", lists.book(ROWS)))


def test_themes_and_neighbourhoods_come_in(cast: Cast) -> None:
    room = lists.room()
    _start(room).press(answers={"theme:drugs": "no theme"})
    assert _themes(room, "Eline Bos") == ["Inclusie", "Polarisatie"]
    assert _themes(room, "Jo Vos") == ["Polarisatie", "Radicalisering"]
    assert _themes(room, "Ruth Cohen") == []
    assert room.person("Eline Bos").neighbourhoods == ["Centrum", "Rivierwijk"]
    assert room.person("Jo Vos").neighbourhoods == ["Centrum"]
    assert room.person("Jo Vos").municipality == "GM0344"


def test_an_unknown_theme_is_asked_and_can_become_a_new_one_or_another(cast: Cast) -> None:
    room = lists.room()
    page = _start(room)
    assert "“Drugs” is not a theme of this network." in page.text
    page.press(answers={"theme:drugs": "new theme"})
    assert _themes(room, "Ruth Cohen") == ["Drugs"]
    other = lists.room()
    with make.within(other.home):
        code = Theme.objects.get(partnership=other.home, name_nl="Ondermijning").code
    _start(other).press(answers={"theme:drugs": code})
    assert _themes(other, "Ruth Cohen") == ["Ondermijning"]


def test_the_same_list_again_changes_nothing_and_undoing_takes_the_theme_away(cast: Cast) -> None:
    room = lists.room()
    _start(room).press(answers={"theme:drugs": "new theme"})
    assert "Nothing would change." in _start(room).text
    with make.within(room.home):
        done = room.draft().__class__.objects.get(partnership=room.home, status="done")
    room.client.post(f"/{room.home.slug}/netwerk/importeren/{done.pk}/ongedaan")
    with make.within(room.home):
        assert not Theme.objects.filter(partnership=room.home, name_nl="Drugs").exists()
    assert room.counts()[0] == 0


def test_a_list_adds_to_what_is_known_and_takes_nothing_away(cast: Cast) -> None:
    room = lists.room()
    make.person(room.home, "Eline Bos", "care", "GGD Waterdal", neighbourhoods=["Noord"])
    _start(room).press(answers={"theme:drugs": "no theme"})
    assert room.person("Eline Bos").neighbourhoods == ["Noord", "Centrum", "Rivierwijk"]


def test_the_name_of_a_municipality_is_asked_once(cast: Cast) -> None:
    room = lists.room()
    rows = [["Naam", "Gemeente"], ["Eline Bos", "Waterdal"], ["Jo Vos", "waterdal"]]
    page = room.start(("lijst.xlsx", lists.book(rows)))
    page = page.press("kolommen", {"column-0-B": "municipality"})
    assert page.text.count("is not the code of a municipality, such as GM0344.") == 2
    page.press(answers={"municipality:waterdal": "gm9999"})
    assert {room.person(name).municipality for name in ("Eline Bos", "Jo Vos")} == {"GM9999"}
