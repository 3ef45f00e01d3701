"""A list is thrown away; what was saved from it stays."""

from datetime import timedelta

import pytest
from django.utils import timezone

from dwarsverband.foundation.access.context import acting
from dwarsverband.modules.network import rules
from dwarsverband.modules.network.actions import imports as actions
from dwarsverband.modules.network.models import Import
from dwarsverband.modules.network.tests import lists
from tests import make
from tests.cast import Cast

GOOD = lists.book(lists.people("Eline Bos"))


def _is_kept(room: lists.Room) -> bool:
    with make.within(room.home):
        return Import.objects.filter(partnership=room.home).exists()


def test_a_list_is_thrown_away_whole(cast: Cast) -> None:
    room = lists.room()
    page = room.start(("lijst.xlsx", GOOD)).press("weggooien")
    assert page.address.endswith("/netwerk/importeren")
    assert not _is_kept(room)
    assert room.counts() == (0, 0, 0)


def test_what_was_saved_from_it_stays(cast: Cast) -> None:
    room = lists.room()
    page = room.start(("lijst.xlsx", GOOD))
    page.press()
    page.press("weggooien", {"idempotency_key": "throw-away"})
    assert not _is_kept(room)
    assert room.counts() == (1, 1, 0)


@pytest.mark.parametrize(("minutes", "status"), [(1, 403), (16, 200)])
def test_a_list_that_is_being_saved_is_left_alone_for_a_while(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, minutes: int, status: int
) -> None:
    monkeypatch.setattr(actions, "ROWS_AT_ONCE", 0)
    room = lists.room()
    page = room.start(("lijst.xlsx", GOOD))
    page.press()
    with make.within(room.home):
        asked_at = timezone.now() - timedelta(minutes=minutes)
        Import.objects.filter(partnership=room.home).update(applied_at=asked_at)
    answer = page.press("weggooien", {"idempotency_key": "throw-away"})
    assert answer.response.status_code == status
    assert ("This list is being saved. Wait a moment." in answer.text) is (status == 403)


def test_lists_past_their_term_are_destroyed(cast: Cast) -> None:
    room = lists.room()
    room.start(("lijst.xlsx", GOOD))
    with acting(room.actor):
        assert actions.destroy_old_imports(room.actor) == 0
    with make.within(room.home):
        yesterday = timezone.localdate() - timedelta(days=1)
        Import.objects.filter(partnership=room.home).update(ends_on=yesterday)
    with acting(room.actor):
        assert actions.destroy_old_imports(room.actor) == 1


@pytest.mark.parametrize("who", ["bram", "hanneke", "joost"])
def test_others_are_told_who_brings_in_lists(cast: Cast, who: str) -> None:
    actor = cast.actors[who]
    with acting(actor):
        verdict = rules.may_discard_import(actor, Import(status=Import.Status.DRAFT))
    assert not verdict.is_allowed
