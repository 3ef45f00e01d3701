"""What a row says: who is described, who is mentioned, which ties are told, and what would become of it."""

from datetime import date

import pytest

from dwarsverband.foundation.sheets.tests import books
from dwarsverband.modules.network.queries.import_fields import guess_columns, kind_of, strength_of
from dwarsverband.modules.network.queries.import_plan import plan_import
from dwarsverband.modules.network.queries.import_types import (
    Known,
    KnownDomain,
    KnownPerson,
    MappedTable,
    Plan,
)

TODAY = date(2026, 11, 24)
DOMAINS = [KnownDomain("care", ("Care", "Zorg")), KnownDomain("safety", ("Safety", "Veiligheid"))]


def _plan(*tables: books.Rows, people: tuple[KnownPerson, ...] = ()) -> Plan:
    """What lists would change, read as their columns are guessed."""
    found = [books.table(rows) for rows in tables]
    mapped = [MappedTable(table, guess_columns(table)) for table in found]
    return plan_import(Known(people=people, domains=DOMAINS), mapped, {}, TODAY)


def _ties(plan: Plan) -> set[frozenset[str]]:
    names = {person.end: person.name for person in plan.people}
    return {frozenset((names[tie.first], names[tie.second])) for tie in plan.ties}


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Ruth Cohen", ["Ruth Cohen"]),
        ("Ruth Cohen; Kees Verbeek", ["Ruth Cohen", "Kees Verbeek"]),
        ("Ruth Cohen en Kees Verbeek", ["Ruth Cohen", "Kees Verbeek"]),
        ("Ruth Cohen & Kees Verbeek", ["Ruth Cohen", "Kees Verbeek"]),
        ("Ruth Cohen, Kees Verbeek", ["Ruth Cohen", "Kees Verbeek"]),
        ("Cohen, Ruth", ["Ruth Cohen"]),
        ("Jan v/d Berg", ["Jan v.d. Berg"]),
        ("n.v.t.", []),
        ("-", []),
    ],
)
def test_a_cell_may_name_several_people(cell: str, names: list[str]) -> None:
    plan = _plan([["Naam", "Organisatie", "Contactpersoon"], ["Eline Bos", "GGD", cell]])
    assert _ties(plan) == {frozenset(("Eline Bos", name)) for name in names}


def test_an_organisation_may_stand_in_brackets_behind_a_name() -> None:
    plan = _plan(
        [["Naam", "Organisatie", "Kent"], ["Eline Bos", "GGD", "Ruth Cohen (De Regenboog)"]]
    )
    ruth = next(person for person in plan.people if person.name == "Ruth Cohen")
    assert ruth.values["organisation"] == "De Regenboog"


def test_a_contact_is_found_by_address_or_number() -> None:
    people = [
        ["Nr", "Naam", "E-mail"],
        ["12", "Eline Bos", "e@ggd.example"],
        ["13", "Ruth Cohen", ""],
    ]
    ties = [["Van", "Naar"], ["e@ggd.example", "13"], ["12", "99"]]
    plan = _plan(people, ties)
    assert _ties(plan) == {frozenset(("Eline Bos", "Ruth Cohen"))}
    assert [(one.row, one.column) for one in plan.problems] == [(3, "B")]


def test_an_empty_number_is_nobody() -> None:
    rows = [["Nr", "Naam", "Organisatie"], ["12", "Eline Bos", "GGD"], ["", "Ruth Cohen", "GGD"]]
    plan = _plan([*rows, ["13", "", ""]])
    assert [person.name for person in plan.people] == ["Eline Bos", "Ruth Cohen"]


def test_people_and_organisations_in_another_script_are_kept_and_recognised() -> None:
    rows = [["Naam", "Organisatie", "Kent"], ["Омар Азиз", "Дом", "عمر عزيز"]]
    plan = _plan([*rows, ["Омар Азиз", "ДОМ", ""]])
    assert [person.name for person in plan.people] == ["Омар Азиз", "عمر عزيز"]
    assert [one.name for one in plan.organisations] == ["Дом"]


def test_signs_are_no_name_and_no_organisation() -> None:
    rows = [["Naam", "Organisatie", "Kent"], ["Eline Bos", "???", "Ruth Cohen ( - ) / ..."]]
    plan = _plan(rows)
    assert [person.name for person in plan.people] == ["Eline Bos", "Ruth Cohen"]
    assert plan.organisations == ()
    assert not any("organisation" in person.values for person in plan.people)


def test_a_name_in_three_columns_is_one_name() -> None:
    rows = [
        ["Voornaam", "Tussenvoegsel", "Achternaam", "Organisatie"],
        ["Jan", "van den", "Berg", "GGD"],
    ]
    assert [person.name for person in _plan(rows).people] == ["Jan van den Berg"]


def test_two_rows_about_one_person_are_taken_together_and_contradictions_are_told() -> None:
    rows = [
        ["Naam", "Organisatie", "Functie"],
        ["Eline Bos", "GGD", "arts"],
        ["Eline Bos", "GGD", "chef"],
    ]
    plan = _plan(rows)
    assert [person.values["function"] for person in plan.people] == ["arts"]
    assert [note.row for note in plan.notes] == [3]


def test_a_shared_mailbox_does_not_make_two_people_one() -> None:
    rows = [["Naam", "Organisatie", "Mail"], ["Eline Bos", "GGD", "info@ggd.example"]]
    plan = _plan([*rows, ["Ruth Cohen", "GGD", "info@ggd.example"]])
    assert len(plan.people) == 2
    assert not plan.doubts


def test_the_same_address_under_another_name_is_a_doubt() -> None:
    rows = [["Naam", "Organisatie", "Mail"], ["Eline Bos", "GGD", "e.bos@ggd.example"]]
    plan = _plan([*rows, ["Ruth Cohen", "GGD", "e.bos@ggd.example"]])
    assert [person.name for person in plan.doubts] == ["Ruth Cohen"]


@pytest.mark.parametrize(
    ("told", "changes"),
    [
        ({"Tel": "06 1"}, {"phone": ("", "06 1")}),
        ({"Tel": ""}, {}),
        ({"Domein": "veiligheid"}, {"domain": ("care", "safety")}),
        ({"Mail": "E@GGD.EXAMPLE"}, {}),
    ],
)
def test_what_changes_of_somebody_who_is_known(
    told: dict[str, str], changes: dict[str, tuple[str, str]]
) -> None:
    known = KnownPerson("7", "Eline Bos", "e@ggd.example", organisation="GGD", domain="care")
    rows = [["Naam", "Organisatie", *told], ["Eline Bos", "GGD", *told.values()]]
    assert dict(_plan(rows, people=(known,)).people[0].changes) == changes


def test_a_row_that_ties_somebody_to_themselves_is_told_and_left() -> None:
    plan = _plan([["Naam", "Organisatie", "Kent"], ["Eline Bos", "GGD", "Eline Bos"]])
    assert not plan.ties
    assert len(plan.notes) == 1


def test_a_day_that_is_still_to_come_is_no_contact() -> None:
    rows = [["Naam", "Kent", "Laatst gesproken"], ["Eline Bos", "Ruth Cohen", "1-12-2026"]]
    plan = _plan(rows)
    assert plan.problems[0].sentence.startswith("1-12-2026")
    assert plan.ties[0].last_contact_on is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("kent", "contact"),
        ("Samenwerking", "collaboration"),
        ("convenant", "agreement"),
        ("ruzie", ""),
    ],
)
def test_kinds_of_ties_in_words(text: str, kind: str) -> None:
    assert kind_of(text) == kind


@pytest.mark.parametrize(
    ("text", "strength"),
    [("3", 3), ("wekelijks", 4), ("Elk kwartaal", 2), ("6", 0), ("wekelijks-ish", 0)],
)
def test_strengths_in_words(text: str, strength: int) -> None:
    assert strength_of(text) == strength


def test_a_comma_beside_a_word_for_oneself_is_a_list() -> None:
    plan = _plan([["Naam", "Organisatie", "Kent"], ["Eline Bos", "GGD", "ik, Dirk Terpstra"]])
    assert _ties(plan) == {frozenset(("Eline Bos", "Dirk Terpstra"))}
    assert [problem.key for problem in plan.problems] == ["myself:ik"]
