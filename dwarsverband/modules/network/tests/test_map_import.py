"""How a list is read: its columns, its sheets, who is who, and what a wrong cell should have been."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dwarsverband.foundation.access import Refused
from dwarsverband.modules.network.actions.imports import map_import
from dwarsverband.modules.network.models import Import, Person
from dwarsverband.modules.network.queries.imports import import_plan
from dwarsverband.modules.network.tests import lists
from tests import make
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("november")
GOOD = lists.book(lists.people("Eline Bos", "Linh Nguyen"))
TWINS = lists.book(
    [
        ["Naam", "Organisatie", "Functie"],
        ["Jan v.d. Berg", "Politie", "wijkagent"],
        ["Jan v.d. Berg", "GGD", "arts"],
    ]
)


def _plan(room: lists.Room) -> dict[str, int]:
    draft = room.draft()
    with make.within(room.home):
        return dict(import_plan(room.actor, draft).counts)


@pytest.mark.parametrize(
    ("who", "seen", "done"),
    [("noor", 200, 302), ("bram", 404, 404), ("wim", 404, 404), ("nobody", 302, 302)],
)
def test_only_the_coordinator_sees_a_list(cast: Cast, who: str, seen: int, done: int) -> None:
    uploads = {"files": [lists.upload("l.xlsx", GOOD)]}
    where = cast.client("noor").post("/waterdal/netwerk/importeren", uploads)["Location"]
    client, fields = cast.client(who), {"version": 1, "column-0-A": "name"}
    assert client.get(where).status_code == seen
    for verb in ("kolommen", "opslaan", "weggooien"):
        assert client.post(f"{where}/{verb}", {**fields}).status_code == done
        fields["version"] = 2
    with make.within(cast.waterdal):
        assert Import.objects.filter(partnership=cast.waterdal).exists() is (who != "noor")


def test_another_column_is_looked_at_before_it_is_saved(cast: Cast) -> None:
    room = lists.room()
    page = room.start(("lijst.xlsx", GOOD)).press(fields={"column-0-B": ""})
    assert "You read the list in another way. Look at it, then save." in page.text
    assert room.draft().mappings == [{"A": "name", "C": "domain"}]
    assert room.counts() == (0, 0, 0)
    page.press()
    assert room.counts() == (2, 0, 0)


def test_two_columns_cannot_be_the_same(cast: Cast) -> None:
    room = lists.room()
    page = room.start(("lijst.xlsx", GOOD)).press(fields={"column-0-B": "name"})
    assert "Another column is this already." in page.text
    assert room.draft().mappings == [{"A": "name", "B": "organisation", "C": "domain"}]
    assert page.inputs["column-0-B"] == "name"


def test_a_sheet_can_stay_out_and_come_back(cast: Cast) -> None:
    room = lists.room()
    sheets = (lists.people("Eline Bos"), lists.people("Linh Nguyen"))
    page = room.start(("lijst.xlsx", lists.book(*sheets, names=["Zorg", "Oud"])))
    page = page.press("kolommen", {"sheet-1": ""})
    assert _plan(room)["people_new"] == 1
    page = page.press("kolommen", {"sheet-1": "on"})
    assert _plan(room)["people_new"] == 2
    assert room.draft().mappings[1] == {"A": "name", "B": "organisation", "C": "domain"}


@pytest.mark.parametrize(
    ("typed", "problems"), [("30-11-2025", 0), ("", 0), ("31-11-2025", 1), ("later", 1)]
)
def test_a_wrong_cell_is_corrected_on_the_page(cast: Cast, typed: str, problems: int) -> None:
    room = lists.room()
    rows = lists.people("Eline Bos", Contact="Linh Nguyen", Sinds="31-11-2025")
    page = room.start(("lijst.xlsx", lists.book(rows)))
    assert "row 2, column E: 31-11-2025 does not exist." in page.text
    page.press("kolommen", answers={"cell:0-2-E": typed})
    assert _plan(room)["problems"] == problems
    assert _plan(room)["ties_new"] == 1


def test_what_was_typed_is_shown_again_when_it_is_still_wrong(cast: Cast) -> None:
    room = lists.room()
    rows = lists.people("Eline Bos", Contact="Linh Nguyen", Sinds="31-11-2025")
    page = room.start(("lijst.xlsx", lists.book(rows)))
    page = page.press("kolommen", answers={"cell:0-2-E": "32-11-2025"})
    assert "32-11-2025 does not exist." in page.text
    assert "32-11-2025" in page.inputs.values()


@pytest.mark.parametrize(("answer", "people"), [("0-2", 1), ("new", 2), ("skip", 1)])
def test_who_may_be_the_same_waits_for_an_answer(cast: Cast, answer: str, people: int) -> None:
    room = lists.room()
    page = room.start(("lijst.xlsx", TWINS))
    assert _plan(room)["people_doubtful"] == 1
    assert "The same name, another organisation" in page.text or "the same name" in page.text
    page.press(answers={"0-3": answer})
    assert room.counts()[0] == people


def test_a_name_that_is_mentioned_twice_can_be_one_third_person(cast: Cast) -> None:
    room = lists.room()
    rows = [
        ["Naam", "Organisatie", "Contact"],
        ["Jan Berg", "Politie", ""],
        ["Jan Berg", "GGD", ""],
    ]
    rows += [["Eline Bos", "GGD", "Jan Berg"], ["Ruth Cohen", "GGD", "Jan Berg"]]
    page = room.start(("lijst.xlsx", lists.book(rows)))
    answers = dict.fromkeys(("0-3", "0-4-C1", "0-5-C1"), "new")
    page.press(answers=answers).press(answers=answers)
    assert room.counts() == (5, 2, 2)


def test_somebody_who_is_known_already_is_shown_beside_the_row(cast: Cast) -> None:
    room = lists.room()
    make.person(room.home, "Jan v.d. Berg", "care", "GGZ", email="jan@ggz.example")
    page = room.start(("lijst.xlsx", lists.book(lists.people("Jan v.d. Berg"))))
    assert "In the network already" in page.text
    assert "jan@ggz.example" in page.text


@pytest.mark.parametrize(("answer", "domain"), [("education", "education"), ("none", "")])
def test_a_word_that_is_no_domain_is_asked_once(cast: Cast, answer: str, domain: str) -> None:
    room = lists.room()
    rows = [["Naam", "Domein"], ["Eline Bos", "scholen"], ["Linh Nguyen", "Scholen"]]
    page = room.start(("lijst.xlsx", lists.book(rows)))
    assert "rows 2, 3, column B" in page.text
    assert "“scholen” is not a domain. Do you mean Education?" in page.text
    assert page.text.count('name="answer-') == 1
    assert "guess:education" in page.inputs.values()
    page.press(answers={"domain:scholen": answer})
    with make.within(room.home):
        found = {one.domain.code if one.domain else "" for one in lists.positions(room.home)}
    assert found == ({domain} if domain else set())


def test_two_spellings_can_be_one_organisation(cast: Cast) -> None:
    room = lists.room()
    rows = [
        ["Naam", "Organisatie"],
        ["Eline Bos", "Welzijn Waterdal"],
        ["Jo Vos", "Welzjin Waterdal"],
    ]
    page = room.start(("lijst.xlsx", lists.book(rows)))
    assert "Welzjin Waterdal is written almost like Welzijn Waterdal. Is it the same?" in page.text
    page.press("kolommen", answers={"spelling:Welzjin Waterdal": "Welzijn Waterdal"})
    assert _plan(room)["organisations_new"] == 1


def test_a_domain_that_the_list_does_not_tell_is_asked_and_may_stay_open(cast: Cast) -> None:
    room = lists.room()
    rows = [["Naam", "Organisatie"], ["Eline Bos", "Het Huis"]]
    page = room.start(("lijst.xlsx", lists.book(rows)))
    assert "To which domain does Het Huis belong?" in page.text
    page.press()
    assert room.draft().status == Import.Status.DONE


def test_answers_can_be_forgotten(cast: Cast) -> None:
    room = lists.room()
    page = room.start(("lijst.xlsx", TWINS)).press("kolommen", answers={"0-3": "new"})
    assert _plan(room)["people_doubtful"] == 0
    page.press("kolommen", {"forget": "on"})
    assert _plan(room)["people_doubtful"] == 1


def test_the_second_window_does_not_overwrite_the_first(cast: Cast) -> None:
    room = lists.room()
    page = room.start(("lijst.xlsx", GOOD))
    page.press("kolommen", {"column-0-B": ""})
    late = page.press("kolommen", {"column-0-C": "", "idempotency_key": "another-window"})
    assert late.response.status_code == 409
    assert room.draft().mappings == [{"A": "name", "C": "domain"}]


@pytest.mark.parametrize(
    "mappings",
    [[], [{"A": "shoe_size"}], [{"Z": "name"}], [{"D": "name"}], [{"A": "name", "B": "name"}]],
)
def test_a_program_cannot_map_what_is_not_there(cast: Cast, mappings: list[dict[str, str]]) -> None:
    room = lists.room()
    room.start(("lijst.xlsx", lists.book(lists.people("Eline Bos", Geloof="geen"))))
    with pytest.raises(ValidationError):
        map_import(room.actor, room.draft(), version=1, mappings=mappings)


def test_a_saved_list_is_not_read_again(cast: Cast) -> None:
    room = lists.room()
    page = room.start(("lijst.xlsx", GOOD))
    page.press()
    with pytest.raises(Refused):
        map_import(room.actor, room.draft(), version=2)
    again = page.press("kolommen", {"idempotency_key": "another-window"})
    assert again.response.status_code == 403


def test_a_list_of_any_length_is_shown_in_eight_queries(cast: Cast) -> None:
    room = lists.room()
    names = [f"Mens Nummer{number}" for number in range(60)]
    page = room.start(("lijst.xlsx", lists.book(lists.people(*names))))
    room.client.cookies["language"] = "nl"  # the plan in memory is in English
    context = ("django_session", "accounts_user", "security.", "set_config", "SAVEPOINT")
    with CaptureQueriesContext(connection) as queries:
        room.client.get(page.address)
    told = [query["sql"] for query in queries]
    own = [sql for sql in told if not any(word in sql for word in context)]
    assert 6 <= len(own) <= 8, own


LATE = [
    ["Eline Bos", "GGD Waterdal", "zorg"],
    ["Jo Vos", "GGD Waterdal", "zorg"],
    ["Naam", "Organisatie", "Domein"],
    ["Ruth Cohen", "Politie", "veiligheid"],
]


def test_rows_above_the_headings_are_told_and_can_be_brought_in(cast: Cast) -> None:
    room = lists.room()
    page = room.start(("lijst.xlsx", lists.book(LATE)))
    assert "Rows 1 and 2 stand above the headings in row 3, and do not come in." in page.text
    assert page.inputs["heading-0"] == "3"
    page = page.press("kolommen", {"heading-0": "3+"})
    assert "stand above the headings" not in page.text
    assert page.inputs["heading-0"] == "3+"
    page.press()
    assert _names(room) == {"Eline Bos", "Jo Vos", "Ruth Cohen"}


def test_a_list_without_headings_can_be_told_so(cast: Cast) -> None:
    room = lists.room()
    page = room.start(("lijst.xlsx", lists.book(LATE))).press("kolommen", {"heading-0": "0"})
    page = page.press("kolommen", {"column-0-A": "name", "column-0-B": "organisation"})
    page.press()
    assert _names(room) == {"Eline Bos", "Jo Vos", "Ruth Cohen", "Naam"}


def _names(room: lists.Room) -> set[str]:
    with make.within(room.home):
        return set(Person.objects.filter(partnership=room.home).values_list("name", flat=True))


def test_the_row_with_the_headings_is_chosen_by_hand(cast: Cast) -> None:
    room = lists.room()
    rows = [["Wat", "Iets", "Nog iets"], ["Mens", "Club", "Mail"], ["Eline Bos", "GGD", ""]]
    rows += [["Jo Vos", "GGD", "jo@ggd.example"]]
    page = room.start(("lijst.xlsx", lists.book(rows)))
    assert "We found no column with names." in page.text
    page = page.press("kolommen", {"heading-0": "2"})
    assert room.draft().mappings[0]["C"] == "email"
    page = page.press(fields={"column-0-A": "name"})
    page.press()
    assert _names(room) == {"Eline Bos", "Jo Vos"}


def test_other_headings_refuse_what_has_no_place_here(cast: Cast) -> None:
    room = lists.room()
    rows = [["Naam", "Club", "Vraag"], ["Jo Vos", "GGD", ""], ["Mens", "Plek", "Geloof"]]
    page = room.start(("lijst.xlsx", lists.book([*rows, ["Eline Bos", "GGD", "jawel"]])))
    assert "jawel" in page.text and "religion" not in page.text
    page = page.press("kolommen", {"heading-0": "3"})
    assert "We record nobody&#x27;s religion." in page.text
    assert "jawel" not in page.text


@pytest.mark.parametrize("line", ["99", "-1", "x", "4", "1.5", "+", "9+"])
def test_a_program_cannot_choose_headings_that_are_not_there(cast: Cast, line: str) -> None:
    room = lists.room()
    room.start(("lijst.xlsx", lists.book(LATE)))
    with pytest.raises(ValidationError):
        map_import(room.actor, room.draft(), version=1, decisions={"headings:0": line})


def test_an_ordinary_list_gives_no_warning(cast: Cast) -> None:
    text = lists.room().start(("l.xlsx", (lists.FILES / "netwerk-waterdal.xlsx").read_bytes())).text
    assert "Do we read your list as it is meant?" not in text
