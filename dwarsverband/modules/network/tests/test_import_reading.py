"""A list with the same headings is read as the coordinator read the one before."""

import pytest
from django.db import connection

from dwarsverband.modules.network.models import ImportAnswer
from dwarsverband.modules.network.tests import lists
from tests import make
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("november")
AGAIN = "You brought in a list with the same headings before"
HEADINGS = ["Naam", "Organisatie", "Domein", "Extra"]


def _list(*names: str, headings: list[str] = HEADINGS) -> tuple[str, bytes]:
    rows = [[name, "GGD Waterdal", "zorg", "maandelijks"] for name in names]
    return "lijst.xlsx", lists.book([headings, *rows])


@pytest.fixture
def room(cast: Cast) -> lists.Room:
    """Where a list was saved of which one column was chosen, and one left out."""
    made = lists.room()
    page = made.start(_list("Eline Bos"))
    assert AGAIN not in page.text
    page.press(fields={"column-0-C": "", "column-0-D": "function"}).press()
    return made


def test_columns_are_taken_as_last_time(room: lists.Room) -> None:
    page = room.start(_list("Linh Nguyen", "Eline Bos"))
    assert AGAIN in page.text
    assert room.draft().mappings == [{"A": "name", "B": "organisation", "D": "function"}]


def test_other_headings_are_another_list(room: lists.Room) -> None:
    page = room.start(_list("Linh Nguyen", headings=["Naam", "Organisatie", "Domein", "Meer"]))
    assert AGAIN not in page.text
    assert room.draft().mappings[0]["C"] == "domain"


def test_what_is_read_as_guessed_is_not_remembered(cast: Cast) -> None:
    room = lists.room()
    room.start(_list("Eline Bos")).press()
    assert AGAIN not in room.start(_list("Linh Nguyen")).text


def test_forgetting_answers_reads_the_columns_anew(room: lists.Room) -> None:
    page = room.start(_list("Linh Nguyen")).press("kolommen", {"forget": "on"})
    assert AGAIN not in page.text
    assert room.draft().mappings[0]["C"] == "domain"
    page.press()
    assert AGAIN not in room.start(_list("Jo Vos")).text


def test_the_last_way_counts(room: lists.Room) -> None:
    page = room.start(_list("Linh Nguyen"))
    page.press(fields={"column-0-C": "domain"}).press()
    room.start(_list("Jo Vos"))
    assert room.draft().mappings[0]["C"] == "domain"


def test_the_row_with_the_headings_is_found_again(cast: Cast) -> None:
    room = lists.room()
    rows = [["Eline Bos", "GGD", "zorg"], ["Wie dan", "Waar dan", "Hoe dan"]]
    page = room.start(("een.xlsx", lists.book([*rows, ["Jan Vos", "GGD", "zorg"]])))
    page = page.press("kolommen", {"heading-0": "2"})
    page.press(fields={"column-0-A": "name", "column-0-B": "organisation"}).press()
    page = room.start(
        ("twee.xlsx", lists.book([["Juni", "", ""], *rows, ["Jo Mol", "GGD", "zorg"]]))
    )
    assert AGAIN in page.text
    assert room.draft().decisions["headings:0"] == "3"
    assert room.draft().mappings == [{"A": "name", "B": "organisation"}]


def test_a_sheet_that_was_left_out_stays_out(cast: Cast) -> None:
    room = lists.room()
    sheets = (lists.people("Eline Bos"), [["Code", "Uitleg"], ["a", "b"]])
    content = lists.book(*sheets, names=["Mensen", "Legenda"])
    room.start(("een.xlsx", content)).press(fields={"sheet-1": ""}).press()
    room.start(("twee.xlsx", content))
    assert room.draft().decisions["sheet:1"] == "skip"


def test_another_partnership_remembers_nothing_of_it(room: lists.Room, cast: Cast) -> None:
    other = lists.room()
    assert AGAIN not in other.start(_list("Linh Nguyen")).text


def test_no_heading_is_kept(room: lists.Room) -> None:
    with make.within(room.home), connection.cursor() as cursor:
        kept = ImportAnswer.objects.filter(partnership=room.home).values_list("answer", flat=True)
        assert {"name", "organisation", "-", "function"} <= set(kept)
        cursor.execute("SELECT string_agg(row::text, ' ') FROM network_importanswer row")
        (told,) = cursor.fetchone()
    assert not [word for word in HEADINGS if word in told]
