"""What somebody took on at tables stands on their handover sheet."""

from datetime import timedelta

from django.utils import timezone

from dwarsverband.modules.network.models import Person
from dwarsverband.modules.tables.models import Decision
from dwarsverband.modules.tables.tests import make_tables
from tests import make
from tests.cast import Cast

TODAY = timezone.localdate()


def test_promises_at_tables_and_tables_that_are_led_are_handed_over(cast: Cast) -> None:
    table = make_tables.table(cast.waterdal)
    with make.within(cast.waterdal):
        bram = Person.objects.get(partnership=cast.waterdal, email="bram@waterdal.example")
        table.chair = bram
        table.save()
        for what, state in (("Iemand vragen", "doing"), ("Zaal huren", "done")):
            Decision.objects.create(
                partnership=cast.waterdal,
                table=table,
                what=what,
                owner=bram,
                state=state,
                decided_on=TODAY,
                due_on=TODAY + timedelta(days=9),
                source="test",
                legal_basis="test",
                ends_on=TODAY + timedelta(days=300),
            )
    sheet = f"/waterdal/netwerk/overdracht/{cast.bram.membership_id}"
    for who in ("noor", "bram"):
        page = cast.client(who, "en").get(sheet).content.decode()
        assert "Iemand vragen" in page and "Zaal huren" not in page
        assert "Leads this table" in page
    told = cast.client("noor").get(
        f"/api/v1/waterdal/members/{cast.bram.membership_id}/handover-sheet"
    )
    assert told.json()["tasks"][0]["what"] == "Iemand vragen"
    other = f"/waterdal/netwerk/overdracht/{cast.noor.membership_id}"
    assert "Iemand vragen" not in cast.client("noor", "en").get(other).content.decode()
