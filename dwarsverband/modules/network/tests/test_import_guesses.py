"""What we only think is no answer until somebody saves; what nobody knows yet is not asked as if it were new."""

from datetime import date

import pytest

from dwarsverband.foundation.accounts.models import Organisation
from dwarsverband.foundation.sheets.tests import books
from dwarsverband.modules.network.models import Import, ImportAnswer
from dwarsverband.modules.network.queries.import_asked import ListAsks
from dwarsverband.modules.network.queries.import_fields import guess_columns
from dwarsverband.modules.network.queries.import_plan import plan_import
from dwarsverband.modules.network.queries.import_shown import Asked
from dwarsverband.modules.network.queries.import_types import (
    DONT_KNOW,
    Known,
    KnownDomain,
    KnownTheme,
    MappedTable,
    plain_answer_mark,
)
from dwarsverband.modules.network.tests import lists
from tests import make
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("november")
ROWS = [
    ["Naam", "Organisatie", "Domein", "Sinds", "Kent"],
    ["Eline Bos", "De Brug", "onderwijss", "", ""],
    ["Jo Vos", "Thuiszorg Noord", "", "", ""],
]
LIST = "lijst.xlsx", lists.book(ROWS)
PLACE = "organisation:Thuiszorg Noord"


def _name(key: str) -> str:
    return Asked("", key, "", "").name


def _domain(room: lists.Room, name: str) -> str:
    with make.within(room.home):
        one = Organisation.objects.get(partnership=room.home, name=name)
        return one.domain.code if one.domain else ""


def test_looking_again_does_not_answer_what_we_think(cast: Cast) -> None:
    room = lists.room()
    page = room.start(LIST)
    assert page.inputs[_name(PLACE)] == "guess:care"
    assert "We think: Education" in page.text and "We think: Care" in page.text
    page = page.press("kolommen")
    assert not room.draft().decisions
    assert page.inputs[_name("domain:onderwijss")] == "guess:education"
    assert "We think: Education" in page.text


def test_what_is_chosen_is_an_answer_though_we_thought_so_too(cast: Cast) -> None:
    room = lists.room()
    room.start(LIST).press("kolommen", answers={PLACE: "care"})
    assert room.draft().decisions == {PLACE: "care"}


def test_saving_agrees_with_what_we_think(cast: Cast) -> None:
    room = lists.room()
    room.start(LIST).press()
    assert _domain(room, "Thuiszorg Noord") == "care"
    assert _domain(room, "De Brug") == "education"


def test_while_something_is_left_open_saving_agrees_with_nothing(cast: Cast) -> None:
    room = lists.room()
    rows = [*ROWS, ["Jan Berg", "GGD", "iets", "", ""]]
    page = room.start(("lijst.xlsx", lists.book(rows))).press()
    assert not room.draft().decisions and room.counts()[0] == 0
    assert page.inputs[_name("domain:onderwijss")] == "guess:education"


def test_saving_the_good_rows_does_not_agree_with_what_we_think_of_the_others(cast: Cast) -> None:
    room = lists.room()
    room.start(LIST).press(fields={"skip_wrong_rows": "on"})
    with make.within(room.home):
        names = list(
            Organisation.objects.filter(partnership=room.home).values_list("name", flat=True)
        )
    assert names == ["Thuiszorg Noord"]
    assert _domain(room, "Thuiszorg Noord") == "care"


def test_a_spelling_that_is_only_thought_to_be_the_same_stays_a_guess(cast: Cast) -> None:
    room = lists.room()
    rows = lists.people("Eline Bos", "Jo Vos")
    rows = [*rows, ["Els Mol", "GGD Waterdaal", "zorg"]]
    page = room.start(("lijst.xlsx", lists.book(rows)))
    assert "We think so." in page.text
    page = page.press("kolommen")
    assert not room.draft().decisions and "We think so." in page.text
    page.press()
    assert room.counts()[1] == 1


def test_what_nobody_knows_yet_is_folded_away_by_the_next_list_and_can_be_answered(
    cast: Cast,
) -> None:
    room = lists.room()
    room.start(LIST).press(answers={PLACE: DONT_KNOW})
    assert _domain(room, "Thuiszorg Noord") == ""
    page = room.start(("lijst juni.xlsx", LIST[1]))
    assert "To one question you said: I do not know yet" in page.text
    assert "Last time: I do not know yet" in page.text
    assert page.inputs[_name(PLACE)] == DONT_KNOW
    page.press(answers={PLACE: "care"})
    assert _domain(room, "Thuiszorg Noord") == "care"
    assert "I do not know yet" not in room.start(("lijst juli.xlsx", LIST[1])).text


def test_what_nobody_knows_is_kept_without_a_name_and_for_this_partnership_only(cast: Cast) -> None:
    room = lists.room()
    room.start(LIST).press("kolommen", answers={PLACE: DONT_KNOW})
    with make.within(room.home):
        kept = ImportAnswer.objects.get(partnership=room.home, answer=DONT_KNOW)
    assert len(kept.mark) == 64 and kept.person is None
    assert "Last time" not in lists.room().start(LIST).text


def test_an_answer_that_is_taken_back_is_not_remembered(cast: Cast) -> None:
    room = lists.room()
    rows = [[*row, ""] for row in ROWS]
    rows[0][-1] = "Thema"
    for place, word in enumerate(("jeugd", "wonen", "voetbal")):
        rows.append([f"An Mol{place}", "School", "", "", "", word])
    page = room.start(("lijst.xlsx", lists.book(rows)))
    page = page.press("kolommen", answers={"theme:jeugd": "no theme"})
    page = page.press("kolommen", answers={"theme:jeugd": ""})
    assert "Three words are not themes of this network" in page.text


def test_an_organisation_may_stay_unknown_and_its_other_questions_too() -> None:
    table = books.table([["Naam", "Organisatie"], ["Eline Bos", "GGD"], ["Jo Vos", "GGD Waterdal"]])
    known = Known(
        domains=[KnownDomain("care", ("Care",))],
        themes=[KnownTheme("inclusion", ("Inclusion",))],
        answers={plain_answer_mark(("word", "spelling:ggd")): plain_answer_mark((DONT_KNOW,))},
    )
    plan = plan_import(known, [MappedTable(table, guess_columns(table))], {}, date(2026, 11, 24))
    assert plan.unsure == {"spelling:GGD"} and len(plan.organisations) == 2
    asked = ListAsks(plan, Import(), [table], lambda *place: "").questions
    assert [one.key for one in asked if one.is_unsure] == ["spelling:GGD"] == [asked[-1].key]


@pytest.mark.parametrize("verb", ["kolommen", "opslaan"])
def test_what_nobody_knows_of_one_spelling_is_not_guessed_of_the_other(
    cast: Cast, verb: str
) -> None:
    room = lists.room()
    rows = [ROWS[0][:2], ["Jo Vos", "Thuiszorg Noord"], ["Els Mol", "Thuiszorg Nord"]]
    answers = {PLACE: DONT_KNOW, "spelling:Thuiszorg Nord": "Thuiszorg Noord"}
    room.start(("lijst.xlsx", lists.book(rows))).press(verb, answers=answers).press()
    assert _domain(room, "Thuiszorg Noord") == ""
    other = {"organisation:Thuiszorg Nord": DONT_KNOW}
    again = lists.room()
    page = again.start(("lijst.xlsx", lists.book(rows)))
    page.press(verb, answers={**answers, **other, PLACE: ""}).press()
    assert _domain(again, "Thuiszorg Noord") == ""
