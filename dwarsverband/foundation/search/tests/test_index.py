"""The index follows what it is about, whoever changes it; and forgets at once."""

import pytest
from django.core.management import call_command
from procrastinate.contrib.django.models import ProcrastinateJob

from dwarsverband.analysis.words.stems import stem
from dwarsverband.foundation.access.context import acting
from dwarsverband.foundation.accounts.actions import lists
from dwarsverband.foundation.accounts.models import Organisation
from dwarsverband.foundation.accounts.queries import member_actor
from dwarsverband.foundation.search import index, watching
from dwarsverband.foundation.search.jobs import catch_up_everywhere
from dwarsverband.foundation.search.kinds import kinds
from dwarsverband.foundation.search.models import Entry, Gram, PostingList, Stale
from dwarsverband.foundation.search.tests.words import everything, found, traces
from dwarsverband.modules.network.actions import consent
from dwarsverband.modules.network.actions import people as people_actions
from dwarsverband.modules.network.models import Person
from tests import make
from tests.cast import Cast


def test_a_change_is_found_within_the_same_transaction(cast: Cast) -> None:
    fatma = _person(cast, "Fatma Yıldız")
    people_actions.change_person(
        cast.noor, fatma, name="Fatma Öztürk", email="", phone="", function="Docent", version=1
    )
    assert found(cast.noor, "ozturk") == ["Fatma Öztürk"] == found(cast.noor, "docenten")
    assert found(cast.noor, "yildiz") == []
    assert traces(cast.waterdal, "yildiz") == 0 < traces(cast.waterdal, "ozturk")


def test_whoever_leaves_is_gone_before_the_transaction_ends_and_leaves_no_word(cast: Cast) -> None:
    fatma = _person(cast, "Fatma Yıldız")
    assert traces(cast.waterdal, "yildiz") > 0
    with acting(cast.noor):
        people_actions.withdraw_person(cast.noor, fatma)
        assert found(cast.noor, "yildiz") == []
        assert not Entry.objects.filter(subject=fatma.pk).exists()
        assert not PostingList.objects.filter(token=stem("yildiz")).exists()
        assert not Gram.objects.filter(token=stem("yildiz")).exists()
    assert traces(cast.waterdal, "yildiz") == 0


def test_a_word_stays_as_long_as_somebody_else_has_it(cast: Cast) -> None:
    make.person(cast.waterdal, "Ayşe Yıldız", "care", "GGZ")
    people_actions.withdraw_person(cast.noor, _person(cast, "Fatma Yıldız"))
    assert found(cast.noor, "yildz") == ["Ayşe Yıldız"]


def test_whoever_sees_a_part_and_takes_somebody_out_leaves_no_word_and_takes_none_away(
    cast: Cast,
) -> None:
    here = make.person(cast.waterdal, "Kwikstaart Jansen", municipality="GM0001")
    make.person(cast.waterdal, "Ginds Jansen", municipality="GM0002")
    limited = make.member(
        cast.waterdal, "regio@waterdal.example", "Regio", "coordinator", regions=["GM0001"]
    )
    with acting(member_actor(limited.user_id, "waterdal")):
        here.delete()
    assert traces(cast.waterdal, "kwikstaart") == 0
    assert found(cast.noor, "janssen") == ["Ginds Jansen"]


def test_what_a_limited_coordinator_changes_is_read_by_a_job(cast: Cast) -> None:
    here = make.person(cast.waterdal, "Kwikstaart Jansen", municipality="GM0001")
    limited = make.member(
        cast.waterdal, "regio@waterdal.example", "Regio", "coordinator", regions=["GM0001"]
    )
    people_actions.change_person(
        member_actor(limited.user_id, "waterdal"),
        here,
        name="Hier Pietersen",
        email="",
        phone="",
        function="",
        version=1,
    )
    assert ProcrastinateJob.objects.filter(task_name="search.catch_up").exists()
    assert catch_up_everywhere() > 0
    assert found(cast.noor, "pietersen") == ["Hier Pietersen"]


def test_whoever_objects_is_found_by_nobody_and_comes_back_afterwards(cast: Cast) -> None:
    fatma = _person(cast, "Fatma Yıldız")
    consent.record_objection(cast.noor, fatma)
    assert found(cast.noor, "yildiz") == found(cast.bram, "yildiz") == []
    assert traces(cast.waterdal, "yildiz") == 0
    consent.take_back_objection(cast.noor, _person(cast, "Fatma Yıldız"))
    assert found(cast.noor, "yildiz") == ["Fatma Yıldız"]


def test_two_organisations_that_become_one_are_found_by_both_names(cast: Cast) -> None:
    make.person(cast.waterdal, "Jip de Wit", "care", "Parnassia")
    with make.within(cast.waterdal):
        by_name = {one.name: one for one in Organisation.objects.filter(partnership=cast.waterdal)}
    lists.merge_organisation(cast.noor, by_name["Parnassia"], into=by_name["Mbo Het Baken"])
    assert found(cast.noor, "parnassia", "organisation") == ["Mbo Het Baken"]
    assert {"Jip de Wit", "Fatma Yıldız"} == set(found(cast.noor, "parnassia"))


def test_much_at_once_is_read_by_a_job(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "AT_ONCE", 2)
    with make.within(cast.waterdal):
        Person.objects.filter(partnership=cast.waterdal).update(neighbourhoods=["Vogelbuurt"])
    assert found(cast.noor, "vogelbuurt") == []
    assert ProcrastinateJob.objects.filter(task_name="search.catch_up").exists()
    catch_up_everywhere()
    assert found(cast.noor, "vogelbuurt")


def test_what_was_undone_is_not_in_the_index(cast: Cast) -> None:
    with pytest.raises(ZeroDivisionError), make.within(cast.waterdal):
        Person.objects.filter(name="Fatma Yıldız").update(name="Fatma Kwakkelstein")
        raise ZeroDivisionError
    assert found(cast.noor, "kwakkelstein") == []


def test_reading_everything_anew_changes_nothing(cast: Cast) -> None:
    people_actions.withdraw_person(cast.noor, _person(cast, "Agent 1"))
    before = everything(cast.waterdal)
    assert len(before) > 100
    call_command("rebuild_search")
    assert everything(cast.waterdal) == before


def test_an_index_that_was_lost_comes_back(cast: Cast) -> None:
    before = everything(cast.waterdal)
    with make.within(cast.waterdal):
        for kind in ("person", "organisation"):
            for subject in Entry.objects.filter(kind=kind).values_list("subject", flat=True):
                index.forget(cast.noor, kind, [subject])
    assert found(cast.noor, "fatma") == []
    call_command("rebuild_search")
    assert everything(cast.waterdal) == before


def test_an_upgrade_that_reads_words_in_another_way_reads_everything_anew(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def names() -> set[str]:
        return {name for kind in kinds().values() for name, *_rest in watching._triggers(kind)}

    before = names()
    monkeypatch.setattr(watching, "EDITION", watching.EDITION + 1)
    assert before and not before & names()


def test_nothing_is_left_to_be_read(cast: Cast) -> None:
    with make.within(cast.waterdal):
        assert not Stale.objects.exists()


def _person(cast: Cast, name: str) -> Person:
    with make.within(cast.waterdal):
        return Person.objects.get(partnership=cast.waterdal, name=name)
