"""One answer for all questions of a sort: what it decides, what goes before it, and that it can be taken back."""

from collections.abc import Mapping
from datetime import date
from typing import Any  # JSON of any shape

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from dwarsverband.foundation.access.context import acting
from dwarsverband.foundation.accounts.models import Theme
from dwarsverband.foundation.sheets.tests import books
from dwarsverband.modules.network.actions.imports import map_import
from dwarsverband.modules.network.models import Import
from dwarsverband.modules.network.queries.import_asked import ListAsks
from dwarsverband.modules.network.queries.import_fields import guess_columns
from dwarsverband.modules.network.queries.import_groups import values_for_all
from dwarsverband.modules.network.queries.import_plan import plan_import
from dwarsverband.modules.network.queries.import_types import (
    DONT_KNOW,
    Known,
    KnownDomain,
    KnownTheme,
    MappedTable,
    Plan,
    plain_answer_mark,
)
from dwarsverband.modules.network.tests import lists
from tests import make
from tests.cast import Cast

TODAY = date(2026, 11, 24)
ROWS = [
    ["Naam", "Organisatie", "Thema"],
    ["Eline Bos", "De Brug", "jeugd"],
    ["Jo Vos", "De Haven", "schulden"],
    ["Els Mol", "Het Anker", "voetbal"],
    ["Ruth Cohen", "Het Anker", "inclusie; jeugd"],
]
WORDS = ["jeugd", "schulden", "voetbal"]
OUT, NEW = {"every:themes": "no theme"}, {"every:themes": "new theme"}


def _plan(decisions: Mapping[str, str], answers: Mapping[str, str] | None = None) -> Plan:
    """What the rows would change, given what was decided now and about earlier lists."""
    known = Known(
        domains=[KnownDomain("care", ("Care",)), KnownDomain("social", ("Social",))],
        themes=[KnownTheme("inclusion", ("Inclusion", "Inclusie"))],
        answers={plain_answer_mark(("word", key)): one for key, one in (answers or {}).items()},
    )
    table = books.table(ROWS)
    with translation.override("en"):
        return plan_import(known, [MappedTable(table, guess_columns(table))], decisions, TODAY)


def _asks(decisions: dict[str, str]) -> ListAsks:
    table, plan = books.table(ROWS), _plan(decisions)
    return ListAsks(plan, Import(decisions=decisions), [table], lambda *place: str(place))


def _themes(plan: Plan) -> list[str]:
    return [person.values.get("themes", "") for person in plan.people]


def test_all_words_are_left_out_or_become_themes_at_once() -> None:
    assert len(_plan({}).problems) == 4
    assert _themes(_plan(OUT)) == ["", "", "", "inclusion"]
    assert _themes(_plan(NEW)) == ["jeugd", "schulden", "voetbal", "inclusion; jeugd"]
    assert not _plan(OUT).problems and not _plan(NEW).problems


def test_a_word_with_an_answer_of_its_own_keeps_it() -> None:
    plan = _plan({**OUT, "theme:jeugd": "new theme"})
    assert _themes(plan) == ["jeugd", "", "", "inclusion; jeugd"]
    assert plan.at_once.keys() == {"theme:schulden", "theme:voetbal"}


def test_what_was_answered_about_an_earlier_list_goes_before_an_answer_for_all() -> None:
    plan = _plan(OUT, {"theme:jeugd": "inclusion"})
    assert _themes(plan)[0] == "inclusion"
    assert "theme:jeugd" in plan.remembered and "theme:jeugd" not in plan.at_once


def test_an_answer_that_was_taken_back_is_asked_again() -> None:
    assert len(_plan({"every:themes": "", "theme:jeugd": ""}).problems) == 4
    assert _themes(_plan({**OUT, "theme:jeugd": ""}))[0] == ""


def test_an_answer_that_is_none_answers_nothing() -> None:
    assert len(_plan({"every:themes": "everything"}).problems) == 4
    assert values_for_all("people", {}) == ()


def test_all_organisations_get_one_domain_but_for_those_that_have_an_answer() -> None:
    told = {"every:organisations": "care", "organisation:De Haven": "social"}
    domains = {one.name: one.domain for one in _plan(told).organisations}
    assert domains == {"De Brug": "care", "De Haven": "social", "Het Anker": "care"}


def test_nobody_knows_of_any_organisation_and_nothing_is_asked_loudly() -> None:
    plan = _plan({"every:organisations": DONT_KNOW})
    assert len(plan.unsure) == 3 and not any(one.domain for one in plan.organisations)


def test_who_does_not_know_of_one_is_not_overruled_by_an_answer_for_all() -> None:
    plan = _plan({"every:organisations": "care", "organisation:De Haven": DONT_KNOW})
    assert "organisation:De Haven" not in plan.at_once
    assert {one.name: one.domain for one in plan.organisations}["De Haven"] == ""


def test_a_group_keeps_every_word_with_its_own_answer_and_says_for_how_many_one_counts() -> None:
    with translation.override("en"):
        (themes, places) = _asks({**OUT, "theme:jeugd": "new theme"}).groups
    assert (themes.sort, places.sort) == ("themes", "organisations")
    assert sorted(one.word for one in themes.ones) == WORDS
    assert {one.word: one.value for one in themes.ones}["jeugd"] == "new theme"
    assert themes.told == "Your answer for all counts for 2 of these 3. You can change it."
    assert not themes.open_count and not any(one.is_needed for one in themes.ones)
    assert themes.ones[0].choices[0] == ("", "As for all: Leave them all out")


def test_two_words_are_no_group() -> None:
    few = [ROWS[0], ROWS[1], ["Jo Vos", "De Brug", "schulden"]]
    table = books.table(few)
    plan = plan_import(Known(), [MappedTable(table, guess_columns(table))], {}, TODAY)
    asks = ListAsks(plan, Import(), [table], lambda *place: "")
    assert len(asks.cells) == 2 and not asks.groups


LIST = "lijst.xlsx", lists.book(ROWS)


def _names(room: lists.Room) -> set[str]:
    with make.within(room.home):
        own = Theme.objects.filter(partnership=room.home)
        return {name.casefold() for name in own.values_list("name_nl", flat=True)}


@pytest.mark.usefixtures("november")
def test_one_answer_leaves_all_words_out_and_the_next_list_does_not_ask(cast: Cast) -> None:
    room = lists.room()
    before = _names(room)
    page = room.start(LIST)
    assert "Three words are not themes of this network" in page.text
    page.press(answers=OUT)
    assert room.counts()[0] == 4 and _names(room) == before
    page = room.start(("lijst juni.xlsx", LIST[1]))
    assert "not themes of this network" not in page.text and "Nothing would change." in page.text


@pytest.mark.usefixtures("november")
def test_one_answer_makes_them_all_new_and_undoing_takes_them_away(cast: Cast) -> None:
    room = lists.room()
    before = _names(room)
    room.start(LIST).press(answers=NEW)
    assert _names(room) - before == set(WORDS)
    room.client.post(f"/{room.home.slug}/netwerk/importeren/{room.draft().pk}/ongedaan")
    assert _names(room) == before


@pytest.mark.usefixtures("november")
def test_an_answer_for_all_is_changed_before_saving_and_keeps_what_was_chosen_by_itself(
    cast: Cast,
) -> None:
    room = lists.room()
    before = _names(room)
    page = room.start(LIST).press("kolommen", answers={**OUT, "theme:voetbal": "new theme"})
    assert "Your answer for all counts for 2 of these 3." in page.text
    page = page.press("kolommen", answers=NEW)
    page = page.press("kolommen", answers={"every:themes": "", "theme:voetbal": ""})
    assert "Three words are not themes of this network" in page.text
    page.press(answers={**OUT, "theme:voetbal": "new theme"})
    assert _names(room) - before == {"voetbal"}


@pytest.mark.usefixtures("november")
def test_a_machine_answers_all_at_once(cast: Cast) -> None:
    room = lists.room()
    room.start(LIST)
    where = f"/api/v1/{room.home.slug}/imports/{room.draft().pk}/map"
    body: dict[str, Any] = {"version": 1, "forAll": {"themes": "maybe"}}
    assert room.client.post(where, body, "application/json").status_code in {400, 422}
    body["forAll"] = {"themes": "no theme"}
    answer = room.client.post(where, body, "application/json")
    assert answer.status_code == 200 and answer.json()["counts"]["problems"] == 0


@pytest.mark.usefixtures("november")
def test_there_is_no_answer_for_all_people(cast: Cast) -> None:
    room = lists.room()
    room.start(LIST)
    draft = room.draft()
    with acting(room.actor), pytest.raises(ValidationError):
        map_import(room.actor, draft, version=1, for_all={"people": "new"})
