"""The map: who sees whom on it, where everybody stands, and that it keeps its shape."""

import re
from math import hypot
from typing import Any  # what JSON holds

import pytest
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from dwarsverband.foundation.access import Refused
from dwarsverband.foundation.access.context import acting, system
from dwarsverband.foundation.accounts.models import Theme
from dwarsverband.foundation.accounts.queries import member_actor
from dwarsverband.modules.network.actions.places import place_people
from dwarsverband.modules.network.jobs import place_newcomers
from dwarsverband.modules.network.models import Person, PersonTheme, Place
from dwarsverband.modules.network.queries import network_map as maps
from dwarsverband.modules.network.tests import lists
from tests import make
from tests.answers import MEMBERS_SEE, answer, text
from tests.cast import Cast
from tests.live import Live

PAGE, API = "/waterdal/netwerk/kaart", "/api/v1/waterdal/network-map"
CONTEXT = ("django_session", "accounts_user", "security.", "set_config", "SAVEPOINT")


def _picture(cast: Cast, who: str = "noor", query: str = "") -> dict[str, Any]:
    picture: dict[str, Any] = cast.client(who).get(API + query).json()
    return picture


def _names(picture: dict[str, Any], mark: str = "") -> list[str]:
    return [one["name"] for one in picture["people"] if not mark or one[mark]]


def _where(picture: dict[str, Any]) -> dict[str, tuple[float, float]]:
    return {one["name"]: (one["x"], one["y"]) for one in picture["people"]}


def _id(cast: Cast, name: str) -> str:
    with make.within(cast.waterdal):
        return str(Person.objects.get(name=name).pk)


def _place_everybody(cast: Cast) -> None:
    with make.within(cast.waterdal):
        place_people(system(cast.waterdal.pk))


def _count(cast: Cast) -> int:
    with make.within(cast.waterdal):
        return Place.objects.count()


@pytest.mark.parametrize(("who", "sees"), MEMBERS_SEE)
def test_who_opens_the_map(cast: Cast, who: str, sees: str) -> None:
    assert answer(cast.client(who).get(PAGE)) == sees


@pytest.mark.parametrize(
    ("who", "people"),
    [("noor", 12), ("bram", 3), ("hanneke", 0), ("joost", 0)],
)
def test_who_sees_whom_on_the_map(cast: Cast, who: str, people: int) -> None:
    assert len(_picture(cast, who)["people"]) == people


@pytest.mark.parametrize(("who", "status"), [("wim", 404), ("samira", 401), ("nobody", 401)])
def test_for_whoever_comes_from_elsewhere_there_is_no_map(
    cast: Cast, who: str, status: int
) -> None:
    assert cast.client(who).get(API).status_code == status


def test_a_partner_sees_the_own_surroundings_and_nobody_else(cast: Cast) -> None:
    assert _names(_picture(cast, "bram")) == ["Sociaal 4", "Bram Hendriks", "Fatma Yıldız"]
    assert len(_names(_picture(cast, "bram"), "isNamed")) == 3
    shown = text(cast.client("bram").get(PAGE)) + str(_picture(cast, "bram"))
    assert not re.search(r"Agent \d|Sociaal [^4]", shown)


@pytest.mark.parametrize("who", ["hanneke", "joost"])
def test_others_see_domains_and_no_name(cast: Cast, who: str) -> None:
    page = text(cast.client(who).get(PAGE))
    assert "dv-domain-ring" in page and "data-source" not in page
    assert not re.search(r"Agent \d|Sociaal \d|Fatma|Bram H", page)
    picture = _picture(cast, who)
    assert not any(picture[name] for name in ("people", "ties", "bridges", "domains"))


def test_what_is_too_small_to_show_is_no_line_of_its_own_kind(cast: Cast) -> None:
    page = text(cast.client("hanneke").get(PAGE))
    assert "is-hidden" in page and "is-one" not in page
    assert "is-one" in text(cast.client("noor").get(PAGE))


def test_nothing_of_another_partnership_is_on_the_map(cast: Cast) -> None:
    assert make.CANARY not in str(_picture(cast)) + text(cast.client("noor").get(PAGE))
    assert len(cast.client("wim").get("/api/v1/elders/network-map").json()["people"]) == 12


def test_everybody_stands_within_the_circle_of_their_domain(cast: Cast) -> None:
    picture = _picture(cast)
    circles = {one["code"]: one for one in picture["domains"]}
    for one in picture["people"]:
        circle = circles[one["domain"]]
        far = hypot(one["x"] - circle["x"], one["y"] - circle["y"])
        assert far <= circle["radius"] + 0.2
    assert circles["social"]["people"] == 6 and circles["care"]["people"] == 0
    assert "" not in circles


def test_who_has_no_domain_stands_in_the_middle(cast: Cast) -> None:
    with make.within(cast.waterdal):
        lonely = make.person(cast.waterdal, "Zonder Domein", "care")
        lonely.positions.all().delete()
    picture = _picture(cast)
    assert _where(picture)["Zonder Domein"] == (picture["width"] / 2, picture["height"] / 2)


def test_what_hangs_on_one_person_is_a_bridge_and_only_carriers_are_named(cast: Cast) -> None:
    picture = _picture(cast)
    names = _names(picture)
    pairs = [{names[one], names[other]} for one, other in picture["bridges"]]
    assert pairs == [{"Bram Hendriks", "Fatma Yıldız"}]
    assert len(picture["ties"]) == 6
    assert set(_names(picture, "isNamed")) == {"Bram Hendriks", "Fatma Yıldız"}


def test_nothing_on_the_map_is_a_score_of_a_person(cast: Cast) -> None:
    told = {key for one in _picture(cast)["people"] for key in one}
    assert told == {"id", "name", "organisation", "domain", "x", "y", "isNamed", "isChosen"}


def test_the_surroundings_of_one_person(cast: Cast) -> None:
    start = _id(cast, "Fatma Yıldız")
    assert _names(_picture(cast, query=f"?person={start}")) == ["Bram Hendriks", "Fatma Yıldız"]
    further = _picture(cast, query=f"?person={start}&steps=2")
    assert _names(further) == ["Sociaal 4", "Bram Hendriks", "Fatma Yıldız"]
    page = text(cast.client("noor", "en").get(f"{PAGE}?persoon={start}&stappen=2"))
    assert "Whom does Fatma Yıldız know?" in page
    assert f"person={start}&amp;steps=2" in page


@pytest.mark.parametrize("start", ["no-number", "6f1c2f0e-5d0e-4a58-9f43-0d6a5c1f7b11"])
def test_whoever_is_not_there_has_no_surroundings(cast: Cast, start: str) -> None:
    assert cast.client("noor").get(f"{PAGE}?persoon={start}").status_code == 404


def test_whoever_a_partner_does_not_know_is_not_there(cast: Cast) -> None:
    stranger, known = _id(cast, "Agent 0"), _id(cast, "Sociaal 4")
    assert cast.client("bram").get(f"{PAGE}?persoon={stranger}").status_code == 404
    assert cast.client("bram").get(f"{API}?person={stranger}").status_code == 404
    assert cast.client("bram").get(f"{PAGE}?persoon={known}").status_code == 200


def test_one_domain_stands_with_whom_it_knows(cast: Cast) -> None:
    picture = _picture(cast, query="?domain=education")
    assert _names(picture, "isChosen") == ["Fatma Yıldız"]
    assert _names(picture) == ["Bram Hendriks", "Fatma Yıldız"]
    page = text(cast.client("noor", "en").get(f"{PAGE}?domein=education"))
    assert "One person from Education, and one elsewhere whom they know." in page
    assert page.count("<tr data-map-person") == 1


def test_a_name_is_found_with_and_without_its_accents(cast: Cast) -> None:
    assert _names(_picture(cast, query="?search=yildiz"), "isChosen") == ["Fatma Yıldız"]
    page = text(cast.client("noor").get(f"{PAGE}?zoek=YILDIZ"))
    assert page.count("<tr data-map-person") == 1 and "Fatma Yıldız" in page
    assert "data-map-person" not in text(cast.client("noor").get(f"{PAGE}?zoek=niemand"))


@pytest.mark.parametrize(
    ("order", "first"),
    [("", "Bram Hendriks"), ("domein", "Sociaal 0"), ("organisatie", "Fatma Yıldız")],
)
def test_the_table_is_sorted_as_is_asked(cast: Cast, order: str, first: str) -> None:
    with make.within(cast.waterdal):
        Person.objects.filter(name="Bram Hendriks").update(sort_name="0")
    page = text(cast.client("noor").get(f"{PAGE}?sorteer={order}"))
    assert re.findall(r'<th scope="row"><a [^>]*>([^<]+)</a>', page)[0] == first


def test_nobody_is_sorted_by_how_many_they_know(cast: Cast) -> None:
    with make.within(cast.waterdal):
        by_name = list(Person.objects.values_list("name", flat=True))
    for order in ("", "banden"):
        assert [row.person.name for row in _rows(cast, order)] == by_name


def _rows(cast: Cast, order: str) -> list[maps.Row]:
    with acting(cast.noor):
        view = maps.network_map(cast.noor, maps.asked(cast.noor, {"sorteer": order}))
        return maps.map_rows(view, maps.ordered_people(view))


def test_a_row_tells_in_which_domains_somebody_knows_people(cast: Cast) -> None:
    rows = {row.person.name: row for row in _rows(cast, "name")}
    assert [domain.code for domain in rows["Bram Hendriks"].known] == ["social", "education"]
    assert rows["Sociaal 0"].ties == 2


def test_a_map_with_too_many_people_says_what_to_choose(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(maps, "MOST_DRAWN", 11)
    page = text(cast.client("noor", "en").get(PAGE))
    assert "data-source" not in page and "Choose a domain or a person." in page
    assert _picture(cast)["people"] == []
    assert len(_picture(cast, query="?domain=education")["people"]) == 2


def test_the_map_keeps_its_shape(cast: Cast) -> None:
    _place_everybody(cast)
    with make.within(cast.waterdal):
        Place.objects.update(x=-F("x"))  # a map as nobody would draw it anew
    before = _where(_picture(cast))
    newcomer = make.person(cast.waterdal, "Nieuw Hier", "education", "Mbo Het Baken")
    make.tie(newcomer, make.person(cast.waterdal, "Ook Nieuw", "education", "Mbo Het Baken"))
    after = _where(_picture(cast))
    assert {name for name, spot in before.items() if after[name] != spot} <= {"Fatma Yıldız"}
    assert after["Nieuw Hier"] != after["Ook Nieuw"]


def test_looking_at_the_map_writes_nothing(cast: Cast) -> None:
    with CaptureQueriesContext(connection) as queries:
        cast.client("noor").get(PAGE)
        cast.client("noor").get(API)
    assert _count(cast) == 0
    assert not [one for one in queries if re.search('INTO "network_|UPDATE "network_', one["sql"])]


def test_the_same_place_is_found_again(cast: Cast) -> None:
    before = _where(_picture(cast))
    _place_everybody(cast)
    after = _where(_picture(cast))
    assert max(hypot(x - after[name][0], y - after[name][1]) for name, (x, y) in before.items()) < 1


def test_whoever_goes_to_another_domain_gets_another_place(cast: Cast) -> None:
    _place_everybody(cast)
    with make.within(cast.waterdal):
        care = make.organisation(cast.waterdal, "GGD", "care").domain
        Person.objects.get(name="Agent 0").positions.update(domain=care)
    picture = _picture(cast)
    moved = next(one for one in picture["people"] if one["name"] == "Agent 0")
    circle = next(one for one in picture["domains"] if one["code"] == "care")
    assert (moved["x"], moved["y"]) == (circle["x"], circle["y"])  # alone there


def test_a_place_leaves_with_its_person(cast: Cast) -> None:
    _place_everybody(cast)
    assert _count(cast) == 12
    cast.client("noor").post(f"/waterdal/netwerk/mensen/{_id(cast, 'Agent 0')}/uithalen")
    assert _count(cast) == 11
    assert "Agent 0" not in _names(_picture(cast))


def test_whoever_objects_is_not_on_the_map(cast: Cast) -> None:
    start = _id(cast, "Fatma Yıldız")
    with make.within(cast.waterdal):
        Person.objects.filter(pk=start).update(objected_on=timezone.localdate())
    for who in ("noor", "bram"):
        assert "Fatma Yıldız" not in _names(_picture(cast, who))
        assert "Fatma" not in text(cast.client(who).get(PAGE))
        assert cast.client(who).get(f"{PAGE}?persoon={start}").status_code == 404


def test_the_page_of_a_person_leads_to_their_surroundings(cast: Cast) -> None:
    start = _id(cast, "Fatma Yıldız")
    page = text(cast.client("bram").get(f"/waterdal/netwerk/mensen/{start}"))
    assert f'href="{PAGE}?persoon={start}"' in page


def test_places_tell_a_partner_nothing_about_whom_others_know(cast: Cast) -> None:
    before = _where(_picture(cast, "bram"))
    with make.within(cast.waterdal):
        social, agents = (
            Person.objects.filter(name__startswith=name) for name in ("Sociaal 4", "Agent")
        )
        for agent in agents:
            make.tie(social.get(), agent)
    _place_everybody(cast)
    assert _where(_picture(cast, "bram")) == before


def test_a_membership_of_one_municipality_sees_the_map_of_that_one(cast: Cast) -> None:
    _place_everybody(cast)
    with make.within(cast.waterdal):
        Person.objects.filter(name__startswith="Agent").update(municipality="GM0001")
    made = make.member(
        cast.waterdal, "deel@waterdal.example", "Deel", "coordinator", regions=["GM0001"]
    )
    cast.actors["deel"] = member_actor(made.user_id, "waterdal")
    assert _names(_picture(cast, "deel")) == [f"Agent {number}" for number in range(4)]


@pytest.mark.parametrize("who", ["noor", "bram", "hanneke"])
def test_nobody_places_people_by_hand(cast: Cast, who: str) -> None:
    actor = cast.actors[who]
    with translation.override("en"), pytest.raises(Refused, match="by itself"), acting(actor):
        place_people(actor)


def test_a_saved_list_gives_everybody_a_place(live: Live) -> None:
    room = lists.room()
    room.start(("lijst.xlsx", lists.book(lists.people("Eline Bos", "Jo Vos")))).press()
    live.work()
    with acting(system(room.actor.partnership_id)):
        assert Place.objects.filter(person__name__in=["Eline Bos", "Jo Vos"]).count() == 2


def test_at_night_newcomers_get_a_place_that_stays(cast: Cast) -> None:
    place_newcomers(0)
    assert _count(cast) == 12
    with make.within(cast.waterdal):
        before = dict(Place.objects.values_list("person__name", "x"))
    place_newcomers(0)
    with make.within(cast.waterdal):
        assert dict(Place.objects.values_list("person__name", "x")) == before


def test_a_page_of_any_size_takes_eight_queries(cast: Cast) -> None:
    client = cast.client("noor")
    client.get(PAGE)
    for address in (PAGE, API):
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        own = [one["sql"] for one in queries if not any(word in one["sql"] for word in CONTEXT)]
        assert 4 <= len(own) <= 8, own


def _put_on(cast: Cast, theme: Theme, *names: str) -> None:
    with make.within(cast.waterdal):
        for name in names:
            person = Person.objects.get(name=name)
            PersonTheme.objects.create(partnership=cast.waterdal, person=person, theme=theme)


def test_a_theme_is_a_map_of_its_own_people_and_their_bridges(cast: Cast) -> None:
    with make.within(cast.waterdal):
        theme = Theme.objects.filter(partnership=cast.waterdal)[0]
    _put_on(cast, theme, "Bram Hendriks", "Fatma Yıldız", "Sociaal 4")
    names = ["Sociaal 4", "Bram Hendriks", "Fatma Yıldız"]
    assert _names(_picture(cast, query=f"?theme={theme.code}")) == names
    page = text(cast.client("noor", "en").get(f"{PAGE}?thema={theme.code}"))
    assert f"Only the theme {theme.name_en}. Three people. Nobody from" in page
    assert "Two bridges hang on one person." in page
    assert f"theme={theme.code}" in page and "Agent 1" not in page


def test_a_partner_gets_no_part_of_the_map(cast: Cast) -> None:
    with make.within(cast.waterdal):
        theme = Theme.objects.filter(partnership=cast.waterdal)[0]
    _put_on(cast, theme, "Agent 1")
    assert len(_picture(cast, "bram", f"?theme={theme.code}")["people"]) == 3
    assert "All themes" not in text(cast.client("bram", "en").get(PAGE))


def test_a_theme_without_people_leads_to_its_seats(cast: Cast) -> None:
    with make.within(cast.waterdal):
        theme = Theme.objects.filter(partnership=cast.waterdal)[0]
    page = text(cast.client("noor", "en").get(f"{PAGE}?thema={theme.code}"))
    assert "Nobody is recorded in this part of the network." in page
    assert f"/waterdal/netwerk/themas/{theme.pk}" in page


def test_a_word_and_a_domain_go_together(cast: Cast) -> None:
    query = "?zoek=4&domein=social"
    page = text(cast.client("noor", "en").get(PAGE + query))
    assert "1 person found with “4”. Only the domain Social." in page
    assert '<input type="hidden" name="domein" value="social">' in page
    assert 'href="?zoek=4&amp;domein=safety"' in page
    picture = _picture(cast, query="?search=4&domain=social")
    assert _names(picture, "isChosen") == ["Sociaal 4"]
    assert len(_names(picture)) == len(_names(_picture(cast, query="?domain=social")))
