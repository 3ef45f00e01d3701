"""A clock that leaps sends nothing early, destroys nothing early, and does nothing twice."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from pytest_django import Settings

from dwarsverband.foundation.access import clock
from dwarsverband.foundation.access.context import acting
from dwarsverband.foundation.accounts.models import Theme
from dwarsverband.foundation.database import roles
from dwarsverband.modules.network.jobs import end_terms
from dwarsverband.modules.network.models import Person
from tests import make
from tests.cast import Cast

NOON = datetime.fromisoformat("2026-11-24T12:00:00+00:00")
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
Move = Callable[[datetime], bool]


@pytest.fixture(autouse=True)
def _own_file(settings: Settings, tmp_path: Path) -> None:
    settings.LEDGER_PATH = tmp_path / "ledger.jsonl"


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Move:
    """Whether the clock is believed at a moment, when machine and database share it."""

    def look(moment: datetime) -> bool:
        monkeypatch.setattr(timezone, "now", lambda: moment)
        monkeypatch.setattr(clock, "_database_now", lambda: moment)
        return clock.is_believed()

    return look


def test_time_that_goes_on_is_believed(at: Move) -> None:
    assert [at(NOON + hours * HOUR) for hours in range(0, 72, 6)] == [True] * 12


def test_after_a_leap_forward_work_waits_for_a_day(at: Move) -> None:
    assert at(NOON)
    later = NOON + 30 * DAY
    assert [at(later + hours * HOUR) for hours in (0, 6, 12, 23)] == [False] * 4
    assert at(later + DAY)


def test_a_clock_that_is_set_right_is_believed_at_once(at: Move) -> None:
    assert at(NOON)
    assert not at(NOON + 3650 * DAY)
    assert at(NOON + HOUR)
    assert at(NOON + 2 * HOUR)


def test_after_a_leap_back_nothing_happens_twice_and_the_way_forward_waits(at: Move) -> None:
    assert at(NOON)
    assert at(NOON - 3650 * DAY)
    assert not at(NOON + HOUR)
    assert at(NOON + HOUR + DAY)


def test_whoever_is_certain_of_the_clock_begins_at_once(at: Move) -> None:
    assert at(NOON)
    assert not at(NOON + 5 * DAY)
    clock.path().unlink()
    assert at(NOON + 5 * DAY)


@pytest.mark.parametrize("torn", ["", "{", '{"seen": 3}'])
def test_a_torn_file_stops_nothing(at: Move, torn: str) -> None:
    clock.path().write_text(torn)
    assert at(NOON)


@pytest.mark.regression("a clock that was a year ahead took everybody out")
@pytest.mark.parametrize("days", [400, -400])
def test_nobody_is_taken_out_by_a_clock_that_stands_wrong(
    cast: Cast, days: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    moment = timezone.now()
    with make.within(cast.waterdal):
        someone = make.person(cast.waterdal, "Blijft Staan")
        Person.objects.filter(pk=someone.pk).update(ends_on=timezone.localdate() + 300 * DAY)
    end_terms(0)
    monkeypatch.setattr(timezone, "now", lambda: moment + days * DAY)
    end_terms(0)
    monkeypatch.setattr(timezone, "now", lambda: moment)
    with make.within(cast.waterdal):
        assert Person.objects.filter(pk=someone.pk).exists()


@pytest.mark.regression("a web server whose clock was behind showed an empty partnership")
@pytest.mark.parametrize("hours", [-3, -24 * 400, 24 * 400])
def test_people_go_on_reading_when_the_clock_of_the_web_server_stands_wrong(
    cast: Cast, hours: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    moment = timezone.now().timestamp()
    monkeypatch.setitem(roles._clock, "ahead", 0.0)
    monkeypatch.setattr("time.time", lambda: moment + hours * 3600)
    with acting(cast.noor):
        assert Theme.objects.exists()


@pytest.mark.regression("a secret that the database does not know looked like an empty partnership")
def test_a_secret_that_the_database_does_not_know_is_no_empty_partnership(
    cast: Cast, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(roles._clock, "ahead", 0.0)
    settings.SECRET_KEY = "another-secret" * 4
    with pytest.raises(roles.ContextError, match="Did SECRET_KEY change"), acting(cast.noor):
        pass
