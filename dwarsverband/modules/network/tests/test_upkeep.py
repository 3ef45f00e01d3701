"""Whom you speak this week: why, how many, and in which rhythm."""

from datetime import date, timedelta

import numpy as np
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.access.context import acting
from dwarsverband.modules.network.actions import moments, rhythms
from dwarsverband.modules.network.models import ContactMoment, Tie, Turn
from dwarsverband.modules.network.queries.rhythms import pauses
from dwarsverband.modules.network.queries.upkeep import Week, week, weekly
from dwarsverband.modules.network.queries.upkeep_page import upkeep
from dwarsverband.modules.network.queries.upkeep_words import WeekTold, week_told
from dwarsverband.modules.network.tests.pages import find
from dwarsverband.modules.network.tests.test_moments import tie_of
from tests import make
from tests.cast import Cast

TODAY = timezone.localdate()
UPKEEP = "/waterdal/netwerk/onderhoud"


def _week(actor: Actor) -> Week:
    with acting(actor):
        return week(actor)


def _told(actor: Actor) -> WeekTold:
    with acting(actor), translation.override("en"):
        found = week_told(actor, weekly(actor))
    assert found
    return found


def _silent(cast: Cast, days: int) -> None:
    """Nobody spoke for so long."""
    with make.within(cast.waterdal):
        Tie.objects.update(last_contact_on=TODAY - timedelta(days=days))


def _spoke(cast: Cast, days: int, reason: str) -> None:
    tie = tie_of(cast)
    with acting(cast.bram):
        moments.record_contact(cast.bram, tie, on=TODAY - timedelta(days=days), reason=reason)


def test_the_only_tie_between_two_domains_stands_on_top(cast: Cast) -> None:
    _silent(cast, 120)
    first = _told(cast.noor).talks[0]
    assert first.title == "Bram Hendriks and Fatma Yıldız"
    assert "together they are the only tie between" in first.reason


def test_a_partner_is_told_why_in_one_sentence_about_themselves(cast: Cast) -> None:
    _silent(cast, 215)
    (first, *_more) = _told(cast.bram).talks
    assert first.title == "Fatma Yıldız"
    assert first.reason.startswith("Seven months of silence: you two are the only tie between")


def test_only_trouble_before_a_silence_is_said_in_words(cast: Cast) -> None:
    for days in (230, 214):
        _spoke(cast, days, reason="incident")
    _silent(cast, 214)
    (first, *_more) = _told(cast.bram).talks
    assert first.reason.startswith("Seven months of silence, and before that only trouble:")
    _spoke(cast, 213, reason="upkeep")
    _silent(cast, 213)
    assert "only trouble" not in _told(cast.bram).talks[0].reason


def test_the_list_is_no_longer_than_the_time_set_aside(cast: Cast) -> None:
    _silent(cast, 300)
    assert len(_week(cast.noor).talks) == 3
    for minutes, most in ((20, 1), (40, 2), (0, 0)):
        with acting(cast.noor):
            moments.set_time_aside(cast.noor, minutes=minutes)
        assert len(_week(cast.noor).talks) == most


def test_what_was_done_this_week_counts(cast: Cast) -> None:
    _silent(cast, 300)
    for talk in _week(cast.noor).talks:
        with acting(cast.noor):
            moments.record_contact(cast.noor, talk.tie, on=TODAY)
    assert not _week(cast.noor).talks
    assert _told(cast.noor).sentence == "You spoke three people this week. Enough for now."


def test_later_takes_somebody_off_the_list_for_two_weeks(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    _silent(cast, 300)
    cast.client("bram").post(f"/waterdal/netwerk/banden/{tie_of(cast).pk}/later")
    assert "Fatma Yıldız" not in [one.title for one in _told(cast.bram).talks]
    assert "Bram Hendriks and Fatma Yıldız" in [one.title for one in _told(cast.noor).talks]
    monkeypatch.setattr(timezone, "localdate", lambda *_moment: TODAY + timedelta(days=14))
    assert "Fatma Yıldız" in [one.title for one in _told(cast.bram).talks]


def test_what_was_put_off_is_taken_back_by_whoever_put_it_off(cast: Cast) -> None:
    _silent(cast, 300)
    cast.client("bram").post(f"/waterdal/netwerk/banden/{tie_of(cast).pk}/later")
    page = cast.client("bram", "en").get("/waterdal/").content.decode()
    assert "Put off until" in page
    with make.within(cast.waterdal):
        turn = Turn.objects.get(partnership=cast.waterdal)
    address = f"/waterdal/netwerk/beurten/{turn.pk}/terugnemen"
    assert cast.client("noor").post(address).status_code == 404
    assert cast.client("bram").post(address).status_code == 302
    assert "Fatma Yıldız" in [one.title for one in _told(cast.bram).talks]
    assert not _told(cast.bram).away
    cast.client("bram").post(f"/waterdal/netwerk/banden/{tie_of(cast).pk}/later")
    (away,) = cast.client("bram").get("/api/v1/waterdal/upkeep").json()["away"]
    assert away["names"] == ["Fatma Yıldız"]
    answer = cast.client("bram").post(f"/api/v1/waterdal/turns/{away['id']}/take-back")
    assert answer.status_code == 204


def test_a_fresh_tie_waits_for_nobody(cast: Cast) -> None:
    _silent(cast, 20)
    with make.within(cast.waterdal):
        Tie.objects.filter(last_contact_on=None).update(last_contact_on=TODAY)
    assert not _week(cast.noor).talks


def test_on_holidays_no_clock_runs(cast: Cast) -> None:
    _silent(cast, 60)
    assert _week(cast.bram).talks
    with acting(cast.noor):
        rhythms.add_holiday(
            cast.noor, name="Zomer", starts_on=TODAY - timedelta(days=50), ends_on=TODAY
        )
    assert not _week(cast.bram).talks


def test_two_holidays_at_once_count_once_and_days_before_count() -> None:
    summer, other = (date(2026, 7, 1), date(2026, 7, 10)), (date(2026, 7, 8), date(2026, 7, 12))
    paused = pauses([summer, other])
    since = np.array([date(2026, 6, 30).toordinal(), date(2026, 7, 11).toordinal()])
    assert paused.silence(since, date(2026, 7, 20).toordinal()).tolist() == [8, 8]


def test_a_rhythm_of_a_person_goes_before_that_of_a_group(cast: Cast) -> None:
    _silent(cast, 25)
    assert not _week(cast.bram).talks
    fatma = find(cast, "Fatma Yıldız")
    with acting(cast.noor):
        rhythms.set_rhythm(cast.noor, ideal_days=14, latest_days=28)
        rhythms.set_rhythm(cast.noor, ideal_days=91, latest_days=182, person=fatma)
        known = weekly(cast.noor)
    beat_of = dict(zip(known.counted.network.people, known.kept.beats, strict=True))
    assert {one.name: beat.ideal for one, beat in beat_of.items()}["Fatma Yıldız"] == 91
    # Of two people who speak, the shorter rhythm holds.
    assert {talk.beat.ideal for talk in _week(cast.bram).talks} == {14}


@pytest.mark.parametrize(
    ("path", "sent"),
    [
        ("ritme", {"ideal_days": "28", "latest_days": "91"}),
        ("vakantie", {"name": "Kerst", "starts_on": "2026-12-19", "ends_on": "2027-01-03"}),
    ],
)
@pytest.mark.parametrize(("who", "status"), [("noor", 302), ("bram", 403), ("joost", 403)])
def test_the_coordinator_alone_chooses_rhythm_and_holidays(
    cast: Cast, path: str, sent: dict[str, str], who: str, status: int
) -> None:
    assert cast.client(who).post(f"{UPKEEP}/{path}", sent).status_code == status


def test_a_rhythm_and_a_holiday_that_cannot_be_are_refused_with_a_sentence(cast: Cast) -> None:
    client = cast.client("noor", "en")
    page = client.post(f"{UPKEEP}/ritme", {"ideal_days": "91", "latest_days": "28"})
    assert "The latest is not before what you aim for." in page.content.decode()
    wrong = {"name": "Kerst", "starts_on": "2026-12-19", "ends_on": "2026-12-01"}
    page = client.post(f"{UPKEEP}/vakantie", wrong)
    assert "The last day is not before the first." in page.content.decode()


def test_the_signals_name_who_hangs_on_one_colleague_and_what_is_missing(cast: Cast) -> None:
    page = cast.client("noor", "en").get(UPKEEP).content.decode()
    assert "Agent 0, through Sociaal 0" in page
    assert "Domains without anybody" in page
    for who in ("bram", "hanneke", "joost"):
        assert "through Sociaal" not in cast.client(who, "en").get(UPKEEP).content.decode()


def _spend(cast: Cast, keepers: int) -> None:
    """Some people of the police each spoke half an hour."""
    with make.within(cast.waterdal):
        for tie in Tie.objects.filter(partnership=cast.waterdal)[:keepers]:
            ContactMoment.objects.create(
                partnership=cast.waterdal,
                tie=tie,
                keeper_id=tie.first_id,
                happened_on=TODAY,
                ends_on=TODAY,
                minutes=30,
            )


def test_time_of_fewer_than_three_people_is_told_to_nobody(cast: Cast) -> None:
    _spend(cast, 2)
    with acting(cast.noor):
        assert upkeep(cast.noor).spent is None
    assert "Fewer than three people" in cast.client("noor", "en").get(UPKEEP).content.decode()


def test_time_is_told_by_group_and_no_group_is_smaller_than_three(cast: Cast) -> None:
    _spend(cast, 7)
    with acting(cast.noor):
        found = upkeep(cast.noor).spent
    assert found
    assert found.total.minutes == sum(one.minutes for one in found.domains) == 210
    assert all(len(one.keepers) >= 3 for one in (*found.domains, *found.organisations))


@pytest.mark.parametrize("who", ["noor", "bram"])
def test_the_page_needs_few_queries(cast: Cast, who: str) -> None:
    client = cast.client(who)
    client.get(UPKEEP)
    with CaptureQueriesContext(connection) as asked:
        client.get(UPKEEP)
    context = ("django_session", 'SELECT "accounts_user"', "security.", "set_config", "SAVEPOINT")
    own = [one["sql"] for one in asked if not any(word in one["sql"] for word in context)]
    assert 4 <= len(own) <= 8, own
