"""Which words carry a question, and which stand in any."""

import pytest

from dwarsverband.analysis.words.bearing import missing_words
from dwarsverband.analysis.words.folding import words_of


@pytest.mark.parametrize(
    ("asked", "held", "missing"),
    [
        ("Wie weet raad bij eergerelateerd geweld op school?", {"school"}, "eergerelateerd geweld"),
        ("Hoe praat je met Turkse ouders over schoolverzuim?", {"schoolverzuim"}, ""),
        ("Wie kan tolken over schoolverzuim?", {"tolken"}, "schoolverzuim"),
        ("Wie kent ouders in de wijk?", set(), ""),
    ],
)
def test_a_longer_word_carries_more_than_a_word_that_is_held(
    asked: str, held: set[str], missing: str
) -> None:
    assert " ".join(missing_words(words_of(asked), held)) == missing
