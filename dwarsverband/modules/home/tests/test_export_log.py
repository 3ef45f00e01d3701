"""The log as a spreadsheet, with which an outsider follows its chain."""

import csv
import io
import json

import pytest

from dwarsverband.foundation.access.log import EMPTY, digest
from tests.answers import answer, text
from tests.cast import Cast

ADDRESS = "/waterdal/privacy/logboek"


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("noor", "page"),
        ("joost", "page"),
        ("bram", "refused"),
        ("hanneke", "refused"),
        ("wim", "not there"),
        ("samira", "sign in"),
        ("nobody", "sign in"),
    ],
)
def test_who_downloads_the_log(cast: Cast, who: str, expected: str) -> None:
    response = cast.client(who).post(ADDRESS)
    assert answer(response) == expected
    assert (response["Content-Type"] == "text/csv") is (expected == "page")


def _rows(cast: Cast) -> list[dict[str, str]]:
    response = cast.client("joost").post(ADDRESS)
    assert response["Content-Disposition"] == 'attachment; filename="log.csv"'
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))


def test_downloading_leaves_a_line(cast: Cast) -> None:
    _rows(cast)
    assert [row["verb"] for row in _rows(cast)][-1] == "accounts.export_log"


def test_an_outsider_can_follow_the_chain(cast: Cast) -> None:
    cast.client("noor").post("/waterdal/indeling/themas/toevoegen", {"name_nl": "Eenzaamheid"})
    previous = EMPTY
    rows = _rows(cast)
    for row in rows:
        previous = digest(previous, int(row["number"]), row["record"].encode())
        assert previous.hex() == row["sha256"]
        assert json.loads(row["record"])["verb"] == row["verb"]
    assert rows[-1]["verb"] == "accounts.add_theme"


def test_no_name_and_nothing_of_elsewhere_stands_in_it(cast: Cast) -> None:
    cast.client("wim").post("/elders/indeling/themas/toevoegen", {"name_nl": "Eenzaamheid"})
    page = text(cast.client("joost").post(ADDRESS))
    for name in (
        "Noor",
        "Fatma",
        "Eenzaamheid",
        str(cast.wim.membership_id),
        str(cast.elsewhere.pk),
    ):
        assert name not in page


def test_looking_downloads_nothing(cast: Cast) -> None:
    assert answer(cast.client("joost").get(ADDRESS)) == "post only"
