"""Telling people and their objections for programs; a secret is told once and kept nowhere."""

import json

import pytest
from django.db import connection

from dwarsverband.foundation.access.models import RequestKey
from dwarsverband.modules.network.models import Person
from tests import make
from tests.cast import Cast
from tests.machines import ask, token

HERE = "/api/v1/waterdal"
KEY = {"Idempotency-Key": "brieven-van-vandaag"}


def _person(cast: Cast, begins: str = "Fatma") -> Person:
    with make.within(cast.waterdal):
        return Person.objects.filter(name__startswith=begins)[0]


def _kept(cast: Cast) -> str:
    with make.within(cast.waterdal), connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(convert_from(body, 'UTF8'), ' ') FROM access_requestkey")
        return str(cursor.fetchone()[0])


@pytest.mark.parametrize(
    ("who", "status"),
    [("noor", 200), ("bram", 403), ("hanneke", 404), ("joost", 404), ("wim", 404)],
)
def test_who_writes_down_that_somebody_objects(cast: Cast, who: str, status: int) -> None:
    where = f"{HERE}/people/{_person(cast).pk}/objection"
    assert ask(token(cast.actors[who]).secret, where, {"reason": "Nee"}).status_code == status
    assert (_person(cast).objected_on is not None) is (who == "noor")


def test_an_objection_is_listed_answered_and_taken_back(cast: Cast) -> None:
    secret, person = token(cast.noor).secret, _person(cast)
    where = f"{HERE}/people/{person.pk}/objection"
    made = json.loads(ask(secret, where, {}).content)
    listed = json.loads(ask(secret, f"{HERE}/objections").content)
    assert [one["id"] for one in listed["items"]] == [str(person.pk)]
    body = {"answer": "Je bent contactpersoon van de school.", "version": made["version"]}
    assert json.loads(ask(secret, f"{where}/answer", body).content)["objectedOn"] is None
    assert ask(secret, f"{where}/answer", body).status_code == 403
    ask(secret, where, {})
    assert json.loads(ask(secret, where, method="DELETE").content)["objectedOn"] is None


def test_letters_are_made_once_and_their_codes_are_kept_nowhere(cast: Cast) -> None:
    secret, person = token(cast.noor).secret, _person(cast)
    body = {"people": [str(person.pk)]}
    first = ask(secret, f"{HERE}/letters", body, headers=KEY)
    (letter,) = json.loads(first.content)
    assert len(letter["code"].replace("-", "")) == 12
    again = ask(secret, f"{HERE}/letters", body, headers=KEY)
    assert again.status_code == 409
    assert "told once" in json.loads(again.content)["detail"]
    assert letter["code"] not in _kept(cast)
    with make.within(cast.waterdal):
        assert RequestKey.objects.filter(status=409).exists()


def test_a_link_to_a_publication_is_told_once_and_works(cast: Cast) -> None:
    secret = token(cast.noor).secret
    made = ask(secret, f"{HERE}/publications", {"endsOn": "2026-12-24"}, headers=KEY)
    shown = json.loads(made.content)
    path = shown["address"].partition("8000")[2]
    assert cast.client("nobody").get(path).status_code == 200
    assert path.rpartition("/")[2] not in _kept(cast)
    assert (
        ask(secret, f"{HERE}/publications", {"endsOn": "2026-12-24"}, headers=KEY).status_code
        == 409
    )
    taken = ask(secret, f"{HERE}/publications/{shown['id']}/withdraw", {})
    assert json.loads(taken.content)["withdrawnOn"]
    assert cast.client("nobody").get(path).status_code == 404


def test_people_are_told_and_it_is_counted(cast: Cast) -> None:
    secret, person = token(cast.noor).secret, _person(cast)
    before = json.loads(ask(secret, f"{HERE}/consent").content)
    told = ask(secret, f"{HERE}/consent/record-told", {"people": [str(person.pk)], "how": "person"})
    assert json.loads(told.content) == {"told": 1}
    written = json.loads(ask(secret, f"{HERE}/consent/tell", {}).content)["written"]
    after = json.loads(ask(secret, f"{HERE}/consent").content)
    assert written == before["toMail"] > 0
    assert after["told"] == before["told"] + 1 + written


def test_a_contact_card_is_a_file_and_whoever_objects_stays_out(cast: Cast) -> None:
    secret, person = token(cast.bram).secret, _person(cast)
    where = f"{HERE}/people/{person.pk}/contact-card"
    card = ask(secret, where, {})
    assert card["Content-Type"] == "text/vcard"
    assert "attachment" in card["Content-Disposition"]
    assert b"Fatma" in card.content
    with make.within(cast.waterdal):
        Person.objects.filter(pk=person.pk).update(objected_on="2026-11-01")
    assert ask(secret, where, {}).status_code in {403, 404}
