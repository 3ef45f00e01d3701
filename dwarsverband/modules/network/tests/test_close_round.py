"""Closing a round before its end: read what it does, then do it."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from dwarsverband.foundation.access.context import acting
from dwarsverband.modules.network.actions import round_answers, round_names, rounds
from dwarsverband.modules.network.models import MissingName, Participation, Person, Round, Tie
from dwarsverband.modules.network.queries.round_closing import closing_words
from dwarsverband.modules.network.queries.round_totals import Totals
from dwarsverband.modules.network.queries.round_words import result_lines, round_lead
from dwarsverband.modules.network.tests.pages import find, mailed_link, reader
from dwarsverband.modules.network.tests.test_rounds import ROUNDS, _answer, _rows, asked
from tests.answers import text
from tests.cast import Cast

__all__ = ["asked"]
FRIDAY = Round(answers_until=date(2026, 12, 18), opened_on=date(2026, 11, 30))


def test_a_round_tells_first_what_closing_does(cast: Cast, asked: Round) -> None:
    _answer(reader(), mailed_link(cast), {find(cast, "Bram Hendriks"): "weekly"})
    close, noor = f"{ROUNDS}/{asked.pk}/sluiten", cast.client("noor")
    page = text(noor.get(close))
    assert "Eén mens antwoordde." in page and "Eén mens kan nog antwoorden" in page
    assert "Er gaat meteen één mail uit" in page
    assert _rows(cast, Round)[0].closed_on is None, "reading closes nothing"
    other = text(cast.client("bram").get(close))
    assert "antwoordde." not in other and "mail uit" not in other
    assert cast.client("bram").post(close).status_code == 403
    assert noor.post(close).status_code == 302 and _rows(cast, Round)[0].closed_on
    assert "Deze ronde is al gesloten." in text(noor.get(close))


@pytest.mark.regression("an answer that was finished while a round closed counted all the same")
def test_an_answer_that_is_finished_while_the_round_closes_does_not_count(
    cast: Cast, asked: Round
) -> None:
    (mine,) = _rows(cast, Participation, person=find(cast, "Bram Hendriks"))
    before, keys = len(_rows(cast, Tie)), [find(cast, "Yvonne Jansen").pk]
    with acting(cast.bram):
        assert mine.round.closed_on is None  # as it was read
        round_answers.name_contacts(cast.bram, mine, people=keys, shown=keys)
    with acting(cast.noor):
        rounds.close_round(cast.noor, asked)
    with acting(cast.bram), pytest.raises(ValidationError):
        round_answers.finish_answer(cast.bram, mine)
    assert len(_rows(cast, Tie)) == before


@pytest.mark.regression("a name that two coordinators took in at once became two people")
def test_a_name_is_taken_in_once(cast: Cast, asked: Round) -> None:
    link = mailed_link(cast)
    _answer(reader(), link, {find(cast, "Bram Hendriks"): "weekly"})
    reader().post(f"{link}/wie-mist", {"name": "Els Vos", "organisation": "", "domain": ""})
    (missing,) = _rows(cast, MissingName)
    with acting(cast.noor):
        round_names.admit_name(cast.noor, missing)
        with pytest.raises(ValidationError):
            round_names.admit_name(cast.noor, missing)
    assert len(_rows(cast, Person, name="Els Vos")) == 1


def test_a_round_of_nobody_and_of_one_are_told_in_good_dutch() -> None:
    with translation.override("nl"):
        nobody = " ".join(closing_words(FRIDAY, 0, 9, 0))
        lead = round_lead(FRIDAY, Totals(9, 1, 1, 1, 1))
        lines = result_lines(Totals(9, 1, 1, 1, 1))
    assert nobody == (
        "Nog niemand antwoordde. Negen mensen kunnen nog antwoorden, tot en met vrijdag 18 december. "
        "Na het sluiten niet meer. Er gaat geen mail uit."
    )
    assert lead == "1 van de 9 mensen antwoordde. Open tot en met vrijdag 18 december."
    assert lines[:2] == ["1 mens antwoordde.", "Er is 1 band genoemd."]
