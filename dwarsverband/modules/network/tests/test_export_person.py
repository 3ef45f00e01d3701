"""Everything about one person in one file: to read, and for a program."""

import html
import json
import re
from collections.abc import Iterator
from datetime import date
from itertools import count
from typing import Any  # the fields of any model

import pytest
from django.contrib.postgres.fields import ArrayField
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import override

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.access.context import acting
from dwarsverband.foundation.access.models import RequestKey
from dwarsverband.foundation.accounts.models import Partnership
from dwarsverband.foundation.accounts.queries import references_to
from dwarsverband.modules.network.actions.moments import record_contact
from dwarsverband.modules.network.models import Person, Tie
from dwarsverband.modules.network.queries.own_file import IN_HEAD, _row, own_file
from dwarsverband.modules.network.queries.own_file_words import LABELS, every_part
from dwarsverband.modules.network.queries.own_record import record_of
from dwarsverband.modules.network.tests.pages import carer, holder, own_page
from tests import make
from tests.answers import in_english, text
from tests.cast import Cast
from tests.planting import plant

# What stands about somebody and not in their file, each with its reason.
LEFT_OUT = {
    "Person.sort_name": "the name once more, to sort by",
    "ImportAnswer.mark": "a mark that tells nothing",
    "ImportAnswer.answer": "a number, a code or another mark",
    "Table.purpose": "about a table, not about who leads it",
    "TableSeat.words": "by which words somebody is found for a seat",
}
KINDS, COUNT = ("json", "page"), count(100)


def _bram(cast: Cast) -> Person:
    with make.within(cast.waterdal):
        return Person.objects.get(partnership=cast.waterdal, name="Bram Hendriks")


def _address(cast: Cast) -> str:
    return f"/waterdal/netwerk/mensen/{_bram(cast).pk}/bestand"


@pytest.mark.parametrize(
    ("who", "status"), [("noor", 200), ("bram", 403), ("joost", 404), ("wim", 404), ("nobody", 302)]
)
def test_who_makes_the_file(cast: Cast, who: str, status: int) -> None:
    assert cast.client(who).post(_address(cast)).status_code == status


def test_the_file_for_a_program_holds_what_is_recorded_and_why(cast: Cast) -> None:
    answer = cast.client("noor").post(_address(cast), {"format": "json"})
    record = answer.json()
    assert record["person"]["legalBasis"] == "Publieke taak"
    assert {tie["with"] for tie in record["ties"]} == {"Fatma Yıldız", "Sociaal 4"}
    assert answer["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize(
    ("language", "heading"), [("nl", "Wie ken je?"), ("en", "Whom do you know?")]
)
def test_whoever_is_no_technician_reads_it(cast: Cast, language: str, heading: str) -> None:
    answer = cast.client("noor", language).post(_address(cast))
    page = text(answer)
    assert answer["Content-Disposition"].endswith('.html"')
    assert f'<html lang="{language}">' in page and f"<h2>{heading}</h2>" in page
    assert "legalBasis" not in page and "Fatma Yıldız" in page
    assert not re.search(r"\d{4}-\d\d-\d\d", page), "A day stands in words."


@pytest.mark.regression("the file that a coordinator makes held the private notes of others")
def test_a_note_is_read_by_its_writer_and_the_person_only(cast: Cast) -> None:
    person, note = _bram(cast), "Belt liever na vieren."
    with make.within(cast.waterdal):
        tie = Tie.objects.filter(first=person).first() or Tie.objects.filter(second=person)[0]
    with acting(cast.bram):
        record_contact(cast.bram, tie, on=timezone.localdate(), minutes=35, note=note)
    made = cast.client("noor").post(_address(cast), {"format": "json"}).content.decode()
    assert note not in made and '"minutes": 35' not in made
    assert "alleen de schrijver leest" in made
    actor = holder(own_page(cast, person))
    with acting(actor):
        own = own_file(actor, person, "json").content.decode()
    assert note in own and '"minutes": 35' in own


@pytest.mark.parametrize("way", ["export", "contact-card"])
def test_a_file_by_the_api_is_kept_nowhere(cast: Cast, way: str) -> None:
    person = carer(cast)
    mark = {"Idempotency-Key": "een-sleutel-1"}
    address = f"/api/v1/waterdal/people/{person.pk}/{way}"
    told = cast.client("noor").post(address, headers=mark)
    assert person.name in told.content.decode()
    with make.within(cast.waterdal):
        assert not RequestKey.objects.filter(key="een-sleutel-1").exists()


def test_it_asks_nothing_of_another_place(cast: Cast) -> None:
    page = text(in_english(cast.client("noor")).post(_address(cast)))
    assert "default-src 'none'" in html.unescape(page)
    assert not re.search(r"<script|<link|<img|src=|href=|url\(|@import", page)


def test_what_somebody_wrote_is_text_and_no_page(cast: Cast) -> None:
    person = _bram(cast)
    with make.within(cast.waterdal):
        Person.objects.filter(pk=person.pk).update(objection="<script>alert(1)</script>")
    page = text(cast.client("noor").post(_address(cast)))
    assert "<script" not in page and "&lt;script&gt;alert(1)" in page


def test_every_name_in_it_has_its_words(cast: Cast) -> None:
    actor, person = _planted(cast)
    with acting(actor):
        record = record_of(actor, person)
    parts = every_part()
    assert set(record) == set(parts)
    unknown = {
        f"{key}.{name}"
        for key, held in record.items()
        for name in _names(held)
        if name not in {**LABELS, **parts[key].labels}
    }
    assert not unknown


@pytest.mark.regression("the file about a person left out where some records came from")
def test_both_hold_every_text_of_the_tables_that_hold_somebody(cast: Cast) -> None:
    actor, person = _planted(cast)
    marks = dict(_marked(cast.waterdal, person))
    with acting(actor):
        person = Person.objects.get(pk=person.pk)
        files = [html.unescape(own_file(actor, person, kind).content.decode()) for kind in KINDS]
    left_out = {where for where, mark in marks.items() if any(mark not in one for one in files)}
    assert left_out == set(LEFT_OUT)


def test_the_page_holds_whatever_the_program_gets(cast: Cast) -> None:
    actor, person = _planted(cast)
    with acting(actor), override("nl"):
        record = record_of(actor, person)
        page = html.unescape(own_file(actor, person, "page").content.decode())
        assert len(re.findall("<h2>", page)) == sum(
            bool(record[key]) for key in set(record) - IN_HEAD
        )
    days = set(re.findall(r"\d{4}-\d\d-\d\d", json.dumps(record)))
    for day in days:
        assert date_format(date.fromisoformat(day), "j F Y") in page


def _planted(cast: Cast) -> tuple[Actor, Person]:
    """Bram with a row in every table that can lead to him, and whoever holds the link to his page."""
    person = _bram(cast)
    planted = plant(cast.waterdal, "Merel")
    with make.within(cast.waterdal):
        for model, name in references_to(Person):
            for own in {name, *(other for kind, other in references_to(Person) if kind is model)}:
                try:
                    with transaction.atomic():
                        rows = model._base_manager.filter(pk=planted[model].pk)
                        rows.update(**{own: person})
                except IntegrityError:
                    continue
                break
    return holder(own_page(cast, person)), person


def _marked(home: Partnership, person: Person) -> Iterator[tuple[str, str]]:
    """A word of its own in each text of each row that leads to somebody."""
    with make.within(home):
        found: list[tuple[type[models.Model], str]] = [(Person, "pk"), *references_to(Person)]
        for model, name in found:
            rows = model._base_manager.filter(**{name: person.pk if name == "pk" else person})
            for field in _texts(model):
                mark = f"q{next(COUNT)}"
                if rows.update(**{field.name: [mark] if isinstance(field, ArrayField) else mark}):
                    yield f"{model.__name__}.{field.name}", mark


def _texts(model: type[models.Model]) -> list[Any]:
    """The fields in which somebody wrote something."""
    fields = [
        (one, one.base_field if isinstance(one, ArrayField) else one) for one in model._meta.fields
    ]
    return [
        one
        for one, text in fields
        if isinstance(text, models.CharField | models.TextField) and not one.choices
    ]


def _names(held: object) -> Iterator[str]:
    for row in held if isinstance(held, list) else [held]:
        if isinstance(row, dict):
            yield from row
            for value in row.values():
                yield from _names(value)


def test_minutes_that_nobody_filled_in_are_left_out() -> None:
    told = _row({"minutes": 0, "reminders": 0}, every_part()["rounds"], {})
    assert [text for _label, text in told] == ["0"], "of reminders none is a number"
    assert _row({"minutes": 15}, every_part()["moments"], {})[0][1] == "15"
