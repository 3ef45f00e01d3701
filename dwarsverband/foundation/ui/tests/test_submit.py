"""A form hands its input to one action, and shows what the action says about it."""

from collections.abc import Iterator
from datetime import date

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.utils import translation

from dwarsverband.foundation.access import Actor, Conflict, Refused, denied
from dwarsverband.foundation.ui.forms import Form

NOOR = Actor(kind="member", name="Noor Bakker")


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """The words as they stand in the source."""
    with translation.override("en"):
        yield


class Talk(Form):
    """When they spoke, and with whom."""

    name = forms.CharField(label="Naam", max_length=5)
    on = forms.DateField(error_messages={"invalid": "Vraag het na."})


def _sent(**values: str) -> Talk:
    return Talk({"name": "Bram", "on": "2026-04-20", **values})


def test_what_was_typed_reaches_the_action_by_name() -> None:
    form = _sent()
    assert form.submit(lambda actor, subject, **inputs: (actor, subject, inputs), NOOR, "tie")
    assert form.result == (NOOR, "tie", {"name": "Bram", "on": date(2026, 4, 20)})


def test_a_form_that_was_not_sent_does_nothing() -> None:
    assert not Talk().submit(pytest.fail, NOOR)


def test_a_form_that_makes_no_sense_does_nothing() -> None:
    assert not _sent(name="").submit(pytest.fail, NOOR)


@pytest.mark.parametrize(
    ("failure", "where"),
    [
        (ValidationError({"name": "Die kennen we al."}), "name"),
        (ValidationError({"shoe_size": "Die kennen we al."}), "__all__"),
        (ValidationError("Die kennen we al."), "__all__"),
    ],
)
def test_what_the_action_says_stands_at_its_field_or_on_top(
    failure: ValidationError, where: str
) -> None:
    def act(*subjects: object, **inputs: object) -> None:
        raise failure

    form = _sent()
    assert not form.submit(act, NOOR)
    assert form.errors == {where: ["Die kennen we al."]}


def test_a_refusal_passes_through() -> None:
    def act(*subjects: object, **inputs: object) -> None:
        raise Refused(denied("Alleen de voorzitter."), "tables.decide", ())

    with pytest.raises(Refused):
        _sent().submit(act, NOOR)


def test_a_conflict_takes_the_words_of_the_form_along() -> None:
    def act(*subjects: object, **inputs: object) -> None:
        raise Conflict("now")

    with pytest.raises(Conflict) as caught:
        _sent().submit(act, NOOR)
    assert caught.value.labels == {"name": "Naam", "on": "On"}


def test_a_field_says_what_to_do_and_keeps_its_own_sentence() -> None:
    form = _sent(name="Hendriks", on="31-11-2026")
    assert form.errors == {"name": ["At most 5 characters. These are 8."], "on": ["Vraag het na."]}
    assert _sent(name="").errors == {"name": ["Fill this in."]}
