"""What a round keeps: an estimate is no day, a name keeps its place, members answer by API too."""

import json
from datetime import date, timedelta
from typing import Any  # answers of the API

import pytest
from django.utils import timezone, translation

from dwarsverband.foundation.access.context import acting
from dwarsverband.foundation.accounts.models import Domain, Organisation, Theme
from dwarsverband.foundation.ui.numbers import silence
from dwarsverband.modules.network.actions import rounds as actions
from dwarsverband.modules.network.models import (
    MissingName,
    NamedContact,
    Person,
    PersonTheme,
    Round,
    Tie,
)
from dwarsverband.modules.network.queries import round_words, rounds
from dwarsverband.modules.network.queries.export import last_contact
from dwarsverband.modules.network.queries.silos import silo_report
from dwarsverband.modules.network.tests.pages import find, mailed_link, reader
from dwarsverband.modules.network.tests.test_rounds import (
    ROUNDS,
    TODAY,
    _answer,
    _rows,
    _tie,
    asked,
)
from tests import make
from tests.cast import Cast
from tests.machines import ask as ask_as_machine
from tests.machines import token

__all__ = ["asked"]
EARLIER = TODAY - timedelta(days=15)


def _ticked(cast: Cast) -> Tie:
    """Bram ticked Fatma: every month."""
    with make.within(cast.waterdal):
        Tie.objects.update(last_contact_on=TODAY - timedelta(days=300))
    bram, fatma = find(cast, "Bram Hendriks"), find(cast, "Fatma Yıldız")
    _answer(reader(), mailed_link(cast, "bram@waterdal.example"), {fatma: "monthly"})
    tie = _tie(cast, bram, fatma)
    assert tie
    return tie


@pytest.mark.usefixtures("asked")
def test_what_a_tick_says_of_the_last_contact_reads_as_an_estimate_everywhere(cast: Cast) -> None:
    tie = _ticked(cast)
    assert tie.is_estimate and last_contact(tie) == f"{EARLIER:%Y-%m}"
    with translation.override("en"):
        words = silence(EARLIER, is_estimate=True)
    assert words.startswith("around ")
    noor, bram = cast.client("noor", "en"), find(cast, "Bram Hendriks")
    for page in (f"mensen/{bram.pk}", f"overdracht/{cast.bram.membership_id}", "verkokering"):
        assert words in noor.get(f"/waterdal/netwerk/{page}").content.decode(), page
    with acting(cast.noor):
        assert any(pair.is_estimate for pair in silo_report(cast.noor).bridges)
    told = noor.get(f"/api/v1/waterdal/people/{bram.pk}").json()["ties"]
    assert [one["isEstimate"] for one in told if one["other"] == "Fatma Yıldız"] == [True]


@pytest.mark.usefixtures("asked")
def test_a_conversation_on_that_day_makes_it_a_day(cast: Cast) -> None:
    tie = _ticked(cast)
    path = f"/api/v1/waterdal/ties/{tie.pk}/record-contact"
    sent = {"on": EARLIER.isoformat()}
    assert cast.client("bram").post(path, sent, content_type="application/json").status_code == 200
    (found,) = _rows(cast, Tie, pk=tie.pk)
    assert found.last_contact_on == EARLIER and not found.is_estimate


@pytest.mark.usefixtures("asked")
def test_a_name_that_was_passed_on_comes_in_with_one_tap_and_keeps_its_place(cast: Cast) -> None:
    link, client = mailed_link(cast), reader()
    with make.within(cast.waterdal):
        care = Domain.objects.get(partnership=cast.waterdal, code="care")
    sent = {"name": "Els de Wit", "organisation": "Thuiszorg De Brug", "domain": str(care.pk)}
    client.post(f"{link}/wie-mist", sent)
    client.post(f"{link}/klaar")
    (els,) = _rows(cast, MissingName)
    noor = cast.client("noor")
    (round_,) = _rows(cast, Round)
    assert "Thuiszorg De Brug · Zorg" in noor.get(f"{ROUNDS}/{round_.pk}").content.decode()
    done = noor.post(f"/waterdal/netwerk/gemiste-namen/{els.pk}/opnemen", follow=True)
    assert "Els de Wit van Thuiszorg De Brug" in done.content.decode()
    with make.within(cast.waterdal):
        position = Person.objects.get(name="Els de Wit").positions.get()
        assert Organisation.objects.get(name="Thuiszorg De Brug").pk == position.organisation_id
        assert position.domain and position.domain.code == "care"


def _told(secret: str, path: str, body: object = None, method: str = "") -> dict[str, Any]:
    found: dict[str, Any] = json.loads(ask_as_machine(secret, path, body, method=method).content)
    return found


def test_a_member_answers_by_api_without_the_mail(cast: Cast, asked: Round) -> None:
    secret, own = token(cast.bram).secret, f"/api/v1/waterdal/rounds/{asked.pk}"
    fatma = find(cast, "Fatma Yıldız")
    told = _told(secret, f"{own}/own-answer")
    assert "Fatma Yıldız" in {one["name"] for one in told["likely"]}
    told = _told(secret, f"{own}/own-answer", {"people": [str(fatma.pk)]}, "PUT")
    assert [one["name"] for one in told["named"]] == ["Fatma Yıldız"]
    said = {"said": [{"person": str(fatma.pk), "often": "weekly"}]}
    ask_as_machine(secret, f"{own}/say-how-often", said)
    ask_as_machine(secret, f"{own}/name-missing", {"name": "Els de Wit"})
    told = _told(secret, f"{own}/finish-answer", {})
    assert told["answered"] and [one["name"] for one in told["missing"]] == ["Els de Wit"]
    tie = _tie(cast, find(cast, "Bram Hendriks"), fatma)
    assert tie and tie.is_estimate and _rows(cast, NamedContact)[0].often == "weekly"
    for who in (cast.noor, cast.hanneke):
        assert ask_as_machine(token(who).secret, f"{own}/own-answer").status_code == 404


def test_the_coordinator_finds_the_rounds_on_the_first_page(cast: Cast) -> None:
    noor = cast.client("noor", "en")
    assert "No contact round yet" in noor.get("/waterdal/").content.decode()
    with make.within(cast.waterdal):
        old = timezone.localdate() - timedelta(days=200)
        held = Round.objects.create(
            partnership=cast.waterdal, opened_on=old, answers_until=old, closed_on=old
        )
    assert "No contact round for half a year" in noor.get("/waterdal/").content.decode()
    with make.within(cast.waterdal):
        Round.objects.filter(pk=held.pk).update(
            opened_on=TODAY - timedelta(days=30), answers_until=TODAY, closed_on=TODAY
        )
    assert "No contact round" not in noor.get("/waterdal/").content.decode()


CHRISTMAS = (date(2026, 12, 19), date(2027, 1, 3))


def test_a_round_usually_ends_on_a_friday_beside_the_holidays() -> None:
    monday = date(2026, 11, 30)
    assert rounds.end_beside(monday, []) == date(2026, 12, 25)
    assert rounds.end_beside(monday, [CHRISTMAS]) == date(2027, 1, 8)
    long = (date(2026, 12, 19), date(2027, 3, 1))
    assert rounds.end_beside(monday, [long]) == date(2026, 12, 18), "then the last one before"


def test_a_round_about_a_theme_says_so_in_its_name_and_its_mails() -> None:
    theme = Theme(code="polarisation", name_nl="Polarisatie", name_en="Polarisation")
    about = Round(theme=theme, opened_on=TODAY, answers_until=TODAY)
    plain = Round(opened_on=TODAY, answers_until=TODAY)
    with translation.override("nl"):
        assert round_words.round_title(about).endswith(", thema Polarisatie")
        assert not round_words.round_title(plain).endswith("Polarisatie")
        assert "het thema Polarisatie." in " ".join(round_words._about(about))


def test_a_round_for_others_than_were_read_is_shown_first(cast: Cast) -> None:
    yvonne = make.person(cast.waterdal, "Yvonne", email="yvonne@ggd.example")
    with make.within(cast.waterdal):
        theme = Theme.objects.filter(partnership=cast.waterdal)[0]
        PersonTheme.objects.create(partnership=cast.waterdal, person=yvonne, theme=theme)
    told = {"answers_until": TODAY + timedelta(days=7), "theme": theme.pk, "open": "."}
    assert cast.client("noor").post(f"{ROUNDS}/openen", told).status_code == 200
    assert _rows(cast, Round) == []


@pytest.mark.usefixtures("asked")
def test_a_name_that_was_looked_for_in_vain_goes_along_to_the_last_step(cast: Cast) -> None:
    link, client = mailed_link(cast), reader()
    page = client.get(f"{link}?zoek=Els de Wit").content.decode()
    assert 'name="mist" value="Els de Wit"' in page
    often = client.post(link, {"mist": "Els de Wit"})["Location"]
    assert (
        "/hoe-vaak?mist=Els" in often and "/hoe-vaak?mist=Els" in client.get(often).content.decode()
    )
    last = client.post(often, {"on": "1"})["Location"]
    assert 'value="Els de Wit"' in client.get(last).content.decode()
    assert "mist" not in client.get(f"{link}?zoek=hendriks").content.decode().split("<main")[1]


def test_contacts_of_last_time_are_kept_with_one_tap_on_the_way_on(
    cast: Cast, asked: Round
) -> None:
    fatma, link = find(cast, "Fatma Yıldız"), mailed_link(cast, "bram@waterdal.example")
    _answer(reader(), link, {fatma: "weekly"})
    with make.within(cast.waterdal):
        Round.objects.update(opened_on=TODAY - timedelta(days=90))
    with acting(cast.noor):
        actions.close_round(cast.noor, asked)
        again = actions.open_round(cast.noor, answers_until=TODAY + timedelta(days=9))
    client = cast.client("bram")
    own = client.post(f"{ROUNDS}/{again.pk}/antwoord")["Location"]
    page = client.get(own).content.decode()
    assert "Verder, dat 1 contact klopt nog" in page and "Verder zonder hen" in page
    client.post(own, {"keep": "ja"})
    kept = _rows(cast, NamedContact, participation__round=again)
    assert [(one.person_id, one.often) for one in kept] == [(fatma.pk, "weekly")]
