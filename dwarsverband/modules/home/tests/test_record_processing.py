"""Why names are kept: recorded before the first list, by the coordinator or the privacy officer."""

import pytest

from dwarsverband.foundation.accounts.models import Processing
from tests import make
from tests.answers import answer, in_english, text
from tests.cast import Cast

ADDRESS = "/waterdal/privacy/vastleggen"
ASKED = {
    "controller": "Gemeente Dalwijk",
    "contact": "fg@dalwijk.example",
    "purpose": "Elkaar kennen in rustige tijden.",
    "legal_basis": "Publieke taak",
    "months_kept": 12,
    "version": 1,
}


def _recorded(cast: Cast) -> Processing | None:
    with make.within(cast.waterdal):
        return Processing.objects.first()


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("noor", "done"),
        ("joost", "done"),
        ("bram", "refused"),
        ("hanneke", "refused"),
        ("wim", "not there"),
        ("samira", "sign in"),
        ("nobody", "sign in"),
    ],
)
def test_who_records_why_names_are_kept(cast: Cast, who: str, expected: str) -> None:
    assert answer(cast.client(who).post(ADDRESS, ASKED)) == expected
    recorded = _recorded(cast)
    assert recorded is not None
    assert (recorded.controller == "Gemeente Dalwijk") is (expected == "done")


def test_the_second_editor_sees_both_texts(cast: Cast) -> None:
    client = cast.client("noor")
    client.post(ADDRESS, ASKED)
    response = client.post(ADDRESS, {**ASKED, "controller": "Gemeente Waterland"})
    assert response.status_code == 409
    assert "Gemeente Dalwijk" in text(response) and "Gemeente Waterland" in text(response)


def test_the_first_time_there_is_nothing_to_conflict_with(cast: Cast) -> None:
    with make.within(cast.waterdal):
        Processing.objects.all().delete()
    assert answer(cast.client("joost").post(ADDRESS, {**ASKED, "version": 0})) == "done"
    assert answer(cast.client("joost").post(ADDRESS, {**ASKED, "version": 0})) == "409"


@pytest.mark.parametrize(
    ("field", "value"),
    [("controller", ""), ("contact", "geen adres"), ("months_kept", 61), ("months_kept", 0)],
)
def test_an_answer_that_makes_no_sense_comes_back(cast: Cast, field: str, value: object) -> None:
    response = cast.client("noor").post(ADDRESS, {**ASKED, field: value})
    assert answer(response) == "page"
    assert f'id="id_{field}_error"' in text(response)


def test_everybody_in_the_network_reads_the_reasons(cast: Cast) -> None:
    page = text(in_english(cast.client("bram")).get(ADDRESS))
    assert "Zien wie elkaar kent." in page
    assert "Only the coordinator and the privacy officer record this." in page
