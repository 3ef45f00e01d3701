"""The page about a list: what it would do, what is asked, and never more than a page can hold."""

import pytest
from django.conf import settings

from dwarsverband.foundation.access.context import acting
from dwarsverband.modules.network.actions.imports import start_import
from dwarsverband.modules.network.forms.imports import MapImport
from dwarsverband.modules.network.queries.import_review import review
from dwarsverband.modules.network.tests import lists
from tests import make
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("november")


def test_it_says_what_would_be_new_changed_and_the_same(cast: Cast) -> None:
    room = lists.room()
    make.person(room.home, "Eline Bos", "care", "GGD Waterdal", email="e@ggd.example")
    make.person(room.home, "Jo Vos", "care", "GGD Waterdal")
    rows = [["Naam", "Organisatie", "Mail"], ["Eline Bos", "GGD Waterdal", "eline@ggd.example"]]
    rows += [["Jo Vos", "GGD Waterdal", ""], ["Ruth Cohen", "GGD Waterdal", ""]]
    answers = {"0-2": str(room.person("Eline Bos").pk)}
    page = room.start(("lijst.xlsx", lists.book(rows))).press("kolommen", answers=answers)
    assert (
        "New: 1 person. Changed: 1 person. Known already: 1 person and 1 organisation." in page.text
    )
    assert "<del>e@ggd.example</del> <ins>eline@ggd.example</ins>" in page.text


def test_many_doubts_are_asked_a_few_at_a_time(cast: Cast) -> None:
    room = lists.room()
    given, family = (
        ("Anna", "Bram", "Cora", "Daan", "Emma"),
        ("Bakker", "Visser", "Yilmaz", "Smit", "Kok"),
    )
    names = [f"{first} {last}" for first in given for last in family]
    rows = [["Naam", "Organisatie"], *([name, at] for name in names for at in ("GGD", "Politie"))]
    page = room.start(("lijst.xlsx", lists.book(rows)))
    assert page.text.count('<fieldset class="dv-field"') == 20
    assert "Five more things follow after these." in page.text
    answers = {f"0-{row}": "new" for row in range(3, 52, 2)}
    page = page.press(answers=answers)
    assert page.text.count('<fieldset class="dv-field"') == 5
    page.press(answers=answers)
    assert room.counts() == (50, 2, 0)


def test_the_widest_list_sends_fewer_fields_than_a_form_may_hold(cast: Cast) -> None:
    room = lists.room()
    wide = [["Naam", *(f"Xyz {number}" for number in range(99))], ["Eline Bos", *"x" * 99]]
    content = lists.book(*[wide] * 10)
    with acting(room.actor):
        draft = start_import(room.actor, files=[lists.upload("lijst.xlsx", content)])
        form = MapImport().for_review(review(room.actor, draft))
    assert 1_000 < len(form.fields) < int(settings.DATA_UPLOAD_MAX_NUMBER_FIELDS or 0) - 10


def test_what_stands_in_a_list_is_never_taken_for_a_page(cast: Cast) -> None:
    room = lists.room()
    rows = lists.people("<script>alert(1)</script> Bos", **{"<b>Kop</b>": "<i>x</i>"})
    page = room.start(("<u>lijst</u>.xlsx", lists.book(rows)))
    assert "<script>alert" not in page.text
    assert "<b>Kop" not in page.text
    assert "<i>x" not in page.text
    assert "<u>lijst" not in page.text


def test_domains_are_named_in_the_language_of_the_page(cast: Cast) -> None:
    room = lists.room()
    page = room.start(("lijst.xlsx", lists.book(lists.people("Eline Bos"))))
    assert "Care" in page.text
    room.client.cookies["language"] = "nl"
    assert "Zorg" in room.client.get(page.address).content.decode()


def test_an_emptied_list_says_why(cast: Cast) -> None:
    room = lists.room()
    person = make.person(room.home, "Weg Ermee")
    page = room.start(("lijst.xlsx", lists.book(lists.people("Eline Bos"))))
    room.client.post(f"/{room.home.slug}/netwerk/mensen/{person.pk}/uithalen")
    again = room.client.get(page.address).content.decode()
    assert "This list has been emptied" in again
    assert "Eline Bos" not in again


def test_a_row_that_was_not_read_is_told(cast: Cast) -> None:
    room = lists.room()
    rows = [*lists.people("Eline Bos", "Jo Vos"), [], ["Let op: de scholen volgen nog."]]
    page = room.start(("lijst.xlsx", lists.book(rows)))
    assert "Row 5: This says something about the list, and was not read." in page.text
