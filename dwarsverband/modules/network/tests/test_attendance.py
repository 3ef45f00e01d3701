"""Lists of who was at which meeting: ties with a weight, and of the meeting itself nothing."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from dwarsverband.foundation.access.context import acting
from dwarsverband.modules.network.actions.attendance import record_attendance
from dwarsverband.modules.network.actions.consent import record_objection
from dwarsverband.modules.network.models import Tie
from dwarsverband.modules.network.tests import lists
from tests import make
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("november")

MATRIX = [
    ["Presentielijst netwerkoverleg jeugd en veiligheid 2026"],
    [],
    ["Naam", "Organisatie", "12-1-2026", "3 maart 2026", "Extra overleg 9 juni", "12-1-2027"],
    ["Eline Bos", "GGD Waterdal", "x", "X", "afwezig", ""],
    ["Ruth Cohen", "Politie", "aanwezig", "afgemeld", "ja", ""],
    ["Jo Vos", "Mbo Het Baken", "1", "✓", "1", ""],
    ["Totaal", "", "3", "2", "2", ""],
]
LONG = (
    "Overleg;Datum;Naam;Organisatie\r\n"
    "Wijkoverleg Zuid;12-1-2026;Eline Bos;GGD Waterdal\r\n"
    "Wijkoverleg Zuid;12-1-2026;Ruth Cohen;Politie\r\n"
    "Wijkoverleg Zuid;2 feb 2026;Eline Bos;GGD Waterdal\r\n"
    "Wijkoverleg Zuid;2 feb 2026;Ruth Cohen;Politie\r\n"
    "Wijkoverleg Zuid;2 feb 2026;Jo Vos;Mbo Het Baken\r\n"
)
MINUTES = [
    ["Bijeenkomst", "Datum", "Aanwezigen"],
    ["Themadag", "12-1-2026", "Eline Bos; Ruth Cohen (Politie); Jo Vos"],
    ["Themadag", "3-3-2026", "Eline Bos en Jo Vos"],
]


def _ties(room: lists.Room) -> dict[tuple[str, str], Tie]:
    with make.within(room.home):
        own = Tie.objects.filter(partnership=room.home).select_related("first", "second")
        return {tuple(sorted((tie.first.name, tie.second.name))): tie for tie in own}  # type: ignore[misc]  # a pair


def _told(room: lists.Room) -> dict[tuple[str, str], tuple[str, float, date | None]]:
    return {
        pair: (tie.kind, round(tie.weight, 3), tie.last_contact_on)
        for pair, tie in _ties(room).items()
    }


def test_a_matrix_of_people_and_days_becomes_ties_with_a_weight(cast: Cast) -> None:
    room = lists.room()
    page = room.start(("presentie.xlsx", lists.book(MATRIX)))
    assert "says no year. We read 9 June 2026." in page.text
    page.press()
    assert _told(room) == {
        ("Eline Bos", "Jo Vos"): ("attendance", 1.5, date(2026, 3, 3)),
        ("Eline Bos", "Ruth Cohen"): ("attendance", 0.5, date(2026, 1, 12)),
        ("Jo Vos", "Ruth Cohen"): ("attendance", 1.5, date(2026, 6, 9)),
    }
    assert all(tie.source.startswith("presentie, ") for tie in _ties(room).values())


def test_a_long_list_and_names_in_one_cell_mean_the_same(cast: Cast) -> None:
    room = lists.room()
    room.start(("overleg.csv", LONG.encode("cp1252"))).press()
    assert _told(room) == {
        ("Eline Bos", "Jo Vos"): ("attendance", 0.5, date(2026, 2, 2)),
        ("Eline Bos", "Ruth Cohen"): ("attendance", 1.5, date(2026, 2, 2)),
        ("Jo Vos", "Ruth Cohen"): ("attendance", 0.5, date(2026, 2, 2)),
    }
    other = lists.room()
    other.start(("notulen.xlsx", lists.book(MINUTES))).press()
    assert _told(other)["Eline Bos", "Jo Vos"] == ("attendance", 1.5, date(2026, 3, 3))


def test_the_same_list_again_changes_nothing_and_a_longer_one_adds(cast: Cast) -> None:
    room = lists.room()
    room.start(("presentie.xlsx", lists.book(MATRIX))).press()
    before = _told(room)
    page = room.start(("presentie (1).xlsx", lists.book(MATRIX)))
    assert "Everything in this list is known already. Nothing would change." in page.text
    longer = [
        [*row, more] for row, more in zip(MATRIX[2:6], ["7-9-2026", "x", "x", ""], strict=True)
    ]
    room.start(("presentie.xlsx", lists.book(longer))).press()
    after = _told(room)
    assert after["Eline Bos", "Ruth Cohen"] == ("attendance", 1.5, date(2026, 9, 7))
    assert after["Eline Bos", "Jo Vos"] == before["Eline Bos", "Jo Vos"]


def test_a_mark_that_says_nothing_is_asked_once(cast: Cast) -> None:
    room = lists.room()
    rows = [["Naam", "12-1-2026", "3-3-2026"], ["Eline Bos", "?", "x"], ["Jo Vos", "?", "x"]]
    page = room.start(("presentie.xlsx", lists.book(rows)))
    page = page.press("kolommen", {"column-0-B": "attended"})
    assert "“?” does not say whether somebody was there." in page.text
    page.press(answers={"mark:?": "there"})
    assert _told(room)["Eline Bos", "Jo Vos"] == ("attendance", 2.0, date(2026, 3, 3))


def _crowd(count: int) -> bytes:
    names = [f"{chr(65 + number % 26)}nna Naam{number:03}" for number in range(count)]
    return lists.book([["Naam", "12-1-2026", "3-3-2026"], *([name, "x", ""] for name in names)])


def test_a_large_meeting_is_asked_about_and_a_huge_one_is_not_counted(cast: Cast) -> None:
    room = lists.room()
    page = room.start(("presentie.xlsx", _crowd(45)))
    assert "had 45 people. So many hardly speak with each other. Does it count?" in page.text
    page.press()
    assert room.counts()[2] == 45 * 44 // 2
    other = lists.room()
    page = other.start(("presentie.xlsx", _crowd(230)))
    assert "had 230 people." in page.text and "so it is not counted" in page.text
    page.press()
    assert other.counts()[::2] == (230, 0)


def test_an_attendance_list_is_undone_whole(cast: Cast) -> None:
    room = lists.room()
    room.start(("overleg.csv", LONG.encode())).press()
    before = _told(room)
    room.start(("presentie.xlsx", lists.book(MATRIX))).press()
    assert _told(room) != before
    room.client.post(f"/{room.home.slug}/netwerk/importeren/{room.draft().pk}/ongedaan")
    assert _told(room) == before


def test_a_list_of_contacts_does_not_turn_into_meetings(cast: Cast) -> None:
    room = lists.room()
    room.start(("presentie.xlsx", lists.book(MATRIX))).press()
    rows = [["Naam", "Kent", "Laatst"], ["Eline Bos", "Jo Vos", "1-2-2026"]]
    room.start(("contacten.xlsx", lists.book(rows))).press()
    with make.within(room.home):
        kinds = Tie.objects.filter(partnership=room.home).values_list("kind", flat=True)
        assert sorted(kinds) == ["attendance"] * 3 + ["contact"]


def test_meetings_of_other_modules_count_once(cast: Cast) -> None:
    people = [make.person(cast.waterdal, name) for name in ("Eline Bos", "Jo Vos", "Ruth Cohen")]
    keys, noor = [person.pk for person in people], cast.actors["noor"]
    for _time in range(2):
        with acting(noor):
            record_attendance(noor, people=keys, on=date(2026, 5, 1), source="tafel", meeting="7")
    with make.within(cast.waterdal):
        ties = list(Tie.objects.filter(first__in=keys, second__in=keys))
    assert [(tie.weight, tie.last_contact_on) for tie in ties] == [(0.5, date(2026, 5, 1))] * 3


def test_who_objects_is_passed_over_and_a_day_to_come_is_refused(cast: Cast) -> None:
    noor = cast.actors["noor"]
    people = [make.person(cast.waterdal, name) for name in ("Eline Bos", "Jo Vos")]
    with acting(noor):
        record_objection(noor, people[0])
        keys = [person.pk for person in people]
        assert record_attendance(noor, people=keys, on=date(2026, 5, 1), source="x") == 0
        with pytest.raises(ValidationError):
            record_attendance(noor, people=keys, on=date(2030, 5, 1), source="x")


def test_a_partner_records_only_people_whom_they_see(cast: Cast) -> None:
    bram = cast.actors["bram"]
    own, known, stranger = (
        make.person(cast.waterdal, name, email=email)
        for name, email in (("Bram", "bram@waterdal.example"), ("Jo Vos", ""), ("Ruth Cohen", ""))
    )
    make.tie(own, known)
    keys = [one.pk for one in (own, known, stranger)]
    with acting(bram):
        assert record_attendance(bram, people=keys, on=date(2026, 5, 1), source="tafel") == 1
    with make.within(cast.waterdal):
        met = Tie.objects.filter(partnership=cast.waterdal, kind="attendance")
        pairs = {frozenset((tie.first_id, tie.second_id)) for tie in met.filter(weight=0.5)}
    assert frozenset((own.pk, known.pk)) in pairs
    assert not any(stranger.pk in pair for pair in pairs)
