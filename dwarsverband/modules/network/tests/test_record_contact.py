"""Two people spoke."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from dwarsverband.modules.network.models import Person, Tie
from tests import make
from tests.cast import Cast


def _tie(cast: Cast) -> Tie:
    with make.within(cast.waterdal):
        bram = Person.objects.get(partnership=cast.waterdal, name="Bram Hendriks")
        fatma = Person.objects.get(partnership=cast.waterdal, name="Fatma Yıldız")
        first, second = sorted((bram.pk, fatma.pk))
        return Tie.objects.get(first=first, second=second)


def _last(cast: Cast, tie: Tie) -> date | None:
    with make.within(cast.waterdal):
        tie.refresh_from_db()
        return tie.last_contact_on


@pytest.mark.parametrize(
    ("who", "records"),
    [("noor", True), ("bram", True), ("hanneke", False), ("wim", False), ("nobody", False)],
)
def test_who_records_contact(cast: Cast, who: str, records: bool) -> None:
    tie, today = _tie(cast), timezone.localdate()
    cast.client(who).post(f"/waterdal/netwerk/banden/{tie.pk}/contact", {"on": today.isoformat()})
    assert (_last(cast, tie) == today) is records


def test_an_older_day_changes_nothing(cast: Cast) -> None:
    tie = _tie(cast)
    before = _last(cast, tie)
    cast.client("noor").post(f"/waterdal/netwerk/banden/{tie.pk}/contact", {"on": "2020-01-01"})
    assert _last(cast, tie) == before


def test_a_day_to_come_is_refused_with_a_sentence(cast: Cast) -> None:
    tie, tomorrow = _tie(cast), timezone.localdate() + timedelta(days=1)
    page = cast.client("noor", "en").post(
        f"/waterdal/netwerk/banden/{tie.pk}/contact",
        {"on": tomorrow.isoformat()},
    )
    assert "This day is still to come." in page.content.decode()


def test_the_api_does_the_same(cast: Cast) -> None:
    tie, today = _tie(cast), timezone.localdate()
    answer = cast.client("noor").post(
        f"/api/v1/waterdal/ties/{tie.pk}/record-contact",
        {"on": today.isoformat()},
        content_type="application/json",
    )
    assert answer.json()["lastContactOn"] == today.isoformat()
