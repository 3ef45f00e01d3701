"""Closing a round before its end: read what it does, then do it."""

from datetime import date

from django.utils import translation

from dwarsverband.modules.network.models import Round
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
    assert lines[:2] == ["1 mens antwoordde.", "Ze noemden 1 band."]
