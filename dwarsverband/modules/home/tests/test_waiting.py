"""What waits is counted once: the front page, the mail, the calendar and the mayor's page tell the same."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.access.context import acting
from dwarsverband.foundation.accounts.calendar import events
from dwarsverband.foundation.accounts.waiting import ToCount, counted, waiting
from dwarsverband.modules.home.queries.administrator import administrator
from dwarsverband.modules.home.queries.today import today
from dwarsverband.modules.network.models import (
    HelpAsk,
    HelpQuestion,
    MissingName,
    Participation,
    Person,
    Round,
)
from dwarsverband.modules.network.queries import waiting as network_waits
from dwarsverband.modules.network.queries.weekly import counts
from dwarsverband.modules.network.queries.weekly_words import weekly_words
from dwarsverband.modules.tables.models import Ride, TableInvitation
from dwarsverband.modules.tables.tests import make_tables
from tests import make
from tests.cast import Cast

TODAY = timezone.localdate()
OWN = {"source": "test", "legal_basis": "test", "ends_on": TODAY + timedelta(days=30)}
HELP = "One question for help waits for your answer."
ANSWERED = "One colleague answered your question. Read it, and say thank you."
RIDE = "One subject asks whether it may ride along with your table."
INVITED = "One invitation to a table waits. You answer with the link in your mail."


def _asked(cast: Cast, email: str) -> None:
    """Somebody is asked for help, invited to a table, and leads a table that is asked something."""
    with make.within(cast.waterdal):
        person = Person.objects.get(partnership=cast.waterdal, email=email)
    table = make_tables.table(cast.waterdal)
    seat = make_tables.seat(table, "safety", "Wijkagent")
    home = {"partnership": cast.waterdal}
    with make.within(cast.waterdal):
        question = HelpQuestion.objects.create(
            **home,
            text="Wie weet het?",
            asked_by=make.membership_of(cast.noor),
            asked_on=TODAY,
            **OWN,
        )
        HelpAsk.objects.create(**home, question=question, person=person, asked_on=TODAY)
        TableInvitation.objects.create(**home, seat=seat, person=person, asked_on=TODAY, **OWN)
        table.chair = person
        table.save()
        Ride.objects.create(
            **home,
            table=table,
            chair=person,
            topic="Weerbaar",
            asked_by_id=cast.noor.membership_id,
            asked_on=TODAY,
            **OWN,
        )


def _mail(actor: Actor) -> str:
    return weekly_words(actor, counts(actor)).text


def test_the_page_the_mail_and_the_calendar_tell_the_same(cast: Cast) -> None:
    _asked(cast, "bram@waterdal.example")
    page = cast.client("bram", "en").get("/waterdal/").content.decode()
    with acting(cast.bram), translation.override("en"):
        found = [one.sentence for one in waiting(cast.bram)]
        mail, titles = _mail(cast.bram), [one.title for one in events(cast.bram)]
    assert found == [HELP, RIDE, INVITED]
    for sentence in found:
        assert sentence in page and sentence in mail and sentence in titles


def test_the_mayor_reads_by_the_month_everywhere(cast: Cast) -> None:
    make.person(cast.waterdal, "Hanneke Vos", email="hanneke@waterdal.example")
    _asked(cast, "hanneke@waterdal.example")
    with acting(cast.hanneke), translation.override("en"):
        page, mail = administrator(cast.hanneke), _mail(cast.hanneke)
        front = today(cast.hanneke)
    assert [one.sentence for one in page.waits] == [HELP, RIDE, INVITED]
    assert HELP in mail and "this week." not in mail
    assert front.administrator and "this month" in front.administrator.answer


def test_whoever_reads_no_content_waits_for_nothing(cast: Cast) -> None:
    with acting(cast.joost):
        assert waiting(cast.joost) == ()
    assert HELP not in cast.client("noor", "en").get("/waterdal/").content.decode()


@pytest.mark.parametrize("who", ["noor", "bram", "hanneke"])
def test_counting_all_of_it_is_one_question(cast: Cast, who: str) -> None:
    actor = cast.actors[who]
    with acting(actor), CaptureQueriesContext(connection) as asked:
        waiting(actor)
    assert len(asked) == 1


def test_an_answer_waits_for_whoever_asked_until_they_say_thank_you(cast: Cast) -> None:
    _asked(cast, "bram@waterdal.example")
    with make.within(cast.waterdal):
        HelpAsk.objects.update(answer=HelpAsk.Answer.YES)
    for thanked_on, sentences in ((None, [ANSWERED]), (TODAY, [])):
        with make.within(cast.waterdal):
            HelpAsk.objects.update(thanked_on=thanked_on)
        with acting(cast.noor), translation.override("en"):
            found = [one.sentence for one in waiting(cast.noor) if one.kind == "answers"]
        assert found == sentences


def test_a_name_that_was_passed_on_waits_for_the_coordinator_alone(cast: Cast) -> None:
    person, home = make.person(cast.waterdal, "Yvonne"), {"partnership": cast.waterdal}
    with make.within(cast.waterdal):
        asked = Round.objects.create(**home, opened_on=TODAY, answers_until=TODAY)
        mine = Participation.objects.create(
            **home, round=asked, person=person, answered_on=TODAY, **OWN
        )
        MissingName.objects.create(**home, participation=mine, name="Els", **OWN)
    told = {}
    for actor in (cast.noor, cast.bram):
        with acting(actor), translation.override("en"):
            told[actor.name] = [one.sentence for one in waiting(actor)]
    assert told[cast.noor.name] == ["One name was passed on. You decide whether it comes in."]
    assert told[cast.bram.name] == []


@pytest.mark.parametrize(
    ("count", "sentence"),
    [
        (1, "One question for help waits for your answer."),
        (3, "Three questions for help wait for your answer."),
    ],
)
def test_one_waits_otherwise_than_three(count: int, sentence: str) -> None:
    one = ToCount("help", HelpAsk.objects.none(), network_waits.HELP, "", "")
    with translation.override("en"):
        assert counted(one, count).sentence == sentence
