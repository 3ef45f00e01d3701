"""Everything about one person in one file."""

import pytest

from dwarsverband.modules.network.models import Person
from tests import make
from tests.cast import Cast


def _bram(cast: Cast) -> Person:
    with make.within(cast.waterdal):
        return Person.objects.get(partnership=cast.waterdal, name="Bram Hendriks")


@pytest.mark.parametrize(
    ("who", "status"), [("noor", 200), ("bram", 403), ("joost", 404), ("wim", 404), ("nobody", 302)]
)
def test_who_makes_the_file(cast: Cast, who: str, status: int) -> None:
    address = f"/waterdal/netwerk/mensen/{_bram(cast).pk}/bestand"
    assert cast.client(who).post(address).status_code == status


def test_the_file_holds_what_is_recorded_and_why(cast: Cast) -> None:
    answer = cast.client("noor").post(f"/waterdal/netwerk/mensen/{_bram(cast).pk}/bestand")
    record = answer.json()
    assert record["person"]["legalBasis"] == "Publieke taak"
    assert {tie["with"] for tie in record["ties"]} == {"Fatma Yıldız", "Sociaal 4"}
    assert answer["Content-Disposition"].startswith("attachment")
