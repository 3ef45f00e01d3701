"""What somebody reads before a question is sent: true words, and nothing about one person."""

from uuid import UUID

import pytest

from dwarsverband.foundation.access.context import acting
from dwarsverband.foundation.accounts.models import Theme
from dwarsverband.modules.network.actions.agreements import record_agreement
from dwarsverband.modules.network.queries import help_matching, helping
from dwarsverband.modules.network.queries.helping import Preview, small_domains
from dwarsverband.modules.network.tests.pages import find, letters
from dwarsverband.modules.network.tests.test_agreements import agreement_with
from dwarsverband.modules.network.tests.test_ask_for_help import PAGE, asks, offer, send
from tests import make
from tests.answers import text
from tests.cast import Cast

SMALL, SMALLER, LARGE, LARGER = (UUID(int=number) for number in range(1, 5))


def _preview(cast: Cast, asked: str, theme: str = "") -> Preview:
    with acting(cast.bram):
        chosen = Theme.objects.filter(code=theme).first() if theme else None
        return helping.preview(cast.bram, asked, chosen, "")


def _offers(cast: Cast, name: str, line: str, domain: str = "care") -> None:
    helper = make.person(cast.waterdal, name, domain, "GGD", email=f"{name[-1]}@ggd.example")
    offer(cast, helper, line)


def test_only_words_of_the_asker_that_stand_in_what_is_offered_are_told(cast: Cast) -> None:
    _offers(cast, "Hulp 1", "tolken voor ouders")
    offer(cast, find(cast, "Bram Hendriks"), "schoolverzuim")
    found = _preview(cast, "Wie kan tolken over schoolverzuim?", "polarisation")
    assert found.count == 1 and found.words == ("tolken",), "what Bram offers himself is no reason"
    assert found.theme is None, "nobody offered anything about the theme"


def test_a_theme_is_told_as_a_theme_and_not_as_a_word_of_the_asker(cast: Cast) -> None:
    _offers(cast, "Hulp 1", "gesprekken over polarisatie")
    found = _preview(cast, "Wie weet raad?", "polarisation")
    assert found.count == 1 and found.words == () and found.theme is not None
    page = text(cast.client("bram").post(PAGE, {"text": "Wie weet raad?", "theme": found.theme.pk}))
    assert "Zij boden hulp aan bij het thema Polarisatie." in page


@pytest.mark.parametrize(("people", "told"), [(1, ()), (5, ("care",))])
def test_a_domain_is_told_once_it_has_five_people(
    cast: Cast, people: int, told: tuple[str, ...]
) -> None:
    _offers(cast, "Hulp 1", "tolken")
    for number in range(people - 1):
        make.person(cast.waterdal, f"Zorg {number}", "care", "GGD")
    if people > 1:  # two more that are small, so that silence names neither
        make.person(cast.waterdal, "Bestuur 1", "administration")
        make.person(cast.waterdal, "Rijk 1", "national")
    assert tuple(one.code for one in _preview(cast, "Wie kan tolken?").domains) == told


def test_one_small_domain_is_never_silent_alone() -> None:
    assert small_domains({SMALL: 1, SMALLER: 2, LARGE: 9}) == {None, SMALL, SMALLER}
    assert small_domains({SMALL: 1, LARGE: 8, LARGER: 9}) == {None, SMALL, LARGE}
    assert small_domains({LARGE: 8, LARGER: 9, None: 1}) == {None}


def test_whoever_looks_often_reads_for_an_hour_only_that_it_can_be_sent(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    _offers(cast, "Hulp 1", "tolken")
    monkeypatch.setattr(helping, "MOST_PREVIEWS", 1)
    client = cast.client("bram")
    assert "tolken”" in text(client.post(PAGE, {"text": "Wie kan tolken?"}))
    page = text(client.post(PAGE, {"text": "Wie kan tolken?"}))
    assert "Je keek vaak wie je vraag krijgt." in page and "tolken”" not in page
    assert "Verstuur mijn vraag" in page
    asked = {"text": "Wie kan tolken?"}
    told = client.post("/api/v1/waterdal/help/preview", asked, content_type="application/json")
    assert told.json()["count"] is None and told.json()["words"] == []


def test_a_worker_that_was_killed_asks_nobody_twice(cast: Cast) -> None:
    _offers(cast, "Hulp 1", "tolken")
    send(cast, asked="Wie kan tolken voor ouders?")
    assert [one.is_once for one in letters(cast.waterdal)] == [True]


HONOUR = "Wie weet raad voor een school die eergerelateerd geweld vermoedt?"


def test_what_carries_a_question_and_is_offered_by_nobody_is_told_first(cast: Cast) -> None:
    _offers(cast, "Hulp 1", "school en thuis")
    found = _preview(cast, HONOUR)
    assert found.missing == ("eergerelateerd", "geweld") and found.is_beside and found.count == 2
    page = text(cast.client("bram").post(PAGE, {"text": HONOUR}))
    assert "Niemand bood hulp aan bij “eergerelateerd” of “geweld”. Wel bij “school”." in page
    assert "Zij boden hulp aan" not in page and "Bekijk alle loketten" in page
    question = send(cast, asked=HONOUR)
    assert [one.name for one in asks(cast, question)] == ["Hulp 1", cast.noor.name]


def test_whoever_offered_an_ordinary_word_alone_comes_after_whoever_knows(cast: Cast) -> None:
    for number in range(3):
        _offers(cast, f"Hulp {number}", "school")
    _offers(cast, "Kenner 9", "eergerelateerd geweld bij gezinnen thuis en in de familie")
    with acting(cast.bram):
        found = help_matching.matched(cast.bram, helping.asking(cast.bram, HONOUR, None, ""))
    assert found.first[0].name == "Kenner 9" and not found.missing and not found.beside


def test_somebody_who_is_asked_for_a_key_person_did_not_offer_it(cast: Cast) -> None:
    key_person = make.person(cast.waterdal, "Sleutel 1", "community")
    agreed = agreement_with(cast, may_ask="moskee")
    with acting(cast.noor):
        record_agreement(cast.noor, key_person, agreed=agreed)
    page = text(cast.client("bram").post(PAGE, {"text": "Wie kent de moskee?"}))
    assert "of kennen iemand die daarbij kan helpen" in page


@pytest.mark.parametrize(("who", "told"), [("noor", "vraag aan een tafel"), ("bram", "Noor")])
def test_a_question_that_nobody_can_answer_is_no_dead_end(cast: Cast, who: str, told: str) -> None:
    page = text(cast.client(who).post(PAGE, {"text": "Wie kent kwantummechanica?"}))
    assert told in page
    assert ("Bekijk alle loketten" in page) is (who == "noor")
