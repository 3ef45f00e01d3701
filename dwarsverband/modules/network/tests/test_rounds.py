"""Contact rounds: open one, answer it without account, and what comes of it."""

import re
from datetime import date, timedelta
from typing import Any  # rows of any model

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dwarsverband.foundation.access.context import acting, system
from dwarsverband.modules.network.actions import round_answers
from dwarsverband.modules.network.actions import rounds as actions
from dwarsverband.modules.network.models import (
    MissingName,
    NamedContact,
    Participation,
    Person,
    Round,
    Tie,
    TieKind,
)
from dwarsverband.modules.network.queries import rounds
from dwarsverband.modules.network.tests.pages import find, letters, mailed_link, reader
from tests import make
from tests.cast import Cast

TODAY = timezone.localdate()
UNTIL = TODAY + timedelta(days=21)
ROUNDS = "/waterdal/netwerk/contactrondes"


@pytest.fixture
def asked(cast: Cast) -> Round:
    """A round in which Bram and Yvonne are asked."""
    make.person(cast.waterdal, "Yvonne Jansen", "care", "GGD", email="yvonne@ggd.example")
    with acting(cast.noor):
        opened = actions.open_round(cast.noor, answers_until=UNTIL)
        actions.ask_people(cast.noor, opened)
    return opened


def _rows(cast: Cast, model: type[Any], **wanted: object) -> list[Any]:
    with make.within(cast.waterdal):
        return list(model._default_manager.filter(partnership=cast.waterdal, **wanted))


def _answer(client: Client, link: str, often: dict[Person, str], language: str = "") -> None:
    """Go through the three steps."""
    keys = [str(person.pk) for person in often]
    client.post(link, {"likely": keys})
    client.post(f"{link}/hoe-vaak", {f"often-{one.pk}": said for one, said in often.items()})
    client.post(f"{link}/klaar")


def _tie(cast: Cast, one: Person, other: Person) -> Tie | None:
    first, second = sorted((one.pk, other.pk))
    found = _rows(cast, Tie, first=first, second=second)
    return found[0] if found else None


def test_the_coordinator_reads_the_mail_first_and_everybody_gets_one(cast: Cast) -> None:
    make.person(cast.waterdal, "Yvonne Jansen", "care", "GGD", email="yvonne@ggd.example")
    make.person(cast.waterdal, "Otto Bezwaar", "care", email="o@x.example", objected_on=TODAY)
    page = cast.client("noor", "en").get(f"{ROUNDS}/openen").content.decode()
    assert "Dag Bram Hendriks" in page, "in the language of whoever reads it"
    assert "Two people get this mail." in page
    told = {"answers_until": UNTIL.isoformat(), "open": "."}
    for who, status in (("bram", 403), ("hanneke", 403), ("noor", 302), ("noor", 403)):
        assert cast.client(who).post(f"{ROUNDS}/openen", told).status_code == status
    opened = _rows(cast, Round)[0]
    for _twice in range(2):
        with acting(cast.noor):
            actions.ask_people(cast.noor, opened)
    sent = letters(cast.waterdal)
    assert sorted(one.to for one in sent) == ["bram@waterdal.example", "yvonne@ggd.example"]
    with pytest.raises(Exception, match="dag die nog komt"), acting(cast.noor):
        actions.close_round(cast.noor, opened)
        actions.open_round(cast.noor, answers_until=TODAY)


def test_an_answer_on_a_phone_becomes_ties(cast: Cast, asked: Round) -> None:
    bram, yvonne, fatma = (
        find(cast, n) for n in ("Bram Hendriks", "Yvonne Jansen", "Fatma Yıldız")
    )
    link, client = mailed_link(cast, "bram@waterdal.example"), reader()
    page = client.get(link).content.decode()
    assert "Fatma Yıldız" in page
    assert "you know each other" in page
    assert "Yvonne" not in page
    found = client.post(link, {"likely": [str(fatma.pk)], "zoek": "yvo", "look": "ja"}, follow=True)
    assert "Yvonne Jansen" in found.content.decode()
    assert _rows(cast, NamedContact)[0].person_id == fatma.pk, "kept as it was ticked"
    assert client.get(f"{link}?zoek=yv").content.decode().count("Yvonne") == 0
    assert "Nobody in this network" in client.get(f"{link}?zoek=Kanarie").content.decode()
    client.post(link, {"named": [str(fatma.pk)], "found": [str(yvonne.pk)]})
    said = {f"often-{yvonne.pk}": "weekly", f"often-{fatma.pk}": "less"}
    client.post(f"{link}/hoe-vaak", said)
    client.post(f"{link}/wie-mist", {"name": "Els  de Wit", "organisation": "GGD"})
    assert _tie(cast, bram, yvonne) is None, "it counts when it is finished"
    client.post(f"{link}/klaar")
    assert "Thank you" in client.get(link).content.decode()
    made, known = _tie(cast, bram, yvonne), _tie(cast, bram, fatma)
    assert made is not None
    assert known is not None
    assert (made.kind, made.strength, made.last_contact_on) == (TieKind.COLLABORATION, 4, TODAY)
    assert (made.told, made.source) == ("one", f"contact round, {TODAY.isoformat()}")
    assert (known.kind, known.last_contact_on) == (TieKind.CONTACT, TODAY - timedelta(days=45))
    assert _rows(cast, MissingName)[0].name == "Els de Wit"


def test_nothing_is_lowered_both_confirm_and_an_answer_is_undone(cast: Cast, asked: Round) -> None:
    bram, yvonne, fatma = (
        find(cast, n) for n in ("Bram Hendriks", "Yvonne Jansen", "Fatma Yıldız")
    )
    with make.within(cast.waterdal):
        Tie.objects.filter(pk=_tie(cast, bram, fatma).pk).update(strength=3)  # type: ignore[union-attr]  # there is one
    _answer(
        reader(), mailed_link(cast, "bram@waterdal.example"), {fatma: "monthly", yvonne: "weekly"}
    )
    _answer(reader(), mailed_link(cast), {bram: "monthly"})
    known, both = _tie(cast, bram, fatma), _tie(cast, bram, yvonne)
    assert known is not None
    assert both is not None
    assert (known.strength, both.strength, both.told) == (3, 4, "both")
    of_bram = next(one for one in _rows(cast, Participation) if one.person_id == bram.pk)
    undo = f"/waterdal/netwerk/ronde-antwoorden/{of_bram.pk}/ongedaan"
    assert cast.client("bram").post(undo).status_code == 404
    assert cast.client("noor").post(undo).status_code == 302
    known, left = _tie(cast, bram, fatma), _tie(cast, bram, yvonne)
    assert known is not None
    assert left is not None
    assert (known.strength, known.last_contact_on, known.told) == (3, date(2026, 4, 20), "")
    assert (left.strength, left.told) == (2, "one"), "what Yvonne said stays"
    with acting(cast.noor):
        other = rounds.participations_of(cast.noor, asked).get(person=yvonne)
        round_answers.undo_answer(cast.noor, other)
    assert _tie(cast, bram, yvonne) is None


def test_who_objects_left_or_is_not_known_is_not_on_a_list(cast: Cast, asked: Round) -> None:
    link = mailed_link(cast, "bram@waterdal.example")
    page = reader().get(link).content.decode()
    assert "Sociaal 4" in page
    assert "Sociaal 0" not in page, "whom others know is not on it"
    with make.within(cast.waterdal):
        Person.objects.filter(name="Sociaal 4").update(objected_on=TODAY)
    assert "Sociaal 4" not in reader().get(link).content.decode()
    assert "Sociaal 4" not in reader().get(f"{link}?zoek=sociaal").content.decode()
    hidden = find(cast, "Sociaal 4")
    reader().post(link, {"likely": [str(hidden.pk)]})
    assert _rows(cast, NamedContact) == []


def test_a_link_that_ended_or_was_guessed_tells_nothing(cast: Cast, asked: Round) -> None:
    link = mailed_link(cast)
    for ending in ("", "/hoe-vaak", "/wie-mist", "/liever-niet"):
        assert reader().get(link + ending).status_code == 200
    guessed = reader().get("/ronde/onzin")
    with acting(system(cast.waterdal.pk)):
        actions.close_round(system(cast.waterdal.pk), asked)
    ended = reader().get(link)
    assert (ended.status_code, guessed.status_code) == (404, 404)
    assert re.sub(r'value="[^"]+"', "", ended.content.decode()) == re.sub(
        r'value="[^"]+"', "", guessed.content.decode()
    )


def test_every_page_of_a_round_needs_few_queries(cast: Cast, asked: Round) -> None:
    link, noor = mailed_link(cast, "bram@waterdal.example"), cast.client("noor")
    reader().post(link, {"likely": [str(find(cast, "Fatma Yıldız").pk)]})
    steps = [(reader(), f"{link}{step}") for step in ("", "?zoek=yvo", "/hoe-vaak", "/wie-mist")]
    pages = [(noor, address) for address in (ROUNDS, f"{ROUNDS}/openen", f"{ROUNDS}/{asked.pk}")]
    context = ("django_session", 'SELECT "accounts_user"', "security.", "set_config", "SAVEPOINT")
    for client, address in (*steps, *pages):
        client.get(address)
        with CaptureQueriesContext(connection) as found:
            assert client.get(address).status_code == 200
        own = [one["sql"] for one in found if not any(word in one["sql"] for word in context)]
        assert len(own) <= 8, (address, own)
