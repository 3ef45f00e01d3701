"""People are told that they are recorded: by mail, on paper, or in person."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from html import unescape

import pytest
from django.utils import timezone

from dwarsverband.foundation.access.context import acting
from dwarsverband.foundation.links.models import Link
from dwarsverband.foundation.mail.letters import write_letter
from dwarsverband.modules.network.actions import consent as actions
from dwarsverband.modules.network.jobs import tell_people
from dwarsverband.modules.network.models import Person
from dwarsverband.modules.network.queries import consent
from dwarsverband.modules.network.tests.pages import (
    LISTS,
    carer,
    find,
    fresh,
    letters,
    own_page,
    reader,
)
from tests import make
from tests.answers import ONLY_NOOR, answer
from tests.cast import Cast

ADDRESSES = ("anna@ggd.example", "ben@ggd.example", "cees@ggd.example")


def _three(cast: Cast) -> list[Person]:
    return [
        make.person(cast.waterdal, address.split("@")[0], "care", "GGD", email=address)
        for address in ADDRESSES
    ]


def _sent(cast: Cast) -> list[str]:
    return sorted(letter.to for letter in letters(cast.waterdal))


@pytest.mark.parametrize(("who", "expected"), ONLY_NOOR)
@pytest.mark.parametrize("verb", ["versturen", "brieven", "gezegd"])
def test_who_tells_people(cast: Cast, verb: str, who: str, expected: str) -> None:
    person = make.person(cast.waterdal, "Zonder Adres", "care")
    typed = {"people": str(person.pk), "how": "letter"}
    response = cast.client(who).post(f"{LISTS}/{verb}", typed)
    assert answer(response) == ("page" if (who, verb) == ("noor", "brieven") else expected)
    assert bool(letters(cast.waterdal)) is ((who, verb) == ("noor", "versturen"))


@pytest.mark.parametrize("page", ["", "/versturen", "/papier", "/../bezwaren"])
@pytest.mark.parametrize(
    ("who", "status"),
    [("noor", 200), ("bram", 404), ("hanneke", 404), ("joost", 404), ("wim", 404), ("nobody", 302)],
)
def test_who_sees_how_far_it_is(cast: Cast, who: str, status: int, page: str) -> None:
    where = f"{LISTS}{page}".replace("/bericht/..", "")
    response = cast.client(who).get(where)
    assert response.status_code == status
    assert make.CANARY not in response.content.decode()


def test_the_page_counts_who_does_not_know_it_yet(cast: Cast) -> None:
    carer(cast)
    page = cast.client("noor", "en").get(LISTS).content.decode()
    assert "13 people do not know yet that they are on the list." in page
    with acting(cast.noor):
        counts = {one.organisation: one for one in consent.told_per_organisation(cast.noor)}
    assert (counts["GGD"].to_mail, counts["GGD"].on_paper) == (1, 0)
    assert (counts["Politie"].to_mail, counts["Politie"].on_paper) == (1, 4)


@pytest.mark.parametrize(("who", "status"), [("joost", 200), ("noor", 200), ("bram", 404)])
def test_the_privacy_officer_sees_the_counts_and_no_name(cast: Cast, who: str, status: int) -> None:
    reader().post(f"{own_page(cast, carer(cast))}/bezwaar")
    response = cast.client(who, "en").get("/waterdal/privacy")
    assert response.status_code == status
    text = " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())
    assert (
        "Know that they are on the list 1 Do not know it yet 12 Object at the moment 1" in text
    ) is (status == 200)
    assert "Yvonne" not in text


def test_the_text_is_shown_word_for_word_before_it_is_sent(cast: Cast) -> None:
    with make.within(cast.waterdal):
        Person.objects.filter(partnership=cast.waterdal).update(email="")
    carer(cast)
    client = cast.client("noor", "en")
    shown = unescape(client.get(f"{LISTS}/versturen").content.decode())
    client.post(f"{LISTS}/versturen")
    (letter,) = letters(cast.waterdal)
    for line in letter.text.splitlines():
        is_own = not line or line == "-- " or "/mijn/" in line
        assert is_own or line in shown, line


def test_a_mail_says_what_is_recorded_why_and_by_whom(cast: Cast) -> None:
    person = carer(cast, phone="06 12345678")
    with acting(cast.noor):
        actions.tell_person(cast.noor, person)
    (letter,) = letters(cast.waterdal)
    for told in (
        "Yvonne Jansen", "Adviseur, GGD", "yvonne@ggd.example", "06 12345678", "Gemeente Waterdal",
        "Zien wie elkaar kent", "Publieke taak", "privacy@waterdal.example", "Noor Bakker", "/mijn/",
    ):  # fmt: skip
        assert told in letter.text
    assert letter.about == [person.pk]


def test_everybody_gets_one_mail_however_often_the_button_is_pressed(cast: Cast) -> None:
    _three(cast)
    for _time in range(3):
        cast.client("noor").post(f"{LISTS}/versturen")
    assert _sent(cast) == sorted([*ADDRESSES, "bram@waterdal.example"])


def test_a_large_list_goes_out_in_portions(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "PORTION", 3)
    asked: list[str] = []
    monkeypatch.setattr(actions, "later", lambda name, actor: asked.append(name))
    _three(cast)
    page = cast.client("noor", "en").post(f"{LISTS}/versturen", follow=True).content.decode()
    assert "Three mails are on their way. One more follows by itself." in page
    assert (len(_sent(cast)), asked) == (3, ["network.tell_people"])
    with acting(cast.noor):
        actions.tell_people(cast.noor)
    assert (len(_sent(cast)), asked) == (4, ["network.tell_people"])


def test_the_job_has_the_name_that_is_asked_for() -> None:
    assert tell_people.__name__ == "tell_people"
    from procrastinate.contrib.django import app

    assert "network.tell_people" in app.tasks


def test_a_portion_that_breaks_halfway_tells_nobody(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = _three(cast)
    whole, count = write_letter, iter(range(9))

    def breaks(*subjects: object, **inputs: object) -> None:
        assert next(count) < 2
        whole(*subjects, **inputs)  # type: ignore[arg-type]  # handed through

    monkeypatch.setattr(actions, "write_letter", breaks)
    with pytest.raises(AssertionError), acting(cast.noor):
        actions.tell_people(cast.noor)
    monkeypatch.undo()
    assert not letters(cast.waterdal)
    assert [fresh(person).told_on for person in people] == [None] * 3  # type: ignore[union-attr]
    cast.client("noor").post(f"{LISTS}/versturen")
    assert len(_sent(cast)) == 4


def test_whoever_was_told_carries_the_day_and_how(cast: Cast) -> None:
    person, on_paper = carer(cast), find(cast, "Agent 1")
    client = cast.client("noor", "en")
    client.post(f"{LISTS}/versturen")
    client.post(f"{LISTS}/gezegd", {"people": str(on_paper.pk), "how": "letter"})
    today = timezone.localdate()
    for one, how in ((person, "mail"), (on_paper, "letter")):
        found = fresh(one)
        assert found and (found.told_on, found.told_by) == (today, how)
    page = client.get(f"/waterdal/netwerk/mensen/{on_paper.pk}").content.decode()
    assert "by letter" in page


def test_a_letter_has_a_code_that_opens_the_page_of_its_reader(cast: Cast) -> None:
    person, other = find(cast, "Agent 1"), find(cast, "Agent 2")
    typed = {"people": [str(person.pk), str(other.pk)]}
    page = cast.client("noor").post(f"{LISTS}/brieven", typed).content.decode()
    assert page.count("dv-paper-code") == 2
    code = re.findall(r"<strong>([0-9A-Z]{4}(?:-[0-9A-Z]{4}){2})</strong>", page)[0]
    opened = reader().post("/mijn", {"code": code.lower().replace("-", " ")}, follow=True)
    assert "Agent 1" in opened.content.decode()
    assert "Agent 2" not in opened.content.decode()


def test_a_code_is_kept_nowhere(cast: Cast) -> None:
    typed = {"people": str(find(cast, "Agent 1").pk)}
    page = cast.client("noor").post(f"{LISTS}/brieven", typed).content.decode()
    code = re.findall(r"<strong>([0-9A-Z-]{14})</strong>", page)[0]
    with make.within(cast.waterdal):
        (link,) = Link.objects.filter(partnership=cast.waterdal, purpose=consent.PURPOSE)
    assert code not in str(vars(link)) and code.replace("-", "") not in str(vars(link))
    assert not link.is_single_use


def test_making_letters_asks_for_somebody(cast: Cast) -> None:
    for typed in ({}, {"people": "geen nummer"}):
        page = cast.client("noor", "en").post(f"{LISTS}/brieven", typed, follow=True)
        assert "Choose at least one person." in page.content.decode()


def test_somebody_elsewhere_gets_no_letter_from_here(cast: Cast) -> None:
    with make.within(cast.elsewhere):
        other = Person.objects.filter(partnership=cast.elsewhere).first()
    assert other
    client = cast.client("noor")
    client.post(f"{LISTS}/brieven", {"people": str(other.pk)})
    client.post(f"{LISTS}/gezegd", {"people": str(other.pk), "how": "person"})
    found = fresh(other)
    assert found and found.told_on is None
    assert client.post(f"/waterdal/netwerk/mensen/{other.pk}/bericht").status_code == 404


def test_telling_somebody_again_lets_only_the_new_link_work(cast: Cast) -> None:
    person, client = carer(cast), cast.client("noor")
    pages = []
    for _time in range(2):
        client.post(f"/waterdal/netwerk/mensen/{person.pk}/bericht")
        pages.append(re.findall(r"/mijn/[\w-]+", letters(cast.waterdal)[-1].text)[0])
    assert [reader().get(page).status_code for page in pages] == [410, 200]


def test_another_address_gets_a_mail_of_its_own(cast: Cast) -> None:
    person, client = carer(cast), cast.client("noor")
    client.post(f"/waterdal/netwerk/mensen/{person.pk}/bericht")
    page = re.findall(r"/mijn/[\w-]+", letters(cast.waterdal)[-1].text)[0]
    typed = {"name": person.name, "email": "y.jansen@ggd.example", "version": "1"}
    client.post(f"/waterdal/netwerk/mensen/{person.pk}/wijzigen", typed)
    found = fresh(person)
    assert found and found.told_on is None
    assert reader().get(page).status_code == 410


def test_without_a_reason_on_record_nobody_is_told(cast: Cast) -> None:
    from dwarsverband.foundation.accounts.models import Processing

    with make.within(cast.waterdal):
        Processing.objects.filter(partnership=cast.waterdal).delete()
    response = cast.client("noor", "en").post(f"{LISTS}/versturen")
    assert response.status_code == 403
    assert "First record why you keep people" in response.content.decode()


@pytest.mark.parametrize("page", ["", "/versturen", "/papier"])
def test_a_page_needs_few_queries_whatever_the_size_of_the_list(
    cast: Cast,
    page: str,
    django_assert_max_num_queries: Callable[[int], AbstractContextManager[object]],
) -> None:
    for number in range(30):
        make.person(cast.waterdal, f"Zorg {number}", "care", f"Praktijk {number}")
    client = cast.client("noor")
    client.get(LISTS + page)
    with django_assert_max_num_queries(14):
        client.get(LISTS + page)
