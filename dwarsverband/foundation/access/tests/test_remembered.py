"""What is remembered: never of another partnership, role, region or moment."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from dwarsverband.foundation.access import log
from dwarsverband.foundation.access import remembered as memory
from dwarsverband.foundation.access.context import acting, system
from dwarsverband.foundation.access.remembered import forget_everything, remembered
from dwarsverband.modules.network.actions.moments import record_contact
from dwarsverband.modules.network.actions.people import (
    change_person,
    withdraw_person,
)
from dwarsverband.modules.network.models import Person, Tie
from dwarsverband.modules.network.queries.reading import read_network
from tests import make
from tests.live import Live


@pytest.fixture(autouse=True)
def _begin_anew(live: Live, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As a process that has just started; what `live` forgets for others, is not forgotten here."""
    forget_everything()
    monkeypatch.setattr(memory, "forget_everything", lambda: None)
    yield
    forget_everything()


class _Counting:
    """How often something was worked out."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> int:
        self.times += 1
        return self.times


class _Standing:
    """A clock that stands still."""

    @staticmethod
    def now(_zone: object) -> datetime:
        return datetime(2026, 11, 24, tzinfo=UTC)


def _ask(live: Live, who: str, work: Callable[[], Any], question: str = "q", **more: Any) -> Any:
    actor = replace(live.cast.actors[who], **more)
    with acting(actor):
        return remembered(actor, question, work)


def _person(live: Live, name: str) -> Person:
    with make.within(live.cast.waterdal):
        return Person.objects.get(partnership=live.cast.waterdal, name=name)


def _names(live: Live, who: str = "noor") -> set[str]:
    actor = live.cast.actors[who]
    with acting(actor):
        return {person.name for person in read_network(actor).people}


def test_the_same_question_is_answered_once(live: Live) -> None:
    work = _Counting()
    assert [_ask(live, "noor", work) for _time in range(3)] == [1, 1, 1]


def test_another_role_region_partnership_or_question_is_another_answer(live: Live) -> None:
    work = _Counting()
    _ask(live, "noor", work)
    _ask(live, "bram", work)
    _ask(live, "wim", work)
    _ask(live, "noor", work, regions=("GM0344",))
    _ask(live, "noor", work, question="other")
    actor = system(live.cast.waterdal.pk)
    with acting(actor):
        remembered(actor, "q", work)
    assert work.times == 6


def test_two_of_one_role_share_an_answer(live: Live) -> None:
    work = _Counting()
    _ask(live, "bram", work)
    _ask(live, "bram", work, membership_id=live.cast.noor.membership_id)
    assert work.times == 1


def test_what_was_done_is_seen_by_the_next_question(live: Live) -> None:
    noor, fatma = live.cast.noor, _person(live, "Fatma Yıldız")
    assert "Fatma Yıldız" in _names(live)
    with acting(noor):
        change_person(noor, fatma, name="Fatma Demir", email="", phone="", function="", version=1)
    assert "Fatma Demir" in _names(live)


def test_whoever_leaves_is_gone_in_the_same_second(live: Live) -> None:
    noor, fatma = live.cast.noor, _person(live, "Fatma Yıldız")
    assert "Fatma Yıldız" in _names(live) & _names(live, "bram")
    with acting(noor):
        withdraw_person(noor, fatma)
    assert "Fatma Yıldız" not in _names(live) | _names(live, "bram")
    assert "Fatma" not in repr([shelf.answers for shelf in memory._shelves.values()])


def test_what_is_undone_was_never_remembered(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the same second the line of the log and its seal are the same as those that were undone."""
    monkeypatch.setattr(log, "datetime", _Standing)
    noor, fatma = live.cast.noor, _person(live, "Fatma Yıldız")
    with pytest.raises(RuntimeError, match="undone"), acting(noor):
        change_person(noor, fatma, name="Nooit", email="", phone="", function="", version=1)
        assert "Nooit" in {person.name for person in read_network(noor).people}
        raise RuntimeError("undone")
    assert "Nooit" not in _names(live)
    with acting(noor):  # the log is as long as it was then
        change_person(noor, fatma, name="Ooit", email="", phone="", function="", version=1)
    assert "Ooit" in _names(live)
    assert "Nooit" not in _names(live)


def test_a_transaction_that_writes_reads_what_it_wrote(live: Live) -> None:
    noor, fatma = live.cast.noor, _person(live, "Fatma Yıldız")
    with make.within(live.cast.waterdal):
        tie = Tie.objects.filter(first=fatma).first() or Tie.objects.get(second=fatma)
    _names(live)
    with acting(noor):
        record_contact(noor, tie, on=timezone.localdate())
        days = read_network(noor).last
    assert timezone.localdate().toordinal() in days


def test_another_process_sees_a_change_when_it_is_kept_and_not_before(live: Live) -> None:
    """Two connections: one writes and waits, the other asks meanwhile and afterwards."""
    noor, fatma = live.cast.noor, _person(live, "Fatma Yıldız")
    has_written, may_end = threading.Event(), threading.Event()

    def write() -> None:
        try:
            with acting(noor):
                change_person(noor, fatma, name="Later", email="", phone="", function="", version=1)
                has_written.set()
                may_end.wait(10)
        finally:
            connection.close()

    writer = threading.Thread(target=write)
    writer.start()
    assert has_written.wait(10)
    assert "Later" not in _names(live)
    may_end.set()
    writer.join()
    assert "Later" in _names(live)


def test_nothing_is_remembered_past_midnight(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    work = _Counting()
    _ask(live, "noor", work)
    tomorrow = timezone.localdate() + timedelta(days=1)
    monkeypatch.setattr(timezone, "localdate", lambda *_moment: tomorrow)
    _ask(live, "noor", work)
    assert work.times == 2


def test_a_process_remembers_so_much_and_no_more(live: Live) -> None:
    for number in range(3 * memory.MOST_ANSWERS):
        _ask(live, "noor", _Counting(), question=f"{number}")
    (shelf,) = memory._shelves.values()
    assert len(shelf.answers) == memory.MOST_ANSWERS


def test_a_visit_writes_nothing_so_that_it_can_be_remembered(live: Live) -> None:
    client = live.cast.client("noor")
    client.get("/waterdal/netwerk/verkokering")
    assert any(shelf.answers for shelf in memory._shelves.values())
