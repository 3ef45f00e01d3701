"""A list is saved whole or not at all, and what the report says of it is right."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError
from procrastinate.contrib.django.models import ProcrastinateJob

from dwarsverband.foundation.access import Refused
from dwarsverband.foundation.access.context import acting
from dwarsverband.foundation.ui.addresses import address
from dwarsverband.modules.network.actions import import_saving
from dwarsverband.modules.network.actions import imports as actions
from dwarsverband.modules.network.actions.import_memory import months_later
from dwarsverband.modules.network.jobs import finish_import
from dwarsverband.modules.network.models import Import, Person, Position, Tie
from dwarsverband.modules.network.queries.silos import Silos, silo_report
from dwarsverband.modules.network.tests import lists
from tests import make
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("november")
# Who is meant, and which day it should have been; the page guessed everything else right.
ANSWERS = {"0-17": "new", "1-10": "0-7", "1-15-B1": "0-11", "cell:0-16-J": "30-11-2025"}
# Counted by hand from the list.
SIZES = {
    "social": 5,
    "safety": 5,
    "care": 6,
    "education": 5,
    "neighbourhood": 5,
    "national": 1,
    "community": 4,
}
BRIDGES = {
    frozenset(pair)
    for pair in (
        ("social", "care"),
        ("social", "safety"),
        ("social", "administration"),
        ("care", "neighbourhood"),
        ("administration", "national"),
    )
}
WRONG = lists.people(
    "Eline Bos", "Linh Nguyen", "Kees Verbeek", Contact="Ruth Cohen", Sinds="3-9-2026"
)
WRONG = [*WRONG, ["Jo Vos", "GGD Waterdal", "zorg", "Ruth Cohen", "31-11-2025"]]


def _bring_in(
    room: lists.Room, kind: str = "xlsx", again: dict[str, str] | None = None
) -> lists.Page:
    page = room.start((f"netwerk.{kind}", (lists.FILES / f"netwerk-waterdal.{kind}").read_bytes()))
    answers = {**ANSWERS, **(again or {})}
    page = page.press(answers=answers)
    # Whom Noor knows is asked once it is known that there are two people of that name.
    return page if room.draft().status == Import.Status.DONE else page.press(answers=answers)


def _report(room: lists.Room, per: str = "domain") -> Silos:
    with acting(room.actor):
        return silo_report(room.actor, per)


def _code(group: object) -> str:
    return str(getattr(group, "code", ""))


@pytest.mark.parametrize(
    ("kind", "expected", "administrators"),
    [("xlsx", (35, 18, 34), 4), ("ods", (35, 18, 34), 4), ("csv", (34, 17, 26), 3)],
)
def test_a_messy_dutch_list_comes_in_whole_and_its_report_is_exact(
    cast: Cast, kind: str, expected: tuple[int, int, int], administrators: int
) -> None:
    room = lists.room()
    page = _bring_in(room, kind)
    assert room.counts() == expected
    assert "{} people, {} organisations and {} ties".format(*expected) in page.text
    report = _report(room)
    sizes = {_code(group): size for group, size in zip(report.groups, report.sizes, strict=True)}
    assert sizes == {**SIZES, "administration": administrators}
    assert {
        frozenset((_code(pair.first), _code(pair.second))) for pair in report.bridges
    } == BRIDGES
    assert (report.missing, len(report.strangers)) == ([], 20)


def test_namesakes_spellings_and_days_of_a_messy_list_are_what_they_are(cast: Cast) -> None:
    room = lists.room()
    _bring_in(room)
    with make.within(room.home):
        own = {"partnership": room.home}
        places = [one for one in lists.positions(room.home) if lists.place(one) == "GGD Waterdal"]
        jans = Person.objects.filter(**own, name="Jan v.d. Berg")
        emails = sorted(jans.values_list("email", flat=True))
        ends = ("Noor Bakker", "Arjan Smit")
        tie = Tie.objects.get(**own, first__name__in=ends, second__name__in=ends)
    assert len(places) == 3
    assert emails == ["j.vdberg@ggdwaterdal.example", "jan.vandenberg@politie.example"]
    assert tie.last_contact_on == date(2026, 4, 22)


def test_leaders_in_eleven_agencies_come_in_with_their_silos(cast: Cast) -> None:
    files = [lists.DATA / "networks" / name for name in ("dhhs-nodes.csv", "dhhs-edges.csv")]
    if not files[0].exists():
        pytest.skip("not run: DATA_DIR holds no networks/dhhs-nodes.csv")
    room = lists.room()
    room.start(*((file.name, file.read_bytes()) for file in files)).press()
    assert room.counts() == (54, 11, 447)
    report = _report(room, per="organisation")
    assert len(report.pairs) == 55
    assert sum(pair.ties == 0 for pair in report.pairs) == 18
    assert sum(pair.hangs_on_one for pair in report.pairs) == 19
    assert _report(room).without_group == 54


def test_a_good_list_is_saved_with_one_press(cast: Cast) -> None:
    room = lists.room()
    page = room.start(("lijst.xlsx", lists.book(lists.people("Eline Bos")))).press()
    assert room.counts() == (1, 1, 0)
    assert address(room.actor, "network:silo_report") in page.text


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_the_same_list_twice_changes_nothing(cast: Cast, kind: str) -> None:
    room = lists.room()
    _bring_in(room, kind)
    before = _everything(room)
    again = {
        "1-10": str(room.person("Yvonne Jansen").pk),
        "1-15-B1": str(room.person("Jan v.d. Berg", email="jan.vandenberg@politie.example").pk),
    }
    page = _bring_in(room, kind, again)
    assert _everything(room) == before
    assert room.draft().status == Import.Status.DONE
    assert "Everything in it was known already. Nothing changed." in page.text


def _everything(room: lists.Room) -> list[list[tuple[object, ...]]]:
    with make.within(room.home):
        return [
            sorted(model.objects.filter(partnership=room.home).values_list(), key=str)
            for model in (Person, Position, Tie)
        ]


def test_one_wrong_row_applies_nothing_and_is_named(cast: Cast) -> None:
    room = lists.room()
    names = [f"Mens Nummer{number}" for number in range(100)]
    rows = [[*row, "3-9-2026"] for row in lists.people(*names, Contact="Ruth Cohen")]
    rows[0][-1], rows[-2][-1] = "Sinds", "31-11-2025"
    page = room.start(("lijst.xlsx", lists.book(rows))).press()
    assert room.counts() == (0, 0, 0)
    assert "row 100, column E: 31-11-2025 does not exist." in page.text
    assert "Save only the 99 good rows" in page.text


def test_only_the_good_rows_are_saved_when_somebody_says_so(cast: Cast) -> None:
    room = lists.room()
    page = room.start(("lijst.xlsx", lists.book(WRONG))).press(fields={"skip_wrong_rows": "on"})
    assert room.counts() == (4, 1, 3)
    assert "1 row was left out: 5." in page.text
    assert room.draft().counts["rows_left_out"] == 1


def test_a_doubt_without_an_answer_is_left_out_with_the_good_rows_only(cast: Cast) -> None:
    room = lists.room()
    twins = [["Naam", "Organisatie"], ["Jan Berg", "GGD"], ["Jan Berg", "Politie"]]
    page = room.start(("lijst.xlsx", lists.book(twins))).press()
    assert room.counts() == (0, 0, 0)
    page.press(fields={"skip_wrong_rows": "on"})
    assert room.counts() == (1, 1, 0)


def test_every_person_has_a_source_a_basis_and_an_end(cast: Cast) -> None:
    room = lists.room()
    room.start(("lijst.xlsx", lists.book(lists.people("Eline Bos")))).press()
    person = room.person("Eline Bos")
    assert person.source == "lijst, 2026-11-24"
    assert person.legal_basis == "Publieke taak"
    assert person.ends_on == date(2028, 11, 24)


@pytest.mark.parametrize(
    ("day", "months", "end"),
    [
        (date(2026, 11, 24), 24, date(2028, 11, 24)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2026, 1, 31), 12, date(2027, 1, 31)),
    ],
)
def test_a_term_of_months_ends_in_the_right_month(day: date, months: int, end: date) -> None:
    assert months_later(day, months) == end


def test_what_is_new_of_somebody_is_filled_in_and_nothing_is_erased(cast: Cast) -> None:
    room = lists.room()
    made = make.person(
        room.home, "Eline Bos", "care", "GGD Waterdal", email="e@ggd.example", phone="06 1"
    )
    rows = [["Naam", "Organisatie", "Mail", "Tel", "Functie"]]
    rows += [["Eline Bos", "GGD Waterdal", "e@ggd.example", "", "arts"]]
    room.start(("lijst.xlsx", lists.book(rows))).press()
    person = room.person("Eline Bos")
    assert (person.pk, person.phone, person.version) == (made.pk, "06 1", made.version + 1)
    with make.within(room.home):
        assert Position.objects.get(person=person).function == "arts"


def test_who_works_elsewhere_now_leaves_the_old_position_behind(cast: Cast) -> None:
    room = lists.room()
    make.person(room.home, "Eline Bos", "care", "GGZ", email="e@ggd.example")
    rows = [
        ["Naam", "Organisatie", "Mail", "Domein"],
        ["Eline Bos", "Politie", "e@ggd.example", "veiligheid"],
    ]
    room.start(("lijst.xlsx", lists.book(rows))).press()
    with make.within(room.home):
        now, before = Position.objects.filter(partnership=room.home).select_related("organisation")
    assert (lists.place(now), now.is_main, now.ends_on) == ("Politie", True, None)
    assert (lists.place(before), before.is_main) == ("GGZ", False)
    assert before.ends_on == date(2026, 11, 24)


@pytest.mark.parametrize(
    ("told", "known"), [("1-3-2026", date(2026, 10, 5)), ("1-11-2026", date(2026, 11, 1))]
)
def test_the_last_contact_only_moves_forward(cast: Cast, told: str, known: date) -> None:
    room = lists.room()
    one, other = (make.person(room.home, name, at="GGD") for name in ("Eline Bos", "Ruth Cohen"))
    tie = make.tie(one, other, date(2026, 10, 5))
    rows = [["Van", "Naar", "Laatst gesproken"], ["Eline Bos", "Ruth Cohen", told]]
    room.start(("lijst.xlsx", lists.book(rows))).press()
    with make.within(room.home):
        tie.refresh_from_db()
    assert tie.last_contact_on == known


def test_a_spelling_that_was_decided_is_known_next_time(cast: Cast) -> None:
    room = lists.room()
    rows = [
        ["Naam", "Organisatie"],
        ["Eline Bos", "Welzijn Waterdal"],
        ["Jo Vos", "Welzjin Waterdal"],
    ]
    answers = {"spelling:Welzjin Waterdal": "Welzijn Waterdal"}
    room.start(("lijst.xlsx", lists.book(rows))).press(answers=answers)
    page = room.start(("lijst.xlsx", lists.book(rows)))
    assert room.counts() == (2, 1, 0)
    assert "Everything in this list is known already." in page.text


def test_what_goes_wrong_in_the_middle_leaves_nothing_behind(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = lists.room()
    page = room.start(("lijst.xlsx", lists.book(WRONG[:-1])))

    def break_off(*_rows: object) -> None:
        raise IntegrityError("broken on purpose")

    monkeypatch.setattr(import_saving._Saving, "save_ties", break_off)
    page = page.press()
    assert room.counts() == (0, 0, 0)
    assert room.draft().status == Import.Status.FAILED
    assert "Nothing was saved, and your list is kept." in page.text
    monkeypatch.undo()
    page.press(fields={"idempotency_key": "once-more"})
    assert room.counts() == (4, 1, 3)


def test_a_saved_list_is_no_longer_kept(cast: Cast) -> None:
    room = lists.room()
    room.start(("lijst.xlsx", lists.book(lists.people("Eline Bos")))).press()
    draft = room.draft()
    assert (draft.tables, draft.mappings, draft.decisions) == ([], [], {})
    assert draft.counts["people_new"] == 1


def test_a_long_list_is_saved_by_a_job_that_does_it_once(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "ROWS_AT_ONCE", 1)
    room = lists.room()
    page = room.start(("lijst.xlsx", lists.book(lists.people("Eline Bos", "Jo Vos")))).press()
    assert page.response["Refresh"] == "2"
    assert "Your list is being saved" in page.text
    assert room.counts() == (0, 0, 0)
    (job,) = ProcrastinateJob.objects.filter(task_name="network.finish_import")
    for _time in range(2):
        with acting(room.actor):
            finish_import(room.actor, *job.args["subjects"])
    assert room.counts() == (2, 1, 0)
    assert "Your list is in the network" in room.client.get(page.address).content.decode()


def test_who_left_while_a_list_waited_does_not_come_back(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "ROWS_AT_ONCE", 1)
    room = lists.room()
    person = make.person(room.home, "Weg Ermee", "care", "GGD Waterdal")
    page = room.start(("lijst.xlsx", lists.book(lists.people("Eline Bos", "Weg Ermee")))).press()
    room.client.post(address(room.actor, "network:withdraw_person", pk=person.pk))
    waiting = str(room.draft().pk)
    with acting(room.actor):
        finish_import(room.actor, waiting)
    assert room.draft().status == Import.Status.FAILED
    assert room.counts()[0] == 0
    assert "This list has been emptied" in room.client.get(page.address).content.decode()


def test_pressing_twice_saves_once(cast: Cast) -> None:
    room = lists.room()
    page = room.start(("lijst.xlsx", lists.book(lists.people("Eline Bos"))))
    pressed = [room.client.post(page.action, page.inputs) for _time in range(2)]
    assert [answer["Location"] for answer in pressed] == [page.address] * 2
    assert room.counts() == (1, 1, 0)
    done = room.draft()
    with pytest.raises(Refused):
        actions.apply_import(room.actor, done, version=done.version)


def test_two_lists_at_once_do_not_bring_in_the_same_person_twice(cast: Cast) -> None:
    room = lists.room()
    content = lists.book(lists.people("Eline Bos"))
    pages = [room.start(("een.xlsx", content)), room.start(("twee.xlsx", content))]
    for page in pages:
        page.press()
    assert room.counts() == (1, 1, 0)


def test_a_program_brings_in_a_list_in_three_calls(cast: Cast) -> None:
    room = lists.room()
    where = f"/api/v1/{room.home.slug}/imports"
    twins = lists.book([["Naam", "Organisatie"], ["Jan Berg", "GGD"], ["Jan Berg", "Politie"]])
    started = room.client.post(where, {"files": [lists.upload("lijst.xlsx", twins)]}).json()
    assert (started["status"], started["counts"]["people_doubtful"]) == ("draft", 1)

    def call(verb: str, **body: object) -> Any:  # Django's test client adds to a response
        address = f"{where}/{started['id']}/{verb}"
        return room.client.post(address, body, content_type="application/json")

    assert call("apply", version=1).status_code == 400
    assert call("map", version=1, decisions={"0-3": "new", "\ud800": "\x00"}).status_code == 400
    mapped = call("map", version=1, decisions={"0-3": "new"}).json()
    assert mapped["counts"]["people_doubtful"] == 0
    applied = call("apply", version=mapped["version"]).json()
    assert (applied["status"], applied["counts"]["people_new"]) == ("done", 2)
    assert call("apply", version=applied["version"]).status_code == 403


def test_nothing_reaches_another_partnership(cast: Cast) -> None:
    room, other = lists.room(), lists.room()
    content = lists.book(lists.people("Eline Bos", Nr="7"))
    room.start(("lijst.xlsx", content)).press()
    assert other.counts() == (0, 0, 0)
    page = other.start(("lijst.xlsx", content))
    assert "in the network already" not in page.text
    page.press()
    assert (room.counts(), other.counts()) == ((1, 1, 0), (1, 1, 0))
