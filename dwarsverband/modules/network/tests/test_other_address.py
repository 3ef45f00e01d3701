"""Whoever has an address reads what was asked and noted under it: so nobody takes that of another."""

from datetime import timedelta

import pytest
from django.utils import timezone

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.access.context import acting
from dwarsverband.modules.network.models import HelpAsk, HelpQuestion, Person
from dwarsverband.modules.network.tests import lists
from dwarsverband.modules.network.tests.pages import (
    LISTS,
    carer,
    find,
    fresh,
    last_page,
    letters,
    own_page,
    reader,
)
from tests import make
from tests.cast import Cast

TEXT = "Wie weet hoe je een huurder aan tafel krijgt?"


def _question(cast: Cast, asker: Actor, asked: Person | None = None) -> None:
    today = timezone.localdate()
    with make.within(cast.waterdal):
        question = HelpQuestion.objects.create(
            partnership=cast.waterdal, asked_by_id=str(asker.membership_id), text=TEXT, asked_on=today,
            source="question for help", legal_basis="Publieke taak", ends_on=today + timedelta(30),
        )  # fmt: skip
        if asked is not None:
            HelpAsk.objects.create(
                partnership=cast.waterdal, question=question, person=asked, asked_on=today
            )


def _typed(person: Person, **more: object) -> dict[str, object]:
    typed = {"name": person.name, "function": "Arts", "email": person.email, "phone": ""}
    return {**typed, "again": more.get("email", ""), "version": person.version, **more}


def test_a_new_address_is_typed_twice_because_the_way_to_the_page_goes_there(cast: Cast) -> None:
    person = carer(cast)
    page = own_page(cast, person)
    sent = _typed(person, email="yvonne@gdd.example", again="yvonne@ggd.example")
    answer = reader().post(f"{page}/verbeteren", sent)
    assert "This is not the same address." in answer.content.decode()
    assert reader().get(page).status_code == 200


@pytest.mark.regression(
    "whoever wrote the address of a member on their own page read their questions"
)
def test_a_page_goes_to_a_new_address_only_by_a_mail_to_it(cast: Cast) -> None:
    _question(cast, cast.noor)
    person = carer(cast)
    page = own_page(cast, person)
    reader().post(f"{page}/verbeteren", _typed(person, email="noor@waterdal.example"))
    for closed in (reader().get(page), reader().post(f"{page}/bestand", {"format": "json"})):
        assert closed.status_code == 410 and TEXT not in closed.content.decode()
    letter = letters(cast.waterdal)[-1]
    assert letter.to == "noor@waterdal.example"
    assert reader().get(last_page(cast)).status_code == 200


def test_whoever_takes_their_address_off_keeps_the_page(cast: Cast) -> None:
    person = carer(cast)
    page = own_page(cast, person)
    answer = reader().post(f"{page}/verbeteren", _typed(person, email=""))
    assert answer["Location"] == page and reader().get(page).status_code == 200


@pytest.mark.regression("a coordinator became somebody else by giving them their own address")
@pytest.mark.parametrize("typed", ["noor@waterdal.example", "Noor@Waterdal.example"])
def test_a_coordinator_gives_nobody_the_own_address(cast: Cast, typed: str) -> None:
    bram = find(cast, "Bram Hendriks")
    _question(cast, cast.hanneke, bram)
    client = cast.client("noor", "en")
    address = f"/waterdal/netwerk/mensen/{bram.pk}/wijzigen"
    answer = client.post(address, _typed(bram, email=typed))
    assert "This is the address of your own account." in answer.content.decode()
    assert getattr(fresh(bram), "email", "") == bram.email
    body = {"name": bram.name, "email": typed}
    mark = {"If-Match": f'"{bram.version}"'}
    told = client.put(
        f"/api/v1/waterdal/people/{bram.pk}", body, content_type="application/json", headers=mark
    )
    assert told.status_code == 400
    assert TEXT not in client.get("/api/v1/waterdal/asks").content.decode()


@pytest.mark.regression("an address was changed, and whoever had it did not hear of it")
@pytest.mark.parametrize("email", ["bram@elders.example", ""])
def test_the_old_address_hears_that_it_was_changed(cast: Cast, email: str) -> None:
    bram = find(cast, "Bram Hendriks")
    page = cast.client("noor", "en").post(
        f"/waterdal/netwerk/mensen/{bram.pk}/wijzigen", _typed(bram, email=email), follow=True
    )
    assert "The old address gets a mail that it was changed." in page.content.decode()
    letter = letters(cast.waterdal)[-1]
    assert letter.to == bram.email and "veranderd" in letter.subject
    assert bram.name not in letter.text and "elders" not in letter.text


@pytest.mark.regression(
    "a letter on paper gave the coordinator the page of somebody with an account"
)
def test_whoever_has_an_address_gets_no_letter_with_a_code(cast: Cast) -> None:
    bram, paper = find(cast, "Bram Hendriks"), carer(cast, email="")
    client = cast.client("noor", "en")
    printed = client.post(f"{LISTS}/brieven", {"people": [bram.pk, paper.pk]}).content.decode()
    assert paper.name in printed and bram.name not in printed
    body = {"people": [str(bram.pk)]}
    refused = client.post("/api/v1/waterdal/letters", body, content_type="application/json")
    assert refused.status_code == 400


@pytest.mark.regression("the log did not tell for whom letters with a code were made")
def test_the_log_tells_for_whom_letters_were_made(cast: Cast) -> None:
    paper = carer(cast, email="")
    cast.client("noor").post(f"{LISTS}/brieven", {"people": [paper.pk]})
    with acting(cast.noor):
        lines = cast.client("noor").get("/api/v1/waterdal/log-lines").json()
    line = next(one for one in lines["items"] if one["verb"] == "network.write_letters")
    assert line["subject"] == [f"paperletter:{paper.pk}"]


def _bring_in(cast: Cast, person: Person, email: str) -> str:
    """Noor saves a list in which somebody has this address; what she reads first."""
    room = lists.Room(cast.waterdal, cast.noor, cast.client("noor", "en"))
    rows = [["Naam", "Organisatie", "Domein", "E-mail"], [person.name, "GGD", "zorg", email]]
    page = room.start(("lijst.xlsx", lists.book(rows)))
    answers = {"0-2": str(person.pk)}
    again = page.press("kolommen", answers=answers)
    told = again.text
    again.press(answers=answers)
    assert room.draft().status == room.draft().Status.DONE
    return told


@pytest.mark.regression("a coordinator became somebody else by a list with their own address")
def test_a_list_gives_nobody_the_own_address(cast: Cast) -> None:
    person = carer(cast)
    told = _bring_in(cast, person, "Noor@waterdal.example")
    assert "Yvonne Jansen: this is the address of your own account. It stays as it was." in told
    assert getattr(fresh(person), "email", "") == "yvonne@ggd.example"


@pytest.mark.regression("a list changed an address, and the link in the old mail went on working")
def test_a_list_that_changes_an_address_tells_the_old_one_and_ends_its_link(cast: Cast) -> None:
    person = carer(cast)
    page = own_page(cast, person)
    _bring_in(cast, person, "y.jansen@ggd.example")
    now = fresh(person)
    assert now and now.email == "y.jansen@ggd.example" and now.told_on is None
    assert reader().get(page).status_code == 410
    letter = letters(cast.waterdal)[-1]
    assert letter.to == "yvonne@ggd.example" and "veranderd" in letter.subject


@pytest.mark.regression("a list gave somebody new the address of the coordinator's own account")
@pytest.mark.parametrize("is_known", [True, False])
def test_a_list_gives_nobody_new_the_own_address(cast: Cast, *, is_known: bool) -> None:
    room = lists.room()
    own = f"noor@{room.home.slug}.example"
    if is_known:
        make.person(room.home, "Noor Bakker", "care", "GGD Waterdal", email=own)
    rows = lists.people("Ilse Brandsma", Mail=own.upper())
    for time in range(2):
        page = room.start(("lijst.xlsx", lists.book(rows)))
        page = page.press("kolommen", answers={"0-2": "new"})
        stays = "It stays as it was." if time else "It stays out."
        assert f"Ilse Brandsma: this is the address of your own account. {stays}" in page.text
        page.press()
        assert room.person("Ilse Brandsma").email == ""


@pytest.mark.regression("a list gave two people one address, because they were two people")
@pytest.mark.parametrize(("email", "is_given"), [("joris@mbo", False), ("info@mbo", True)])
def test_a_list_gives_nobody_the_address_of_another(
    cast: Cast, email: str, *, is_given: bool
) -> None:
    room = lists.room()
    make.person(room.home, "Joris Huisman", "care", "GGD", email=f"{email}.example")
    rows = lists.people("Ilse Brandsma", "Bram Vos", Mail=f"{email}.example")
    new = {"0-2": "new", "0-3": "new"}
    for _time in range(2):
        page = room.start(("lijst.xlsx", lists.book(rows))).press("kolommen", answers=new)
        told = f"Bram Vos: somebody else has the address {email}.example."
        assert (told in page.text) is not is_given
        page.press(answers=new)
        assert bool(room.person("Bram Vos").email) is is_given
        assert bool(room.person("Ilse Brandsma").email) is is_given


def test_who_brings_in_a_list_gets_the_own_address_by_it(cast: Cast) -> None:
    room = lists.room()
    own = f"noor@{room.home.slug}.example"
    room.start(("lijst.xlsx", lists.book(lists.people("Noor Bakker", Mail=own)))).press()
    assert room.person("Noor Bakker").email == own
