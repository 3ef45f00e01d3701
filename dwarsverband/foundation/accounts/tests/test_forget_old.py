"""What is past its term is destroyed at night, and written in the ledger."""

from datetime import timedelta
from pathlib import Path
from typing import Any  # fixtures of the test library

import pytest
from django.utils import timezone

from dwarsverband.foundation.access import Refused
from dwarsverband.foundation.access.models import RequestKey
from dwarsverband.foundation.accounts.actions.partnerships import forget_old as forget
from dwarsverband.foundation.accounts.jobs import forget_old
from dwarsverband.foundation.accounts.models import Membership, Partnership, User
from dwarsverband.foundation.database import ledger
from dwarsverband.foundation.links.models import Link
from dwarsverband.foundation.mail.models import Letter
from tests import make
from tests.cast import Cast


@pytest.fixture(autouse=True)
def _own_ledger(settings: Any, tmp_path: Path) -> None:
    settings.LEDGER_PATH = tmp_path / "ledger.jsonl"


def _old_things(home: Partnership) -> dict[str, object]:
    """A letter, a link and an answer past their term, and a member who left long ago."""
    past = timezone.now() - timedelta(days=2)
    left = make.member(home, f"weg@{home.slug}.example", "Wegge Gast", ends_on=past.date() - timedelta(days=800),
                       starts_on=past.date() - timedelta(days=900))  # fmt: skip
    with make.within(home):
        letter = Letter.objects.create(
            partnership=home, to="a@b.example", subject="s", text="t", ends_on=past.date()
        )
        link = Link.objects.create(
            partnership=home, purpose="invitation", hash="0" * 64, ends_at=past
        )
        key = RequestKey.objects.create(
            partnership_id=home.pk, actor="member:1", key="sleutel", path="/"
        )
        RequestKey.objects.update(at=past)
    return {"letter": letter, "link": link, "key": key, "member": left}


def _left(home: Partnership) -> list[str]:
    with make.within(home):
        kinds = {"letter": Letter, "link": Link, "key": RequestKey}
        names = [name for name, kind in kinds.items() if kind.objects.exists()]  # type: ignore[attr-defined]  # models
        return names + ["member"] * Membership.objects.filter(name="Wegge Gast").exists()


def test_everything_past_its_term_goes_in_every_partnership(cast: Cast) -> None:
    for home in (cast.waterdal, cast.elsewhere):
        _old_things(home)
    forget_old(0)
    assert _left(cast.waterdal) == _left(cast.elsewhere) == []


def test_what_still_has_time_stays(cast: Cast) -> None:
    _old_things(cast.waterdal)
    later = timezone.now() + timedelta(days=1)
    with make.within(cast.waterdal):
        Letter.objects.update(ends_on=later.date())
        Link.objects.update(ends_at=later)
        RequestKey.objects.update(at=timezone.now())
        Membership.objects.filter(name="Wegge Gast").update(
            ends_on=timezone.localdate() - timedelta(days=1)
        )
    forget_old(0)
    assert _left(cast.waterdal) == ["letter", "link", "key", "member"]


def test_the_ledger_knows_what_went(cast: Cast, django_capture_on_commit_callbacks: Any) -> None:
    old = _old_things(cast.waterdal)
    with django_capture_on_commit_callbacks(execute=True):
        forget_old(0)
    gone = set(ledger.destroyed())
    assert {("mail_letter", str(old["letter"].pk)), ("links_link", str(old["link"].pk))} <= gone  # type: ignore[attr-defined]  # rows
    assert ("accounts_membership", str(old["member"].pk)) in gone  # type: ignore[attr-defined]  # a row


def test_an_account_goes_with_its_last_membership_only(cast: Cast) -> None:
    old = _old_things(cast.waterdal)["member"]
    assert isinstance(old, Membership)
    with make.within(cast.elsewhere):
        Membership.objects.create(
            partnership=cast.elsewhere,
            user=old.user,
            name="Gast",
            role="partner",
            starts_on=timezone.localdate(),
        )
    forget_old(0)
    assert User.objects.filter(pk=old.user_id).exists()
    assert "member" not in _left(cast.waterdal)
    alone = _old_things(make.partnership())["member"]
    assert isinstance(alone, Membership)
    forget_old(0)
    assert not User.objects.filter(pk=alone.user_id).exists()


def test_nobody_destroys_by_hand(cast: Cast) -> None:
    with pytest.raises(Refused):
        forget(cast.noor)
