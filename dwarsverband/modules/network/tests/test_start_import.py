"""Bringing in a list: who may, what is read, what is refused, and what is never kept."""

import io
import zipfile

import pytest
from django.db import connection
from django.utils import timezone

from dwarsverband.foundation.ui.addresses import address
from dwarsverband.modules.network.models import Import
from dwarsverband.modules.network.tests import lists
from tests import make
from tests.cast import Cast

GOOD = lists.book(lists.people("Eline Bos", "Linh Nguyen"))


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("noor", 302),
        ("bram", 403),
        ("hanneke", 403),
        ("joost", 403),
        ("wim", 404),
        ("samira", 302),
        ("nobody", 302),
    ],
)
def test_who_brings_in_a_list(cast: Cast, who: str, status: int) -> None:
    upload = lists.upload("lijst.xlsx", GOOD)
    answer = cast.client(who).post("/waterdal/netwerk/importeren", {"files": [upload]})
    assert answer.status_code == status
    with make.within(cast.waterdal):
        assert Import.objects.filter(partnership=cast.waterdal).exists() is (who == "noor")
    assert ("/inloggen" in answer.get("Location", "")) is (who in {"samira", "nobody"})


def test_a_partner_is_told_who_brings_in_lists(cast: Cast) -> None:
    answer = cast.client("bram", "en").get("/waterdal/netwerk/importeren")
    assert "Only the coordinator brings in lists." in answer.content.decode()


def test_first_it_is_recorded_why_names_are_kept(cast: Cast) -> None:
    room = lists.room(has_reasons=False)
    page = room.client.get(address(room.actor, "network:start_import")).content.decode()
    assert "First record why you keep people&#x27;s names." in page
    assert address(room.actor, "home:record_processing") in page
    assert room.start(("lijst.xlsx", GOOD)).response.status_code == 403


def test_who_sees_some_municipalities_brings_in_nothing(cast: Cast) -> None:
    room = lists.room(regions=["GM0344"])
    page = room.start(("lijst.xlsx", GOOD))
    assert page.response.status_code == 403
    assert "You see some municipalities only." in page.text


def test_a_list_is_read_and_nothing_is_saved(cast: Cast) -> None:
    room = lists.room()
    page = room.start(("lijst.xlsx", GOOD))
    assert "We read lijst.xlsx: 2 rows. Nothing has been saved yet." in page.text
    assert room.counts() == (0, 0, 0)
    assert room.draft().mappings == [{"A": "name", "B": "organisation", "C": "domain"}]


@pytest.mark.parametrize(
    ("heading", "value", "sentence"),
    [
        ("Geloof", "moslim", "We record nobody&#x27;s religion."),
        ("Nummer", "111222333", "We record nobody&#x27;s citizen service number."),
        ("Diagnose", "autisme", "We record nobody&#x27;s health."),
        ("Nationaliteit", "Syrisch", "We record nobody&#x27;s origin or nationality."),
        ("Stemgedrag", "D66", "We record nobody&#x27;s political colour."),
    ],
)
def test_what_has_no_place_here_is_never_kept(
    cast: Cast, heading: str, value: str, sentence: str
) -> None:
    room = lists.room()
    page = room.start(("lijst.xlsx", lists.book(lists.people("Eline Bos", **{heading: value}))))
    assert sentence in page.text
    assert value not in page.text
    with make.within(room.home), connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(network_import::text, '') FROM network_import")
        (stored,) = cursor.fetchone() or ("",)
    assert "Eline Bos" in stored
    assert value not in stored


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "This file is empty."),
        (
            b"%PDF-1.7 \x00",
            "lijst.xlsx is not a spreadsheet. Save it as xlsx, ods, csv or GraphML.",
        ),
        (GOOD[:700], "lijst.xlsx is damaged."),
        (lists.bomb(), "lijst.xlsx unfolds to more than 50 MB."),
        (lists.locked(), "lijst.xlsx is locked with a password."),
        (b"Naam;Organisatie\n", "lijst.xlsx holds no rows."),
        (b'Naam;Organisatie\n"Jan;GGD\n', "Line 2 of lijst.xlsx has a quotation mark"),
        (b"Naam;Dag\n" + b"Jan;x\n" * 30_060, "lijst.xlsx has more than 30000 rows."),
        (b";".join([b"x"] * 1_500) + b"\n", "lijst.xlsx has more than 100 columns."),
        (b"Naam;Dag\n" + b"Jan;x\n" * 1_800_000, "lijst.xlsx is too big. Together the files"),
    ],
)
def test_what_cannot_be_read_gets_a_sentence(cast: Cast, content: bytes, sentence: str) -> None:
    room = lists.room()
    page = room.start(("lijst.xlsx", content))
    assert page.response.status_code == 200
    assert sentence in page.text
    with make.within(room.home):
        assert not Import.objects.filter(partnership=room.home).exists()


@pytest.mark.parametrize(
    ("file", "source", "told"),
    [
        ("V_arts  export.xlsx", "", "V arts export"),
        ("V_arts.xlsx", "de artsen van het wijkteam", "de artsen van het wijkteam"),
        ("V_arts.xlsx", "  \u202e ", "V arts"),
    ],
)
def test_where_a_list_comes_from_is_named_as_people_read_it(
    cast: Cast, file: str, source: str, told: str
) -> None:
    room = lists.room()
    room.start((file, GOOD), source=source).press()
    assert room.person("Eline Bos").source == f"{told}, {timezone.localdate()}"


def test_without_a_file_there_is_a_sentence(cast: Cast) -> None:
    assert "Choose a file first." in lists.room().start().text


def test_what_is_far_too_large_is_refused_before_it_is_read(cast: Cast) -> None:
    page = lists.room().start(("lijst.csv", b"x" * 13_000_000))
    assert page.response.status_code == 413


def test_names_from_outside_are_made_safe(cast: Cast) -> None:
    room = lists.room()
    cells = [["Naam", "Organisatie"], ["Jan\u202e Berg", "=1+1"], ["Ze\u0301 Anders", "GGD"]]
    content = lists.book(cells, names=["Blad\u202ezalb"])
    page = room.start(("lijst\u202exslx.exe\x7f.xlsx", content))
    draft = room.draft()
    assert draft.files == ["lijstxslx.exe.xlsx"]
    assert [row[1] for row in draft.tables[0]["rows"]] == ["Jan Berg", "Zé Anders"]
    assert draft.tables[0]["sheet"] == "Bladzalb"
    assert page.response.status_code == 200


def test_a_lone_surrogate_is_no_error_of_ours(cast: Cast) -> None:
    room = lists.room()
    good = zipfile.ZipFile(io.BytesIO(GOOD))
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as changed:
        for part in good.namelist():
            content = good.read(part).replace(b"Eline Bos", b"Eline&#xD800;Bos")
            changed.writestr(part, content)
    assert room.start(("lijst.xlsx", target.getvalue())).response.status_code == 200


def test_earlier_lists_are_shown_by_name(cast: Cast) -> None:
    room = lists.room()
    room.start(("lijst.xlsx", GOOD))
    page = room.client.get(address(room.actor, "network:start_import")).content.decode()
    assert "lijst.xlsx" in page
    assert str(room.draft().pk) in page
