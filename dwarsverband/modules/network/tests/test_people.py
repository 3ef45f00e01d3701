"""Who is in the network, and who sees whom."""

import pytest

from dwarsverband.modules.network.models import Person, Position
from dwarsverband.modules.network.queries.names import sort_name
from tests import make
from tests.answers import text
from tests.cast import Cast

LIST = "/waterdal/netwerk/mensen"


def _person(cast: Cast, name: str) -> Person:
    with make.within(cast.waterdal):
        return Person.objects.get(partnership=cast.waterdal, name=name)


@pytest.mark.parametrize(
    ("who", "sees", "sees_not"),
    [
        ("noor", {"Fatma Yıldız", "Sociaal 3", "Agent 2"}, set()),
        ("bram", {"Bram Hendriks", "Fatma Yıldız", "Sociaal 4"}, {"Sociaal 3", "Agent 2"}),
        ("hanneke", set(), {"Fatma Yıldız", "Sociaal 3"}),
        ("joost", set(), {"Fatma Yıldız", "Sociaal 3"}),
    ],
)
def test_a_partner_sees_themselves_and_whom_they_know(
    cast: Cast, who: str, sees: set[str], sees_not: set[str]
) -> None:
    page = cast.client(who).get(LIST).content.decode()
    assert {name for name in sees if name in page} == sees
    assert not {name for name in sees_not if name in page}


def test_a_part_of_a_name_finds_somebody(cast: Cast) -> None:
    page = cast.client("noor").get(LIST, {"zoek": "fatma"}).content.decode()
    assert "Fatma Yıldız" in page
    assert "Agent 2" not in page


def test_a_strange_search_is_no_error(cast: Cast) -> None:
    for wanted in ("\0", "%", "'; --", "x" * 5000, "\u202e"):
        assert cast.client("noor").get(LIST, {"zoek": wanted}).status_code == 200


@pytest.mark.parametrize(
    ("name", "sorted_as"),
    [
        ("Jan van den Berg", "berg, jan van den"),
        ("Fatma Yıldız", "yildiz, fatma"),
        ("Inês de Sá", "sa, ines de"),
        ("Cher", "cher"),
    ],
)
def test_names_are_sorted_the_dutch_way(name: str, sorted_as: str) -> None:
    assert sort_name(name) == sorted_as


def test_one_person_shows_whom_they_know(cast: Cast) -> None:
    bram = _person(cast, "Bram Hendriks")
    page = cast.client("noor").get(f"{LIST}/{bram.pk}").content.decode()
    assert "Fatma Yıldız" in page


@pytest.mark.parametrize(
    ("who", "status"), [("noor", 200), ("bram", 404), ("wim", 404), ("nobody", 302)]
)
def test_who_opens_somebody_whom_bram_does_not_know(cast: Cast, who: str, status: int) -> None:
    stranger = _person(cast, "Sociaal 3")
    assert cast.client(who).get(f"{LIST}/{stranger.pk}").status_code == status


def test_a_list_needs_few_queries_whatever_its_size(
    cast: Cast, django_assert_max_num_queries: object
) -> None:
    for number in range(30):
        make.person(cast.waterdal, f"Veel {number}", "care")
    client = cast.client("noor")
    with django_assert_max_num_queries(14):  # type: ignore[operator]
        client.get(LIST)


@pytest.mark.parametrize(
    ("is_placed", "shown"), [(True, "Brandweer Oost"), (False, "not recorded")]
)
def test_an_empty_function_leaves_no_dash_behind(cast: Cast, is_placed: bool, shown: str) -> None:
    person = make.person(cast.waterdal, "Zonder Functie", "safety", "Brandweer Oost")
    with make.within(cast.waterdal):
        own = Position.objects.filter(person=person)
        own.update(function="", **({} if is_placed else {"organisation": None}))
    page = cast.client("noor", "en").get(f"{LIST}/{person.pk}").content.decode()
    assert f"<dd>{shown}</dd>" in page
    assert "–" not in page.split("What is recorded")[1].split("</dl>")[0]


@pytest.mark.parametrize(("who", "is_partly"), [("noor", False), ("bram", True)])
def test_how_far_ties_reach_is_told_as_far_as_the_reader_sees(
    cast: Cast, who: str, is_partly: bool
) -> None:
    fatma = _person(cast, "Fatma Yıldız")
    page = text(cast.client(who).get(f"/waterdal/netwerk/mensen/{fatma.pk}"))
    assert "Spreekt met" in page
    assert ("voor zover jij het ziet." in page) is is_partly
