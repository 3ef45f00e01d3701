"""The page about a list: what it would do, what is asked, and never more than a page can hold."""

import io
import re

import pytest
from django.conf import settings
from openpyxl import Workbook

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


def _doubts(text: str) -> int:
    return text.partition('id="doubts"')[2].partition("</section>")[0].count("<fieldset")


def test_many_doubts_are_asked_a_few_at_a_time(cast: Cast) -> None:
    room = lists.room()
    given, family = (
        ("Anna", "Bram", "Cora", "Daan", "Emma"),
        ("Bakker", "Visser", "Yilmaz", "Smit", "Kok"),
    )
    names = [f"{first} {last}" for first in given for last in family]
    rows = [["Naam", "Organisatie"], *([name, at] for name in names for at in ("GGD", "Politie"))]
    page = room.start(("lijst.xlsx", lists.book(rows)))
    assert _doubts(page.text) == 20
    assert "25 things need your answer" in page.text and "20 people who may be" in page.text
    assert "Five more things follow after these." in page.text
    answers = {f"0-{row}": "new" for row in range(3, 52, 2)}
    page = page.press(answers=answers)
    assert _doubts(page.text) == 5
    page.press(answers=answers)
    assert room.counts() == (50, 2, 0)


NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def test_what_needs_an_answer_is_counted_as_it_is_shown(cast: Cast) -> None:
    """A mention of a doubtful person waits until that is answered: it is told, and counted apart."""
    room = lists.room()
    rows = [
        ["Naam", "Organisatie", "Kent", "Laatst"],
        ["Jan Berg", "Politie", "Ruth Cohen", "31-11-2025"],
    ]
    rows += [["Jan Berg", "GGD", "", ""], ["Eline Bos", "GGD", "Jan Berg", "later"]]
    text = room.start(("lijst.xlsx", lists.book(rows))).text
    head = text.partition("before the whole list can be saved.")
    told = re.findall(r"(\w+) (?:cell|person|people|that follow)", head[2].partition("</ul>")[0])
    counts = [NUMBERS.index(word.lower()) for word in told]
    total = re.search(r"(\w+) things? needs? your answer", text)
    assert counts == [2, 1, 1]
    assert total and sum(counts) == NUMBERS.index(total[1].lower())
    assert text.count('class="is-bad"') == 2
    assert _doubts(text) == 1


def test_two_who_may_be_meant_stand_side_by_side(cast: Cast) -> None:
    room = lists.room()
    make.person(room.home, "Jan Berg", "care", "GGD", email="jan@ggd.example")
    make.person(room.home, "Jan Berg", "safety", "Politie")
    rows = [["Naam", "Organisatie", "Kent"], ["Eline Bos", "GGZ", "Jan Berg"]]
    text = room.start(("lijst.xlsx", lists.book(rows))).text
    sides = re.findall(r'<li class="dv-side-item">.*?</li>', text, re.DOTALL)
    assert len(sides) == 3
    assert "In your list, row 2" in sides[0] and "Naam: Eline Bos" in sides[0]
    assert "1. Jan Berg" in sides[1] and "2. Jan Berg" in sides[2]
    assert "GGD" in sides[1] + sides[2] and "Politie" in sides[1] + sides[2]
    assert "The same as 1. Jan Berg" in text and "The same as 2. Jan Berg" in text


def test_no_two_fields_have_the_same_name_for_who_hears_the_page(cast: Cast) -> None:
    room = lists.room()
    rows = [["Naam", "E-mail", "Kent", "Sinds"], ["Eline Bos", "e@ggd.example", "", ""]]
    rows += [["Jo Vos", "06-12345678", "Eline Bos", "31-11-2025"]]
    content = lists.book(rows, rows, names=["Oost", "West"])
    text = room.start(("lijst.xlsx", content)).text
    loose = re.sub(r"<fieldset.*?</fieldset>", "", text, flags=re.DOTALL)  # a legend names these
    named = re.findall(r"<legend[^>]*>(.*?)</legend>", text, re.DOTALL)
    labels = [*named, *re.findall(r"<label[^>]*>(.*?)</label>", loose, re.DOTALL)]
    plain = [re.sub(r"<[^>]+>|\s+", " ", label).strip() for label in labels]
    assert len(plain) > 14 and len(plain) == len(set(plain))


def test_what_is_asked_comes_first_and_the_rest_is_folded(cast: Cast) -> None:
    room = lists.room()
    rows = lists.people("Eline Bos", Sinds="31-11-2025", Contact="Jo Vos")
    text = room.start(("lijst.xlsx", lists.book(rows))).text
    assert text.index('id="cells"') < text.index('id="columns"') < text.index('id="people"')
    assert '<details class="dv-details" open>' not in text
    nameless = [["Kolom", "Nog een"], ["Eline Bos", "GGD"], ["Jo Vos", "GGD"]]
    text = room.start(("lijst.xlsx", lists.book(nameless))).text
    assert '<details class="dv-details" open>' in text


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


def test_a_doubt_names_the_list_and_the_network(cast: Cast) -> None:
    room = lists.room()
    make.person(room.home, "Joris Huisman", "care", "GGD", email="joris@mbo.example")
    rows = lists.people("Bram Vos", Mail="joris@mbo.example")
    text = room.start(("lijst.xlsx", lists.book(rows))).text
    asked = "is Bram Vos in your list the same person as Joris Huisman in the network?"
    assert asked in text and "The same as Joris Huisman" in text


def test_a_merged_cell_counts_for_each_row_that_it_covers(cast: Cast) -> None:
    book = Workbook()
    sheet = book.active
    for row in lists.people("Eline Bos", "Jo Vos"):
        sheet.append(list(row))
    sheet["B3"].value = None
    sheet.merge_cells("B2:B3")
    target = io.BytesIO()
    book.save(target)
    room = lists.room()
    room.start(("lijst.xlsx", target.getvalue())).press()
    with make.within(room.home):
        assert [lists.place(one) for one in lists.positions(room.home)] == ["GGD Waterdal"] * 2
