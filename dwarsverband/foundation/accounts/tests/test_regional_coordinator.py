"""Whoever coordinates some municipalities lets nobody see more, and decides about nobody who does."""

import pytest
from django.test import Client

from dwarsverband.foundation.accounts.models import Membership, User
from dwarsverband.foundation.links.models import Link
from tests import make
from tests.answers import text
from tests.cast import Cast, just_now

ASKED = {"name": "Fatma Yıldız", "email": "fatma@baken.example", "role": "coordinator"}
TOLD = "Je ziet maar een paar gemeenten."


def _regional(cast: Cast) -> Client:
    member = make.member(
        cast.waterdal, "regio@waterdal.example", "Regio", "coordinator", regions=["GM0363"]
    )
    client, user = Client(), User.objects.get(pk=member.user_id)
    client.force_login(user)
    just_now(client, user)
    return client


@pytest.mark.regression("a coordinator of one municipality could invite somebody who sees them all")
@pytest.mark.parametrize(
    ("regions", "is_sent"),
    [("", False), ("GM0080", False), ("GM0363, GM0080", False), ("GM0363", True)],
)
def test_nobody_is_invited_to_see_more(cast: Cast, regions: str, is_sent: bool) -> None:
    typed = {**ASKED, "language": "nl", "regions": regions}
    page = text(_regional(cast).post("/waterdal/leden/uitnodigen", typed))
    assert (TOLD in page) is not is_sent
    with make.within(cast.waterdal):
        assert Link.objects.filter(details__email=ASKED["email"]).exists() is is_sent


@pytest.mark.regression(
    "a coordinator of one municipality could change and end whoever sees them all"
)
@pytest.mark.parametrize(
    ("own", "status"), [([], 403), (["GM0363", "GM0080"], 403), (["GM0363"], 302)]
)
def test_whoever_sees_more_is_somebody_elses_to_decide_about(
    cast: Cast, own: list[str], status: int
) -> None:
    other = make.member(cast.waterdal, "ander@waterdal.example", "Ander", regions=own)
    client, page = _regional(cast), f"/waterdal/leden/{other.pk}"
    typed = {"name": "Ander", "role": "partner", "regions": "GM0363", "version": other.version}
    assert client.post(f"{page}/wijzigen", typed).status_code == status
    assert client.post(f"{page}/beeindigen").status_code == status
    with make.within(cast.waterdal):
        assert (Membership.objects.get(pk=other.pk).ends_on is None) is (status == 403)


def test_whoever_sees_as_much_is_not_made_to_see_more(cast: Cast) -> None:
    other = make.member(cast.waterdal, "ander@waterdal.example", "Ander", regions=["GM0363"])
    typed = {"name": "Ander", "role": "partner", "regions": "", "version": other.version}
    page = text(_regional(cast).post(f"/waterdal/leden/{other.pk}/wijzigen", typed))
    assert TOLD in page
    with make.within(cast.waterdal):
        assert Membership.objects.get(pk=other.pk).regions == ["GM0363"]
