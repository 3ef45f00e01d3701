"""Whom to invite to an empty seat, and what they answer."""

import json
import re

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from dwarsverband.foundation.access.context import acting
from dwarsverband.foundation.mail.models import Letter
from dwarsverband.modules.network.models import Person, Seat
from dwarsverband.modules.tables.actions.invitations import (
    answer_table_invitation,
    take_back_invitation,
)
from dwarsverband.modules.tables.models import Table, TableInvitation, TableSeat
from dwarsverband.modules.tables.queries.invitations import get_invitation
from dwarsverband.modules.tables.tests import make_tables
from tests import make
from tests.answers import text
from tests.cast import Cast


def _invite(cast: Cast, table: Table, name: str, seat: str) -> TableInvitation:
    client, person = cast.client("noor"), make_tables.found(cast.waterdal, name)
    detail = json.loads(client.get(f"/api/v1/waterdal/tables/{table.pk}").content)
    key = next(one["seat"] for one in detail["empty"] if one["name"] == seat)
    address = f"/waterdal/tafels/{table.pk}/uitnodigen?wie={person.pk}&stoel={key}"
    assert person.name in text(client.get(address))
    client.post(address, {"note": "We missen de school."})
    with make.within(cast.waterdal):
        return TableInvitation.objects.select_related("seat").get(person=person)


def _link(cast: Cast) -> str:
    """The address of the first answer in the mail that was written."""
    with make.within(cast.waterdal):
        letter = Letter.objects.get()
    assert "We missen de school." in letter.text
    found = re.search(r"http\S+(/tafelvraag/\S+)\?antwoord=ja", letter.text)
    assert found is not None
    return found[1]


def _with_address(cast: Cast, name: str) -> None:
    with make.within(cast.waterdal):
        Person.objects.filter(name=name).update(email="school@waterdal.example")


def test_the_fewest_people_are_named_nearest_first_with_a_reason(cast: Cast) -> None:
    table = make_tables.table(cast.waterdal, ("safety", "Bram Hendriks"))
    answer = cast.client("noor").get(f"/api/v1/waterdal/tables/{table.pk}/guests")
    told = json.loads(answer.content)
    assert [(one["name"], one["reason"]) for one in told["chosen"]] == [
        ("Sociaal 4", "Kent Bram Hendriks al."),
        ("Fatma Yıldız", "Kent Bram Hendriks al."),
    ]
    assert told["nobody"] == ["Zorg"]
    page = text(cast.client("noor").get(f"/waterdal/tafels/{table.pk}/wie-mist"))
    assert "Kent Bram Hendriks al." in page


@pytest.mark.parametrize("is_second", [True, False])
def test_that_one_yes_fills_two_seats_is_said_before_and_after(cast: Cast, is_second: bool) -> None:
    table = make_tables.table(cast.waterdal, ("safety", "Bram Hendriks"))
    fatma = make_tables.found(cast.waterdal, "Fatma Yıldız")
    with make.within(cast.waterdal):
        own = {"partnership": cast.waterdal, "name": "School"}
        school = Seat.objects.get(**own, theme__code="inclusion")
        if is_second:
            Seat.objects.create(
                partnership=cast.waterdal,
                theme=school.theme,
                domain=school.domain,
                name="Leerplicht",
            )
    said = "Fatma Yıldız vult twee stoelen: School en Leerplicht."
    client = cast.client("noor")
    asked = f"/waterdal/tafels/{table.pk}/uitnodigen?wie={fatma.pk}&stoel={school.pk}"
    assert (said in text(client.get(asked))) is is_second
    seat = make_tables.seat(table, "education", "School")
    filled = client.post(
        f"/waterdal/tafelstoelen/{seat.pk}/vullen",
        {"person": fatma.pk, "on": timezone.localdate().isoformat()},
        follow=True,
    )
    assert (said in text(filled)) is is_second
    assert (said in text(client.get(f"/waterdal/tafels/{table.pk}"))) is is_second


def test_whoever_is_invited_answers_by_a_link_and_looking_changes_nothing(cast: Cast) -> None:
    table = make_tables.table(cast.waterdal, ("safety", "Bram Hendriks"))
    _with_address(cast, "Fatma Yıldız")
    invitation = _invite(cast, table, "Fatma Yıldız", "School")
    link, anyone = _link(cast), cast.client("nobody")
    assert "Ja, ik kom" in text(anyone.get(f"{link}?antwoord=ja"))
    with make.within(cast.waterdal):
        assert TableInvitation.objects.get().status == "asked"
    assert anyone.get("/tafelvraag/geraden").status_code == 404
    anyone.post(link, {"answer": "accepted"})
    with make.within(cast.waterdal):
        seat = TableSeat.objects.get(pk=invitation.seat_id)
        assert (seat.person_id, str(seat.filled_on)) == (
            invitation.person_id,
            str(TableInvitation.objects.get().answered_on),
        )
    assert "al beantwoord" in text(anyone.get(link))
    anyone.post(link, {"answer": "declined"})
    with make.within(cast.waterdal):
        assert TableInvitation.objects.get().status == "accepted"


@pytest.mark.parametrize(("answer", "instead"), [("declined", ""), ("instead", "Teamleider")])
def test_nobody_is_asked_twice(cast: Cast, answer: str, instead: str) -> None:
    table = make_tables.table(cast.waterdal, ("safety", "Bram Hendriks"))
    _with_address(cast, "Fatma Yıldız")
    invitation = _invite(cast, table, "Fatma Yıldız", "School")
    client, guests = cast.client("noor"), f"/api/v1/waterdal/tables/{table.pk}/guests"
    names = {one["name"] for one in json.loads(client.get(guests).content)["chosen"]}
    assert "Fatma Yıldız" not in names
    again = {"person": str(invitation.person_id), "seat": str(invitation.seat_id)}
    refused = client.post(
        f"/api/v1/waterdal/tables/{table.pk}/invite-person", again, "application/json"
    )
    assert refused.status_code == 403
    cast.client("nobody").post(_link(cast), {"answer": answer, "instead": instead})
    page = text(client.get(f"/waterdal/tafels/{table.pk}"))
    assert ("Teamleider" if instead else "Zei nee op") in page
    refused = client.post(
        f"/api/v1/waterdal/tables/{table.pk}/invite-person", again, "application/json"
    )
    assert refused.status_code == 403


@pytest.mark.regression("two answers to one invitation at the same moment both counted")
def test_of_two_answers_at_the_same_moment_one_counts(cast: Cast) -> None:
    table = make_tables.table(cast.waterdal, ("safety", "Bram Hendriks"))
    invitation = _invite(cast, table, "Fatma Yıldız", "School")
    with acting(cast.noor):
        read_before = get_invitation(cast.noor, invitation.pk)
        answer_table_invitation(cast.noor, invitation, answer="accepted")
    with acting(cast.noor), pytest.raises(ValidationError):
        answer_table_invitation(cast.noor, read_before, answer="declined")
    with acting(cast.noor), pytest.raises(ValidationError):
        take_back_invitation(cast.noor, read_before)
    with make.within(cast.waterdal):
        assert TableInvitation.objects.get().status == "accepted"


@pytest.mark.regression(
    "an answer at the same moment brought back an invitation that was taken back"
)
def test_an_invitation_that_was_taken_back_stays_away(cast: Cast) -> None:
    table = make_tables.table(cast.waterdal, ("safety", "Bram Hendriks"))
    invitation = _invite(cast, table, "Fatma Yıldız", "School")
    with acting(cast.noor):
        read_before = get_invitation(cast.noor, invitation.pk)
        take_back_invitation(cast.noor, invitation)
    with acting(cast.noor), pytest.raises(ValidationError):
        answer_table_invitation(cast.noor, read_before, answer="declined")
    with make.within(cast.waterdal):
        assert not TableInvitation.objects.exists()


def test_whoever_leaves_the_network_leaves_nothing_at_a_table(cast: Cast) -> None:
    table = make_tables.table(cast.waterdal, ("safety", "Bram Hendriks"))
    _with_address(cast, "Fatma Yıldız")
    invitation = _invite(cast, table, "Fatma Yıldız", "School")
    link, client = _link(cast), cast.client("noor")
    cast.client("nobody").post(link, {"answer": "accepted"})
    person = invitation.person_id
    told = json.loads(
        client.post(f"/waterdal/netwerk/mensen/{person}/bestand", {"format": "json"}).content
    )
    assert told["seats"][0]["table"] == "Jeugd en wijk"
    assert told["tableInvitations"][0]["status"] == "accepted"
    client.post(f"/waterdal/netwerk/mensen/{person}/uithalen")
    with make.within(cast.waterdal):
        assert not TableInvitation.objects.exists()
        assert TableSeat.objects.get(pk=invitation.seat_id).person_id is None
    assert cast.client("nobody").get(link).status_code == 404
    assert "Fatma" not in text(client.get(f"/waterdal/tafels/{table.pk}"))
