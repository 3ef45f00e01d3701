"""Somebody objects: they stay out of everything, until the coordinator has decided."""

import json

import pytest
from django.utils import timezone

from dwarsverband.foundation.access.context import acting
from dwarsverband.modules.network.jobs import end_terms
from dwarsverband.modules.network.models import Introduction, Person
from dwarsverband.modules.network.queries.introductions import (
    open_introductions,
    suggested_introductions,
)
from dwarsverband.modules.network.queries.people import visible_people, visible_ties
from dwarsverband.modules.network.queries.reading import read_network
from dwarsverband.modules.network.tests.pages import (
    carer,
    find,
    fresh,
    holder,
    letters,
    own_page,
    reader,
)
from tests import make
from tests.answers import ONLY_NOOR, answer
from tests.cast import Cast

HERE = "/waterdal/netwerk/mensen"


def _objecting(cast: Cast, **more: str) -> tuple[Person, str]:
    person = carer(cast, **more)
    page = own_page(cast, person)
    reader().post(f"{page}/bezwaar", {"reason": "Ik werk hier niet meer."})
    return person, page


def _has_objected(person: Person) -> bool:
    found = fresh(person)
    return found is not None and found.objected_on == timezone.localdate()


def test_somebody_objects_on_their_own_page(cast: Cast) -> None:
    person, page = _objecting(cast)
    assert _has_objected(person)
    shown = reader().get(page).content.decode()
    assert "You object since" in shown
    assert (
        "Ik werk hier niet meer." in cast.client("noor").get(f"{HERE}/{person.pk}").content.decode()
    )


@pytest.mark.parametrize(
    ("who", "objects"), [("noor", True), ("bram", False), ("wim", False), ("nobody", False)]
)
def test_who_records_an_objection(cast: Cast, who: str, objects: bool) -> None:
    person = carer(cast)
    cast.client(who).post(f"{HERE}/{person.pk}/bezwaar", {"reason": ""})
    assert _has_objected(person) is objects


def test_whoever_objects_is_in_nothing_that_counts_or_lists(cast: Cast) -> None:
    person, _page = _objecting(cast)
    with acting(cast.noor):
        assert person.pk not in read_network(cast.noor).number
        assert not visible_people(cast.noor).filter(pk=person.pk).exists()
        assert not visible_ties(cast.noor).filter(first=person.pk).exists()
        assert not visible_ties(cast.noor).filter(second=person.pk).exists()
    client = cast.client("noor")
    for address in (
        "netwerk",
        "netwerk/mensen",
        "netwerk/mensen?zoek=yvonne",
        "netwerk/introducties",
    ):
        assert "Yvonne" not in client.get(f"/waterdal/{address}").content.decode().replace(
            "?zoek=yvonne", ""
        )
    assert "Yvonne" not in client.get("/api/v1/waterdal/people").content.decode()
    assert "Yvonne" not in client.get("/api/v1/waterdal/silo-report").content.decode()


def test_colleagues_do_not_see_whoever_objects_either(cast: Cast) -> None:
    person = carer(cast)
    make.tie(find(cast, "Bram Hendriks"), person)
    assert "Yvonne" in cast.client("bram").get(HERE).content.decode()
    reader().post(f"{own_page(cast, person)}/bezwaar")
    client = cast.client("bram")
    assert "Yvonne" not in client.get(HERE).content.decode()
    assert client.get(f"{HERE}/{person.pk}").status_code == 404
    with make.within(cast.waterdal):
        Person.objects.filter(name="Sociaal 1").update(email="sociaal@welzijn.example")
    friend = own_page(cast, find(cast, "Sociaal 1"))
    assert "Yvonne" not in reader().get(friend).content.decode()
    assert "Yvonne" not in reader().post(f"{friend}/bestand").content.decode()


def test_whoever_objects_leaves_the_network_in_no_file(cast: Cast) -> None:
    person, _page = _objecting(cast)
    client = cast.client("noor")
    assert client.post(f"{HERE}/{person.pk}/visitekaartje").status_code == 403
    for kind in ("people.csv", "ties.csv", "json", "graphml"):
        file = client.post("/waterdal/netwerk/meenemen", {"kind": kind})
        assert "attachment" in file["Content-Disposition"] and b"Yvonne" not in file.content


def test_nobody_is_introduced_to_whoever_objects(cast: Cast) -> None:
    person, agent = carer(cast), find(cast, "Agent 1")
    first, second = sorted((person.pk, agent.pk))
    with make.within(cast.waterdal):
        Introduction.objects.create(
            partnership=cast.waterdal, first_id=first, second_id=second, people_before=1,
            asked_on=timezone.localdate(), ends_on=timezone.localdate(),
        )  # fmt: skip
    with acting(cast.noor):
        assert open_introductions(cast.noor).exists()
    reader().post(f"{own_page(cast, person)}/bezwaar")
    with acting(cast.noor):
        assert not open_introductions(cast.noor).exists()
        named = {
            one
            for pair in suggested_introductions(cast.noor)
            for one in (pair.first.id, pair.second.id)
        }
    assert person.pk not in named


def test_whoever_objects_still_gets_everything_in_one_file(cast: Cast) -> None:
    _person, page = _objecting(cast)
    record = json.loads(reader().post(f"{page}/bestand", {"format": "json"}).content)
    assert record["person"]["objection"] == "Ik werk hier niet meer."
    assert [tie["with"] for tie in record["ties"]] == ["Sociaal 1"]


def test_whoever_answers_questions_hears_it_without_a_name(cast: Cast) -> None:
    _objecting(cast)
    letter = letters(cast.waterdal)[-1]
    assert letter.to == "privacy@waterdal.example"
    assert "Yvonne" not in letter.subject + letter.text
    assert "/waterdal/netwerk/bezwaren" in letter.text


def test_an_objection_is_recorded_once(cast: Cast) -> None:
    _person, page = _objecting(cast)
    assert reader().post(f"{page}/bezwaar", {"reason": "nog eens"}).status_code == 403


def test_taking_it_back_brings_somebody_back(cast: Cast) -> None:
    person, page = _objecting(cast)
    reader().post(f"{page}/bezwaar/terug")
    assert not _has_objected(person)
    with acting(cast.noor):
        assert visible_people(cast.noor).filter(pk=person.pk).exists()


@pytest.mark.parametrize(("who", "expected"), ONLY_NOOR)
def test_who_answers_an_objection(cast: Cast, who: str, expected: str) -> None:
    person, _page = _objecting(cast)
    version = 2
    typed = {"answer": "Je bent ons aanspreekpunt.", "version": version}
    response = cast.client(who).post(f"{HERE}/{person.pk}/bezwaar/antwoord", typed)
    # Whoever objects is there for nobody but the coordinator.
    assert answer(response) == ("not there" if expected == "refused" else expected)
    assert _has_objected(person) is (who != "noor")


def test_an_answer_is_read_on_the_page_and_by_mail(cast: Cast) -> None:
    person, page = _objecting(cast)
    typed = {"answer": "Je bent ons aanspreekpunt.", "version": 2}
    cast.client("noor").post(f"{HERE}/{person.pk}/bezwaar/antwoord", typed)
    assert "Je bent ons aanspreekpunt." in reader().get(page).content.decode()
    letter = letters(cast.waterdal)[-1]
    assert letter.to == "yvonne@ggd.example" and "Je bent ons aanspreekpunt." in letter.text
    again = "/mijn/" + letter.text.split("/mijn/")[1].split()[0]
    assert reader().get(again).status_code == 200


def test_the_holder_of_a_link_cannot_answer_themselves(cast: Cast) -> None:
    from dwarsverband.foundation.access import Refused
    from dwarsverband.modules.network.actions.consent import answer_objection

    person, page = _objecting(cast)
    found = fresh(person)
    assert found
    with pytest.raises(Refused):
        answer_objection(holder(page), found, answer="Ja", version=found.version)


def test_the_coordinator_sees_who_objects(cast: Cast) -> None:
    _objecting(cast)
    client = cast.client("noor", "en")
    assert "One person objects" in client.get("/waterdal/netwerk/bericht").content.decode()
    page = client.get("/waterdal/netwerk/bezwaren").content.decode()
    assert "Yvonne Jansen" in page and "Ik werk hier niet meer." in page


def test_the_term_ends_for_whoever_objects_too(cast: Cast) -> None:
    person, _page = _objecting(cast)
    with make.within(cast.waterdal):
        Person.objects.filter(pk=person.pk).update(ends_on=timezone.localdate().replace(year=2020))
    end_terms(0)
    assert fresh(person) is None
