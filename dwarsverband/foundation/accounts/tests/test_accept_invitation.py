"""The journey of an invitation: opened, accepted, and after that worth nothing."""

from datetime import timedelta
from typing import Any  # the values of any field

import pytest
from django.test import Client
from django.utils import timezone

from dwarsverband.foundation.accounts.models import Membership, User
from dwarsverband.foundation.accounts.tests.letters import invite
from dwarsverband.foundation.links.models import Link
from tests import make
from tests.answers import answer, in_english, text
from tests.cast import Cast

CHOSEN = {"name": "Fatma Yıldız", "password": "met elkaar aan tafel zitten"}


def _membership(cast: Cast, email: str) -> Membership | None:
    with make.within(cast.waterdal):
        return Membership.objects.filter(user__email=email).first()


def test_somebody_new_opens_the_link_and_is_in(cast: Cast) -> None:
    where, client = invite(cast), Client()
    page = text(client.get(where))
    assert "fatma@baken.example" in page and "Waterdal" in page
    response = client.post(where, CHOSEN)
    assert response["Location"] == "/waterdal/"
    member = _membership(cast, "fatma@baken.example")
    assert member is not None and member.role == "partner"
    assert answer(client.get("/waterdal/account")) == "page"


def test_what_was_said_in_the_invitation_counts(cast: Cast) -> None:
    school = make.organisation(cast.waterdal, "Mbo Het Baken", "education")
    ends_on = timezone.localdate() + timedelta(days=90)
    where = invite(
        cast,
        role="privacy_officer",
        organisation=school.pk,
        ends_on=ends_on,
        regions="gm0363",
        language="en",
    )
    Client().post(where, {**CHOSEN, "role": "coordinator"})
    member = _membership(cast, "fatma@baken.example")
    assert member is not None
    assert (member.role, member.organisation_id, member.ends_on) == (
        "privacy_officer",
        school.pk,
        ends_on,
    )
    assert member.regions == ["GM0363"]
    assert User.objects.get(email="fatma@baken.example").language == "en"


def test_opening_the_link_does_not_spend_it(cast: Cast) -> None:
    where = invite(cast)
    assert [answer(Client().get(where)) for _time in range(3)] == ["page"] * 3


def test_the_second_use_finds_nothing(cast: Cast) -> None:
    where = invite(cast)
    Client().post(where, CHOSEN)
    for response in (Client().get(where), Client().post(where, CHOSEN)):
        assert answer(response) == "spent"
        assert "fatma" not in text(response).lower()


@pytest.mark.parametrize("fate", ["ended", "withdrawn", "used", "never made"])
def test_links_that_do_not_work_look_the_same(cast: Cast, fate: str) -> None:
    where, moment = invite(cast), timezone.now()
    changes: dict[str, dict[str, Any]] = {
        "ended": {"ends_at": moment - timedelta(seconds=1)},
        "withdrawn": {"withdrawn_at": moment},
        "used": {"used_at": moment},
        "never made": {"hash": "0" * 64},
    }
    with make.within(cast.waterdal):
        Link.objects.update(**changes[fate])
    response = in_english(Client()).get(where)
    never = in_english(Client()).get("/uitnodiging/onzin")
    assert answer(response) == answer(never) == "spent"
    assert "This link no longer works" in text(response)
    assert "Waterdal" not in text(response)


def test_whoever_has_an_account_signs_in_first_and_comes_back(cast: Cast) -> None:
    where, client = invite(cast, "wim@elders.example"), in_english(Client())
    assert f'href="/inloggen?next={where}"' in text(client.get(where))
    assert answer(client.post(where, CHOSEN)) == "page"
    assert _membership(cast, "wim@elders.example") is None
    signed_in = client.post(
        f"/inloggen?next={where}", {"login": "wim@elders.example", "password": make.PASSWORD}
    )
    assert signed_in["Location"] == where


def test_an_existing_account_joins_with_one_press_and_keeps_its_password(cast: Cast) -> None:
    where, client = invite(cast, "wim@elders.example"), cast.client("wim")
    assert "password" not in text(client.get(where))
    assert (
        client.post(where, {"name": "Wim", "password": "een heel ander wachtwoord"})["Location"]
        == "/waterdal/"
    )
    assert User.objects.get(email="wim@elders.example").check_password(make.PASSWORD)
    assert answer(client.get("/waterdal/account")) == "page"
    assert answer(client.get("/elders/account")) == "page"


def test_another_account_cannot_take_the_invitation(cast: Cast) -> None:
    where, client = invite(cast), in_english(cast.client("wim"))
    assert "signed in with another address" in text(client.get(where))
    assert "signed in with another address" in text(client.post(where, CHOSEN))
    assert _membership(cast, "wim@elders.example") is None
    assert answer(Client().get(where)) == "page"


def test_nobody_comes_in_as_the_owner_of_the_invited_address(cast: Cast) -> None:
    make.member(cast.elsewhere, "ander@elders.example", "Ander Mens")
    where, client = invite(cast, "ander@elders.example"), cast.client("wim")
    assert answer(client.post(where, {"name": "Wim"})) == "page"
    assert _membership(cast, "ander@elders.example") is None
    assert client.session["_auth_user_id"] == str(cast.wim.user_id)


def test_a_weak_password_comes_back_with_a_sentence_and_spends_nothing(cast: Cast) -> None:
    where = invite(cast)
    for password in ("", "kort", "password1234", "fatma@baken.example"):
        response = Client().post(where, {**CHOSEN, "password": password})
        assert answer(response) == "page"
        assert 'id="id_password_error"' in text(response)
    assert not User.objects.filter(email="fatma@baken.example").exists()


def test_whoever_left_and_is_invited_again_keeps_one_membership(cast: Cast) -> None:
    left = make.member(
        cast.waterdal,
        "oud@baken.example",
        "Oud Lid",
        ends_on=timezone.localdate() - timedelta(days=2),
    )
    where, client = invite(cast, "oud@baken.example", role="administrator"), Client()
    client.force_login(left.user)
    client.post(where, {"name": "Oud Lid"})
    again = _membership(cast, "oud@baken.example")
    assert again is not None
    assert (again.pk, again.role, again.ends_on) == (left.pk, "administrator", None)


def test_an_organisation_that_went_in_the_meantime_breaks_nothing(cast: Cast) -> None:
    school = make.organisation(cast.waterdal, "School die sluit", "education")
    where = invite(cast, organisation=school.pk)
    cast.client("noor").post(f"/waterdal/organisaties/{school.pk}/weghalen")
    assert Client().post(where, CHOSEN)["Location"] == "/waterdal/"


@pytest.mark.parametrize("secret", ["a", "%00", "../leden", "ünïcode", "x" * 2000, "%F0%9F%98%80"])
def test_a_strange_link_gets_a_page(cast: Cast, secret: str) -> None:
    assert answer(Client().get(f"/uitnodiging/{secret}")) in {"spent", "not there"}


@pytest.mark.regression("an invitation told who has an account")
def test_looking_at_an_invitation_tells_nobody_who_has_an_account(cast: Cast) -> None:
    pages = []
    for email in ("wim@elders.example", "niet@elders.example"):
        where = invite(cast, email)
        page = text(Client().get(where)).replace(email, "").replace(where, "")
        pages.append(
            [line for line in page.splitlines() if "_key" not in line and "token" not in line]
        )
    assert pages[0] == pages[1]
