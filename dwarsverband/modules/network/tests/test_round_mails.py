"""What goes out about a contact round: reminders, the result, and nothing to who would rather not."""

import json
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from dwarsverband.foundation.access import everywhere
from dwarsverband.foundation.access.context import acting, system
from dwarsverband.modules.network import jobs
from dwarsverband.modules.network.actions import rounds as actions
from dwarsverband.modules.network.actions.people import withdraw_person
from dwarsverband.modules.network.models import (
    Holiday,
    MissingName,
    NamedContact,
    Participation,
    Person,
    Position,
    Round,
)
from dwarsverband.modules.network.queries import rounds
from dwarsverband.modules.network.tests.pages import find, letters, mailed_link, reader
from dwarsverband.modules.network.tests.test_rounds import _answer, _rows
from tests import make
from tests.cast import Cast

TODAY = timezone.localdate()
# To come, because the database knows what day it is, and lets no link work that has ended.
MONDAY = TODAY + timedelta(days=7 - TODAY.weekday())
HERE = ZoneInfo("Europe/Amsterdam")


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[date]:
    """The day it is, for whoever asks; the last one counts."""
    days = [MONDAY]
    monkeypatch.setattr(
        timezone,
        "localdate",
        lambda value=None: value.astimezone(HERE).date() if value else days[-1],
    )
    monkeypatch.setattr(
        timezone,
        "now",
        lambda: datetime.combine(days[-1], datetime.min.time(), HERE) + timedelta(hours=9),
    )
    monkeypatch.setattr(everywhere, "is_believed", lambda: True)
    return days


@pytest.fixture
def asked(cast: Cast, clock: list[date]) -> Round:
    """A round of three weeks that begins on a Monday, in which Bram and Yvonne are asked."""
    make.person(
        cast.waterdal,
        "Yvonne Jansen",
        "care",
        "GGD",
        email="yvonne@ggd.example",
        ends_on=MONDAY + timedelta(days=1_000),
    )
    with acting(cast.noor):
        opened = actions.open_round(cast.noor, answers_until=MONDAY + timedelta(days=21))
        actions.ask_people(cast.noor, opened)
    return opened


def _mails(cast: Cast, clock: list[date], day: int) -> list[str]:
    """To whom a reminder goes on a day of the round, also when the worker begins twice."""
    clock.append(MONDAY + timedelta(days=day))
    before = len(letters(cast.waterdal))
    for _twice in range(2):
        jobs._remind()
    return sorted(one.to for one in letters(cast.waterdal)[before:])


def test_two_reminders_at_most_never_early_on_a_day_off_or_after_an_answer(
    cast: Cast, clock: list[date], asked: Round
) -> None:
    both = ["bram@waterdal.example", "yvonne@ggd.example"]
    with make.within(cast.waterdal):
        Holiday.objects.create(
            partnership=cast.waterdal,
            name="Vrij",
            starts_on=MONDAY + timedelta(days=14),
            ends_on=MONDAY + timedelta(days=14),
        )
    told = {day: _mails(cast, clock, day) for day in (1, 7, 12, 14)}
    assert told[1] == told[7] == [], "half of the time has not gone"
    assert told[12] == told[14] == [], "a Saturday, and a holiday"
    assert _mails(cast, clock, 15) == both
    assert _mails(cast, clock, 16) == []
    _answer(reader(), mailed_link(cast), {find(cast, "Bram Hendriks"): "weekly"})
    assert _mails(cast, clock, 18) == ["bram@waterdal.example"], "the end is near"
    assert _mails(cast, clock, 21) == []


def test_who_would_rather_not_gets_no_more_mail(
    cast: Cast, clock: list[date], asked: Round
) -> None:
    link = mailed_link(cast)
    assert reader().get(f"{link}/liever-niet").status_code == 200
    assert _rows(cast, Participation, declined_on__isnull=False) == [], "looking changes nothing"
    page = reader().post(f"{link}/liever-niet", {"for_good": "on"})
    assert "That is fine" in page.content.decode()
    assert _mails(cast, clock, 15) == ["bram@waterdal.example"]
    with acting(cast.noor):
        actions.close_round(cast.noor, asked)
        assert [one.name for one in rounds.people_to_ask(cast.noor)] == ["Bram Hendriks"]


def test_a_round_closes_by_itself_and_whoever_answered_reads_what_came_of_it(
    cast: Cast, clock: list[date], asked: Round
) -> None:
    bram, yvonne, fatma = (
        find(cast, n) for n in ("Bram Hendriks", "Yvonne Jansen", "Fatma Yıldız")
    )
    _answer(reader(), mailed_link(cast, "bram@waterdal.example"), {yvonne: "weekly", fatma: "less"})
    reader().post(mailed_link(cast), {"likely": [str(bram.pk)]})
    clock.append(MONDAY + timedelta(days=22))
    jobs._close_rounds()
    jobs._close_rounds()
    closed = _rows(cast, Round)[0]
    assert (closed.closed_on, closed.asked_count, closed.answered_count) == (clock[-1], 2, 1)
    assert (closed.tie_count, closed.new_count) == (2, 1)
    assert len(_rows(cast, NamedContact)) == 2, "what was not finished is gone"
    for _twice in range(2):
        with acting(system(cast.waterdal.pk)):
            jobs.send_results_of(system(cast.waterdal.pk), str(closed.pk))
    told = [one for one in letters(cast.waterdal) if "ronde-uitkomst" in one.text]
    assert [one.to for one in told] == ["bram@waterdal.example"]
    assert "Waterdal works" in told[0].text or "Waterdal werkt" in told[0].text
    result = reader().get(mailed_link(cast, "bram@waterdal.example", "ronde-uitkomst"))
    page = result.content.decode()
    assert "Yvonne Jansen" in page
    assert page.count("you said so") == 2
    assert "people answered" not in page, "one of two tells who"
    assert reader().get(mailed_link(cast)).status_code == 404
    others = cast.client("bram").get("/api/v1/waterdal/rounds").json()[0]["totals"]
    assert set(others.values()) == {None}
    mine = cast.client("noor").get(f"/api/v1/waterdal/rounds/{closed.pk}").json()
    assert mine["totals"]["answered"] == 1
    assert {row["organisation"]: row["answered"] for row in mine["response"]} == {
        "GGD": 0,
        "Politie": 1,
    }


def test_the_next_time_only_what_changed_is_asked(
    cast: Cast, clock: list[date], asked: Round
) -> None:
    yvonne = find(cast, "Yvonne Jansen")
    _answer(reader(), mailed_link(cast, "bram@waterdal.example"), {yvonne: "weekly"})
    with acting(cast.noor):
        actions.close_round(cast.noor, asked)
    clock.append(MONDAY + timedelta(days=180))
    with acting(cast.noor):
        again = actions.open_round(cast.noor, answers_until=clock[-1] + timedelta(days=7))
    today = cast.client("bram", "en").get("/waterdal/").content.decode()
    assert "You are asked with whom you work" in today
    address = f"/waterdal/netwerk/contactrondes/{again.pk}/antwoord"
    assert cast.client("bram").get(address).status_code == 200
    assert cast.client("hanneke").get(address).status_code == 404
    client = cast.client("bram", "en")
    link = client.post(address)["Location"]
    assert "Still so? 1 contact of last time" in client.get(link).content.decode()
    client.post(f"{link}/zelfde")
    now = _rows(cast, NamedContact, participation__round=again)
    assert [(one.person_id, one.often) for one in now] == [(yvonne.pk, "weekly")]
    assert "Of 1 person you said it before" in client.get(f"{link}/hoe-vaak").content.decode()


def test_whoever_leaves_is_gone_from_every_round_and_takes_their_answer_along(
    cast: Cast, clock: list[date], asked: Round
) -> None:
    bram, yvonne = find(cast, "Bram Hendriks"), find(cast, "Yvonne Jansen")
    link, other = mailed_link(cast, "bram@waterdal.example"), mailed_link(cast)
    reader().post(f"{other}/wie-mist", {"name": "bram hendriks"})
    _answer(reader(), other, {bram: "weekly"})
    _answer(reader(), link, {yvonne: "weekly"})
    file = json.loads(
        cast.client("noor")
        .post(f"/waterdal/netwerk/mensen/{bram.pk}/bestand", {"format": "json"})
        .content
    )
    assert [one["name"] for one in file["rounds"][0]["named"]] == ["Yvonne Jansen"]
    with acting(cast.noor):
        withdraw_person(cast.noor, bram)
    assert reader().get(link).status_code == 404
    assert _rows(cast, NamedContact) == _rows(cast, MissingName) == []
    assert len(_rows(cast, Participation)) == 1
    clock.append(MONDAY + timedelta(days=actions.DAYS_KEPT + 1))
    with acting(system(cast.waterdal.pk)):
        actions.destroy_old_participations(system(cast.waterdal.pk))
    assert _rows(cast, Participation) == []


def test_a_name_that_was_passed_on_waits_for_the_coordinator(cast: Cast, asked: Round) -> None:
    link = mailed_link(cast)
    for name in ("Els de Wit", "Kees Bos"):
        reader().post(f"{link}/wie-mist", {"name": name, "organisation": "GGD"})
    reader().post(f"{link}/klaar")
    els, kees = _rows(cast, MissingName)
    address = "/waterdal/netwerk/gemiste-namen"
    assert cast.client("bram").post(f"{address}/{els.pk}/opnemen").status_code == 404
    assert cast.client("noor").post(f"{address}/{els.pk}/opnemen").status_code == 302
    assert (
        cast.client("noor").delete(f"/api/v1/waterdal/missing-names/{kees.pk}").status_code == 204
    )
    assert _rows(cast, MissingName) == []
    new = find(cast, "Els de Wit")
    assert (new.sort_name, new.source[:13]) == ("wit, els de", "contact round")
    assert _rows(cast, Person, name="Kees Bos") == []


def test_an_organisation_that_was_passed_on_without_domain_is_kept(
    cast: Cast, asked: Round
) -> None:
    link = mailed_link(cast)
    reader().post(f"{link}/wie-mist", {"name": "Gonda Bos", "organisation": "Stichting Verbonden"})
    reader().post(f"{link}/klaar")
    (missing,) = _rows(cast, MissingName)
    address = f"/waterdal/netwerk/gemiste-namen/{missing.pk}/opnemen"
    page = cast.client("noor", "en").post(address, follow=True).content.decode()
    assert "Gonda Bos of Stichting Verbonden is in the network now. Say in which domain" in page
    with make.within(cast.waterdal):
        (work,) = Position.objects.filter(person__name="Gonda Bos").select_related("organisation")
        assert work.organisation and work.organisation.name == "Stichting Verbonden"


def test_a_worker_that_was_killed_sends_no_mail_of_a_round_twice(cast: Cast, asked: Round) -> None:
    assert all(one.is_once for one in letters(cast.waterdal)) and letters(cast.waterdal)
