"""Days as people write them: the day first, and nothing is guessed in silence."""

from datetime import date

import pytest

from dwarsverband.foundation.sheets.dates import parse_date

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("text", "on", "precision"),
    [
        ("2026-03-04", date(2026, 3, 4), "day"),
        ("20260304", date(2026, 3, 4), "day"),
        ("4-3-2026", date(2026, 3, 4), "day"),
        ("04/03/26", date(2026, 3, 4), "day"),
        ("4 . 3 . 2026", date(2026, 3, 4), "day"),
        ("4 mrt '26", date(2026, 3, 4), "day"),
        ("wo 4 maart 2026", date(2026, 3, 4), "day"),
        ("4th March 2026", date(2026, 3, 4), "day"),
        ("March 4, 2026", date(2026, 3, 4), "day"),
        ("2026-03-04 14:30", date(2026, 3, 4), "day"),
        ("4-3-2026 om 14.30 uur", date(2026, 3, 4), "day"),
        ("46085", date(2026, 3, 4), "day"),
        ("maart 2026", date(2026, 3, 1), "month"),
        ("3-2026", date(2026, 3, 1), "month"),
        ("2026-03", date(2026, 3, 1), "month"),
        ("2026", date(2026, 1, 1), "year"),
        ("29-2-2024", date(2024, 2, 29), "day"),
    ],
)
def test_a_day_is_read_in_many_shapes(text: str, on: date, precision: str) -> None:
    parsed = parse_date(text, TODAY)
    assert (parsed.on, parsed.precision, parsed.sentence) == (on, precision, "")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("31-11-2025", "no_such_day"),
        ("29-2-2026", "no_such_day"),
        ("3-25-2026", "swapped"),
        ("4 maart", "which_year"),
        ("4-3-68", "which_century"),
        ("binnenkort", "unread"),
        ("12", "unread"),
        ("99999999", "unread"),
        ("4 smarch 2026", "unread"),
    ],
)
def test_what_is_no_day_gets_a_sentence_with_the_text_in_it(text: str, problem: str) -> None:
    parsed = parse_date(text, TODAY)
    assert parsed.on is None
    assert parsed.problem == problem
    assert text[:40] in parsed.sentence


def test_nothing_is_no_day_and_no_problem() -> None:
    assert parse_date("  ", TODAY).sentence == ""


def test_a_year_of_two_figures_is_one_of_the_last_ten_or_the_next() -> None:
    assert parse_date("1-1-16", TODAY).on == date(2016, 1, 1)
    assert parse_date("1-1-27", TODAY).on == date(2027, 1, 1)
    assert parse_date("1-1-28", TODAY).problem == "which_century"
