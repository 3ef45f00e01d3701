"""Somebody leaves, and their name is nowhere any more; the same list does not bring them back."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from dwarsverband.foundation.access.context import acting, system
from dwarsverband.foundation.accounts.models import Theme
from dwarsverband.foundation.database import ledger
from dwarsverband.foundation.database.roles import as_owner
from dwarsverband.foundation.database.tables import known_tables
from dwarsverband.foundation.links import links
from dwarsverband.foundation.mail.letters import write_letter
from dwarsverband.modules.network.actions.consent import destroy_old_marks
from dwarsverband.modules.network.actions.people import withdraw_person
from dwarsverband.modules.network.actions.places import place_people
from dwarsverband.modules.network.actions.reports import measure_network
from dwarsverband.modules.network.jobs import end_terms
from dwarsverband.modules.network.models import (
    Import,
    Introduction,
    Measurement,
    Person,
    PersonTheme,
    Tie,
    Withdrawal,
)
from dwarsverband.modules.network.queries.withdrawn import has_withdrawn
from dwarsverband.modules.network.tests import lists
from dwarsverband.modules.network.tests.pages import carer, find, fresh, own_page, reader
from tests import make
from tests.cast import Cast
from tests.live import Live

# Stands nowhere else, and is spelled the same in every way of writing a text down.
PLANTED = "Zqxplanta"
NAME, EMAIL = f"{PLANTED} Verdwijnster", f"{PLANTED}@ggd.example"
ROW = {"name": NAME, "email": EMAIL, "organisation": "GGD Waterdal"}
KEPT_IN = {"access_requestkey", "mail_letter", "network_import", "network_person"}


def _tables_that_hold(word: str) -> set[str]:
    """Every table in which a word stands: in texts, lists, JSON and bytes, as the owner sees them."""
    found = set()
    spelled = {word, word.lower()}
    wanted = [*spelled, *(one.encode().hex() for one in spelled)]
    with as_owner(), connection.cursor() as cursor:
        for table in known_tables():
            cursor.execute(
                f'SELECT 1 FROM "{table.name}" AS one WHERE one::text ILIKE ANY (%s) LIMIT 1',
                [[f"%{one}%" for one in wanted]],
            )
            if cursor.fetchone():
                found.add(table.name)
    return found


def _plant(live: Live) -> tuple[Person, str]:
    """Somebody whose name came everywhere where a name can come."""
    cast, client = live.cast, live.cast.client("noor")
    person = make.person(cast.waterdal, NAME, "care", "GGD Waterdal", email=EMAIL)
    friend, stranger = find(cast, "Sociaal 1"), find(cast, "Agent 1")
    make.tie(person, friend)
    own_page(cast, person)
    live.work()
    page = own_page(cast, person)
    _introduce(cast, person, stranger, friend)
    with make.within(cast.waterdal):
        theme = Theme.objects.filter(partnership=cast.waterdal)[0]
        PersonTheme.objects.create(partnership=cast.waterdal, person=person, theme=theme)
        place_people(system(cast.waterdal.pk))
        measure_network(system(cast.waterdal.pk))
    key = {"Idempotency-Key": uuid4().hex, "If-Match": "1"}
    body = {"name": NAME, "email": EMAIL, "function": PLANTED}
    where = f"/api/v1/waterdal/people/{person.pk}"
    client.put(where, body, content_type="application/json", headers=key)
    reader().post(
        f"{page}/bezwaar", {"reason": f"{PLANTED} wil niet.", "idempotency_key": uuid4().hex}
    )
    content = lists.book(lists.people(NAME, "Iemand Anders"))
    client.post("/waterdal/netwerk/importeren", {"files": lists.upload("lijst.xlsx", content)})
    return person, page


def _introduce(cast: Cast, person: Person, stranger: Person, friend: Person) -> None:
    first, second = sorted((person.pk, stranger.pk))
    with acting(cast.noor):
        made = Introduction.objects.create(
            partnership=cast.waterdal,
            first_id=first,
            second_id=second,
            introducer_id=friend.pk,
            people_before=1,
            asked_on=timezone.localdate(),
            ends_on=timezone.localdate(),
        )
        ends_at = timezone.now() + timedelta(days=1)
        links.make(cast.noor, "introduction", ends_at, details={}, subject=made.pk)
        for about in ([first, second, friend.pk], []):
            write_letter(
                cast.noor, to="s@welzijn.example", language="nl", subject=f"Stel je {NAME} voor?",
                text=f"Jij kent {NAME}.", reason="", about=about,
            )  # fmt: skip


@pytest.mark.parametrize("way", ["own page", "coordinator", "term"])
def test_a_name_that_left_stands_nowhere(live: Live, way: str) -> None:
    person, page = _plant(live)
    assert _tables_that_hold(PLANTED) >= KEPT_IN
    if way == "own page":
        reader().post(f"{page}/eruit")
    elif way == "coordinator":
        live.cast.client("noor").post(f"/waterdal/netwerk/mensen/{person.pk}/uithalen")
    else:
        with make.within(live.cast.waterdal):
            Person.objects.filter(pk=person.pk).update(
                ends_on=timezone.localdate() - timedelta(days=1)
            )
        end_terms(0)
    assert _tables_that_hold(PLANTED) == set()
    with make.within(live.cast.waterdal):
        assert not PersonTheme.objects.filter(partnership=live.cast.waterdal).exists()
    assert _tables_that_hold(str(person.pk)) <= {"access_logentry", "procrastinate_jobs"}


def test_everywhere_where_a_name_stood_it_is_gone_at_once(cast: Cast) -> None:
    person = make.person(cast.waterdal, NAME, "care", "GGD Waterdal", email=EMAIL)
    make.tie(find(cast, "Bram Hendriks"), person)
    addresses = [
        "netwerk/mensen",
        "netwerk",
        "netwerk/kaart",
        "netwerk/introducties",
        "netwerk/bericht/papier",
    ]
    seen = [f"/waterdal/{one}" for one in addresses] + ["/api/v1/waterdal/people"]

    def shown(who: str) -> str:
        return " ".join(cast.client(who).get(one).content.decode() for one in seen)

    assert PLANTED in shown("noor") and PLANTED in shown("bram")
    reader().post(f"{own_page(cast, person)}/eruit")
    assert PLANTED not in shown("noor") + shown("bram")


@pytest.mark.parametrize("way", ["own page", "coordinator"])
def test_the_totals_of_today_do_not_count_whoever_left(live: Live, way: str) -> None:
    cast, person = live.cast, carer(live.cast)
    page, own = own_page(cast, person), Measurement.objects.filter(partnership=cast.waterdal)
    yesterday = timezone.localdate() - timedelta(days=1)
    with make.within(cast.waterdal):
        measure_network(system(cast.waterdal.pk))
        before = own.get().people_count
        own.update(measured_on=yesterday)
        measure_network(system(cast.waterdal.pk))
    if way == "own page":
        reader().post(f"{page}/eruit")
    else:
        cast.client("noor").post(f"/waterdal/netwerk/mensen/{person.pk}/uithalen")
    with make.within(cast.waterdal):
        assert [one.measured_on for one in own.all()] == [yesterday]
    live.work()
    with make.within(cast.waterdal):
        told = {one.measured_on: (one.people_count, one.withdrawn_count) for one in own.all()}
    assert told == {yesterday: (before, 0), timezone.localdate(): (before - 1, 1)}


def test_what_was_published_names_nobody_before_and_after(cast: Cast) -> None:
    person, ends_on = carer(cast), timezone.localdate() + timedelta(days=9)
    page = own_page(cast, person)
    told = cast.client("noor").post(
        "/waterdal/netwerk/publiceren", {"ends_on": ends_on.isoformat()}
    )
    address = f"/cijfers/{told.content.decode().split('/cijfers/')[1].split('<')[0]}"
    reader().post(f"{page}/eruit")
    shown = reader().get(address).content.decode()
    assert reader().get(address).status_code == 200
    assert person.name not in shown and str(person.pk) not in shown


@pytest.mark.parametrize("kind", ["people.csv", "graphml", "json"])
def test_a_file_of_the_network_no_longer_holds_whoever_left(cast: Cast, kind: str) -> None:
    person = carer(cast)
    page = own_page(cast, person)

    def exported() -> bytes:
        return bytes(cast.client("noor").post("/waterdal/netwerk/meenemen", {"kind": kind}).content)

    assert str(person.pk).encode() in exported() or person.name.encode() in exported()
    reader().post(f"{page}/eruit")
    assert str(person.pk).encode() not in exported() and person.name.encode() not in exported()


def test_whoever_would_introduce_two_people_leaves_the_question_behind_without_a_name(
    cast: Cast,
) -> None:
    person, stranger, friend = carer(cast), find(cast, "Agent 1"), find(cast, "Sociaal 1")
    _introduce(cast, person, stranger, friend)
    cast.client("noor").post(f"/waterdal/netwerk/mensen/{friend.pk}/uithalen")
    with make.within(cast.waterdal):
        left = Introduction.objects.get(partnership=cast.waterdal)
        assert left.introducer_id is None
        assert not links.pending(system(cast.waterdal.pk), "introduction").exists()


def test_whoever_left_reads_so_and_the_link_stops(cast: Cast) -> None:
    person = carer(cast)
    page = own_page(cast, person)
    assert "Do you leave the network?" in reader().get(f"{page}/eruit").content.decode()
    assert fresh(person)
    left = reader().post(f"{page}/eruit").content.decode()
    assert "You are out" in left and "Yvonne" not in left
    again = reader().get(page)
    assert again.status_code == 410
    assert "You left the network." in again.content.decode()


def test_leaving_twice_counts_once(cast: Cast) -> None:
    person = carer(cast)
    client, where = cast.client("noor"), f"/waterdal/netwerk/mensen/{person.pk}/uithalen"
    assert [client.post(where).status_code for _time in range(2)] == [302, 404]
    with make.within(cast.waterdal):
        assert Withdrawal.objects.filter(partnership=cast.waterdal).count() == 1


def test_the_figures_say_that_somebody_left_by_their_own_page(cast: Cast) -> None:
    reader().post(f"{own_page(cast, carer(cast))}/eruit")
    page = cast.client("noor", "en").get("/waterdal/netwerk/verkokering").content.decode()
    assert "One person withdrew" in page


def test_an_older_backup_brings_nothing_back(cast: Cast) -> None:
    person = carer(cast)
    page = own_page(cast, person)
    with make.within(cast.waterdal):
        draft = Import.objects.create(
            partnership=cast.waterdal, tables=[{"rows": []}], ends_on=timezone.localdate()
        )
    reader().post(f"{page}/eruit")
    gone = ledger.announced() + ledger.destroyed()
    assert {("network_person", str(person.pk)), ("network_import", str(draft.pk))} <= set(gone)
    assert {table for table, _key in gone} >= {"links_link", "mail_letter"}


def _leave(home_of: Cast, **more: str) -> None:
    person = make.person(home_of.waterdal, NAME, "care", "GGD Waterdal", **more)
    home_of.client("noor").post(f"/waterdal/netwerk/mensen/{person.pk}/uithalen")


@pytest.mark.parametrize(
    ("kept", "row", "is_known"),
    [
        ({"email": EMAIL}, ROW, True),
        ({"email": EMAIL}, {**ROW, "email": EMAIL.upper()}, True),
        ({"email": EMAIL}, {"email": EMAIL, "name": "Anders Gespeld"}, True),
        ({"email": EMAIL}, {**ROW, "email": ""}, True),
        ({"email": EMAIL}, {"name": f"Verdwijnster, {PLANTED}", "organisation": "G.G.D. Waterdal"}, True),
        ({"email": EMAIL}, {"name": NAME}, True),
        ({"email": EMAIL}, {**ROW, "email": "naamgenoot@ggd.example"}, False),
        ({"email": EMAIL}, {"name": NAME, "organisation": "Politie"}, False),
        ({"email": EMAIL}, {"name": "Iemand Anders", "organisation": "GGD Waterdal"}, False),
        ({}, ROW, True),
        ({}, {**ROW, "email": ""}, True),
        ({"email": "info@ggd.example"}, {"name": "Collega", "email": "info@ggd.example"}, False),
        ({"email": "info@ggd.example"}, {**ROW, "email": "info@ggd.example"}, True),
    ],
)  # fmt: skip
def test_who_is_recognised(
    cast: Cast, kept: dict[str, str], row: dict[str, str], is_known: bool
) -> None:
    _leave(cast, **kept)
    with acting(cast.noor):
        assert has_withdrawn(cast.noor, row) is is_known


def test_an_address_that_two_people_share_keeps_the_other_in(cast: Cast) -> None:
    make.person(cast.waterdal, "Collega", "care", "GGD Waterdal", email=EMAIL)
    _leave(cast, email=EMAIL)
    with acting(cast.noor):
        assert not has_withdrawn(cast.noor, {"name": "Collega", "email": EMAIL})
        assert has_withdrawn(cast.noor, {"name": NAME, "organisation": "GGD Waterdal"})


def test_another_partnership_recognises_nobody_from_here(cast: Cast) -> None:
    _leave(cast, email=EMAIL)
    with acting(cast.wim):
        assert not has_withdrawn(cast.wim, ROW)


def test_the_marks_of_one_human_in_two_partnerships_have_nothing_in_common(cast: Cast) -> None:
    marks = []
    for home, actor in ((cast.waterdal, cast.noor), (cast.elsewhere, cast.wim)):
        person = make.person(home, NAME, "care", "GGD Waterdal", email=EMAIL)
        with acting(actor):
            left = withdraw_person(actor, person)
            assert left
            marks.append(set(left.marks))
    assert all(marks) and not marks[0] & marks[1]


def test_a_mark_is_no_name_and_needs_the_key(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    _leave(cast, email=EMAIL)
    with make.within(cast.waterdal):
        marks = Withdrawal.objects.get(partnership=cast.waterdal).marks
    assert marks and all(len(mark) == 64 and set(mark) <= set("0123456789abcdef") for mark in marks)
    with acting(cast.noor):
        assert has_withdrawn(cast.noor, ROW)
        monkeypatch.setattr(settings, "SECRET_KEY", "another key")
        assert not has_withdrawn(cast.noor, ROW)


def test_whose_term_ended_may_come_back(cast: Cast) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    make.person(cast.waterdal, NAME, "care", "GGD Waterdal", email=EMAIL, ends_on=yesterday)
    end_terms(0)
    with acting(cast.noor):
        assert not has_withdrawn(cast.noor, ROW)


def test_a_mark_is_not_kept_for_ever(cast: Cast) -> None:
    _leave(cast, email=EMAIL)
    actor = system(cast.waterdal.pk)
    with acting(actor):
        found = Withdrawal.objects.filter(partnership=cast.waterdal)
        assert destroy_old_marks(actor) == 0
        found.update(marks_end_on=timezone.localdate() - timedelta(days=1))
        assert not has_withdrawn(actor, ROW)
        assert destroy_old_marks(actor) == 1
        assert found.get().marks == []


def test_the_same_list_leaves_out_whoever_withdrew(cast: Cast) -> None:
    room = lists.room()
    rows = lists.people(NAME, "Iemand Anders", Contact="Derde Mens")
    file = ("lijst.xlsx", lists.book(rows))
    room.start(*[file]).press()
    assert room.counts()[0] == 3
    person = room.person(NAME)
    room.client.post(f"/{room.home.slug}/netwerk/mensen/{person.pk}/uithalen")
    page = room.start(*[file])
    assert "This person withdrew. We leave them out." in page.text
    page.press()
    assert room.counts()[0] == 2
    with make.within(room.home):
        assert not Person.objects.filter(partnership=room.home, name=NAME).exists()


@pytest.mark.regression("a namesake of somebody who left read what had been told of them")
def test_what_was_told_of_one_who_left_is_not_given_to_a_namesake(cast: Cast) -> None:
    room = lists.room()
    leaving = make.person(room.home, "Jan Vis", "social", "De Brug")
    make.person(room.home, "Jan Vis", "safety", "Politie Waterdal")
    room.client.post(f"/{room.home.slug}/netwerk/mensen/{leaving.pk}/uithalen")
    ties = [["Naam", "Organisatie", "Contact"], ["Mia Bos", "GGD", "Jan Vis"]]
    page = room.start(("banden.xlsx", lists.book(ties)))
    assert "is Jan Vis in your list the same person as Jan Vis in the network?" in page.text
    page.press()
    with make.within(room.home):
        assert not Tie.objects.filter(partnership=room.home).exists()
