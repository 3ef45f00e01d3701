"""A question finds who offered to help; who asks is known to whoever is asked, and to nobody else."""

import json
import re
from datetime import date, timedelta
from typing import Any  # answers of the API
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dwarsverband.foundation.access.context import acting, system
from dwarsverband.foundation.accounts.models import Theme
from dwarsverband.foundation.database import ledger
from dwarsverband.foundation.links.models import Link
from dwarsverband.modules.network.actions.agreements import record_agreement
from dwarsverband.modules.network.actions.helping import ask_for_help
from dwarsverband.modules.network.actions.people import withdraw_person
from dwarsverband.modules.network.jobs import ask_next_people, end_terms
from dwarsverband.modules.network.models import (
    ContactMoment,
    HelpAsk,
    HelpOutcome,
    HelpQuestion,
    Holiday,
    Offer,
    Person,
    Tie,
)
from dwarsverband.modules.network.queries import helping
from dwarsverband.modules.network.tests.pages import find, letters, own_page, reader
from dwarsverband.modules.network.tests.test_agreements import agreement_with
from tests import make
from tests.answers import text
from tests.cast import Cast
from tests.machines import ask as ask_as_machine
from tests.machines import token

PAGE = "/waterdal/netwerk/hulp/vragen"
QUESTION = "Wie weet hoe je met Turkse ouders over schoolverzuim praat?"
TODAY = timezone.localdate()
CONTEXT = ("django_session", 'SELECT "accounts_user"', "security.", "set_config", "SAVEPOINT")


def offer(cast: Cast, person: Person, line: str) -> Offer:
    with make.within(cast.waterdal):
        return Offer.objects.create(
            partnership=cast.waterdal,
            person=person,
            text=line,
            offered_on=TODAY,
            source="test",
            legal_basis="test",
            ends_on=TODAY + timedelta(days=300),
        )


@pytest.fixture
def helpers(cast: Cast) -> list[Person]:
    """Five people who offered something about it: Fatma, whom Bram knows, and four further away."""
    with make.within(cast.waterdal):
        fatma = Person.objects.get(partnership=cast.waterdal, name="Fatma Yıldız")
        fatma.email = "fatma@baken.example"
        fatma.save()
    far = [
        make.person(cast.waterdal, f"Hulp {one}", "care", "GGD", email=f"h{one}@ggd.example")
        for one in range(4)
    ]
    people = [fatma, *far]
    for person in people:
        offer(cast, person, "schoolverzuim")
    return people


def send(cast: Cast, who: str = "bram", asked: str = QUESTION, **more: object) -> HelpQuestion:
    actor = cast.actors[who]
    with acting(actor):
        return ask_for_help(actor, text=asked, **more)  # type: ignore[arg-type]  # what a test says


def asks(cast: Cast, question: HelpQuestion) -> list[HelpAsk]:
    with make.within(cast.waterdal):
        found = HelpAsk.objects.filter(question=question).select_related("person", "membership")
        return sorted(found, key=lambda one: one.name)


def link_to(cast: Cast, name: str) -> str:
    """The link in the mail to somebody who was asked."""
    mail = next(one for one in letters(cast.waterdal) if one.to == find(cast, name).email)
    found = re.search(r"(/hulp/[\w-]+)\?antwoord=ja", mail.text)
    assert found, mail.text
    return found[1]


def let_time_pass(cast: Cast, day: date, question: HelpQuestion) -> None:
    with make.within(cast.waterdal):
        HelpQuestion.objects.filter(pk=question.pk).update(next_on=day)


def test_before_it_is_sent_you_read_how_many_get_it_and_nothing_is_kept(
    cast: Cast, helpers: list[Person]
) -> None:
    client = cast.client("bram")
    seen = text(client.post(PAGE, {"text": QUESTION}))
    assert "Drie collega’s krijgen je vraag." in seen, "of a domain with one person nothing is told"
    assert "Zij boden hulp aan bij “schoolverzuim”." in seen
    assert not any(person.name in seen for person in helpers)
    with make.within(cast.waterdal):
        assert not HelpQuestion.objects.exists()
    mark = re.search(r'name="seen" value="(\w+)"', seen)
    assert mark
    other = client.post(PAGE, {"text": QUESTION + " En in De Linden?", "seen": mark[1]})
    assert other.status_code == 200, "what was changed is looked at again"
    sent = client.post(PAGE, {"text": QUESTION, "seen": mark[1]}, follow=True)
    assert "Verstuurd naar drie mensen." in text(sent)
    with make.within(cast.waterdal):
        assert HelpAsk.objects.count() == 3


def test_who_is_near_is_asked_first_and_who_carries_much_last(
    cast: Cast, helpers: list[Person]
) -> None:
    first = send(cast)
    assert "Fatma Yıldız" in [one.name for one in asks(cast, first)]
    second = send(cast, asked="Wie kent de regels over schoolverzium in groep acht?")
    names = {one.name for one in asks(cast, first)} - {"Fatma Yıldız"}
    again = {one.name for one in asks(cast, second)} - {"Fatma Yıldız"}
    assert len(again) == 2 and not names & again, "those who were not asked yet come first"


@pytest.mark.parametrize(
    "asked",
    ["Wat doe ik met Jan de Vries uit 3B?", "Bel mij over haar op 06-12345678 alsjeblieft"],
)
def test_a_question_about_a_person_is_not_kept_until_it_is_changed(
    cast: Cast, helpers: list[Person], asked: str
) -> None:
    client, words = cast.client("bram"), f"{asked} Het gaat om schoolverzuim."
    page = text(client.post(PAGE, {"text": words}))
    assert "Schrijf niet over een persoon." in page and "Dit gaat niet over een persoon" in page
    mark = re.search(r'name="seen" value="(\w+)"', page)
    assert mark
    assert client.post(PAGE, {"text": words, "seen": mark[1]}).status_code == 200
    with make.within(cast.waterdal):
        assert not HelpQuestion.objects.exists()
    sent = {"text": words, "seen": mark[1], "is_about_nobody": "on"}
    assert client.post(PAGE, sent).status_code == 302


def test_for_a_key_person_whoever_keeps_the_agreement_is_asked(cast: Cast) -> None:
    abdi = make.person(cast.waterdal, "Abdi W.", "community", "Samen", email="abdi@s.example")
    agreed = agreement_with(cast, may_ask="uitleg over Somalische families")
    with acting(cast.noor):
        record_agreement(cast.noor, abdi, agreed=agreed)
    offer(cast, abdi, "Somalisch tolken")
    question = send(cast, asked="Wie weet iets over Somalische families en tolken?")
    assert [one.name for one in asks(cast, question)] == ["Hanneke Vos"]
    mails = [one for one in letters(cast.waterdal) if "heeft een vraag" in one.text]
    assert [one.to for one in mails] == ["hanneke@waterdal.example"]
    assert "Abdi" not in mails[0].text and "Somalische" not in mails[0].text


def test_when_nobody_offered_it_the_coordinator_gets_it_and_desks_are_shown(cast: Cast) -> None:
    asked = "Wie geeft een training over omgaan met complotdenken?"
    page = text(cast.client("bram").post(PAGE, {"text": asked}))
    assert "Niemand bood hier hulp bij aan. Je vraag gaat naar Noor Bakker." in page
    assert "ROR" in page
    assert [one.name for one in asks(cast, send(cast, asked=asked))] == ["Noor Bakker"]
    refused = cast.client("noor").post(PAGE, {"text": asked})
    assert refused.status_code == 200 and "Niemand bood hier hulp bij aan" in text(refused)


def test_nobody_but_who_is_asked_learns_who_asks_or_what(cast: Cast, helpers: list[Person]) -> None:
    question = send(cast)
    for who in ("noor", "hanneke", "joost"):
        client = cast.client(who)
        for page in (
            "/waterdal/netwerk/hulp",
            f"/waterdal/netwerk/vragen/{question.pk}",
            f"/api/v1/waterdal/questions/{question.pk}",
            "/api/v1/waterdal/help",
            "/waterdal/zoeken?zoek=schoolverzuim",
        ):
            assert "Turkse ouders" not in client.get(page).content.decode(), page
    counts = text(cast.client("noor").get("/waterdal/netwerk/hulp"))
    assert "Hoeveel wordt er gevraagd?" in counts and "1 vraag" in counts
    assert "Hoeveel wordt er gevraagd?" not in text(
        cast.client("bram").get("/waterdal/netwerk/hulp")
    )
    asked = reader().get(link_to(cast, "Fatma Yıldız")).content.decode()
    assert "Bram Hendriks" in asked and "Turkse ouders" in asked


def test_looking_changes_nothing_and_an_answer_reaches_who_asked(
    cast: Cast, helpers: list[Person]
) -> None:
    question, link = send(cast), link_to(cast, "Fatma Yıldız")
    for answer in ("ja", "ander", "nee"):
        assert reader().get(f"{link}?antwoord={answer}").status_code == 200
    assert not any(one.answer for one in asks(cast, question))
    missing = reader().post(f"{link}?antwoord=ja", {"answer": "yes", "reach": ""})
    assert missing.status_code == 200 and not asks(cast, question)[0].answer
    person = {"answer": "other", "elsewhere": "mevrouw Jansen"}
    assert "and no person" in text(reader().post(f"{link}?antwoord=ander", person))
    done = reader().post(f"{link}?antwoord=ja", {"answer": "yes", "reach": "Bel 1234"})
    assert "Bram Hendriks reads how to reach you." in text(done)
    own = text(cast.client("bram").get(f"/waterdal/netwerk/vragen/{question.pk}"))
    assert "Fatma Yıldız kan helpen" in own and "Bel 1234" in own and "Hulp" not in own
    assert letters(cast.waterdal)[-1].to == "bram@waterdal.example"
    for wrong in ("/hulp/onzin", link[:-1] + "x"):
        assert reader().get(wrong).status_code == 404


@pytest.mark.regression("a contact told who had asked for help")
def test_thanks_are_given_once_and_minutes_count_as_contact(
    cast: Cast, helpers: list[Person]
) -> None:
    question = send(cast)
    hulp = next(one.name for one in asks(cast, question) if one.name.startswith("Hulp"))
    link = link_to(cast, hulp)
    assert reader().post(f"{link}/tijd", {"minutes": 15}).status_code == 403
    reader().post(f"{link}?antwoord=ja", {"answer": "yes", "reach": "Loop binnen"})
    answer = next(one for one in asks(cast, question) if one.answer)
    thank, bram = f"/waterdal/netwerk/antwoorden/{answer.pk}/bedanken", cast.client("bram")
    assert cast.client("noor").post(thank).status_code == 404
    assert bram.post(thank).status_code == 302
    assert bram.post(thank).status_code == 403
    thanked = letters(cast.waterdal)[-1]
    assert thanked.to == answer.email and "bedankt je" in thanked.subject
    with make.within(cast.waterdal):
        assert not ContactMoment.objects.exists(), "thanks tell nobody that the two spoke"
    assert reader().post(f"{link}/tijd", {"minutes": 30}).status_code == 302
    reader().post(f"{link}/tijd", {"minutes": 60})
    with make.within(cast.waterdal):
        moment = ContactMoment.objects.get(tie__source="conversation")
        assert (moment.minutes, moment.keeper_id, moment.waits) == (60, answer.person_id, False)
        assert (moment.reason, moment.initiative) == ("upkeep", ""), "nobody reads who asked"
        assert Tie.objects.filter(source="conversation").count() == 1


def test_the_next_ones_are_asked_once_on_a_working_day_and_only_without_a_yes(
    cast: Cast, helpers: list[Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    question = send(cast)
    ask_next_people(0)
    assert len(asks(cast, question)) == 3, "two working days have not passed"
    monkeypatch.setattr(helping.Days, "works", lambda _days, _day: False)
    let_time_pass(cast, TODAY, question)
    ask_next_people(0)
    assert len(asks(cast, question)) == 3, "nothing is sent on a day off"
    monkeypatch.setattr(helping.Days, "works", lambda _days, _day: True)
    for _again in range(2):
        ask_next_people(0)
    assert len({one.name for one in asks(cast, question)}) == 5
    assert len([one for one in letters(cast.waterdal) if "heeft een vraag" in one.text]) == 5
    reader().post(f"{link_to(cast, 'Fatma Yıldız')}?antwoord=ja", {"answer": "yes", "reach": "Bel"})
    with make.within(cast.waterdal):
        assert HelpQuestion.objects.get(pk=question.pk).next_on is None


def test_two_working_days_skip_weekends_and_holidays(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    friday = date(2026, 12, 18)
    monkeypatch.setattr("django.utils.timezone.localdate", lambda: friday)
    with make.within(cast.waterdal):
        actor = system(cast.waterdal.pk)
        assert helping.next_day(actor) == date(2026, 12, 22)
        Holiday.objects.create(
            partnership=cast.waterdal,
            name="Kerst",
            starts_on=date(2026, 12, 19),
            ends_on=date(2027, 1, 3),
        )
        assert helping.next_day(actor) == date(2027, 1, 5)


def test_a_question_is_destroyed_after_thirty_days_and_only_a_count_stays(
    cast: Cast, helpers: list[Person]
) -> None:
    with make.within(cast.waterdal):
        theme = Theme.objects.get(partnership=cast.waterdal, code="inclusion")
    question, link = send(cast, theme=theme), link_to(cast, "Fatma Yıldız")
    with make.within(cast.waterdal):
        HelpQuestion.objects.update(ends_on=TODAY - timedelta(days=1))
    assert reader().get(link).status_code == 404
    end_terms(0)
    with make.within(cast.waterdal):
        assert not HelpQuestion.objects.exists() and not HelpAsk.objects.exists()
        assert not Link.objects.filter(purpose=helping.PURPOSE).exists()
        kept = HelpOutcome.objects.get()
        assert kept.theme == theme and not kept.was_answered
    assert ("network_helpquestion", str(question.pk)) in [
        (table, key) for table, key in ledger.announced() + ledger.destroyed()
    ]


def test_who_leaves_takes_offers_questions_and_answers_along(
    cast: Cast, helpers: list[Person]
) -> None:
    question, link = send(cast), link_to(cast, "Fatma Yıldız")
    bram, fatma = find(cast, "Bram Hendriks"), find(cast, "Fatma Yıldız")
    page = own_page(cast, bram)
    file = reader().post(f"{page}/bestand").content.decode()
    assert QUESTION in file
    with acting(cast.noor):
        withdraw_person(cast.noor, fatma)
    assert reader().get(link).status_code == 404
    with make.within(cast.waterdal):
        assert not Offer.objects.filter(person_id=fatma.pk).exists()
        assert not HelpAsk.objects.filter(person_id=fatma.pk).exists()
        assert HelpQuestion.objects.filter(pk=question.pk).exists()
    with acting(cast.noor):
        withdraw_person(cast.noor, bram)
    with make.within(cast.waterdal):
        assert not HelpQuestion.objects.exists() and not HelpAsk.objects.exists()


def test_a_file_that_the_coordinator_makes_names_no_asker(
    cast: Cast, helpers: list[Person]
) -> None:
    send(cast)
    for name in ("Bram Hendriks", "Fatma Yıldız"):
        answer = cast.client("noor").post(f"/waterdal/netwerk/mensen/{find(cast, name).pk}/bestand")
        assert answer.status_code == 200
        assert "Turkse ouders" not in answer.content.decode()
    assert "schoolverzuim" in answer.content.decode()


def test_the_pages_need_few_queries(cast: Cast, helpers: list[Person]) -> None:
    question = send(cast, "noor")
    send(cast, "noor", asked="Wie weet nog meer over schoolverzuim?")
    client = cast.client("noor")
    for path in ("hulp", "loketten", "aanbod", f"vragen/{question.pk}", "hulp/vragen"):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(f"/waterdal/netwerk/{path}").status_code == 200
        own = [one["sql"] for one in asked if not any(word in one["sql"] for word in CONTEXT)]
        assert len(own) <= 8, (path, own)


def _told(secret: str, path: str, body: object = None) -> Any:
    return json.loads(ask_as_machine(secret, f"/api/v1/waterdal/{path}", body).content)


def test_machines_ask_and_answer_too(cast: Cast, helpers: list[Person]) -> None:
    offer(cast, find(cast, "Bram Hendriks"), "Friese volksdansen")
    noor, bram = (token(one, areas=("help",)).secret for one in (cast.noor, cast.bram))
    body = {"text": "Wie weet iets van Friese volksdansen?"}
    told = _told(noor, "help/preview", body)
    assert told["count"] == 1 and told["domains"] == ["safety"]
    made = _told(noor, "questions", body)
    waits = _told(bram, "asks")[0]
    assert waits["askedBy"] == "Noor Bakker"
    sent = {"answer": "yes", "reach": "bel"}
    done = _told(bram, f"asks/{waits['id']}/answer", sent)
    assert done["answer"] == "yes"
    own = _told(noor, f"questions/{made['id']}")
    assert own["answers"][0]["reach"] == "bel" and UUID(own["answers"][0]["id"])
