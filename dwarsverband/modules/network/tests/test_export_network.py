"""The whole network as a file."""

import io
from xml.etree import ElementTree

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from dwarsverband.modules.network.models import Import, Person
from tests import make
from tests.answers import NOT_THERE, PAGE, REFUSED, SIGN_IN, answer
from tests.cast import Cast

ADDRESS = "/waterdal/netwerk/meenemen"
NODES = "{http://graphml.graphdrawing.org/xmlns}node"
EDGES = "{http://graphml.graphdrawing.org/xmlns}edge"


def _file(cast: Cast, kind: str, language: str = "nl") -> bytes:
    return cast.client("noor", language).post(ADDRESS, {"kind": kind}).content


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("noor", PAGE),
        ("bram", REFUSED),
        ("hanneke", REFUSED),
        ("joost", REFUSED),
        ("wim", NOT_THERE),
        ("nobody", SIGN_IN),
    ],
)
def test_who_takes_the_network_along(cast: Cast, who: str, expected: str) -> None:
    assert answer(cast.client(who).post(ADDRESS, {"kind": "json"})) == expected


def test_a_spreadsheet_holds_people_and_ties(cast: Cast) -> None:
    book = openpyxl.load_workbook(io.BytesIO(_file(cast, "xlsx")))
    people, ties = (list(sheet.values) for sheet in book)
    assert len(people) == 1 + 12
    assert len(ties) == 1 + 7
    assert people[0][:3] == ("nummer in dit bestand", "Naam", "Functie")
    assert ties[0][2] == "Soort band"
    assert {row[2] for row in ties[1:]} <= {"contact", "samenwerking", "afspraak", "bijeenkomst"}


@pytest.mark.parametrize("language", ["nl", "en"])
def test_what_went_out_adds_nobody_when_it_comes_in_again(cast: Cast, language: str) -> None:
    upload = SimpleUploadedFile("netwerk.xlsx", _file(cast, "xlsx", language))
    cast.client("noor").post("/waterdal/netwerk/importeren", {"files": [upload]})
    with make.within(cast.waterdal):
        draft = Import.objects.get(partnership=cast.waterdal)
    assert draft.status == Import.Status.DRAFT
    review = (
        cast.client("noor", "en").get(f"/waterdal/netwerk/importeren/{draft.pk}").content.decode()
    )
    assert "Who is new" not in review


def test_a_graph_program_reads_the_same(cast: Cast) -> None:
    root = ElementTree.fromstring(_file(cast, "graphml"))
    assert len(list(root.iter(NODES))) == 12
    assert len(list(root.iter(EDGES))) == 7


def test_a_name_that_looks_like_a_formula_leaves_as_text(cast: Cast) -> None:
    make.person(cast.waterdal, "=HYPERLINK(1)", "care")
    assert "'=HYPERLINK(1)" in _file(cast, "people.csv").decode("utf-8-sig")


def test_that_it_was_taken_stands_in_the_log(cast: Cast) -> None:
    _file(cast, "json")
    page = cast.client("joost", "en").get("/waterdal/privacy").content.decode()
    assert "The network was taken along as a file." in page


def test_an_unknown_kind_is_asked_again(cast: Cast) -> None:
    answered = cast.client("noor").post(ADDRESS, {"kind": "exe"})
    assert answered["Content-Type"].startswith("text/html")


def test_a_contact_card_holds_one_person(cast: Cast) -> None:
    with make.within(cast.waterdal):
        bram = Person.objects.get(partnership=cast.waterdal, name="Bram Hendriks")
    card = (
        cast.client("noor")
        .post(f"/waterdal/netwerk/mensen/{bram.pk}/visitekaartje")
        .content.decode()
    )
    assert "FN:Bram Hendriks" in card
    assert "ORG:Politie" in card
    assert all(len(line.encode()) <= 75 for line in card.split("\r\n"))


@pytest.mark.parametrize(
    ("who", "expected"), [("bram", PAGE), ("joost", NOT_THERE), ("wim", NOT_THERE)]
)
def test_who_makes_a_contact_card(cast: Cast, who: str, expected: str) -> None:
    with make.within(cast.waterdal):
        fatma = Person.objects.get(partnership=cast.waterdal, sort_name="yildiz, fatma")
    address = f"/waterdal/netwerk/mensen/{fatma.pk}/visitekaartje"
    assert answer(cast.client(who).post(address)) == expected
