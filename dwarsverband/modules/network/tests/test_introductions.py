"""Who could meet, who brings them together, and what came of it."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from dwarsverband.foundation.access.context import acting
from dwarsverband.foundation.mail.models import Letter
from dwarsverband.modules.network.models import Introduction, Person, Tie
from dwarsverband.modules.network.queries.introductions import Suggestion, suggested_introductions
from tests import make
from tests.cast import Cast

PAGE = "/waterdal/netwerk/introducties"


def _suggestions(cast: Cast) -> list[Suggestion]:
    with acting(cast.noor):
        return suggested_introductions(cast.noor)


def _with_carer(cast: Cast) -> Suggestion:
    """Somebody in care whom only a social worker knows; so the two agents of that worker could meet them."""
    carer = make.person(cast.waterdal, "Yvonne Jansen", "care", "GGD")
    with make.within(cast.waterdal):
        worker = Person.objects.get(name="Sociaal 1", partnership=cast.waterdal)
        worker.email = "worker@waterdal.example"
        worker.save()
    make.tie(worker, carer)
    return next(
        one for one in _suggestions(cast) if "Yvonne Jansen" in (one.first.name, one.second.name)
    )


def _ask(cast: Cast, suggestion: Suggestion, who: str = "noor") -> Introduction | None:
    typed = {"pair": suggestion.key}
    if suggestion.introducers:
        typed["introducer"] = str(suggestion.introducers[0].id)
    cast.client(who).post(f"{PAGE}/vragen", typed)
    with make.within(cast.waterdal):
        return Introduction.objects.filter(partnership=cast.waterdal).first()


def _link(cast: Cast) -> str:
    with make.within(cast.waterdal):
        letter = Letter.objects.get(partnership=cast.waterdal, to="worker@waterdal.example")
    found = re.search(r"(/voorstel/\S+)", letter.text)
    assert found
    return found[1]


def test_two_people_who_share_a_contact_are_suggested(cast: Cast) -> None:
    suggestion = _with_carer(cast)
    assert [person.name for person in suggestion.introducers] == ["Sociaal 1"]
    assert (suggestion.people_before, suggestion.people_after) == (0, 1)


def test_whoever_carries_a_bridge_is_spared(cast: Cast) -> None:
    carriers = {"Bram Hendriks", "Fatma Yıldız"}
    for one in _suggestions(cast):
        if {one.first_domain.code, one.second_domain.code} == {"safety", "education"}:
            assert not carriers & {one.first.name, one.second.name}


@pytest.mark.parametrize(
    ("who", "asks"), [("noor", True), ("bram", False), ("wim", False), ("nobody", False)]
)
def test_who_asks_an_introducer(cast: Cast, who: str, asks: bool) -> None:
    assert bool(_ask(cast, _with_carer(cast), who)) is asks


@pytest.mark.parametrize(
    ("answer", "status"),
    [("accepted", "accepted"), ("declined", "declined"), ("later", "later"), ("x", "asked")],
)
def test_the_introducer_answers_without_account(cast: Cast, answer: str, status: str) -> None:
    _ask(cast, _with_carer(cast))
    cast.client("nobody").post(_link(cast), {"answer": answer})
    with make.within(cast.waterdal):
        assert Introduction.objects.get(partnership=cast.waterdal).status == status


def test_opening_the_link_answers_nothing(cast: Cast) -> None:
    _ask(cast, _with_carer(cast))
    page = cast.client("nobody").get(_link(cast))
    assert page.status_code == 200
    with make.within(cast.waterdal):
        assert Introduction.objects.get(partnership=cast.waterdal).status == "asked"


def test_nobody_is_suggested_again_within_a_year_after_declining(cast: Cast) -> None:
    suggestion = _with_carer(cast)
    introduction = _ask(cast, suggestion)
    cast.client("nobody").post(_link(cast), {"answer": "declined"})
    people = {suggestion.first.id, suggestion.second.id}
    assert not any(people & {one.first.id, one.second.id} for one in _suggestions(cast))
    with make.within(cast.waterdal):
        long_ago = timezone.localdate() - timedelta(days=366)
        Introduction.objects.filter(pk=introduction.pk).update(answered_on=long_ago)  # type: ignore[union-attr]
    assert any(people & {one.first.id, one.second.id} for one in _suggestions(cast))


def test_when_they_met_there_is_a_tie_with_a_date(cast: Cast) -> None:
    introduction = _ask(cast, _with_carer(cast))
    assert introduction
    today = timezone.localdate()
    cast.client("noor").post(
        f"{PAGE}/{introduction.pk}/ontmoet", {"on": today.isoformat(), "version": 1}
    )
    with make.within(cast.waterdal):
        tie = Tie.objects.get(first=introduction.first_id, second=introduction.second_id)
    assert (tie.source, tie.since_on, tie.last_contact_on) == ("introduction", today, today)


def test_the_page_says_how_many_weak_places_were_repaired(cast: Cast) -> None:
    introduction = _ask(cast, _with_carer(cast))
    assert introduction
    client, today = cast.client("noor", "en"), timezone.localdate()
    client.post(f"{PAGE}/{introduction.pk}/ontmoet", {"on": today.isoformat(), "version": 1})
    page = client.get(PAGE).content.decode()
    assert "One of one weak place repaired since" in page


def test_whoever_asks_themselves_gets_no_letter(cast: Cast) -> None:
    suggestion = _with_carer(cast)
    with make.within(cast.waterdal):
        worker = Person.objects.get(name="Sociaal 1", partnership=cast.waterdal)
        worker.email = "noor@waterdal.example"
        worker.save()
    introduction = _ask(cast, suggestion)
    assert introduction
    assert introduction.status == "accepted"
    with make.within(cast.waterdal):
        assert not Letter.objects.filter(partnership=cast.waterdal).exists()


def test_letting_it_rest_writes_no_letter(cast: Cast) -> None:
    suggestion = _with_carer(cast)
    cast.client("noor").post(f"{PAGE}/laten-rusten", {"pair": suggestion.key})
    with make.within(cast.waterdal):
        assert Introduction.objects.get(partnership=cast.waterdal).status == "declined"
        assert not Letter.objects.filter(partnership=cast.waterdal).exists()


def test_a_made_up_introducer_is_not_asked(cast: Cast) -> None:
    suggestion = _with_carer(cast)
    typed = {"pair": suggestion.key, "introducer": str(suggestion.first.id)}
    assert cast.client("noor").post(f"{PAGE}/vragen", typed).status_code == 404


def test_the_letter_of_another_partnership_opens_nothing_here(cast: Cast) -> None:
    assert cast.client("nobody").get("/voorstel/verzonnen-geheim").status_code in {302, 404}
