"""A key person who leaves is gone from everything at once, before any worker did anything."""

import re
from collections.abc import Collection
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from dwarsverband.foundation.access.context import acting
from dwarsverband.foundation.accounts.queries import visible_log
from dwarsverband.foundation.mail.models import Letter
from dwarsverband.modules.network.actions.agreements import Agreed, record_agreement
from dwarsverband.modules.network.actions.moments import record_contact
from dwarsverband.modules.network.models import Agreement, Introduction, Person, Tie
from dwarsverband.modules.network.tests.pages import find, own_page, reader
from tests import make
from tests.cast import Cast
from tests.places import Things, every_place, things_of

TODAY = timezone.localdate()
NAME, EMAIL, PHONE = "Abdirahman Warsame", "abdirahman@samen.example", "0687654321"
TRACES = re.compile("Abdirahman|Warsame|abdirahman@|0687654321|iets-aan-hem-beloofd")
KINDS = ("people.csv", "json", "graphml")


@pytest.fixture
def person(cast: Cast) -> Person:
    """Somebody with an agreement, ties, a promise and an introduction."""
    made = make.person(cast.waterdal, NAME, "community", "Samen", email=EMAIL, phone=PHONE)
    members = {who: make.membership_of(cast.actors[who]) for who in ("bram", "noor")}
    told = {"may_ask": "meedenken", "wont_ask": "", "reach": PHONE, "reach_when": ""}
    agreed = Agreed(
        keeper=members["bram"],
        vice=members["noor"],
        **told,
        languages=[],
        agreed_on=TODAY - timedelta(days=300),
        agreed_how="talk",
        ends_on=TODAY + timedelta(days=20),
    )
    with acting(cast.noor):
        record_agreement(cast.noor, made, agreed=agreed)
    other = find(cast, "Sociaal 3")
    make.tie(made, other, TODAY - timedelta(days=300))
    with acting(cast.bram):
        own = Tie.objects.filter(kind="agreement").get()
        day = TODAY - timedelta(days=299)
        record_contact(cast.bram, own, on=day, promise="iets-aan-hem-beloofd")
    first, second = sorted((made.pk, find(cast, "Sociaal 5").pk))
    with make.within(cast.waterdal):
        Introduction.objects.create(
            partnership=cast.waterdal,
            first_id=first,
            second_id=second,
            introducer=other,
            people_before=0,
            asked_on=TODAY,
            ends_on=TODAY + timedelta(days=90),
        )
    return made


def _things(cast: Cast, person: Person) -> Things:
    """Numbers for every address; where one of a person belongs, this person's."""
    things = things_of(cast.waterdal)
    with make.within(cast.waterdal):
        own = {
            "mensen/": person.pk,
            "people/": person.pk,
            "afspraken/": Agreement.objects.get(person=person).pk,
            "agreements/": Agreement.objects.get(person=person).pk,
            "banden/": Tie.objects.filter(first=person)
            .union(Tie.objects.filter(second=person))[0]
            .pk,
        }
    return {**things, **{path: {"pk": str(key)} for path, key in own.items()}}


def _traces(cast: Cast, things: Things, feed: str, among: Collection[str] = ()) -> set[str]:
    """Every address, or of those that are named, at which something of this person is read, files included."""
    noor, bram = cast.client("noor"), cast.client("bram")
    asked = {
        place.name: (noor, place.at("waterdal", things))
        for place in every_place()
        if place.is_inside
    }
    asked |= {
        "search": (noor, f"/waterdal/zoeken?zoek={NAME}"),
        "machines search": (noor, "/api/v1/waterdal/search?search=warsame"),
        "list of a partner": (bram, "/waterdal/netwerk/mensen?zoek=warsame"),
        "first page of a partner": (bram, "/waterdal/"),
    }
    answers = {
        name: client.get(path)
        for name, (client, path) in asked.items()
        if not among or name in among
    }
    answers |= {
        f"file {kind}": noor.post("/waterdal/netwerk/meenemen", {"kind": kind}) for kind in KINDS
    }
    found = set()
    for name, answer in answers.items():
        # What was typed stands in the page again; that is no answer.
        said = re.sub(r'(value|href)="[^"]*"|“[^”]*”', "", answer.content.decode(errors="replace"))
        if answer.status_code == 200 and TRACES.search(said):
            found.add(name)
    return found | ({"calendar"} if "promise-" in Client().get(feed).content.decode() else set())


def test_every_address_and_file_forgets_them_in_the_same_moment(cast: Cast, person: Person) -> None:
    page = own_page(cast, person)
    made = cast.client("bram").post("/waterdal/account/agenda/maken").content.decode()
    feed = re.findall(r"/agenda/[\w-]+\.ics", made)[0]
    things = _things(cast, person)
    before = _traces(cast, things, feed)
    expected = {"list of a partner", "network:person_detail", "network:key_person_list", "search"}
    expected |= {"calendar", "file json", "machines search", "first page of a partner"}
    assert expected <= before, expected - before
    with acting(cast.joost):
        lines = len(visible_log(cast.joost))
    assert reader().post(f"{page}/eruit").status_code == 200
    assert _traces(cast, things, feed, before) == set()
    with acting(cast.joost):
        log = visible_log(cast.joost)
        new = log[: len(log) - lines]
        verbs, text = [line.verb for line in new], " ".join(str(line) for line in new)
    assert set(verbs) - {"network.export_network"} == {"network.withdraw_person"}
    assert not TRACES.search(text)


def test_whoever_kept_the_agreement_hears_once_that_somebody_left_and_not_who(
    cast: Cast, person: Person
) -> None:
    link = own_page(cast, person)
    reader().post(f"{link}/eruit")
    with make.within(cast.waterdal):
        assert not Person.objects.filter(pk=person.pk).exists()
        told = list(Letter.objects.filter(text__contains="no name stands here")) + list(
            Letter.objects.filter(text__contains="staat hier geen naam")
        )
    assert sorted(one.to for one in told) == ["bram@waterdal.example", "noor@waterdal.example"]
    assert all(one.is_once for one in told)
    assert not any(TRACES.search(one.text + one.subject) for one in told)
