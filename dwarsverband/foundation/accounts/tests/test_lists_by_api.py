"""What the pages about members and lists do, programs do too: under the same rules."""

import json

import pytest

from dwarsverband.foundation.accounts.models import Domain, Organisation
from tests import make
from tests.cast import Cast
from tests.machines import ask, token

HERE = "/api/v1/waterdal"


def _domain(cast: Cast, code: str = "care") -> Domain:
    with make.within(cast.waterdal):
        return Domain.objects.get(code=code)


@pytest.mark.parametrize(
    ("who", "status"),
    [("noor", 201), ("bram", 403), ("hanneke", 403), ("joost", 403), ("wim", 404)],
)
def test_who_adds_a_domain(cast: Cast, who: str, status: int) -> None:
    secret = token(cast.actors[who]).secret
    body = {"nameNl": "Sport", "letterNl": "Sp"}
    assert ask(secret, f"{HERE}/domains", body).status_code == status


def test_the_second_of_two_editors_gets_a_conflict(cast: Cast) -> None:
    secret, domain = token(cast.noor).secret, _domain(cast)
    where, body = f"{HERE}/domains/{domain.pk}", {"nameNl": "Zorg en welzijn", "letterNl": "Z"}
    body["shape"] = "care"
    first = ask(secret, where, body, method="PUT", headers={"If-Match": '"1"'})
    second = ask(secret, where, body, method="PUT", headers={"If-Match": "1"})
    assert (first.status_code, second.status_code) == (200, 412)
    assert json.loads(first.content)["version"] == 2


def test_a_field_that_is_not_listed_changes_nothing(cast: Cast) -> None:
    body = {"nameNl": "Sport", "letterNl": "Sp", "partnershipId": str(cast.elsewhere.pk)}
    refused = ask(token(cast.noor).secret, f"{HERE}/domains", body)
    assert refused.status_code == 400
    assert "partnershipId" in str(json.loads(refused.content)["errors"])


def test_a_domain_goes_up_and_one_that_is_used_stays(cast: Cast) -> None:
    secret = token(cast.noor).secret
    codes = [one["code"] for one in json.loads(ask(secret, f"{HERE}/domains").content)]
    moved = ask(secret, f"{HERE}/domains/{_domain(cast, codes[1]).pk}/move-up", {})
    assert [one["code"] for one in json.loads(moved.content)][:2] == [codes[1], codes[0]]
    used = _domain(cast, "social").pk
    assert ask(secret, f"{HERE}/domains/{used}", method="DELETE").status_code == 403
    free = json.loads(ask(secret, f"{HERE}/themes").content)[0]["id"]
    assert ask(secret, f"{HERE}/themes/{free}", method="DELETE").status_code == 204


def test_two_spellings_become_one_and_one_of_elsewhere_is_not_there(cast: Cast) -> None:
    secret = token(cast.noor).secret
    first = make.organisation(cast.waterdal, "Politie Waterdal", "safety")
    second = make.organisation(cast.waterdal, "Politie")
    theirs = make.organisation(cast.elsewhere, "Politie")
    where = f"{HERE}/organisations/{first.pk}/merge"
    assert ask(secret, where, {"into": str(theirs.pk)}).status_code == 404
    merged = json.loads(ask(secret, where, {"into": str(second.pk)}).content)
    assert merged["spellings"] == ["Politie Waterdal"]
    with make.within(cast.waterdal):
        assert not Organisation.objects.filter(pk=first.pk).exists()


def test_members_are_read_without_their_addresses(cast: Cast) -> None:
    found = ask(token(cast.bram).secret, f"{HERE}/members")
    names = [one["name"] for one in json.loads(found.content)["items"]]
    assert {"Noor Bakker", "Bram Hendriks"} <= set(names)
    assert b"waterdal.example" not in found.content
    past = ask(token(cast.bram).secret, f"{HERE}/members?when=before")
    assert json.loads(past.content)["count"] == 0


def test_no_operation_invites_changes_or_ends_a_member(cast: Cast) -> None:
    secret, member = token(cast.noor).secret, make.membership_of(cast.bram)
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        assert ask(secret, f"{HERE}/members", {}, method=method).status_code == 405
        where = f"{HERE}/members/{member.pk}"
        assert ask(secret, where, {}, method=method).status_code == 404
