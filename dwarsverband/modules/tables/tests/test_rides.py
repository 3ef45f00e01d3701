"""A subject rides along with a table of another theme that seats its people already."""

import json
import re

import pytest
from django.utils import timezone

from dwarsverband.foundation.mail.models import Letter
from dwarsverband.modules.network.models import Person
from dwarsverband.modules.tables.models import Meeting, Ride, Table
from dwarsverband.modules.tables.tests import make_tables
from tests import make
from tests.answers import text
from tests.cast import Cast


def _host(cast: Cast) -> Table:
    """A table about inclusion, led by Fatma, at which Bram does not sit."""
    table = make_tables.table(cast.waterdal, ("education", "Fatma Yıldız"), ("social", "Sociaal 0"))
    with make.within(cast.waterdal):
        chair = make_tables.found(cast.waterdal, "Fatma Yıldız")
        Person.objects.filter(pk=chair.pk).update(email="voorzitter@waterdal.example")
        Table.objects.filter(pk=table.pk).update(chair=chair)
        Meeting.objects.create(partnership=cast.waterdal, table=table, on=timezone.localdate())
    return table


def test_tables_that_seat_the_people_are_found_without_a_name(cast: Cast) -> None:
    _host(cast)
    asked = "/waterdal/tafels/meeliften?thema=polarisation&domein=education&domein=care"
    for who, reads_names in (("noor", True), ("bram", False)):
        page = text(cast.client(who).get(asked))
        assert "Hier zitten: Onderwijs. Niet hier: Zorg." in page
        assert ("Fatma Yıldız zet het op de agenda." in page) is reads_names
        assert ("Volgende keer" in page) is reads_names
    found = cast.client("bram").get("/api/v1/waterdal/rides?theme=polarisation&domain=education")
    assert [one["present"] for one in json.loads(found.content)["lifts"]] == [["education"]]
    own = json.loads(cast.client("bram").get("/api/v1/waterdal/rides?theme=inclusion").content)
    assert own["lifts"] == [], "a table of the same theme is no lift"
    page = text(cast.client("bram").get("/waterdal/tafels/meeliften?thema=inclusion"))
    assert "Over Inclusie komt al een tafel bij elkaar" in page and "Jeugd en wijk" in page
    assert "Daarom staat die tafel niet in de lijst hieronder" in page


@pytest.mark.regression("a subject could be put on the agenda of a meeting that was over")
def test_nothing_rides_along_with_a_meeting_that_was_written_down(cast: Cast) -> None:
    table = _host(cast)
    with make.within(cast.waterdal):
        Meeting.objects.update(recorded_on=timezone.localdate())
    cast.client("bram").post(
        f"/waterdal/tafels/{table.pk}/meeliften?thema=polarisation", {"topic": "Ruzie op het plein"}
    )
    with make.within(cast.waterdal):
        found = re.search(r"http\S+(/meeliften/\S+)\?antwoord=ja", Letter.objects.get().text)
    assert found is not None
    cast.client("nobody").post(found[1], {"answer": "accepted"})
    with make.within(cast.waterdal):
        assert Meeting.objects.get().agenda == []


def test_the_chair_answers_by_a_link_and_it_stands_on_the_agenda(cast: Cast) -> None:
    table, bram, anyone = _host(cast), cast.client("bram"), cast.client("nobody")
    ask = f"/waterdal/tafels/{table.pk}/meeliften?thema=polarisation"
    page = text(bram.get(ask))
    assert "Fatma" not in page and "voorzitter@waterdal.example" not in page
    bram.post(ask, {"topic": "Ruzie op het plein"})
    assert bram.post(ask, {"topic": "Nog eens"}).status_code == 403
    with make.within(cast.waterdal):
        letter = Letter.objects.get()
    assert letter.to == "voorzitter@waterdal.example"
    assert "Ruzie op het plein" in letter.text
    found = re.search(r"http\S+(/meeliften/\S+)\?antwoord=ja", letter.text)
    assert found is not None
    assert "Ruzie op het plein" in text(anyone.get(found[1]))
    with make.within(cast.waterdal):
        assert Ride.objects.get().answer == "asked"
    anyone.post(found[1], {"answer": "accepted"})
    with make.within(cast.waterdal):
        assert Meeting.objects.get().agenda == ["Ruzie op het plein"]
    page = text(bram.get("/waterdal/tafels/meeliften"))
    assert "Op de agenda van" in text(bram.get("/waterdal/tafels/meeliften"))
    assert "al beantwoord" in text(anyone.get(found[1]))
