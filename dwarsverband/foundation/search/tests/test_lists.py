"""The lists tell the same as the things themselves, and forget as soon."""

import pytest

from dwarsverband.foundation.access.context import acting, system
from dwarsverband.foundation.accounts.models import Partnership
from dwarsverband.foundation.accounts.queries import member_actor
from dwarsverband.foundation.search import lists
from dwarsverband.foundation.search.explaining import corrections, explained
from dwarsverband.foundation.search.finding import find
from dwarsverband.foundation.search.models import Entry, Gone, PostingList
from dwarsverband.foundation.search.tests.words import found, traces
from dwarsverband.modules.network.actions import people as people_actions
from dwarsverband.modules.network.models import Person
from tests import make
from tests.cast import Cast

ASKED = ("fatma", "yildz", "baken", "agent 1", "onderwijs", "wie kent er iemand bij het mbo", "qq")


def test_what_a_job_moved_into_lists_is_found_as_before_and_in_portions_too(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    def told() -> list[str]:
        answers = []
        for actor in (cast.noor, cast.bram):
            with acting(actor, is_reading=True):
                for asked in ASKED:
                    answer = find(actor, asked)
                    shown = [
                        (
                            group.kind.name,
                            group.count,
                            sorted(one.text.title for one in group.matches),
                        )
                        for group in explained(answer)
                    ]
                    answers.append(f"{asked}: {shown} {corrections(answer)}")
        return answers

    before = told()
    monkeypatch.setattr(lists, "PART", 3)
    monkeypatch.setattr(lists, "PORTION", 7)
    _settle(cast.waterdal)
    with make.within(cast.waterdal):
        assert not Entry.objects.filter(is_fresh=True).exists()
        assert PostingList.objects.filter(part__gt=2).exists()
    assert told() == before


def test_whoever_leaves_the_lists_is_gone_at_once_with_words_that_nobody_else_has(
    cast: Cast,
) -> None:
    make.person(cast.waterdal, "Fatma Bos", "care", "GGZ")
    _settle(cast.waterdal)
    fatma = _person(cast, "Fatma Yıldız")
    with acting(cast.noor):
        people_actions.withdraw_person(cast.noor, fatma)
        assert found(cast.noor, "fatma") == ["Fatma Bos"]
        assert not PostingList.objects.filter(token="yildiz").exists()
    assert traces(cast.waterdal, "yildiz") == 0 < traces(cast.waterdal, "fatma")
    with acting(cast.noor, is_reading=True):
        assert [group.count for group in find(cast.noor, "fatma").groups] == [1]
    _settle(cast.waterdal)
    with make.within(cast.waterdal):
        assert not Gone.objects.exists()
    assert found(cast.noor, "fatma") == ["Fatma Bos"]


def test_a_change_after_moving_is_found_by_the_new_words_only_and_others_stay(cast: Cast) -> None:
    make.person(cast.waterdal, "Ayşe Yıldız", "care", "GGZ")
    _settle(cast.waterdal)
    people_actions.change_person(
        cast.noor,
        _person(cast, "Fatma Yıldız"),
        name="Fatma Öztürk",
        email="",
        phone="",
        function="",
        version=1,
    )
    for _time in "12":
        assert found(cast.noor, "yildiz") == ["Ayşe Yıldız"]
        assert found(cast.noor, "ozturk") == ["Fatma Öztürk"]
        _settle(cast.waterdal)


def test_lists_are_kept_by_municipality(cast: Cast) -> None:
    here = make.person(cast.waterdal, "Kwikstaart Jansen", municipality="GM0001")
    make.person(cast.waterdal, "Ginds Jansen", municipality="GM0002")
    _settle(cast.waterdal)
    limited = make.member(
        cast.waterdal, "regio@waterdal.example", "Regio", "coordinator", regions=["GM0001"]
    )
    actor = member_actor(limited.user_id, "waterdal")
    assert found(actor, "jansen") == ["Kwikstaart Jansen"]
    assert found(actor, "ginds") == found(actor, "gindz") == []
    with acting(actor, is_reading=True):
        assert [group.count for group in find(actor, "jansen").groups] == [1]
        answer = find(actor, "ginds")
        assert not answer.groups and not answer.tokens
    with acting(actor):
        here.delete()
    assert traces(cast.waterdal, "kwikstaart") == 0 < traces(cast.waterdal, "ginds")
    assert found(cast.noor, "jansen") == ["Ginds Jansen"]


def _settle(home: Partnership) -> None:
    with acting(system(home.pk)):
        lists.settle(system(home.pk), most_fresh=0, most_gone=0)


def _person(cast: Cast, name: str) -> Person:
    with make.within(cast.waterdal):
        return Person.objects.get(partnership=cast.waterdal, name=name)
