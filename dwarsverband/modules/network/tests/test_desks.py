"""Desks: the usual ones to begin with, found by what they are about, checked by the coordinator."""

import json
import re
from datetime import timedelta

from django.utils import timezone

from dwarsverband.modules.network.models import Desk
from dwarsverband.modules.network.queries.desks import starter_desks
from tests import make
from tests.answers import text
from tests.cast import Cast
from tests.machines import ask, token

LIST = "/waterdal/netwerk/loketten"
OMO = "OMO (Ondersteuningsnetwerk Maatschappelijke Onrust)"
SENT = {"name": "Steunpunt Rust", "does": "Denkt mee over ruzie in de straat.", "version": 1}


def _desk(cast: Cast, name: str) -> Desk:
    with make.within(cast.waterdal):
        return Desk.objects.get(partnership=cast.waterdal, name=name)


def test_the_usual_desks_hold_no_number_and_are_still_to_be_checked(cast: Cast) -> None:
    with make.within(cast.waterdal):
        desks = list(Desk.objects.filter(partnership=cast.waterdal))
    assert len(desks) == len(starter_desks()) >= 12
    assert not any(desk.phone or desk.email or desk.web or desk.checked_on for desk in desks)
    assert not any(re.search(r"\d{6}", f"{desk.does} {desk.does_not}") for desk in desks)
    assert all(desk.does for desk in desks)


def test_a_desk_without_hours_says_once_what_it_does_when_it_is_found(cast: Cast) -> None:
    does = "Denkt mee over ruzie in de straat. " + "Komt ook langs. " * 9
    with make.within(cast.waterdal):
        Desk.objects.create(partnership=cast.waterdal, name="Rustpunt", does=does)
    for asked in ("rustpunt", "ruzie"):
        page = text(cast.client("bram").get("/waterdal/zoeken", {"zoek": asked}))
        assert page.count("Denkt mee over ruzie") == 1, asked


def test_a_named_desk_is_two_clicks_away(cast: Cast) -> None:
    client = cast.client("bram")
    front = text(client.get("/waterdal/"))
    assert 'href="/waterdal/netwerk/hulp"' in front
    desk = f"{LIST}/{_desk(cast, OMO).pk}"
    assert f'href="{desk}"' in text(client.get("/waterdal/netwerk/hulp"))
    page = text(client.get(desk))
    assert "Alleen op kantooruren" in page and "Er staat nog geen nummer of adres" in page


def test_desks_are_found_by_theme_by_words_and_by_search(cast: Cast) -> None:
    client = cast.client("bram")
    about = text(client.get(f"{LIST}?thema=extremism"))
    assert "AIVD" in about and "TerInfo" not in about
    assert "TerInfo" in text(client.get(f"{LIST}?zoek=lesbrief+in+de+klas"))
    assert "OMO" in text(client.get("/waterdal/zoeken?zoek=maatschappelijke+onrust"))
    found = client.get("/api/v1/waterdal/desks?search=dienstnummer").json()["items"]
    assert any(one["name"].startswith("NGB") for one in found)


def test_the_coordinator_keeps_the_list(cast: Cast) -> None:
    noor, bram = cast.client("noor"), cast.client("bram")
    assert bram.post(f"{LIST}/toevoegen", SENT).status_code == 403
    assert noor.post(f"{LIST}/toevoegen", {**SENT, "themes": ["inclusion"]}).status_code == 302
    again = noor.post(f"{LIST}/toevoegen", SENT)
    assert "Er is al een loket met deze naam." in text(again)
    desk = _desk(cast, "Steunpunt Rust")
    own = f"{LIST}/{desk.pk}"
    changed = noor.post(f"{own}/wijzigen", {**SENT, "hours": "op dinsdag"})
    assert changed.status_code == 302 and _desk(cast, "Steunpunt Rust").hours == "op dinsdag"
    assert noor.post(f"{own}/wijzigen", SENT).status_code == 409
    assert bram.post(f"{own}/nagekeken").status_code == 403
    assert noor.post(f"{own}/nagekeken").status_code == 302
    assert "Nagekeken op" in text(bram.get(own))
    with make.within(cast.waterdal):
        old = timezone.localdate() - timedelta(days=366)
        Desk.objects.filter(pk=desk.pk).update(checked_on=old)
    assert "Al lang niet nagekeken" in text(bram.get(own))
    assert noor.post(f"{own}/weghalen").status_code == 302
    assert bram.get(own).status_code == 404


def test_the_usual_desks_come_once_and_machines_keep_the_list_too(cast: Cast) -> None:
    assert cast.client("noor").post(f"{LIST}/begin").status_code == 400
    secret = token(cast.noor, areas=("help",)).secret
    sent = {"name": "Lijn 2", "does": "Luistert.", "themes": ["extremism"]}
    made = json.loads(ask(secret, "/api/v1/waterdal/desks", sent).content)
    assert made["themes"] == ["extremism"] and made["checkedOn"] is None


def test_a_desk_without_a_number_says_who_fills_it_in(cast: Cast) -> None:
    desk = _desk(cast, OMO)
    page = text(cast.client("noor", "en").get(f"{LIST}/{desk.pk}"))
    assert "You are the one who fills it in." in page and "not known yet" not in page
    assert f"{LIST}/{desk.pk}/wijzigen#id_phone" in page
    page = text(cast.client("bram", "en").get(f"{LIST}/{desk.pk}"))
    assert "That is up to Noor Bakker" in page and "wijzigen" not in page
    assert "No number or address yet." in text(cast.client("bram", "en").get(LIST))
    with make.within(cast.waterdal):
        Desk.objects.filter(pk=desk.pk).update(web="https://omo.example")
    assert "No number or address" not in text(cast.client("noor", "en").get(f"{LIST}/{desk.pk}"))
