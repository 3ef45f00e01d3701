"""What somebody finds when they come in: what to do next."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dwarsverband.foundation.accounts.queries import member_actor
from dwarsverband.modules.network.models import (
    Import,
    Introduction,
    Person,
    Publication,
)
from tests import make
from tests.cast import Cast

HOME = "/waterdal/"
# What every request asks before it asks anything of its own.
CONTEXT = (
    *("django_session", 'SELECT "accounts_user"', "security.", "set_config", "SAVEPOINT"),
    "access_loghead",  # how long the log is, by which a page is remembered
)


def _page(cast: Cast, who: str, address: str = HOME) -> str:
    return cast.client(who, "en").get(address).content.decode()


def test_the_coordinator_is_shown_the_bridge_to_look_after(cast: Cast) -> None:
    page = _page(cast, "noor")
    assert "Bram Hendriks and Fatma Yıldız" in page
    assert "months of silence: together they are the only tie between" in page


def test_a_partner_sees_the_own_contacts_and_nobody_else(cast: Cast) -> None:
    page = _page(cast, "bram")
    assert "Fatma Yıldız" in page
    assert "Sociaal 3" not in page


@pytest.mark.parametrize("who", ["hanneke", "joost"])
def test_the_mayor_and_the_privacy_officer_see_no_name(cast: Cast, who: str) -> None:
    page = _page(cast, who)
    assert "Fatma" not in page
    assert "Sociaal 3" not in page


def test_a_new_partnership_is_told_where_to_begin(cast: Cast) -> None:
    home = make.partnership(slug="begin", name="Begin")
    member = make.member(home, "begin@begin.example", "Begin Hier", "coordinator")
    cast.actors["begin"] = member_actor(member.user_id, "begin")
    page = _page(cast, "begin", "/begin/")
    del cast.actors["begin"]
    assert page.index("Write down why you keep names") < page.index(
        "Bring in the list that you already have"
    )


def test_whoever_does_not_know_it_yet_is_counted(cast: Cast) -> None:
    assert "Twelve people do not know yet that they are on the list" in _page(cast, "noor")


def test_an_objection_stands_on_top(cast: Cast) -> None:
    with make.within(cast.waterdal):
        Person.objects.filter(partnership=cast.waterdal, name="Sociaal 3").update(
            objected_on="2026-11-01"
        )
    assert "One person objects" in _page(cast, "noor")


def _introduction(
    cast: Cast, status: str, introducer: str = "Bram Hendriks", asked: int = 20
) -> Introduction:
    with make.within(cast.waterdal):
        people = Person.objects.filter(partnership=cast.waterdal)
        first, second = sorted(
            people.filter(name__in=["Sociaal 4", "Fatma Yıldız"]), key=lambda one: one.pk
        )
        return Introduction.objects.create(
            partnership=cast.waterdal,
            first=first,
            second=second,
            introducer=people.get(name=introducer),
            people_before=0,
            status=status,
            asked_on=timezone.localdate() - timedelta(days=asked),
            answered_on=None if status == "asked" else timezone.localdate() - timedelta(days=9),
            source="test",
            legal_basis="Publieke taak",
            ends_on=timezone.localdate() + timedelta(days=300),
        )


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        ("asked", "Bram Hendriks was asked 20 days ago and has not answered yet."),
        ("later", "Bram Hendriks answered: later."),
        ("accepted", "Bram Hendriks brings them together, since nine days."),
    ],
)
def test_an_introduction_under_way_says_where_it_stands(
    cast: Cast, status: str, sentence: str
) -> None:
    _introduction(cast, status)
    assert sentence in _page(cast, "noor")


def test_what_can_be_done_now_stands_before_what_was_put_off(cast: Cast) -> None:
    _introduction(cast, "later", introducer="Sociaal 1")
    accepted = _introduction(cast, "accepted", asked=10)
    with make.within(cast.waterdal):
        Introduction.objects.filter(pk=accepted.pk).update(answered_on=timezone.localdate())
    page = _page(cast, "noor")
    assert page.index("brings them together, since today.") < page.index("answered: later.")


def test_an_introduction_that_ended_waits_for_nothing(cast: Cast) -> None:
    _introduction(cast, "declined")
    assert "Introductions under way" not in _page(cast, "noor")


def test_a_partner_answers_what_they_were_asked_themselves(cast: Cast) -> None:
    own = _introduction(cast, "asked")
    assert "You were asked to introduce these two." in _page(cast, "bram")
    address = f"/waterdal/netwerk/introducties/{own.pk}/antwoord"
    cast.client("bram").post(address, {"answer": "accepted"})
    with make.within(cast.waterdal):
        own.refresh_from_db()
    assert own.status == "accepted"


def test_a_partner_sees_no_introduction_of_somebody_else(cast: Cast) -> None:
    other = _introduction(cast, "asked", introducer="Sociaal 1")
    assert "Introductions under way" not in _page(cast, "bram")
    address = f"/waterdal/netwerk/introducties/{other.pk}/antwoord"
    assert cast.client("bram").post(address, {"answer": "accepted"}).status_code == 404


def test_figures_that_are_about_to_end_grow_old(cast: Cast) -> None:
    with make.within(cast.waterdal):
        for days in (3, 40):
            Publication.objects.create(
                partnership=cast.waterdal,
                figures={},
                published_on=timezone.localdate(),
                ends_on=timezone.localdate() + timedelta(days=days),
            )
    assert _page(cast, "noor").count("Published figures end on") == 1


def test_a_list_that_broke_waits(cast: Cast) -> None:
    with make.within(cast.waterdal):
        Import.objects.create(
            partnership=cast.waterdal, status="failed", ends_on=timezone.localdate()
        )
    assert "A list was not saved" in _page(cast, "noor")


def test_a_partner_reads_what_hangs_on_them_and_whom_they_may_ask(cast: Cast) -> None:
    page = _page(cast, "bram")
    assert "One bridge hangs on you" in page
    assert "Ask the coordinator who could come along." in page
    with make.within(cast.waterdal):
        people = Person.objects.filter(partnership=cast.waterdal)
        bram, agent = people.get(name="Bram Hendriks"), people.get(name="Agent 2")
    make.tie(bram, agent)
    assert "Ask Agent 2 to come along once." in _page(cast, "bram")


def test_whoever_carries_nothing_reads_nothing_of_it(cast: Cast) -> None:
    make.person(cast.waterdal, "Hanneke Vos", email="hanneke@waterdal.example")
    for who in ("noor", "hanneke", "joost"):
        assert "on you" not in _page(cast, who)


@pytest.mark.parametrize("who", ["noor", "bram", "hanneke"])
def test_the_page_needs_few_queries(cast: Cast, who: str) -> None:
    client = cast.client(who)
    _introduction(cast, Introduction.Status.ASKED)
    client.get(HOME)
    with CaptureQueriesContext(connection) as asked:
        client.get(HOME)
    own = [one["sql"] for one in asked if not any(word in one["sql"] for word in CONTEXT)]
    assert 3 <= len(own) <= 8, own
