"""Two spellings become one organisation, whatever leads to them."""

import pytest

from dwarsverband.foundation.accounts.models import Membership, Organisation
from dwarsverband.foundation.accounts.tests.letters import invite
from dwarsverband.foundation.links.models import Link
from dwarsverband.modules.network.models import Position
from tests import make
from tests.answers import ONLY_NOOR, answer, in_english, text
from tests.cast import Cast


def _pair(cast: Cast) -> tuple[Organisation, Organisation]:
    make.person(cast.waterdal, "Rick Dijkstra", "care", "G.G.D. Waterdal")
    old = make.organisation(cast.waterdal, "G.G.D. Waterdal", "care")
    return old, make.organisation(cast.waterdal, "GGD Waterdal", "care")


def _merge(cast: Cast, who: str, old: Organisation, into: Organisation) -> str:
    address = f"/waterdal/organisaties/{old.pk}/samenvoegen"
    return answer(cast.client(who).post(address, {"into": into.pk}))


@pytest.mark.parametrize(("who", "expected"), ONLY_NOOR)
def test_who_merges_two_organisations(cast: Cast, who: str, expected: str) -> None:
    old, into = _pair(cast)
    assert _merge(cast, who, old, into) == expected
    with make.within(cast.waterdal):
        position = Position.objects.get(person__name="Rick Dijkstra")
        assert (position.organisation_id == into.pk) is (who == "noor")
        assert Organisation.objects.filter(pk=old.pk).exists() is (who != "noor")


def test_members_and_invitations_move_along(cast: Cast) -> None:
    old, into = _pair(cast)
    with make.within(cast.waterdal):
        Membership.objects.filter(name="Bram Hendriks").update(organisation=old)
    invite(cast, organisation=old.pk)
    _merge(cast, "noor", old, into)
    assert make.membership_of(cast.bram).organisation_id == into.pk
    with make.within(cast.waterdal):
        assert Link.objects.get().details["organisation"] == str(into.pk)


def test_the_spelling_stays_known(cast: Cast) -> None:
    old, into = _pair(cast)
    with make.within(cast.waterdal):
        Organisation.objects.filter(pk=old.pk).update(spellings=["GGD te Waterdal"])
    _merge(cast, "noor", old, into)
    with make.within(cast.waterdal):
        into.refresh_from_db()
    assert (into.spellings, into.version) == (["G.G.D. Waterdal", "GGD te Waterdal"], 2)


def test_an_organisation_is_not_merged_with_itself_or_with_one_of_elsewhere(cast: Cast) -> None:
    old, _into = _pair(cast)
    theirs = make.organisation(cast.elsewhere, "GGD elders", "care")
    assert _merge(cast, "noor", old, old) == "page"
    assert _merge(cast, "noor", old, theirs) == "page"


def test_whoever_sees_some_municipalities_only_cannot_lose_what_they_do_not_see(cast: Cast) -> None:
    old, into = _pair(cast)
    member = make.member(
        cast.waterdal, "regio@waterdal.example", "Regio", "coordinator", regions=["GM0363"]
    )
    client = in_english(cast.client("nobody"))
    client.force_login(member.user)
    response = client.post(f"/waterdal/organisaties/{old.pk}/samenvoegen", {"into": into.pk})
    assert answer(response) == "refused"
    with make.within(cast.waterdal):
        assert Position.objects.get(person__name="Rick Dijkstra").organisation_id == old.pk


def test_the_page_opens_with_the_other_one_chosen(cast: Cast) -> None:
    old, into = _pair(cast)
    page = text(
        cast.client("noor").get(f"/waterdal/organisaties/{old.pk}/samenvoegen?met={into.pk}")
    )
    assert f'<option value="{into.pk}" selected>' in page
    assert (
        answer(cast.client("noor").get(f"/waterdal/organisaties/{old.pk}/samenvoegen?met=onzin"))
        == "page"
    )
