"""Somebody leaves the network, and nothing of them stays."""

from datetime import timedelta

import pytest
from django.utils import timezone

from dwarsverband.foundation.database import ledger
from dwarsverband.modules.network.jobs import end_terms
from dwarsverband.modules.network.models import Import, Person, Tie, Withdrawal
from tests import make
from tests.cast import Cast


def _is_there(cast: Cast, person: Person) -> bool:
    with make.within(cast.waterdal):
        return Person.objects.filter(pk=person.pk).exists()


@pytest.mark.parametrize(
    ("who", "withdraws"), [("noor", True), ("bram", False), ("wim", False), ("nobody", False)]
)
def test_who_takes_somebody_out(cast: Cast, who: str, withdraws: bool) -> None:
    person = make.person(cast.waterdal, "Weg Ermee", "care")
    cast.client(who).post(f"/waterdal/netwerk/mensen/{person.pk}/uithalen")
    assert _is_there(cast, person) is not withdraws


def test_ties_go_along_and_unsaved_lists_are_emptied(cast: Cast) -> None:
    person, other = (
        make.person(cast.waterdal, name, "care") for name in ("Weg Ermee", "Blijf Hier")
    )
    tie = make.tie(person, other)
    with make.within(cast.waterdal):
        draft = Import.objects.create(
            partnership=cast.waterdal,
            tables=[{"rows": [[1, "Weg Ermee"]]}],
            ends_on=timezone.localdate(),
        )
    cast.client("noor").post(f"/waterdal/netwerk/mensen/{person.pk}/uithalen")
    with make.within(cast.waterdal):
        assert not Tie.objects.filter(pk=tie.pk).exists()
        assert Import.objects.get(pk=draft.pk).tables == []


def test_what_stays_is_that_somebody_left(cast: Cast) -> None:
    person = make.person(cast.waterdal, "Weg Ermee", "care")
    cast.client("noor").post(f"/waterdal/netwerk/mensen/{person.pk}/uithalen")
    with make.within(cast.waterdal):
        left = Withdrawal.objects.get(partnership=cast.waterdal)
    assert left.withdrawn_on == timezone.localdate()
    assert ("network_person", str(person.pk)) in ledger.announced() + ledger.destroyed()


def test_whose_term_has_ended_leaves_by_itself(cast: Cast) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    person = make.person(cast.waterdal, "Oud Contact", "care", ends_on=yesterday)
    stays = make.person(cast.waterdal, "Nieuw Contact", "care")
    end_terms(0)
    assert not _is_there(cast, person)
    assert _is_there(cast, stays)


def test_the_figures_say_that_somebody_withdrew(cast: Cast) -> None:
    person = make.person(cast.waterdal, "Weg Ermee", "care")
    client = cast.client("noor", "en")
    client.post(f"/waterdal/netwerk/mensen/{person.pk}/uithalen")
    page = client.get("/waterdal/netwerk/verkokering").content.decode()
    assert "One person withdrew" in page
