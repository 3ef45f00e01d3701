"""Who does not know whom, and what hangs on one person."""

import pytest
from django.utils import translation

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.access.context import acting
from dwarsverband.foundation.accounts.queries import member_actor
from dwarsverband.modules.network.queries.silo_words import silo_words
from dwarsverband.modules.network.queries.silos import Silos, silo_report
from tests import make
from tests.answers import text
from tests.cast import Cast

PAGE = "/waterdal/netwerk/verkokering"


def _report(actor: Actor) -> Silos:
    with acting(actor):
        return silo_report(actor)


def test_the_coordinator_sees_who_is_not_at_the_table(cast: Cast) -> None:
    missing = [domain.name for domain in _report(cast.noor).missing]
    assert missing == ["Zorg", "Wijk", "Bestuur", "Rijk", "Gemeenschap"]


def test_a_bridge_that_hangs_on_one_person_is_named(cast: Cast) -> None:
    (bridge,) = _report(cast.noor).bridges
    assert [bridge.first.name, bridge.second.name] == ["Veiligheid", "Onderwijs"]
    assert [person.name for person in bridge.carriers] == ["Bram Hendriks", "Fatma Yıldız"]


def test_a_second_tie_by_others_takes_the_weight_off(cast: Cast) -> None:
    agent = make.person(cast.waterdal, "Nieuwe Agent", "safety", "Politie")
    teacher = make.person(cast.waterdal, "Nieuwe Docent", "education", "Mbo Het Baken")
    make.tie(agent, teacher)
    assert _report(cast.noor).bridges == []


def test_the_page_says_it_in_one_sentence(cast: Cast) -> None:
    page = cast.client("noor", "en").get(PAGE).content.decode()
    with translation.override("en"):
        answer = silo_words(_report(cast.noor)).answer
    assert "One bridge hangs on one person." in answer
    assert "One bridge hangs on one person." in page
    assert "Fatma Yıldız" in page


def test_a_longest_silence_stands_on_top(cast: Cast) -> None:
    bram, carer = (
        make.person(cast.waterdal, name, domain)
        for name, domain in (("A", "safety"), ("B", "care"))
    )
    make.tie(bram, carer, last_contact_on=None)
    assert [bridge.second.name for bridge in _report(cast.noor).bridges] == ["Zorg", "Onderwijs"]


@pytest.mark.parametrize("who", ["bram", "hanneke"])
def test_others_than_the_coordinator_see_no_name_and_no_small_count(cast: Cast, who: str) -> None:
    report = _report(cast.actors[who])
    education = next(n for n, group in enumerate(report.groups) if group.name == "Onderwijs")
    assert report.sizes[education] == -1
    assert not any(pair.carriers for pair in report.pairs)
    page = cast.client(who).get(PAGE).content.decode()
    assert "Sociaal 3" not in page
    assert ("Fatma" in page) is (who == "bram")  # whom he knows himself, and nobody else


def test_a_hidden_count_cannot_be_worked_out_from_a_total(cast: Cast) -> None:
    report = _report(cast.bram)
    assert not report.is_complete
    assert (report.people_count, report.tie_count, report.without_group) == (-1, -1, -1)


@pytest.mark.parametrize(("who", "is_told"), [("noor", False), ("bram", True), ("hanneke", True)])
def test_whoever_sees_a_part_is_told_that_there_may_be_more(
    cast: Cast, who: str, is_told: bool
) -> None:
    with translation.override("en"):
        answer = silo_words(_report(cast.actors[who])).answer
    assert ("as far as you see" in answer) is is_told


@pytest.mark.parametrize(
    ("who", "status"), [("noor", 200), ("bram", 200), ("wim", 404), ("nobody", 302)]
)
def test_who_opens_the_report(cast: Cast, who: str, status: int) -> None:
    assert cast.client(who).get(PAGE).status_code == status


def test_page_and_api_say_the_same(cast: Cast) -> None:
    answer = cast.client("noor").get("/api/v1/waterdal/silo-report").json()
    bridges = [pair for pair in answer["pairs"] if pair["needed"] == 1]
    assert len(bridges) == len(_report(cast.noor).bridges)
    assert answer["peopleCount"] == 12


def test_an_empty_network_says_how_to_begin(cast: Cast) -> None:
    home = make.partnership(slug="leeg", name="Leeg")
    member = make.member(home, "begin@leeg.example", "Begin", "coordinator")
    cast.actors["begin"] = member_actor(member.user_id, "leeg")
    page = cast.client("begin").get("/leeg/netwerk/verkokering").content.decode()
    del cast.actors["begin"]
    assert "/leeg/netwerk/importeren" in page


def test_over_many_organisations_only_who_knows_somebody_is_told(cast: Cast) -> None:
    with acting(cast.noor):
        assert silo_report(cast.noor, "organisation").strangers
    for number in range(40):
        make.person(cast.waterdal, f"Alleen {number}", "care", f"Stichting {number}")
    with acting(cast.noor):
        report = silo_report(cast.noor, "organisation")
    assert report.pairs and all(pair.ties for pair in report.pairs)
    page = text(cast.client("noor", "en").get(f"{PAGE}?per=organisatie"))
    assert "Which organisations hang on one person?" in page
    assert "Stichting 7" not in page and "dv-matrix" not in page
