"""What a first Monday stumbles over: short names, numbers in the wrong column, namesakes, objections."""

import pytest
from django.utils import translation

from dwarsverband.foundation.access.context import acting
from dwarsverband.foundation.access.jobs import GAVE_UP
from dwarsverband.foundation.access.log import Lines
from dwarsverband.foundation.accounts.models import Organisation
from dwarsverband.foundation.database import ledger
from dwarsverband.modules.network.actions.consent import record_objection
from dwarsverband.modules.network.actions.people import withdraw_person
from dwarsverband.modules.network.models import Import, Person, Tie, Withdrawal
from dwarsverband.modules.network.queries.import_likeness import pairs_alike
from dwarsverband.modules.network.queries.import_names import organisation_key
from dwarsverband.modules.network.queries.import_organisations import Organisation as Named
from dwarsverband.modules.network.queries.import_review import review
from dwarsverband.modules.network.queries.import_shown import CELL, DOUBT, Asked
from dwarsverband.modules.network.tests import lists
from tests import make
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("november")


@pytest.mark.parametrize(
    ("one", "other", "is_alike"),
    [
        ("GGD", "GGD Waterdal", True),
        ("Gem. Waterdal", "Gemeente Waterdal", True),
        ("Stichting De Bron", "De Bron", True),
        ("CJG", "Centrum voor Jeugd en Gezin", True),
        ("GGD Noord", "GGD Zuid", False),
        ("Politie Oost", "Politie Waterdal", False),
        ("OM", "Ons Middelpunt", False),
    ],
)
def test_which_names_may_be_short_for_another(one: str, other: str, is_alike: bool) -> None:
    found = pairs_alike([Named(organisation_key(name)) for name in (one, other)])
    assert bool(found) is is_alike


def test_a_short_name_is_asked_and_taken_together(cast: Cast) -> None:
    room = lists.room()
    rows = [["Naam", "Organisatie", "Domein"], ["Eline Bos", "GGD", "zorg"]]
    rows += [["Jo Vos", "GGD Waterdal", "zorg"]]
    page = room.start(("lijst.xlsx", lists.book(rows)))
    assert "Is GGD the same organisation as GGD Waterdal?" in page.text
    page.press(answers={"spelling:GGD": "GGD Waterdal"})
    assert room.counts()[1] == 1


def test_a_telephone_number_among_the_addresses_can_be_taken_as_one(cast: Cast) -> None:
    room = lists.room()
    rows = [["Naam", "E-mail"], ["Eline Bos", "06-12345678"], ["Jo Vos", "jo@mbo.example"]]
    page = room.start(("lijst.xlsx", lists.book(rows)))
    assert "Row 2, column B: this is the telephone number" in page.text
    name = next(word for word in page.text.split('"') if word.startswith("offer-"))
    page.press(fields={name: "on"})
    assert room.person("Eline Bos").phone == "06-12345678"


def test_two_spellings_of_one_person_are_told_in_the_open(cast: Cast) -> None:
    room = lists.room()
    rows = [
        ["Naam", "E-mail"],
        ["Jan v.d. Berg", "jan@ggd.example"],
        ["Jan van den Berg", "jan@ggd.example"],
    ]
    text = room.start(("lijst.xlsx", lists.book(rows))).text
    told = text.partition("Written in several ways, taken for one person")[2].partition("</ul>")[0]
    assert "“Jan v.d. Berg” (row 2) and “Jan van den Berg” (row 3)" in told


def test_who_objects_is_not_changed_by_a_list(cast: Cast) -> None:
    room = lists.room()
    eline = make.person(room.home, "Eline Bos", "care", "GGD Waterdal", phone="06 1")
    with acting(room.actor):
        record_objection(room.actor, eline)
    rows = lists.people("Eline Bos", Telefoon="06 22222222", Contact="Jo Vos")
    page = room.start(("lijst.xlsx", lists.book(rows)))
    assert "Eline Bos objects. Nothing about them changes until that is decided." in page.text
    page.press()
    assert room.person("Eline Bos").phone == "06 1"
    with make.within(room.home):
        assert not Tie.objects.filter(partnership=room.home).exists()


def _leave(room: lists.Room, email: str = "") -> None:
    person = make.person(room.home, "Eline Bos", "care", "GGD Waterdal", email=email)
    with acting(room.actor):
        withdraw_person(room.actor, person)


KEY = "withdrawn:eline||bos@ggd waterdal"


def test_somebody_who_left_stays_out_and_a_namesake_comes_in_with_a_reason(cast: Cast) -> None:
    room = lists.room()
    _leave(room)
    content = lists.book(lists.people("Eline Bos"))
    page = room.start(("lijst.xlsx", content))
    assert "This person withdrew. We leave them out." in page.text
    assert "Say that it is somebody else only if you are sure." in page.text
    page.press()
    assert room.counts()[0] == 0
    room.start(("lijst.xlsx", content)).press(answers={KEY: "namesake"})
    eline = room.person("Eline Bos")
    with acting(room.actor):
        lines = [line for line in Lines(room.actor) if line.verb == "network.admit_namesake"]
    assert [line.subject for line in lines] == [(f"person:{eline.pk}",) * 2]
    assert "Eline" not in lines[0].record
    page = room.start(("lijst.xlsx", content))
    assert "Nothing would change." in page.text


def test_an_own_address_is_never_a_namesake(cast: Cast) -> None:
    room = lists.room()
    _leave(room, "eline@ggd.example")
    rows = lists.people("Eline Bos", Mail="eline@ggd.example")
    page = room.start(("lijst.xlsx", lists.book(rows)))
    assert "Somebody else, with the same name" not in page.text
    page.press(answers={KEY: "returns"})
    assert room.person("Eline Bos").email == "eline@ggd.example"


def test_the_marks_of_who_left_are_kept_outside_the_database(cast: Cast) -> None:
    room = lists.room()
    _leave(room)
    with make.within(room.home):
        made = Withdrawal.objects.get(partnership=room.home)
    kept = dict.fromkeys(made.marks)
    table, values = next(
        row for row in ledger.kept(is_certain=False) if row[1]["id"] == str(made.pk)
    )
    assert table == "network_withdrawal" and dict.fromkeys(values["marks"]) == kept
    assert "Eline" not in str(values)


def test_a_list_that_cannot_be_saved_says_so(cast: Cast) -> None:
    room = lists.room()
    page = room.start(("lijst.xlsx", lists.book(lists.people("Eline Bos"))))
    draft = room.draft()
    with make.within(room.home):
        Import.objects.filter(pk=draft.pk).update(status=Import.Status.WAITING)
    with translation.override("en"), acting(room.actor):
        GAVE_UP["network.finish_import"](room.actor, str(draft.pk))
    assert room.draft().status == Import.Status.FAILED
    text = room.client.get(page.address).content.decode()
    assert "Saving was tried five times and did not succeed." in text
    assert "Save this list" in text


def test_one_answer_about_a_bare_name_says_for_which_rows_it_counts(cast: Cast) -> None:
    room = lists.room()
    rows = [["Naam", "Organisatie", "Kent"], ["Jan Bos", "GGD", ""], ["Jan Bos", "School", ""]]
    rows += [["Els Vos", "GGD", "Jan Bos"], ["Piet Smit", "School", "Jan Bos"]]
    page = room.start(("lijst.xlsx", lists.book(rows)))
    namesake = next(one for one in review(room.actor, room.draft()).asked if one.kind == DOUBT)
    text = page.press("kolommen", answers={namesake.key: "new"}).text
    assert "In your list, rows 4, 5" in text


def test_the_last_half_of_a_word_does_not_choose_a_domain_and_a_typing_error_does(
    cast: Cast,
) -> None:
    room = lists.room()
    rows = [["Naam", "Organisatie", "Domein"], ["Jan Bos", "De Brug", "Opvang"]]
    rows += [["Els Vos", "School", "Onderwij"]]
    room.start(("lijst.xlsx", lists.book(rows)))
    draft = room.draft()
    with acting(room.actor):
        asked = review(room.actor, draft).asked
    assert {one.sentence.partition("”")[0]: one.guess for one in asked if one.kind == CELL} == {
        "“Opvang": "",
        "“Onderwij": "education",
    }


def test_columns_that_stay_out_are_named_and_dates_among_them_asked_about(cast: Cast) -> None:
    room = lists.room()
    rows = [["Naam", "Domein", "Uitje", "Belt"], ["Jan Bos", "zorg", "3-4-2026", "belt graag"]]
    text = room.start(("lijst.xlsx", lists.book(rows))).text
    assert "Left out: Uitje and Belt." in text
    assert "There are dates in Uitje: are those contacts?" in text


def test_a_known_organisation_that_changes_is_named(cast: Cast) -> None:
    room = lists.room()
    with make.within(room.home):
        Organisation.objects.create(partnership=room.home, name="De Brug")
    text = room.start(("lijst.xlsx", lists.book(lists.people("Els Vos")))).text
    assert "Which organisations change" not in text
    rows = [["Naam", "Organisatie", "Domein"], ["Els Vos", "De Brug", "zorg"]]
    text = room.start(("lijst.xlsx", lists.book(rows))).text
    assert "De Brug gets the domain Care." in text


def test_who_myself_is_is_asked_once(cast: Cast) -> None:
    room = lists.room()
    rows = [["Naam", "Kent"], ["Eline Bos", "ikzelf"], ["Jo Vos", "Ikzelf"]]
    page = room.start(("lijst.xlsx", lists.book(rows)))
    asked = Asked(CELL, "myself:ikzelf", "", "").name
    assert page.text.count(f'name="{asked}"') == 1 and "whoever wrote this list" in page.text
    page.press("kolommen", answers={"myself:ikzelf": "Noor Bakker"}).press()
    with make.within(room.home):
        names = Person.objects.filter(partnership=room.home).values_list("name", flat=True)
        assert set(names) == {"Eline Bos", "Jo Vos", "Noor Bakker"}
        assert Tie.objects.filter(partnership=room.home).count() == 2


def test_whoever_stands_beside_oneself_is_no_part_of_the_answer(cast: Cast) -> None:
    room = lists.room()
    rows = [["Naam", "Kent"], ["Eline Bos", "ik, Dirk Terpstra"]]
    page = room.start(("lijst.xlsx", lists.book(rows)))
    again = page.press("kolommen")
    assert 'value="ik, Dirk Terpstra"' not in again.text and "whoever wrote this list" in again.text
    again.press(answers={"myself:ik": "Noor Bakker"})
    with make.within(room.home):
        names = Person.objects.filter(partnership=room.home).values_list("name", flat=True)
        assert set(names) == {"Eline Bos", "Dirk Terpstra", "Noor Bakker"}


def test_the_same_unreadable_words_are_asked_once_unless_they_are_about_somebody(
    cast: Cast,
) -> None:
    room = lists.room()
    rows = [["Naam", "Mail", "Kent", "Sinds"]]
    rows += [[f"Jo Vos{n}", "kapot@", "Els Mol", "vorige week"] for n in range(3)]
    rows += [[f"An Mol{n}", f"an{n}@ggd.example", "", ""] for n in range(4)]
    page = room.start(("lijst.xlsx", lists.book(rows)))
    assert "rows 2, 3, 4, column D" in page.text and "Six cells that we cannot read" in page.text
    assert page.text.count('value="vorige week"') == 1 and page.text.count('value="kapot@"') == 3
    page.press("kolommen", answers={"cell:0-2-D": "5-2026"})
    assert {key: one for key, one in room.draft().decisions.items() if key.endswith("D")} == (
        dict.fromkeys(("cell:0-2-D", "cell:0-3-D", "cell:0-4-D"), "5-2026")
    )


def test_a_mistake_among_the_columns_is_not_folded_away(cast: Cast) -> None:
    room = lists.room()
    page = room.start(("lijst.xlsx", lists.book(lists.people("Els Vos"))))
    folded = '<details class="dv-details"><summary>Look at the columns'
    assert folded in page.text
    assert folded not in page.press("kolommen", {"column-0-B": "name"}).text
