"""Whoever sees some municipalities only reads no name of others at a table, and nothing breaks."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from dwarsverband.foundation.accounts.models import User
from dwarsverband.modules.tables.models import Decision, Meeting, Presence, Table
from dwarsverband.modules.tables.tests import make_tables
from tests import make
from tests.answers import text
from tests.cast import Cast, just_now

NAME = "Zwaantje Kwakkelstein"


@pytest.fixture
def table(cast: Cast) -> Table:
    """A table at which somebody of another municipality sits, leads, came and promised something."""
    home = cast.waterdal
    person = make.person(home, NAME, "care", "GGZ", municipality="GM0002")
    made = make_tables.table(home, ("safety", "Bram Hendriks"))
    make_tables.seat(made, "care", "Zorg", person)
    with make.within(home):
        Table.objects.filter(pk=made.pk).update(chair=person)
        day = timezone.localdate() - timedelta(days=3)
        own = {"partnership": home, "source": "test", "legal_basis": "Publieke taak"}
        ends = {"ends_on": timezone.localdate() + timedelta(days=300)}
        meeting = Meeting.objects.create(partnership=home, table=made, on=day, recorded_on=day)
        Presence.objects.create(**own, **ends, meeting=meeting, person=person, was_there=True)
        Decision.objects.create(
            **own, **ends, table=made, meeting=meeting, what="Bellen", owner=person,
            has_owner=True, decided_on=day,
        )  # fmt: skip
    return made


@pytest.mark.regression("a table named somebody who lives out of the reader's sight")
def test_no_page_and_no_operation_about_a_table_names_whoever_lives_out_of_sight(
    cast: Cast, table: Table
) -> None:
    member = make.member(
        cast.waterdal, "regio@waterdal.example", "Regio", "coordinator", regions=["GM0001"]
    )
    client, user = Client(raise_request_exception=False), User.objects.get(pk=member.user_id)
    client.force_login(user)
    just_now(client, user)
    with make.within(cast.waterdal):
        meeting = Meeting.objects.get(table=table)
    pages = [
        f"/waterdal/tafels/{table.pk}{way}" for way in ("", "/wie-mist", "/wijzigen", "/stoelen")
    ]
    pages += ["/waterdal/", "/waterdal/tafels", "/waterdal/tafels/meeliften?thema=polarisation"]
    pages += [f"/waterdal/overleggen/{meeting.pk}{way}" for way in ("", "/aanwezig", "/wijzigen")]
    pages += [f"/waterdal/zoeken?zoek={part}" for part in ("zwaantje", "kwakkelst")]
    machines = ("tables", f"tables/{table.pk}", f"meetings/{meeting.pk}", "rides")
    pages += [f"/api/v1/waterdal/{way}" for way in machines]
    opened = 0
    for page in pages:
        answered = client.get(page)
        assert answered.status_code < 500, page
        told = text(answered).replace("“zwaantje”", "").replace("“kwakkelst”", "")
        assert "Kwakkelstein" not in told, page
        opened += answered.status_code == 200
    assert opened >= 10
    assert "Kwakkelstein" in text(cast.client("noor").get(pages[0])), "who sees everybody reads it"
