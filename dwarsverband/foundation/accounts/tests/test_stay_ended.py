"""A way to sign in that is gone, and a membership that ended, do not come back with an older backup."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from dwarsverband.foundation.access.context import acting
from dwarsverband.foundation.accounts.actions import elsewhere, factors, members, restoring
from dwarsverband.foundation.accounts.actions.tokens import end_token
from dwarsverband.foundation.accounts.models import Membership, Token, User
from dwarsverband.foundation.accounts.queries import member_actor, today
from dwarsverband.foundation.accounts.tests.factors import app_of
from dwarsverband.foundation.database.backup import back_up
from dwarsverband.foundation.database.restore import restore
from tests import make
from tests.live import Live, other_database
from tests.machines import token


@pytest.fixture(autouse=True)
def _own_ledger(settings: Settings, tmp_path: Path) -> None:
    settings.LEDGER_PATH = tmp_path / "ledger.jsonl"


@dataclass(frozen=True)
class Taken:
    """Somebody who signs in, and the recovery codes that they have."""

    user: User
    codes: list[str]


@pytest.fixture
def taken(live: Live) -> Taken:
    """Bram signs in with an app, codes and another place; he has a token, and is signed in."""
    bram = User.objects.get(email="bram@waterdal.example")
    app_of(bram.email)
    codes = factors._first_codes(bram)
    SocialAccount.objects.create(user=bram, provider="gemeente", uid="ambtenaar-17")
    token(live.cast.bram)
    Client().force_login(bram)
    return Taken(bram, codes)


def _membership(live: Live, who: str = "bram") -> Membership:
    return Membership.objects.get(pk=str(live.cast.actors[who].membership_id))


def _came_back(live: Live) -> None:
    """Hanneke's membership ended, and she was invited again."""
    with acting(live.cast.noor):
        ended = members.end_membership(live.cast.noor, _membership(live, "hanneke"))
        ended.ends_on, ended.version = None, ended.version + 1
        ended.save()


def _same_number(now: datetime) -> int:
    """Noor has an app with the number of one that is gone, as after an earlier restore."""
    app_of("joost@waterdal.example")
    gone = Authenticator.objects.get(user__email="joost@waterdal.example")
    number = int(gone.pk)
    factors._destroy(Authenticator.objects.filter(pk=number))
    app_of("noor@waterdal.example")
    hers = Authenticator.objects.filter(user__email="noor@waterdal.example")
    hers.update(id=number, created_at=now + timedelta(minutes=5))
    return number


@pytest.mark.regression(
    "an older backup brought back a way to sign in, a used code and a membership that had ended"
)
def test_what_ended_after_the_backup_stays_ended_and_what_began_anew_stays(
    live: Live, tmp_path: Path, taken: Taken
) -> None:
    bram, actor = taken.user, live.cast.bram
    _came_back(live)
    number = _same_number(timezone.now())
    back_up(tmp_path / "town.backup")
    assert factors.check_code(bram.pk, taken.codes[0]) is not None
    app = Authenticator.objects.get(user=bram, type="totp")
    factors._destroy(Authenticator.objects.filter(pk=app.pk))
    with acting(actor):
        elsewhere.unlink_identity(actor, SocialAccount.objects.get(user=bram))
        end_token(actor, Token.objects.get(membership_id=str(actor.membership_id)))
    with acting(live.cast.noor):
        members.end_membership(live.cast.noor, _membership(live))
    with other_database("elsewhere"):
        restore(tmp_path / "town.backup")
        assert not Authenticator.objects.filter(pk=app.pk).exists()
        assert Authenticator.objects.get(pk=number).user.email == "noor@waterdal.example"
        assert not SocialAccount.objects.exists()
        assert not Session.objects.exists()
        assert not member_actor(bram.pk, "waterdal").is_member
        assert member_actor(str(live.cast.hanneke.user_id), "waterdal").is_member
        with make.within(live.cast.waterdal):
            assert not Token.objects.exists()
        assert factors.check_code(bram.pk, taken.codes[0]) is None
        assert factors.check_code(bram.pk, taken.codes[1]) is not None


def test_the_ledger_holds_no_code_and_no_name(live: Live, tmp_path: Path, taken: Taken) -> None:
    noor = live.cast.noor
    factors.check_code(taken.user.pk, taken.codes[3])
    with acting(noor):
        one = _membership(live)
        members.change_membership(
            noor,
            one,
            name=one.name,
            role=one.role,
            organisation=one.organisation,
            ends_on=today() + timedelta(days=9),
            regions=[],
            version=one.version,
        )
    told = (tmp_path / "ledger.jsonl").read_text()
    assert '"used_mask": 8' in told and taken.codes[3] not in told
    assert restoring.MEMBERSHIPS in told and "Bram" not in told and "@" not in told
