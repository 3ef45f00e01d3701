"""Whoever answered a question about a list does not answer it again about the next one."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from dwarsverband.foundation.access.context import acting
from dwarsverband.modules.network.actions.import_answers import destroy_old_answers
from dwarsverband.modules.network.actions.people import withdraw_person
from dwarsverband.modules.network.models import ImportAnswer
from dwarsverband.modules.network.queries.import_types import Plan
from dwarsverband.modules.network.queries.imports import import_plan
from dwarsverband.modules.network.tests import lists
from tests import make
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("november")
ROWS = [
    ["Naam", "Organisatie", "Domein", "Kent", "Laatst"],
    ["Jan Berg", "Politie", "veiligheid", "Ruth Cohen", "31-11-2025"],
    ["Jan Berg", "GGD", "zorgg", "", ""],
    ["Ruth Cohen", "GGD Waterdal", "zorg", "Jan Berg", ""],
    ["Eline Bos", "G.G.D. Waterdal", "zorg", "", ""],
    ["", "Politie", "veiligheid", "Ruth Cohen", ""],
]
LIST = "lijst.xlsx", lists.book(ROWS)
# The same rows below a title, in another order, and somebody more.
NEXT = (
    "lijst juni.xlsx",
    lists.book([["Netwerk"], [], ROWS[0], *ROWS[:0:-1], ["Jo Vos", *[""] * 4]]),
)
ANSWERS = {
    "cell:0-2-E": "30-11-2025",
    "cell:0-6-A": "Piet Mol",
    "domain:zorgg": "care",
    "0-3": "new",
    "0-4-D1": "0-2",
    "spelling:GGD": "GGD",
    "apart:organisation:ggd waterdal": "on",
}


def _open(page: lists.Page) -> bool:
    return "your answer before the whole list" in page.text


@pytest.fixture
def room(cast: Cast) -> lists.Room:
    """Where a list was brought in, with all its answers."""
    made = lists.room()
    page = made.start(LIST)
    for _time in range(2):
        page = page.press("kolommen", answers=ANSWERS)
    assert not _open(page)
    page.press()
    assert made.counts() == (5, 4, 2)
    return made


def test_the_next_list_asks_nothing_that_was_answered(room: lists.Room) -> None:
    page = room.start(NEXT)
    assert not _open(page)
    assert "Is GGD the same organisation" not in page.text
    assert "are different organisations" not in page.text
    assert "about an earlier list. We took the same answers." in page.text
    page.press()
    assert room.counts() == (6, 4, 2)


def test_what_was_answered_can_be_asked_again(room: lists.Room) -> None:
    page = room.start(NEXT).press("kolommen", {"forget": "on"})
    assert _open(page)
    assert "about an earlier list" not in page.text


def test_a_question_is_not_asked_again_when_the_list_was_thrown_away(cast: Cast) -> None:
    room = lists.room()
    page = room.start(LIST)
    for _time in range(2):
        page = page.press("kolommen", answers=ANSWERS)
    page.press("weggooien")
    page = room.start(NEXT)
    told = page.text.partition('id="cells"')[2]
    assert "31-11-2025 does not exist." in told
    assert "is not a domain" not in page.text
    assert 'id="doubts"' not in page.text


def test_what_was_undone_is_asked_again(room: lists.Room) -> None:
    room.client.post(f"/{room.home.slug}/netwerk/importeren/{room.draft().pk}/ongedaan")
    assert "31-11-2025 does not exist." in room.start(NEXT).text


def test_no_name_is_kept_of_what_was_answered(room: lists.Room) -> None:
    with make.within(room.home), connection.cursor() as cursor:
        cursor.execute("SELECT count(*), string_agg(one::text, ' ') FROM network_importanswer one")
        count, stored = cursor.fetchone() or (0, "")
    assert count >= 6
    for word in ("Jan", "Berg", "GGD", "Cohen", "2025", "zorgg"):
        assert not re.search(rf"(?<![\w-]){word}(?![\w-])", stored), word


def test_an_answer_goes_with_whom_it_is_about_and_at_its_term(room: lists.Room) -> None:
    with make.within(room.home):
        jans = ImportAnswer.objects.filter(person__name="Jan Berg")
        person, before = jans[0].person, ImportAnswer.objects.count()
        about = ImportAnswer.objects.filter(person=person).count()
    assert person and about
    with acting(room.actor):
        withdraw_person(room.actor, person)
    with make.within(room.home):
        assert ImportAnswer.objects.count() == before - about
        ends = set(ImportAnswer.objects.values_list("ends_on", flat=True))
        assert ends == {date(2028, 11, 24)}
        yesterday = timezone.localdate() - timedelta(days=1)
        ImportAnswer.objects.update(ends_on=yesterday)
    assert _open(room.start(NEXT))
    with acting(room.actor):
        assert destroy_old_answers(room.actor) >= before - about


def test_another_partnership_answers_for_itself(room: lists.Room) -> None:
    assert _open(lists.room().start(LIST))


def test_coming_back_is_said_each_time_anew(cast: Cast) -> None:
    room = lists.room()
    content = lists.book(lists.people("Eline Bos"))
    for _time in range(2):
        person = make.person(room.home, "Eline Bos", "care", "GGD Waterdal")
        with acting(room.actor):
            withdraw_person(room.actor, person)
        page = room.start(("lijst.xlsx", content))
        assert "This person withdrew. We leave them out." in page.text
        page.press()
        assert room.counts()[0] == 0
        key = "withdrawn:eline||bos@ggd waterdal"
        room.start(("lijst.xlsx", content)).press(answers={key: "returns"})
        back = room.person("Eline Bos")
        with acting(room.actor):
            withdraw_person(room.actor, back)


def test_a_meeting_that_did_not_count_stays_out_of_the_next_list(cast: Cast) -> None:
    room = lists.room()
    names = [[f"{chr(65 + number % 26)}nna Naam{number:02}", "x", ""] for number in range(42)]
    content = lists.book([["Naam", "12-1-2026", "3-3-2026"], *names])
    page = room.start(("presentie.xlsx", content))
    (key,) = (
        question.key for question in _plan(room).questions if question.key.startswith("meeting:")
    )
    page.press(answers={key: "leave out"})
    assert room.counts() == (42, 0, 0)
    page = room.start(("presentie.xlsx", content))
    assert "Nothing would change." in page.text
    page.press("kolommen")
    assert not _plan(room).has_changes


def _plan(room: lists.Room) -> Plan:
    draft = room.draft()
    with make.within(room.home):
        return import_plan(room.actor, draft)


def test_who_myself_is_is_remembered_for_a_list_with_the_same_headings(cast: Cast) -> None:
    room = lists.room()
    rows = [["Naam", "Organisatie", "Kent"], ["Eline Bos", "", "ik"]]
    room.start(("lijst.xlsx", lists.book(rows))).press(answers={"myself:ik": "Noor Bakker"})
    assert room.counts() == (2, 0, 1)
    rows = [rows[0], ["Jo Vos", "", "ik"]]
    page = room.start(("lijst juni.xlsx", lists.book(rows)))
    assert "“ik” is Noor Bakker, as in your earlier list with the same headings." in page.text
    page.press()
    assert room.counts() == (3, 0, 2)
    other = [["Naam", "Kent", "Functie"], ["Els Mol", "ik", "Arts"]]
    assert "Write who that is." in room.start(("andere.xlsx", lists.book(other))).text
