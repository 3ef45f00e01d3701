"""A membership that is limited to some municipalities sees these, on every page and in every file."""

import json

import pytest
from django.db.models import Q
from procrastinate.contrib.django.models import ProcrastinateJob

from dwarsverband.foundation.access.context import acting, system
from dwarsverband.foundation.accounts.queries import member_actor
from dwarsverband.modules.network.actions.reports import export_network
from dwarsverband.modules.network.jobs import finish_withdrawal
from dwarsverband.modules.network.models import Person, Tie, Withdrawal
from dwarsverband.modules.network.queries.introductions import suggested_introductions
from dwarsverband.modules.network.tests.pages import find, own_page
from tests import make
from tests.cast import Cast

HERE, THERE = "GM0001", "GM0002"
OUTSIDE = "Xandra Elders"
PAGES = (
    "netwerk",
    "netwerk/kaart",
    "netwerk/kaart?stappen=2&persoon={bram}",
    "netwerk/mensen",
    "netwerk/mensen?zoek=Xandra",
    "netwerk/introducties",
    "netwerk/bericht",
    "netwerk/bericht/papier",
    "netwerk/bezwaren",
    "netwerk/mensen/{bram}",
    "",
)
MACHINES = ("people", "people?search=Xandra", "people/{bram}", "network-map", "silo-report",
            "suggestions", "introductions")  # fmt: skip


@pytest.fixture
def outside(cast: Cast) -> Person:
    """Somebody of another municipality whom Bram knows; the people of Waterdal are all of one."""
    person = make.person(
        cast.waterdal, OUTSIDE, "care", "GGD Elders", municipality=THERE, email="x@ggd.example"
    )
    with make.within(cast.waterdal):
        Person.objects.filter(partnership=cast.waterdal).exclude(pk=person.pk).update(
            municipality=HERE
        )
    make.tie(find(cast, "Bram Hendriks"), person)
    make.tie(find(cast, "Sociaal 1"), person)
    return person


def _limited(cast: Cast, role: str, region: str) -> str:
    """A member who sees one municipality; as a partner it is Bram himself."""
    who = f"{role}-{region}".lower()
    if role == "partner":
        with make.within(cast.waterdal):
            member = make.membership_of(cast.bram)
            type(member).objects.filter(pk=member.pk).update(regions=[region])
    else:
        member = make.member(
            cast.waterdal, f"{who}@waterdal.example", "Deel", role, regions=[region]
        )
    cast.actors[who] = member_actor(member.user_id, "waterdal")
    return who


def _shown(cast: Cast, who: str) -> dict[str, str]:
    client, bram = cast.client(who, "en"), find(cast, "Bram Hendriks").pk
    found = {}
    for one in PAGES:
        found[one] = client.get(f"/waterdal/{one.format(bram=bram)}").content.decode()
    for one in MACHINES:
        answer = client.get(f"/api/v1/waterdal/{one.format(bram=bram)}").content.decode()
        found[one] = json.dumps(json.loads(answer), ensure_ascii=False)
    return found


def test_whoever_sees_everything_reads_the_name_in_many_places(cast: Cast, outside: Person) -> None:
    assert sum(OUTSIDE in page for page in _shown(cast, "noor").values()) >= 6
    assert sum(OUTSIDE in page for page in _shown(cast, "bram").values()) >= 4


@pytest.mark.parametrize("role", ["coordinator", "partner"])
def test_nobody_of_another_municipality_is_named_anywhere(
    cast: Cast, outside: Person, role: str
) -> None:
    who = _limited(cast, role, HERE)
    shown = _shown(cast, who)
    # What was searched for comes back in the answer; only that it was found would tell something.
    leaks = [
        one for one, page in shown.items() if "Xandra Elders" in page or str(outside.pk) in page
    ]
    assert not leaks
    client = cast.client(who)
    for one in ("mensen/{}", "mensen/{}/wijzigen", "mensen/{}/bericht", "mensen/{}/uithalen"):
        assert client.get(f"/waterdal/netwerk/{one.format(outside.pk)}").status_code == 404
    assert client.get(f"/api/v1/waterdal/people/{outside.pk}").status_code == 404
    assert client.get(f"/waterdal/netwerk/kaart?persoon={outside.pk}").status_code == 404


def test_a_count_does_not_tell_that_somebody_is_elsewhere(cast: Cast, outside: Person) -> None:
    who = _limited(cast, "coordinator", HERE)
    with make.within(cast.waterdal):
        here = Person.objects.filter(partnership=cast.waterdal, municipality=HERE).count()
    assert cast.client(who).get("/api/v1/waterdal/people").json()["count"] == here
    assert cast.client(who).get("/api/v1/waterdal/silo-report").json()["peopleCount"] == here


@pytest.mark.parametrize("kind", ["people.csv", "ties.csv", "graphml", "json", "xlsx"])
def test_a_file_holds_the_own_municipalities_only(cast: Cast, outside: Person, kind: str) -> None:
    actor = cast.actors[_limited(cast, "coordinator", HERE)]
    with acting(actor):
        made = export_network(actor, kind=kind)
    with acting(cast.noor):
        whole = export_network(cast.noor, kind=kind)
    assert len(made.content) < len(whole.content)
    assert OUTSIDE.encode() not in made.content
    if kind in {"people.csv", "graphml", "json"}:
        assert OUTSIDE.encode() in whole.content


def test_somebody_elsewhere_is_no_reason_and_no_end_of_an_introduction(
    cast: Cast, outside: Person
) -> None:
    actor = cast.actors[_limited(cast, "coordinator", HERE)]
    with acting(actor):
        found = suggested_introductions(actor)
    named = {one.id for each in found for one in (each.first, each.second, *each.introducers)}
    assert outside.pk not in named


def test_everything_about_one_person_names_nobody_elsewhere(cast: Cast, outside: Person) -> None:
    who = _limited(cast, "coordinator", HERE)
    bram = find(cast, "Bram Hendriks").pk
    answer = cast.client(who).post(f"/waterdal/netwerk/mensen/{bram}/bestand")
    assert answer.status_code == 200 and OUTSIDE.encode() not in answer.content


def test_who_sees_a_part_takes_somebody_out_and_the_product_destroys_what_lies_elsewhere(
    cast: Cast, outside: Person
) -> None:
    who, bram = _limited(cast, "coordinator", HERE), find(cast, "Bram Hendriks")
    address = f"/waterdal/netwerk/mensen/{bram.pk}/uithalen"
    assert cast.client(who).post(address).status_code == 302
    for one in ("people", "network-map", "silo-report", "suggestions", "introductions"):
        shown = cast.client("noor").get(f"/api/v1/waterdal/{one}").content.decode()
        assert "Bram Hendriks" not in shown and str(bram.pk) not in shown
    assert ProcrastinateJob.objects.filter(task_name="network.withdraw_person").exists()
    product = system(cast.waterdal.pk)
    with acting(product):
        finish_withdrawal(product, str(bram.pk))
        finish_withdrawal(product, str(bram.pk))
        assert not Person.objects.filter(pk=bram.pk).exists()
        assert not Tie.objects.filter(Q(first=bram.pk) | Q(second=bram.pk)).exists()
        assert Withdrawal.objects.filter(partnership=cast.waterdal).count() == 1


def test_people_take_themselves_out_whatever_their_municipality(
    cast: Cast, outside: Person
) -> None:
    page = own_page(cast, find(cast, OUTSIDE))
    assert cast.client("nobody").post(f"{page}/eruit").status_code == 200
    with make.within(cast.waterdal):
        assert not Person.objects.filter(partnership=cast.waterdal, name=OUTSIDE).exists()


@pytest.mark.regression(
    "a coordinator of one municipality could move somebody out of their own sight"
)
def test_whoever_sees_one_municipality_moves_nobody_to_another(cast: Cast, outside: Person) -> None:
    who, bram = _limited(cast, "coordinator", HERE), find(cast, "Bram Hendriks")
    for wanted, status in ((THERE, 400), ("", 400), (HERE, 200)):
        answer = cast.client(who, "en").put(
            f"/api/v1/waterdal/people/{bram.pk}",
            data=json.dumps({"name": bram.name, "email": bram.email, "municipality": wanted}),
            content_type="application/json",
            headers={"If-Match": str(bram.version)},
        )
        assert answer.status_code == status, wanted
    with make.within(cast.waterdal):
        assert Person.objects.get(pk=bram.pk).municipality == HERE
