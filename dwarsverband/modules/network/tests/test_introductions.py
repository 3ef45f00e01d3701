"""Who could meet, who brings them together, and what came of it."""

import re
from datetime import timedelta
from html import unescape
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.access.context import acting
from dwarsverband.foundation.accounts.models import User
from dwarsverband.foundation.accounts.queries import member_actor
from dwarsverband.foundation.links import links
from dwarsverband.foundation.mail.models import Letter
from dwarsverband.modules.network import rules
from dwarsverband.modules.network.actions.introductions import (
    answer_introduction,
    ask_introducer,
    record_meeting,
)
from dwarsverband.modules.network.jobs import ask_introducers_again
from dwarsverband.modules.network.models import Introduction, Person, Tie
from dwarsverband.modules.network.queries.introductions import Suggestion, suggested_introductions
from tests import make
from tests.answers import text
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


@pytest.mark.regression("an answer at the same moment undid that two people met")
def test_an_answer_that_comes_too_late_leaves_the_meeting_as_it_is(cast: Cast) -> None:
    read_before = _ask(cast, _with_carer(cast))
    assert read_before
    day = timezone.localdate()
    with acting(cast.noor):
        record_meeting(cast.noor, read_before, on=day, version=1)
    with acting(cast.noor), pytest.raises(ValidationError):
        answer_introduction(cast.noor, read_before, answer="declined")
    with make.within(cast.waterdal):
        now = Introduction.objects.get(pk=read_before.pk)
    assert (now.status, now.met_on) == ("met", day)


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


def _asking(suggestion: Suggestion) -> str:
    return f"{PAGE}/vragen?pair={suggestion.key}&introducer={suggestion.introducers[0].id}"


def _letters(cast: Cast) -> list[Letter]:
    with make.within(cast.waterdal):
        return list(Letter.objects.filter(partnership=cast.waterdal).order_by("written_at"))


def _lines(shown: str) -> list[str]:
    return [line for line in map(str.strip, shown.splitlines()) if line]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_mail_is_read_before_it_is_sent_in_the_language_of_its_reader(
    cast: Cast, language: str
) -> None:
    suggestion = _with_carer(cast)
    User.objects.create_user("worker@waterdal.example", language=language)
    client = cast.client("noor", "en")
    page = re.sub(r"<[^>]+>", "\n", unescape(text(client.get(_asking(suggestion)))))
    assert not _letters(cast)
    client.post(_asking(suggestion), {"note": "Zij zoeken\r\nBcc: x@y.example  elkaar."})
    (letter,) = _letters(cast)
    assert letter.language == language and letter.subject in page
    sent = re.sub(r"/voorstel/[\w-]+", "/voorstel/…", letter.text)
    assert "\n\nZij zoeken Bcc: x@y.example elkaar.\n\n" in sent
    own = ("Zij zoeken", "--")
    assert not [one for one in _lines(sent) if one not in _lines(page) and not one.startswith(own)]


def test_an_own_sentence_that_is_too_long_is_not_sent(cast: Cast) -> None:
    suggestion = _with_carer(cast)
    page = text(cast.client("noor", "en").post(_asking(suggestion), {"note": "x" * 301}))
    assert "At most 300 characters." in page and "x" * 301 in page
    worker = _worker(cast)
    with acting(cast.noor), pytest.raises(ValidationError):
        ask_introducer(cast.noor, suggestion, introducer=worker, note="x" * 301)
    assert not _letters(cast)


def _worker(cast: Cast) -> Person:
    with make.within(cast.waterdal):
        return Person.objects.get(name="Sociaal 1", partnership=cast.waterdal)


def test_the_mail_holds_three_answers_and_each_stands_first_on_its_page(cast: Cast) -> None:
    _ask(cast, _with_carer(cast))
    (letter,) = _letters(cast)
    found = re.findall(r"(/voorstel/\S+)", letter.text)
    assert [one.split("=")[1] for one in found] == ["ja", "later", "nee"]
    client = cast.client("nobody", "en")
    for address, verb in zip(found, ["Yes", "Later", "No"], strict=True):
        page = text(client.get(address))
        first = re.search(r'<button class="dv-button is-primary"[^>]*>([^<,]+)', page)
        assert first and first[1] == verb
        assert page.count("is-primary") == 1
    with make.within(cast.waterdal):
        assert Introduction.objects.get(partnership=cast.waterdal).answered_on is None


def test_whoever_is_asked_reads_who_asks(cast: Cast) -> None:
    _ask(cast, _with_carer(cast))
    page = text(cast.client("nobody", "en").get(_link(cast)))
    assert "Noor Bakker, who coordinates the network of Waterdal, asks you." in page


def test_an_earlier_answer_is_told_and_can_be_changed(cast: Cast) -> None:
    _ask(cast, _with_carer(cast))
    client = cast.client("nobody", "en")
    client.post(_link(cast), {"answer": "declined"})
    assert "you said no. You can still change that." in text(client.get(_link(cast)))
    client.post(_link(cast), {"answer": "accepted"})
    with make.within(cast.waterdal):
        assert Introduction.objects.get(partnership=cast.waterdal).status == "accepted"


def test_after_they_met_nobody_is_asked_to_answer(cast: Cast) -> None:
    _ask(cast, _with_carer(cast))
    with make.within(cast.waterdal):
        Introduction.objects.filter(partnership=cast.waterdal).update(status="met")
    page = text(cast.client("nobody", "en").get(_link(cast)))
    assert "They have met already." in page and "<button" not in page.split("<main")[1]


def test_another_link_answers_nothing(cast: Cast) -> None:
    introduction = _ask(cast, _with_carer(cast))
    assert introduction
    ends_at = timezone.now() + timedelta(days=1)
    with acting(cast.noor):
        link, _secret = links.make(cast.noor, "own_page", ends_at, details={}, subject=uuid4())
    holder = Actor(kind="link", partnership_id=cast.noor.partnership_id, membership_id=link.pk)
    with acting(holder):
        assert not rules.may_answer_introduction(holder, introduction).is_allowed


def test_whoever_said_later_is_asked_again_when_later_has_come(cast: Cast) -> None:
    _ask(cast, _with_carer(cast))
    cast.client("nobody").post(_link(cast), {"answer": "later"})
    ask_introducers_again(0)
    assert len(_letters(cast)) == 1
    with make.within(cast.waterdal):
        own = Introduction.objects.filter(partnership=cast.waterdal)
        own.update(again_on=timezone.localdate())
    ask_introducers_again(0)
    ask_introducers_again(0)
    assert len(_letters(cast)) == 2
    second = _letters(cast)[1].text
    assert "Waterdal werkt met Dwarsverband" in second and "\n\nWaterdal\n\n-- " in second
    again = re.findall(r"(/voorstel/\S+)", second)[0]
    page = text(cast.client("nobody", "en").get(again))
    assert "The coordinator of the network of Waterdal asks you." in page


def test_nobody_presses_asking_again(cast: Cast) -> None:
    introduction = _ask(cast, _with_carer(cast))
    assert introduction
    assert not rules.may_ask_again(cast.noor, introduction).is_allowed


def test_whoever_has_no_address_is_asked_in_person(cast: Cast) -> None:
    suggestion = _with_carer(cast)
    with make.within(cast.waterdal):
        Person.objects.filter(pk=suggestion.introducers[0].id).update(email="")
    client = cast.client("noor", "en")
    assert "Ask Sociaal 1 yourself: we know no e-mail address." in text(
        client.get(_asking(suggestion))
    )
    client.post(_asking(suggestion), {"note": ""})
    with make.within(cast.waterdal):
        assert Introduction.objects.get(partnership=cast.waterdal).status == "asked"
    assert not _letters(cast)


@pytest.mark.regression(
    "a partner who is nobody in the network could answer what was asked of nobody"
)
def test_a_partner_who_is_nobody_in_the_network_answers_nothing_that_was_asked_of_nobody(
    cast: Cast,
) -> None:
    newcomer = make.member(cast.waterdal, "nieuw@waterdal.example", "Nieuw", "partner")
    actor = member_actor(newcomer.user_id, "waterdal")
    with acting(actor):
        asked_of_nobody = Introduction(partnership_id=actor.partnership_id, introducer=None)
        assert not rules.may_answer_introduction(actor, asked_of_nobody).is_allowed


def test_the_page_says_that_a_new_bridge_begins_on_one_person(cast: Cast) -> None:
    introduction = _ask(cast, _with_carer(cast))
    assert introduction
    client, today = cast.client("noor", "en"), timezone.localdate()
    shown = client.get(PAGE).content.decode()
    assert "On one person still: better than none." in shown
    met = f"{PAGE}/{introduction.pk}/ontmoet"
    receipt = client.post(met, {"on": today.isoformat(), "version": 1}, follow=True)
    assert "A new bridge between Safety and Care." in receipt.content.decode()


def test_whoever_carries_two_bridges_is_asked_last(cast: Cast) -> None:
    suggestion = _with_carer(cast)
    other = make.person(cast.waterdal, "Zelf Zuid", "social", "Divers")
    worker = suggestion.introducers[0]
    with make.within(cast.waterdal):
        ends = Person.objects.filter(pk__in=[suggestion.first.id, suggestion.second.id])
        for end in ends:
            make.tie(end, other)
        far = make.person(cast.waterdal, "Ver Weg", "national", "Rijk")
        make.tie(Person.objects.get(pk=worker.id), far)
        near = make.person(cast.waterdal, "Dicht Bij", "community", "Buurthuis")
        make.tie(Person.objects.get(pk=worker.id), near)
    one = next(one for one in _suggestions(cast) if one.key == suggestion.key)
    assert [person.name for person in one.introducers] == ["Zelf Zuid", "Sociaal 1"]


def test_the_mail_and_the_list_name_the_two_in_the_order_of_their_domains(cast: Cast) -> None:
    suggestion = _with_carer(cast)
    with make.within(cast.waterdal):
        first, second = Person.objects.filter(partnership=cast.waterdal).order_by("id")[:2]
        one = Introduction(first=first, second=second)
        one.second_domain, one.first_domain = suggestion.first_domain, suggestion.second_domain
        assert [end.person for end in one.ends] == [second, first]
    introduction = _ask(cast, suggestion)
    assert introduction
    pair = rf"{suggestion.first.name}.*{suggestion.second.name}"
    with make.within(cast.waterdal):
        letter = Letter.objects.get(partnership=cast.waterdal, to="worker@waterdal.example")
    assert re.search(pair, letter.subject)
    for page in (PAGE, f"{PAGE}/{introduction.pk}/ontmoet"):
        assert re.search(pair, text(cast.client("noor").get(page)))
