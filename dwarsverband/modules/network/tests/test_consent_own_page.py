"""Somebody's own page, without account: see, correct, take along; and nobody else's."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import (
    TYPE_CHECKING,
    Any,  # keywords of a model
)
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.cache import cache
from django.http import Http404
from django.utils import timezone

from dwarsverband.foundation.access import Refused
from dwarsverband.foundation.access.context import acting
from dwarsverband.foundation.access.log import Lines
from dwarsverband.foundation.access.models import RequestKey
from dwarsverband.foundation.links import codes, links
from dwarsverband.foundation.links.models import Link
from dwarsverband.modules.network.actions import consent as consent_actions
from dwarsverband.modules.network.actions import people as people_actions
from dwarsverband.modules.network.models import Introduction, Person
from dwarsverband.modules.network.queries import consent
from dwarsverband.modules.network.tests.pages import (
    carer,
    find,
    fresh,
    holder,
    last_page,
    letters,
    own_page,
    reader,
)
from tests import make
from tests.cast import EVERYBODY, Cast
from tests.live import Live

if TYPE_CHECKING:
    from playwright.sync_api import Page

WAYS = ("", "/verbeteren", "/bezwaar", "/eruit")
HOSTILE = "<script>alert(1)</script> {{ 7|add:7 }} \u202eeman"


def _typed(person: Person, **more: str) -> dict[str, str]:
    return {
        "name": person.name,
        "function": "Arts",
        "email": person.email,
        "phone": person.phone,
        "version": str(person.version),
        **more,
    }


@pytest.mark.parametrize("who", EVERYBODY)
def test_whoever_holds_the_link_sees_the_page(cast: Cast, who: str) -> None:
    page = own_page(cast, carer(cast))
    assert [cast.client(who).get(page + way).status_code for way in WAYS] == [200] * 4


def test_the_page_says_what_is_recorded_why_and_who_sees_it(cast: Cast) -> None:
    person = carer(cast, phone="06 12345678", municipality="GM0344")
    page = reader().get(own_page(cast, person)).content.decode()
    for told in (
        "Yvonne Jansen", "GGD", "yvonne@ggd.example", "06 12345678", "GM0344", "Sociaal 1", "Gemeente Waterdal",
        "Zien wie elkaar kent", "Publieke taak", "privacy@waterdal.example", "Noor Bakker", "by mail",
    ):  # fmt: skip
        assert told in page


def test_the_page_names_nobody_whom_its_reader_does_not_know(cast: Cast) -> None:
    page = reader().get(own_page(cast, carer(cast))).content.decode()
    for name in ("Sociaal 0", "Agent 0", "Fatma", "Bram Hendriks", make.CANARY):
        assert name not in page


def test_a_suggestion_does_not_name_whom_somebody_does_not_know(cast: Cast) -> None:
    person, stranger = carer(cast), find(cast, "Fatma Yıldız")
    first, second = sorted((person.pk, stranger.pk))
    with make.within(cast.waterdal):
        Introduction.objects.create(
            partnership=cast.waterdal,
            first_id=first,
            second_id=second,
            people_before=1,
            asked_on=timezone.localdate(),
            ends_on=timezone.localdate(),
        )
    page = reader().get(own_page(cast, person)).content.decode()
    assert "The suggestion was that you meet somebody else." in page
    assert "Fatma" not in page


@pytest.mark.parametrize("fate", ["withdrawn", "ended", "for something else", "never made"])
@pytest.mark.parametrize("way", WAYS)
def test_links_that_do_not_work_look_the_same(cast: Cast, way: str, fate: str) -> None:
    page, moment = own_page(cast, carer(cast)), timezone.now()
    changes: dict[str, dict[str, Any]] = {  # as keywords of any field
        "withdrawn": {"withdrawn_at": moment},
        "ended": {"ends_at": moment - timedelta(seconds=1)},
        "for something else": {"purpose": "introduction"},
        "never made": {"hash": "0" * 64},
    }
    with make.within(cast.waterdal):
        Link.objects.filter(purpose=consent.PURPOSE).update(**changes[fate])
    response = reader().get(page + way)
    assert response.status_code == 410
    assert "This link no longer works" in response.content.decode()
    assert "Yvonne" not in response.content.decode()


@pytest.mark.parametrize("way", ["/bezwaar/terug", "/bestand"])
def test_what_changes_something_is_not_done_by_looking(cast: Cast, way: str) -> None:
    page = own_page(cast, carer(cast))
    assert reader().get(page + way).status_code == 405
    assert reader().post("/mijn/onzin" + way).status_code == 410


def test_the_link_of_an_introduction_opens_no_page(cast: Cast) -> None:
    agent, ends_at = find(cast, "Agent 1"), timezone.now() + timedelta(days=1)
    with acting(cast.noor):
        _link, secret = links.make(cast.noor, "introduction", ends_at, details={}, subject=agent.pk)
    assert reader().get(f"/mijn/{secret}").status_code == 410


def test_an_own_page_opens_nothing_else(cast: Cast) -> None:
    secret = own_page(cast, carer(cast)).split("/")[2]
    for address in (f"/voorstel/{secret}", f"/cijfers/{secret}", "/waterdal/netwerk/mensen"):
        assert reader().get(address).status_code in {302, 404, 410}
    assert reader().get(f"/uitnodiging/{secret}").status_code == 410


@pytest.mark.parametrize(
    "act",
    [
        lambda actor, person: people_actions.change_person(
            actor, person, name="X", email="", phone="", function="", version=person.version
        ),
        lambda actor, person: people_actions.export_person(actor, person),
        lambda actor, person: people_actions.withdraw_person(actor, person),
        lambda actor, person: consent_actions.record_objection(actor, person),
        lambda actor, person: consent_actions.take_back_objection(actor, person),
        lambda actor, person: consent_actions.answer_objection(
            actor, person, answer="X", version=person.version
        ),
        lambda actor, person: consent_actions.tell_person(actor, person),
    ],
)
def test_the_link_of_one_person_does_nothing_with_another(
    cast: Cast, act: Callable[[object, Person], object]
) -> None:
    actor, other = holder(own_page(cast, carer(cast))), find(cast, "Fatma Yıldız")
    with pytest.raises(Refused):
        act(actor, other)
    assert fresh(other) is not None


def test_the_page_of_another_cannot_be_asked_for_either(cast: Cast) -> None:
    actor, other = holder(own_page(cast, carer(cast))), find(cast, "Fatma Yıldız")
    with acting(actor), pytest.raises(Http404):
        consent.everything_about(actor, other)


def test_a_page_elsewhere_shows_nothing_from_here(cast: Cast) -> None:
    other = make.person(cast.elsewhere, f"Zorg {make.CANARY}", "care", email="z@elders.example")
    with acting(cast.wim):
        consent_actions.tell_person(cast.wim, other)
    page = letters(cast.elsewhere)[-1].text.split("/mijn/")[1].split()[0]
    shown = reader().get(f"/mijn/{page}").content.decode()
    assert make.CANARY in shown and "Waterdal" not in shown and "Noor" not in shown
    mine = reader().get(own_page(cast, carer(cast))).content.decode()
    assert make.CANARY not in mine and "Wim" not in mine


def test_somebody_corrects_what_is_written_about_them(cast: Cast) -> None:
    person = carer(cast)
    page = own_page(cast, person)
    typed = _typed(person, name="Yvonne de Wit", email="yvonne@wit.example", phone="06 1")
    typed["again"] = "yvonne@wit.example"
    answer = reader().post(f"{page}/verbeteren", typed)
    assert "The way to your page is in a mail to yvonne@wit.example." in answer.content.decode()
    found = fresh(person)
    assert found
    assert (found.name, found.sort_name, found.email) == (
        "Yvonne de Wit", "wit, yvonne de", "yvonne@wit.example",
    )  # fmt: skip
    assert found.version == person.version + 1
    typed = _typed(found, phone="06 2")
    page = last_page(cast)
    assert reader().post(f"{page}/verbeteren", typed)["Location"] == page
    assert "Arts" in reader().get(page).content.decode()


@pytest.mark.regression("a name on an own page could write lines of its own into mails to others")
def test_what_somebody_writes_of_themselves_is_one_line(cast: Cast) -> None:
    person = carer(cast)
    typed = _typed(person, name="Yvonne\r\n\r\nKlik hier", function="Arts\n\nVan ons")
    reader().post(f"{own_page(cast, person)}/verbeteren", typed)
    found = fresh(person)
    assert found and found.name == "Yvonne Klik hier"
    with make.within(cast.waterdal):
        assert found.positions.get().function == "Arts Van ons"


def test_the_second_correction_shows_both_texts(cast: Cast) -> None:
    person = carer(cast)
    page = own_page(cast, person)
    reader().post(f"{page}/verbeteren", _typed(person, phone="06 1"))
    answer = reader().post(f"{page}/verbeteren", _typed(person, phone="06 2"))
    assert answer.status_code == 409
    assert "06 1" in answer.content.decode() and "06 2" in answer.content.decode()


def test_somebody_takes_everything_along_in_one_file(cast: Cast) -> None:
    person = carer(cast)
    answer = reader().post(own_page(cast, person) + "/bestand", {"format": "json"})
    record = json.loads(answer.content)
    assert answer["Content-Disposition"].startswith("attachment")
    assert record["person"]["email"] == "yvonne@ggd.example"
    assert record["person"]["toldBy"] == "mail"
    assert [tie["with"] for tie in record["ties"]] == ["Sociaal 1"]
    assert record["processing"]["purpose"] == "Zien wie elkaar kent."
    assert record["seenBy"] == ["Noor Bakker"]


def test_the_page_speaks_two_languages(cast: Cast) -> None:
    page, client = own_page(cast, carer(cast)), reader("nl")
    assert 'lang="nl"' in client.get(page).content.decode()
    client.post("/taal", {"language": "en", "next": page})
    assert "What is recorded about you?" in client.get(page).content.decode()


def test_a_hostile_name_stays_a_text(cast: Cast) -> None:
    person, on_paper = carer(cast, HOSTILE), carer(cast, HOSTILE, email="")
    page = own_page(cast, person)
    typed = {"people": str(on_paper.pk)}
    for shown in (
        reader().get(page),
        cast.client("noor").get(f"/waterdal/netwerk/mensen/{person.pk}/bericht"),
        cast.client("noor").post("/waterdal/netwerk/bericht/brieven", typed),
    ):
        text = shown.content.decode()
        assert "&lt;script&gt;alert(1)" in text and "<script>alert" not in text
        assert "{{ 7|add:7 }}" in text


@pytest.mark.parametrize("typed", ["a\0b", "x" * 161])
def test_what_cannot_be_a_name_is_asked_again(cast: Cast, typed: str) -> None:
    person = carer(cast)
    answer = reader().post(f"{own_page(cast, person)}/verbeteren", _typed(person, name=typed))
    assert answer.status_code == 200
    found = fresh(person)
    assert found and found.name == "Yvonne Jansen"


def test_the_log_says_what_was_done_without_a_name(cast: Cast) -> None:
    person = carer(cast)
    page = own_page(cast, person)
    reader().post(f"{page}/verbeteren", _typed(person, phone="06 1"))
    reader().post(f"{page}/bezwaar", {"reason": "Yvonne wil niet"})
    reader().post(f"{page}/bezwaar/terug")
    reader().post(f"{page}/bestand")
    reader().post(f"{page}/eruit")
    with make.within(cast.waterdal):
        lines = Lines(cast.noor)[:50]
    done = [line.verb for line in lines if line.actor.startswith("link:")]
    assert done[::-1] == [
        "network.change_person", "network.record_objection", "network.take_back_objection",
        "network.export_person", "network.withdraw_person",
    ]  # fmt: skip
    text = " ".join(line.record for line in lines).lower()
    assert "yvonne" not in text and page.split("/")[2].lower() not in text


def test_the_secret_of_the_link_is_kept_nowhere(
    cast: Cast, caplog: pytest.LogCaptureFixture
) -> None:
    person = carer(cast)
    page, key = own_page(cast, person), uuid4().hex
    secret = page.split("/")[2]
    typed = _typed(person, phone="06 1", idempotency_key=key)
    answers = [reader().post(f"{page}/verbeteren", typed) for _time in range(2)]
    assert [answer["Location"] for answer in answers] == [page, page]
    assert reader().post(f"{page}/verbeteren", _typed(person, phone="9")).status_code == 409
    with make.within(cast.waterdal):
        kept = RequestKey.objects.get(partnership_id=cast.waterdal.pk, key=key)
        assert secret not in str(vars(kept))
        assert secret not in str(list(Link.objects.values_list()))
    assert "/verbeteren" in caplog.text and secret not in caplog.text


def test_guessing_codes_is_slowed_down(cast: Cast) -> None:
    cache.clear()
    client = reader()
    for _time in range(codes.MOST_MISSES):
        page = client.post("/mijn", {"code": codes.new_code()})
        assert "We do not know this code." in page.content.decode()
    assert client.post("/mijn", {"code": codes.new_code()}).status_code == 429
    assert client.get("/mijn").status_code == 200
    cache.clear()


def test_a_code_needs_the_key_of_this_installation(monkeypatch: pytest.MonkeyPatch) -> None:
    code = codes.new_code()
    here = codes.secret_of(code)
    monkeypatch.setattr(settings, "SECRET_KEY", "another key")
    assert here and codes.secret_of(code) != here


@pytest.mark.parametrize("typed", ["", "kort", "AAAA-AAAA-AAAA", "2222-2222-2222-2", "\0" * 12])
def test_what_is_no_code_opens_nothing(typed: str) -> None:
    assert codes.secret_of(typed) == ""


def test_signs_that_look_alike_are_understood() -> None:
    assert codes.secret_of("8c6d-5f2h-2222") == codes.secret_of("BCGD SFZH ZZZZ")


@pytest.mark.parametrize("is_phone", [False, True])
def test_everybody_can_read_the_pages(
    live: Live, page_as: Callable[..., Page], axe: Callable[[Page], list[str]], is_phone: bool
) -> None:
    person = carer(live.cast)
    where = own_page(live.cast, person)
    page = page_as(is_phone=is_phone)
    for way in (*(where + way for way in WAYS), "/mijn"):
        page.goto(way)
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_somebody_leaves_with_three_taps(live: Live, page_as: Callable[..., Page]) -> None:
    person = carer(live.cast)
    page = page_as(is_phone=True, has_scripts=False, language="en")
    page.goto(own_page(live.cast, person))
    page.get_by_text("Leave the network").click()
    page.get_by_role("button", name="Leave the network").click()
    page.wait_for_load_state()
    assert page.get_by_role("heading", level=1).inner_text() == "You are out"
    assert fresh(person) is None


def test_a_page_needs_few_queries_however_many_people_somebody_knows(
    cast: Cast, django_assert_max_num_queries: Callable[[int], AbstractContextManager[object]]
) -> None:
    person = carer(cast)
    for number in range(40):
        make.tie(person, make.person(cast.waterdal, f"Kennis {number}", "care"))
    page, client = own_page(cast, person), reader()
    with django_assert_max_num_queries(15):
        client.get(page)
