"""A saved list is undone within a day: what it brought goes, what it changed comes back."""

import re
from datetime import date, timedelta
from unittest import mock

import pytest
from django.db import DatabaseError
from django.utils import timezone

from dwarsverband.foundation.access.context import acting
from dwarsverband.foundation.accounts.models import Organisation, User
from dwarsverband.foundation.database import ledger
from dwarsverband.modules.network.actions import import_undo, moments, people
from dwarsverband.modules.network.jobs import end_undo
from dwarsverband.modules.network.models import BeforeImport, Import, Person, Position, Tie
from dwarsverband.modules.network.tests import lists
from tests import make
from tests.cast import Cast

HEADINGS = ["Naam", "Functie", "Organisatie", "Domein", "E-mail", "Contactpersoon", "Laatst"]
MESSY = [
    HEADINGS,
    ["Eline Bos", "arts", "GGD Waterdal", "zorg", "eline@ggd.example", "Ruth Cohen", "3-9-2026"],
    ["Ruth Cohen", "wijkagent", "Politie Rivierdal", "veiligheid", "", "", ""],
    ["Jo Vos", "docent", "Mbo Het Baken", "onderwijs", "", "", ""],
]


@pytest.fixture
def room(cast: Cast) -> lists.Room:
    """A town in which one person is known already, elsewhere and with little."""
    made = lists.room()
    make.person(made.home, "Eline Bos", "care", "GGZ Rivierdal", email="eline@ggd.example")
    make.person(made.home, "Ruth Cohen", "safety", "Politie Rivierdal")
    make.tie(made.person("Eline Bos"), made.person("Ruth Cohen"), date(2026, 1, 5))
    made.start(("lijst.xlsx", lists.book(MESSY))).press()
    return made


def _undo(room: lists.Room) -> lists.Page:
    where = f"/{room.home.slug}/netwerk/importeren/{room.draft().pk}/ongedaan"
    return lists.Page(room.client, room.client.post(where, follow=True))


def _preview(room: lists.Room) -> str:
    where = f"/{room.home.slug}/netwerk/importeren/{room.draft().pk}/ongedaan"
    return room.client.get(where).content.decode()


def _state(room: lists.Room) -> list[object]:
    """Everything in the network, without numbers of versions."""
    own = {"partnership": room.home}
    with make.within(room.home):
        return [
            sorted(Person.objects.filter(**own).values_list("name", "email", "source", "ends_on")),
            sorted(
                Position.objects.filter(**own).values_list(
                    "person__name", "organisation__name", "function", "is_main"
                )
            ),
            sorted(Tie.objects.filter(**own).values_list("strength", "last_contact_on")),
            sorted(Organisation.objects.filter(**own).values_list("name", "domain__code")),
        ]


def test_everything_is_as_it_was(cast: Cast) -> None:
    room = lists.room()
    make.person(room.home, "Eline Bos", "care", "GGZ Rivierdal", email="eline@ggd.example")
    make.person(room.home, "Ruth Cohen", "safety", "Politie Rivierdal")
    make.tie(room.person("Eline Bos"), room.person("Ruth Cohen"), date(2026, 1, 5))
    before = _state(room)
    room.start(("lijst.xlsx", lists.book(MESSY))).press()
    assert _state(room) != before
    page = _undo(room)
    assert _state(room) == before
    assert "Undone. The network is as it was before this list." in page.text
    assert room.draft().status == Import.Status.UNDONE
    with make.within(room.home):
        assert not BeforeImport.objects.filter(partnership=room.home).exists()
    assert room.draft().added == {}


def test_the_receipt_and_the_page_of_lists_offer_it(room: lists.Room) -> None:
    receipt = room.client.get(f"/{room.home.slug}/netwerk/importeren/{room.draft().pk}")
    earlier = room.client.get(f"/{room.home.slug}/netwerk/importeren")
    for page in (receipt.content.decode(), earlier.content.decode()):
        assert f"/netwerk/importeren/{room.draft().pk}/ongedaan" in page
        assert "You can undo this until" in page


def test_the_preview_says_what_goes_what_comes_back_and_what_stays(room: lists.Room) -> None:
    told = _preview(room)
    assert "Removed: 1 person and 2 organisations." in told
    assert "As it was before: 2 people and 1 tie." in told
    assert "What stays" not in told


def test_what_somebody_changed_since_is_left_alone(room: lists.Room) -> None:
    jo, eline = room.person("Jo Vos"), room.person("Eline Bos")
    with acting(room.actor):
        for person in (jo, eline):
            people.change_person(
                room.actor,
                person,
                name=f"{person.name}-Smit",
                email=person.email,
                phone="",
                function="arts",
                version=person.version,
            )
    told = _preview(room)
    assert (
        "Jo Vos-Smit" in told and "Eline Bos-Smit" in told and "changed by somebody since" in told
    )
    _undo(room)
    assert room.person("Jo Vos-Smit") and room.person("Eline Bos-Smit")
    with make.within(room.home):
        position = Position.objects.get(person=eline, is_main=True)
        assert position.organisation and position.organisation.name == "GGD Waterdal"


def test_a_contact_recorded_since_keeps_the_tie(room: lists.Room) -> None:
    with acting(room.actor):
        tie = Tie.objects.get(partnership=room.home)
        moments.record_contact(room.actor, tie, on=date(2026, 10, 1))
    assert "1 tie stays: contact was recorded since" in _preview(room)
    _undo(room)
    with make.within(room.home):
        assert Tie.objects.get(pk=tie.pk).last_contact_on == date(2026, 10, 1)


def test_somebody_new_with_a_later_tie_stays_with_their_organisation(room: lists.Room) -> None:
    make.tie(room.person("Jo Vos"), room.person("Ruth Cohen"))
    assert "has a tie that came or changed since" in _preview(room)
    _undo(room)
    assert room.person("Jo Vos")
    with make.within(room.home):
        assert Organisation.objects.filter(partnership=room.home, name="Mbo Het Baken").exists()


def test_who_left_does_not_come_back(room: lists.Room) -> None:
    eline = room.person("Eline Bos")
    with acting(room.actor):
        people.withdraw_person(room.actor, eline)
    with make.within(room.home):
        assert not BeforeImport.objects.filter(earlier__name="Eline Bos").exists()
    _undo(room)
    with make.within(room.home):
        assert not Person.objects.filter(partnership=room.home, name="Eline Bos").exists()


def test_halfway_nothing_has_been_done(room: lists.Room) -> None:
    before = _state(room)
    with (
        mock.patch.object(import_undo, "_remove", side_effect=DatabaseError),
        pytest.raises(DatabaseError),
    ):
        _undo(room)
    assert _state(room) == before
    assert room.draft().status == Import.Status.DONE


def test_when_nothing_is_to_be_undone_there_is_no_button_for_it(cast: Cast) -> None:
    room = lists.room()
    for _time in range(2):
        room.start(("lijst.xlsx", lists.book(MESSY))).press()
    told = _preview(room)
    assert "Nothing is left of this list." in told
    assert "Undo this list</button>" not in told and "Back to this list" in told


def test_two_lists_with_one_name_are_told_apart(cast: Cast) -> None:
    room = lists.room()
    for day in ("2026-11-20", "2026-11-21"):
        room.start(("lijst.xlsx", lists.book(MESSY))).press()
        with make.within(room.home):
            Import.objects.filter(pk=room.draft().pk).update(made_at=f"{day}T09:30:00Z")
    page = room.client.get(f"/{room.home.slug}/netwerk/importeren").content.decode()
    links = re.findall(r"Undo [^<]+", page)
    assert len(links) == len(set(links)) == 2


def test_after_a_day_it_can_no_longer_be_undone_and_nothing_is_kept(room: lists.Room) -> None:
    with make.within(room.home):
        yesterday = timezone.now() - timedelta(minutes=1)
        Import.objects.filter(partnership=room.home).update(undo_until=yesterday)
        assert BeforeImport.objects.filter(partnership=room.home).update(ends_at=yesterday)
    assert "That day is over" in _preview(room)
    state = _state(room)
    _undo(room)
    assert _state(room) == state
    end_undo(0)
    with make.within(room.home):
        assert not BeforeImport.objects.filter(partnership=room.home).exists()
    assert room.draft().added == {}


def test_only_the_coordinator_undoes(room: lists.Room, cast: Cast) -> None:
    make.member(room.home, "partner@rivier.example", "Piet", "partner")
    room.client.force_login(User.objects.get(email="partner@rivier.example"))
    where = f"/{room.home.slug}/netwerk/importeren/{room.draft().pk}/ongedaan"
    assert room.client.get(where).status_code == 404
    assert cast.client("wim").get(where).status_code == 404


def test_who_goes_is_written_in_the_ledger(room: lists.Room) -> None:
    jo = room.person("Jo Vos")
    _undo(room)
    assert ("network_person", str(jo.pk)) in ledger.announced()
